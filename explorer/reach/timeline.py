"""The events of a record in order of time, as a sweep for certain chains goes through them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from explorer.reach.labels import CHUNK, Brought
from explorer.reach.quiet import Quiet
from explorer.reach.record import DAY, FAR, MERGE, Decision
from explorer.reach.relays import Leg, Relays

# (moment, from, to, what): nodes and then legs in one numbering. What is a contact: the content of `from`
# arrives at `to` by it, `from` being its leg, or its source where that has nothing new meanwhile; or one of these.
Event: TypeAlias = tuple[int, int, int, int]
TAKE = -1  # the leg `to` departs with the label of the node `from`
TAKE_ACCESS = -2  # the same, of standing access
TAKE_BEST = -3  # the leg `to` departs with the least label of its sources
TAKE_BROUGHT = -4  # what the leg `from` brought is taken: the place `to` of what is brought
ARRIVE_AT_ALL = -5  # the content of `from` arrives at the nodes of the group `to`
PAUSE = -6  # look whether all first labels are settled
moment_of = itemgetter(0)


class Stretch(NamedTuple):
    """A leg that lasts, as it passes on what reaches its source after it began."""

    contact: int
    departure: int
    before_day: int  # what arrives on this day or later is not passed on for certain
    last_day: int  # by which it surely was
    is_access: bool
    targets: tuple[tuple[int, int], ...]  # (node, day from which it may arrive)


class Timeline:
    """Departures, arrivals and what is merged between them, sorted by moment.

    `brought` are what followed contacts bring, `stretches` by source the legs that last, `groups` the arrivals
    at several nodes, `apart` the legs of several sources of which it matters from which they took what.
    """

    def __init__(
        self, relays: Relays, decisions: Sequence[Decision], rest_on: Sequence[Sequence[int]] = ()
    ) -> None:
        """`rest_on`: for each decision the legs whose labels are asked for as it is."""
        self.relays, self.nodes = relays, relays.nodes
        self.brought: list[Brought] = []
        self.stretches: dict[int, list[Stretch]] = {}
        self.groups: list[tuple[int, int, tuple[int, ...]]] = []
        for leg in relays.legs:
            if leg.is_stretch:
                self._add_stretch(leg)
        brought: dict[int, list[Brought]] = {}
        for place, leg in enumerate(relays.legs):
            if leg.sources and (leg.sources[0] >= relays.parties or relays.has_followed(leg.contact)):
                brought[place] = self._brought_to(place, leg)
        read = {leg for legs in rest_on for leg in legs}
        for place, found in brought.items():
            read.update([place] * bool(found), (item.leg for item in found))
        quiet = Quiet(relays)
        departures: list[Event] = []
        arrivals: list[Event] = []
        for place, leg in enumerate(relays.legs):
            if leg.sources:
                if place < relays.count and place not in read and quiet.is_direct(leg):
                    arrivals += quiet.passages(leg)
                    continue
                take = self._what_it_takes(leg)
                if take:
                    departures.append((leg.departure, leg.sources[0], self.nodes + place, take))
                self._add_arrivals(place, leg, arrivals)
        for place, decision in enumerate(decisions, relays.nodes + len(relays.legs)):
            departures.append((decision.departure, decision.organisation, place, TAKE))
        merges, merged = self._merge_events(brought)
        self.events = [*departures, *merges, *arrivals]
        self.apart = self._legs_kept_apart(decisions)
        self.events.sort(key=moment_of)  # stable: a merge stays after those it may take from
        self.events += self._pauses(decisions, rest_on, merged)
        self.events.sort(key=moment_of)

    def _what_it_takes(self, leg: Leg) -> int:
        """The kind of event at which a leg departs, 0 where it has none."""
        if leg.sources[0] >= self.relays.parties:
            if not leg.is_stretch and not any(map(self._comes_later, leg.sources)):
                return 0  # all that the listed contacts carried is merged
            return TAKE_BEST
        if len(leg.sources) > 1:
            return TAKE_BEST
        return TAKE_ACCESS if leg.is_access else TAKE

    def _add_arrivals(self, place: int, leg: Leg, events: list[Event]) -> None:
        for is_late, targets in ((False, leg.own), (True, leg.late)):
            if not targets:
                continue
            nodes = tuple([node for node in targets if self._is_read(node)])
            moment = leg.late_arrival if is_late else leg.arrival
            if len(nodes) == 1:
                events.append((moment, self.nodes + place, nodes[0], leg.contact))
            elif nodes:
                events.append((moment, self.nodes + place, len(self.groups), ARRIVE_AT_ALL))
                self.groups.append((place, leg.contact, nodes))

    def _legs_kept_apart(self, decisions: Sequence[Decision]) -> set[int]:
        """Legs of several sources of which it matters from which they took what."""
        legs = self.relays.legs
        merged = {place for item in self.brought for place in (item.leg, item.to)}
        places = range(len(legs)) if decisions else merged
        return {place for place in places if len(legs[place].sources) > 1}

    def _comes_later(self, node: int) -> bool:
        """Whether what a listed contact carries may come after it began, or after what lists it did."""
        relays, earlier = self.relays, self.relays.carried_by[node]
        is_late = relays.record.stretches[earlier] or relays.is_answered(earlier)
        return is_late or earlier in relays.unordered

    def _is_read(self, node: int) -> bool:
        """Whether any leg departs with the labels of a node, or an answer rests on them."""
        return node < self.relays.parties or node in self.stretches or self._comes_later(node)

    def _brought_to(self, place: int, leg: Leg) -> list[Brought]:
        """What the contacts that a leg follows, or lists, bring to its sources."""
        relays = self.relays
        if leg.sources[0] < relays.parties:
            links = relays.links_back(leg.contact, leg.bounds.first_day)
            return [Brought(*item, place) for item in relays.brought(leg.sources, leg.departure, links)]
        listed = [] if leg.is_stretch else [(relays.carried_by[node], node) for node in leg.sources]
        return [
            Brought(earlier, node, relays.legs[earlier].arrival, False, place)
            for earlier, node in listed
            if leg.contact not in relays.unordered.get(earlier, ())
        ]

    def _pauses(
        self, decisions: Sequence[Decision], rest_on: Sequence[Sequence[int]], merged: Mapping[int, int]
    ) -> list[Event]:
        """Looks whether all is settled, but not while what a decision rests on is under way: of a decision
        still to come, what had reached its organisation on an earlier day tells all."""
        under_way = []
        for decision, places in zip(decisions, rest_on, strict=True):
            moments = [merged.get(place, self.relays.legs[place].departure) for place in places]
            under_way.append((decision.bounds.first_day * DAY, max([decision.departure, *moments])))
        under_way.sort()
        pauses: list[Event] = []
        started, until = 0, -1
        for moment, *_ in self.events[CHUNK::CHUNK]:
            while started < len(under_way) and under_way[started][0] <= moment:
                until = max(until, under_way[started][1])
                started += 1
            if moment >= until:
                pauses.append((moment, 0, 0, PAUSE))
        return pauses

    def _merge_events(self, brought: dict[int, list[Brought]]) -> tuple[list[Event], dict[int, int]]:
        """Each merge after those that it may take from; and by leg the moment of its last."""
        before = {place: [item.leg for item in found] for place, found in brought.items()}
        moments: dict[int, int] = {}
        events = []
        for place in TopologicalSorter(before).static_order():
            own = self.relays.legs[place].departure + MERGE
            moments[place] = max([own, *(moments[earlier] for earlier in before.get(place, ()))])
            for item in brought.get(place, ()):
                events.append((moments[place], self.nodes + item.leg, len(self.brought), TAKE_BROUGHT))
                self.brought.append(item)
        return events, moments

    def _add_stretch(self, leg: Leg) -> None:
        targets = [(node, leg.bounds.latest_start) for node in leg.own]
        targets += [(node, leg.receipt.latest_start) for node in leg.late]
        for source in leg.sources:
            before_day, last_day = leg.bounds.earliest_end, FAR
            listed = self.relays.carried_by.get(source, -1)
            is_recorded = leg.contact not in self.relays.unordered.get(listed, ())
            if listed >= 0 and is_recorded and not self.relays.record.stretches[listed]:
                before_day, last_day = FAR, leg.bounds.last_day  # that it passed this on is recorded
            self.stretches.setdefault(source, []).append(
                Stretch(leg.contact, leg.departure, before_day, last_day, leg.is_access, tuple(targets))
            )
