"""Days on which no organisation of the chosen sectors is recorded as holding the case: from an outcome accepted or
joint, or a contact whose kind opens a holding, to its end. Days with a request in hand, which is not holding, are told
apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from explorer.case import Case
from explorer.holding_days import HoldingDays, days_in, holding_days
from explorer.lookup import sector_called
from explorer.statements import Option, Options, Statement, Told
from explorer.withheld import left_text
from explorer.wording import counted, joined, listed, range_text, share_text, some, stretch_text, who_text

if TYPE_CHECKING:
    from explorer.report import Report

NAME, TITLE, RANK, VERSION = "nobody-holding", "Days nobody is recorded as holding the case", 100, 3
OPTIONS = {
    "sectors": Option("", "Sectors whose holdings count, separated by commas; blank: those of the case."),
    "least_days": Option(28, "Days of a stretch that is named, at least.", "days", 1),
}


def find(report: Report, options: Options) -> Iterator[Statement]:
    """One statement a subject; none where a chosen organisation certainly held it every day."""
    if not report.case.has_days:
        return
    named = [part for part in str(options["sectors"]).split(",") if part.strip()]
    sectors = tuple(dict.fromkeys(sector_called(report.case, part) for part in named))
    for subject in report.case.subjects:
        days = holding_days(report.case, report.holdings, subject, sectors)
        if days.possibly_nobody and any(subject in contact.about for contact in report.contacts):
            yield _statement(report, days, int(options["least_days"]))


A_REQUEST = "a request, which is not holding the case, was in hand at one of them"


def _statement(report: Report, days: HoldingDays, least_days: int) -> Statement:
    case, subject = report.case, days.subject
    told = _told(report, days)
    labels = [case.vocabulary.sectors[sector].label.lower() for sector in days.sectors]
    clause, returns = report.returns.that_could_hold(_organisations(report, days), case.scope, "these days")
    told.returns += returns
    all_days = days_in([(case.scope.first_day, case.scope.last_day)])
    least, most = days_in(days.nobody), days_in(days.possibly_nobody)
    told.values = [("days", all_days), ("nobody", least), ("possibly_nobody", most)]
    stretches = [stretch for stretch in days.possibly_nobody if days_in([stretch]) >= least_days]
    named = [f"{stretch_text(*stretch)} ({counted(days_in([stretch]), 'day')})" for stretch in stretches]
    perhaps = "" if least == most else "possibly "
    in_hand = (days_in(days.in_hand), days_in(days.possibly_in_hand))
    return told.says(
        joined(
            f"{_days_text(case, least, most, all_days)}, no organisation of the sectors {listed(labels, 'or')} is "
            f"recorded as holding {who_text(case, subject)}'s case",
            f"{perhaps}in stretches: {listed(some(named))}"
            if named and len(days.possibly_nobody) > 1
            else "",
            left_text(case, f"{A_REQUEST} on {range_text(*in_hand, 'day')}") if in_hand[1] else "",
            clause or report.returns.of_all(case.scope)[0],
        ),
        (subject,),
    )


def _told(report: Report, days: HoldingDays) -> Told:
    """What it rests on: the contacts and outcomes of the holdings and requests in hand of these sectors."""
    case = report.case
    ours = [
        holding
        for holding in report.holdings
        if holding.subject == days.subject and case.parties[holding.party].sector.id in days.sectors
    ]
    edges = dict.fromkeys((holding.contact, holding.party) for holding in ours)
    outcomes = [step for edge in edges for step in case.outcomes_of.get(edge, ())]
    told = Told(report, NAME, days.subject, [case.contacts[contact] for contact, _ in edges], outcomes)
    told.dates = [*told.contacts, *outcomes] if days.nobody != days.possibly_nobody else []
    return told


def _days_text(case: Case, least: int, most: int, all_days: int) -> str:
    """``On all 31 days from ... to ...``, ``On between 3 and 21 of the 31 days ..., as their dates are not exact``"""
    scope = stretch_text(case.scope.first_day, case.scope.last_day)
    days = f"{share_text(most, all_days, 'day')} from {scope}"
    if least == most:
        return f"On {days}"
    of = f"of the {counted(all_days, 'day')} from {scope}"
    number = f"between {least:,} and {most:,}" if least else f"at most {most:,}"
    return f"On {number} {of}, as not all dates are exact"


def _organisations(report: Report, days: HoldingDays) -> list[str]:
    """Those of the chosen sectors that have contacts about the subject, or a return among the sources."""
    case = report.case
    met = {party for contact in report.contacts if days.subject in contact.about for party in contact.parties}
    met |= set(report.returns.of)
    return [
        party.id
        for party in case.parties.values()
        if party.id in met and party.is_organisation and party.sector.id in days.sectors
    ]
