"""The tables of what was worked out: journeys, ways, holding, findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from explorer.dates import iso_day
from explorer.holding import HOLDS, Holding
from explorer.holding_days import HoldingDays, days_in
from explorer.journeys import Journey
from explorer.paths import Ways
from explorer.statements import Finding, Statement
from explorer.tables import Cell, Column, Table, names_of, of_case
from explorer.withheld import is_known_to_stop, not_recorded_text

if TYPE_CHECKING:
    from explorer.case import Case
    from explorer.report import Report


def journeys_table(report: Report, journeys: Iterable[Journey] | None = None) -> Table:
    """The journeys given (none: all), a row a contact of a journey, in the order of a walk down each tree."""
    case = report.case
    rows: list[tuple[Cell, ...]] = []
    for journey in report.journeys if journeys is None else journeys:
        returns = dict(journey.returns)
        for step in journey.steps:
            contact = case.contacts[step.contact]
            states = [report.requests[edge] for edge in contact.edges if edge in report.requests]
            stops = [_stop_text(case, edge) for edge in contact.edges if edge in journey.stops]
            least, most = step.wait_days or (None, None)
            rows.append(
                (journey.id, contact.id, step.depth, contact.date, contact.kind.label,
                 case.party_name(contact.sender), names_of(case, contact.receivers), step.after, step.also_follows,
                 step.is_inferred, least, most, step.is_handoff, tuple(state.said_as for state in states),
                 tuple(stops), case.party_name(returns.get(contact.id, "")), contact.basis)
            )  # fmt: skip
    columns = (
        Column("journey", "Journey", "text", "The id of its first contact.", in_head=True),
        Column("id", "Id", "text", "The contact.", in_head=True),
        Column("depth", "Depth", "number", "Steps from the first contact.", "steps"),
        Column("date", "Date", "date", "When it happened, as surely as the sources say.", in_head=True),
        Column("kind", "Kind", "text", "What kind of contact it is.", in_head=True),
        Column("from", "From", "text", "Who made the contact.", in_head=True),
        Column("to", "To", "list", "Who received it.", in_head=True),
        Column("after", "After", "text", "The contact that it follows in this journey; blank for the first."),
        Column("also_follows", "Also follows", "list", "Other contacts that it follows."),
        Column("inferred_link", "Link inferred", "yes-no", "yes: that it follows is inferred.", usual="no"),
        Column(
            "least_wait_days", "Waited, least", "number", "From start to start; blank: not dated.", "days"
        ),
        Column("most_wait_days", "Waited, most", "number", "From start to start; blank: not dated.", "days"),
        Column("handoff", "Handoff", "yes-no", "From one organisation to another.", usual="no"),
        Column("state", "State", "list", "What became of a request at each receiver, as recorded."),
        Column("stopped_at", "Stopped at", "list", "Receivers with no onward request on record."),
        Column(
            "returned_to", "Came back to", "text", "The organisation to which it brought the journey back."
        ),
        Column("basis", "Basis", "text", "recorded, reported or inferred.", usual="recorded"),
    )
    return of_case(Table("journeys", "Journeys", columns, tuple(rows)), case)


def _stop_text(case: Case, edge: tuple[str, str]) -> str:
    name = case.party_name(edge[1])
    return name if is_known_to_stop(case, *edge) else f"{name} (not stated, records withheld)"


def ways_table(report: Report, ways: Ways) -> Table:
    """The ways found, a row a contact of a way."""
    case = report.case
    rows: list[tuple[Cell, ...]] = []
    for number, way in enumerate(ways.ways, start=1):
        for place, contact_id in enumerate(way.contacts):
            contact = case.contacts[contact_id]
            link = way.links[place - 1] if place else ""
            rows.append(
                (number, contact_id, contact.date, contact.kind.label, case.party_name(contact.sender),
                 names_of(case, contact.receivers), link, way.is_certain, contact.basis)
            )  # fmt: skip
    columns = (
        Column("way", "Way", "number", "The number of the way.", in_head=True),
        Column("id", "Id", "text", "The contact.", in_head=True),
        Column("date", "Date", "date", "When it happened, as surely as the sources say.", in_head=True),
        Column("kind", "Kind", "text", "What kind of contact it is.", in_head=True),
        Column("from", "From", "text", "Who made the contact.", in_head=True),
        Column("to", "To", "list", "Who received it.", in_head=True),
        Column(
            "link", "Link", "text", "follows (recorded), after (by its dates), possibly after; blank: first."
        ),
        Column("certain", "Certain", "yes-no", "no: a link of this way is only possible."),
        Column("basis", "Basis", "text", "recorded, reported or inferred.", usual="recorded"),
    )
    return of_case(Table("path", "Ways on record", columns, tuple(rows)), case)


def holding_table(report: Report, days: Iterable[HoldingDays] | None = None) -> Table:
    """Every holding and request in hand, then the days nobody and several held the case, for the sectors of the
    case or those of ``days``."""
    case = report.case
    rows = [_holding_row(report, holding) for holding in report.holdings]
    for of_subject in report.holding_days.values() if days is None else days:
        subject = case.party_name(of_subject.subject)
        sectors = tuple(case.vocabulary.sectors[sector].label for sector in of_subject.sectors)
        for what, certain, possible in (
            ("nobody", of_subject.nobody, of_subject.possibly_nobody),
            ("several", of_subject.several, of_subject.possibly_several),
        ):
            for is_certain, stretches in ((True, certain), (False, possible)):
                for first, last in stretches:
                    ends = (iso_day(first), iso_day(last), days_in([(first, last)]))
                    blank = ("", "", None)
                    rows.append(
                        (what, subject, "", "", *(ends if is_certain else blank), *(blank if is_certain else ends),
                         "", (), sectors, "")
                    )  # fmt: skip
    columns = (
        Column("what", "What", "text", "holds, in hand (a request), nobody, or several.", in_head=True),
        Column("subject", "Subject", "text", "Whose case."),
        Column("party", "Organisation", "text", "Who held it.", in_head=True),
        Column(
            "contact", "Contact", "text", "The request, or the contact that opened or ended it.", in_head=True
        ),
        Column("certain_first", "Certain from", "text", "First certain day; blank: none is."),
        Column("certain_last", "Certain to", "text", "Last certain day."),
        Column("certain_days", "Certain days", "number", "Both end days counted.", "days"),
        Column("possible_first", "Possible from", "text", "First possible day."),
        Column("possible_last", "Possible to", "text", "Last possible day."),
        Column("possible_days", "Possible days", "number", "Both end days counted.", "days"),
        Column(
            "opened_by",
            "Opened by",
            "text",
            not_recorded_text(case, "A contact or an outcome; blank: its start is not recorded") + ".",
        ),
        Column(
            "ended_by",
            "Ended by",
            "list",
            not_recorded_text(case, "Contacts or outcomes; blank: its end is not recorded") + ".",
        ),
        Column("sectors", "Sectors", "list", "The sectors whose holdings count, for nobody and several."),
        Column("basis", "Basis", "text", "The lowest of what it rests on.", usual="recorded"),
    )
    return of_case(Table("holding", "Holding", columns, tuple(rows)), case)


def _holding_row(report: Report, holding: Holding) -> tuple[Cell, ...]:
    case = report.case
    days: list[Cell] = []
    for stretch in (holding.certain, holding.possible):
        days += [iso_day(stretch[0]), iso_day(stretch[1]), days_in([stretch])] if stretch else ["", "", None]
    return (
        "holds" if holding.what == HOLDS else "in hand", case.party_name(holding.subject),
        case.party_name(holding.party), holding.contact, *days, holding.opened_by, holding.ended_by, (),
        holding.basis,
    )  # fmt: skip


def findings_table(report: Report, findings: Sequence[Finding] | None = None) -> Table:
    """Every statement of the findings given (none: all, with default options), a row each."""
    case = report.case
    rows = tuple(
        _statement_row(finding, statement, case.party_name(statement.subject))
        for finding in (report.findings if findings is None else findings)
        for statement in finding.statements
    )
    columns = (
        Column("cite", "Cited as", "text", "How reports cite it.", in_head=True),
        Column("finding", "Finding", "text", "The name of the finding."),
        Column("title", "Title", "text", "The title of the finding."),
        Column("version", "Version", "number", "The version of the finding."),
        Column("subject", "Subject", "text", "Whom it is about."),
        Column("sentence", "Statement", "text", "What the supplied sources record.", is_wide=True),
        Column("contacts", "Contacts", "list", "The contacts it rests on."),
        Column("source", "Source", "list", "The sources it rests on."),
        Column("basis", "Basis", "text", "The lowest of what it rests on.", usual="recorded"),
        Column(
            "uncertain",
            "Rests on an uncertain date",
            "yes-no",
            "yes: other days could change it.",
            usual="no",
        ),
        Column("doubtful", "Rests on a doubtful date", "yes-no", "yes: a source doubts a date.", usual="no"),
        Column("conflicting", "Sources differ on", "list", "Contacts on which its sources differ."),
        Column("returns", "Could have held it", "list", "Returns that could have held what is absent."),
        Column("options", "Options", "list", "The options used."),
        Column("values", "Values", "list", "Its numbers, as name=value."),
    )
    return of_case(Table("findings", "Findings", columns, rows), case)


def _statement_row(finding: Finding, statement: Statement, subject: str) -> tuple[Cell, ...]:
    def told(pairs: Iterable[tuple[str, object]]) -> tuple[str, ...]:
        words = {True: "yes", False: "no", None: ""}
        return tuple(
            f"{name}={words[value] if value is None or isinstance(value, bool) else value}"
            for name, value in pairs
        )

    return (
        statement.cite, finding.name, finding.title, finding.version, subject, statement.sentence,
        statement.contacts, statement.sources, statement.basis, statement.rests_on_uncertain_date,
        statement.rests_on_doubtful_date, statement.conflicting, statement.returns,
        told(finding.options), told(statement.values),
    )  # fmt: skip
