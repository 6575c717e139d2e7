"""Dates as people type them, read in British order into EDTF, or refused with the likely fix.

What can be read in one way only is read, and :attr:`TypedDate.remark` says so where the reading is not plain from the
words. What has two readings, or names no day that exists, is a problem: the date stays blank and the words stay as
typed. Nothing is mended silently.
"""

from __future__ import annotations

import re
from functools import lru_cache

from explorer.dates import parse
from explorer.errors import DateError
from explorer.returns.date_mistypings import likely_fix
from explorer.returns.date_readings import (
    ONE_DAY,
    STRETCH,
    TypedDate,
    joined,
    reading_of,
    without_part_of_day,
)
from explorer.returns.typed_times import split_time

__all__ = ["SLASHES", "TypedDate", "typed_date"]

SLASHES = ("", ONE_DAY, STRETCH)
LONGEST = 200
"""Characters: no date is longer, and every pattern here is linear on that."""
NO_DATE = {
    "",
    "unknown",
    "not known",
    "date unknown",
    "unknown date",
    "n/k",
    "nk",
    "n/a",
    "na",
    "not recorded",
    "undated",
    "no date",
    "not dated",
    "-",
    "--",
    "–",
    "—",
    "not stated",
    "date not recorded",
    "date not known",
    "none",
}


@lru_cache(maxsize=1 << 14)
def typed_date(text: str, *, slash: str = "", latest_year: int = 2030) -> TypedDate:
    """The date that ``text`` writes.

    Args: ``slash`` says what ``a/b`` means in this file (``one-day``, ``stretch``; '' = a problem); years after
    ``latest_year`` are mistypings. Two digits are a year of 2000 to 2069 or 1970 to 1999.

    >>> typed_date("5/12/19").edtf, typed_date("w/c 2/12/19").edtf
    ('2019-12-05', '[2019-12-02..2019-12-08]')
    """
    plain = _plain(text)
    if plain.casefold().strip(" .") in NO_DATE:
        return TypedDate()
    if len(plain) > LONGEST:
        return TypedDate(problem="is too long to be a date.", fix="Write the date alone.")
    if _is_edtf(plain):
        return _edtf(plain, slash, latest_year)
    words, time = split_time(plain)
    reading = reading_of(words, slash, latest_year)
    if reading is None and time:
        reading = reading_of(plain, slash, latest_year)
        time = "" if reading else time
    if reading is None:
        problem, fix = likely_fix(without_part_of_day(plain) or plain, latest_year)
        return TypedDate(problem=problem, fix=fix)
    return TypedDate(reading.edtf, time, reading.problem, reading.fix, reading.remark)


def _plain(text: str) -> str:
    for old, new in (("–", "-"), ("—", "-"), ("‑", "-"), ("−", "-"), ("’", "'"), ("‘", "'"), ("\xa0", " ")):
        text = text.replace(old, new)
    return " ".join(text.split()).strip(" ,;")


def _is_edtf(text: str) -> bool:
    if not re.match(r"[\[.]*\d{3}[\dX]", text):
        return False
    try:
        return bool(parse(text))
    except DateError:
        return False


def _edtf(text: str, slash: str, latest_year: int) -> TypedDate:
    years = [int(year) for year in re.findall(r"\d{4}", text)]
    if any(year > latest_year for year in years):
        problem, fix = likely_fix(text, latest_year)
        return TypedDate(problem=problem, fix=fix)
    found = parse(text)
    if (
        re.fullmatch(r"\d{4}-\d\d", text)
        and int(text[5:]) == (int(text[2:4]) + 1) % 100
        and int(text[5:]) > 12
    ):
        problem, fix = likely_fix(text, latest_year)  # spring 2020 to EDTF, a school year to people
        return TypedDate(problem=problem, fix=fix)
    if not found.is_stretch:
        return TypedDate(text)
    start, end = text.split("/")
    return joined(start, end, slash)
