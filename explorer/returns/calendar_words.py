"""One date in figures or words, without ranges and marks: its first and last day and its EDTF."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from explorer.dates import FIRST_YEAR, MONTHS, SEASONS, read

MONTH_NAMES = (
    {name.casefold(): at for at, name in enumerate(MONTHS, 1)}
    | {name[:3].casefold(): at for at, name in enumerate(MONTHS, 1)}
    | {"sept": 9, "janu": 1, "febr": 2}
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NAMED = {name[:3]: name.capitalize() for name in WEEKDAYS}
PIVOT = 70
"""Two digits below it are of this century, others of the last."""
_WEEKDAY = re.compile(
    r"(?:on )?(mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?\b\.?,?\s*"
)
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_YEAR = r"'?(?P<year>\d{4}|\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:the )?{_DAY}(?: of)?[ -]*{_MONTH},?[ -]*{_YEAR}",
        rf"{_MONTH}[ -]*{_DAY},? +{_YEAR}",
        rf"{_MONTH}(?: of)?,?[ -]*{_YEAR}",
    )
)
_FIGURES = re.compile(r"(\d{1,2})\s*([/. -])\s*(\d{1,2})\s*\2\s*(\d{4}|\d\d)")


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day, the EDTF text, and how it was read where that is not plain. ``problem``: found, refused."""

    first: date
    last: date
    edtf: str
    remark: str = ""
    problem: str = ""
    fix: str = ""


def year_of(text: str) -> int:
    """The year of four or two digits."""
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < PIVOT else 1900)


def month_of(text: str) -> int:
    """1 to 12 of a month's name or abbreviation, 0 of anything else."""
    return MONTH_NAMES.get(text.strip(" .").casefold(), 0)


def _day(year: int, month: int, day: int, latest_year: int, remark: str = "") -> Span | None:
    if not (FIRST_YEAR <= year <= latest_year and 1 <= month <= 12):
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return Span(found, found, found.isoformat(), remark)


def whole_month(year: int, month: int, remark: str = "") -> Span:
    """A month."""
    last = calendar.monthrange(year, month)[1]
    return Span(date(year, month, 1), date(year, month, last), f"{year:04}-{month:02}", remark)


def span_of(text: str, latest_year: int) -> Span | None:
    """The one date that ``text`` writes, lower case, day first; ``None`` where it writes none in one way only."""
    text = text.strip(" ,.;").casefold()
    weekday = _WEEKDAY.match(text)
    found = _span(text[weekday.end() :] if weekday else text, latest_year)
    if found is None or weekday is None:
        return found
    if found.first != found.last:
        return None
    said = found.first.weekday()
    if WEEKDAYS[said].startswith(weekday[1][:3]):
        return found
    problem = f"{found.edtf} was a {WEEKDAYS[said].capitalize()}, not a {NAMED[weekday[1][:3]]}."
    return Span(found.first, found.last, "", "", problem, "Check the day.")


def _span(text: str, latest_year: int) -> Span | None:
    for reading in (_iso, _figures, _words, _month_and_year, _serial, _season):
        found = reading(text, latest_year)
        if found is not None:
            return found
    return None


def _iso(text: str, latest_year: int) -> Span | None:
    if re.fullmatch(r"\d{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if re.fullmatch(r"\d{4}[/.]\d{1,2}[/.]\d{1,2}", text):
        text = "-".join(part.zfill(2) for part in re.split("[/.]", text))
    if not re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?", text):
        return None
    try:
        found = read(text)
    except ValueError:
        return None
    if int(text[:4]) > latest_year or found.first_day is None or found.last_day is None:
        return None
    return Span(date.fromordinal(found.first_day), date.fromordinal(found.last_day), text)


def _figures(text: str, latest_year: int) -> Span | None:
    match = _FIGURES.fullmatch(text)
    return _day(year_of(match[4]), int(match[3]), int(match[1]), latest_year) if match else None


def _words(text: str, latest_year: int) -> Span | None:
    for form in FORMS:
        match = form.fullmatch(text)
        month = month_of(match["month"]) if match else 0
        if match is None or not month:
            continue
        year = year_of(match["year"])
        if year > latest_year or year < FIRST_YEAR:
            return None
        day = match.groupdict().get("day")
        if day:
            return _day(year, month, int(day), latest_year)
        remark = f"{MONTHS[month - 1]} {year}, a month" if len(match["year"]) == 2 else ""
        return whole_month(year, month, remark)
    return None


def _month_and_year(text: str, latest_year: int) -> Span | None:
    match = re.fullmatch(r"(\d{1,2})[/. -](\d{4})", text)
    if match and 1 <= int(match[1]) <= 12 and FIRST_YEAR <= int(match[2]) <= latest_year:
        return whole_month(int(match[2]), int(match[1]))
    return None


def _serial(text: str, latest_year: int) -> Span | None:
    """A spreadsheet's count of days since 30 December 1899 (1980 to 2064 here)."""
    match = re.fullmatch(r"(\d{5})(?:\.\d+)?", text)
    if not match or not 29221 <= int(match[1]) <= 60000:
        return None
    day = date(1899, 12, 30) + timedelta(days=int(match[1]))
    return (
        Span(day, day, day.isoformat(), "a spreadsheet's serial number") if day.year <= latest_year else None
    )


def _season(text: str, latest_year: int) -> Span | None:
    match = re.fullmatch(r"(?:the )?(spring|summer|autumn|winter)(?: of)? (\d{4})", text)
    if not match or not FIRST_YEAR <= int(match[2]) <= latest_year:
        return None
    season, year = SEASONS.index(match[1]), int(match[2])
    months = [(year + (m > 12), (m - 1) % 12 + 1) for m in range(3 + 3 * season, 6 + 3 * season)]
    last = whole_month(*months[-1]).last
    return Span(date(months[0][0], months[0][1], 1), last, f"{year}-{21 + season}", "of three whole months")


THIRDS = "of a month the days 1-10, 11-20, 21-end; of a longer time a third; of a half, half"


def third_of(word: str, whole: Span) -> str:
    """``early``, ``mid``, ``late`` of a span, as one day in a range."""
    first, last = whole.first, whole.last
    days = (last - first).days + 1
    if word.endswith("half of"):
        middle = first + timedelta(days=days // 2)
        return f"[{first}..{middle - timedelta(days=1)}]" if word[0] == "f" else f"[{middle}..{last}]"
    month = (first.year, first.month) == (last.year, last.month)
    cut = (
        (first + timedelta(days=10), first + timedelta(days=20))
        if month
        else (first + timedelta(days=days // 3), first + timedelta(days=2 * days // 3))
    )
    if word in ("early", "beginning of", "start of"):
        return f"[{first}..{cut[0] - timedelta(days=1)}]"
    if word in ("late", "end of"):
        return f"[{cut[1]}..{last}]"
    return f"[{cut[0]}..{cut[1] - timedelta(days=1)}]"
