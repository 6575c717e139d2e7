"""The order in which contacts are told, and the first and last day of a case."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from explorer.case import Outcome
from explorer.dates import Bounds, EDTFDate
from explorer.settings import Settings
from explorer.vocabulary import Kind

INDEX_EVENT = "index-event"
FIRST_POSSIBLE, LAST_POSSIBLE = 1, 3_652_059
_NUMBER = re.compile(r"(\d+)")


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """A sort key that puts C2 before C10."""
    return tuple(
        (int(part[:18]), "") if part.isdigit() else (0, part) for part in _NUMBER.split(text) if part
    )


def scope_of(
    settings: Settings, dates: Iterable[EDTFDate], index_dates: Iterable[EDTFDate]
) -> tuple[Bounds, bool]:
    """First and last day of the case, and whether there are any days at all.

    As set under ``[scope]``; else from the earliest to the latest bounded day of ``dates`` (of contacts, receipts
    and outcomes), ending with the index event where the case has one.
    """
    days = [day for date in dates for day in (date.first_day, date.last_day) if day is not None]
    index_days = [date.last_day for date in index_dates if date.last_day is not None]
    first, last = settings.scope_from.first_day, settings.scope_to.last_day
    if not days and (first is None or last is None):
        return Bounds(FIRST_POSSIBLE, FIRST_POSSIBLE, LAST_POSSIBLE, LAST_POSSIBLE), False
    if last is None:
        last = max(index_days or days)
    if first is None:
        first = min([*days, last])
    last = max(first, last)
    return Bounds(first, first, last, last), True


class Told(Protocol):
    """What the order asks of a contact."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def date(self) -> EDTFDate: ...
    @property
    def bounds(self) -> Bounds: ...
    @property
    def time(self) -> int | None: ...
    @property
    def follows(self) -> Sequence[str]: ...


def chronological(contacts: Mapping[str, Told], scope: Bounds) -> list[str]:
    """Contact ids in the order in which they are told: by first day, latest start, time and id, a contact never
    before one that it follows, one whose first day is open at its latest, those without any date last, and the
    index event after them: what came before it is what a review is about.
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
        group = 2 if contact.kind.id == INDEX_EVENT else int(undated)
        return (group, first, latest, time, natural(contact_id), contact_id)

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
