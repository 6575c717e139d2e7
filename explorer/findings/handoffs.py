"""The journeys through the most organisations: how many, by how many handoffs (contacts from one organisation to
another), and what is recorded of each request with no onward request, which is where it stopped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from explorer.journeys import Journey
from explorer.links import arrival
from explorer.statements import Option, Options, Statement, Told
from explorer.wording import brief, cited_within, counted, each, joined, listed, party_text, some

if TYPE_CHECKING:
    from explorer.report import Report

NAME, TITLE, RANK, VERSION = "handoffs", "Journeys through the most organisations", 40, 2
OPTIONS = {
    "least_organisations": Option(3, "Organisations a journey goes through, at least.", "organisations", 2),
    "most_journeys": Option(10, "Journeys told, those through most organisations first.", "journeys", 1),
}


def find(report: Report, options: Options) -> Iterator[Statement]:
    """A statement a journey, through most organisations first, subject by subject."""
    for subject in report.case.subjects:
        found = []
        for journey in report.journeys:
            parties = _organisations(report, journey, subject)
            if journey.handoffs and len(parties) >= int(options["least_organisations"]):
                found.append((-len(parties), report.case.place_of[journey.id], journey, parties))
        found.sort(key=lambda item: item[:2])
        for _, _, journey, parties in found[: int(options["most_journeys"])]:
            yield _statement(report, subject, journey, parties)


def _organisations(report: Report, journey: Journey, subject: str) -> list[str]:
    """In order of first appearance, those of contacts about the subject."""
    case = report.case
    contacts = [case.contacts[contact] for contact in journey.contacts]
    parties = dict.fromkeys(
        party for contact in contacts if subject in contact.about for party in contact.parties
    )
    return [party for party in parties if case.parties[party].is_organisation]


def _statement(report: Report, subject: str, journey: Journey, parties: list[str]) -> Statement:
    case = report.case
    contacts = [case.contacts[c] for c in journey.contacts if subject in case.contacts[c].about]
    handoffs = [
        step.contact
        for step in journey.steps
        if step.is_handoff and subject in case.contacts[step.contact].about
    ]
    stops = [stop for stop in journey.stops if subject in case.contacts[stop[0]].about]
    states = [report.requests[stop] for stop in stops]
    told = Told(report, NAME, subject, contacts, [step for state in states for step in state.outcomes])
    told.values = [("organisations", len(parties)), ("handoffs", len(handoffs)), ("stops", len(stops))]
    names = [case.party_name(party) for party in parties]
    alike: dict[str, list[str]] = {}
    for state in states:
        at = f"{party_text(case, state.receiver)} ({cited_within(case.contacts[state.contact])})"
        alike.setdefault(state.said_as, []).append(at)
    said = [f"to {listed(some(at))}: {said_as}" for said_as, at in alike.items()]
    blank = [state for state in states if not state.outcomes]
    clause = ""
    if blank:
        days = arrival(case.contacts[blank[0].contact])
        clause, returns = report.returns.that_could_hold(
            [s.receiver for s in blank], days, "the date of that request"
        )
        told.returns += returns
    return told.says(
        joined(
            f"The journey from {brief(case.contacts[journey.id])} involves "
            f"{counted(len(parties), 'organisation')} and {counted(len(handoffs), 'handoff')} from one to another: "
            f"{listed(some(names))}",
            f"its last requests on record, {each(some(said))}" if said else "no request is part of it",
            clause,
        ),
        (journey.id,),
    )
