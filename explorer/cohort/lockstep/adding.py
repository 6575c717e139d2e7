"""What was counted of decisions, added up by group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from explorer.cohort.lockstep.counts import Counted
from explorer.cohort.lockstep.programs import Numbers, in_order, numbers

Group = tuple[str, ...]


class Grouped:
    """Decisions by group: the party, its sector and what was decided, in words."""

    def __init__(self, found: Counted, words: Sequence[str]) -> None:
        self._order = in_order(*found.group, found.case)
        self._counts, self._found = found.counts[self._order], found
        ordered = np.stack([part[self._order] for part in found.group])
        is_first = (np.diff(ordered, axis=1, prepend=-1) != 0).any(axis=0)
        self._starts, self._number = np.flatnonzero(is_first), np.cumsum(is_first) - 1
        self.groups = [
            tuple([words[word] for word in group]) for group in ordered[:, self._starts].T.tolist()
        ]

    def sums(self) -> Iterator[tuple[Group, list[int]]]:
        """By group: how many decisions, cases, decisions that are dated; of each count, at how many decisions it is not
        0; and of each the sum."""
        if not self.groups:
            return
        case = self._found.case[self._order]
        is_other = (np.diff(case, prepend=-1) != 0) | (np.diff(self._number, prepend=-1) != 0)
        told = np.stack([np.ones_like(case), is_other, self._found.is_dated[self._order]], axis=1)
        columns = np.concatenate([told, self._counts > 0, self._counts], axis=1)
        yield from zip(self.groups, np.add.reduceat(columns, self._starts, axis=0).tolist(), strict=True)

    def values(self, place: int) -> Iterator[tuple[Group, int, int]]:
        """By group, each value of a count and how often it was counted."""
        measured: Numbers = self._counts[:, place]
        order = in_order(self._number, measured)
        number, measured = self._number[order], measured[order]
        is_first = (np.diff(number, prepend=-1) != 0) | (np.diff(measured, prepend=-1) != 0)
        starts = np.flatnonzero(is_first)
        times = numbers(np.diff(starts, append=len(order)))
        for at, value, count in zip(
            number[starts].tolist(), measured[starts].tolist(), times.tolist(), strict=True
        ):
            yield self.groups[at], value, count
