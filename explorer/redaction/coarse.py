"""Dates made coarser: the days that a coarse date admits always include those that the exact one did."""

from __future__ import annotations

from datetime import date

from explorer.dates import MONTHS, SINGLE_DATE, EDTFDate
from explorer.redaction.counting import counted_text
from explorer.redaction.told_days import Told, plainly_written, replaced
from explorer.redaction.told_months import OF_A_QUARTER, OF_A_YEAR, with_coarse_months
from explorer.relative import ZERO

UNITS = ("day", "month", "quarter", "year")
"""From the finest to the coarsest; ``day`` changes nothing."""


def coarsest(a: str, b: str) -> str:
    """The coarser of two units."""
    return max(a, b, key=UNITS.index)


def coarse_text(edtf: EDTFDate, unit: str) -> str:
    """A date in ``unit``, as EDTF. Coarsening twice is coarsening once.

    Doubt (``?``) stays. A stretch goes to years where a quarter cannot be written at its ends.
    """
    text = edtf.text
    if not text or unit == "day":
        return text
    if edtf.is_relative:
        return counted_text(edtf, ZERO, unit)
    if edtf.is_stretch:
        return "/".join(side if side == ".." else _side(side, unit) for side in text.split("/"))
    if text[0] == "[":
        start, end = text[1:-1].split("..")
        first = _unit_text(edtf.first_day, unit, 0) if edtf.first_day is not None else ""
        last = _unit_text(edtf.last_day, unit, 1) if edtf.last_day is not None else ""
        marks = ("?" if start[-1:] in "?%" and start else "", "?" if end[-1:] in "?%" and end else "")
        return _set_text(first, last, marks)
    if edtf.first_day is None or edtf.last_day is None or _is_whole(edtf.first_day, edtf.last_day, unit):
        return text
    if unit != "quarter":
        return _side(text, unit)
    mark = "?" if edtf.is_doubtful else ""
    return _set_text(_unit_text(edtf.first_day, unit, 0), _unit_text(edtf.last_day, unit, 1), (mark, mark))


def _set_text(first: str, last: str, marks: tuple[str, str]) -> str:
    if first == last:
        return first + (marks[0] or marks[1])
    return f"[{first + marks[0] if first else ''}..{last + marks[1] if last else ''}]"


def _side(text: str, unit: str) -> str:
    """One date without ``..`` or ``/``, cut to a month or a year."""
    match = SINGLE_DATE.fullmatch(text)
    if match is None or not match["year"]:
        return text
    mark = match["mark"]
    if unit == "month":
        cut = f"{match['year']}-{match['month']}" if match["month"] and match["day"] else ""
        return cut + mark if cut else text
    if not match["month"] and not match["months"]:
        return text
    if match["month"] == "24":  # winter runs into the next year
        return f"{match['year']}{'%' if mark in ('?', '%') else '~'}"
    return match["year"] + mark


def _unit_text(ordinal: int, unit: str, edge: int) -> str:
    day = date.fromordinal(ordinal)
    if unit == "year":
        return f"{day.year:04}"
    if unit == "month":
        return f"{day.year:04}-{day.month:02}"
    month = (day.month - 1) // 3 * 3 + (3 if edge else 1)
    return f"{day.year:04}-{month:02}"


def _is_whole(first_day: int, last_day: int, unit: str) -> bool:
    """Does the date begin and end where units do?"""
    first, after = date.fromordinal(first_day), date.fromordinal(last_day + 1)
    step = {"month": 1, "quarter": 3, "year": 12}[unit]
    return all(day.day == 1 and (day.month - 1) % step == 0 for day in (first, after))


MOST_READ = 200_000
"""Characters of a text that are read in all its passes: each takes a number away that stands before a month. No text
that means anything needs five passes; one made to be slow ends here, its days as ``[date]``."""


def coarse_prose(text: str, unit: str) -> str:
    """Free text with the days in it made as coarse as the dates: ``on 5 December 2019`` to ``on December 2019``; months
    and seasons too, where quarters or years are the finest.

    Only days written out are found; a person must read the rest (``redact --review``).
    """
    if unit == "day" or not text:
        return text
    months = {"month": None, "quarter": OF_A_QUARTER, "year": OF_A_YEAR}[unit]
    # What is left of one day may make another with what stands before it.
    for _ in range(max(5, MOST_READ // len(text))):
        after = replaced(plainly_written(text, months), lambda told: _prose(told, unit))
        after = with_coarse_months(after, unit) if months else after
        if after == text:
            return text
        text = after
    return replaced(plainly_written(text), lambda _: "[date]")  # leaves no month for a number before it


def _prose(told: Told, unit: str) -> str:
    if not told.year:
        return MONTHS[told.month - 1] if told.month and unit == "month" else "[date]"
    if unit == "year":
        return f"{told.year:04}"
    if not told.month:
        return "[date]"
    if unit == "month":
        return f"{MONTHS[told.month - 1]} {told.year:04}"
    first = (told.month - 1) // 3 * 3
    return f"{MONTHS[first]} to {MONTHS[first + 2]} {told.year:04}"
