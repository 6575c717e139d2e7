"""What may have reached whom by when, for all contacts in one pass over the days: the possible chains of
:mod:`explorer.reach.possible` as sets of contacts."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from explorer.reach.plain import Asked, Party, Places
from explorer.reach.plain_links import Links

_SHIFT = 32
_NEVER = 1 << 60  # later than any day


class _Way(NamedTuple):
    """A direction in which a contact passes on what is at a node while it is open; what of that it does not."""

    last_day: int
    source: Party
    own: tuple[Party, ...]
    late: tuple[Party, ...]
    received_first: int
    received_last: int
    left_out: Places


class _Double(NamedTuple):
    """A party as it is without what some contacts, each certainly later than what departs from it, brought it."""

    node: Party
    last_day: int
    after: Places


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
    """The possible sweep. ``by_end`` has an entry a decision. ``is_plain`` is False where a chain needs to be looked at
    link by link: a both-way contact may bring back to the double of a party what came to the party in the meantime,
    and it matters. Whether it does is found by letting such contacts reach all doubles, and none: what both ways give
    the same rests on no such chain."""

    def __init__(self, links: Links, asked: Sequence[Asked]) -> None:
        self.links, self.plain, self.asked = links, links.plain, asked
        self.is_plain = True
        self.by_end: list[ByEnd] = [ByEnd(0, 0, 0, 0, 0)] * len(asked)
        self.doubles: dict[Party, list[_Double]] = {}
        self.source_of: dict[tuple[int, Party], Party] = {}
        self.left_out: dict[int, Places] = {}
        if links.minutes or self.plain.follows:
            self._part_doubles()
        self.after = [links.certainly_after(item) for item in asked]
        self.node_of = [self._node_of(*pair) for pair in zip(asked, self.after, strict=True)]
        plain = self.plain
        self.apart = {
            *plain.receipts,
            *links.carriers,
            *links.carried,
            *self.left_out,
            *(place for place, _ in self.source_of),
        }
        self.apart.update(place for place, flow in plain.flows.items() if flow == "both")
        if self.doubles:
            doubled = self.doubles.keys()
            self.apart.update(
                place for place in range(len(links.bits)) if not doubled.isdisjoint(plain.reached(place))
            )
        self.kept_away = {place for place in self.apart if self.doubles and self._may_bring_back(place)}
        self._sweep()
        if self.kept_away:
            at_least = self.by_end
            self.by_end, self.kept_away = list(at_least), set()
            self._sweep()
            self.is_plain = self.by_end == at_least

    # ---- what is certain within the uncertain

    def _part_doubles(self) -> None:
        """For each contact those certainly later: none of these brings on what it told, or what it passed on."""
        plain, bits = self.plain, self.links.bits
        after: dict[tuple[int, Party], Places] = {}
        for later, places in self.links.certainly_earlier().items():
            parties = plain.reached(later)
            earlier = 0
            while places:
                lowest = places & -places
                places ^= lowest
                earlier = lowest.bit_length() - 1
                self.left_out[earlier] = self.left_out.get(earlier, 0) | bits[later]
                if plain.first_days[later] <= plain.last_days[earlier]:
                    for source in plain.sources(earlier):
                        if source in parties:
                            after[earlier, source] = after.get((earlier, source), 0) | bits[later]
        for (place, source), contacts in after.items():
            self.source_of[place, source] = self._add_double(source, plain.last_days[place], contacts)

    def _add_double(self, party: Party, last_day: int, after: Places) -> Party:
        doubles = self.doubles.setdefault(party, [])
        node = (party, len(doubles))
        doubles.append(_Double(node, last_day, after))
        return node

    def _node_of(self, item: Asked, after: Places) -> Party:
        """The organisation of a decision, or a double of it."""
        return self._add_double(item[0], item[2], after) if after else item[0]

    def _may_bring_back(self, contact: int) -> bool:
        """Whether a both-way contact may bring to a double what came to its party in the meantime."""
        plain = self.plain
        if plain.flows.get(contact) != "both" or len(plain.reached(contact)) < 2:
            return False
        first_day, last_day = plain.first_days[contact], plain.last_days[contact]
        if contact in plain.receipts:
            last_day = max(last_day, plain.receipts[contact][1])
        return any(
            first_day <= double.last_day and last_day >= self._first_after(double)
            for party in plain.reached(contact)
            for double in self.doubles.get(party, ())
            if not double.after >> contact & 1
        )

    def _first_after(self, double: _Double) -> int:
        return min(day for place, day in enumerate(self.plain.first_days) if double.after >> place & 1)

    def _spread(self, parties: Iterable[Party], contact: int) -> tuple[Party, ...]:
        """Parties and those of their doubles that a contact reaches."""
        if not self.doubles:
            return tuple(parties)
        first_day = self.plain.first_days[contact]
        found: list[Party] = []
        for party in parties:
            found.append(party)
            for node, last_day, after in self.doubles.get(party, ()):
                if first_day <= last_day and not after >> contact & 1:
                    found.append(node)
        return tuple(found)

    def _passed_to(self, parties: Sequence[Party], contact: int) -> tuple[Party, ...]:
        """Where what a contact takes from others arrives."""
        return tuple(parties) if contact in self.kept_away else self._spread(parties, contact)

    def _ways(self, contact: int) -> list[_Way]:
        """The ways of a contact on its day."""
        plain = self.plain
        last_day, left_out = plain.last_days[contact], self.left_out.get(contact, 0)
        is_late = contact in plain.receipts
        received_first, received_last = plain.receipts.get(contact, (0, 0))
        carriers = self.links.carriers.get(contact)
        reached = plain.reached(contact)
        late = plain.receivers[contact] if is_late else ()
        own = reached[: len(reached) - len(late)]
        sources: Sequence[Party] = [("carried", earlier) for earlier in carriers or ()] or plain.sources(
            contact
        )
        ways = []
        for source in sources:
            nodes = list(self._passed_to([party for party in own if party != source], contact))
            if contact in self.links.carried:
                nodes.append(("carried", contact))
            late_nodes = self._passed_to(late, contact)
            node = self.source_of.get((contact, source), source)
            ways.append(
                _Way(last_day, node, tuple(nodes), late_nodes, received_first, received_last, left_out)
            )
        return ways

    def _ways_back(self, contact: int) -> list[_Way]:
        """The ways of a both-way contact from those that received it later; not left out: they are of another day."""
        plain = self.plain
        last_day = plain.receipts[contact][1]
        reached = plain.reached(contact)
        return [
            _Way(
                last_day,
                source,
                self._passed_to([party for party in reached if party != source], contact),
                (),
                0,
                0,
                0,
            )
            for source in plain.receivers[contact]
        ]

    # ---- the sweep

    def _sweep(self) -> None:
        plain, own, bits, apart = self.plain, self.links.own, self.links.bits, self.apart
        senders, receivers, last_days, shares = plain.senders, plain.receivers, plain.last_days, plain.shares
        silent = {place for place, flow in plain.flows.items() if flow == "none"}
        held: dict[Party, Places] = {}
        self.held = held
        self.received: dict[Party, Places] = {}
        self.open: dict[Party, list[_Way]] = {}
        self.waiting: list[tuple[int, int, int, tuple[Party, ...], Places]] = []
        self.awaited = 0
        self.begun = self.on_record = 0
        self.open_until = -_NEVER
        self.asking = sorted((item[2], number) for number, item in enumerate(self.asked))
        self.next_asked = 0
        get = held.get
        openings = sorted(day << _SHIFT | place for place, day in enumerate(plain.first_days))
        openings.append(_NEVER << _SHIFT)
        asking = [day for day, _ in self.asking]
        asking.append(_NEVER)
        mask, at, begun, on_record = (1 << _SHIFT) - 1, 0, 0, 0
        opening = openings[0]
        waiting, still_open = self.waiting, self.open
        while opening >> _SHIFT != _NEVER:
            day, place = opening >> _SHIFT, opening & mask
            at += 1
            opening = openings[at]
            if waiting or asking[self.next_asked] < day:
                self.begun, self.on_record = begun, on_record
                self._until(day)
                on_record = self.on_record
            if opening >> _SHIFT != day and place not in apart and not (waiting and waiting[0][0] <= day):
                begun |= bits[place]
                content = own[place]
                sender = senders[place]
                if sender is not None:
                    on_record |= content
                    before = get(sender, 0)
                    held[sender] = before | content
                    if place not in silent and place not in shares:
                        content |= before
                        if last_days[place] != day and receivers[place]:
                            way = _Way(last_days[place], sender, receivers[place], (), 0, 0, 0)
                            self._open(way)
                if receivers[place]:
                    on_record |= own[place]
                    for receiver in receivers[place]:
                        held[receiver] = get(receiver, 0) | content
                if day <= self.open_until and (
                    sender in still_open or not still_open.keys().isdisjoint(receivers[place])
                ):
                    self._settle(day, list(plain.reached(place)))
                    if waiting:
                        self.begun, self.on_record = begun, on_record
                        self._arrive_by(day)
                continue
            self.begun, self.on_record = begun, on_record
            same_day = [place]
            while opening >> _SHIFT == day:
                same_day.append(opening & mask)
                at += 1
                opening = openings[at]
            self._whole_day(day, same_day)
            begun, on_record = self.begun, self.on_record
        self.begun, self.on_record = begun, on_record
        self._until(_NEVER)

    def _open(self, way: _Way) -> None:
        ways = self.open.setdefault(way.source, [])
        ways.append(way)
        if way.last_day > self.open_until:
            self.open_until = way.last_day

    def _whole_day(self, day: int, places: Sequence[int]) -> None:
        """All that opens on a day, in whatever order: until nothing more comes of it."""
        plain = self.plain
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
            for node in self._spread(reached, place):
                self.held[node] = self.held.get(node, 0) | content
                improved.append(node)
            for way in self._ways(place):
                self._open(way)
                improved.append(way.source)
        self._settle(day, improved)
        if self.waiting:
            self._arrive_by(day)

    def _settle(self, day: int, improved: list[Party]) -> None:
        """Pass on what nodes have newly got, along all that is open on a day, until there is nothing new."""
        held, still_open = self.held, self.open
        while improved:
            node = improved.pop()
            ways = still_open.get(node)
            if not ways:
                continue
            if len(ways) > 4 and any(way[0] < day for way in ways):
                ways = still_open[node] = [way for way in ways if way[0] >= day]
            at_node = held.get(node, 0)
            for last_day, _, own, late, received_first, received_last, left_out in ways:
                if last_day < day:
                    continue
                content = at_node & ~left_out if left_out else at_node
                for target in own:
                    before = held.get(target, 0)
                    if content | before != before:
                        held[target] = content | before
                        improved.append(target)
                if late and day <= received_last and content:
                    self._await(max(day, received_first), -1, late, content)

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
                for way in self._ways_back(place):
                    self._open(way)
                    improved.append(way.source)
            self._settle(today, improved)

    def _receive(self, place: int) -> tuple[Party, ...]:
        """The nodes that a contact reaches on its receipt."""
        plain = self.plain
        self.on_record |= self.links.own[place]
        for party in plain.receivers[place]:
            self.received[party] = self.received.get(party, 0) | self.links.bits[place]
        return self._spread(plain.receivers[place], place)

    def _until(self, day: int) -> None:
        """All that comes before a day: receipts, and decisions that ended."""
        if self.waiting:
            self._arrive_by(day - 1)
        self._ask_before(day)

    def _ask_before(self, day: int) -> None:
        while self.next_asked < len(self.asking) and self.asking[self.next_asked][0] < day:
            number = self.asking[self.next_asked][1]
            party = self.asked[number][0]
            self.by_end[number] = ByEnd(
                self.begun,
                self.on_record,
                self.received.get(party, 0),
                self.held.get(party, 0),
                self.held.get(self.node_of[number], 0),
            )
            self.next_asked += 1
