"""Hypothesis strategies shared by all tests, and a slow second reading of dates to check the fast one by."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from hypothesis import strategies as st

from explorer.dates import Bounds, EDTFDate, parse

FIRST_YEAR, LAST_YEAR = 2008, 2024  # of the dates drawn: few enough years that dates meet


@lru_cache(maxsize=64)
def calendar(from_year: int, to_year: int) -> list[tuple[str, int]]:
    """Every day of some years, as ISO text and ordinal."""
    first, after = date(from_year, 1, 1), date(to_year + 1, 1, 1)
    days = (first + timedelta(days=number) for number in range((after - first).days))
    return [(day.isoformat(), day.toordinal()) for day in days]


SEASON_MONTHS = {"21": ("03", "04", "05"), "22": ("06", "07", "08"), "23": ("09", "10", "11")}


def admits(pattern: str, iso: str) -> bool:
    """Whether a day is one that a date without mark, ``/`` or ``..`` writes: X stands for any digit."""
    if pattern[5:] in SEASON_MONTHS:
        return iso[:4] == pattern[:4] and iso[5:7] in SEASON_MONTHS[pattern[5:]]
    if pattern[5:] == "24":
        return iso[:7] in (f"{pattern[:4]}-12", f"{int(pattern[:4]) + 1}-01", f"{int(pattern[:4]) + 1}-02")
    return all(wanted in ("X", found) for wanted, found in zip(pattern, iso, strict=False))


@lru_cache(maxsize=4096)
def admitted_days(text: str) -> tuple[int, int]:
    """First and last day that one date admits, padding included, found by trying every day around it."""
    pattern = text.rstrip("~?%")
    year = int(pattern[:4].replace("X", "0"))
    possible = calendar(year - 11, year + 20) if pattern[3] == "X" else calendar(year - 2, year + 2)
    days = [(iso, ordinal) for iso, ordinal in possible if admits(pattern, iso)]
    first, last = days[0][1], days[-1][1]
    if text[-1] not in "~%":
        return first, last
    if len(pattern) == 10 and pattern[8:] != "XX":
        padding = 10 if "X" in pattern[8:] else 7
        return first - padding, last + padding
    months = len({iso[:7] for iso, _ in days})
    all_months = sorted({iso[:7] for iso, _ in possible})
    from_month = all_months[all_months.index(days[0][0][:7]) - months]
    to_month = all_months[all_months.index(days[-1][0][:7]) + months]
    padded = [ordinal for iso, ordinal in possible if from_month <= iso[:7] <= to_month]
    return padded[0], padded[-1]


def single_texts() -> st.SearchStrategy[str]:
    """One date, certain or not, without ``/`` or ``..``."""
    days = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)).map(date.isoformat)
    years = st.integers(FIRST_YEAR, LAST_YEAR).map(str)
    forms = st.one_of(
        days,
        days,
        days.map(lambda iso: iso[:7]),
        years,
        days.map(lambda iso: f"{iso[:3]}X"),
        days.map(lambda iso: f"{iso[:9]}X"),
        days.map(lambda iso: f"{iso[:7]}-XX"),
        st.builds("{}-{}".format, years, st.sampled_from(["0X", "1X", "XX", "XX-XX", "1X-XX"])),
        st.builds("{}-{}".format, years, st.integers(21, 24)),
    )
    return st.builds(str.__add__, forms, st.sampled_from(["", "", "", "~", "?", "%"]))


@st.composite
def edtf_texts(draw: st.DrawFn) -> str:
    """Any text of the grammar in its canonical form, blank included."""
    kind = draw(st.sampled_from(["blank", "single", "single", "single", "stretch", "set", "open"]))
    if kind == "blank":
        return ""
    start, end = draw(single_texts()), draw(single_texts())
    if kind == "single":
        return start
    if kind == "open":
        return draw(st.sampled_from([f"{start}/..", f"../{start}", f"[{start}..]", f"[..{start}]"]))
    if admitted_days(end)[1] < admitted_days(start)[0]:
        start, end = end, start
    return f"{start}/{end}" if kind == "stretch" else f"[{start}..{end}]"


def dates() -> st.SearchStrategy[EDTFDate]:
    """Any date, as read."""
    return edtf_texts().map(parse)


@st.composite
def bounds(draw: st.DrawFn, first: int = 737_000, last: int = 737_020, stretch: bool | None = None) -> Bounds:
    """Bounds within first..last; of a stretch, of one day, or (None) of either."""
    days = st.integers(first, last)
    from_day, to_day = sorted((draw(days), draw(days)))
    if stretch is None:
        stretch = draw(st.booleans())
    if not stretch:
        return Bounds(from_day, to_day, from_day, to_day)
    inside = st.integers(from_day, to_day)
    return Bounds(from_day, draw(inside), draw(inside), to_day)
