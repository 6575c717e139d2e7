"""Decisions on record: outcomes that end or settle a request, and contacts whose kind is itself a decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explorer.case import Case, Contact, Outcome
from explorer.dates import Bounds


@dataclass(frozen=True, slots=True)
class DecisionPoint:
    """A decision of ``party``. ``contact`` is the request it decides, with ``outcome``; or the deciding contact
    itself, and ``outcome`` is ``None``. ``bounds`` are those of one day. ``until`` is the contact that an outcome
    with no date is taken to be no later than."""

    party: str
    contact: Contact
    outcome: Outcome | None
    bounds: Bounds
    until: Contact | None = None

    @property
    def is_dated(self) -> bool:
        """Is a date recorded for it?"""
        return bool(self.outcome.date if self.outcome else self.contact.date)


def decision_points(case: Case) -> Iterator[DecisionPoint]:
    """Every decision on record, those of one contact in order, in chronological order of the contacts.

    An outcome with no date is taken to lie from the request's first day to the first contact of the receiver that
    follows the request, else to the end of the scope (design section 7). Cost: linear.
    """
    for contact in case.contacts.values():
        for receiver in contact.receivers:
            for outcome in case.outcomes_of.get((contact.id, receiver), ()):
                if outcome.term.settles:
                    until = None if outcome.date else _first_that_follows(case, contact, receiver)
                    bounds = _bounds(contact, outcome, until)
                    yield DecisionPoint(receiver, contact, outcome, bounds, until)
        if contact.kind.decides and contact.sender:
            first, latest, _, _ = contact.bounds
            yield DecisionPoint(contact.sender, contact, None, Bounds(first, latest, first, latest))


def _first_that_follows(case: Case, contact: Contact, receiver: str) -> Contact | None:
    """The receiver's contact that follows a request and has begun by the earliest day."""
    later = (case.contacts[follower] for follower in case.followed_by.get(contact.id, ()))
    sent = [follower for follower in later if follower.sender == receiver]
    return min(sent, key=lambda follower: follower.bounds.latest_start, default=None)


def _bounds(contact: Contact, outcome: Outcome, until: Contact | None) -> Bounds:
    first, last = contact.bounds.first_day, outcome.bounds.last_day
    if outcome.date:
        first = max(first, outcome.bounds.first_day)
    elif until:
        last = until.bounds.latest_start
    last = max(first, last)
    return Bounds(first, last, first, last)
