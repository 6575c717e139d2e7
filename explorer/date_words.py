"""Dates in words, for people and for machines. See :mod:`explorer.dates`."""

from __future__ import annotations

from datetime import date

from explorer import relative
from explorer.edtf import APPROXIMATE, DOUBTFUL, MONTHS, SEASONS, SINGLE_DATE, EDTFDate, span


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

    >>> from explorer.dates import parse
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
        first_day, last_day, _ = span(text)
        first, last = (_day_words(ordinal, short) for ordinal in (first_day, last_day))
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
    if mark in APPROXIMATE:
        words = f"~{words}" if short else f"about {words}"
    if mark in DOUBTFUL:
        words += "?" if short else " (doubtful)"
    return words
