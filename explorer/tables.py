"""Tables: a view of the report as columns and rows, which every table format writes.

A column has a name (stable, used in JSON), a heading (what people read), a type and a description; cells are
text, whole numbers, true or false, dates of the case, or lists of texts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.case import Case, Contact
from explorer.dates import EDTFDate, describe, iso_day

if TYPE_CHECKING:
    from explorer.report import Report

Cell = str | int | bool | None | tuple[str, ...] | EDTFDate


@dataclass(frozen=True, slots=True)
class Column:
    """``type`` is text, number, yes-no, date or list; a date column is written as three (as written, first
    day, last day) where the format cannot hold it in one. ``is_wide`` columns hold sentences; ``in_head`` ones
    name the row where it is told as a paragraph, which leaves out what is ``usual``; without ``in_text`` only
    data formats have it."""

    name: str
    heading: str
    type: str
    description: str
    unit: str = ""
    is_wide: bool = False
    in_head: bool = False
    usual: str = ""
    in_text: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A named table. ``rows`` hold as many cells as there are columns."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def cell_text(cell: Cell) -> str:
    """A cell as people read it: dates in words, lists with semicolons, blanks as ''."""
    if cell is None:
        return ""
    if isinstance(cell, EDTFDate):
        return describe(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, tuple):
        return "; ".join(cell)
    return str(cell)


def cell_json(cell: Cell) -> object:
    """A cell for JSON: a date as {text, first_day, last_day} with ISO days or null."""
    if isinstance(cell, EDTFDate):
        first, last = cell.first_day, cell.last_day
        return {
            "text": cell.text,
            "first_day": None if first is None else iso_day(first),
            "last_day": None if last is None else iso_day(last),
        }
    return list(cell) if isinstance(cell, tuple) else cell


def case_tables(report: Report) -> dict[str, Table]:
    """Every table of the report, in the order in which a report tells them."""
    makers: Sequence[Callable[[Report], Table]] = (
        summary_table,
        chronology_table,
        referrals_table,
        parties_table,
        sources_table,
        notes_table,
    )
    tables = [maker(report) for maker in makers]
    return {table.name: table for table in tables}


def names_of(case: Case, parties: Sequence[str]) -> tuple[str, ...]:
    """The names of parties by id, blanks left out."""
    return tuple(case.party_name(party) for party in parties if party)


def place_text(contact: Contact) -> tuple[str, ...]:
    """Source and locator of each account: ``S1 para 4``."""
    return tuple(
        f"{account.source} {account.locator}".strip() for account in contact.accounts if account.source
    )


def summary_table(report: Report) -> Table:
    """The numbers of the case, one a row."""
    summary, case = report.summary, report.case
    rows: list[tuple[Cell, ...]] = [
        ("title", "Title", case.title),
        ("marking", "Marking", case.marking or None),
        ("contacts", "Contacts", summary.contacts),
        ("organisations", "Organisations that took part", summary.organisations),
        ("referrals", "Requests to organisations", summary.referrals),
        ("no_outcome", "Of these, no outcome recorded in the supplied sources", summary.no_outcome),
        ("undated", "Contacts with no date recorded", summary.undated),
        ("first", "First possible day of a contact", summary.first_text or None),
        ("last", "Last possible day of a contact", summary.last_text or None),
        ("sources", "Sources", len(case.sources)),
        ("notes", "Notes", len(case.notes)),
    ]
    columns = (
        Column("name", "Name", "text", "Stable name of the number.", in_text=False),
        Column("meaning", "Meaning", "text", "What the number counts."),
        Column("value", "Value", "text", "The number, or a text."),
    )
    return Table("summary", "Summary", columns, tuple(row for row in rows if row[2] is not None))


def chronology_table(report: Report) -> Table:
    """Every contact, incident and standing access in the order in which they are told."""
    case = report.case
    rows = []
    for contact in report.contacts:
        states = [state for state in (report.requests.get(edge) for edge in contact.edges) if state]
        outcomes = tuple(dict.fromkeys(state.sentence for state in states))
        rows.append(
            (
                contact.id,
                contact.date,
                contact.date_text,
                contact.kind.label,
                case.party_name(contact.sender),
                names_of(case, contact.receivers),
                contact.summary,
                outcomes,
                contact.seen,
                contact.follows,
                contact.basis,
                place_text(contact),
                contact.is_key,
                contact.is_counted,
            )
        )
    columns = (
        Column("id", "Id", "text", "The id that reports cite.", in_head=True),
        Column("date", "Date", "date", "When it happened, as surely as the sources say.", in_head=True),
        Column("date_text", "As written", "text", "The words of the source, where they differ."),
        Column("kind", "Kind", "text", "What kind of contact it is.", in_head=True),
        Column("from", "From", "text", "Who made the contact.", in_head=True),
        Column("to", "To", "list", "Who received it.", in_head=True),
        Column("summary", "What happened", "text", "In neutral words.", is_wide=True),
        Column("outcome", "Outcome", "list", "What became of a request, as recorded.", is_wide=True),
        Column("seen", "Subject seen", "text", "Whether the subject was seen at it; blank: not recorded."),
        Column("follows", "Follows", "list", "Ids of contacts it was made because of."),
        Column("basis", "Basis", "text", "recorded, reported or inferred.", usual="recorded"),
        Column("source", "Source", "list", "Source and place of each account."),
        Column("key", "Key episode", "yes-no", "Marked as a key episode.", usual="no"),
        Column("counted", "Counted", "yes-no", "no: drawn, but not counted as a contact.", usual="yes"),
    )
    return Table("chronology", "Chronology", columns, tuple(rows))


def referrals_table(report: Report) -> Table:
    """The referral register: every request to an organisation, a row a receiver."""
    case = report.case
    rows = []
    for state in report.requests.values():
        contact = case.contacts[state.contact]
        if case.parties[state.receiver].is_person:
            continue
        last = state.outcomes[-1] if state.outcomes else None
        rows.append(
            (
                contact.id,
                contact.date,
                contact.kind.label,
                case.party_name(contact.sender),
                case.party_name(state.receiver),
                contact.summary,
                tuple(outcome.term.label for outcome in state.outcomes),
                last.date if last else None,
                last.seen if last else "",
                state.said_as,
                tuple(case.followed_by.get(contact.id, ())),
                contact.basis,
                place_text(contact),
            )
        )
    columns = (
        Column("id", "Id", "text", "The id that reports cite.", in_head=True),
        Column("date", "Date", "date", "When the request was made.", in_head=True),
        Column("kind", "Kind", "text", "What kind of request it is.", in_head=True),
        Column("from", "From", "text", "Who asked.", in_head=True),
        Column("to", "To", "text", "Who was asked.", in_head=True),
        Column("reason", "Reason", "text", "What it was about, in neutral words.", is_wide=True),
        Column("outcomes", "Outcomes", "list", "Every recorded step, in order."),
        Column("outcome_date", "Outcome date", "date", "When the last step was taken."),
        Column(
            "seen", "Subject seen", "text", "Whether the receiver saw the subject first; blank: not recorded."
        ),
        Column("state", "State", "text", "What became of it, as the record says.", is_wide=True),
        Column("followed_by", "Followed by", "list", "Ids of contacts made because of it."),
        Column("basis", "Basis", "text", "recorded, reported or inferred.", usual="recorded"),
        Column("source", "Source", "list", "Source and place of each account."),
    )
    return Table("referrals", "Referral register", columns, tuple(rows))


def parties_table(report: Report) -> Table:
    """Every party with what it sent and received."""
    case = report.case
    sent: dict[str, int] = {}
    received: dict[str, int] = {}
    for contact in report.contacts:
        if contact.is_counted:
            sent[contact.sender] = sent.get(contact.sender, 0) + 1
            for receiver in contact.receivers:
                received[receiver] = received.get(receiver, 0) + 1
    rows = tuple(
        (
            party.id,
            party.name,
            party.sector.label,
            case.party_name(party.parent),
            party.area,
            party.aliases,
            sent.get(party.id, 0),
            received.get(party.id, 0),
        )
        for party in case.parties.values()
    )
    columns = (
        Column("id", "Id", "text", "The id used in the case.", in_head=True),
        Column("name", "Name", "text", "The name shown.", in_head=True),
        Column("sector", "Sector", "text", "The sector."),
        Column("parent", "Part of", "text", "The organisation it is part of."),
        Column("area", "Area", "text", "Where it works."),
        Column("aliases", "Other names", "list", "Names it also goes by."),
        Column("sent", "Sent", "number", "Contacts it made.", "contacts"),
        Column("received", "Received", "number", "Contacts it received.", "contacts"),
    )
    return Table("parties", "Parties", columns, rows)


def sources_table(report: Report) -> Table:
    """The sources in order of preference, with how many contacts each tells of."""
    case = report.case
    tells: dict[str, int] = {}
    for contact in report.contacts:
        for source in contact.sources:
            tells[source] = tells.get(source, 0) + 1
    rows = tuple(
        (source.id, source.title, source.publisher, source.date, source.kind, case.party_name(source.party),
         source.says, source.covers, tells.get(source.id, 0), source.url)
        for source in case.sources.values()
    )  # fmt: skip
    columns = (
        Column("id", "Id", "text", "The id that contacts cite.", in_head=True),
        Column("title", "Title", "text", "What it is called.", is_wide=True),
        Column("publisher", "Publisher", "text", "Who published it."),
        Column("date", "Date", "date", "When it was published.", in_head=True),
        Column("kind", "Kind", "text", "What kind of document it is.", in_head=True),
        Column("party", "Return of", "text", "Whose return it is."),
        Column("says", "Says", "text", "records, nothing known, or no return."),
        Column("covers", "Covers", "date", "The period it covers."),
        Column("contacts", "Contacts", "number", "Contacts and events it tells of.", "contacts"),
        Column("url", "Address", "text", "Where it was published."),
    )
    return Table("sources", "Sources", columns, rows)


def notes_table(report: Report) -> Table:
    """The reviewer's notes: analysis, never fact."""
    rows = tuple(
        (note.id, note.text, note.contacts, note.date, note.author, note.source)
        for note in report.case.notes.values()
    )
    columns = (
        Column("id", "Id", "text", "The id of the note.", in_head=True),
        Column("text", "Note", "text", "Analysis, not record.", is_wide=True),
        Column("contacts", "On contacts", "list", "The contacts it is about."),
        Column("date", "Date", "date", "The day or period it is about.", in_head=True),
        Column("author", "Author", "text", "Whose analysis it is."),
        Column("source", "Source", "text", "Where it is published."),
    )
    return Table("notes", "Notes", columns, rows)
