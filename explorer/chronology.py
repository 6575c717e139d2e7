"""The order in which contacts are told, and the first and last day of a case."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Mapping
from typing import Any

from explorer.case import Contact, Outcome
from explorer.dates import Bounds, EDTFDate
from explorer.settings import Settings
from explorer.vocabulary import Vocabulary

FIRST_POSSIBLE, LAST_POSSIBLE = 1, 3_652_059
_NUMBER = re.compile(r"(\d+)")


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """A sort key that puts C2 before C10."""
    return tuple(
        (int(part[:18]), "") if part.isdigit() else (0, part) for part in _NUMBER.split(text) if part
    )


def scope_of(
    settings: Settings, drafts: Iterable[Any], outcome_dates: Iterable[EDTFDate], vocabulary: Vocabulary
) -> tuple[Bounds, bool]:
    """First and last day of the case, and whether there are any days at all.

    As set under ``[scope]``; else from the earliest to the latest bounded day of contacts and outcomes, ending
    with the index event where the case has one.
    """
    days: list[int] = []
    index_days: list[int] = []
    contacts = [draft.contact for draft in drafts]
    for contact in contacts:
        for date in (contact.date, contact.received):
            days += [day for day in (date.first_day, date.last_day) if day is not None]
        if contact.kind.id == "index-event" and contact.date.last_day is not None:
            index_days.append(contact.date.last_day)
    for date in outcome_dates:
        days += [day for day in (date.first_day, date.last_day) if day is not None]
    first = settings.scope_from.first_day
    last = settings.scope_to.last_day
    known = bool(days) or (first is not None and last is not None)
    if not known:
        return Bounds(FIRST_POSSIBLE, FIRST_POSSIBLE, LAST_POSSIBLE, LAST_POSSIBLE), False
    first = first if first is not None else min([*days, last] if last is not None else days)
    last = last if last is not None else max(index_days or days)
    last = max(first, last)
    return Bounds(first, first, last, last), True


def chronological(contacts: Mapping[str, Contact], scope: Bounds) -> list[str]:
    """Contact ids in the order in which they are told: by first day, latest start, time and id, a contact never
    before one that it follows, one whose first day is open at its latest, those without any date last.
    Cost: n log n.
    """
    waiting = dict.fromkeys(contacts, 0)
    onward: dict[str, list[str]] = {}
    for contact in contacts.values():
        for earlier in contact.follows:
            if earlier in contacts and earlier != contact.id:
                waiting[contact.id] += 1
                onward.setdefault(earlier, []).append(contact.id)

    def key(contact_id: str) -> tuple[Any, ...]:
        contact = contacts[contact_id]
        first, latest, _, last = contact.bounds
        undated = not contact.date and (first, last) == (scope.first_day, scope.last_day)
        if contact.date.first_day is None and first == scope.first_day:
            first = latest  # "by 1 February" is told at 1 February, not at the beginning of the case
        time = -1 if contact.time is None else contact.time
        return (undated, first, latest, time, natural(contact_id), contact_id)

    ready = [key(contact_id) for contact_id, count in waiting.items() if not count]
    heapq.heapify(ready)
    told: list[str] = []
    while ready:
        contact_id = heapq.heappop(ready)[-1]
        told.append(contact_id)
        for later in onward.get(contact_id, ()):
            waiting[later] -= 1
            if not waiting[later]:
                heapq.heappush(ready, key(later))
    told += sorted(set(contacts) - set(told), key=natural)  # a loop, which checking has reported
    return told


def outcome_key(outcome: Outcome) -> tuple[Any, ...]:
    """Sort key of the steps of one contact: receiver, dated first, day, then how far along the step is."""
    return (
        outcome.receiver,
        not outcome.date,
        outcome.bounds.first_day,
        outcome.bounds.last_day,
        outcome.term.rank,
        outcome.term.id,
    )
