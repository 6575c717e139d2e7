"""Months, seasons, feasts, years and days of the week as people write them in free text."""

from __future__ import annotations

import re
from collections.abc import Callable

from explorer.dates import MONTHS
from explorer.redaction.day_words import month_number, whole_year

_LONG = "January|February|April|June|July|August|September|October|November|December"
_SHORT = "Jan|Feb|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_YEAR = r"(?:(?:1[89]|20|21)\d\d(?!\d))"
_B, _E = r"(?<![^\W_])", r"(?![^\W_])"
"""The edges of a word, to which ``_`` is a blank: names of files have it."""

_BEGINS = r"(?:^|(?<=[.!?:;\n\"“‘(\[])|(?<=[.!?:;]\s))"
_ASKS = r"(?=\s++(?:I|we|you|he|she|they|it|the|this|that|there|his|her|their|its|a|an|not|be|God)\b)"
_PLACED = ("in", "during", "throughout", "since", "until", "till", "early", "late", "mid")
_AFTER = "|".join(rf"(?<=\b{word}[ -])" for word in _PLACED)
_MAY = rf"(?:(?!{_BEGINS}May{_ASKS}){_B}(?:May|Mar(?:ch)?){_E}|(?i:(?:{_AFTER})(?:may|mar(?:ch)?)\b))"
"""*May*, *March* and *Mar* are also other words: in lower case, or where a sentence begins with *May he*."""

_MONTH = rf"(?:{_B}(?:(?i:{_LONG}){_E}|(?:{_SHORT}){_E}\.?)|{_MAY})"
_SHORT_YEAR = r"['’‘]\d\d(?![\w'’‘])"
_BEHIND = (
    rf"(?:(?:,?\s|[-/._]|,?\s(?:of|in)\s)(?P<year>{_YEAR})|[-/\s]?(?P<quoted>{_SHORT_YEAR})"
    r"|[-/](?P<brief>\d\d)(?![\d/-]))?+"
)
_LIST = r"\s*+(?:,\s*+(?:and\s++)?|[-–—/&]\s*+|(?:to|and|or|until|till)\s++)"
MONTH = (
    r"(?:\b(?i:early|mid|late)[ -])?"
    rf"(?P<months>{_MONTH}(?:{_LIST}\b(?:(?i:{_LONG}){_E}|May{_E}|March{_E}|(?:{_SHORT}|Mar){_E}\.?))*+)"
    rf"{_BEHIND}|(?i:{_B}(?P<short>{_SHORT}))\.?[ _-](?P<short_year>{_YEAR})"
)
NUMBERED = (
    rf"(?<![^\W_])(?<![/.-])(?P<iso_year>{_YEAR})[-_](?P<iso_month>0[1-9]|1[0-2])(?![^\W_])(?!-)"
    rf"|(?<![\d/.-])(?P<number>0?[1-9]|1[0-2])[-/.](?P<number_year>{_YEAR})"
    r"|(?:(?<=\bin )|(?<=\bby )|(?<=\bof )|(?<=\bsince )|(?<=\bfrom )|(?<=\buntil ))"
    r"(?P<brief_month>0[1-9]|1[0-2])/(?P<brief_year>\d\d)(?![\w/])"
)
_OF_YEAR = rf"(?:,?\s(?:of\s)?(?P<{{0}}>{_YEAR}|{_SHORT_YEAR}))?"
SEASON = (
    r"\b(?i:bank holidays?|(?:spring|summer|autumn|winter)(?:[ -](?:terms?|holidays?|half[ -]term|break|time))?)\b"
    + _OF_YEAR.format("season_year")
    + rf"|\b(?i:(?:first|second|third|fourth|last) quarter)(?: of)? (?P<quarter_year>{_YEAR}|{_SHORT_YEAR})"
    + rf"|\bQ[1-4][ /-]?(?P<q_year>{_YEAR}|{_SHORT_YEAR})(?!\w)|(?<!\w)(?P<year_q>{_YEAR})[ -]?Q[1-4](?!\w)"
)
FEASTS = (
    r"Christmas(?: (?:Eve|Day))?|Xmas(?: (?:Eve|Day))?|(?:Chinese |Lunar )?New Year(?:['’]?s)?(?: (?:Eve|Day))?"
    r"|Easter(?: (?:Sunday|Monday))?|Boxing Day|Good Friday|Halloween|Bonfire Night|Guy Fawkes(?: (?:Night|Day))?"
    r"|Ramadan|Eid(?: al-\w+)?|Diwali|Hanukkah|Passover|Yom Kippur|Rosh Hashanah|Pentecost|Whitsun|Whit (?:Sun|Mon)day"
    r"|Remembrance (?:Sunday|Day)|Mothering Sunday|(?:Mother|Father)['’]?s['’]? Day|Ash Wednesday|Shrove Tuesday"
    r"|(?:St\.? )?(?:Valentine|Patrick|George|Andrew|David)['’]?s Day|(?-i:May Day)"
)
"""Feasts and holidays."""
FEAST = rf"\b(?i:{FEASTS})\b" + _OF_YEAR.format("feast_year")

_DAYS = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
_ANY_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
WEEKDAY = (
    rf"\b(?i:{_DAYS})(?i:days?)\b|\b(?:Mon|Tues?|Weds|Thur?s?|Fri)\b\.?|\b(?:Wed|Sat|Sun)\b\.?"
    r"(?=\s(?:\d|day \d|\[date\]|morning|afternoon|evening|night|[ap]\.?m\b|at\b)"
    rf"|\s?[-–/&]\s?{_ANY_DAY})|(?:(?<=\bon )|(?<=\bby )|(?<=\bnext )|(?<=\blast )|(?<=\bthis )|(?<=\bevery )"
    r"|(?<=[a-z][-–/&])|(?<=\][-–/&]))(?:Wed|Sat|Sun)\b\.?"
)
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_SPELLED = rf"(?:(?:{_TENS})(?:[ -](?:{_ONES}))?|{_TEENS})"
YEARS = (
    rf"(?:\b(?:c|ca|circa|FY)\.? ?|(?<![\w£$€#,.])){_YEAR}(?:[/–-]\d\d(?:\d\d)?)?s?(?![\w,.]?\d)(?!\w)"
    rf"|(?<![\w'’‘]){_SHORT_YEAR}|\bFY ?\d\d(?:[/–-]\d\d)?(?!\d)"
    rf"|\b(?i:(?:twenty|nineteen)[ -](?:{_SPELLED}|oh[ -](?:{_ONES}))|two thousand (?:and )?(?:{_SPELLED}|{_ONES}))\b"
)

OF_A_QUARTER = re.compile("|".join((NUMBERED, FEAST, MONTH)))
"""What in free text says a month, or less."""
OF_A_YEAR = re.compile("|".join((NUMBERED, FEAST, MONTH, SEASON)))
"""What says a part of a year."""


def with_coarse_months(text: str, unit: str) -> str:
    """Free text with its months as quarters or years: those of no year, feasts and seasons as ``[date]``."""
    write: Callable[[re.Match[str]], str] = _year if unit == "year" else _quarter
    return (OF_A_YEAR if unit == "year" else OF_A_QUARTER).sub(write, text)


def _year(match: re.Match[str]) -> str:
    said = next((text for name, text in match.groupdict().items() if text and _is_year(name)), "")
    return f"{whole_year(said.strip(chr(39) + '’‘')):04}" if said else "[date]"


def _is_year(name: str) -> bool:
    return name.startswith("year") or name.endswith("_year") or name in ("quoted", "brief")


def _quarter(match: re.Match[str]) -> str:
    year = _year(match)
    said = match["iso_month"] or match["number"] or match["brief_month"] or match["short"]
    names = [said] if said else re.findall(r"[^\W\d_]{3,}", match["months"] or "")
    months = [month for name in names if (month := month_number(name))]
    if year == "[date]" or not months:
        return year
    first, last = (months[0] - 1) // 3 * 3, (months[-1] - 1) // 3 * 3 + 2
    return f"{MONTHS[first]} to {MONTHS[last]} {year}" if first < last else year
