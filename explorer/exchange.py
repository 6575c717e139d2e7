"""The chronology in the shape in which agencies and case systems exchange theirs: a row a contact, eight columns.

    Date, End date, Sequence, Source of information, Agency, Event, Response or outcome, Comment

A day stands as ``2019-12-05``; any other date as recorded (EDTF), so that nothing looks more exact than it is.
``explorer import`` reads it in again, with kind, parties and basis (:func:`event_parts`) and plain outcomes; with
``--slash stretch`` also stretches whose ends are uncertain. Not carried: ids of parties, sources apart from the text,
what follows what, topics, restrictions, all accounts but what is shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from explorer.case import Contact
from explorer.dates import EDTFDate
from explorer.tables import Cell, Column, Table, names_of, of_case, place_text

if TYPE_CHECKING:
    from explorer.report import Report

PLAIN = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z", re.ASCII)
EVENT = re.compile(
    r"(?P<id>\S+): (?P<kind>[^,.\n]+)(?:, (?P<ends>[^\n]*?))?(?: \((?P<basis>reported|inferred)\))?\."
    r"(?:\n(?P<summary>.*))?",
    re.DOTALL,
)


def exchange_table(report: Report) -> Table:
    """Every contact and event in order, in the exchange shape. Fact stands under Event, analysis under Comment."""
    notes: dict[str, list[str]] = {}
    for note in report.case.notes.values():
        for about in note.contacts:
            notes.setdefault(about, []).append(f"{note.text} ({note.author})" if note.author else note.text)
    rows: list[tuple[Cell, ...]] = []
    for number, contact in enumerate(report.contacts, start=1):
        start, end = _ends(contact.date)
        outcomes = [report.requests[edge].sentence for edge in contact.edges if edge in report.requests]
        rows.append(
            (
                start,
                end,
                number,
                place_text(contact),
                _agency(report, contact),
                _event(report, contact),
                " ".join(dict.fromkeys(outcomes)),
                " ".join(notes.get(contact.id, ())),
            )
        )
    columns = (
        Column("date", "Date", "text", "A day, else as recorded (EDTF); blank: not recorded.", in_head=True),
        Column("end_date", "End date", "text", "The last day of what lasted."),
        Column("sequence", "Sequence", "number", "The order in which they are told."),
        Column("source_of_information", "Source of information", "list", "Source and place of each account."),
        Column(
            "agency",
            "Agency",
            "text",
            "The organisation that acted, else the one that received.",
            in_head=True,
        ),
        Column("event", "Event", "text", "Id, kind, from whom to whom, and what happened.", is_wide=True),
        Column(
            "response_or_outcome", "Response or outcome", "text", "What became of a request.", is_wide=True
        ),
        Column("comment", "Comment", "text", "Notes of reviewers: analysis, not record.", is_wide=True),
    )
    return of_case(Table("exchange", "Chronology for exchange", columns, tuple(rows)), report.case)


def _ends(date: EDTFDate) -> tuple[str, str]:
    """The two sides of a stretch whose ends are certain; any other date stands as recorded."""
    start, slash, end = date.text.partition("/")
    is_plain = slash and PLAIN.match(start) and PLAIN.match(end)
    return (start, end) if is_plain else (date.text, "")


def _agency(report: Report, contact: Contact) -> str:
    case = report.case
    acting = [party for party in contact.parties if not case.parties[party].is_person]
    return case.party_name(acting[0]) if acting else ""


def _event(report: Report, contact: Contact) -> str:
    """``C06: Referral, The Acorns School → Prevent (reported).`` and on the next line what happened."""
    case = report.case
    to = "; ".join(names_of(case, contact.receivers))
    ends = f", {case.party_name(contact.sender)} → {to}".rstrip() if contact.sender or to else ""
    basis = "" if contact.basis == "recorded" else f" ({contact.basis})"
    return f"{contact.id}: {contact.kind.label}{ends}{basis}.\n{contact.summary}".strip()


def event_parts(text: str) -> dict[str, str]:
    """What an event in this shape says: ``id``, ``kind``, ``from``, ``to``, ``basis`` and ``summary``; empty where it
    is written otherwise.

    >>> event_parts("C2: Visit, The hub → Ann; Bob (reported).\\nAt home.")["to"]
    'Ann; Bob'
    """
    found = EVENT.fullmatch(text.strip())
    if not found or ("→" not in (found["ends"] or "") and "\n" not in text.strip()):
        return {}
    sender, _, to = (found["ends"] or "").partition("→")
    return {
        "id": found["id"],
        "kind": found["kind"],
        "from": sender.strip(),
        "to": to.strip(),
        "basis": found["basis"] or "recorded",
        "summary": (found["summary"] or "").strip(),
    }
