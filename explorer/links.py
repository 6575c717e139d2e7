"""Inferred links: what may have led to what where no ``follows`` is recorded. Off unless asked for.

Inferred links are drawn dashed, say that they are inferred, and never enter findings, order or standings: nothing
but journeys shown with ``--infer DAYS`` reads this module.
"""

from __future__ import annotations

from bisect import bisect_left

from explorer.case import Case, Contact
from explorer.dates import Bounds
from explorer.order import Order


def inferred_links(case: Case, most_days: int) -> dict[str, str]:
    """For each contact that gets one, the contact it is taken to follow: later id to earlier id.

    A contact c that an organisation A sent, and for which no ``follows`` is recorded, is linked to the one
    contact that A received, about one of the same subjects, that is certainly before c and had ended (been
    received, where that was later) at most ``most_days`` days before c's first possible day: the latest such.
    Where two of them could be the latest, there is no link. People, and nobody in particular, are no A; what
    is not counted as a contact is neither linked nor linked to.

    Raises ``ValueError`` for a negative number of days. Cost: contacts times those A received in the window.
    """
    if most_days < 0:
        raise ValueError(f"a window of {most_days} days is no window")
    order = order_of(case)
    received = _received(case)
    links: dict[str, str] = {}
    for contact in case.contacts.values():
        if contact.follows or not contact.is_counted or contact.sender not in received:
            continue
        latest = _latest(case, order, contact, received[contact.sender], most_days)
        if latest and not _leads_to(case, links, contact.id, latest):
            links[contact.id] = latest
    return links


def order_of(case: Case) -> Order:
    """Which contact came before which, by place in :attr:`Case.place_of`. Cost: linear to build."""
    contacts = list(case.contacts.values())
    place = case.place_of
    return Order(
        [contact.bounds for contact in contacts],
        [None if contact.date.is_stretch else contact.time for contact in contacts],
        [(place[contact.id], place[earlier]) for contact in contacts for earlier in contact.follows],
    )


def arrival(contact: Contact) -> Bounds:
    """When it was with its receivers: its receipt where that has a date of its own, else its own date."""
    return contact.receipt or contact.bounds


def _received(case: Case) -> dict[str, list[tuple[int, str]]]:
    """For each organisation, (last day, contact id) of what it received, sorted."""
    received: dict[str, list[tuple[int, str]]] = {}
    for contact in case.contacts.values():
        if contact.is_counted and not contact.never_received:
            for receiver in contact.receivers:
                if case.parties[receiver].is_organisation:
                    received.setdefault(receiver, []).append((arrival(contact).last_day, contact.id))
    return {party: sorted(contacts) for party, contacts in received.items()}


def _latest(
    case: Case, order: Order, contact: Contact, received: list[tuple[int, str]], most_days: int
) -> str:
    """The latest contact in the window, or '' where there is none or two could be the latest."""
    first_day = contact.bounds.first_day
    candidates = []
    for last_day, earlier in received[bisect_left(received, (first_day - most_days, "")) :]:
        if last_day > first_day:
            break
        candidate = case.contacts[earlier]
        if (
            set(candidate.about) & set(contact.about)
            and _is_before(case, order, candidate, contact)
            and arrival(candidate).last_day >= first_day - most_days
        ):
            candidates.append(candidate)
    for latest in candidates:
        if all(other is latest or _is_before(case, order, other, latest) for other in candidates):
            return latest.id
    return ""


def _is_before(case: Case, order: Order, earlier: Contact, later: Contact) -> bool:
    """Certainly before, counting from receipt where that has a date of its own."""
    if earlier.receipt is not None and earlier.receipt.last_day >= later.bounds.first_day:
        return False
    return order.certainly_before(case.place_of[earlier.id], case.place_of[later.id])


def _leads_to(case: Case, links: dict[str, str], earlier: str, later: str) -> bool:
    """Would a link from ``earlier`` to ``later`` close a loop? Only times of one day can lead to that."""
    if case.contacts[later].bounds.last_day < case.contacts[earlier].bounds.first_day:
        return False
    waiting, seen = [later], set[str]()
    while waiting:
        contact = waiting.pop()
        if contact == earlier:
            return True
        if contact not in seen:
            seen.add(contact)
            waiting += case.contacts[contact].follows
            if contact in links:
                waiting.append(links[contact])
    return False
