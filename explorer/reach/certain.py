"""Certain chains: label setting over events in order of time, for the day by which content surely arrived."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import count
from typing import NamedTuple

from explorer.reach.contacts import Teller
from explorer.reach.labels import (
    NOTHING,
    Arrivals,
    Brought,
    Label,
    Pending,
    forget_settled,
    is_less,
    least,
    root,
)
from explorer.reach.record import DAY, FAR, MERGE, Decision, end_of
from explorer.reach.relays import Relays
from explorer.reach.timeline import (
    ARRIVE_AT_ALL,
    PAUSE,
    TAKE,
    TAKE_ACCESS,
    TAKE_BEST,
    TAKE_BROUGHT,
    Timeline,
    moment_of,
)


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
        self.numbers = count(1)
        self.has_decisions = bool(decisions)
        self.count = relays.nodes + len(relays.legs) + len(decisions)
        self.line = Timeline(relays, decisions, rest_on)
        self.organisations = [party for party, is_one in enumerate(relays.record.organisations) if is_one]

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
            (relays.arrival(contact, is_late), party, contact, 0, self.root)
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
                    waiting.append((moment, party, teller.contact, 0, self.root))
        heapq.heapify(waiting)
        none = [NOTHING] * self.nodes
        return _State(labels, [FAR] * self.nodes, none, [FAR] * self.nodes, waiting, {})

    def _sweep(self, state: _State, start: int, with_access: bool) -> tuple[int, _State] | None:
        """Pass over all events from the moment `start` on. Without access: the moment and state to go on from
        with it, None where no access had anything to pass on."""
        size, stretches, groups = self.size, self.line.stretches, self.line.groups
        labels, codes, first, settled, waiting, taken = state
        forks: list[tuple[int, _State]] = []

        def arrive(moment: int, node: int, by: int, label: Label) -> None:
            code = label[4] + by
            if code >= codes[node] and (
                code > codes[node] or label is labels[node][1] or not is_less(label, labels[node][1])
            ):
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
                passed_on, node, by, _, label = heapq.heappop(waiting)
                arrive(passed_on, node, by, label)
            return waiting[0][0] if waiting else FAR

        unsettled = list(self.organisations)
        due = waiting[0][0] if waiting else FAR
        for moment, origin, node, by in self.line.events[
            bisect_left(self.line.events, start, key=moment_of) :
        ]:
            if moment > due:
                due = arrive_before(moment)
            if by >= 0:
                label = labels[origin]
                if label[4] + by <= codes[node]:
                    arrive(moment, node, by, label)
                    if waiting:
                        due = waiting[0][0]
            elif by == TAKE:
                if labels[origin] is not NOTHING:
                    labels[node] = labels[origin]
            elif by == ARRIVE_AT_ALL:
                label = labels[origin]
                if label is not NOTHING:
                    place, contact, nodes = groups[node]
                    code = label[4] + contact
                    for other in nodes:
                        if code <= codes[other]:
                            arrive(moment, other, contact, self._from_another(place, other, label, taken))
                    if waiting:
                        due = waiting[0][0]
            elif by == TAKE_ACCESS and labels[origin] is not NOTHING:
                if with_access:
                    labels[node] = labels[origin]
                elif not forks:
                    forks.append((moment, state.copy()))
            elif by == TAKE_BROUGHT:
                if labels[origin] is not NOTHING:
                    self._merge(self.line.brought[node], state)
            elif by == TAKE_BEST:
                self._take_best(node, state)
            elif by == PAUSE and forget_settled(unsettled, self.relays.last_chances, first, moment):
                break
        else:
            arrive_before(FAR)
        return forks[0] if forks else None

    def _take_best(self, node: int, state: _State) -> None:
        place = node - self.nodes
        labels = state.labels
        taken = [labels[source] for source in self.relays.legs[place].sources]
        if place in self.line.apart:
            state.taken[place] = taken
        best = labels[node]
        for label in taken:
            if label is not best and label[0] <= best[0] and is_less(label, best):
                best = label
        labels[node] = best

    def _from_another(self, place: int, node: int, label: Label, taken: dict[int, list[Label]]) -> Label:
        """The label that a leg brings to a node: from another source, where the node is one."""
        sources = self.relays.legs[place].sources
        if place not in taken or node not in sources:
            return label
        labels = zip(sources, taken[place], strict=True)
        return least(other for source, other in labels if source != node)

    def _midway(self, label: Label) -> tuple[list[Pending], list[Pending]]:
        """What stretches pass on midway of a label that reached their source; apart, what standing access does."""
        _, _, node, moment, _ = label
        day = moment // DAY
        found: tuple[list[Pending], list[Pending]] = [], []
        for stretch in self.line.stretches[node]:
            if moment >= stretch.departure and day < stretch.before_day:
                passed = min(day + 1, stretch.last_day)
                found[stretch.is_access].extend(
                    (end_of(max(from_day, passed)), target, stretch.contact, next(self.numbers), label)
                    for target, from_day in stretch.targets
                )
        return found

    def _merge(self, item: Brought, state: _State) -> None:
        """Let a leg take what another brought to one of its sources."""
        label = self.label_of(item, state.labels[self.nodes + item.leg], state.taken)
        if label is NOTHING:
            return
        node, sources = self.nodes + item.to, self.relays.legs[item.to].sources
        state.labels[node] = least((state.labels[node], label))
        if len(sources) > 1:
            taken = state.taken.setdefault(item.to, [NOTHING] * len(sources))
            at = sources.index(item.node)
            taken[at] = least((taken[at], label))

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
