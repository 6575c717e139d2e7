"""Journeys: contacts linked by ``follows``, their waits, what became of each request, handoffs and returns.

Definitions: design section 6. A journey is one root with all that leads from it; a contact with several parents
is part of several journeys. The state of a request is its own recorded outcome: a visit that followed does not
hide that a referral has no outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from explorer.case import Case, Contact, Outcome
from explorer.dates import days_between, describe
from explorer.routes import comings_back, is_handoff
from explorer.vocabulary import NO_OUTCOME
from explorer.withheld import no_receipt

NOT_RECORDED = "not recorded"
"""The group of a request for which no outcome is recorded."""

NO_LINKS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class RequestState:
    """What became of one request at one receiver, as recorded.

    ``said_as`` is the design's wording; ``group`` one of open, taken on, ended, passed on, no response,
    not recorded; ``mark`` how the arrow ends; ``outcomes`` all steps in order, the last of which says it.
    ``onward`` are ids of the next requests that this receiver sent because of it, directly or by way of
    contacts that ask nothing (a visit, then a referral).
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
    from start to start as (least, most); ``None`` at the root and where a date is not recorded.

    ``also_follows`` are the other contacts it follows, in this journey or not. ``is_inferred``: the link to
    ``after`` is inferred, not recorded.
    """

    contact: str
    after: str
    depth: int
    wait_days: tuple[int, int] | None
    is_handoff: bool
    also_follows: tuple[str, ...] = ()
    is_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Journey:
    """One root and all that leads from it. ``id`` is that of the root.

    ``steps`` are in the order of a walk down the tree, each contact once; ``stops`` are the edges (contact,
    receiver) of the requests with no onward request; ``organisations`` in order of first appearance;
    ``returned_to`` the organisations to which it came back after leaving them, and ``returns`` the contacts
    that brought it back, as (contact, organisation), in chronological order.
    """

    id: str
    steps: tuple[Step, ...]
    stops: tuple[tuple[str, str], ...]
    organisations: tuple[str, ...]
    returned_to: tuple[str, ...]
    handoffs: int
    returns: tuple[tuple[str, str], ...] = ()

    @property
    def contacts(self) -> tuple[str, ...]:
        """Ids of its contacts, in the order of the walk."""
        return tuple(step.contact for step in self.steps)


def request_states(case: Case) -> dict[tuple[str, str], RequestState]:
    """What became of every request, by (contact, receiver), in chronological order.

    A case without requests gives an empty one. Cost: linear in contacts and links, but where requests of one
    journey share a long tail of contacts that ask nothing, which is walked for each.
    """
    states = {}
    for contact in case.contacts.values():
        if contact.kind.asks:
            for receiver in contact.receivers:
                states[contact.id, receiver] = _state(case, contact, receiver)
    return states


def _state(case: Case, contact: Contact, receiver: str) -> RequestState:
    outcomes = case.outcomes_of.get((contact.id, receiver), ())
    sent = [case.contacts[later] for later in sent_on(case, contact.id, receiver)]
    onward = tuple(later.id for later in sent if later.kind.asks)
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
    if last.term.onward and last.term.group == "passed on" and not sent:
        said = no_receipt(case, contact.id, receiver)
    date = f" {describe(last.date)}" if last.date else ", date not recorded"
    sentence = f"{last.term.label}{':' if last.date else ''}{'' if last.is_withheld else date}."
    if said.casefold() not in (last.term.label.casefold(), "passed on"):
        sentence = f"{sentence[:-1]} ({said})."
    return RequestState(
        contact.id, receiver, said, last.term.group, last.term.mark, sentence, outcomes, onward
    )


def sent_on(case: Case, contact_id: str, receiver: str) -> tuple[str, ...]:
    """The next contacts that ``receiver`` sent to another organisation because of a contact, in chronological
    order: those that follow it directly, or by way of contacts that ask nothing. Requests of others are not
    walked through: what follows them is theirs. Cost: the contacts walked.
    """
    found, seen = [], {contact_id}
    waiting = [*case.followed_by.get(contact_id, ())]
    while waiting:
        later = case.contacts[waiting.pop()]
        if later.id in seen:
            continue
        seen.add(later.id)
        is_sent = later.is_counted and later.sender == receiver
        if is_sent and any(_takes(case, party, receiver) for party in later.receivers):
            found.append(later.id)
            if later.kind.asks:
                continue
        if not later.kind.asks:
            waiting += case.followed_by.get(later.id, ())
    return in_order(case, found)


def _takes(case: Case, party: str, sender: str) -> bool:
    """Another organisation, or nobody in particular, as against a person."""
    return party != sender and not case.parties[party].is_person


def in_order(case: Case, contacts: Iterable[str]) -> tuple[str, ...]:
    """Contact ids, each once, in chronological order. Cost: n log n."""
    return tuple(sorted(set(contacts), key=case.place_of.__getitem__))


def journeys_of(
    case: Case, states: Mapping[tuple[str, str], RequestState], inferred: Mapping[str, str] = NO_LINKS
) -> tuple[Journey, ...]:
    """Every journey of more than one contact, and every single request, in chronological order of their roots.

    ``inferred`` are links as :func:`explorer.links.inferred_links` gives them (later to earlier); they lengthen
    journeys and change neither ``states`` nor ``stops``. Cost: the sum of the sizes of the journeys; a contact
    with several parents is walked once per root.
    """
    onward = _onward(case, inferred)
    return tuple(
        _journey(case, contact.id, states, onward, inferred)
        for contact in case.contacts.values()
        if not contact.follows and contact.id not in inferred and (contact.id in onward or contact.kind.asks)
    )


def journey_from(
    case: Case,
    states: Mapping[tuple[str, str], RequestState],
    contact: str,
    inferred: Mapping[str, str] = NO_LINKS,
) -> Journey:
    """A contact by id, whatever it follows, and all that leads from it. Cost: its size, and that of the links."""
    return _journey(case, contact, states, _onward(case, inferred), inferred)


def _onward(case: Case, inferred: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    if not inferred:
        return case.followed_by
    onward = {earlier: list(later) for earlier, later in case.followed_by.items()}
    for later, earlier in inferred.items():
        onward.setdefault(earlier, []).append(later)
    return {earlier: in_order(case, later) for earlier, later in onward.items()}


def _journey(
    case: Case,
    root: str,
    states: Mapping[tuple[str, str], RequestState],
    onward: Mapping[str, Sequence[str]],
    inferred: Mapping[str, str],
) -> Journey:
    steps = tuple(_walk(case, root, onward, inferred))
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
    returns = comings_back(case, [step.contact for step in steps], inferred)
    returned_to = tuple(sorted({organisation for _, organisation in returns}))
    handoffs = sum(1 for step in steps if step.is_handoff)
    return Journey(root, steps, stops, tuple(organisations), returned_to, handoffs, returns)


def _walk(
    case: Case, root: str, onward: Mapping[str, Sequence[str]], inferred: Mapping[str, str]
) -> Iterator[Step]:
    """Down the tree, depth first, in chronological order; a contact stands where it is first met."""
    seen: set[str] = set()
    waiting = [(root, "", 0)]
    while waiting:
        contact_id, after, depth = waiting.pop()
        if contact_id in seen:
            continue
        seen.add(contact_id)
        contact = case.contacts[contact_id]
        yield Step(
            contact_id,
            after,
            depth,
            wait_days(case, after, contact_id),
            is_handoff(case, contact),
            tuple(earlier for earlier in contact.follows if earlier != after),
            bool(after) and inferred.get(contact_id) == after,
        )
        waiting += [(later, contact_id, depth + 1) for later in reversed(onward.get(contact_id, ()))]


def wait_days(case: Case, earlier: str, later: str) -> tuple[int, int] | None:
    """Days from start to start as (least, most); ``None`` where either date is not recorded.

    Open ends reach to the scope. Exact for contacts of which one follows the other, for their bounds are
    tightened: some choice of days gives each end of the range.
    """
    if not earlier or not case.contacts[earlier].date or not case.contacts[later].date:
        return None
    return days_between(case.contacts[earlier].bounds, case.contacts[later].bounds)
