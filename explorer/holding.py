"""Holding: which organisation had the case, and had a request in hand, on which days; the days nobody did.

Definitions: design section 8. Every answer has two grades, as every date has: the *certain* days, which hold
whatever days are chosen inside the recorded bounds, and the *possible* ones, which hold for some choice. Days are
ordinals; both end days are held; nothing runs past the scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from explorer.case import Case, Contact, Outcome
from explorer.dates import Bounds
from explorer.links import arrival, order_of

Days = tuple[int, int]
"""First and last day, both included."""

HOLDS, IN_HAND = "holds", "in hand"


@dataclass(frozen=True, slots=True)
class Holding:
    """One organisation with one subject's case (``what`` is ``holds``) or with one request (``in hand``).

    ``contact`` is the request, or the contact that opened (or, where no start is recorded, closed) it; ``opened_by``
    and ``ended_by`` are ids of contacts or labels of outcomes, '' where none is recorded. ``certain`` and
    ``possible`` are ``None`` where no day is. ``basis`` is the lowest of what it rests on.
    """

    what: str
    party: str
    subject: str
    contact: str
    certain: Days | None
    possible: Days | None
    opened_by: str
    ended_by: tuple[str, ...]
    basis: str

    @property
    def has_start(self) -> bool:
        """Is it recorded how it began?"""
        return bool(self.opened_by)

    @property
    def has_end(self) -> bool:
        """Is it recorded how it ended?"""
        return bool(self.ended_by)


@dataclass(frozen=True, slots=True)
class End:
    """What may end a holding. ``is_after``: certainly not before the start, whatever the dates."""

    bounds: Bounds
    said: str
    basis: str
    is_after: bool


@dataclass(frozen=True, slots=True)
class HoldingDays:
    """The days of one subject's case by who held it, for the ``sectors`` chosen.

    Each is a tuple of stretches of days. ``nobody``: no organisation of those sectors certainly did (for all
    choices of days); ``possibly_nobody``: those days, and those on which perhaps none did. ``several`` and
    ``possibly_several``: two organisations or more. ``in_hand`` and ``possibly_in_hand`` count requests in hand at
    organisations of those sectors, which is not holding.
    """

    subject: str
    sectors: tuple[str, ...]
    nobody: tuple[Days, ...]
    possibly_nobody: tuple[Days, ...]
    several: tuple[Days, ...]
    possibly_several: tuple[Days, ...]
    in_hand: tuple[Days, ...]
    possibly_in_hand: tuple[Days, ...]


def holdings_of(case: Case) -> tuple[Holding, ...]:
    """Every holding and every request in hand, by first possible day, then organisation, subject and contact.

    Only organisations hold, nobody in particular (``unknown:health``) among them. A case without days has none.
    Cost: openings times the endings of the same organisation and subject.
    """
    if not case.has_days:
        return ()
    found = [*_held(case), *_in_hand(case)]

    def place(holding: Holding) -> tuple[object, ...]:
        first = holding.possible or (case.scope.last_day + 1, 0)
        return (first, holding.what, holding.party, holding.subject, case.place_of[holding.contact])

    return tuple(sorted(found, key=place))


def _in_hand(case: Case) -> Iterable[Holding]:
    """Each request from its receipt to the first outcome that settles it, or says that nobody has it."""
    for contact in case.contacts.values():
        if not contact.kind.asks or contact.never_received:
            continue
        for receiver in contact.receivers:
            if case.parties[receiver].is_person:
                continue
            steps = case.outcomes_of.get((contact.id, receiver), ())
            last = [step for step in steps if step.term.settles or not step.term.in_hand]
            if steps and all(not step.term.settles and not step.term.in_hand for step in steps):
                continue  # no response: nothing records that it was ever in hand
            start = arrival(contact)
            ends = [_end_of(step, start, is_after=True) for step in last]
            for subject in contact.about:
                yield _holding(
                    case, IN_HAND, receiver, subject, contact, _start(contact, start), ends, contact.id
                )


def _held(case: Case) -> Iterable[Holding]:
    closings = _closings(case)
    order, place = order_of(case), case.place_of
    opened: dict[tuple[str, str], list[Bounds]] = {}
    for opening in _openings(case):
        for subject in opening.contact.about:
            ends = list(opening.ends)
            for closing in closings.get((opening.party, subject), ()):
                is_after = opening.by_kind and order.certainly_before(
                    place[opening.contact.id], place[closing.id]
                )
                is_before = opening.by_kind and order.certainly_before(
                    place[closing.id], place[opening.contact.id]
                )
                if closing.id != opening.contact.id and not is_before:
                    ends.append(End(closing.bounds, closing.id, closing.basis, is_after))
            opened.setdefault((opening.party, subject), []).append(opening.start)
            yield _holding(
                case, HOLDS, opening.party, subject, opening.contact, opening.start, ends, opening.said
            )
    for (party, subject), found in closings.items():
        for closing in found:
            starts = opened.get((party, subject), [])
            earlier = [other for other in found if other.bounds.last_day < closing.bounds.first_day]
            if not earlier and not any(start.first_day <= closing.bounds.last_day for start in starts):
                yield _without_start(case, party, subject, closing)


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a holding: an outcome of a request (``contact``), or a contact by its kind (``by_kind``)."""

    party: str
    contact: Contact
    start: Bounds
    said: str
    ends: tuple[End, ...]
    by_kind: bool


def _openings(case: Case) -> Iterable[Opening]:
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


def _by_outcome(case: Case, contact: Contact, receiver: str) -> Iterable[Opening]:
    """A holding for each accepted or joint; one that goes on from another before any end is the same one."""
    steps = case.outcomes_of.get((contact.id, receiver), ())
    taken_on = [step for step in steps if step.term.holds]
    ended = [step for step in steps if step.term.ends]
    begun: list[Bounds] = []
    for step in taken_on:
        start = _not_before(step.bounds, arrival(contact).first_day)
        between = [end for end in ended if any(_can_lie(end, earlier, start) for earlier in begun)]
        if begun and not between:
            continue
        begun.append(start)
        ends = [_end_of(end, start, is_after=len(taken_on) == 1) for end in ended]
        yield Opening(receiver, contact, start, step.term.label.lower(), tuple(ends), False)


def _can_lie(end: Outcome, earlier: Bounds, later: Bounds) -> bool:
    return end.bounds.last_day >= earlier.first_day and end.bounds.first_day <= later.last_day


def _by_kind(case: Case, contact: Contact, party: str) -> Opening:
    is_received = party in contact.receivers
    start = arrival(contact) if is_received and contact.receipt else contact.bounds
    ends = [
        _end_of(step, start, is_after=True)
        for step in case.outcomes_of.get((contact.id, party), ())
        if step.term.ends
    ]
    if contact.date.is_stretch and contact.date.last_day is not None:
        _, _, earliest, last = contact.bounds
        ends.append(End(Bounds(earliest, last, earliest, last), contact.id, contact.basis, True))
    return Opening(party, contact, _start(contact, start), contact.id, tuple(ends), True)


def _start(contact: Contact, bounds: Bounds) -> Bounds:
    """The day it begins, as one day; a stretch begins within its first pair, its receipt is one day."""
    latest = bounds.latest_start if bounds is contact.bounds else bounds.last_day
    return Bounds(bounds.first_day, latest, bounds.first_day, latest)


def _end_of(step: Outcome, start: Bounds, *, is_after: bool) -> End:
    bounds = _not_before(step.bounds, start.first_day)
    return End(bounds, step.term.label.lower(), step.basis, is_after)


def _not_before(bounds: Bounds, first_day: int) -> Bounds:
    first, last = max(bounds.first_day, first_day), max(bounds.last_day, first_day)
    return Bounds(first, last, first, last)


def _closings(case: Case) -> Mapping[tuple[str, str], list[Contact]]:
    """The contacts whose kind ends a holding, by (organisation, subject)."""
    closings: dict[tuple[str, str], list[Contact]] = {}
    for contact in case.contacts.values():
        ends = {"from": (contact.sender,), "to": contact.receivers}.get(contact.kind.closes, ())
        for party in ends:
            if party and not case.parties[party].is_person:
                for subject in contact.about:
                    closings.setdefault((party, subject), []).append(contact)
    return closings


def _without_start(case: Case, party: str, subject: str, closing: Contact) -> Holding:
    """Certain on the day it ends, possible before: how it began is not recorded."""
    first, latest, _, _ = closing.bounds
    certain = (first, first) if first == latest else None
    possible = (case.scope.first_day, latest)
    return Holding(
        HOLDS,
        party,
        subject,
        closing.id,
        _within(certain, case.scope),
        _within(possible, case.scope),
        "",
        (closing.id,),
        closing.basis,
    )


def _holding(
    case: Case,
    what: str,
    party: str,
    subject: str,
    contact: Contact,
    start: Bounds,
    ends: Sequence[End],
    said: str,
) -> Holding:
    real = [end for end in ends if end.bounds.last_day >= start.first_day]
    certain, possible = days_held((start.first_day, start.last_day), real, case.scope.last_day)
    real.sort(key=lambda end: (end.bounds, end.said))
    first_ends = [end for end in real if end.bounds.first_day <= min(e.bounds.last_day for e in real)]
    basis = max(
        (contact.basis, *(end.basis for end in first_ends)),
        key=("recorded", "reported", "inferred").index,
    )
    return Holding(
        what,
        party,
        subject,
        contact.id,
        _within(certain, case.scope),
        _within(possible, case.scope),
        said,
        tuple(dict.fromkeys(end.said for end in first_ends)),
        basis,
    )


def days_held(start: Days, ends: Sequence[End], last_day: int) -> tuple[Days | None, Days]:
    """The certain days (or ``None``) and the possible ones, over all choices of days.

    A choice has a start within ``start`` and a day for each of ``ends``; those that are ``is_after`` are not
    before the start; none may lie wholly before it. It is held from the start to the first end that is not before it; where none is, how it
    ended is not recorded, and it is certain on its first day and possible to ``last_day``. Cost: linear in ends.
    """
    first, latest = start
    latest = min([latest, *(end.bounds.last_day for end in ends if end.is_after)])
    # Possible: an end bounds it only if it cannot lie before the start, which is then chosen as late as can be.
    bounding = [end.bounds.last_day for end in ends if end.is_after or end.bounds.first_day >= latest]
    possible = (first, max(latest, min(bounding, default=last_day)))
    # Certain: from the latest start to the earliest day on which any end can fall after some start.
    until = min((max(end.bounds.first_day, first) for end in ends), default=latest)
    if not any(end.is_after for end in ends):
        # Starts after which no end need be recorded: then only the first day is certain.
        endless = max([first, *(end.bounds.first_day + 1 for end in ends)])
        if endless < latest:
            return None, possible
        if endless == latest:
            until = min(until, latest)
    return ((latest, until) if latest <= until else None), possible


def _within(days: Days | None, scope: Bounds) -> Days | None:
    if days is None:
        return None
    first, last = max(days[0], scope.first_day), min(days[1], scope.last_day)
    return (first, last) if first <= last else None
