"""Journeys: contacts linked by ``follows``, their waits, what became of each request, handoffs and returns.

Definitions: design section 6. A journey is one root with all that leads from it; a contact with several parents
is part of several journeys. The state of a request is its own recorded outcome: a visit that followed does not
hide that a referral has no outcome.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from explorer.case import Case, Contact, Outcome
from explorer.dates import days_between, describe
from explorer.vocabulary import NO_OUTCOME

NOT_RECORDED = "not recorded"
"""The group of a request for which no outcome is recorded."""


@dataclass(frozen=True, slots=True)
class RequestState:
    """What became of one request at one receiver, as recorded.

    ``said_as`` is the design's wording; ``group`` one of open, taken on, ended, passed on, no response,
    not recorded; ``mark`` how the arrow ends; ``outcomes`` all steps in order, the last of which says it.
    ``onward`` are ids of requests that follow and were sent by this receiver.
    """

    contact: str
    receiver: str
    said_as: str
    group: str
    mark: str
    sentence: str
    outcomes: tuple[Outcome, ...] = ()
    onward: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One contact of a journey: ``depth`` from the root (0), the contact it follows there, and the wait in days
    from start to start as (least, most); ``None`` at the root and where a date is not recorded."""

    contact: str
    after: str
    depth: int
    wait_days: tuple[int, int] | None
    is_handoff: bool


@dataclass(frozen=True, slots=True)
class Journey:
    """One root and all that leads from it. ``id`` is that of the root.

    ``steps`` are in the order of a walk down the tree, each contact once; ``stops`` are the edges (contact,
    receiver) of the requests with no onward request; ``organisations`` in order of first appearance;
    ``returned_to`` the organisations to which it came back after leaving them.
    """

    id: str
    steps: tuple[Step, ...]
    stops: tuple[tuple[str, str], ...]
    organisations: tuple[str, ...]
    returned_to: tuple[str, ...]
    handoffs: int

    @property
    def contacts(self) -> tuple[str, ...]:
        """Ids of its contacts, in the order of the walk."""
        return tuple(step.contact for step in self.steps)


def request_states(case: Case) -> dict[tuple[str, str], RequestState]:
    """What became of every request, by (contact, receiver), in chronological order. Cost: linear.

    >>> from explorer.readers import read_case
    >>> request_states(read_case("data/southport"))  # doctest: +SKIP
    """
    states = {}
    for contact in case.contacts.values():
        if contact.kind.asks:
            for receiver in contact.receivers:
                states[contact.id, receiver] = _state(case, contact, receiver)
    return states


def _state(case: Case, contact: Contact, receiver: str) -> RequestState:
    outcomes = case.outcomes_of.get((contact.id, receiver), ())
    onward = tuple(
        later
        for later in case.followed_by.get(contact.id, ())
        if case.contacts[later].kind.asks and case.contacts[later].sender == receiver
    )
    if contact.never_received:
        sentence = "Recorded as never received."
        return RequestState(
            contact.id, receiver, "never received", "no response", "cross", sentence, outcomes, onward
        )
    if not outcomes:
        sentence = NO_OUTCOME[0].upper() + NO_OUTCOME[1:] + "."
        return RequestState(contact.id, receiver, NO_OUTCOME, NOT_RECORDED, "ring", sentence, (), onward)
    last = outcomes[-1]
    said = last.term.said_as
    if last.term.onward and last.term.group == "passed on" and not case.followed_by.get(contact.id):
        said = "passed on, no receipt recorded"
    date = f" {describe(last.date)}" if last.date else ", date not recorded"
    sentence = f"{last.term.label}{':' if last.date else ''}{date}."
    if said.casefold() not in (last.term.label.casefold(), "passed on"):
        sentence = f"{sentence[:-1]} ({said})."
    return RequestState(
        contact.id, receiver, said, last.term.group, last.term.mark, sentence, outcomes, onward
    )


def journeys_of(case: Case, states: Mapping[tuple[str, str], RequestState]) -> tuple[Journey, ...]:
    """Every journey of more than one contact, and every single request, in chronological order of their roots.

    Cost: the sum of the sizes of the journeys; a contact with several parents is walked once per root.
    """
    journeys = []
    for contact in case.contacts.values():
        if contact.follows:
            continue
        if contact.id in case.followed_by or contact.kind.asks:
            journeys.append(_journey(case, contact.id, states))
    return tuple(journeys)


def _journey(case: Case, root: str, states: Mapping[tuple[str, str], RequestState]) -> Journey:
    steps: list[Step] = []
    seen: set[str] = set()
    waiting = [(root, "", 0)]
    while waiting:
        contact_id, after, depth = waiting.pop()
        if contact_id in seen:
            continue
        seen.add(contact_id)
        contact = case.contacts[contact_id]
        steps.append(
            Step(contact_id, after, depth, wait_days(case, after, contact_id), is_handoff(case, contact))
        )
        waiting += [
            (later, contact_id, depth + 1) for later in reversed(case.followed_by.get(contact_id, ()))
        ]
    stops = tuple(
        (step.contact, receiver)
        for step in steps
        for receiver in case.contacts[step.contact].receivers
        if (step.contact, receiver) in states and not states[step.contact, receiver].onward
    )
    organisations = dict.fromkeys(
        party
        for step in steps
        for party in case.contacts[step.contact].parties
        if case.parties[party].is_organisation
    )
    handoffs = sum(1 for step in steps if step.is_handoff)
    return Journey(root, tuple(steps), stops, tuple(organisations), _returns(case, root, steps), handoffs)


def is_handoff(case: Case, contact: Contact) -> bool:
    """A contact from one organisation to another (design section 2)."""
    if not contact.sender or not case.parties[contact.sender].is_organisation:
        return False
    others = [receiver for receiver in contact.receivers if receiver != contact.sender]
    return any(case.parties[receiver].is_organisation for receiver in others)


def wait_days(case: Case, earlier: str, later: str) -> tuple[int, int] | None:
    """Days from start to start as (least, most); ``None`` where either date is not recorded."""
    if not earlier or not case.contacts[earlier].date or not case.contacts[later].date:
        return None
    return days_between(case.contacts[earlier].bounds, case.contacts[later].bounds)


def _returns(case: Case, root: str, walk: Sequence[Step]) -> tuple[str, ...]:
    """Organisations to which the journey comes back after leaving them (A, B, A is the shortest).

    A contact brings it back to a receiver that took part earlier on the way, unless the contact it follows
    reached that same receiver: a second letter to the same desk has not left it.
    """
    inside = {step.contact for step in walk}
    reached: dict[str, frozenset[str]] = {}
    found: set[str] = set()
    for contact_id in (contact for contact in case.contacts if contact in inside):  # parents come first
        contact = case.contacts[contact_id]
        before: frozenset[str] = frozenset()
        for parent in (earlier for earlier in contact.follows if earlier in reached):
            before |= reached[parent]
            left = reached[parent] - set(case.contacts[parent].receivers)
            found |= {
                receiver for receiver in contact.receivers if receiver in left and receiver != contact.sender
            }
        reached[contact_id] = before | {
            party for party in contact.parties if case.parties[party].is_organisation
        }
    return tuple(sorted(found))
