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
from functools import lru_cache

from explorer.date_words import day_text, describe, describe_short, iso_day
from explorer.edtf import (
    BLANK,
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    SEASONS,
    SINGLE_DATE,
    Bounds,
    EDTFDate,
    read,
)

__all__ = [
    "BLANK",
    "FIRST_YEAR",
    "LAST_YEAR",
    "MONTHS",
    "SEASONS",
    "SINGLE_DATE",
    "Bounds",
    "EDTFDate",
    "day_text",
    "days_between",
    "describe",
    "describe_short",
    "iso_day",
    "parse",
    "parse_time",
    "read",
]


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
