"""What is on record: chronology, referral register, parties, sources, notes, accounts that differ."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.case import Contact
from explorer.dates import describe, parse
from explorer.document import Block, body, grid, quiet
from explorer.document.tabular import grid_of
from explorer.report import Report
from explorer.tables import names_of, places_text
from explorer.withheld import absent_text
from explorer.wording import counted, listed, seen_before

NOT_RECORDED = "not recorded"


def ends_text(report: Report, contact: Contact) -> str:
    """``The Acorns School → Prevent (north-west)``"""
    case = report.case
    sender, to = case.party_name(contact.sender), listed(names_of(case, contact.receivers))
    return f"{sender} → {to}" if sender and to else sender or to


def date_text(contact: Contact) -> str:
    """The date in words, with those of the source where they differ."""
    words = describe(contact.date)
    return f"{words} (“{contact.date_text}”)" if contact.date_text else words


def chronology(report: Report) -> Iterator[Block]:
    """Every contact and event in order."""
    rows = []
    for contact in report.contacts:
        states = [report.requests[edge] for edge in contact.edges if edge in report.requests]
        seen = {"yes": "The subject was seen.", "no": "The subject was not seen."}.get(contact.seen, "")
        basis = "" if contact.basis == "recorded" else f"({contact.basis})"
        happened = " ".join(part for part in (contact.summary, seen, basis) if part)
        key = "\N{NO-BREAK SPACE}*" if contact.is_key else ""
        rows.append(
            (
                f"{contact.id}{key}",
                date_text(contact),
                contact.kind.label,
                ends_text(report, contact),
                happened,
                "\n".join(dict.fromkeys(state.sentence for state in states)),
                ", ".join(contact.follows),
                places_text(contact),
            )
        )
    if not rows:
        yield quiet("The supplied sources record no contact.")
        return
    yield body(
        "Every contact and event in order. What has no date stands after what it is recorded as following, else at "
        "the end. Words in quotation marks are how a source dates it."
    )
    if any(contact.is_key for contact in report.contacts):
        yield quiet("* marked as a key episode")
    headings = ("Id", "Date", "Kind", "From → to", "What happened", "What became of it", "Follows", "Source")
    yield grid(headings, rows, "Every contact and event in chronological order")


def referrals(report: Report) -> Iterator[Block]:
    """Every request to an organisation."""
    table = report.tables["referrals"]
    place = {column.name: at for at, column in enumerate(table.columns)}
    rows = []
    states = [s for s in report.requests.values() if not report.case.parties[s.receiver].is_person]
    for row, state in zip(table.rows, states, strict=True):
        contact = report.case.contacts[state.contact]
        steps = [
            (step.term.label if step.is_withheld else f"{step.term.label}, {describe(step.date)}")
            + seen_before(step.seen, "the subject")
            for step in state.outcomes
        ]
        rows.append(
            (
                contact.id,
                describe(contact.date),
                str(row[place["from"]]),
                str(row[place["to"]]),
                f"{contact.kind.label}. {contact.summary}" if contact.summary else contact.kind.label,
                "\n".join(steps) or "no outcome recorded in the supplied sources",
                _days_text(report, contact, state.outcomes[-1] if state.outcomes else None),
                ", ".join(report.case.followed_by.get(contact.id, ())),
                places_text(contact),
            )
        )
    if not rows:
        yield quiet(absent_text(report.case, "No request to an organisation is recorded."))
        return
    yield quiet("Days: from the request to its last outcome, as a range where dates are uncertain.")
    headings = ("Id", "Date", "From", "To", "Reason", "Outcomes", "Days", "What followed", "Source")
    yield grid(headings, rows, "Every request to an organisation, with what became of it")


def _days_text(report: Report, contact: Contact, outcome: object) -> str:
    from explorer.case import Outcome
    from explorer.wording import days_apart

    if not isinstance(outcome, Outcome):
        return ""
    if not outcome.date or not contact.date:
        return NOT_RECORDED
    least, most = days_apart(contact.bounds, outcome.bounds)
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


def parties(report: Report) -> Iterator[Block]:
    """Everybody who takes part, by role."""
    table = report.tables["parties"]
    if table.rows:
        yield grid_of(table, without=("id", "aliases"))


def sources(report: Report) -> Iterator[Block]:
    """The documents in order of preference, each as a list of references tells it."""
    case = report.case
    tells = {row[0]: row[-2] for row in report.tables["sources"].rows}
    rows = []
    for source in case.sources.values():
        published = ", ".join(filter(None, (source.publisher, describe(source.date) if source.date else "")))
        kind = f" ({source.kind})" if source.kind else ""
        title = (source.title or source.id) + ("" if published else kind)
        parts = [title, published + kind if published else "", source.url]
        return_of = f"of {case.party_name(source.party)}" if source.party else ""
        covers = f"covers {describe(source.covers)}" if source.covers else ""
        returned = ", ".join(filter(None, (return_of, source.says, covers)))
        rows.append((source.id, "\n".join(filter(None, parts)), returned, str(tells[source.id])))
    if not rows:
        yield quiet("The case names no source.")
        return
    yield body("In order of preference: where sources differ, the one that stands first is shown.")
    headings = ("Id", "Source", "Return", "Contacts")
    yield grid(headings, rows, "The sources, with how many contacts and events each tells of", ["Contacts"])


def notes(report: Report) -> Iterator[Block]:
    """Analysis, kept apart from the record."""
    rows = [
        (
            note.id,
            note.text,
            ", ".join(note.contacts),
            describe(note.date) if note.date else "",
            f"{note.author} ({note.source})" if note.author and note.source else note.author or note.source,
        )
        for note in report.case.notes.values()
    ]
    if rows:
        yield body("These are analysis by those named, not record.")
        yield grid(("Id", "Note", "On contacts", "Date", "By"), rows, "Notes")


def accounts(report: Report) -> Iterator[Block]:
    """Where several sources tell of one contact and differ."""
    rows = []
    for contact, conflicts in report.conflicts.items():
        for at, conflict in enumerate(conflicts):
            said: dict[str, list[str]] = {}
            for source, value in conflict.values:
                said.setdefault(_value_text(conflict.field, value), []).append(source)
            told = "\n".join(f"{value} ({', '.join(sources)})" for value, sources in said.items())
            rows.append(("" if at else contact, conflict.field, told))
    several = sum(1 for contact in report.contacts if len(contact.sources) > 1)
    if rows:
        yield body(
            f"Of {counted(several, 'contact')} with several sources, the sources differ on {len(report.conflicts):,}. "
            "Shown elsewhere is what the source that stands first says. Findings say how far each two can both be true."
        )
        yield grid(("Contact", "What differs", "What the sources say"), rows, "Conflicting accounts")
    elif several:
        yield body(
            f"{several} {'contact has' if several == 1 else 'contacts have'} several sources; none differ."
        )


def _value_text(field: str, value: str) -> str:
    """A date in words; what else differs is in words as it is."""
    is_date = field in ("date", "received") and value != "never"
    return describe(parse(value)) if is_date else value
