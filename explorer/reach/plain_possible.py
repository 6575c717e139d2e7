"""What may have reached whom by when: the possible chains of :mod:`explorer.reach.possible` as sets of contacts, on
each day that :mod:`explorer.reach.plain_sweep` comes to."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from explorer.reach.plain import Party, Places
from explorer.reach.plain_doubles import Doubles
from explorer.reach.plain_links import Links
from explorer.reach.record import FAR

_Way: TypeAlias = tuple[int, tuple[Party, ...], tuple[Party, ...], int, int, Places]
"""A direction in which a contact passes on what is at a node, to its last day: to nodes on its day, and to others on
the first to last day of its receipt; and what of that it does not pass on."""


class Possible:
    """What each party, and each double of one, may have; and what may have been received by it later than the contact
    was: by the end of the last day that was opened.

    open, open_until
        ways that are open on a day, by the node they depart from, and the last day on which any is.
    waiting
        what arrives on later days.
    on_record
        contacts that were listed, or received later: others are where they reach anybody once they may have begun.
    close
        contacts that need a close look though they are alone on their day; ``whole_days`` those of them with which all
        of their day is looked at: receipts, and what :class:`Doubles` are for.
    """

    def __init__(self, links: Links, parted: Doubles) -> None:
        self.links, self.plain, self.parted = links, links.plain, parted
        plain = links.plain
        self.received: dict[Party, Places] = {}
        self.open: dict[Party, list[_Way]] = {}
        self.waiting: list[tuple[int, int, int, tuple[Party, ...], Places]] = []
        self.awaited = self.on_record = 0
        self.open_until = self._done = -FAR
        # Contacts whose parties all pass on to all, and those that list others or are listed.
        self.meeting = {place for place, flow in plain.flows.items() if flow == "both"} - plain.shares.keys()
        self.close = self.meeting | links.carriers.keys() | links.carried
        self.whole_days = plain.receipts.keys() | parted.left_out.keys() | parted.touching
        self.close |= self.whole_days
        self.shared: dict[int, list[int]] = {}
        self._carried = {place: node for node, place in enumerate(links.carried, parted.nodes)}
        self.held: list[Places] = [0] * (parted.nodes + len(links.carried))

    def opens(self, day: int, place: int) -> None:
        """A contact that needs a close look, or is not alone on its first day, may begin."""
        if day in self.shared or place in self.whole_days:
            if day != self._done:
                self._done = day
                self._whole_day(day, self.shared.get(day, (place,)))
        else:
            self._alone(day, place)

    def open_way(self, source: Party, way: _Way) -> None:
        """From now on, to the last day of the way, what is at a node passes on to others."""
        if way[0] > self.open_until:
            self.open_until = way[0]
        if source in self.open:
            self.open[source].append(way)
        else:
            self.open[source] = [way]

    def _alone(self, day: int, place: int) -> None:
        """A contact alone on its day that lists others, is listed, or whose parties all pass on to all."""
        plain, held, still_open, links = self.plain, self.held, self.open, self.links
        content = links.own[place]
        sender, own = plain.senders[place], content
        sources: Sequence[Party] = ()
        reached = targets = plain.reached(place)
        if reached:
            self.on_record |= own
        if place in links.carriers:
            sources = [self._carried[earlier] for earlier in links.carriers[place]]
        elif place in self.meeting:
            sources = reached
        elif sender is not None and place not in links.silent:
            sources, targets = (sender,), plain.receivers[place]
        if place in links.carried:
            targets = (*targets, self._carried[place])
        for source in sources:
            content |= held[source]
        for party in reached:
            held[party] |= own
        for target in targets if sources else ():
            held[target] |= content
        improved = [party for party in (*reached, *targets) if party in still_open] if still_open else []
        if plain.last_days[place] > day:
            for source in sources:
                self.open_way(source, (plain.last_days[place], targets, (), 0, 0, 0))
        if improved:
            self.settle(day, improved)

    def _ways(self, contact: int) -> Iterator[tuple[Party, _Way]]:
        """The ways of a contact on its day, each with the node it departs from."""
        plain, parted = self.plain, self.parted
        last_day, left_out = plain.last_days[contact], parted.left_out.get(contact, 0)
        received_first, received_last = plain.receipts.get(contact, (0, 0))
        reached = plain.reached(contact)
        late = plain.receivers[contact] if contact in plain.receipts else ()
        own = reached[: len(reached) - len(late)]
        carriers = self.links.carriers.get(contact)
        sources: Sequence[Party] = plain.sources(contact)
        if carriers:
            sources = [self._carried[earlier] for earlier in carriers]
        late_nodes = parted.passed_to(late, contact)
        for source in sources:
            nodes = parted.passed_to([party for party in own if party != source], contact)
            if contact in self.links.carried:
                nodes += (self._carried[contact],)
            node = parted.source_of.get((contact, source), source)
            yield node, (last_day, nodes, late_nodes, received_first, received_last, left_out)

    def _ways_back(self, contact: int) -> Iterator[tuple[Party, _Way]]:
        """The ways of a both-way contact from those that received it later; not left out: they are of another day."""
        plain = self.plain
        last_day = plain.receipts[contact][1]
        reached = plain.reached(contact)
        for source in plain.receivers[contact]:
            nodes = self.parted.passed_to([party for party in reached if party != source], contact)
            yield source, (last_day, nodes, (), 0, 0, 0)

    def _whole_day(self, day: int, places: Sequence[int]) -> None:
        """All that opens on a day, in whatever order: until nothing more comes of it."""
        plain, silent = self.plain, self.links.silent
        improved: list[Party] = []
        for place in places:
            content = self.links.own[place]
            reached = plain.reached(place)
            if place in plain.receipts and plain.receivers[place]:
                self._await(plain.receipts[place][0], place, (), 0)
                reached = reached[: len(reached) - len(plain.receivers[place])]
            if reached:
                self.on_record |= content
            is_close = place in self.close
            for node in self.parted.spread(reached, place) if is_close else reached:
                self.held[node] |= content
                improved.append(node)
            if is_close:
                for source, way in self._ways(place):
                    self.open_way(source, way)
                    improved.append(source)
            elif len(reached) > 1 and plain.senders[place] is not None and place not in silent:
                self.open_way(reached[0], (plain.last_days[place], plain.receivers[place], (), 0, 0, 0))
        self.settle(day, improved)
        if self.waiting:
            self.arrive_by(day)

    def settle(self, day: int, improved: list[Party]) -> None:
        """Pass on what nodes have newly got, along all that is open on a day, until there is nothing new."""
        held, still_open = self.held, self.open
        while improved:
            node = improved.pop()
            if node not in still_open:
                continue
            at_node, closed = held[node], False
            for last_day, own, late, received_first, received_last, left_out in still_open[node]:
                if last_day < day:
                    closed = True
                    continue
                content = at_node & ~left_out if left_out else at_node
                for target in own:
                    before = held[target]
                    if content | before != before:
                        held[target] = content | before
                        if target in still_open:
                            improved.append(target)
                if late and day <= received_last and content:
                    self._await(max(day, received_first), -1, late, content)
            if closed:
                ways = [way for way in still_open[node] if way[0] >= day]
                if ways:
                    still_open[node] = ways
                else:
                    del still_open[node]

    def _await(self, day: int, place: int, nodes: tuple[Party, ...], content: Places) -> None:
        """Something to arrive on a later day: a contact itself, or (``place`` -1) content at some nodes."""
        self.awaited += 1
        heapq.heappush(self.waiting, (day, self.awaited, place, nodes, content))

    def arrive_by(self, day: int) -> None:
        """What arrives on receipts up to a day, and what comes of it."""
        while self.waiting and self.waiting[0][0] <= day:
            today, _, place, nodes, content = heapq.heappop(self.waiting)
            if place >= 0:
                nodes, content = self._receive(place), self.links.own[place]
            improved = []
            for node in nodes:
                before = self.held[node]
                if content | before != before:
                    self.held[node] = content | before
                    improved.append(node)
            if place >= 0 and self.links.is_answered(place):
                for source, way in self._ways_back(place):
                    self.open_way(source, way)
                    improved.append(source)
            self.settle(today, improved)

    def _receive(self, place: int) -> tuple[Party, ...]:
        """The nodes that a contact reaches on its receipt."""
        plain = self.plain
        self.on_record |= self.links.own[place]
        for party in plain.receivers[place]:
            self.received[party] = self.received.get(party, 0) | self.links.bits[place]
        return self.parted.spread(plain.receivers[place], place)
