"""Days as people write them in free text, found so that they can be made coarser or counted."""

from __future__ import annotations

import re
from datetime import date

from explorer.dates import MONTHS

_MONTH = "|".join(f"{month}|{month[:3]}" for month in MONTHS) + "|Sept"
_YEAR = r"(?:18|19|20|21)\d\d"
_DIGITS = r"(?:0?[1-9]|[12]\d|3[01])"
_NUMBER = rf"{_DIGITS}(?:\s?(?:st|nd|rd|th))?"
_WEEKDAY = r"(?:Mon|Tue(?:s)?|Wed(?:nes|s)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?,?\s+(?:the\s+)?"
_TO = r"\s*(?:-|–|—|/|&|\bto\b|\band\b|\bor\b|\buntil\b)\s*(?:the\s+)?"
_OTHERS = rf"(?:(?:{_NUMBER},\s*){{0,6}}{_NUMBER}{_TO})?"
"""``5, 6 and`` of 5, 6 and 7 May."""

_ONES = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_WORDS = (
    rf"(?:(?:twenty|thirty)[- ])?(?:{_ONES})|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth"
    "|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
_AFTER = r"(?<=\bon )|(?<=\bby )|(?<=\bfrom )|(?<=\bsince )|(?<=\buntil )|(?<=\bdated )|(?<=\bw/c )"
_AFTER_THE = r"(?<=\bon the )|(?<=\bby the )|(?<=\bfrom the )|(?<=\buntil the )|(?<=\bsince the )"
_GOES_ON = (
    r"(?=\s*(?:$|[.,;:)?!-]|inst\b|ult\b|(?:he|she|they|we|it|i|you|his|her|their|the|a|an|at|in|and|or|but|to|from|by"
    r"|with|when|was|were|of (?:the|this|that|next|last) month)\b))"
)
"""What may come after ``on the 5th`` where it is a day; the 5th form is none."""


def _year(number: int) -> str:
    """The year behind a month, as group ``year`` and ``short``: ``, 2019``, ``-2019``, ``'19``, ``-19``."""
    return (
        rf"(?:[\s,./-]*(?P<year{number}>{_YEAR})(?!\d)|[\s./-]*['’](?P<short{number}>\d\d)(?!\d)"
        rf"|[./-](?P<brief{number}>\d\d)(?![\w:]))?"
    )


IN_TEXT = re.compile(
    rf"(?<![\w/])(?:{_WEEKDAY})?(?P<others>{_OTHERS})(?P<day1>{_NUMBER})\s*[-/.]?\s*(?:of\s+)?(?P<month1>{_MONTH})"
    rf"(?![a-z])\.?{_year(1)}"
    rf"|\b(?:{_WEEKDAY})?(?P<month2>{_MONTH})\b\.?\s+(?:the\s+)?(?P<day2>{_NUMBER})(?![\d:])"
    rf"(?P<more>\s*[-–]\s*{_NUMBER}(?!\d))?(?:,?\s+(?P<year2>{_YEAR})(?!\d))?"
    r"|(?<![\w.])(?P<range>\d{1,2}(?:[/.]\d{1,2})?\s*(?:-|–|\bto\b|\band\b|&)\s*)?"
    r"(?<![\w/.])(?P<day3>\d{1,2})(?P<mark>[/.])(?P<month3>\d{1,2})(?P=mark)(?P<year3>(?:18|19|20|21)?\d\d)(?!\w)"
    r"|(?<![\w/.-])(?P<day4>0?[1-9]|[12]\d|3[01])-(?P<month4>0?[1-9]|1[0-2])-(?P<year4>(?:18|19|20|21)?\d\d)"
    r"(?!\w|-\d)"
    rf"|(?<![\w/.-])(?P<iso>{_YEAR}(?P<dash>[-/.])\d\d?(?P=dash)\d\d?)(?:(?=T\d)|(?!\w))"
    r"|(?<!\w)(?P<compact>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\w)"
    rf"|\b(?P<word>{_WORDS})\s+(?:day\s+)?(?:of\s+(?P<month5>{_MONTH})\b(?:,?\s+(?P<year5>{_YEAR}))?"
    rf"|(?P<month6>{_MONTH})\b,?\s+(?P<year6>{_YEAR}))"
    rf"|(?<!\w)(?P<week>{_YEAR}-?W\d\d(?:-?\d)?)(?!\w)"
    rf"|(?:{_AFTER})(?P<slash>(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2]))(?![\w/])"
    rf"|(?:{_AFTER_THE})(?P<bare>{_DIGITS}(?:st|nd|rd|th))\b{_GOES_ON}"
    rf"|\b(?P<named>{_WEEKDAY}{_DIGITS}(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)


def year_and_month(match: re.Match[str]) -> tuple[str, int]:
    """The year ('' where none is said) and month (0) of a day that was found."""
    if match["iso"] or match["compact"]:
        year, month, _ = _numbers_of(match)
        return f"{year:04}", month if 1 <= month <= 12 else 0
    year_text = next((match[f"year{number}"] for number in range(1, 7) if match[f"year{number}"]), "")
    year_text = year_text or match["short1"] or match["brief1"] or ""
    if len(year_text) == 2:
        year_text = f"20{year_text}"
    number_text = match["month3"] or match["month4"]
    if number_text:
        return year_text, int(number_text) if 1 <= int(number_text) <= 12 else 0
    name = next(
        (match[f"month{number}"] for number in (1, 2, 5, 6) if match[f"month{number}"]), ""
    ).casefold()[:3]
    return year_text, next((at for at, said in enumerate(MONTHS, start=1) if said.casefold()[:3] == name), 0)


def _numbers_of(match: re.Match[str]) -> tuple[int, int, int]:
    """Year, month and day that are written as numbers, the year first."""
    text = match["compact"]
    parts = [text[:4], text[4:6], text[6:]] if text else re.split(r"[-/.]", match["iso"])
    return int(parts[0]), int(parts[1]), int(parts[2])


def day_of(match: re.Match[str]) -> str:
    """The one day that was found in free text, as EDTF; '' where its year is not said, there is no such day, or there
    are several."""
    if match["others"] or match["more"] or match["range"]:
        return ""
    if match["iso"] or match["compact"]:
        return "{:04}-{:02}-{:02}".format(*_numbers_of(match))
    year, month = year_and_month(match)
    said = next((match[f"day{number}"] for number in range(1, 5) if match[f"day{number}"]), "")
    digits = re.match(r"\d+", said)
    return f"{year}-{month:02}-{int(digits[0]):02}" if year and month and digits else ""


def ways_to_write(day: date) -> tuple[str, ...]:
    """A day as outputs and people write it; blanks, hyphens and dots between its parts do not matter."""
    month = MONTHS[day.month - 1]
    ending = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    said = {
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day.year}",
        *(
            f"{number} {name} {day.year}"
            for number in (day.day, f"{day.day}{ending}")
            for name in (month, month[:3])
        ),
        *(
            f"{name} {number} {day.year}"
            for number in (day.day, f"{day.day}{ending}")
            for name in (month, month[:3])
        ),
    }
    return tuple(sorted(said))
