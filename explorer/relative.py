"""Days counted from a day 0 that is not told: what stands in place of dates where ``calendar = "relative"``.

========================  ============================================================
``day 14``                a day, 14 days after day 0; ``day -3`` three before it
``day 14~ ? %``           about then (7 days either way), doubtful, both
``day 3..33``             one day from day 3 to day 33; ``day 3..33?``
``day 3/day 40``          a stretch, with either end a day or a range: ``day 3/day 30..59``
``[day 3..]``             from then on; ``[..day 3]`` by then
========================  ============================================================

Such a day is an ordinal far past any that the calendar has (:data:`ZERO` is day 0), so that everything that compares,
subtracts and draws days works on it unchanged, while no year, month or weekday can be asked of it.
"""

from __future__ import annotations

import re

ZERO = 3_000_000
"""The ordinal of day 0. Dates of the calendar end at 31 December 2199, which is 803,168."""

MOST = 99_999
_FIRST = ZERO - MOST
_SINGLE = re.compile(r"day (0|-?[1-9]\d{0,4})(?:\.\.(0|-?[1-9]\d{0,4}))?([~?%]?)", re.ASCII)
PADDING = 7


def is_relative(ordinal: int) -> bool:
    """Is an ordinal a day counted from day 0?"""
    return _FIRST <= ordinal <= ZERO + MOST


def number_of(ordinal: int) -> int:
    """14 for ``day 14``."""
    return ordinal - ZERO


def text_of(ordinal: int) -> str:
    """``day 14``, for people and machines."""
    return f"day {ordinal - ZERO}"


def span(text: str) -> tuple[int, int, str]:
    """First and last day of ``day 14~`` or ``day 3..33``, and its mark; else a ValueError."""
    match = _SINGLE.fullmatch(text)
    if match is None:
        raise ValueError
    first, last, mark = int(match[1]), int(match[2] or match[1]), match[3]
    if last < first or (match[2] and mark in ("~", "%")):
        raise ValueError
    padding = PADDING if mark in ("~", "%") else 0
    return ZERO + first - padding, ZERO + last + padding, mark


def words(text: str, short: bool, edge: int | None) -> str:
    """One such date in words, without its mark; as the ``edge`` of a set, the day at that edge."""
    match = _SINGLE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} was not read by parse()")
    first, last = match[1], match[2]
    if last is None or last == first or edge is not None:
        return f"day {last if edge == 1 and last else first}"
    return f"in day {first}–{last}" if short else f"one day between day {first} and day {last}"


def single(first: int, last: int, mark: str = "") -> str:
    """``day 3..33`` from two ordinals, ``day 3`` where they are one."""
    until = "" if first == last else f"..{last - ZERO}"
    return f"{text_of(first)}{until}{mark}"
