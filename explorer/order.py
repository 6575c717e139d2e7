"""Which contact came before which, by tightened bounds, times of day and recorded follows.

Plain arrays of bounds and pairs of indices; nothing here knows a case. The definitions are those of design
section 4; :mod:`explorer.tightening` makes the bounds.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence

from explorer.dates import Bounds
from explorer.errors import OrderError

Link = tuple[int, int]  # (later, earlier): the later follows, or shares the content of, the earlier


class Order:
    """Which contact came before which, by tightened bounds, times of day and recorded follows.

    bounds
        as :func:`explorer.tightening.tighten` gives them.
    times
        minutes after midnight, or None. A stretch should have None: its time would be that of its start.
    follows
        (later, earlier), without a loop; else :class:`OrderError`.

    A recorded follows outweighs times that say otherwise. Built in linear time. A question costs O(1), unless
    it is about two contacts of one journey: then the ancestors of the later are walked once and kept, as one
    bit for each contact of the journey.
    """

    def __init__(
        self, bounds: Sequence[Bounds], times: Sequence[int | None], follows: Iterable[Link]
    ) -> None:
        self._bounds, self._times = bounds, times
        self._earlier: list[list[int]] = [[] for _ in bounds]
        after: list[list[int]] = [[] for _ in bounds]
        for later, earlier in follows:
            self._earlier[later].append(earlier)
            after[earlier].append(later)
        order = topological(after)
        if len(order) < len(after):
            raise loop_error(loop(after, set(range(len(after))).difference(order)), str)
        self._journey, self._place = _places(order, self._earlier, after)
        self._ancestors: dict[int, int] = {}

    def certainly_before(self, a: int, b: int) -> bool:
        """Whether `a` ended on a day before `b` began, or b follows a, or times of one certain day say so."""
        first, second = self._bounds[a], self._bounds[b]
        if first.last_day < second.first_day or self._follows(b, a):
            return True
        earlier, later = self._times[a], self._times[b]
        return (
            earlier is not None
            and later is not None
            and earlier < later
            and first.is_certain_day
            and first == second
            and not self._follows(a, b)
        )

    def possibly_before(self, a: int, b: int) -> bool:
        """Whether some choice of days has `a` no later than `b`, and `b` is not certainly before `a`.

        The second says all, where bounds are tightened: only ``b.last_day < a.first_day`` leaves no such
        choice, and that makes `b` certainly before `a`.
        """
        return not self.certainly_before(b, a)

    def ancestors(self, index: int) -> frozenset[int]:
        """All that a contact follows, directly or through others. Linear in their number."""
        found: set[int] = set()
        waiting = list(self._earlier[index])
        while waiting:
            earlier = waiting.pop()
            if earlier not in found:
                found.add(earlier)
                waiting.extend(self._earlier[earlier])
        return frozenset(found)

    def _follows(self, later: int, earlier: int) -> bool:
        if self._journey[later] != self._journey[earlier] or self._place[earlier] >= self._place[later]:
            return False
        return bool(self._ancestor_bits(later) >> self._place[earlier] & 1)

    def _ancestor_bits(self, index: int) -> int:
        """The ancestors of a contact, as bits by their place in its journey.

        What is already known is reused. What is only walked through is not kept: in a chain of 100,000 that
        would be 600 MB for one question.
        """
        bits = self._ancestors.get(index)
        if bits is None:
            bits, walked, waiting = 0, {index}, list(self._earlier[index])
            mask = bytearray(self._place[index] // 8 + 1)
            while waiting:
                earlier = waiting.pop()
                if earlier in walked:
                    continue
                walked.add(earlier)
                place = self._place[earlier]
                mask[place >> 3] |= 1 << (place & 7)
                known = self._ancestors.get(earlier)
                if known is None:
                    waiting.extend(self._earlier[earlier])
                else:
                    bits |= known
            bits |= int.from_bytes(mask, "little")
            self._ancestors[index] = bits
        return bits


def _places(
    order: Sequence[int], earlier: Sequence[Sequence[int]], after: Sequence[Sequence[int]]
) -> tuple[list[int], list[int]]:
    """For each contact its journey (all that links reach) and its place there, parents first."""
    journey = [-1] * len(order)
    for root in order:
        if journey[root] >= 0:
            continue
        journey[root], waiting = root, [root]
        while waiting:
            index = waiting.pop()
            for linked in (*earlier[index], *after[index]):
                if journey[linked] < 0:
                    journey[linked] = root
                    waiting.append(linked)
    place, taken = [0] * len(order), [0] * len(order)
    for index in order:
        place[index] = taken[journey[index]]
        taken[journey[index]] += 1
    return journey, place


def topological(after: Sequence[Sequence[int]]) -> list[int]:
    """The nodes, each after all that lead to it; those on or behind a loop are missing."""
    waits = [0] * len(after)
    for laters in after:
        for later in laters:
            waits[later] += 1
    ready = deque(node for node, wait in enumerate(waits) if not wait)
    order = []
    while ready:
        node = ready.popleft()
        order.append(node)
        for later in after[node]:
            waits[later] -= 1
            if not waits[later]:
                ready.append(later)
    return order


def loop(after: Sequence[Sequence[int]], left: set[int]) -> list[int]:
    """One loop among the nodes that :func:`topological` leaves: each has another of them before it."""
    before = {later: node for node in sorted(left) for later in after[node] if later in left}
    node, path, seen = min(left), [], set[int]()
    while node not in seen:
        seen.add(node)
        path.append(node)
        node = before[node]
    loop = path[path.index(node) :][::-1]
    start = loop.index(min(loop))
    return loop[start:] + loop[:start]


def loop_error(members: Iterable[int], label: Callable[[int], str]) -> OrderError:
    loop = list(members)
    if len(loop) == 1:
        return OrderError(f"{label(loop[0])} is recorded as following, or sharing, itself.", loop)
    told = " -> ".join(label(index) for index in (*loop, loop[0]))
    return OrderError(f"These follow, or share the content of, one another in a loop: {told}.", loop)


def distinct(indices: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(indices))
