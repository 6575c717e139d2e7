"""The words and numbers of days, months and years, as parts of regular expressions, and what they stand for.

The parts read a text without regard to capitals. Where room may be of any length, it is read once (``\\s*+``): a text
made to be slow takes no longer than another.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from explorer.dates import MONTHS

MONTH = "(?:" + "|".join(f"{month}|{month[:3]}" for month in MONTHS) + r"|Sept)(?![a-z])\.?"
YEAR = r"(?:(?:18|19|20|21)\d\d(?!\d))"
DIGITS = r"(?:(?:0?[1-9]|[12]\d|3[01])(?!\d))"
MARKED = rf"(?:{DIGITS}\s?(?:st|nd|rd|th)(?![a-z]))"
NUMBER = rf"(?:{DIGITS}(?:st|nd|rd|th|\s(?:st|nd|rd|th)(?![a-z]))?+)"
"""A day: 5, 05 or 5th."""

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes|s)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?)"

_ONES = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_TEENS = "tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
ORDINALS = (*_ONES.split("|"), *_TEENS.split("|"))
ORDINAL = rf"\b(?:twenty[- ]?(?:{_ONES})|thirty[- ]?first|{_TEENS}|thirtieth|{_ONES})\b"
"""The first to the thirty-first, in words."""

_BETWEEN = r"(?:[-–—‑−→/&+]|\b(?:and|or|to|until|till|through)\b)"
SEPARATOR = rf"\s*+(?:[,;]\s*+(?:{_BETWEEN}\s*+)?|{_BETWEEN}\s*+)"
"""What stands between two days of a list."""

BEHIND_MONTH = (
    rf"(?:[\s,./-]{{0,12}}(?:(?:of|in)\s++)?(?P<year>{YEAR})|[\s./-]{{0,12}}['’‘](?P<year>\d\d)(?!\d)"
    r"|[./-](?P<year>\d\d)(?![\w:])|(?P<year>\d\d)(?!\w))?+"
)
"""The year behind a month: ``, 2019``, ``-2019``, ``'19``, ``-19``, ``19``."""

BEHIND_DAY = rf"(?:,?\s++(?:(?:of|in)\s++)?(?P<year>{YEAR})|,?\s*+['’‘](?P<year>\d\d)(?!\d))?+"
"""The year behind the day of a month that comes first."""

ENDS = r"(?:\s*+(?:$|[.,;:)?!-])|\s++(?:he|she|they|we|it|i|you|his|her|their)\b)"
GOES_ON = rf"(?:{ENDS}|\s++(?:the|a|an|at|in|and|or|but|to|from|by|with|when|was|were)\b)"
"""What may come after ``on the 5th`` where it is a day; the 5th form is none."""

MARK = r"[-/._‑–−]"
ROMAN = r"(?-i:XII|XI|IX|IV|VI{0,3}|I{1,3}|X)"
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

FEASTS = {
    "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26), "new years day": (1, 1),
    "new years eve": (12, 31), "halloween": (10, 31), "bonfire night": (11, 5), "valentines day": (2, 14),
    "may day": (5, 1),
}  # fmt: skip
AFTER_EASTER = {"good friday": -2, "easter sunday": 0, "easter monday": 1}
FEAST = (
    r"(?:(?:Christmas|Xmas)\s(?:Day|Eve)|Boxing\sDay|New\sYear(?:['’]?s)?\s(?:Day|Eve)|Good\sFriday"
    r"|Easter\s(?:Sunday|Monday|Day)|Hallow[e'’]+en|Bonfire\sNight|(?:St\.?\s)?Valentine(?:['’]?s)?\sDay"
    r"|(?-i:May\sDay))\b"
)
"""Days that have a name."""


def month_number(said: str) -> int:
    """1 to 12 of a month's name, Roman number or number; 0 where it is none."""
    if said.isdecimal():
        return int(said) if 1 <= int(said) <= 12 else 0
    if said in ROMANS:
        return ROMANS.index(said) + 1
    name = said[:3].casefold()
    return next((at for at, month in enumerate(MONTHS, start=1) if month[:3].casefold() == name), 0)


def ordinal_number(said: str) -> int:
    """1 to 31 of an ordinal in words."""
    words = said.casefold()
    for tens, head in ((20, "twenty"), (30, "thirty")):
        ones = words.removeprefix(head).strip("- ")
        if words.startswith(head) and ones in ORDINALS:
            return tens + ORDINALS.index(ones) + 1
    return 30 if words == "thirtieth" else ORDINALS.index(words) + 1 if words in ORDINALS else 0


def whole_year(said: str) -> int:
    """The year of two or four digits."""
    number = int(said)
    return number if number > 99 else number + (2000 if number <= 40 else 1900)


_LISTED = re.compile(
    rf"(?P<day>\d{{1,2}})|(?P<word>{ORDINAL})|(?P<to>[-–—‑−]|\b(?:to|until|till|through)\b)", re.I
)


def listed_days(said: str) -> tuple[int, ...]:
    """The days of a list, with those between the two of a range."""
    found: list[int] = []
    is_range = False
    for match in _LISTED.finditer(said):
        if match["to"]:
            is_range = bool(found)
            continue
        day = int(match["day"]) if match["day"] else ordinal_number(match["word"])
        if is_range and found[-1] < day <= 31:
            found += range(found[-1] + 1, day)
        found.append(day)
        is_range = False
    return tuple(dict.fromkeys(found))


def easter(year: int) -> date:
    """Easter Sunday (the algorithm of an anonymous correspondent of *Nature*, 20 April 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    last = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + last - 7 * ((a + 11 * h + 22 * last) // 451) + 114, 31)
    return date(year, month, day + 1)


def feast_day(said: str, year: int) -> tuple[int, int]:
    """Month and day of a feast; (0, 0) where that depends on a year that is not said (``year`` is 0)."""
    name = re.sub(r"^st\.? |['’]", "", " ".join(said.casefold().split())).replace("xmas", "christmas")
    name = (
        name.replace("year day", "years day")
        .replace("year eve", "years eve")
        .replace("valentine day", "valentines day")
    )
    name = "halloween" if name.startswith("hallow") else name.replace("easter day", "easter sunday")
    if name in AFTER_EASTER:
        if not year:
            return 0, 0
        found = easter(year) + timedelta(AFTER_EASTER[name])
        return found.month, found.day
    return FEASTS.get(name, (0, 0))


def weekday_of_month(year: int, month: int, which: str, weekday: str) -> int:
    """The day of the month of its ``which`` (a number in words or digits, or the last) Monday or day; 0 where there is
    none."""
    after = date(year + month // 12, month % 12 + 1, 1)
    days = [date(year, month, 1) + timedelta(at) for at in range((after - date(year, month, 1)).days)]
    if weekday.casefold() != "day":
        at = next(
            (at for at, name in enumerate(WEEKDAYS) if weekday.casefold().startswith(name.casefold())), 7
        )
        days = [day for day in days if day.weekday() == at]
    digits = re.match(r"\d+", which)
    number = int(digits[0]) if digits else ordinal_number(which)
    back = {"last": 1, "final": 1, "penultimate": 2}.get(which.casefold(), 0)
    place = len(days) - back if back else number - 1
    return days[place].day if 0 <= place < len(days) else 0
