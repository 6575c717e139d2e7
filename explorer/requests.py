"""What findings ask of requests: those to organisations about one subject, their words, their decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.case import Contact, Outcome
from explorer.dates import Bounds
from explorer.journeys import RequestState
from explorer.links import arrival
from explorer.wording import outcome_text, seen_before, who_text

if TYPE_CHECKING:
    from explorer.report import Report


@dataclass(frozen=True, slots=True)
class Referral:
    """A request to an organisation, at one of its receivers."""

    contact: Contact
    receiver: str
    state: RequestState

    @property
    def cite(self) -> tuple[str, ...]:
        """What tells it from others: the contact, and the receiver where there are several."""
        is_one = len(self.contact.receivers) < 2
        return (self.contact.id,) if is_one else (self.contact.id, self.receiver)

    @property
    def decision(self) -> Outcome | None:
        """The first outcome that settles it, or ``None``."""
        return next((step for step in self.state.outcomes if step.term.settles), None)

    @property
    def has_ended(self) -> bool:
        """Was it, as last recorded, ended or closed by its receiver?"""
        return self.state.group == "ended"


def referrals_about(report: Report, subject: str) -> Iterator[Referral]:
    """The requests to organisations (nobody in particular among them) about a subject, in chronological order."""
    case = report.case
    for (contact_id, receiver), state in report.requests.items():
        contact = case.contacts[contact_id]
        if subject in contact.about and not case.parties[receiver].is_person:
            yield Referral(contact, receiver, state)


def not_before_request(outcome: Outcome, request: Contact) -> Bounds:
    """The bounds of an outcome, none of its days before the request can have arrived."""
    first = max(outcome.bounds.first_day, arrival(request).first_day)
    last = max(first, outcome.bounds.last_day)
    return Bounds(first, last, first, last)


def steps_text(report: Report, referral: Referral, subject: str) -> str:
    """What became of it, with every step: ``closed on 9 March 2020 (the subject was seen before that)``."""
    if referral.contact.never_received:
        return "recorded as never received"
    if not referral.state.outcomes:
        return "no outcome recorded"
    steps = [f"{outcome_text(step)}{seen_text(report, step, subject)}" for step in referral.state.outcomes]
    return ", then ".join(steps)


def seen_text(report: Report, outcome: Outcome, subject: str) -> str:
    """What the sources say of seeing the subject before an outcome, as the end of a phrase; '' for nothing."""
    who = who_text(report.case, subject)
    if sources_differ_on_seen(outcome):
        return f" (the sources differ on whether {who} was seen before that)"
    return seen_before(outcome.seen, who)


def sources_differ_on_seen(outcome: Outcome) -> bool:
    """Does one account say that the subject was seen before it, and another that they were not?"""
    return len({account.seen for account in outcome.accounts if account.seen}) > 1
