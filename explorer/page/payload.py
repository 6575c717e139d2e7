"""What the page's scripts are given, as one JSON value: the shape is ``payload.d.ts``, field by field.

Everything a script shows is a sentence or a number made here; scripts filter, draw and hide.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from explorer.case import Account, Case, Contact, Outcome
from explorer.dates import describe
from explorer.figures.called import not_on_record
from explorer.figures.scene import Arrow, Column, Scene
from explorer.page.answers import (
    expected_record,
    holding_record,
    journey_record,
    nobody_records,
)
from explorer.page.known import known_record
from explorer.page.network import network_record
from explorer.reach import Standing
from explorer.withheld import ELSEWHERE, ELSEWHERE_TO_IT, no_route_text, none_text, standing_text, vouched

if TYPE_CHECKING:
    from explorer.report import Report

VERSION = 1
GROUPS = {
    "taken on": ("Taken on", "filled"),
    "open": ("Open", "half"),
    "passed on": ("Passed on", "chevron"),
    "ended": ("Ended or closed", "bar"),
    "no response": ("No response", "cross"),
    "not recorded": ("No outcome recorded", "ring"),
    "withheld": ("Withheld", "half"),
}
"""What can become of a request: label and mark of each group, in the order of filters and legend."""

Record = dict[str, Any]


def payload_of(report: Report, scene: Scene) -> Record:
    """The payload of a report. Cost: linear in contacts, accounts and edges."""
    case = report.case
    index = _Index(case, scene, report)
    return {
        "version": VERSION,
        "title": case.title,
        "marking": case.marking,
        "firstDay": scene.first_day,
        "lastDay": scene.last_day,
        "sectors": [
            {"id": s.id, "label": s.label, "light": s.light, "dark": s.dark, "shape": s.shape}
            for s in index.sectors
        ],
        "kinds": [
            {"id": k.id, "label": k.label, "verb": k.verb, "group": k.group, "asks": k.asks}
            for k in index.kinds
        ],
        "groups": [{"id": i, "label": label, "mark": mark} for i, (label, mark) in GROUPS.items()],
        "parties": [
            {
                "id": party.id,
                "name": party.name,
                "sector": index.sector[party.sector.id],
                "isPerson": party.is_person,
                "parent": case.party_name(party.parent),
                "area": party.area,
                "aliases": list(party.aliases),
            }
            for party in scene.lanes
        ],
        "orders": [{"id": o.id, "label": o.label, "lanes": o.lanes} for o in scene.orders],
        "folds": [
            {
                "id": name,
                "label": label,
                "groups": [{"id": g.id, "label": g.label, "lanes": g.lanes} for g in groups],
            }
            for name, label, groups in (
                ("sector", "One lane to a sector", scene.sectors),
                ("parent", "With what they are part of", scene.parents),
            )
            if groups
        ],
        "contacts": [index.contact(place, column) for place, column in enumerate(scene.columns)],
        "bands": [{"label": b.label, "first": b.first, "last": b.last} for b in scene.bands],
        "totals": [{"day": t.day, "contacts": t.contacts, "requests": t.requests} for t in scene.totals],
        "notes": [index.note(place) for place in range(len(scene.notes))],
        "sources": [
            {
                "id": source.id,
                "title": source.title or source.id,
                "publisher": source.publisher,
                "when": describe(source.date) if source.date else "",
            }
            for source in case.sources.values()
        ],
        "journeys": index.journeys,
        "holdings": [holding_record(case, held, index.lane, index.column) for held in report.holdings],
        "nobody": nobody_records(report, index.lane),
        "expected": [expected_record(expected, index.lane) for expected in not_on_record(report)],
        "isWithheld": vouched(case) is not None,
        "known": known_record(report, index.lane),
        "network": network_record(scene),
        "none": none_text(case),
        "standings": [standing_text(case, item.value) for item in Standing]
        + [no_route_text(case, ELSEWHERE)],
        "elsewhere": no_route_text(case, ELSEWHERE_TO_IT),
    }


class _Index:
    """Where each id stands in the lists of the payload."""

    def __init__(self, case: Case, scene: Scene, report: Report) -> None:
        self.case, self.scene, self.report = case, scene, report
        sectors = {party.sector.id: party.sector for party in scene.lanes}
        kinds = {column.contact.kind.id: column.contact.kind for column in scene.columns}
        self.sectors = sorted(sectors.values(), key=lambda sector: sector.rank)
        self.kinds = sorted(kinds.values(), key=lambda kind: kind.rank)
        self.sector = {sector.id: place for place, sector in enumerate(self.sectors)}
        self.kind = {kind.id: place for place, kind in enumerate(self.kinds)}
        self.source = {source: place for place, source in enumerate(case.sources)}
        self.column = {column.contact.id: place for place, column in enumerate(scene.columns)}
        self.lane = {party.id: place for place, party in enumerate(scene.lanes)}
        self.notes_of: dict[int, list[int]] = {}
        for place, note in enumerate(scene.notes):
            for column in note.columns:
                self.notes_of.setdefault(column, []).append(place)
        self.journeys: list[Record] = []
        self.journeys_of: dict[int, list[int]] = {}
        for place, journey in enumerate(report.journeys):
            self.journeys.append(journey_record(report, journey, self.column))
            for column in self.journeys[-1]["columns"]:
                self.journeys_of.setdefault(column, []).append(place)

    def contact(self, place: int, column: Column) -> Record:
        case, contact = self.case, column.contact
        onward = case.followed_by.get(contact.id, ())
        return {
            "id": contact.id,
            "kind": self.kind[contact.kind.id],
            "sender": column.sender,
            "senderName": case.party_name(contact.sender),
            "arrows": [self.arrow(column, arrow) for arrow in column.arrows],
            "about": [case.party_name(party) for party in contact.about] if len(case.subjects) > 1 else [],
            "when": describe(contact.date),
            "dateLines": column.date_lines,
            "dateText": contact.date_text,
            "time": "" if contact.time is None else f"{contact.time // 60:02}:{contact.time % 60:02}",
            "received": "never"
            if contact.never_received
            else describe(contact.received)
            if contact.received
            else "",
            "firstDay": contact.bounds.first_day,
            "latestStart": contact.bounds.latest_start,
            "lastDay": contact.bounds.last_day,
            "day": column.day,
            "isSure": column.is_sure,
            "isStretch": contact.date.is_stretch,
            "reach": column.reach,
            "contactsSoFar": column.contacts_so_far,
            "requestsSoFar": column.requests_so_far,
            "isCounted": contact.is_counted,
            "isEvent": contact.kind.group == "event",
            "isKey": contact.is_key,
            "stroke": contact.kind.stroke,
            "basis": contact.basis,
            "seen": contact.seen,
            "summary": contact.summary,
            "topics": list(contact.topics),
            "follows": column.follows,
            "leadsTo": [self.column[later] for later in onward],
            "journeys": self.journeys_of.get(place, []),
            "shares": None if contact.shares is None else list(contact.shares),
            "notes": self.notes_of.get(place, []),
            "accounts": [self.account(account, len(contact.accounts) == 1) for account in contact.accounts],
            "compared": list(self.compared(contact)),
        }

    def arrow(self, column: Column, arrow: Arrow) -> Record:
        state = self.report.requests.get((column.contact.id, arrow.receiver))
        return {
            "party": arrow.lane,
            "name": self.case.party_name(arrow.receiver),
            "mark": arrow.mark,
            "group": arrow.group,
            "sentence": state.sentence if state else "",
            "steps": [self.step(step) for step in state.outcomes] if state else [],
        }

    def step(self, step: Outcome) -> Record:
        return {
            "label": step.term.label,
            "when": "" if step.is_withheld else describe(step.date),
            "seen": step.seen,
            "summary": step.summary,
            "basis": step.basis,
            "sources": [
                {"source": self.source.get(source, -1), "locator": locator}
                for source, locator in step.sources
            ],
        }

    def account(self, account: Account, is_alone: bool) -> Record:
        return {
            "source": self.source.get(account.source, -1),
            "locator": account.locator,
            "quote": account.quote,
            "basis": account.basis,
            "said": [] if is_alone else [fact for fact in self.said(account) if fact[1]],
        }

    def said(self, account: Account) -> list[tuple[str, str]]:
        """What one of several accounts says, by heading; '' where it says nothing of it."""
        kinds = self.case.vocabulary.kinds
        return [
            ("Date", describe(account.date) if account.date else ""),
            ("In its words", account.date_text),
            ("From", self.case.party_name(account.sender)),
            ("To", "; ".join(self.case.party_name(party) for party in account.receivers)),
            ("Kind", kinds[account.kind].label if account.kind in kinds else account.kind),
            ("Subject seen", account.seen),
            ("Summary", account.summary),
        ]

    def compared(self, contact: Contact) -> Iterable[Record]:
        """Field by field what several accounts say, and how it goes together."""
        if len(contact.accounts) < 2:
            return
        from explorer.findings.conflicting_accounts import graded

        for field, grade, said in graded(self.case, contact):
            values = [{"source": self.title(source), "value": value} for source, value in said]
            yield {"field": field, "grade": grade, "values": values}

    def title(self, source: str) -> str:
        found = self.case.sources.get(source)
        return (found.title or source) if found else "source not given"

    def note(self, place: int) -> Record:
        mark = self.scene.notes[place]
        note = self.case.notes[mark.note]
        return {
            "id": note.id,
            "text": note.text,
            "author": note.author,
            "source": self.source.get(note.source, -1),
            "when": describe(note.date) if note.date else "",
            "columns": mark.columns,
            "firstDay": mark.first_day,
            "lastDay": mark.last_day,
        }
