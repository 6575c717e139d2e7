"""Journeys that came back to an organisation they had left: A to B to A is the shortest. A second letter to the same
organisation, or its own next step, is no return."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from explorer.journeys import Journey
from explorer.routes import runs
from explorer.statements import Option, Options, Statement, Told
from explorer.wording import a_kind, brief, cited, joined, party_text

if TYPE_CHECKING:
    from explorer.report import Report

NAME, TITLE, RANK, VERSION = "returns", "Journeys that came back", 50, 2
OPTIONS: dict[str, Option] = {}


def find(report: Report, options: Options) -> Iterator[Statement]:
    """A statement a contact that brought a journey back, subject by subject."""
    for subject in report.case.subjects:
        told: set[tuple[str, str]] = set()
        for journey in report.journeys:
            for contact, organisation in journey.returns:
                if subject in report.case.contacts[contact].about and (contact, organisation) not in told:
                    told.add((contact, organisation))
                    yield _statement(report, subject, journey, contact, organisation)


def _statement(
    report: Report, subject: str, journey: Journey, contact_id: str, organisation: str
) -> Statement:
    case = report.case
    contact, way = case.contacts[contact_id], _way(report, journey, contact_id, organisation)
    contacts = [case.contacts[step] for step in way]
    told = Told(report, NAME, subject, contacts)
    name = case.party_name(organisation)
    sender = party_text(case, contact.sender)
    by = f"came back to {name} with {cited(contact)}, {a_kind(contact)} from {sender}"
    if organisation == contact.sender:
        by = f"came back to {name}, which made {cited(contact)}, {a_kind(contact)}"
    parties = [
        party
        for step in contacts
        for party in (step.sender, *(p for p in step.receivers if step is not contact or p == organisation))
        if party and case.parties[party].is_organisation
    ]
    route = [case.party_name(party) for party in runs(parties)]
    told.values = [("organisation", organisation), ("journey", journey.id)]
    return told.says(
        joined(
            f"The journey from {brief(case.contacts[journey.id])} {by}", f"it went from {' to '.join(route)}"
        ),
        (contact_id, organisation) if len(contact.receivers) > 1 else (contact_id,),
    )


def _way(report: Report, journey: Journey, contact: str, organisation: str) -> list[str]:
    """Back along the links from a contact to the last one before it that the organisation was a party to."""
    case, inside = report.case, set(journey.contacts)
    came_by, waiting, seen = {contact: ""}, [contact], {contact}
    while waiting:
        at = waiting.pop(0)
        if at != contact and organisation in case.contacts[at].parties:
            way = [at]
            while way[-1] != contact:
                way.append(came_by[way[-1]])
            return way
        for earlier in case.contacts[at].follows:
            if earlier in inside and earlier not in seen:
                seen.add(earlier)
                came_by[earlier] = at
                waiting.append(earlier)
    return [contact]
