"""Possible chains over bare dated links: what :mod:`explorer.reach.possible` finds, where a record has nothing else.

A chain is possible when days can be chosen that never go back: a link passes on what is at its sender by its last
day, on that day or on its first, whichever is later. A link certainly before the one just before it ends before
that one begins, so it is never asked: nothing else orders bare links.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from operator import sub

from explorer.reach.bare import BareSweep
from explorer.reach.contacts import Teller
from explorer.reach.labels import CHUNK, NOTHING, Label, forget_settled, is_less, root
from explorer.reach.record import DAY, FAR


class BarePossibleSweep:
    """As :class:`explorer.reach.possible.PossibleSweep`, of a record that :func:`explorer.reach.bare.is_bare`.

    It shares the columns of the sweep for what is certain, and adds one: building it is a pass over the links.
    """

    def __init__(self, bare: BareSweep) -> None:
        self.bare, self.of = bare, bare.of
        self.root = root(self.of.size)
        bounds = self.of.record.bounds
        self.last_days = [bounds[contact].last_day for contact in bare.contacts]
        self.longest = max(map(sub, self.last_days, bare.first_days), default=0)

    def run(self, contact: int, _tellers: Sequence[Teller]) -> list[Label]:
        """First labels by party of the content of `contact`.

        A pass over the links in order of their first days. Each goes to the links `open_at` its sender, which are
        looked at again whenever the sender's label improves, and forgotten once their last days are past.
        """
        bare, size, parties = self.bare, self.of.size, self.of.parties
        contacts, senders, targets, last_days = bare.contacts, bare.senders, bare.targets, self.last_days
        best, first = [NOTHING] * parties, [NOTHING] * parties
        codes = [FAR] * parties
        extended = [NOTHING[4]] * parties  # the code of a chain one link longer, without that link
        improved: deque[int] = deque()

        def arrive(day: int, node: int, by: int, label: Label) -> None:
            code = label[4] + by
            if code == codes[node] and not is_less(label, best[node][1]):
                return
            codes[node], extended[node] = code, label[4] + size
            best[node] = new = (code, label, node, day * DAY, label[4] + size)
            if first[node] is NOTHING or first[node][3] == new[3]:
                first[node] = new
            improved.append(node)

        def settle(day: int) -> None:
            while improved:
                node = improved.popleft()
                label = best[node]
                open_at[node] = still = [at for at in open_at[node] if last_days[at] >= day]
                for at in still:
                    if label[4] + contacts[at] <= codes[targets[at]]:
                        arrive(day, targets[at], contacts[at], label)

        first_day = self.of.record.bounds[contact].first_day
        start = bisect_left(bare.first_days, first_day)
        open_at = self._open_before(first_day, start)
        for party, _ in self.of.reached(contact):
            arrive(first_day, party, contact, self.root)
        settle(first_day)
        unsettled = list(bare.organisations)
        for begin in range(start, len(contacts), CHUNK):
            part = slice(begin, begin + CHUNK)
            for at, day, by, source, target in zip(
                range(begin, len(contacts)),
                bare.first_days[part],
                contacts[part],
                senders[part],
                targets[part],
                strict=False,
            ):
                open_at[source].append(at)
                if extended[source] + by <= codes[target]:
                    arrive(day, target, by, best[source])
                    settle(day)
            if forget_settled(unsettled, bare.last_chances, first, day * DAY):
                break
        return first

    def _open_before(self, day: int, start: int) -> list[list[int]]:
        """By sender the links that begin before `day`, and before the place `start`, and may still come."""
        open_at: list[list[int]] = [[] for _ in range(self.of.parties)]
        for at in range(bisect_left(self.bare.first_days, day - self.longest), start):
            if self.last_days[at] >= day:
                open_at[self.bare.senders[at]].append(at)
        return open_at
