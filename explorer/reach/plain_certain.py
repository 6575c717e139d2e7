"""What certainly reached whom by when, for all contacts in one pass over the days: the certain chains of
:mod:`explorer.reach.certain` as sets of contacts."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from graphlib import TopologicalSorter
from typing import NamedTuple

from explorer.reach.plain import Asked, Party, Places
from explorer.reach.plain_links import Links

# A moment is a day times the slots of a day, and a slot: of each minute the first in which things depart, then what
# followed contacts brought is merged in, then things arrive. Without a time, content departs as the day begins and
# arrives as it ends; then decisions are asked what is on record by the end of their day. Where times order nothing, a
# day is a single minute.
_DEPART, _MERGE, _ARRIVE, _ASK = range(4)
_MINUTES = 1441
_NOT_YET = -1  # no set of contacts
_SHIFT = 32  # below it, what happens: a contact by its place, then what is noted apart, then decisions


class Before(NamedTuple):
    """What had certainly happened before a decision: at its organisation (all; took part on receipt; was told), and
    anywhere (contacts that had begun; that some organisation had)."""

    held: Places
    received: Places
    told: Places
    begun: Places
    on_record: Places


class Certain:
    """The certain sweep. ``before`` and ``by_end`` have an entry a decision: what is before it, and what its
    organisation held by the end of its last day. Built in n log n of contacts and decisions."""

    def __init__(self, links: Links, asked: Sequence[Asked]) -> None:
        self.links, self.plain, self.asked = links, links.plain, asked
        self.carried: list[Places] = [_NOT_YET] * len(links.bits)
        self.answered: dict[int, dict[Party, Places]] = {}
        self.taken: dict[int, dict[Party, Places]] = {}
        self.merged: set[int] = set()
        self.linked: set[int] = set()
        self.before: list[Before] = [Before(0, 0, 0, 0, 0)] * len(asked)
        self.by_end: list[Places] = [0] * len(asked)
        self._sweep(self._events())

    # ---- events

    def _events(self) -> list[int]:
        plain, links = self.plain, self.links
        minutes = links.minutes if links.needs_times(self.asked) else {}
        self.day = day = 4 * (_MINUTES if minutes else 1)
        self.base = base = min(plain.first_days, default=0) - 1
        self.noted: list[tuple[int, list[tuple[int, Party | None]]]] = []
        self.apart: set[int] = set()  # contacts that are not as nearly all are
        noted: list[int] = []
        if plain.receipts:
            noted += self._receipts()
        if plain.follows or links.carriers:
            noted += self._merges(minutes)
        events = self._on_their_days()
        if minutes:
            events = [self._timed(event, minutes) for event in events]
        self.first_asked = first_asked = len(plain.first_days) + len(self.noted)
        for number, item in enumerate(self.asked, first_asked):
            minute = links.minute_of(item) if minutes else 0
            departure = (item[1] - base) * day + 4 * (minute or 0)
            noted.append(departure << _SHIFT | number)
            noted.append(((item[2] - base) * day + day - 1) << _SHIFT | number)
        last = max(noted)
        events += noted
        events.sort()
        if not self.answered:  # what a decision follows may have brought it answers at any time
            del events[bisect_right(events, last) :]
        return events

    def _on_their_days(self) -> list[int]:
        """Departures and arrivals of contacts, but for times. What arrives alone on its day departs with its arrival:
        until then it carries :data:`_NOT_YET`."""
        plain, base, carried = self.plain, self.base, self.carried
        first_days, last_days, day = plain.first_days, plain.last_days, self.day << _SHIFT
        self.apart.update([place for place, listed in plain.shares.items() if listed])
        self.apart.update([place for place, flow in plain.flows.items() if flow == "both"])
        for places in (self.links.silent, self.apart, self.linked):
            for place in places:
                carried[place] = 0
        together = self._together()
        if together is None:
            departing = set(range(len(last_days)))
        else:
            pairs = zip(first_days, last_days, strict=True)
            departing = {place for place, (first, last) in enumerate(pairs) if first != last}
            departing |= self.apart | self.linked
            if together:
                departing.update([place for place, last in enumerate(last_days) if last in together])
        start = -base * day
        end = start + ((self.day - 2) << _SHIFT)
        events = [last * day + at for at, last in enumerate(last_days, end)]
        events += [first_days[place] * day + start + place for place in departing if self._passes(place)]
        return events

    def _passes(self, place: int) -> bool:
        """Whether a contact passes on what its sources had; what is listed may have carried it to nobody on record."""
        plain = self.plain
        if place in self.apart:
            return bool(plain.sources(place))
        if place in self.links.silent or plain.senders[place] is None:
            return False
        return bool(plain.receivers[place]) or place in self.links.carried

    def _together(self) -> set[int] | None:
        """The days on which several contacts arrive last; None where times order more than days."""
        if self.day > _ASK + 1:
            return None
        days = self.plain.last_days
        if self.plain.receipts:
            days = [*days, *(last_day for _, last_day in self.plain.receipts.values())]
        if len(set(days)) == len(days):
            return set()
        return {day for day, times in Counter(days).items() if times > 1}

    def _timed(self, event: int, minutes: dict[int, int]) -> int:
        moment, place = event >> _SHIFT, event & (1 << _SHIFT) - 1
        if place not in minutes:
            return event
        moment += 4 * minutes[place] + (0 if moment & 3 == _DEPART else _ARRIVE - (self.day - 2))
        return moment << _SHIFT | place

    def _note(self, moment: int, contact: int, what: list[tuple[int, Party | None]]) -> int:
        """The event of something that happens to a contact beside its departure and arrival on its day."""
        self.noted.append((contact, what))
        return moment << _SHIFT | len(self.links.bits) + len(self.noted) - 1

    def _receipts(self) -> list[int]:
        """Arrivals on receipts of their own; and where both ways pass, departures and arrivals back from there."""
        found = []
        for contact, (first_day, last_day) in self.plain.receipts.items():
            self.apart.add(contact)
            if self.plain.receivers[contact]:
                departure, arrival = (
                    (first_day - self.base) * self.day,
                    (last_day - self.base) * self.day + self.day - 2,
                )
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
        return own + (first_day - self.base) * self.day + _MERGE

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

    # ---- the sweep

    def _sweep(self, events: Sequence[int]) -> None:
        plain, carried, apart = self.plain, self.carried, self.apart
        senders, receivers = plain.senders, plain.receivers
        own, bits, count, first_asked = (
            self.links.own,
            self.links.bits,
            len(self.links.bits),
            self.first_asked,
        )
        held: dict[Party, Places] = {}
        self.held = held
        self.received: dict[Party, Places] = {}
        self.told: dict[Party, Places] = {}
        self.begun = self.on_record = 0
        begun = on_record = 0
        get, mask = held.get, (1 << _SHIFT) - 1
        for event in events:
            at = event & mask
            slot = event >> _SHIFT & 3
            if at < count:
                if at in apart:
                    self.begun, self.on_record = begun, on_record
                    if slot == _ARRIVE:
                        self._arrive_apart(at)
                        begun, on_record = self.begun, self.on_record
                    else:
                        self._depart_apart(at)
                elif slot == _ARRIVE:
                    content, sender, to = own[at], senders[at], receivers[at]
                    begun |= bits[at]
                    taken, before = carried[at], 0
                    if sender is not None:
                        on_record |= content
                        before = get(sender, 0)
                        held[sender] = before | content
                    if taken < 0:
                        carried[at] = taken = before
                    if to:
                        on_record |= content
                        content |= taken
                        for receiver in to:
                            held[receiver] = get(receiver, 0) | content
                else:
                    carried[at] = get(senders[at], 0)
            elif at >= first_asked:
                number = at - first_asked
                party = self.asked[number][0]
                if slot == _ASK:
                    self.by_end[number] = get(party, 0)
                else:
                    received, told = self.received.get(party, 0), self.told.get(party, 0)
                    self.before[number] = Before(get(party, 0), received, told, begun, on_record)
            else:
                self.on_record = on_record
                self._noted(slot, *self.noted[at - count])
                on_record = self.on_record

    def _depart_apart(self, contact: int) -> None:
        taken = {party: self.held.get(party, 0) for party in self.plain.sources(contact)}
        if len(taken) > 1:
            self.taken[contact] = taken
        for content in taken.values():
            self.carried[contact] |= content

    def _arrive_apart(self, contact: int) -> None:
        """Where times are, or shares list something, a sender too may learn something of its own contact."""
        plain = self.plain
        self.begun |= self.links.bits[contact]
        is_late = contact in plain.receipts
        reached = plain.reached(contact)
        if is_late:
            reached = reached[: len(reached) - len(plain.receivers[contact])]
        own, carried = self.links.own[contact], self.carried[contact]
        listed = own & ~self.links.bits[contact]
        if reached:
            self.on_record |= own
        learns = plain.flows.get(contact) == "both" or contact in self.links.carriers
        of_others = contact in self.taken and contact in self.merged
        for party in reached:
            content = own
            if learns or party != plain.senders[contact]:
                content |= self.carried_to(contact, party) if of_others else carried
            self.held[party] = self.held.get(party, 0) | content
            if listed:
                self.told[party] = self.told.get(party, 0) | listed

    def _reach(self, contact: int, party: Party, carried: Places) -> None:
        content = self.links.own[contact]
        self.on_record |= content
        self.held[party] = self.held.get(party, 0) | content | carried
        if listed := content & ~self.links.bits[contact]:
            self.told[party] = self.told.get(party, 0) | listed

    def _noted(self, slot: int, contact: int, what: Sequence[tuple[int, Party | None]]) -> None:
        plain = self.plain
        if slot == _MERGE:
            for earlier, party in what:
                self._merge(contact, earlier, party)
        elif slot == _DEPART:
            self.answered[contact] = {party: self.held.get(party, 0) for party in plain.receivers[contact]}
        else:
            for party in plain.receivers[contact]:
                self.received[party] = self.received.get(party, 0) | self.links.bits[contact]
                self._reach(contact, party, self.carried_to(contact, party))
            if contact in self.answered:
                for party in plain.reached(contact):
                    self.held[party] = self.held.get(party, 0) | self._answers_to(contact, party)

    def _merge(self, contact: int, earlier: int, party: Party | None) -> None:
        """Let a contact take what another brought to ``party``, one of its sources; None: what another carried."""
        content = self.links.own[earlier]
        content |= self.carried[earlier] if party is None else self.brought_to(earlier, party)
        if contact < 0:
            if party is not None:
                self.answered[~contact][party] |= content
            return
        self.carried[contact] |= content
        if contact in self.taken and party is not None:
            self.taken[contact][party] |= content

    def carried_to(self, contact: int, party: Party) -> Places:
        """What a contact passes on to a party: nothing that it took from that party alone."""
        if contact in self.taken and contact in self.merged:
            return _of_others(self.taken[contact], party)
        return self.carried[contact]

    def brought_to(self, contact: int, party: Party) -> Places:
        """All that a contact brought to one that it reached: itself, what it lists, and what it passed on."""
        plain, content = self.plain, self.links.own[contact]
        sources = plain.sources(contact)
        if contact in self.taken:
            content |= _of_others(self.taken[contact], party)
        elif party not in sources and (contact in self.links.carriers or sources):
            content |= self.carried[contact]
        if contact in self.answered and party != plain.senders[contact]:
            content |= self._answers_to(contact, party)
        return content

    def _answers_to(self, contact: int, party: Party) -> Places:
        return _of_others(self.answered[contact], party)


def _of_others(taken: dict[Party, Places], party: Party) -> Places:
    """What was taken from any but a party."""
    content = 0
    for source, found in taken.items():
        if source != party:
            content |= found
    return content
