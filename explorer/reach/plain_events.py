"""What happens when, of those contacts of a case that need a closer look, and of the decisions among them: what
:mod:`explorer.reach.plain_sweep` passes over."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from graphlib import TopologicalSorter

from explorer.reach.plain import Asked, Party, Places
from explorer.reach.plain_links import Links

# A moment is a day times the slots of a day, and a slot: of each minute the first in which things depart, then what
# followed contacts brought is merged in, then things arrive. Without a time, content departs as the day begins and
# arrives as it ends; then decisions are asked what is on record by the end of their day. Where times order nothing, a
# day is a single minute.
DEPART, MERGE, ARRIVE, ASK = range(4)
MINUTES = 1441
SHIFT = 32  # below it, what happens: a contact by its place, then what is noted apart, then decisions


class Events:
    """Departures, arrivals, merges and decisions as whole numbers in their order.

    carried, answered
        what contacts carry, and what their receivers answer with, as far as it is known before any event.
    apart
        contacts that are not as nearly all are.
    noted
        what happens to contacts beside their departure and arrival on their day, by the number in its event.
    merged, linked
        legs that take what others brought, and all contacts that have to do with such.
    """

    def __init__(self, links: Links, asked: Sequence[Asked]) -> None:
        self.links, self.plain, self.asked = links, links.plain, asked
        plain = links.plain
        self.carried: list[Places] = [0] * len(links.bits)
        self.answered: dict[int, dict[Party, Places]] = {}
        self.noted: list[tuple[int, list[tuple[int, Party | None]]]] = []
        self.apart = {place for place, flow in plain.flows.items() if flow == "both"}
        self.apart.update([place for place, listed in plain.shares.items() if listed])
        self.merged: set[int] = set()
        self.linked: set[int] = set()
        minutes = self.minutes = links.minutes if links.needs_times(asked) else {}
        self.day = 4 * (MINUTES if minutes else 1)
        self._beside: list[int] = self._receipts() if plain.receipts else []
        if links.carriers or links.overlapping():
            self._beside += self._merges(minutes)
        self.first_asked = len(links.bits) + len(self.noted)

    def in_turn(self, close: Iterable[int], departed: Iterable[int]) -> list[int]:
        """All events, the first of them last: decisions; what is noted; of the contacts ``close`` departure and arrival
        on their day; of those ``departed`` the arrival alone."""
        day, first_days, last_days = self.day, self.plain.first_days, self.plain.last_days
        events = [(last_days[place] * day + day - 2) << SHIFT | place for place in departed]
        for place in close:
            if place in self.minutes:
                departure = first_days[place] * day + 4 * self.minutes[place]
                arrival = departure + ARRIVE
            else:
                departure, arrival = first_days[place] * day, last_days[place] * day + day - 2
            events.append(arrival << SHIFT | place)
            if self._passes(place):
                events.append(departure << SHIFT | place)
        events += self._beside
        asking = self._asking()
        events += asking
        events.sort()
        if not self.answered:  # what a decision follows may have brought it answers at any time
            del events[bisect_right(events, max(asking)) :]
        events.reverse()
        return events

    def _asking(self) -> list[int]:
        """The beginning and the end of decisions."""
        day, found = self.day, []
        for number, item in enumerate(self.asked, self.first_asked):
            departure = item[1] * day
            if self.minutes:
                departure += 4 * (self.links.minute_of(item) or 0)
            found.append(departure << SHIFT | number)
            found.append((item[2] * day + day - 1) << SHIFT | number)
        return found

    def _passes(self, place: int) -> bool:
        """Whether a contact passes on what its sources had; what is listed may have carried it to nobody on record."""
        plain = self.plain
        if place in self.apart:
            return bool(plain.sources(place))
        if place in self.links.silent or plain.senders[place] is None:
            return False
        return bool(plain.receivers[place]) or place in self.links.carried

    def _note(self, moment: int, contact: int, what: list[tuple[int, Party | None]]) -> int:
        """The event of something that happens to a contact beside its departure and arrival on its day."""
        self.noted.append((contact, what))
        return moment << SHIFT | len(self.links.bits) + len(self.noted) - 1

    def _receipts(self) -> list[int]:
        """Arrivals on receipts of their own; and where both ways pass, departures and arrivals back from there."""
        found = []
        for contact, (first_day, last_day) in self.plain.receipts.items():
            self.apart.add(contact)
            if self.plain.receivers[contact]:
                departure, arrival = first_day * self.day, last_day * self.day + self.day - 2
                if self.links.is_answered(contact):
                    found.append(self._note(departure, contact, []))
                    self.answered[contact] = {}
                found.append(self._note(arrival, contact, []))
        return found

    def _merges(self, minutes: dict[int, int]) -> list[int]:
        """Departures with what followed contacts, or those that a contact lists, brought; each after those that it
        may take from. What goes back from those who received it later departs apart: ``~contact``."""
        plain, links = self.plain, self.links
        wanted: dict[int, list[tuple[int, Party | None]]] = {}
        for later, chain in links.overlapping():
            self._want(later, plain.sources(later), chain, wanted)
            if later in self.answered:
                chain = list(links.followed(later, plain.receipts[later][0]))
                self._want(~later, plain.receivers[later], chain, wanted)
        for later, carriers in links.carriers.items():
            wanted[later] = [(earlier, None) for earlier in carriers]
        self.merged = set(wanted)
        self.linked = {leg if leg >= 0 else ~leg for leg in wanted}
        self.linked.update(earlier for items in wanted.values() for earlier, _ in items)
        return self._in_order(wanted, minutes)

    def _in_order(
        self, wanted: dict[int, list[tuple[int, Party | None]]], minutes: dict[int, int]
    ) -> list[int]:
        """The events of merges, each after those that it may take from."""
        before = {leg: list(self._taken_from(items)) for leg, items in wanted.items()}
        order: Iterable[int] = before
        if any(earlier in before for found in before.values() for earlier in found):
            order = TopologicalSorter(before).static_order()
        moments: dict[int, int] = {}
        found = []
        for leg in order:
            taken_from = before.get(leg, ())
            moments[leg] = max(
                [self._merge_day(leg, minutes)]
                + [
                    moments[earlier] if earlier in moments else self._merge_day(earlier, minutes)
                    for earlier in taken_from
                ]
            )
            if leg in wanted:
                found.append(self._note(moments[leg], leg, wanted[leg]))
        return found

    def _merge_day(self, leg: int, minutes: dict[int, int]) -> int:
        """The first moment at which a leg may take what others brought."""
        own = 4 * minutes.get(leg, 0) if leg >= 0 else 0
        first_day = self.plain.first_days[leg] if leg >= 0 else self.plain.receipts[~leg][0]
        return own + first_day * self.day + MERGE

    def _want(
        self,
        leg: int,
        sources: Sequence[Party],
        chain: Sequence[tuple[int, int]],
        wanted: dict[int, list[tuple[int, Party | None]]],
    ) -> None:
        senders = self.plain.senders
        linked = [(senders[later], earlier) for later, earlier in chain]
        if items := list(self.links.brought(sources, linked)):
            wanted[leg] = list(items)

    def _taken_from(self, items: Sequence[tuple[int, Party | None]]) -> Iterator[int]:
        for earlier, party in items:
            yield earlier
            if earlier in self.answered and party is not None and party != self.plain.senders[earlier]:
                yield ~earlier
