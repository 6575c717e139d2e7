"""One case as rows of a cohort, and rows of a cohort as a case again.

Both ways rest on the one-case functions, so that a cohort holds nothing that they would not say: the bounds are those
of :class:`explorer.case.Contact`, the states those of :func:`explorer.journeys.request_states`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from explorer.accounts import NEVER, NOTHING_EARLIER
from explorer.case import NOBODY, Case, Contact, Outcome
from explorer.checking import case_of
from explorer.dates import FIRST_YEAR, LAST_YEAR, iso_day
from explorer.journeys import request_states
from explorer.links import arrival
from explorer.relative import is_relative
from explorer.requests import Referral
from explorer.rows import RawCase, table_of
from explorer.storing import settings_text
from explorer.vocabulary import spelled

Steps = list[dict[str, str]]


class Edge(NamedTuple):
    """A row of a cohort; the fields are the columns of :data:`explorer.cohort.schema.COLUMNS`, in their order."""

    case: str
    contact: str
    place: int
    number: int
    sender: str
    receiver: str
    sender_sector: str
    receiver_sector: str
    sender_is_organisation: bool
    receiver_is_organisation: bool
    about: str
    kind: str
    is_counted: bool
    is_referral: bool
    date: str
    time: int | None
    received: str
    first_day: int
    latest_start: int
    earliest_end: int
    last_day: int
    arrived_first_day: int
    arrived_latest_start: int
    is_stretch: bool
    seen: str
    follows: str
    shares: str | None
    basis: str
    state: str
    steps: Steps
    decided: str
    decided_is_dated: bool
    decided_first_day: int
    decided_last_day: int
    scope_first_day: int
    scope_last_day: int


def edges_of(case: Case) -> Iterator[Edge]:
    """The rows of a case, in order. A case without contacts has none. Cost: about 10 µs a row."""
    states = request_states(case)
    scope = (case.scope.first_day, case.scope.last_day) if case.has_days else (0, 0)
    for place, contact in enumerate(case.contacts.values()):
        arrived = arrival(contact)
        for number, (_, receiver) in enumerate(contact.edges):
            state = states.get((contact.id, receiver))
            decided = _decided(Referral(contact, receiver, state).decision if state else None)
            yield Edge(
                case=case.name,
                contact=contact.id,
                place=place,
                number=number,
                sender=contact.sender,
                receiver=receiver,
                sender_sector=_sector(case, contact.sender),
                receiver_sector=_sector(case, receiver),
                sender_is_organisation=_is_organisation(case, contact.sender),
                receiver_is_organisation=_is_organisation(case, receiver),
                about=";".join(sorted(contact.about)),
                kind=contact.kind.id,
                is_counted=contact.is_counted,
                is_referral=contact.kind.asks and bool(receiver) and not case.parties[receiver].is_person,
                date=contact.date.text,
                time=contact.time,
                received=NEVER if contact.never_received else contact.received.text,
                first_day=contact.bounds.first_day,
                latest_start=contact.bounds.latest_start,
                earliest_end=contact.bounds.earliest_end,
                last_day=contact.bounds.last_day,
                arrived_first_day=arrived.first_day,
                arrived_latest_start=arrived.latest_start,
                is_stretch=contact.date.is_stretch,
                seen=contact.seen,
                follows=";".join(contact.follows),
                shares=_shares(contact),
                basis=contact.basis,
                state=state.group if state else "",
                steps=_steps(case.outcomes_of.get((contact.id, receiver), ())),
                decided=decided[0],
                decided_is_dated=decided[1],
                decided_first_day=decided[2],
                decided_last_day=decided[3],
                scope_first_day=scope[0],
                scope_last_day=scope[1],
            )


def _sector(case: Case, party: str) -> str:
    return case.parties[party].sector.id if party else ""


def _is_organisation(case: Case, party: str) -> bool:
    return bool(party) and case.parties[party].is_organisation


def _shares(contact: Contact) -> str | None:
    return None if contact.shares is None else ";".join(contact.shares) or NOTHING_EARLIER


def _steps(outcomes: Iterable[Outcome]) -> Steps:
    return [
        {"outcome": step.term.id, "date": step.date.text, "seen": step.seen, "basis": step.basis}
        for step in outcomes
    ]


def _decided(decision: Outcome | None) -> tuple[str, bool, int, int]:
    if decision is None:
        return ("", False, 0, 0)
    bounds = decision.bounds
    return (decision.term.id, bool(decision.date), bounds.first_day, bounds.last_day)


def case_of_rows(
    rows: Sequence[Sequence[Any]],
    *,
    settings: Mapping[str, Any] | None = None,
    names: Mapping[str, str] | None = None,
) -> Case:
    """The case that all the rows of one case tell of, made and checked by the one-case functions.

    rows
        of one case, in the order of the columns (:class:`Edge`, or plain tuples of a query), sorted.
    settings
        what ``case.toml`` may hold beside the scope, which is that of the rows: holding, targets, vocabulary.
    names
        of parties, by id; a party without one is called by its id.

    Journeys, request states, holdings and the values of findings are those of the case that was loaded, as far as
    they do not rest on what a cohort leaves out: sources, notes, words, expected contacts, parents of parties,
    subjects and organisations that no contact names. Raises :class:`explorer.errors.CaseError` for rows that
    loading did not make. Cost: about 60 µs a row.
    """
    edges = [row if isinstance(row, Edge) else Edge(*row) for row in rows]
    first = edges[0]
    told = {**(settings or {}), "scope": _scope(first.scope_first_day, first.scope_last_day)}
    return case_of(
        RawCase(
            first.case,
            settings_text(told),
            {
                "parties": table_of("parties", _parties(edges, names or {})),
                "contacts": table_of("contacts", _contacts(edges)),
                "outcomes": table_of("outcomes", _outcomes(edges)),
            },
        )
    )


def _scope(first_day: int, last_day: int) -> dict[str, str]:
    """The scope as settings. A day that padding put before the first year a date may have is left to the dates of
    the case, from which it comes; so are days that are counted from one that is not told."""
    days = {"from": first_day, "to": last_day}
    return {
        side: iso_day(day)
        for side, day in days.items()
        if day and not is_relative(day) and FIRST_YEAR <= int(iso_day(day)[:4]) <= LAST_YEAR
    }


def _parties(edges: Iterable[Edge], names: Mapping[str, str]) -> list[Mapping[str, str]]:
    sectors: dict[str, str] = {}
    for edge in edges:
        sectors[edge.sender], sectors[edge.receiver] = edge.sender_sector, edge.receiver_sector
        for subject in edge.about.split(";"):
            sectors[subject] = "subject"
    taken = {spelled(party) for party in sectors}
    rows: list[Mapping[str, str]] = []
    for party in sorted(sectors):
        if not party or party == NOBODY or party.startswith(f"{NOBODY}:"):
            continue  # nobody in particular is made where it is named
        name = names.get(party, "")
        if spelled(name) in taken:  # a name of two parties of one case tells neither
            name = ""
        taken.add(spelled(name))
        rows.append({"id": party, "name": name, "sector": sectors[party]})
    return rows


def _contacts(edges: Iterable[Edge]) -> list[Mapping[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for edge in edges:
        row = rows.get(edge.contact)
        if row is not None:
            row["to"] += f";{edge.receiver}"
            continue
        rows[edge.contact] = {
            "id": edge.contact,
            "date": edge.date,
            "time": "" if edge.time is None else f"{edge.time // 60:02}:{edge.time % 60:02}",
            "received": edge.received,
            "from": edge.sender,
            "to": edge.receiver,
            "about": edge.about,
            "kind": edge.kind,
            "seen": edge.seen,
            "follows": edge.follows,
            "shares": edge.shares or "",
            "basis": edge.basis,
        }
    return list(rows.values())


def _outcomes(edges: Iterable[Edge]) -> list[Mapping[str, str]]:
    return [
        {"contact": edge.contact, "receiver": edge.receiver, **step} for edge in edges for step in edge.steps
    ]
