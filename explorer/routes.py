"""The way of a journey through organisations: handoffs, and where it comes back to one that it had left.

Definitions: design section 6.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from explorer.case import Case, Contact


def is_handoff(case: Case, contact: Contact) -> bool:
    """A counted contact from one organisation to another (design section 2)."""
    if not contact.is_counted or not contact.sender or not case.parties[contact.sender].is_organisation:
        return False
    others = [receiver for receiver in contact.receivers if receiver != contact.sender]
    return any(case.parties[receiver].is_organisation for receiver in others)


def runs(organisations: Iterable[str]) -> tuple[str, ...]:
    """The organisations of a plain event log, consecutive events of one taken as one run.

    >>> runs(["A", "A", "B", "B", "A"])
    ('A', 'B', 'A')
    """
    return tuple(organisation for organisation, _ in groupby(organisations))


def returned_in(organisations: Iterable[str]) -> tuple[str, ...]:
    """The organisations to which a plain event log comes back after leaving them, sorted.

    >>> returned_in(["A", "A", "B", "A"]), returned_in(["A", "A", "B"])
    (('A',), ())
    """
    seen: set[str] = set()
    found: set[str] = set()
    for organisation in runs(organisations):
        if organisation in seen:
            found.add(organisation)
        seen.add(organisation)
    return tuple(sorted(found))


def comings_back(
    case: Case, journey: Iterable[str], inferred: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """(contact, organisation) wherever a journey comes back after leaving (A, B, A is the shortest).

    After a contact the journey is with the organisations that received it; with its sender where it reached
    none, as a visit does; where it has neither, as before. It has left all others that took part on the way.
    A contact brings it back to one of those as a receiver, or as a sender that was no party to the contact
    followed: who sends a second letter, or goes on after its own visit, has not left and come back. ``inferred``
    are links from later to earlier. Cost: contacts times organisations of the journey.
    """
    inside = set(journey)
    took_part: dict[str, frozenset[str]] = {}
    is_with: dict[str, frozenset[str]] = {}
    found: dict[tuple[str, str], None] = {}
    for contact_id in _parents_first(case, inside, inferred):
        contact = case.contacts[contact_id]
        parents = [earlier for earlier in _parents(contact, inferred) if earlier in inside]
        for parent in parents:
            left = took_part[parent] - is_with[parent]
            for party in contact.parties:
                is_sender = party == contact.sender
                if party in left and not (is_sender and party in case.contacts[parent].parties):
                    found[contact_id, party] = None
        own = frozenset(party for party in contact.parties if case.parties[party].is_organisation)
        before: frozenset[str] = frozenset().union(*(took_part[parent] for parent in parents))
        took_part[contact_id] = before | own
        reached = own if contact.kind.flow == "both" else own - {contact.sender}
        stays = frozenset().union(*(is_with[parent] for parent in parents))
        is_with[contact_id] = reached or own or stays
    return tuple(found)


def _parents(contact: Contact, inferred: Mapping[str, str]) -> tuple[str, ...]:
    guessed = inferred.get(contact.id)
    return (*contact.follows, guessed) if guessed else contact.follows


def _parents_first(case: Case, inside: set[str], inferred: Mapping[str, str]) -> Iterator[str]:
    """Contacts in chronological order, which never puts one before what it follows; inferred links the same."""
    waiting = {
        contact: sum(1 for earlier in _parents(case.contacts[contact], inferred) if earlier in inside)
        for contact in sorted(inside, key=case.place_of.__getitem__)
    }
    children: dict[str, list[str]] = {}
    for contact in waiting:
        for earlier in _parents(case.contacts[contact], inferred):
            children.setdefault(earlier, []).append(contact)
    ready = [contact for contact, count in reversed(waiting.items()) if not count]
    while ready:
        contact = ready.pop()
        yield contact
        for later in children.get(contact, ()):
            waiting[later] -= 1
            if not waiting[later]:
                ready.append(later)
