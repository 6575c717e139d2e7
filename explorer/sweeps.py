"""Label setting over contacts in order of time: the earliest arrival of one contact's content everywhere.

Two sweeps, over what :class:`explorer.relays.Relays` prepares. Both follow Wu et al., "Path problems in temporal
graphs" (VLDB 2014; one pass over time-ordered edges gives earliest arrivals) and Holme and Saramäki, "Temporal
networks" (2012), with three additions: contacts whose day is a range, contacts that last, and a second
criterion: of the chains that arrive on the earliest day, the one with the fewest links, then the least ids,
compared from the last link back. So a node keeps, besides the first label, the one with the fewest links so
far: whatever departs later takes that one.
"""

from __future__ import annotations

import heapq
from operator import itemgetter
from typing import TypeAlias, Union

from explorer.relays import DAY, Relays, end_of

# (links * contacts + last contact, label before, node, moment of arrival, (links + 1) * contacts).
# Labels compare by links and then ids from the last back, since the label before is compared in its turn.
Label: TypeAlias = tuple[int, Union["Label", tuple[()]], int, int, int]

FAR = 1 << 60
_TAKE, _TAKE_BEST, _MERGE = -1, -2, -3
NOTHING: Label = (FAR, (), -1, FAR, 2 * FAR)


def steps(label: Label, contacts: int) -> list[tuple[int, int, int]]:
    """The links of a chain in order, each as (contact, node it reached, day by which it did)."""
    chain = []
    while label[1]:
        chain.append((label[0] % contacts, label[2], label[3] // DAY))
        label = label[1]
    return chain[::-1]


class _Stretch(NamedTuple):
    """A leg that lasts, as it passes on what reaches its source after it began."""

    leg: int
    contact: int
    departure: int
    before_day: int  # what arrives on this day or later is not passed on for certain
    last_day: int  # by which it surely has
    targets: tuple[tuple[int, int], ...]  # (node, day from which it may arrive)


class CertainSweep:
    """Chains that hold whatever the days were; with `with_access`, along standing access too.

    Events in order of time. At a departure a leg takes the best label of its sources; at an arrival its label
    reaches a node. A merge, after the departures of its moment, takes what followed contacts brought though
    their days alone would not say so. Stretches pass on what arrives after they began through a heap.
    """

    def __init__(self, relays: Relays, with_access: bool) -> None:
        self.relays, self.size = relays, max(1, relays.count)
        self.root: Label = (0, (), -1, -1, self.size)
        self.merges: dict[int, list[tuple[int, int, int, bool]]] = {}
        self.stretches: dict[int, list[_Stretch]] = {}
        parties = len(relays.record.organisations)
        events: list[tuple[int, int, int, int]] = []
        arrivals = []
        for place, leg in enumerate(relays.legs):
            if leg is None or (leg.is_access and not with_access):
                continue
            is_simple = len(leg.sources) == 1 and leg.sources[0] < parties
            events.append((leg.departure, place, leg.sources[0], _TAKE if is_simple else _TAKE_BEST))
            for node in leg.own:
                arrivals.append((leg.arrival, place, node, leg.contact))
            for node in leg.late:
                arrivals.append((leg.late_arrival, place, node, leg.contact))
            self._add_merges(place, leg)
            if leg.is_stretch:
                self._add_stretch(place, leg)
        self.events = [*events, *self._merge_events(), *arrivals]
        self.events.sort(key=itemgetter(0))
        self._moments = [event[0] for event in self.events]

    def _add_merges(self, place: int, leg: Leg) -> None:
        relays, listed = self.relays, leg.sources[0] >= len(self.relays.record.organisations)
        found = []
        if not listed:
            links = relays.followed(leg.contact, leg.bounds.first_day)
            brought = relays.brought(leg.sources, leg.departure, links)
            found = [(*key, *value) for key, value in brought.items()]
        elif not leg.is_stretch:
            for node in leg.sources:
                for earlier, carrier in relays.legs_of(relays.carried_by[node]):
                    found.append((earlier, node, carrier.arrival, False))
        if found:
            self.merges[place] = found

    def _merge_events(self) -> list[tuple[int, int, int, int]]:
        """Each merge after those that it may take from."""
        relays = self.relays
        before = {place: [item[0] for item in found] for place, found in self.merges.items()}
        moments: dict[int, int] = {}
        events = []
        for place in TopologicalSorter(before).static_order():
            leg = relays.legs[place]
            moment = relays.departure(place) if leg is None else leg.departure
            if place in before:
                moment = max([moment + MERGE, *(moments[earlier] for earlier in before[place])])
                events.append((moment, place, 0, _MERGE))
            moments[place] = moment
        return events

    def _add_stretch(self, place: int, leg: Leg) -> None:
        targets = [(node, leg.bounds.latest_start) for node in leg.own]
        targets += [(node, leg.receipt.latest_start) for node in leg.late]
        for source in leg.sources:
            before_day, last_day = leg.bounds.earliest_end, FAR
            listed = self.relays.carried_by.get(source)
            if listed is not None and not self.relays.record.stretches[listed]:
                before_day, last_day = FAR, leg.bounds.last_day  # recorded: it did pass it on
            self.stretches.setdefault(source, []).append(
                _Stretch(place, leg.contact, leg.departure, before_day, last_day, tuple(targets))
            )

    def seeds(self, contact: int) -> tuple[list[tuple[int, int, int, Label]], list[int]]:
        """Arrivals (moment, node, contact, label) at who took part or was told, and the contacts that carry
        `contact` from the first: itself and those that list it."""
        relays, root = self.relays, self.root
        seeds = [
            (relays.arrival(contact, is_late), party, contact, root)
            for party, is_late in relays.reached(contact)
        ]
        carry = [contact]
        for teller in relays.tellers(contact):
            if not relays.lists_midway(teller, contact):
                carry.append(teller)
            seeds += [
                (relays.told(teller, contact, is_late), party, teller, root)
                for party, is_late in relays.reached(teller)
            ]
        return seeds, carry

    def run(self, contact: int) -> tuple[list[Label], list[Label]]:
        """First labels by node, and labels by leg, of the content of `contact`.

        The labels of a day are settled as it ends: the least of those that arrive on the first day.
        """
        relays, size, events = self.relays, self.size, self.events
        best = [NOTHING] * relays.nodes
        codes = [FAR] * relays.nodes
        first = [NOTHING] * relays.nodes
        carried = [NOTHING] * len(relays.legs)
        waiting, carry = self.seeds(contact)
        heapq.heapify(waiting)
        for place in carry:
            carried[place] = self.root
        stretches = self.stretches
        many: dict[int, list[Label]] = {}

        def arrive(moment: int, node: int, by: int, label: Label) -> None:
            code = label[4] + by
            if code > codes[node] or (code == codes[node] and label >= best[node][1]):  # type: ignore[operator]
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
        for moment, place, node, by in events[start:]:
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
                carried[place] = self._merged(place, carried, many)
            else:
                many[place] = [best[source] for source in relays.legs[place].sources]  # type: ignore[union-attr]
                carried[place] = min(carried[place], *many[place])
        arrive_before(FAR)
        return first, carried

    def _merged(self, place: int, carried: list[Label], many: dict[int, list[Label]]) -> Label:
        """The label of a leg, or a lesser one by what a followed or listed contact brought."""
        best = carried[place]
        for earlier, source, moment, itself_alone in self.merges[place]:
            new = self.brought_label(earlier, source, moment, itself_alone, carried, many)
            best = min(best, new)
        return best
