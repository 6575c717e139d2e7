"""What opens a holding, and what may end it: outcomes of a request, and contacts whose kind says so.

Definitions: design section 8; days are ordinals.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explorer.case import Case, Contact, Outcome
from explorer.dates import Bounds
from explorer.links import arrival


@dataclass(frozen=True, slots=True)
class End:
    """What may end a holding. ``is_after``: certainly not before the start, whatever the dates."""

    bounds: Bounds
    said: str
    basis: str
    is_after: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a holding: an outcome of a request (``contact``), or a contact by its kind (``by_kind``)."""

    party: str
    contact: Contact
    start: Bounds
    said: str
    ends: tuple[End, ...]
    by_kind: bool


def openings_of(case: Case) -> Iterator[Opening]:
    """Every opening on record, in chronological order of the contacts. Cost: linear."""
    for contact in case.contacts.values():
        for receiver in contact.receivers:
            if not case.parties[receiver].is_person:
                yield from _by_outcome(case, contact, receiver)
        if contact.kind.opens == "from" and contact.sender and not case.parties[contact.sender].is_person:
            yield _by_kind(case, contact, contact.sender)
        if contact.kind.opens == "to" and not contact.never_received:
            for receiver in contact.receivers:
                if not case.parties[receiver].is_person:
                    yield _by_kind(case, contact, receiver)


def _by_outcome(case: Case, contact: Contact, receiver: str) -> Iterator[Opening]:
    """A holding for each accepted or joint; one that goes on from another before any end is the same one."""
    steps = case.outcomes_of.get((contact.id, receiver), ())
    taken_on = [step for step in steps if step.term.holds]
    ended = [step for step in steps if step.term.ends]
    begun: list[Bounds] = []
    for step in taken_on:
        start = not_before(step.bounds, arrival(contact).first_day)
        between = [end for end in ended if any(_can_lie(end, earlier, start) for earlier in begun)]
        if begun and not between:
            continue
        begun.append(start)
        ends = [end_of(end, arrival(contact), is_after=len(taken_on) == 1) for end in ended]
        yield Opening(receiver, contact, start, step.term.label.lower(), tuple(ends), False)


def _can_lie(end: Outcome, earlier: Bounds, later: Bounds) -> bool:
    return end.bounds.last_day >= earlier.first_day and end.bounds.first_day <= later.last_day


def _by_kind(case: Case, contact: Contact, party: str) -> Opening:
    is_received = party in contact.receivers
    start = arrival(contact) if is_received and contact.receipt else contact.bounds
    ends = [
        end_of(step, start, is_after=True)
        for step in case.outcomes_of.get((contact.id, party), ())
        if step.term.ends
    ]
    if contact.date.is_stretch and contact.date.last_day is not None:
        _, _, earliest, last = contact.bounds
        ends.append(End(Bounds(earliest, last, earliest, last), contact.id, contact.basis, True))
    return Opening(party, contact, start_of(contact, start), contact.id, tuple(ends), True)


def start_of(contact: Contact, bounds: Bounds) -> Bounds:
    """The day it begins, as one day; a stretch begins within its first pair, its receipt is one day."""
    latest = bounds.latest_start if bounds is contact.bounds else bounds.last_day
    return Bounds(bounds.first_day, latest, bounds.first_day, latest)


def end_of(step: Outcome, request: Bounds, *, is_after: bool) -> End:
    """An outcome as an end; none of its days is before the request."""
    bounds = not_before(step.bounds, request.first_day)
    return End(bounds, step.term.label.lower(), step.basis, is_after)


def not_before(bounds: Bounds, first_day: int) -> Bounds:
    first, last = max(bounds.first_day, first_day), max(bounds.last_day, first_day)
    return Bounds(first, last, first, last)
