"""Dates with four bounds: the EDTF forms of design section 4, read, described and clipped.

The notation is EDTF, now ISO 8601-2:2019 (https://www.loc.gov/standards/datetime/). Days are proleptic
Gregorian ordinals (:meth:`datetime.date.toordinal`): plain integers that compare and subtract as days.

========================  =================================================================
``2019-12-05``            a day
``2019-12``, ``2019``     one day in that month or year; so too ``2019-12-XX``, ``2019-XX``
``201X``                  one day in the 2010s
``2019-1X``, ``2019-0X``  one day in October to December, in January to September
``2019-12-1X``            one day from the 10th to the 19th
``2019-21`` to ``-24``    one day in spring, summer, autumn or winter (see :data:`SEASONS`)
``2019-12~ ? %``          about then, doubtful, both
``2019-10-24/2021-02``    a stretch: it lasted
``2019-10/..``            a stretch whose end nobody recorded; ``../2019-10`` whose start nobody did
``[2019-12-05..2021-02]`` one day in that range; ``[..2020-01]`` by then, ``[2020-01..]`` from then
(blank)                   one day, not recorded
``day 14``                a day counted from a day that is not told (:mod:`explorer.relative`)
========================  =================================================================

Anything else is refused with what to write instead: an ambiguous date is a problem, not a choice.
"""

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
_DOUBTFUL, _APPROXIMATE = ("?", "%"), ("~", "%")


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


@lru_cache(maxsize=1 << 16)
def parse(text: str) -> EDTFDate:
    """The date that `text` writes; :data:`BLANK` for blank text. About 5 µs, less when repeated.

    Refuses anything outside the grammar above, days that do not exist, years outside 1800 to 2199, and a
    stretch or set that ends before it begins, with :class:`DateError` saying what to write instead.

    ``~`` and ``%`` pad both sides: a day by 7 days, a month by a month, a season by 3 months, a year by a
    year, a form with ``X`` by as much as it covers (tens of days by 10 days). ``?`` pads nothing.

    >>> parse("2019-12-05/2020").is_stretch
    True
    """
    text = text.strip()
    try:
        return read(text)
    except ValueError as error:
        from explorer import date_slips  # only a mistake needs it

        raise date_slips.refused(text, *date_slips.diagnosis(text)) from error


def read(text: str) -> EDTFDate:
    """As :func:`parse`, of stripped text; a ValueError, without reasons, where it is no date."""
    if not text:
        return BLANK
    is_set = text[0] == "[" and text[-1] == "]"
    sides = text[1:-1].split("..") if is_set else text.split("/")
    if len(sides) == 1 and not is_set:
        first, last, mark = _span(text)
        return EDTFDate(text, first, last, first, last, False, mark in _DOUBTFUL, mark in _APPROXIMATE)
    start, end = sides  # a ValueError unless there are two
    open_side = "" if is_set else ".."
    if start == end == open_side:
        raise ValueError
    first_day, latest_start, start_mark = (None, None, "") if start == open_side else _span(start)
    earliest_end, last_day, end_mark = (None, None, "") if end == open_side else _span(end)
    if first_day is not None and last_day is not None:
        if last_day < first_day or relative.is_relative(last_day) != relative.is_relative(first_day):
            raise ValueError
        # Imprecise ends may overlap (2019/2019-06): it begins no later than it ends.
        latest_start = min(latest_start or last_day, last_day)
        earliest_end = max(earliest_end or first_day, first_day)
    if is_set:
        latest_start, earliest_end = last_day, first_day
    is_doubtful = start_mark in _DOUBTFUL or end_mark in _DOUBTFUL
    is_approximate = start_mark in _APPROXIMATE or end_mark in _APPROXIMATE
    return EDTFDate(
        text, first_day, latest_start, earliest_end, last_day, not is_set, is_doubtful, is_approximate
    )


def _span(text: str) -> tuple[int, int, str]:
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
        if mark not in _APPROXIMATE:
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
    padding = length if mark in _APPROXIMATE else 0
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


def parse_time(text: str) -> int | None:
    """Minutes after midnight of ``HH:MM`` (00:00 to 23:59); None for blank; DateError otherwise.

    >>> parse_time("09:30")
    570
    """
    text = text.strip()
    if not text:
        return None
    match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", text, re.ASCII)
    if match:
        return int(match[1]) * 60 + int(match[2])
    from explorer import date_slips

    raise date_slips.time_refused(text)


def days_between(a: Bounds, b: Bounds) -> tuple[int, int]:
    """The wait from the start of `a` to the start of `b`, in days, as a range [least, most].

    Neither is below 0: a wait that runs backwards is no wait.
    """
    least = max(0, b.first_day - a.latest_start)
    return least, max(least, b.latest_start - a.first_day)


def day_text(ordinal: int) -> str:
    """A day for people: ``5 December 2019``, or ``day 14``."""
    return _day_words(ordinal, short=False)


def iso_day(ordinal: int) -> str:
    """A day for machines: ``2019-12-05``, or ``day 14``."""
    if relative.is_relative(ordinal):
        return relative.text_of(ordinal)
    return date.fromordinal(ordinal).isoformat()


def describe(edtf: EDTFDate) -> str:
    """The date in British English, for sentences.

    >>> describe(parse("[2019-12-05..2021-02-01]"))
    'one day between 5 December 2019 and 1 February 2021'
    >>> describe(parse("2019-10-24~/.."))
    'from about 24 October 2019, end not recorded'
    """
    if not edtf:
        return "date not recorded"
    if edtf.is_stretch:
        start, end = edtf.text.split("/")
        if start == "..":
            return f"until {_words(end)}, start not recorded"
        if end == "..":
            return f"from {_words(start)}, end not recorded"
        words = f"{_words(start)} to {_words(end)}"
        return f"from {words}" if words.startswith("one day") else words
    if edtf.text[0] != "[":
        return _words(edtf.text)
    start, end = edtf.text[1:-1].split("..")
    if start and end:
        return f"one day between {_words(start, edge=0)} and {_words(end, edge=1)}"
    words = _words(start, edge=0) if start else _words(end, edge=1)
    is_day = (words[0].isdigit() and " " in words) or words.startswith("day ")
    return f"{'on' if is_day else 'in'} or {'after' if start else 'before'} {words}"


def describe_short(edtf: EDTFDate) -> str:
    """The date for narrow columns and drawings: ``~5 Dec 2019``, ``Oct 2019–Feb 2021``, ``undated``.

    A stretch is ``a–b``, ``a–`` or ``–b``;
    one day in a range is ``in a–b``, ``from a`` or ``by b``. ``?`` is doubt.
    """
    if not edtf:
        return "undated"
    if edtf.is_stretch:
        start, end = ("" if side == ".." else _words(side, short=True) for side in edtf.text.split("/"))
        return f"{start} to {end}" if "–" in start + end and start and end else f"{start}–{end}"
    if edtf.text[0] != "[":
        return _words(edtf.text, short=True)
    start, end = edtf.text[1:-1].split("..")
    if start and end:
        return f"in {_words(start, short=True, edge=0)}–{_words(end, short=True, edge=1)}"
    return f"from {_words(start, short=True, edge=0)}" if start else f"by {_words(end, short=True, edge=1)}"


def _day_words(ordinal: int, short: bool) -> str:
    if relative.is_relative(ordinal):
        return relative.text_of(ordinal)
    day = date.fromordinal(ordinal)
    return f"{day.day} {MONTHS[day.month - 1][: 3 if short else None]} {day.year}"


def _words(text: str, short: bool = False, edge: int | None = None) -> str:
    """One date without ``/`` or ``..`` in words. As the `edge` of a set (0 its first day, 1 its last), a form
    that covers several months or days is the day at that edge."""
    match = SINGLE_DATE.fullmatch(text)
    if match is None:
        return _marked(relative.words(text, short, edge), text[-1], short)
    year, month, day, mark = match["year"], match["month"], match["day"], match["mark"]
    if (day and day[0] != "X" and day[1] == "X") or match["months"] in ("0X", "1X"):
        span = _span(text)
        first, last = (_day_words(ordinal, short) for ordinal in span[:2])
        words = (first, last)[edge] if edge is not None else f"one day between {first} and {last}"
        if short and edge is None:
            words = f"in {first}–{last}"
        mark = mark.replace("~", "").replace("%", "?")  # the padding is in the days shown
    elif not year:
        words = f"{match['decade']}0s"
    elif not month:
        words = year
    elif int(month) > 12:
        season = SEASONS[int(month) - 21]
        words = f"{season} {year}" + (f"–{(int(year) + 1) % 100:02}" if season == "winter" else "")
    else:
        name = MONTHS[int(month) - 1][: 3 if short else None]
        words = f"{int(day)} {name} {year}" if day and day != "XX" else f"{name} {year}"
    return _marked(words, mark, short)


def _marked(words: str, mark: str, short: bool) -> str:
    if mark in _APPROXIMATE:
        words = f"~{words}" if short else f"about {words}"
    if mark in _DOUBTFUL:
        words += "?" if short else " (doubtful)"
    return words
