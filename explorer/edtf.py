"""The EDTF forms of design section 4, read: a text to a date with its four bounds. See :mod:`explorer.dates`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from explorer import relative

FIRST_YEAR, LAST_YEAR = 1800, 2199  # outside these a year is taken for a slip of the keyboard

# UK meteorological seasons, northern hemisphere: spring is March to May, summer June to August, autumn
# September to November, winter December to February of the next year.
SEASONS = ("spring", "summer", "autumn", "winter")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

SINGLE_DATE = re.compile(
    r"(?:(?P<decade>\d{3})X"
    r"|(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d|[0-3]X|XX))?|(?P<months>[01]X|XX)(?:-XX)?))?)"
    r"(?P<mark>[~?%]?)",
    re.ASCII,
)
DOUBTFUL, APPROXIMATE = ("?", "%"), ("~", "%")


class Bounds(NamedTuple):
    """It begins within ``first_day..latest_start`` and ends within ``earliest_end..last_day``.

    Proleptic Gregorian ordinals, both ends included. For a day or a set ``latest_start`` equals
    ``last_day`` and ``earliest_end`` equals ``first_day``, and it is one day.
    """

    first_day: int
    latest_start: int
    earliest_end: int
    last_day: int

    @property
    def is_certain_day(self) -> bool:
        """Whether all four bounds are one day."""
        return self.first_day == self.last_day


@dataclass(frozen=True, slots=True)
class EDTFDate:
    """One date as written, with its bounds. False when blank. Made by :func:`parse`.

    ``None`` is open: ``[..b]`` and ``../b`` have no ``first_day``, ``[a..]`` and ``a/..`` no ``last_day``
    (``../b`` no ``latest_start`` and ``a/..`` no ``earliest_end`` either), a blank date has none of the four.
    An open side is a side nobody recorded, not one known to go on.
    """

    text: str
    first_day: int | None
    latest_start: int | None
    earliest_end: int | None
    last_day: int | None
    is_stretch: bool
    is_doubtful: bool
    is_approximate: bool

    def __bool__(self) -> bool:
        return self.text != ""

    @property
    def is_relative(self) -> bool:
        """Is it counted from a day 0 that is not told?"""
        known = self.first_day or self.last_day
        return known is not None and relative.is_relative(known)

    def clipped(self, scope_first: int, scope_last: int) -> Bounds:
        """The bounds, with what is open or blank taken from the scope (two ordinals, both included).

        What is bounded stays where it is, in the scope or out of it. An open side of a date that lies
        wholly outside the scope ends at the bounded day nearest to the scope, so bounds never invert:
        ``[2025-01-01..]`` in a scope that ends in 2021 is 1 January 2025. ``a/..`` ends anywhere from its
        start to the end of the scope.
        """
        if scope_first > scope_last:
            raise ValueError(f"scope ends ({scope_last}) before it begins ({scope_first})")
        known = [day for day in (self.first_day, self.latest_start, self.earliest_end, self.last_day) if day]
        first = min([scope_first, *known]) if self.first_day is None else self.first_day
        last = max([scope_last, *known]) if self.last_day is None else self.last_day
        return Bounds(
            first,
            last if self.latest_start is None else self.latest_start,
            first if self.earliest_end is None else self.earliest_end,
            last,
        )


BLANK = EDTFDate("", None, None, None, None, False, False, False)


def read(text: str) -> EDTFDate:
    """As :func:`parse`, of stripped text; a ValueError, without reasons, where it is no date."""
    if not text:
        return BLANK
    is_set = text[0] == "[" and text[-1] == "]"
    sides = text[1:-1].split("..") if is_set else text.split("/")
    if len(sides) == 1 and not is_set:
        first, last, mark = span(text)
        return EDTFDate(text, first, last, first, last, False, mark in DOUBTFUL, mark in APPROXIMATE)
    start, end = sides  # a ValueError unless there are two
    open_side = "" if is_set else ".."
    if start == end == open_side:
        raise ValueError
    first_day, latest_start, start_mark = (None, None, "") if start == open_side else span(start)
    earliest_end, last_day, end_mark = (None, None, "") if end == open_side else span(end)
    if first_day is not None and last_day is not None:
        if last_day < first_day or relative.is_relative(last_day) != relative.is_relative(first_day):
            raise ValueError
        # Imprecise ends may overlap (2019/2019-06): it begins no later than it ends.
        latest_start = min(latest_start or last_day, last_day)
        earliest_end = max(earliest_end or first_day, first_day)
    if is_set:
        latest_start, earliest_end = last_day, first_day
    is_doubtful = start_mark in DOUBTFUL or end_mark in DOUBTFUL
    is_approximate = start_mark in APPROXIMATE or end_mark in APPROXIMATE
    return EDTFDate(
        text, first_day, latest_start, earliest_end, last_day, not is_set, is_doubtful, is_approximate
    )


def span(text: str) -> tuple[int, int, str]:
    """First and last day of a date without ``/`` or ``..``, padded, and its mark; else a ValueError."""
    match = SINGLE_DATE.fullmatch(text)
    if match is None:
        return relative.span(text)
    decade, year_text, month_text, day, months, mark = match.groups()
    year = int(year_text or decade + "0")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError
    if day and day != "XX":
        first, last, padding = _span_of_days(year, int(month_text), day)
        if mark not in APPROXIMATE:
            padding = 0
        return first - padding, last + padding, mark
    if month_text:
        month = int(month_text)
        start, length = (month - 1, 1) if month <= 12 else (2 + 3 * (month - 21), 3)
        if month < 1 or 12 < month < 21 or month > (12 if day else 24):
            raise ValueError
    elif months in ("0X", "1X"):
        start, length = (0, 9) if months == "0X" else (9, 3)
    else:
        start, length = 0, 120 if decade else 12
    start += year * 12
    padding = length if mark in APPROXIMATE else 0
    return _month_start(start - padding), _month_start(start + length + padding) - 1, mark


def _span_of_days(year: int, month: int, day: str) -> tuple[int, int, int]:
    """First day, last day and padding in days of a `day` of two digits, or one digit and ``X``."""
    if day[1] != "X":
        exact = date(year, month, int(day)).toordinal()
        return exact, exact, 7
    tens = int(day[0]) * 10
    first = date(year, month, max(1, tens))
    last = min(first.toordinal() + (9 if tens else 8), _month_start(year * 12 + month) - 1)
    return first.toordinal(), last, 10


@lru_cache(maxsize=1 << 13)
def _month_start(index: int) -> int:
    """The first day of a month counted as ``year * 12 + month - 1``."""
    return date(index // 12, index % 12 + 1, 1).toordinal()
