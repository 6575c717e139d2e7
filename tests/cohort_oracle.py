"""Every measure of a cohort in plain Python, over cases as the one-case functions read them: slow, and plain to read.

Nothing here is shared with the measures but the words of their columns.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import duckdb

from explorer.case import Case, Contact
from explorer.cohort.rows import edges_of
from explorer.cohort.schema import COLUMNS, METADATA
from explorer.dates import days_between
from explorer.report import Report
from explorer.requests import Referral, not_before_request, referrals_about

Row = tuple[Any, ...]
Group = tuple[str, ...]
GROUPS = ("taken on", "open", "ended", "passed on", "no response", "not recorded")


def write_cohort(cases: Iterable[Case], path: Path, title: str = "", marking: str = "") -> Path:
    """The cases as one cohort file."""
    connection = duckdb.connect()
    columns = ", ".join(f'"{column.name}" {column.type}' for column in COLUMNS)
    connection.execute(f"CREATE TABLE edge ({columns})")
    rows = [tuple(edge) for case in sorted(cases, key=lambda case: case.name) for edge in edges_of(case)]
    if rows:
        connection.executemany(f"INSERT INTO edge VALUES ({', '.join('?' * len(COLUMNS))})", rows)
    about = f'{{"version": 1, "title": "{title}", "marking": "{marking}"}}'
    kept = f"FORMAT parquet, KV_METADATA {{'{METADATA}': '{about}'}}"
    connection.execute(f"COPY (FROM edge ORDER BY \"case\", place, number) TO '{path}' ({kept})")
    connection.close()
    return path


class Asked:
    """A request to an organisation, with what the measures say of it."""

    def __init__(self, case: Case, referral: Referral) -> None:
        self.case, self.contact, self.receiver = case, referral.contact, referral.receiver
        self.group = referral.state.group
        self.sender = name_of(case, self.contact.sender)
        self.senders_sector = sector_of(case, self.contact.sender)
        self.to = name_of(case, self.receiver)
        self.to_sector = sector_of(case, self.receiver)
        decision = referral.decision
        self.wait = None
        if decision is not None and decision.date and self.contact.date:
            arrived = self.contact.receipt or self.contact.bounds
            self.wait = days_between(arrived, not_before_request(decision, self.contact))


def name_of(case: Case, party: str) -> str:
    if not party or case.parties[party].is_organisation or case.parties[party].is_nobody:
        return party
    return f"({case.parties[party].sector.id})"


def sector_of(case: Case, party: str) -> str:
    return case.parties[party].sector.id if party else ""


def asked_in(cases: Sequence[Case]) -> list[Asked]:
    """Each edge once, whatever it is about."""
    found = []
    for case in cases:
        report = Report(case)
        edges = {}
        for subject in case.subjects:
            for referral in referrals_about(report, subject):
                edges[referral.contact.id, referral.receiver] = referral
        found += [Asked(case, referral) for referral in edges.values()]
    return found


def percentile(values: list[int], share: float) -> int | None:
    """The least value that at least this share of the values do not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)] if values else None


def mix(asked: Sequence[Asked]) -> Row:
    counts = [sum(item.group == group for item in asked) for group in GROUPS]
    return (*counts, len(asked) - sum(counts))


def grouped(items: Iterable[Any], key: Callable[[Any], Group]) -> Iterator[tuple[Group, list[Any]]]:
    for group, members in groupby(sorted(items, key=key), key=key):
        yield group, list(members)


def _flow(key: Group, asked: list[Asked]) -> Row:
    waits = [item.wait for item in asked if item.wait]
    least, most = [wait[0] for wait in waits], [wait[1] for wait in waits]
    return (
        *key, len(asked), len({item.case.name for item in asked}), *mix(asked), len(waits), percentile(least, 0.5),
        percentile(most, 0.5), percentile(least, 0.9), percentile(most, 0.9), min(least, default=None),
        max(most, default=None),
    )  # fmt: skip


def flows(cases: Sequence[Case]) -> list[Row]:
    sectors = sectors_of(cases)
    return [
        _flow((sender, sectors[sender], to, sectors[to]), asked)
        for (sender, to), asked in grouped(asked_in(cases), lambda item: (item.sender, item.to))
    ]


def sector_flows(cases: Sequence[Case]) -> list[Row]:
    sectors = sectors_of(cases)
    return [
        _flow(key, asked)
        for key, asked in grouped(asked_in(cases), lambda item: (sectors[item.sender], sectors[item.to]))
    ]


def sectors_of(cases: Sequence[Case]) -> dict[str, str]:
    """One sector an organisation: the first by name, where cases differ."""
    found: dict[str, set[str]] = {}
    for case in cases:
        for contact in case.contacts.values():
            for party in (contact.sender, *(contact.receivers or ("",))):
                found.setdefault(name_of(case, party), set()).add(sector_of(case, party))
    return {name: min(sectors) for name, sectors in found.items()}


def organisations(cases: Sequence[Case]) -> list[Row]:
    sectors = sectors_of(cases)
    asked = asked_in(cases)
    names = {
        party
        for case in cases
        for contact in case.contacts.values()
        if contact.is_counted
        for party in contact.parties
        if case.parties[party].is_organisation
    }
    rows = []
    for name in sorted(names):
        counted = [
            (case, contact) for case in cases for contact in case.contacts.values() if contact.is_counted
        ]
        received = [item for item in asked if item.receiver == name]
        rows.append(
            (
                name,
                sectors[name],
                len({case.name for case, contact in counted if name in contact.parties}),
                sum(contact.sender == name for _, contact in counted),
                sum(contact.receivers.count(name) for _, contact in counted),
                sum(item.contact.sender == name for item in asked),
                len(received),
                *mix(received),
            )
        )
    return rows


def actor_of(case: Case, contact: Contact) -> str:
    """Whose contact it is in a plain event log."""
    for party in (contact.sender, *contact.receivers[:1]):
        if party and case.parties[party].is_organisation:
            return party
    return ""


def runs_of(case: Case) -> list[tuple[str, Contact, Contact | None]]:
    """(organisation, its first contact, the last contact before it) of each run."""
    events = [(actor_of(case, contact), contact) for contact in case.contacts.values() if contact.is_counted]
    events = [(actor, contact) for actor, contact in events if actor]
    return [
        (actor, contact, events[at - 1][1] if at else None)
        for at, (actor, contact) in enumerate(events)
        if not at or events[at - 1][0] != actor
    ]


def handovers(cases: Sequence[Case]) -> list[Row]:
    sectors = sectors_of(cases)
    found = []
    for case in cases:
        runs = runs_of(case)
        for (before, _, _), (actor, contact, last) in pairwise(runs):
            assert last is not None
            found.append((before, actor, case.name, *days_between(last.bounds, contact.bounds)))
    return [
        (before, sectors[before], actor, sectors[actor], len(items), len({item[2] for item in items}),
         percentile([item[3] for item in items], 0.5), percentile([item[4] for item in items], 0.5))
        for (before, actor), items in grouped(found, lambda item: (item[0], item[1]))
    ]  # fmt: skip


def returns(cases: Sequence[Case]) -> list[Row]:
    sectors = sectors_of(cases)
    counts: dict[str, list[tuple[int, int]]] = {}
    for case in cases:
        actors = [actor for actor, _, _ in runs_of(case)]
        for name in set(actors):
            direct = sum(actors[at] == name == actors[at - 2] for at in range(2, len(actors)))
            counts.setdefault(name, []).append((actors.count(name), direct))
    rows = []
    for name, of_cases in sorted(counts.items()):
        runs, direct = sum(runs for runs, _ in of_cases), sum(direct for _, direct in of_cases)
        back = runs - len(of_cases)
        more = sum(runs > 1 for runs, _ in of_cases)
        rows.append((name, sectors[name], runs, len(of_cases), back, direct, back - direct, more))
    return rows


def repeats(cases: Sequence[Case], within_days: int = 90) -> list[Row]:
    sectors = sectors_of(cases)
    found: dict[str, list[tuple[str, tuple[int, int] | None]]] = {}
    for case in cases:
        report = Report(case)
        for subject in case.subjects:
            last: dict[str, Contact] = {}
            for referral in referrals_about(report, subject):
                to = name_of(case, referral.receiver)
                before = last.get(referral.receiver)
                days = days_between(before.bounds, referral.contact.bounds) if before else None
                found.setdefault(to, []).append((case.name, days))
                last[referral.receiver] = referral.contact
    return [
        (
            to, sectors[to], len(items), len({name for name, _ in items}), sum(days is not None for _, days in items),
            sum(days is not None and days[1] <= within_days for _, days in items),
            sum(days is not None and days[0] <= within_days for _, days in items),
            len({name for name, days in items if days is not None}),
        )
        for to, items in sorted(found.items())
    ]  # fmt: skip


def trends(cases: Sequence[Case], quarters: int = 0) -> list[Row]:
    sectors = sectors_of(cases)

    def begin(day: int) -> date:
        first = date.fromordinal(day).replace(day=1)
        return first.replace(month=first.month - (first.month - 1) % 3) if quarters else first

    def period(item: Asked) -> str:
        first, latest, _, _ = item.contact.bounds
        return begin(first).isoformat() if begin(first) == begin(latest) else ""

    return [
        (when, sector, len(asked), len({item.case.name for item in asked}), *mix(asked))
        for (when, sector), asked in grouped(asked_in(cases), lambda item: (period(item), sectors[item.to]))
    ]


def yearly_flows(cases: Sequence[Case]) -> list[Row]:
    def key(item: Asked) -> Group:
        first, latest, _, _ = item.contact.bounds
        years = {str(date.fromordinal(day).year) for day in (first, latest)}
        return item.sender, item.to, years.pop() if len(years) == 1 else ""

    return [
        (*group, len(asked), len({item.case.name for item in asked}), *mix(asked))
        for group, asked in grouped(asked_in(cases), key)
    ]


BANDS = (0, 8, 15, 29, 57, 113)


def waits(cases: Sequence[Case]) -> list[Row]:
    sectors = sectors_of(cases)
    found: dict[tuple[str, int], tuple[set[str], list[int]]] = {}
    for item in asked_in(cases):
        for place, days in enumerate(item.wait or ()):
            band = max(band for band in BANDS if band <= days)
            names, counts = found.setdefault((sectors[item.to], band), (set(), [0, 0]))
            names.add(item.case.name)
            counts[place] += 1
    return [
        (sector, str(band), len(names), *counts) for (sector, band), (names, counts) in sorted(found.items())
    ]


MEASURES: dict[str, Callable[..., list[Row]]] = {
    "flows": flows,
    "sector-flows": sector_flows,
    "organisations": organisations,
    "handovers": handovers,
    "returns": returns,
    "repeats": repeats,
    "trends": trends,
    "waits": waits,
    "yearly-flows": yearly_flows,
}
