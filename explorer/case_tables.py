"""The tables of a report: the case itself, and what was worked out of it. Each is made when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from explorer.answer_tables import findings_table, holding_table, journeys_table
from explorer.tables import Cell, Column, Table, names_of, of_case, place_text
from explorer.withheld import NOTES, not_recorded_text, number_withheld

if TYPE_CHECKING:
    from explorer.case import Case
    from explorer.report import Report


class Tables(Mapping[str, Table]):
    """Every table of a report by name, in the order in which a report tells them; a table is made once."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._made: dict[str, Table] = {}

    def __getitem__(self, name: str) -> Table:
        if name not in self._made:
            self._made[name] = of_case(MAKERS[name](self._report), self._report.case)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(MAKERS)

    def __len__(self) -> int:
        return len(MAKERS)


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
        ("notes", _notes_meaning(case), len(case.notes)),
    ]
    columns = (
        Column("name", "Name", "text", "Stable name of the number.", in_text=False),
        Column("meaning", "Meaning", "text", "What the number counts."),
        Column("value", "Value", "text", "The number, or a text."),
    )
    return Table("summary", "Summary", columns, tuple(row for row in rows if row[2] is not None))


def _notes_meaning(case: Case) -> str:
    held = number_withheld(case, NOTES)
    return f"Notes ({held} withheld and not counted)" if held else "Notes"


def _blank(case: Case) -> str:
    return not_recorded_text(case, "blank: not recorded")


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
        Column("seen", "Subject seen", "text", f"Whether the subject was seen at it; {_blank(case)}."),
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
                last.date if last and not last.is_withheld else None,
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
            "seen", "Subject seen", "text", f"Whether the receiver saw the subject first; {_blank(case)}."
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


MAKERS: dict[str, Callable[[Report], Table]] = {
    "summary": summary_table,
    "chronology": chronology_table,
    "referrals": referrals_table,
    "journeys": journeys_table,
    "holding": holding_table,
    "findings": findings_table,
    "parties": parties_table,
    "sources": sources_table,
    "notes": notes_table,
}
"""What makes each table, in the order in which a report tells them."""
