"""Cohorts to draw: a few small cases in which the same organisations meet again and again, on days close together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import reject
from hypothesis import strategies as st

from explorer.case import Case
from explorer.checking import case_of
from explorer.errors import CaseError
from explorer.rows import RawCase, table_of
from explorer.storing import rows_of

ORGANISATIONS = {
    "school": "education",
    "hub": "safeguarding-hub",
    "police": "police",
    "clinic": "health",
    "second-school": "education",
}
PEOPLE = {"subject": "subject", "sibling": "subject", "family": "family", "neighbour": "public"}
FIRST = date(2020, 12, 20)
REQUESTS = ("referral", "referral", "welfare-check", "information-request", "transfer")
OTHERS = ("notification", "visit", "meeting", "message", "closure", "incident")
OUTCOMES = ("accepted", "closed", "received", "passed-on", "no-further-action", "no-response")


@st.composite
def raw_cases(draw: st.DrawFn, name: str) -> RawCase:
    """The rows of one case of up to nine contacts about one subject or two."""
    ends = st.sampled_from([*ORGANISATIONS, "subject", "family", "neighbour", "unknown", "unknown:police"])
    contacts, outcomes = [], []
    day = 0
    for number in range(draw(st.integers(0, 9))):
        day += draw(st.integers(0, 60))
        kind = draw(st.sampled_from([*REQUESTS, *OTHERS]))
        receivers = draw(
            st.lists(ends, min_size=0 if kind in ("closure", "incident") else 1, max_size=2, unique=True)
        )
        written, latest = draw(dates_from(day))
        earlier = [f"C{index + 1}" for index in range(number)]
        links = st.lists(st.sampled_from(earlier), max_size=2, unique=True) if earlier else st.just([])
        contacts.append(
            {
                "id": f"C{number + 1}", "from": draw(ends), "to": ";".join(receivers), "kind": kind, "date": written,
                "about": draw(st.sampled_from(["subject", "subject", "sibling", "subject;sibling"])),
                "time": draw(st.sampled_from(["", "", "09:05", "16:30"])) if len(written) == 10 else "",
                "received": draw(st.sampled_from(["", "", "", "never", iso(latest + draw(st.integers(0, 30)))])),
                "follows": ";".join(draw(links)),
                "shares": draw(st.sampled_from(["", "", "none"])),
            }
        )  # fmt: skip
        for receiver in receivers if kind in REQUESTS else ():
            outcomes += [
                {"contact": f"C{number + 1}", "receiver": receiver, "outcome": draw(st.sampled_from(OUTCOMES)),
                 "date": draw(st.sampled_from(["", *outcome_dates(day, latest + draw(st.integers(0, 40)))]))}
                for _ in range(draw(st.sampled_from([0, 1, 1, 2])))
            ]  # fmt: skip
    people = {**ORGANISATIONS, **PEOPLE}
    parties = [{"id": party, "name": party.title(), "sector": sector} for party, sector in people.items()]
    tables = {
        "parties": table_of("parties", parties),
        "contacts": table_of("contacts", contacts),
        "outcomes": table_of("outcomes", outcomes),
    }
    return RawCase(name, "", tables)


def iso(day: int) -> str:
    return (FIRST + timedelta(days=day)).isoformat()


def outcome_dates(first: int, last: int) -> list[str]:
    """A day, and a window that may begin before the request arrived."""
    return [iso(last), f"[{iso(first)}..{iso(last)}]"]


@st.composite
def dates_from(draw: st.DrawFn, day: int) -> tuple[str, int]:
    """A date from this day on, as written, and the last day that it allows; days only grow, so that links seldom
    contradict."""
    shape = draw(st.sampled_from(["day", "day", "day", "window", "window", "blank", "stretch"]))
    last = day + draw(st.integers(0, 50))
    if shape == "day":
        return iso(day), day
    if shape == "blank":
        return "", 2000
    return (f"[{iso(day)}..{iso(last)}]" if shape == "window" else f"{iso(day)}/{iso(last)}"), last


class Cohort(list[Case]):
    """Cases that are shown by their rows, as files have them, without what is blank: of a failure that can be read."""

    def __repr__(self) -> str:
        return "\n".join(["", *(line for case in self for line in _shown(case))])


def _shown(case: Case) -> Iterator[str]:
    raw = rows_of(case)
    yield f"{case.name}: {' '.join(raw.settings.split())}"
    for name, table in raw.tables.items():
        filled = [place for place, _ in enumerate(table.columns) if any(row[place] for row in table.rows)]
        for row in (table.columns, *table.rows) if filled else ():
            yield f"  {name}: {','.join(row[place] for place in filled)}"


@st.composite
def cohorts(draw: st.DrawFn, most: int = 4) -> Cohort:
    """Up to so many cases, by name."""
    found = Cohort()
    for number in range(draw(st.integers(0, most))):
        try:
            found.append(case_of(draw(raw_cases(f"case-{number}"))))
        except CaseError:
            reject()  # what was received late cannot be followed by what came before
    return found
