"""Dates as days counted from a day 0 that is not told (:mod:`explorer.relative`).

An exact day stays exact. Whatever begins or ends where the calendar does (a month, a season, a year) would tell where
months and years begin among the days: it is widened to whole blocks of 30, 90 or 360 days counted from day 0. The days
that a counted date admits always include those of the date it stands for.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date

from explorer import relative
from explorer.dates import SINGLE_DATE, EDTFDate, parse
from explorer.redaction.told_months import FEAST, MONTH, NUMBERED, SEASON, WEEKDAY, YEARS

_YEAR = r"(?:1[89]|20|21)\d\d"
BLOCKS = {"day": 1, "month": 30, "quarter": 90, "year": 360}
"""Days in a block, by unit."""


def counted_text(edtf: EDTFDate, zero: int, unit: str) -> str:
    """A date as days since the ordinal ``zero``, no finer than ``unit``. Counting twice is counting once.

    A date that is counted already keeps its day 0.
    """
    text = edtf.text
    if not text:
        return text
    shift = 0 if edtf.is_relative else relative.ZERO - zero
    if edtf.is_stretch:
        return "/".join(side if side == ".." else _side(side, shift, unit) for side in text.split("/"))
    if text[0] != "[":
        return _side(text, shift, unit)
    start, end = text[1:-1].split("..")
    first = _widened(parse(start), shift, _edge_unit(parse(start), unit))[0] if start else None
    last = _widened(parse(end), shift, _edge_unit(parse(end), unit))[1] if end else None
    mark = "?" if edtf.is_doubtful else ""
    if first is not None and last is not None:
        return relative.single(first, last, mark)
    if first is not None:
        return f"[{relative.text_of(first)}{mark}..]"
    return f"[..{relative.text_of(last or relative.ZERO)}{mark}]"


def _edge_unit(edge: EDTFDate, unit: str) -> str:
    """An edge of a set on the first or last day of a month says no more than the month."""
    if edge.is_relative or edge.first_day is None or edge.last_day is None:
        return unit
    days = (date.fromordinal(edge.first_day), date.fromordinal(edge.last_day + 1))
    return "month" if unit == "day" and 1 in (days[0].day, days[1].day) else unit


def _side(text: str, shift: int, unit: str) -> str:
    edtf = parse(text)
    first, last = _widened(edtf, shift, unit)
    if edtf.is_approximate and _block(text, unit) == 1:
        day = first + relative.PADDING
        return relative.single(day, day, text[-1])
    return relative.single(first, last, "?" if edtf.is_doubtful else "")


def _widened(edtf: EDTFDate, shift: int, unit: str) -> tuple[int, int]:
    """First and last day, counted, at the edges of blocks."""
    block = _block(edtf.text, unit)
    first, last = (edtf.first_day or 0) + shift - relative.ZERO, (edtf.last_day or 0) + shift - relative.ZERO
    return relative.ZERO + first // block * block, relative.ZERO + -(-(last + 1) // block) * block - 1


def _block(text: str, unit: str) -> int:
    """Days in a block for one date without ``..`` of a set or ``/``: as many as it is exact to, or as the unit has."""
    match = SINGLE_DATE.fullmatch(text)
    if match is None or (match["day"] or "X").isdigit():
        own = 1
    elif match["day"] or match["month"] or match["months"]:
        is_season = match["month"] is not None and int(match["month"]) > 12
        own = 90 if is_season or match["months"] in ("0X", "1X") else 30
        own = 360 if match["months"] == "XX" else own
    else:
        own = 360
    return max(own, BLOCKS[unit])


def day_zero(exact: Iterable[int], other: Iterable[int], unit: str, secret: str) -> int:
    """The ordinal of day 0: the first exact day of what is told.

    Where dates are coarse, or none is exact, it would show where a block, a month or a year begins: then it is moved by
    a number of days that only who has the case (``secret`` is its text) can work out.
    """
    days = sorted(exact)
    moved = int.from_bytes(hashlib.sha256(secret.encode()).digest()[:8])
    if days:
        return days[0] - moved % BLOCKS[unit]
    return min(other, default=relative.ZERO) - moved % BLOCKS["year"]


IN_WORDS = re.compile(
    rf"(?<![^\W_]){_YEAR}-\d\d(?:-\d\d)?\b|\b\d{{1,2}}[/.-]{_YEAR}\b"
    + "".join(f"|{way}" for way in (FEAST, MONTH, SEASON, WEEKDAY, NUMBERED))
    + rf"|\b(?i:week \d{{1,2}} (?:of|in)) {_YEAR}\b"
    r"|(?<=\bthe )\d{1,2}(?:st|nd|rd|th)(?= of (?:the|that|this|next|last) month\b)"
    r"|(?:(?<=\bon the )|(?<=\bby the )|(?<=\bfrom the )|(?<=\buntil the ))\d{1,2}(?:st|nd|rd|th)\b(?! [a-z])"
    f"|{YEARS}"
)
"""What in free text says a month, a season, a year, a feast or a day of the week."""

HIDDEN = "[date]"


def without_dates(text: str) -> str:
    """Free text with months, years, seasons, feasts and days of the week taken out, as far as they can be told."""
    return IN_WORDS.sub(HIDDEN, text)
