"""Possible chains: label setting over windows of days, for the earliest day on which content may arrive."""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from explorer.reach.contacts import Teller
from explorer.reach.labels import CHUNK, NOTHING, Label, Pending, forget_settled, is_less, is_link_of, root
from explorer.reach.record import DAY, FAR, Decision, end_of
from explorer.reach.relays import Relays

# First and last day of a window, source, its one target or -1 (then see `ways`), contact, leg.
Opening: TypeAlias = tuple[int, int, int, int, int, int]

_PAUSE = -1  # in place of a leg: look whether all first labels are settled
_first_day = itemgetter(0)


class _Double(NamedTuple):
    """A node that stands beside a party, for one leg or decision that some contacts are certainly after."""

    node: int
    last_day: int
    after: frozenset[int]


class _Way(NamedTuple):
    """A leg from one of its sources to several nodes: those it reaches on the day, and on receipt."""

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
        self.decided_at = [self._place_of(decision) for decision in decisions]
        double_of = self._doubles_of_legs()
        self.party_of: list[int] = [*range(relays.parties), *[-1] * (self.nodes - relays.parties)]
        for party, doubles in self.doubles.items():
            for double in doubles:
                self.party_of[double.node] = party
        self.presence = self._presence()
        self.ways: dict[tuple[int, int], _Way] = {}  # by leg and source
        self.opens: list[Opening] = []
        self.windows: dict[int, list[Opening]] = {}
        self.that_day: dict[int, dict[int, list[Opening]]] = {}
        self._add_openings(double_of)
        self.opens.sort(key=_first_day)
        self.opens += [(item[0], 0, self.nodes, -1, 0, _PAUSE) for item in self.opens[CHUNK::CHUNK]]
        self.opens.sort(key=_first_day)
        organisations = [party for party, is_one in enumerate(relays.record.organisations) if is_one]
        self.asked = [*organisations, *sorted({node for node in self.decided_at if node >= relays.nodes})]
        self.last_chances = self._last_chances()
        for windows in self.windows.values():
            windows.sort(key=_first_day)

    def _add_openings(self, double_of: Mapping[tuple[int, int], int]) -> None:
        """What every leg opens, from each of its sources."""
        add, windows, doubles = self.opens.append, self.windows, self.doubles
        for place, leg in enumerate(self.relays.legs):
            contact, sources, (first_day, _, _, last_day), own, late, *_ = leg
            for source in sources:
                node = double_of.get((place, source), source) if double_of else source
                others = own if source not in own else [other for other in own if other != source]
                is_one = len(others) == 1 and not late and others[0] not in doubles
                opening = (first_day, last_day, node, others[0] if is_one else -1, contact, place)
                add(opening)
                if first_day != last_day and self._may_be_late(source, first_day, last_day):
                    windows.setdefault(node, []).append(opening)

    def _add_way(self, place: int, node: int) -> _Way:
        """Where a leg of several targets leads from a node; worked out when it is first asked for."""
        leg = self.relays.legs[place]
        source = node if node < self.relays.nodes else self.party_of[node]
        own = tuple([other for other in leg.own if other != source])
        self.ways[place, node] = way = _Way(
            self._spread(own, leg.contact),
            self._spread(leg.late, leg.contact),
            leg.receipt.first_day,
            FAR if leg.is_stretch else leg.receipt.last_day,
        )
        return way

    def _last_chances(self) -> list[int]:
        """For each node the last moment at which it matters whether anything reaches it."""
        chances = [*self.relays.last_chances, *[0] * (self.nodes - self.relays.parties)]
        for doubles in self.doubles.values():
            for double in doubles:
                chances[double.node] = end_of(double.last_day)
        return chances

    def _on(self, day: int) -> dict[int, list[Opening]]:
        """By source, what is open on this day alone and may be late; worked out when it is first asked for."""
        found = self.that_day.get(day)
        if found is None:
            found = self.that_day[day] = {}
            for at in range(bisect_left(self.opens, day, key=_first_day), len(self.opens)):
                first_day, last_day, source, *_, place = opening = self.opens[at]
                if first_day > day:
                    break
                if place != _PAUSE and last_day == day and self._may_be_late(self.party_of[source], day, day):
                    found.setdefault(source, []).append(opening)
        return found

    def _presence(self) -> list[tuple[list[int], list[int]]]:
        """For each party the sorted first days, and last days, on which contacts may reach it."""
        relays = self.relays
        presence: list[tuple[list[int], list[int]]] = [([], []) for _ in range(relays.parties)]
        for contact, (first_day, _, _, last_day) in enumerate(relays.record.bounds):
            is_answered = relays.is_answered(contact)
            for party, is_late in relays.reached(contact):
                firsts, lasts = presence[party]
                if is_late or is_answered:
                    firsts.append(relays.first_day(contact, is_late))
                    lasts.append(max(last_day, relays.receipt(contact).last_day))
                else:
                    firsts.append(first_day)
                    lasts.append(last_day)
        for firsts, lasts in presence:
            firsts.sort()
            lasts.sort()
        return presence

    def _may_be_late(self, source: int, first_day: int, last_day: int) -> bool:
        """Whether anything but the contact itself may reach a source while a window is open. A source that is
        no party, -1 or beyond them, counts as one that may."""
        if not 0 <= source < self.relays.parties:
            return True
        firsts, lasts = self.presence[source]
        return bisect_right(firsts, last_day) - bisect_left(lasts, first_day) > 1

    def _add_double(self, party: int, last_day: int, after: Iterable[int]) -> int:
        double = _Double(self.nodes, last_day, frozenset(after))
        self.doubles.setdefault(party, []).append(double)
        self.nodes += 1
        return double.node

    def _doubles_of_legs(self) -> dict[tuple[int, int], int]:
        """The double that each leg departs from, by (leg, source), where it needs one."""
        relays = self.relays
        after: dict[tuple[int, int], set[int]] = {}
        for later in relays.ordered_within_days():
            earlier = relays.certainly_earlier(later)
            first_day = relays.record.bounds[later].first_day
            parties = {party for party, _ in relays.reached(later)}
            for contact in earlier:
                leg = relays.legs[contact]
                for source in parties.intersection(leg.sources):
                    if first_day <= leg.bounds.last_day:
                        after.setdefault((contact, source), set()).add(later)
        kept_apart = {source for _, source in after}.union(self.doubles)
        for place, leg in enumerate(relays.legs):
            if len(leg.sources) > 1 and not kept_apart.isdisjoint(leg.own):
                for source in leg.sources:  # what it brought there it does not bring back
                    after.setdefault((place, source), set()).add(leg.contact)
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

    def _spread(self, nodes: tuple[int, ...], contact: int) -> tuple[int, ...]:
        """Nodes and those of their doubles that a contact reaches."""
        if self.doubles.keys().isdisjoint(nodes):
            return nodes
        first_day = self.relays.record.bounds[contact].first_day
        return nodes + tuple(
            double.node
            for node in nodes
            for double in self.doubles.get(node, ())
            if contact not in double.after and first_day <= double.last_day
        )

    def _begun(self, contact: int, tellers: Iterable[Teller]) -> list[Pending]:
        """Arrivals at who may have taken part, or may have been told, as (day, node, contact, label)."""
        relays, record = self.relays, self.relays.record
        first_day = record.bounds[contact].first_day
        waiting = []
        for by in (contact, *(teller.contact for teller in tellers)):
            sent = max(first_day, record.bounds[by].first_day)
            for party, is_late in relays.reached(by):
                day = max(sent, relays.receipt(by).first_day) if is_late else sent
                waiting += [(day, node, by, 0, self.root) for node in self._spread((party,), by)]
        heapq.heapify(waiting)
        return waiting

    def run(self, contact: int, tellers: Sequence[Teller]) -> list[Label]:
        """First labels by node of the content of `contact`, given the contacts that list it."""
        size, ways, windows, that_day = self.size, self.ways, self.windows, self.that_day
        best, first = [NOTHING] * self.nodes + [self.root], [NOTHING] * self.nodes
        codes, doubled = [FAR] * self.nodes, self.relays.nodes
        earlier = self.relays.certainly_earlier(contact)
        waiting, numbers = self._begun(contact, tellers), count(1)
        improved: deque[int] = deque()  # first in, first out: else labels are mended over and over

        def arrive(day: int, node: int, by: int, label: Label) -> None:
            code = label[4] + by
            if code >= codes[node] and (
                code > codes[node] or label is best[node][1] or not is_less(label, best[node][1])
            ):
                return
            if node >= doubled and is_link_of(label, by, size):
                return
            codes[node] = code
            best[node] = new = (code, label, node, day * DAY, label[4] + size)
            if first[node] is NOTHING or first[node][3] == new[3]:
                first[node] = new
            improved.append(node)

        def spread(day: int, place: int, source: int, by: int, label: Label) -> None:
            way = ways.get((place, source)) or self._add_way(place, source)
            own, late, received_first, received_last = way
            code = label[4] + by
            for node in own:
                if code <= codes[node]:
                    arrive(day, node, by, label)
            if late and day <= received_last:
                received = max(day, received_first)
                for node in late:
                    heapq.heappush(waiting, (received, node, by, next(numbers), label))

        def settle(day: int) -> None:
            openings = that_day[day] if day in that_day else self._on(day)
            while improved:
                node = improved.popleft()
                if node not in windows and node not in openings:
                    continue
                label = best[node]
                code = label[4]
                for first_day, last_day, _, target, by, place in (
                    *openings.get(node, ()),
                    *windows.get(node, ()),
                ):
                    if first_day > day:
                        break
                    if day > last_day or (target >= 0 and code + by > codes[target]) or place in earlier:
                        continue
                    if target >= 0:
                        arrive(day, target, by, label)
                    else:
                        spread(day, place, node, by, label)

        def arrive_until(day: int) -> int:
            while waiting and waiting[0][0] <= day:
                received, node, by, _, label = heapq.heappop(waiting)
                arrive(received, node, by, label)
                settle(received)
            return waiting[0][0] if waiting else FAR

        unsettled = list(self.asked)
        due = waiting[0][0] if waiting else FAR
        start = bisect_left(self.opens, self.relays.record.bounds[contact].first_day, key=_first_day)
        for day, _, node, target, by, place in self.opens[start:]:
            if day >= due:
                due = arrive_until(day)
            label = best[node]
            if label is NOTHING or (target >= 0 and label[4] + by > codes[target]):
                continue
            if place in earlier:  # legs of contacts are at their places
                continue
            if target >= 0:
                arrive(day, target, by, label)
            elif place != _PAUSE:
                spread(day, place, node, by, label)
            elif forget_settled(unsettled, self.last_chances, first, day * DAY):
                break
            if improved:
                settle(day)
            if waiting:
                due = waiting[0][0]
        else:
            arrive_until(FAR)
        return first
