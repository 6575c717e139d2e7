"""Label setting over contacts in order of time: the earliest arrival of one contact's content everywhere.

Two sweeps over what :class:`explorer.relays.Relays` prepares. Both go back to Wu et al., "Path problems in
temporal graphs" (VLDB 2014: one pass over edges in order of time gives earliest arrivals) and Holme and
Saramäki, "Temporal networks" (2012), with three additions: contacts whose day is a range, contacts that last,
and a second criterion. Of the chains that arrive on the earliest day it is the one with the fewest links, then
with the least ids, compared from the last link back. So a node keeps two labels: the first to arrive, which is
the answer, and the one with the fewest links so far, which is what later departures take.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from graphlib import TopologicalSorter
from operator import itemgetter
from typing import NamedTuple, TypeAlias, Union

from explorer.relays import DAY, MERGE, Decision, Leg, Relays, end_of

# (links * size + last contact, label before, node, moment of arrival, (links + 1) * size), size being at least
# the number of contacts. Labels compare by links, then by contacts from the last back: the label before is
# compared in its turn. Plain tuples, since making one is what a sweep does most.
Label: TypeAlias = tuple[int, Union["Label", tuple[()]], int, int, int]

FAR = 1 << 60
NOTHING: Label = (FAR, (), -1, FAR, 2 * FAR)
_TAKE, _TAKE_BEST, _MERGE = -1, -2, -3

Event: TypeAlias = tuple[int, int, int, int]  # moment, leg, node, contact that arrives or one of the above
Opening: TypeAlias = tuple[
    int, int, int, int, int, int
]  # first and last day, source, target or -1, contact, way
Pending: TypeAlias = tuple[int, int, int, Label]  # moment or day, node, contact, label it extends


def root(size: int) -> Label:
    """The label that every chain begins with: the content itself, before any link."""
    return (0, (), -1, -1, size)


def steps(label: Label, size: int) -> list[tuple[int, int, int]]:
    """The links of a chain in order, each as (contact, node it reached, day by which it did)."""
    chain = []
    while label[1]:
        chain.append((label[0] % size, label[2], label[3] // DAY))
        label = label[1]
    return chain[::-1]


class _Stretch(NamedTuple):
    """A leg that lasts, as it passes on what reaches its source after it began."""

    contact: int
    departure: int
    before_day: int  # what arrives on this day or later is not passed on for certain
    last_day: int  # by which it surely was
    targets: tuple[tuple[int, int], ...]  # (node, day from which it may arrive)


class Arrivals(NamedTuple):
    """What one certain sweep found: first labels by node; the label that each leg, and then each decision,
    took when it departed; for legs of several sources, those of all."""

    first: list[Label]
    carried: list[Label]
    many: dict[int, list[Label]]


class CertainSweep:
    """Chains that hold whatever the days were; with `with_access`, along standing access too.

    Events in order of time. At a departure a leg takes the best label of its sources; at an arrival its label
    reaches a node. A merge, after the departures of its moment, takes what followed contacts brought though
    their days alone would not say so. What stretches pass on midway waits in a heap.
    """

    def __init__(self, relays: Relays, decisions: Sequence[Decision], with_access: bool) -> None:
        self.relays, self.size, self.decisions = relays, relays.size, len(decisions)
        self.root = root(self.size)
        self.merges: dict[int, list[tuple[int, int, int, bool]]] = {}
        self.stretches: dict[int, list[_Stretch]] = {}
        departures: list[Event] = []
        arrivals: list[Event] = []
        for place, leg in enumerate(relays.legs):
            if not leg.sources or (leg.is_access and not with_access):
                continue
            source = leg.sources[0]
            is_simple = len(leg.sources) == 1 and source < relays.parties
            departures.append((leg.departure, place, source, _TAKE if is_simple else _TAKE_BEST))
            moment = leg.arrival
            arrivals += [(moment, place, node, leg.contact) for node in leg.own]
            moment = leg.late_arrival
            arrivals += [(moment, place, node, leg.contact) for node in leg.late]
            self._add_merges(place, leg)
            if leg.is_stretch:
                self._add_stretch(leg)
        for number, decision in enumerate(decisions):
            place = len(relays.legs) + number
            departures.append((decision.departure, place, decision.organisation, _TAKE))
        self.events = [*departures, *self._merge_events(), *arrivals]
        self.events.sort(key=itemgetter(0))  # stable: merges stay after those they may take from
        self._moments = [event[0] for event in self.events]

    def _add_merges(self, place: int, leg: Leg) -> None:
        relays = self.relays
        found = []
        if leg.sources[0] < relays.parties:
            links = relays.links_back(leg.contact, leg.bounds.first_day)
            brought = relays.brought(leg.sources, leg.departure, links)
            found = [(*key, *value) for key, value in brought.items()]
        elif not leg.is_stretch:
            listed = [(relays.carried_by[node], node) for node in leg.sources]
            found = [(earlier, node, relays.legs[earlier].arrival, False) for earlier, node in listed]
        if found:
            self.merges[place] = found

    def _merge_events(self) -> list[Event]:
        """Each merge after those that it may take from."""
        relays = self.relays
        before = {place: [item[0] for item in found] for place, found in self.merges.items()}
        moments: dict[int, int] = {}
        events = []
        for place in TopologicalSorter(before).static_order():
            own = relays.legs[place].departure + MERGE
            moments[place] = max([own, *(moments[earlier] for earlier in before.get(place, ()))])
            if place in before:
                events.append((moments[place], place, 0, _MERGE))
        return events

    def _add_stretch(self, leg: Leg) -> None:
        targets = [(node, leg.bounds.latest_start) for node in leg.own]
        targets += [(node, leg.receipt.latest_start) for node in leg.late]
        for source in leg.sources:
            before_day, last_day = leg.bounds.earliest_end, FAR
            listed = self.relays.carried_by.get(source)
            if listed is not None and not self.relays.record.stretches[listed]:
                before_day, last_day = FAR, leg.bounds.last_day  # that it passed this on is recorded
            self.stretches.setdefault(source, []).append(
                _Stretch(leg.contact, leg.departure, before_day, last_day, tuple(targets))
            )

    def _begun(self, contact: int, tellers: Iterable[int]) -> tuple[list[Pending], list[Label]]:
        """Arrivals at who took part or was told, and the legs that carry the content from the first."""
        relays = self.relays
        waiting = [
            (relays.arrival(contact, is_late), party, contact, self.root)
            for party, is_late in relays.reached(contact)
        ]
        carried = [NOTHING] * (len(relays.legs) + self.decisions)
        carried[contact] = self.root
        for teller in tellers:
            if not relays.lists_midway(teller, contact):
                carried[teller] = self.root
            for party, is_late in relays.reached(teller):
                waiting.append((relays.told_by(teller, contact, is_late), party, teller, self.root))
        heapq.heapify(waiting)
        return waiting, carried

    def run(self, contact: int, tellers: Sequence[int]) -> Arrivals:
        """Where the content of `contact` arrives, given the contacts that list it. One pass over the events
        from its departure on."""
        relays, size = self.relays, self.size
        best, first = [NOTHING] * relays.nodes, [NOTHING] * relays.nodes
        codes = [FAR] * relays.nodes
        waiting, carried = self._begun(contact, tellers)
        many: dict[int, list[Label]] = {}
        stretches = self.stretches

        def arrive(moment: int, node: int, by: int, label: Label) -> None:
            code = label[4] + by
            if code > codes[node] or (code == codes[node] and not label < best[node][1]):
                return
            codes[node] = code
            best[node] = new = (code, label, node, moment, label[4] + size)
            day = moment // DAY
            if first[node] is NOTHING or first[node][3] // DAY == day:
                first[node] = new
            for stretch in stretches.get(node, ()):
                if moment >= stretch.departure and day < stretch.before_day:
                    passed = min(day + 1, stretch.last_day)
                    for target, from_day in stretch.targets:
                        item = (end_of(max(from_day, passed)), target, stretch.contact, new)
                        heapq.heappush(waiting, item)

        def arrive_before(moment: int) -> int:
            while waiting and waiting[0][0] < moment:
                arrive(*heapq.heappop(waiting))
            return waiting[0][0] if waiting else FAR

        due = waiting[0][0] if waiting else FAR
        start = bisect_left(self._moments, relays.departure(contact) + 1)
        for moment, place, node, by in self.events[start:]:
            if moment > due:
                due = arrive_before(moment)
            if by >= 0:
                label = carried[place]
                if label[4] + by <= codes[node]:
                    arrive(moment, node, by, label)
                    if waiting:
                        due = waiting[0][0]
            elif by == _TAKE:
                carried[place] = best[node]
            elif by == _MERGE:
                carried[place] = min(
                    carried[place], *(self.brought(item, carried, many) for item in self.merges[place])
                )
            else:
                many[place] = [best[source] for source in relays.legs[place].sources]
                carried[place] = min(carried[place], *many[place])
        arrive_before(FAR)
        return Arrivals(first, carried, many)

    def brought(
        self, item: tuple[int, int, int, bool], carried: Sequence[Label], many: dict[int, list[Label]]
    ) -> Label:
        """The label at a source by what a followed or listed contact brought: NOTHING where it did not."""
        earlier, source, moment, itself_alone = item
        label = carried[earlier]
        if label is not self.root and itself_alone:
            return NOTHING
        leg = self.relays.legs[earlier]
        if label is not self.root and earlier in many:
            others = zip(leg.sources, many[earlier], strict=True)
            label = min((label for node, label in others if node != source), default=NOTHING)
        if label is NOTHING:
            return NOTHING
        return (label[4] + leg.contact, label, source, moment, label[4] + self.size)


class _Double(NamedTuple):
    """A node that stands beside a party, for one leg or decision that some contacts are certainly after."""

    node: int
    last_day: int
    after: frozenset[int]


class _Way(NamedTuple):
    """A leg from one of its sources: the nodes it reaches on the day, and on receipt."""

    contact: int
    own: tuple[int, ...]
    late: tuple[int, ...]
    received_first: int
    received_last: int


class PossibleSweep:
    """Chains for which days can be chosen that never go back.

    Each leg is a window: content that is at its source by the last day passes, on that day or on the first.
    A one-day leg certainly before the link just before it is left out: where times or recorded follows say
    so though the days overlap, it departs from a double of its source, which the later contact never reaches.
    """

    def __init__(self, relays: Relays, decisions: Sequence[Decision] = ()) -> None:
        self.relays, self.size = relays, relays.size
        self.root = root(self.size)
        self.nodes = relays.nodes
        self.doubles: dict[int, list[_Double]] = {}
        double_of = self._doubles_of_legs()
        self.decided_at = [self._place_of(decision) for decision in decisions]
        self.party_of = [*range(relays.parties), *[-1] * (self.nodes - relays.parties)]
        for party, doubles in self.doubles.items():
            for double in doubles:
                self.party_of[double.node] = party
        self.ways: list[_Way] = []
        self.ways_of: dict[int, list[int]] = {}
        self.opens: list[Opening] = []
        self.windows: dict[int, list[Opening]] = {}
        self.that_day: dict[tuple[int, int], list[Opening]] = {}
        for place, leg in enumerate(relays.legs):
            for source in leg.sources:
                self._add_way(place, leg, source, double_of.get((place, source), source))
        self.opens.sort()
        self._days = [item[0] for item in self.opens]
        for windows in self.windows.values():
            windows.sort()

    def _add_way(self, place: int, leg: Leg, source: int, node: int) -> None:
        number, (first_day, *_, last_day) = len(self.ways), leg.bounds
        own = self._spread((other for other in leg.own if other != source), leg.contact)
        late = self._spread(leg.late, leg.contact)
        received_last = FAR if leg.is_stretch else leg.receipt.last_day
        self.ways.append(_Way(leg.contact, own, late, leg.receipt.first_day, received_last))
        if place < self.relays.count:  # only these can be certainly before another contact
            self.ways_of.setdefault(place, []).append(number)
        target = own[0] if len(own) == 1 and not late else -1
        opening = (first_day, last_day, node, target, leg.contact, number)
        self.opens.append(opening)
        if first_day == last_day:
            self.that_day.setdefault((node, first_day), []).append(opening)
        else:
            self.windows.setdefault(node, []).append(opening)

    def _add_double(self, party: int, last_day: int, after: Iterable[int]) -> int:
        double = _Double(self.nodes, last_day, frozenset(after))
        self.doubles.setdefault(party, []).append(double)
        self.nodes += 1
        return double.node

    def _doubles_of_legs(self) -> dict[tuple[int, int], int]:
        """The double that each leg departs from, by (leg, source), where it needs one."""
        relays = self.relays
        after: dict[tuple[int, int], set[int]] = {}
        for later in range(relays.count):
            earlier = relays.certainly_earlier(later)
            if not earlier:
                continue
            first_day = relays.record.bounds[later].first_day
            parties = {party for party, _ in relays.reached(later)}
            for contact in earlier:
                leg = relays.legs[contact]
                for source in parties.intersection(leg.sources):
                    if first_day <= leg.bounds.last_day:
                        after.setdefault((contact, source), set()).add(later)
        doubles = {}
        for (place, source), contacts in after.items():
            last_day = relays.legs[place].bounds.last_day
            doubles[place, source] = self._add_double(source, last_day, contacts)
        return doubles

    def _place_of(self, decision: Decision) -> int:
        """The node whose labels a decision can rest on: its organisation, or a double of it."""
        after = self.relays.certainly_after(decision)
        if not after:
            return decision.organisation
        return self._add_double(decision.organisation, decision.bounds.last_day, after)

    def _spread(self, nodes: Iterable[int], contact: int) -> tuple[int, ...]:
        """Nodes and those of their doubles that a contact reaches."""
        spread = tuple(nodes)
        if not self.doubles:
            return spread
        first_day = self.relays.record.bounds[contact].first_day
        return spread + tuple(
            double.node
            for node in spread
            for double in self.doubles.get(node, ())
            if contact not in double.after and first_day <= double.last_day
        )

    def _begun(self, contact: int, tellers: Iterable[int]) -> list[Pending]:
        """Arrivals at who may have taken part, or may have been told, as (day, node, contact, label)."""
        relays, record = self.relays, self.relays.record
        first_day = record.bounds[contact].first_day
        waiting = []
        for by in (contact, *tellers):
            sent = max(first_day, record.bounds[by].first_day)
            for party, is_late in relays.reached(by):
                day = max(sent, relays.receipt(by).first_day) if is_late else sent
                waiting += [(day, node, by, self.root) for node in self._spread((party,), by)]
        heapq.heapify(waiting)
        return waiting

    def run(self, contact: int, tellers: Sequence[int]) -> list[Label]:
        """First labels by node of the content of `contact`, given the contacts that list it."""
        size, ways, windows, that_day = self.size, self.ways, self.windows, self.that_day
        best, first = [NOTHING] * self.nodes, [NOTHING] * self.nodes
        codes = [FAR] * self.nodes
        earlier = self.relays.certainly_earlier(contact)
        banned = {way for other in earlier for way in self.ways_of.get(other, ())}
        waiting = self._begun(contact, tellers)
        improved: list[int] = []

        def arrive(day: int, node: int, by: int, label: Label) -> None:
            code = label[4] + by
            if code > codes[node] or (code == codes[node] and not label < best[node][1]):
                return
            codes[node] = code
            best[node] = new = (code, label, node, day * DAY, label[4] + size)
            if first[node] is NOTHING or first[node][3] == new[3]:
                first[node] = new
            improved.append(node)

        def depart(day: int, number: int, label: Label) -> None:
            if number in banned or label is NOTHING:
                return
            by, own, late, received_first, received_last = ways[number]
            code = label[4] + by
            for node in own:
                if code <= codes[node]:
                    arrive(day, node, by, label)
            received = max(day, received_first)
            if late and received <= received_last:
                for node in late:
                    heapq.heappush(waiting, (received, node, by, label))

        def settle(day: int) -> None:
            while improved:
                node = improved.pop()
                label = best[node]
                for _, _, _, target, by, number in that_day.get((node, day), ()):
                    if target < 0 or label[4] + by <= codes[target]:
                        depart(day, number, label)
                for first_day, last_day, _, target, by, number in windows.get(node, ()):
                    if first_day > day:
                        break
                    if day <= last_day and (target < 0 or label[4] + by <= codes[target]):
                        depart(day, number, label)

        def arrive_until(day: int) -> int:
            while waiting and waiting[0][0] <= day:
                item = heapq.heappop(waiting)
                arrive(*item)
                settle(item[0])
            return waiting[0][0] if waiting else FAR

        due = waiting[0][0] if waiting else FAR
        start = bisect_left(self._days, self.relays.record.bounds[contact].first_day)
        for day, _, node, target, by, number in self.opens[start:]:
            if day >= due:
                due = arrive_until(day)
            label = best[node]
            if target < 0 or label[4] + by <= codes[target]:
                depart(day, number, label)
                if improved:
                    settle(day)
                if waiting:
                    due = waiting[0][0]
        arrive_until(FAR)
        return first
