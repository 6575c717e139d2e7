"""Requests that were passed on, or ended with the receiver sending the case on to others, where nobody is recorded
as receiving it or taking it on; and contacts on record that are not in the return of the organisation they were sent
to, though that return covers their date. As a receipt counts an outcome other than no response, a date of receipt, the
receiver's own account of it, or a contact that the receiver made because of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from explorer.case import Contact
from explorer.journeys import sent_on
from explorer.links import arrival
from explorer.requests import Referral, referrals_about
from explorer.statements import Option, Options, Statement, Told
from explorer.wording import (
    brief,
    cited_within,
    counted,
    joined,
    listed,
    outcome_text,
    party_text,
    request_text,
    some,
)

if TYPE_CHECKING:
    from explorer.report import Report

NAME, TITLE, RANK, VERSION = "passed-on", "Passed on, no receipt recorded", 60, 1
OPTIONS: dict[str, Option] = {}

Edge = tuple[Contact, str]


def find(report: Report, options: Options) -> Iterator[Statement]:
    """A statement a request passed on, then a contact not in its receiver's return, subject by subject."""
    for subject in report.case.subjects:
        for referral in referrals_about(report, subject):
            if referral.state.outcomes and referral.state.outcomes[-1].term.ends:
                yield from _onward(report, subject, referral)
        for contact in report.contacts:
            if subject in contact.about and contact.is_counted and not contact.never_received:
                yield from _not_in_return(report, subject, contact)


def _onward(report: Report, subject: str, referral: Referral) -> Iterator[Statement]:
    case, contact = report.case, referral.contact
    last = referral.state.outcomes[-1]
    sent = [case.contacts[later] for later in sent_on(case, contact.id, referral.receiver)]
    edges = [
        (later, receiver)
        for later in sent
        if subject in later.about and (later.kind.asks or last.term.onward)
        for receiver in later.receivers
        if not case.parties[receiver].is_person
    ]
    silent = [edge for edge in edges if not _is_received(report, *edge)]
    if silent or (not edges and last.term.onward):
        yield _passed_on(report, subject, referral, edges, silent)


def _is_received(report: Report, contact: Contact, receiver: str) -> bool:
    case = report.case
    if contact.never_received:
        return False
    steps = case.outcomes_of.get((contact.id, receiver), ())
    acted = [
        later for later in case.followed_by.get(contact.id, ()) if case.contacts[later].sender == receiver
    ]
    own = [source for source in contact.sources if case.sources[source].party == receiver]
    return bool(contact.received or acted or own or any(step.term.group != "no response" for step in steps))


def _passed_on(
    report: Report, subject: str, referral: Referral, edges: list[Edge], silent: list[Edge]
) -> Statement:
    case, contact = report.case, referral.contact
    last = referral.state.outcomes[-1]
    told = Told(report, NAME, subject, [contact, *(edge[0] for edge in silent)], [last])
    told.values = [("passed_on_to", len(edges)), ("without_receipt", len(silent))]
    head = f"{request_text(case, contact, referral.receiver)}: {outcome_text(last)}"
    if not edges:
        clause, returns = report.returns.that_could_hold([referral.receiver], arrival(contact))
        told.returns += returns
        return told.says(joined(f"{head}; to whom it went on is not recorded", clause), referral.cite)
    names = [f"{party_text(case, party)} ({cited_within(later)})" for later, party in silent]
    clause, returns = report.returns.that_could_hold(
        [party for _, party in silent], arrival(silent[0][0]), "that date"
    )
    told.returns += returns
    if len(silent) == len(edges):
        said = f"it was passed to {listed(some(names))}, and "
        said += "neither" if len(silent) == 2 else "none of them" if len(silent) > 2 else "nobody there"
    else:
        said = f"it was passed to {counted(len(edges), 'organisation')}, of which {listed(some(names))}"
        said += " are not" if len(silent) > 1 else " is not"
        return told.says(
            joined(head, f"{said} recorded as receiving it or taking it on", clause), referral.cite
        )
    return told.says(
        joined(head, f"{said} is recorded as receiving it or taking it on", clause), referral.cite
    )


def _not_in_return(report: Report, subject: str, contact: Contact) -> Iterator[Statement]:
    case = report.case
    if not contact.sender or case.parties[contact.sender].is_person:
        return
    for receiver in contact.receivers:
        covering = report.returns.covering(receiver, arrival(contact)) if contact.date else ()
        told_by = {case.sources[source].party for source in contact.sources}
        if not covering or not contact.sources or receiver in told_by or contact.sender == receiver:
            continue
        told = Told(report, NAME, subject, [contact], dates=[contact])
        told.returns += [source.id for source in covering]
        told.values = [("receiver", receiver), ("not_in_return", True)]
        name = case.party_name(receiver)
        returns = listed([source.id for source in covering])
        sentence = (
            f"{brief(contact)} from {party_text(case, contact.sender)} to {name} is in {listed(contact.sources)} and "
            f"not in the return of {name} ({returns}), which covers its date"
        )
        yield told.says(joined(sentence), (contact.id, receiver, "return"))
