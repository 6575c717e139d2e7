"""Hypothesis strategies shared by all tests, and a slow second reading of dates to check the fast one by."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from hypothesis import strategies as st

from explorer.dates import Bounds, EDTFDate, parse
from explorer.rows import RawCase, table_of

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


# ---- whole cases


@st.composite
def case_rows(draw: st.DrawFn) -> RawCase:
    """The rows of a valid case: up to eight contacts, some with two accounts, outcomes, notes, extra columns.

    ``follows`` and ``shares`` only point back, to contacts of an earlier or an unknown date, so that no contradiction
    can arise.
    """
    words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12).map(str.strip)
    count = draw(st.integers(0, 8))
    orgs = ["school", "hub", "police"]
    parties = [{"id": "subject", "name": "The subject", "sector": "subject"}]
    parties += [{"id": org, "name": f"The {org}", "sector": sector, "Note": draw(words)} for org, sector in
                zip(orgs, ("education", "safeguarding-hub", "police"), strict=True)]  # fmt: skip
    ends = st.sampled_from([*orgs, "subject", "unknown", "unknown:police"])
    contacts, outcomes = [], []
    for number in range(count):
        kind = draw(st.sampled_from(["referral", "visit", "meeting", "notification", "transfer"]))
        receivers = draw(st.lists(ends, min_size=1, max_size=3, unique=True))
        date = draw(
            st.sampled_from(["", f"{2000 + number}", f"{2000 + number}-05", f"{2000 + number}-05-17"])
        )
        earlier = [f"C{index}" for index in range(number)]
        links = st.lists(st.sampled_from(earlier), max_size=2, unique=True) if earlier else st.just([])
        row = {
            "id": f"C{number}", "from": draw(ends), "to": ";".join(receivers), "kind": kind, "date": date,
            "date_text": draw(words), "time": draw(st.sampled_from(["", "09:05"])) if len(date) == 10 else "",
            "received": draw(st.sampled_from(["", "never"])), "summary": draw(words), "quote": draw(words),
            "seen": draw(st.sampled_from(["", "yes", "no"])), "follows": ";".join(draw(links)),
            "shares": draw(st.sampled_from(["", "none"])), "key": draw(st.sampled_from(["", "yes"])),
            "source": draw(st.sampled_from(["", "S1", "S2", "S1;S2"])), "basis": draw(st.sampled_from(
                ["", "recorded", "reported", "inferred"])), "Ward": draw(words),
        }  # fmt: skip
        contacts.append(row)
        if draw(st.booleans()):
            contacts.append({**row, "source": "S2", "summary": draw(words), "seen": ""})
        if kind in ("referral", "transfer") and draw(st.booleans()):
            outcomes.append(
                {
                    "contact": f"C{number}",
                    "receiver": receivers[0],
                    "outcome": draw(st.sampled_from(["accepted", "closed", "received"])),
                    "source": "S1",
                    "summary": draw(words),
                }
            )
    sources = [{"id": "S1", "title": draw(words)}, {"id": "S2", "covers": "2000/2005", "party": "police"}]
    notes = [{"id": "N1", "text": draw(words), "contacts": "C0"}] if count else []
    tables = {
        "parties": table_of("parties", parties, ("Note",)), "contacts": table_of("contacts", contacts, ("Ward",)),
        "outcomes": table_of("outcomes", outcomes), "sources": table_of("sources", sources),
        "notes": table_of("notes", notes),
    }  # fmt: skip
    return RawCase("case", 'title = "A case"\nmarking = "OFFICIAL"\n', tables)
