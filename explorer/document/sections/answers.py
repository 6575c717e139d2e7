"""What was worked out: journeys, holding, what decision-makers could have known, findings."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.dates import describe
from explorer.document import Block, Footnote, Heading, Paragraph, body, grid, grids, quiet
from explorer.document.sections.records import ends_text
from explorer.holding import HOLDS, Days, Holding
from explorer.holding_days import HoldingDays, days_in
from explorer.journeys import Journey, Step
from explorer.report import Report
from explorer.statements import Statement
from explorer.tables import places_text
from explorer.withheld import absent_text, left_text, not_recorded_text
from explorer.wording import counted, days_text, listed, range_text, stops_text, stretch_text

MOST_HEADED = 40
"""Journeys told under headings of their own; more are told in one table."""
MOST_STATEMENTS = 150
"""Of one finding, on paper."""
MOST_PLACED, MOST_CITED = 6, 30
"""Contacts of a footnote: up to which it gives the place of each, and which it names."""


def journeys(report: Report) -> Iterator[Block]:
    """Each journey of two contacts or more as a table, indented by what follows what."""
    told = [journey for journey in report.journeys if len(journey.steps) > 1]
    single = len(report.journeys) - len(told)
    if not report.journeys:
        yield quiet(absent_text(report.case, "No contact is recorded as following another."))
        return
    yield body(
        "A journey is a contact with all that is recorded as following it. Days are from start to start since the "
        "contact that it follows."
    )
    if single:
        nothing = absent_text(report.case, "on which nothing is recorded as following")
        stand = "stands" if single == 1 else "stand"
        yield body(f"{counted(single, 'request')} {nothing} {stand} in the register.")
    headings = ("Contact", "Date", "Days since", "Kind", "From → to", "State")
    if len(told) > MOST_HEADED:
        rows = [row for journey in told for row in _rows(report, journey)]
        yield grid(headings, rows, "All journeys")
        return
    tables = grids(headings, [(f"The journey from {journey.id}", _rows(report, journey)) for journey in told])
    for journey, table in zip(told, tables, strict=True):
        root = report.case.contacts[journey.id]
        yield Heading(f"From {journey.id}: {root.kind.label}, {describe(root.date)}")
        numbers = [
            counted(len(journey.steps), "contact"),
            counted(len(journey.organisations), "organisation"),
        ]
        came_back = [report.case.party_name(party) for party in journey.returned_to]
        numbers += [counted(journey.handoffs, "handoff")] if journey.handoffs else []
        said = f"{listed(numbers)}." + (f" It came back to {listed(came_back)}." if came_back else "")
        yield quiet(said)
        yield table


def _rows(report: Report, journey: Journey) -> list[tuple[str, ...]]:
    return [_step_row(report, journey, step) for step in journey.steps]


def _step_row(report: Report, journey: Journey, step: Step) -> tuple[str, ...]:
    contact = report.case.contacts[step.contact]
    states = []
    for edge in contact.edges:
        if edge in report.requests:
            stopped = f"{stops_text(report.case, *edge)}: " if edge in journey.stops else ""
            states.append(f"{stopped}{report.requests[edge].said_as}")
    also = f" (also follows {', '.join(step.also_follows)})" if step.also_follows else ""
    since = f"{days_text(step.wait_days)} since {step.after}" if step.wait_days else ""
    inferred = " (inferred)" if contact.basis == "inferred" else ""
    return (
        "\N{NO-BREAK SPACE}" * 3 * step.depth + contact.id + inferred,
        describe(contact.date),
        since + also if since else (f"follows {step.after}" + also if step.after else ""),
        contact.kind.label,
        ends_text(report, contact),
        "\n".join(states),
    )


def holding(report: Report) -> Iterator[Block]:
    """Who held the case and had requests in hand; the days nobody is recorded as holding it."""
    case = report.case
    yield body(
        "An organisation holds the case from taking it on to ending it; it has a request in hand from receipt to its "
        "first decision. Certain days hold whatever days are chosen inside the recorded dates, possible days for some."
    )
    for subject, days in report.holding_days.items():
        if len(case.subjects) > 1:
            yield Heading(case.party_name(subject))
        ours = [holding for holding in report.holdings if holding.subject == subject]
        rows = [_holding_row(report, holding) for holding in ours]
        if rows:
            headings = ("Organisation", "What", "Certain days", "Possible days", "Began with", "Ended with")
            yield grid(headings, rows, "Who held the case, and who had a request in hand")
        else:
            yield quiet(absent_text(case, "No holding and no request in hand is recorded."))
        for sentence in _days_sentences(report, days):
            yield body(sentence)


def _holding_row(report: Report, holding: Holding) -> tuple[str, ...]:
    basis = "" if holding.basis == "recorded" else f" ({holding.basis})"
    what = "held the case" if holding.what == HOLDS else f"request {holding.contact} in hand"
    return (
        report.case.party_name(holding.party),
        what + basis,
        _stretch(holding.certain) or "none",
        _stretch(holding.possible) or "none",
        holding.opened_by or not_recorded_text(report.case, "start not recorded"),
        listed(holding.ended_by, "or") or not_recorded_text(report.case, "end not recorded"),
    )


def _stretch(days: Days | None) -> str:
    return f"{stretch_text(*days)} ({counted(days_in([days]), 'day')})" if days else ""


def _days_sentences(report: Report, days: HoldingDays) -> Iterator[str]:
    sectors = listed([report.case.vocabulary.sectors[sector].label.lower() for sector in days.sectors])
    yield f"Of the sectors {sectors}:"
    in_hand = left_text(report.case, "a request is in hand, which is not holding")
    for said, certain, possible in (
        ("nobody is recorded as holding the case", days.nobody, days.possibly_nobody),
        (left_text(report.case, "several are recorded as holding it"), days.several, days.possibly_several),
        (in_hand, days.in_hand, days.possibly_in_hand),
    ):
        both = range_text(days_in(certain), days_in(possible), "day") if possible else "no day"
        stretches = listed([text for stretch in possible[:20] if (text := _stretch(stretch))])
        perhaps = "" if certain == possible else "possibly "
        yield f"On {both} {said}" + (f": {perhaps}{stretches}." if possible else ".")
    yield f"No record is not a record of nothing: {report.returns.of_all(report.case.scope)[0]}."


def findings(report: Report) -> Iterator[Block]:
    """How much of each is found; then every finding with its statements, and in footnotes what they rest on.

    Of a finding that has more statements than anybody reads on paper the first are told, and where the others are.
    """
    yield body(
        "Each finding is a pattern in what the supplied sources record. Footnotes say how a statement is cited, and on "
        "which contacts and sources it rests."
    )
    found = [(finding.title, str(len(finding.statements))) for finding in report.findings]
    yield grid(
        ("Finding", "Statements"), found, "The findings, and how many statements each makes", ["Statements"]
    )
    for finding in report.findings:
        yield Heading(finding.title)
        yield quiet(finding.definition)
        if not finding.statements:
            yield body(getattr(finding, "absent", "") or "Nothing on record.")
            continue
        for statement in finding.statements[:MOST_STATEMENTS]:
            yield Paragraph((statement.sentence, Footnote(evidence(report, statement))))
        if len(finding.statements) > MOST_STATEMENTS:
            yield quiet(
                f"These are the first {MOST_STATEMENTS:,} of {len(finding.statements):,} statements. "
                f"`explorer findings CASE {finding.name} -o {finding.name}.xlsx` writes them all."
            )


def evidence(report: Report, statement: Statement) -> str:
    """What a statement rests on, for a footnote: its citation, contacts with sources and places, basis, dates.

    Where it rests on many contacts the places would fill the page: they stand in the chronology.
    """
    contacts = [report.case.contacts[contact] for contact in statement.contacts]
    if contacts and len(contacts) <= MOST_PLACED:
        rests = ". ".join(f"{contact.id}: {places_text(contact) or 'no source'}" for contact in contacts)
    else:
        cited = [contact.id for contact in contacts[:MOST_CITED]]
        more = len(contacts) - len(cited)
        ids = ", ".join(cited) + (f" and {more:,} more" if more else "")
        places = "; their places stand in the chronology" if contacts else ""
        rests = ". ".join(filter(None, (ids, f"Sources {', '.join(statement.sources)}" + places)))
    dates = ["uncertain"] * statement.rests_on_uncertain_date + [
        "doubtful"
    ] * statement.rests_on_doubtful_date
    also = [
        f"the lowest basis is {statement.basis}" if statement.basis != "recorded" else "",
        f"rests on {listed(dates)} dates" if dates else "",
        f"could have been held by {', '.join(statement.returns)}" if statement.returns else "",
    ]
    said = "; ".join(filter(None, also))
    return " ".join(
        f"{part}." for part in (f"[{statement.cite}] {rests}", said[:1].upper() + said[1:]) if part
    )
