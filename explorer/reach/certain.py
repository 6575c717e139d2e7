"""Certain chains: label setting over events in order of time, for the day by which content surely arrived."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from graphlib import TopologicalSorter
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from explorer.reach.contacts import Teller
from explorer.reach.labels import CHUNK, NOTHING, Arrivals, Brought, Label, Pending, forget_settled, root
from explorer.reach.record import DAY, FAR, MERGE, Decision, end_of
from explorer.reach.relays import Leg, Relays

# (moment, from, to, what): nodes and then legs in one numbering. What is a contact: the content of `from`
# arrives at `to` by it; or one of these.
Event: TypeAlias = tuple[int, int, int, int]
_TAKE = -1  # the leg `to` departs with the label of the node `from`
_TAKE_ACCESS = -2  # the same, of standing access
_TAKE_BEST = -3  # the leg `to` departs with the least label of its sources
_MERGE = -4  # what the leg `from` brought is taken: the place `to` of what is brought
_ARRIVE_AT_ALL = -5  # the content of `from` arrives at the nodes of the group `to`
_PAUSE = -6  # look whether all first labels are settled
_moment = itemgetter(0)


class _Stretch(NamedTuple):
    """A leg that lasts, as it passes on what reaches its source after it began."""

    contact: int
    departure: int
    before_day: int  # what arrives on this day or later is not passed on for certain
    last_day: int  # by which it surely was
    is_access: bool
    targets: tuple[tuple[int, int], ...]  # (node, day from which it may arrive)


class _State(NamedTuple):
    """How far a sweep has come: the best labels of nodes and legs with their codes by node, the first labels
    of nodes with the last moments at which they may still change, the arrivals to come, and what legs of
    several sources took from each, where that matters."""

    labels: list[Label]
    codes: list[int]
    first: list[Label]
    settled: list[int]
    waiting: list[Pending]
    taken: dict[int, list[Label]]

    def copy(self) -> _State:
        taken = {leg: list(labels) for leg, labels in self.taken.items()}
        labels, codes, first, settled, waiting = (list(column) for column in self[:-1])
        return _State(labels, codes, first, settled, waiting, taken)  # type: ignore[arg-type]


class CertainSweep:
    """Chains that hold whatever the days were, without and with standing access.

    At a departure a leg takes the best label of its sources; at an arrival its label reaches a node. A merge,
    after the departures of its moment, takes what followed contacts brought though their days alone would not
    say so. What stretches pass on midway waits in a heap. The sweep with access goes on from where the sweep
    without it first met an access that has something to pass on.
    """

    def __init__(
        self, relays: Relays, decisions: Sequence[Decision], rest_on: Sequence[Sequence[int]] = ()
    ) -> None:
        """`rest_on`: for each decision the legs whose labels are asked for as it is."""
        self.relays, self.size, self.nodes = relays, relays.size, relays.nodes
        self.root = root(self.size)
        self.has_decisions = bool(decisions)
        self.count = relays.nodes + len(relays.legs) + len(decisions)
        self.brought: list[Brought] = []
        self.stretches: dict[int, list[_Stretch]] = {}
        self.groups: list[tuple[int, int, tuple[int, ...]]] = []
        for leg in relays.legs:
            if leg.is_stretch:
                self._add_stretch(leg)
        brought: dict[int, list[Brought]] = {}
        departures: list[Event] = []
        arrivals: list[Event] = []
        for place, leg in enumerate(relays.legs):
            if leg.sources:
                if leg.sources[0] >= relays.parties or relays.has_followed(leg.contact):
                    brought[place] = self._brought_to(place, leg)
                take = self._what_it_takes(leg)
                if take:
                    departures.append((leg.departure, leg.sources[0], self.nodes + place, take))
                self._add_arrivals(place, leg, arrivals)
        for place, decision in enumerate(decisions, relays.nodes + len(relays.legs)):
            departures.append((decision.departure, decision.organisation, place, _TAKE))
        merges, merged = self._merge_events(brought)
        self.events = [*departures, *merges, *arrivals]
        self.apart = self._legs_kept_apart(decisions)
        self.events.sort(key=_moment)  # stable: a merge stays after those it may take from
        self.events += self._pauses(decisions, rest_on, merged)
        self.events.sort(key=_moment)
        self.organisations = [party for party, is_one in enumerate(relays.record.organisations) if is_one]

    # ---- events

    def _what_it_takes(self, leg: Leg) -> int:
        """The kind of event at which a leg departs, 0 where it has none."""
        if leg.sources[0] >= self.relays.parties:
            if not leg.is_stretch and not any(map(self._comes_later, leg.sources)):
                return 0  # all that the listed contacts carried is merged
            return _TAKE_BEST
        if len(leg.sources) > 1:
            return _TAKE_BEST
        return _TAKE_ACCESS if leg.is_access else _TAKE

    def _add_arrivals(self, place: int, leg: Leg, events: list[Event]) -> None:
        for is_late, targets in ((False, leg.own), (True, leg.late)):
            if not targets:
                continue
            nodes = tuple([node for node in targets if self._is_read(node)])
            moment = leg.late_arrival if is_late else leg.arrival
            if len(nodes) == 1:
                events.append((moment, self.nodes + place, nodes[0], leg.contact))
            elif nodes:
                events.append((moment, self.nodes + place, len(self.groups), _ARRIVE_AT_ALL))
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
                pauses.append((moment, 0, 0, _PAUSE))
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
                events.append((moments[place], self.nodes + item.leg, len(self.brought), _MERGE))
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
                _Stretch(leg.contact, leg.departure, before_day, last_day, leg.is_access, tuple(targets))
            )

    # ---- sweeps

    def run(self, contact: int, tellers: Sequence[Teller]) -> tuple[Arrivals, Arrivals]:
        """Where the content of `contact` arrives without and with standing access, given the contacts that
        list it. One pass over the events from its first day on, and one more from the first use of access."""
        state = self._begun(contact, tellers)
        # From the first merges of its day on: what lists it may have no time, though it has one itself.
        start = self.relays.record.bounds[contact].first_day * DAY + MERGE
        fork = self._sweep(state, start, False)
        plain = self._arrivals_of(state)
        if fork is None:
            return plain, plain
        moment, state = fork
        self._sweep(state, moment, True)
        return plain, self._arrivals_of(state)

    def _arrivals_of(self, state: _State) -> Arrivals:
        if not self.has_decisions:
            return Arrivals(state.first, (), {})
        return Arrivals(state.first, state.labels[self.nodes :], state.taken)

    def _begun(self, contact: int, tellers: Iterable[Teller]) -> _State:
        """Arrivals at who took part or was told; the root at the legs that carry the content from the first."""
        relays = self.relays
        waiting = [
            (relays.arrival(contact, is_late), party, contact, self.root)
            for party, is_late in relays.reached(contact)
        ]
        labels = [NOTHING] * self.count
        labels[self.nodes + contact] = self.root
        for teller in tellers:
            if teller.from_first:
                labels[self.nodes + teller.contact] = self.root
            for party, is_late in relays.reached(teller.contact):
                moment = max(teller.told, relays.arrival(teller.contact, is_late))
                if moment < FAR:
                    waiting.append((moment, party, teller.contact, self.root))
        heapq.heapify(waiting)
        none = [NOTHING] * self.nodes
        return _State(labels, [FAR] * self.nodes, none, [FAR] * self.nodes, waiting, {})

    def _sweep(self, state: _State, start: int, with_access: bool) -> tuple[int, _State] | None:
        """Pass over all events from the moment `start` on. Without access: the moment and state to go on from
        with it, None where no access had anything to pass on."""
        size, stretches, groups = self.size, self.stretches, self.groups
        labels, codes, first, settled, waiting, taken = state
        forks: list[tuple[int, _State]] = []

        def arrive(moment: int, node: int, by: int, label: Label) -> None:
            code = label[4] + by
            if code >= codes[node] and (code > codes[node] or not label < labels[node][1]):
                return
            codes[node] = code
            labels[node] = new = (code, label, node, moment, label[4] + size)
            if moment <= settled[node]:
                first[node], settled[node] = new, end_of(moment // DAY)
            if node in stretches:
                passed, by_access = self._midway(new)
                for item in passed if not with_access else passed + by_access:
                    heapq.heappush(waiting, item)
                if by_access and not with_access and not forks:
                    forks.append((moment, state.copy()))
                    for item in by_access:
                        heapq.heappush(forks[0][1].waiting, item)

        def arrive_before(moment: int) -> int:
            while waiting and waiting[0][0] < moment:
                arrive(*heapq.heappop(waiting))
            return waiting[0][0] if waiting else FAR

        unsettled = list(self.organisations)
        due = waiting[0][0] if waiting else FAR
        for moment, origin, node, by in self.events[bisect_left(self.events, start, key=_moment) :]:
            if moment > due:
                due = arrive_before(moment)
            if by >= 0:
                label = labels[origin]
                if label[4] + by <= codes[node]:
                    arrive(moment, node, by, label)
                    if waiting:
                        due = waiting[0][0]
            elif by == _TAKE:
                if labels[origin] is not NOTHING:
                    labels[node] = labels[origin]
            elif by == _ARRIVE_AT_ALL:
                label = labels[origin]
                if label is not NOTHING:
                    place, contact, nodes = groups[node]
                    code = label[4] + contact
                    for other in nodes:
                        if code <= codes[other]:
                            arrive(moment, other, contact, self._from_another(place, other, label, taken))
                    if waiting:
                        due = waiting[0][0]
            elif by == _TAKE_ACCESS and labels[origin] is not NOTHING:
                if with_access:
                    labels[node] = labels[origin]
                elif not forks:
                    forks.append((moment, state.copy()))
            elif by == _MERGE:
                if labels[origin] is not NOTHING:
                    self._merge(self.brought[node], state)
            elif by == _TAKE_BEST:
                self._take_best(node, state)
            elif by == _PAUSE and forget_settled(unsettled, self.relays.last_chances, first, moment):
                break
        else:
            arrive_before(FAR)
        return forks[0] if forks else None

    def _take_best(self, node: int, state: _State) -> None:
        place = node - self.nodes
        labels = state.labels
        taken = [labels[source] for source in self.relays.legs[place].sources]
        if place in self.apart:
            state.taken[place] = taken
        labels[node] = min(labels[node], *taken)

    def _from_another(self, place: int, node: int, label: Label, taken: dict[int, list[Label]]) -> Label:
        """The label that a leg brings to a node: from another source, where the node is one."""
        sources = self.relays.legs[place].sources
        if place not in taken or node not in sources:
            return label
        labels = zip(sources, taken[place], strict=True)
        return min((other for source, other in labels if source != node), default=NOTHING)

    def _midway(self, label: Label) -> tuple[list[Pending], list[Pending]]:
        """What stretches pass on midway of a label that reached their source; apart, what standing access does."""
        _, _, node, moment, _ = label
        day = moment // DAY
        found: tuple[list[Pending], list[Pending]] = [], []
        for stretch in self.stretches[node]:
            if moment >= stretch.departure and day < stretch.before_day:
                passed = min(day + 1, stretch.last_day)
                found[stretch.is_access].extend(
                    (end_of(max(from_day, passed)), target, stretch.contact, label)
                    for target, from_day in stretch.targets
                )
        return found

    def _merge(self, item: Brought, state: _State) -> None:
        """Let a leg take what another brought to one of its sources."""
        label = self.label_of(item, state.labels[self.nodes + item.leg], state.taken)
        if label is NOTHING:
            return
        node, sources = self.nodes + item.to, self.relays.legs[item.to].sources
        state.labels[node] = min(state.labels[node], label)
        if len(sources) > 1:
            taken = state.taken.setdefault(item.to, [NOTHING] * len(sources))
            at = sources.index(item.node)
            taken[at] = min(taken[at], label)

    def label_of(self, item: Brought, label: Label, taken: dict[int, list[Label]]) -> Label:
        """The label that `item` makes of the label its leg took; NOTHING where it brought nothing."""
        if label is NOTHING or (item.itself_alone and label is not self.root):
            return NOTHING
        leg = self.relays.legs[item.leg]
        if label is not self.root:
            label = self._from_another(item.leg, item.node, label, taken)
            if label is NOTHING:
                return NOTHING
        return (label[4] + leg.contact, label, item.node, item.moment, label[4] + self.size)
