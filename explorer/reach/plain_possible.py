"""What may have reached whom by when, for all contacts in one pass over the days: the possible chains of
:mod:`explorer.reach.possible` as sets of contacts."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import NamedTuple

from explorer.reach.plain import Asked, Party, Places
from explorer.reach.plain_doubles import Doubles
from explorer.reach.plain_links import Links
from explorer.reach.plain_ways import Way, ways_back, ways_of

_SHIFT = 32
_NEVER = 1 << 60  # later than any day


class ByEnd(NamedTuple):
    """What may have happened by the end of a decision's last day: contacts that may have begun; that may be on record
    anywhere; that may have reached its organisation, on receipt and by any way; and, by any way that is not certainly
    after the decision."""

    begun: Places
    on_record: Places
    received: Places
    held: Places
    held_at: Places


class Possible:
    """The possible sweep. ``by_end`` has an entry a decision, ``after`` the contacts certainly after it. ``is_plain``
    is False where a chain needs to be looked at link by link: a both-way contact may bring back to the double of a
    party what came to the party in the meantime, and it matters. Whether it does is found by letting such contacts
    reach all doubles, and none: what both ways give the same rests on no such chain. Nothing later than the last
    decision is looked at."""

    def __init__(self, links: Links, asked: Sequence[Asked]) -> None:
        self.links, self.plain, self.asked = links, links.plain, asked
        plain, self.parted = links.plain, Doubles(links, asked)
        self.after, self.is_plain = self.parted.after, True
        self.by_end: list[ByEnd] = [ByEnd(0, 0, 0, 0, 0)] * len(asked)
        # Contacts whose parties all pass on to all, and those that list others or are listed; of the rest, those that
        # need a close look though they are alone on their day.
        self.meeting = {place for place, flow in plain.flows.items() if flow == "both"} - plain.shares.keys()
        self.special = self.meeting | links.carriers.keys() | links.carried
        self.apart = plain.receipts.keys() | self.parted.left_out.keys() | self.parted.touching
        self._sweep()
        if self.parted.kept_away:
            at_least = self.by_end
            self.by_end = list(at_least)
            self.parted.kept_away = set()
            self._sweep()
            self.is_plain = self.by_end == at_least

    def _begin(self) -> None:
        self.held: dict[Party, Places] = {}
        self.received: dict[Party, Places] = {}
        self.open: dict[Party, list[Way]] = {}
        self.waiting: list[tuple[int, int, int, tuple[Party, ...], Places]] = []
        self.awaited = self.begun = self.on_record = 0
        self.asking = sorted((item[2], number) for number, item in enumerate(self.asked))
        self.last_day = self.asking[-1][0]
        self.asking.append((_NEVER, -1))
        self.next_asked = 0

    def _shared_days(self) -> dict[int, list[int]]:
        """The days on which several contacts may begin first, with these."""
        days = self.plain.first_days
        if len(set(days)) == len(days):
            return {}
        found: dict[int, list[int]] = {}
        for place, day in enumerate(days):
            found.setdefault(day, []).append(place)
        return {day: places for day, places in found.items() if len(places) > 1}

    def _sweep(self) -> None:
        self._begin()
        plain, links, apart, special = self.plain, self.links, self.apart, self.special
        own, bits, silent = links.own, links.bits, links.silent
        senders, receivers, last_days = plain.senders, plain.receivers, plain.last_days
        held, waiting, still_open, shared = self.held, self.waiting, self.open, self._shared_days()
        get, mask, begun, on_record = held.get, (1 << _SHIFT) - 1, 0, 0
        ask_day, done = self.asking[0][0], -_NEVER
        for opening in sorted([day << _SHIFT | place for place, day in enumerate(plain.first_days)]):
            day, place = opening >> _SHIFT, opening & mask
            if ask_day < day or waiting:
                self.begun, self.on_record = begun, on_record
                self._until(day)
                on_record, ask_day = self.on_record, self.asking[self.next_asked][0]
                if ask_day == _NEVER:
                    return
            if day in shared or place in apart or (waiting and waiting[0][0] <= day):
                if day != done:
                    done = day
                    self.begun, self.on_record = begun, on_record
                    self._whole_day(day, shared.get(day, (place,)))
                    begun, on_record = self.begun, self.on_record
                continue
            begun |= bits[place]
            content, sender, to = own[place], senders[place], receivers[place]
            if to or sender is not None:
                on_record |= content
            if place in special:
                self._alone(day, place, content)
                continue
            improved = [party for party in (sender, *to) if party in still_open] if still_open else None
            if sender is not None:
                before = get(sender, 0)
                held[sender] = before | content
                if to and place not in silent:
                    content |= before
                    if last_days[place] != day:
                        self._open(sender, (last_days[place], to, (), 0, 0, 0))
            for receiver in to:
                held[receiver] = get(receiver, 0) | content
            if improved:
                self._settle(day, improved)
        self.begun, self.on_record = begun, on_record
        self._until(self.last_day + 1)

    def _open(self, source: Party, way: Way) -> None:
        if source in self.open:
            self.open[source].append(way)
        else:
            self.open[source] = [way]

    def _alone(self, day: int, place: int, content: Places) -> None:
        """A contact alone on its day that lists others, is listed, or whose parties all pass on to all."""
        plain, held, still_open, links = self.plain, self.held, self.open, self.links
        sender, own = plain.senders[place], content
        sources: Sequence[Party] = ()
        reached = targets = plain.reached(place)
        if place in links.carriers:
            sources = [("carried", earlier) for earlier in links.carriers[place]]
        elif place in self.meeting:
            sources = reached
        elif sender is not None and place not in links.silent:
            sources, targets = (sender,), plain.receivers[place]
        if place in links.carried:
            targets = (*targets, ("carried", place))
        for source in sources:
            content |= held.get(source, 0)
        for party in reached:
            held[party] = held.get(party, 0) | own
        for target in targets if sources else ():
            held[target] = held.get(target, 0) | content
        improved = [party for party in (*reached, *targets) if party in still_open] if still_open else []
        if plain.last_days[place] > day:
            for source in sources:
                self._open(source, (plain.last_days[place], targets, (), 0, 0, 0))
        if improved:
            self._settle(day, improved)

    def _whole_day(self, day: int, places: Sequence[int]) -> None:
        """All that opens on a day, in whatever order: until nothing more comes of it."""
        plain, silent = self.plain, self.links.silent
        improved: list[Party] = []
        for place in places:
            content = self.links.own[place]
            self.begun |= self.links.bits[place]
            reached = plain.reached(place)
            if place in plain.receipts and plain.receivers[place]:
                self._await(plain.receipts[place][0], place, (), 0)
                reached = reached[: len(reached) - len(plain.receivers[place])]
            if reached:
                self.on_record |= content
            is_close = place in self.apart or place in self.special
            for node in self.parted.spread(reached, place) if is_close else reached:
                self.held[node] = self.held.get(node, 0) | content
                improved.append(node)
            if is_close:
                for source, way in ways_of(self.links, self.parted, place):
                    self._open(source, way)
                    improved.append(source)
            elif len(reached) > 1 and plain.senders[place] is not None and place not in silent:
                self._open(reached[0], (plain.last_days[place], plain.receivers[place], (), 0, 0, 0))
        self._settle(day, improved)
        if self.waiting:
            self._arrive_by(day)

    def _settle(self, day: int, improved: list[Party]) -> None:
        """Pass on what nodes have newly got, along all that is open on a day, until there is nothing new."""
        held, still_open = self.held, self.open
        get = held.get
        while improved:
            node = improved.pop()
            ways = still_open.get(node)
            if not ways:
                continue
            at_node, closed = get(node, 0), False
            for last_day, own, late, received_first, received_last, left_out in ways:
                if last_day < day:
                    closed = True
                    continue
                content = at_node & ~left_out if left_out else at_node
                for target in own:
                    before = get(target, 0)
                    if content | before != before:
                        held[target] = content | before
                        improved.append(target)
                if late and day <= received_last and content:
                    self._await(max(day, received_first), -1, late, content)
            if closed:
                ways = [way for way in ways if way[0] >= day]
                if ways:
                    still_open[node] = ways
                else:
                    del still_open[node]

    def _await(self, day: int, place: int, nodes: tuple[Party, ...], content: Places) -> None:
        """Something to arrive on a later day: a contact itself, or (``place`` -1) content at some nodes."""
        self.awaited += 1
        heapq.heappush(self.waiting, (day, self.awaited, place, nodes, content))

    def _arrive_by(self, day: int) -> None:
        """What arrives on receipts up to a day, and what comes of it."""
        while self.waiting and self.waiting[0][0] <= day:
            today, _, place, nodes, content = heapq.heappop(self.waiting)
            self._ask_before(today)
            if place >= 0:
                nodes, content = self._receive(place), self.links.own[place]
            improved = []
            for node in nodes:
                before = self.held.get(node, 0)
                if content | before != before:
                    self.held[node] = content | before
                    improved.append(node)
            if place >= 0 and self.links.is_answered(place):
                for source, way in ways_back(self.plain, self.parted, place):
                    self._open(source, way)
                    improved.append(source)
            self._settle(today, improved)

    def _receive(self, place: int) -> tuple[Party, ...]:
        """The nodes that a contact reaches on its receipt."""
        plain = self.plain
        self.on_record |= self.links.own[place]
        for party in plain.receivers[place]:
            self.received[party] = self.received.get(party, 0) | self.links.bits[place]
        return self.parted.spread(plain.receivers[place], place)

    def _until(self, day: int) -> None:
        """All that comes before a day: receipts, and decisions that ended."""
        if self.waiting:
            self._arrive_by(day - 1)
        self._ask_before(day)

    def _ask_before(self, day: int) -> None:
        while self.asking[self.next_asked][0] < day:
            number = self.asking[self.next_asked][1]
            party = self.asked[number][0]
            self.by_end[number] = ByEnd(
                self.begun,
                self.on_record,
                self.received.get(party, 0),
                self.held.get(party, 0),
                self.held.get(self.parted.node_of[number], 0),
            )
            self.next_asked += 1
