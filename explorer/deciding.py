"""Decisions on record: outcomes that end or settle a request, and contacts whose kind is itself a decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explorer.case import Case, Contact, Outcome
from explorer.dates import Bounds


@dataclass(frozen=True, slots=True)
class DecisionPoint:
    """A decision of ``party``. ``contact`` is the request it decides, with ``outcome``; or the deciding contact
    itself, and ``outcome`` is ``None``. ``bounds`` are those of one day."""

    party: str
    contact: Contact
    outcome: Outcome | None
    bounds: Bounds

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
                    yield DecisionPoint(receiver, contact, outcome, _bounds(case, contact, receiver, outcome))
        if contact.kind.decides and contact.sender:
            first, latest, _, _ = contact.bounds
            yield DecisionPoint(contact.sender, contact, None, Bounds(first, latest, first, latest))


def _bounds(case: Case, contact: Contact, receiver: str, outcome: Outcome) -> Bounds:
    first, last = contact.bounds.first_day, outcome.bounds.last_day
    if outcome.date:
        first = max(first, outcome.bounds.first_day)
    else:
        later = (case.contacts[follower] for follower in case.followed_by.get(contact.id, ()))
        last = next((follower.bounds.last_day for follower in later if follower.sender == receiver), last)
    last = max(first, last)
    return Bounds(first, last, first, last)
