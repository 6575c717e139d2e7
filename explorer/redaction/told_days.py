"""Days as people write them in free text, found so that they can be made coarser, counted, and looked for in what is
about to leave. The ways to write them are one table, :mod:`explorer.redaction.day_forms`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from explorer.dates import MONTHS
from explorer.redaction.day_forms import PATTERN, fields_of
from explorer.redaction.day_words import (
    ENDS,
    GOES_ON,
    MARKED,
    ORDINAL,
    SEPARATOR,
    WEEKDAY,
    feast_day,
    listed_days,
    month_number,
    weekday_of_month,
    whole_year,
)

_BEFORE = re.compile(
    rf"(?:\b(?:on|by|from|since|until|till|before|after|between|dated|w/c)|\b{WEEKDAY},?"
    r"|\b(?:morning|afternoon|evening|night|day|hours)\s+of)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_BEFORE_LONG = 24
_BEFORE_WORDS = re.compile(rf"\b(?:on|{WEEKDAY},?)\s+the\s+\Z", re.IGNORECASE)
_NAMED = re.compile(rf"{WEEKDAY},?\s++(?:the\s++)?", re.IGNORECASE)
_SLASHED = re.compile(rf"\b(?:on|by|from|since|until|dated|w/c|{WEEKDAY},?)\s+(?:the\s+)?\Z", re.IGNORECASE)
_SLASH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?![\w/])")
_RUN = re.compile(
    rf"(?:(?P<weekday>{WEEKDAY}),?\s++(?:the\s++)?)?{MARKED}(?:{SEPARATOR}(?:the\s++)?{MARKED})*+",
    re.IGNORECASE,
)
_WORDS = re.compile(rf"{ORDINAL}(?:{SEPARATOR}(?:the\s++)?{ORDINAL})*+", re.IGNORECASE)
_GOES_ON = re.compile(GOES_ON, re.IGNORECASE)
_GOES_ON_WORDS = re.compile(ENDS, re.IGNORECASE)
_OF_MONTH = re.compile(
    rf"\s*+(?:inst|ult|prox)\b|\s++of\s++(?:(?:the|this|that|next|last)\s++month\b|the\s++{MARKED})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """One day or several in a text from ``start`` to ``end``; ``row`` are other numbers that stand before them.

    ``year`` and ``month`` are 0 where they are not said, ``days`` is empty where they are not.
    """

    start: int
    end: int
    year: int = 0
    month: int = 0
    days: tuple[int, ...] = ()
    row: str = ""

    @property
    def day(self) -> str:
        """The one day, as EDTF; '' where its year is not said, or there are several."""
        is_one = self.year and self.month and len(self.days) == 1
        return f"{self.year:04}-{self.month:02}-{self.days[0]:02}" if is_one else ""


def days_in(text: str) -> Iterator[Told]:
    """Every day that the text tells, from left to right. Cost: linear, about 1 µs a character."""
    for match in PATTERN.finditer(text):
        told = _told(match)
        if told is not None:
            yield told


def replaced(text: str, write: Callable[[Told], str]) -> str:
    """The text with what ``write`` gives in place of each day that it tells."""
    parts: list[str] = []
    done = 0
    for told in days_in(text):
        parts += [text[done : told.start], write(told)]
        done = told.end
    return "".join([*parts, text[done:]])


def days_told(text: str) -> Iterator[tuple[tuple[int, int, int], int]]:
    """Year, month and day of all that the text tells, the year 0 where it is not said, and in which line. Days and
    months beside each other by chance, as in the cells of a table, are left out where no year makes them sure."""
    plain = plain_text(text)
    line, done = 1, 0
    for told in days_in(plain):
        is_whole_month = told.days[:1] == (1,) and len(told.days) >= SHORTEST_MONTH
        if (
            told.days
            and told.month
            and not is_whole_month
            and (told.year or _DAY_OF_MONTH.search(plain[told.start : told.end]))
        ):
            line, done = line + plain.count("\n", done, told.start), told.start
            for day in told.days:
                yield (told.year, told.month, day), line


SHORTEST_MONTH = 28
_DAY_OF_MONTH = re.compile(
    r"\A(?!.*(?:\n|  )).*(?:[a-z\d] (?:of )?[A-Z]\w+\.?|[a-z] (?:the )?\d+(?:st|nd|rd|th))\Z"
)


def plain_text(text: str) -> str:
    """The text with wide and styled characters as plain ones, without invisible ones."""
    if text.isascii():
        return text
    return _NOT_PLAIN.sub(_seen, unicodedata.normalize("NFKC", text))


_NOT_PLAIN = re.compile(r"[^\n\t\r -~]")


def _seen(match: re.Match[str]) -> str:
    return "" if unicodedata.category(match[0]) in ("Cf", "Cc") else match[0]


def plainly_written(text: str, also: re.Pattern[str] | None = None) -> str:
    """The plain text, where only so more days, or more of ``also``, are found in it."""
    if text.isascii():
        return text
    plain = plain_text(text)
    return plain if _found(plain, also) > _found(text, also) else text


def _found(text: str, also: re.Pattern[str] | None) -> int:
    found = sum(told.end - told.start for told in days_in(text))
    return found + sum(len(match.group()) for match in (also.finditer(text) if also else ()))


LEAST_OF_A_DAY = 3
"""Characters that ``5th``, ``5/1`` and ``5May`` have at the least."""


def _told(match: re.Match[str]) -> Told | None:
    start, end = match.span()
    if match["list"] and len(match["list"]) < LEAST_OF_A_DAY:
        return None  # a number, as most are
    fields = fields_of(match)
    year = whole_year(fields["year"]) if "year" in fields else 0
    month = month_number(fields.get("month", ""))
    form = match.lastgroup
    if form in ("list", "words") and "month" not in fields:
        return _bare(match, fields["list"], start + len(fields.get("row", "")))
    if form == "feast":
        month, day = feast_day(fields["feast"], year)
        return Told(start, end, year, month, (day,) if day else ())
    if form == "week":
        return _day_of_week(start, end, year, int(fields["week"]), int(fields.get("weekday", "0")))
    if form == "day_of_week":
        known = year and month and not fields["weekday"].casefold().startswith(("week", "working"))
        day = weekday_of_month(year, month, fields["which"], fields["weekday"]) if known else 0
        return Told(start, end, year, month, (day,) if day else ())
    if "word" in fields and match[0].startswith("m"):  # he may second it
        return None
    days = listed_days(fields.get("list") or fields.get("word") or "") + (
        (int(fields["day"]),) if "day" in fields else ()
    )
    if "day" in fields and not month and int(fields["day"]) <= 12:  # as in America: 5/14/2021
        month, days = int(fields["day"]), (*days[:-1], int(fields["month"]))
    if "more" in fields:
        last = int(re.sub(r"\D", "", fields["more"]))
        days += tuple(range(days[-1] + 1, last + 1)) if last <= 31 else ()
    return Told(start, end, year, month if month <= 12 else 0, days, fields.get("row", ""))


def _day_of_week(start: int, end: int, year: int, week: int, weekday: int) -> Told:
    """2020-W10-4; of a week alone no month is told."""
    try:
        day = date.fromisocalendar(year, week, weekday)
    except ValueError:
        return Told(start, end, year)
    return Told(start, end, day.year, day.month, (day.day,))


def _bare(match: re.Match[str], listed: str, start: int) -> Told | None:
    """Days without a month, where what stands around them says that they are days."""
    text = match.string
    before = text[max(0, start - _BEFORE_LONG) : start]
    named = _NAMED.match(text, start)
    slash = _SLASH.match(text, named.end() if named else start)
    if slash and (named or _SLASHED.search(before)):
        return Told(start, slash.end())
    is_worded = match.lastgroup == "words"
    run = (_WORDS if is_worded else _RUN).match(text, start)
    if run is None:
        return None
    introduced = (_BEFORE_WORDS if is_worded else _BEFORE).search(before)
    goes_on = (_GOES_ON_WORDS if is_worded else _GOES_ON).match(text, run.end())
    is_named = not is_worded and run["weekday"]
    is_day = is_named or (introduced and goes_on) or _OF_MONTH.match(text, run.end())
    return Told(start, run.end()) if is_day else None


def ways_to_write(day: date) -> tuple[str, ...]:
    """A day as outputs write it; blanks, hyphens and dots between its parts do not matter. All other ways are those of
    :func:`days_in`."""
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
