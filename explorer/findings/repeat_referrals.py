"""Requests about one subject that came to the same organisation again: how many, from whom, the days between one
and the next, and what became of each. Requests of every kind that asks, from anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from explorer.case import Contact
from explorer.dates import Bounds, days_between, describe
from explorer.requests import Referral, referrals_about, steps_text
from explorer.statements import Option, Options, Statement, Told
from explorer.wording import (
    cited,
    counted,
    days_apart,
    days_text,
    each,
    joined,
    listed,
    party_text,
    some,
    who_text,
)

if TYPE_CHECKING:
    from explorer.report import Report

NAME, TITLE, RANK, VERSION = "repeat-referrals", "Repeat referrals", 10, 3
OPTIONS = {"least_requests": Option(2, "Requests to one organisation, at least.", "requests", 2)}


def find(report: Report, options: Options) -> Iterator[Statement]:
    """A statement an organisation, in the order of its first request, subject by subject."""
    for subject in report.case.subjects:
        received: dict[str, list[Referral]] = {}
        for referral in referrals_about(report, subject):
            if report.case.parties[referral.receiver].is_organisation:
                received.setdefault(referral.receiver, []).append(referral)
        for found in received.values():
            if len(found) >= int(options["least_requests"]):
                yield _statement(report, subject, found)


def _statement(report: Report, subject: str, found: list[Referral]) -> Statement:
    case, receiver = report.case, found[0].receiver
    contacts = [referral.contact for referral in found]
    outcomes = [step for referral in found for step in referral.state.outcomes]
    told = Told(report, NAME, subject, contacts, outcomes, dates=list(contacts))
    senders = Counter(party_text(case, contact.sender) for contact in contacts)
    kinds = {contact.kind.plural.lower() for contact in contacts}
    what = kinds.pop() if len(kinds) == 1 else "requests"
    whom = (
        [f"{sender} ({number})" for sender, number in senders.items()] if len(senders) > 1 else list(senders)
    )
    parts = [_part(report, subject, found, at) for at in range(len(found))]
    unanswered = [referral for referral in found if not referral.state.outcomes]
    clause, told.returns = "", []
    if unanswered:
        clause, returns = report.returns.that_could_hold([receiver], _span(unanswered), "these dates")
        told.returns += returns
    told.values = [
        ("receiver", receiver),
        ("requests", len(found)),
        ("senders", len({contact.sender for contact in contacts})),
        ("no_outcome", len(unanswered)),
    ]
    sentence = (
        f"The supplied sources record {counted(len(found), 'request', what)} about {who_text(case, subject)} to "
        f"{case.party_name(receiver)}, from {listed(some(whom))}: {each(some(parts))}"
    )
    return told.says(
        joined(sentence, clause), (contacts[0].id, receiver) if len(contacts[0].receivers) > 1 else ()
    )


def _part(report: Report, subject: str, found: list[Referral], at: int) -> str:
    """``C23, 1 February 2021, 424 days later: closed, date not recorded``"""
    referral = found[at]
    contact = referral.contact
    when = describe(contact.date)
    if at and contact.date and found[at - 1].contact.date:
        before = found[at - 1].contact
        if report.is_certainly_before(before.id, contact.id):
            when += f", {days_text(days_between(before.bounds, contact.bounds))} later"
        else:
            when += f", {_apart(before, contact)}"
    return f"{cited(contact)}, {when}: {steps_text(report, referral, subject)}"


def _apart(before: Contact, contact: Contact) -> str:
    """How far apart two are whose order the dates do not tell: ``within 60 days of C31``."""
    least, most = days_apart(before.bounds, contact.bounds)
    if not most:
        return "the same day"
    how_far = f"{days_text((least, most))} from" if least else f"within {counted(most, 'day')} of"
    return f"{how_far} {cited(before)}"


def _span(found: list[Referral]) -> Bounds:
    first = min(referral.contact.bounds.first_day for referral in found)
    last = max(referral.contact.bounds.last_day for referral in found)
    return Bounds(first, last, first, last)
