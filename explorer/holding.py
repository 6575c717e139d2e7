"""Holding: which organisation had the case, and had a request in hand, on which days; the days nobody did.

Definitions: design section 8. Every answer has two grades, as every date has: the *certain* days, which hold
whatever days are chosen inside the recorded bounds, and the *possible* ones, which hold for some choice. Days are
ordinals; both end days are held; nothing runs past the scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from explorer.case import BASES, Case, Contact
from explorer.dates import Bounds
from explorer.links import arrival, order_of
from explorer.openings import End, end_of, openings_of, start_of

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
            ends = [end_of(step, start, is_after=True) for step in last]
            for subject in contact.about:
                yield _holding(
                    case, IN_HAND, receiver, subject, contact, start_of(contact, start), ends, contact.id
                )


def _held(case: Case) -> Iterable[Holding]:
    closings = _closings(case)
    order, place = order_of(case), case.place_of
    opened: dict[tuple[str, str], list[Bounds]] = {}
    for opening in openings_of(case):
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
            if not any(start.first_day <= closing.bounds.last_day for start in starts):
                yield _without_start(case, party, subject, closing)


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
        key=BASES.index,
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
    before the start, and none may lie wholly before it. It is held from the start to the first end that is not
    before it; where none is, how it ended is not recorded, and it is certain on its first day and possible to
    ``last_day``. Cost: linear in ends.
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
