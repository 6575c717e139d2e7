"""What is on record: chronology, referral register, parties, sources, notes, accounts that differ."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.case import Contact
from explorer.dates import describe
from explorer.document import Block, body, grid, quiet
from explorer.document.tabular import grid_of
from explorer.report import Report
from explorer.tables import names_of, place_text
from explorer.wording import listed

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
                "; ".join(place_text(contact)),
            )
        )
    if not rows:
        yield quiet("The supplied sources record no contact.")
        return
    headings = ("Id", "Date", "Kind", "From → to", "What happened", "What became of it", "Follows", "Source")
    yield grid(headings, rows, "Every contact and event in chronological order")
    if any(contact.is_key for contact in report.contacts):
        yield quiet("* marked as a key episode")


def referrals(report: Report) -> Iterator[Block]:
    """Every request to an organisation."""
    table = report.tables["referrals"]
    place = {column.name: at for at, column in enumerate(table.columns)}
    rows = []
    for row in table.rows:
        contact = report.case.contacts[str(row[place["id"]])]
        state = report.requests[contact.id, _receiver(report, contact, str(row[place["to"]]))]
        steps = [
            f"{step.term.label}, {describe(step.date) if step.date else 'date not recorded'}"
            + {"yes": " (subject seen before)", "no": " (subject not seen before)"}.get(step.seen, "")
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
                "; ".join(place_text(contact)),
            )
        )
    if not rows:
        yield quiet("No request to an organisation is recorded.")
        return
    headings = ("Id", "Date", "From", "To", "Reason", "Outcomes", "Days", "What followed", "Source")
    yield grid(headings, rows, "Every request to an organisation, with what became of it")
    yield quiet(
        "Days: from the request to its last outcome, as a range where dates are uncertain; blank: not recorded."
    )


def _receiver(report: Report, contact: Contact, name: str) -> str:
    return next(party for party in contact.receivers if report.case.party_name(party) == name)


def _days_text(report: Report, contact: Contact, outcome: object) -> str:
    from explorer.case import Outcome
    from explorer.wording import days_apart

    if not isinstance(outcome, Outcome) or not outcome.date or not contact.date:
        return ""
    least, most = days_apart(contact.bounds, outcome.bounds)
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


def parties(report: Report) -> Iterator[Block]:
    """Everybody who takes part, by role."""
    table = report.tables["parties"]
    if table.rows:
        yield grid_of(table, without=("id", "aliases"))


def sources(report: Report) -> Iterator[Block]:
    """The documents, in order of preference."""
    table = report.tables["sources"]
    yield grid_of(table) if table.rows else quiet("The case names no source.")


def notes(report: Report) -> Iterator[Block]:
    """Analysis, kept apart from the record."""
    table = report.tables["notes"]
    if table.rows:
        yield body("These are analysis by those named, not record.")
        yield grid_of(table)


def accounts(report: Report) -> Iterator[Block]:
    """Where several sources tell of one contact and differ."""
    rows = [
        (
            conflict.contact,
            conflict.field,
            "\n".join(f"{source}: {value}" for source, value in conflict.values),
        )
        for conflicts in report.conflicts.values()
        for conflict in conflicts
    ]
    several = sum(1 for contact in report.contacts if len(contact.sources) > 1)
    if rows:
        yield body("Shown elsewhere is what the source that stands first says.")
        yield grid(("Contact", "What differs", "What each source says"), rows, "Accounts that differ")
    elif several:
        yield body(
            f"{several} {'contact has' if several == 1 else 'contacts have'} several sources; none differ."
        )
