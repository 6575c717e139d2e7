"""What was counted of decisions, added up by group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from explorer.cohort.lockstep.columns import Truths
from explorer.cohort.lockstep.counts import Counted
from explorer.cohort.lockstep.programs import Numbers, in_order

Group = tuple[str, ...]

MOST_ROWS = 200_000
"""Rows that are kept before those that are alike are added up: 40 MB."""


def differs(*keys: Numbers) -> Truths:
    """Whether each row differs from the one before it in any of its keys, none of them below 0."""
    found: Truths = np.any([np.diff(key, prepend=-1) != 0 for key in keys], axis=0)
    return found


class Sums:
    """Rows of numbers by keys, added up where all keys are alike."""

    def __init__(self) -> None:
        self._rows: list[tuple[Numbers, Numbers]] = []
        self._most = MOST_ROWS

    def add(self, keys: Sequence[Numbers], numbers: Numbers) -> None:
        """Rows more: an entry a row of each key, and a row of numbers."""
        self._rows.append((np.stack(keys), numbers))
        if sum(len(numbers) for _, numbers in self._rows) > self._most:
            self._most = MOST_ROWS + 2 * len(self.total()[1])

    def total(self) -> tuple[Numbers, Numbers]:
        """The keys and the numbers of all rows, no two alike in all keys."""
        if not self._rows:
            return np.zeros((0, 0), np.int64), np.zeros((0, 0), np.int64)
        keys = np.concatenate([keys for keys, _ in self._rows], axis=1)
        order = in_order(*keys)
        keys = keys[:, order]
        starts = np.flatnonzero(differs(*keys))
        numbers = np.concatenate([numbers for _, numbers in self._rows])[order]
        numbers = np.add.reduceat(numbers, starts, axis=0) if len(starts) else numbers
        self._rows = [(keys[:, starts], numbers)]
        return self._rows[0]


class Added:
    """Decisions by group: the party, its sector and what was decided, as numbers of words. Of the counts in some
    places, each value is counted, too."""

    def __init__(self, words: Sequence[str], places: Sequence[int]) -> None:
        self.words = words
        self._sums, self._values = Sums(), {place: Sums() for place in places}

    def add(self, every: Sequence[Counted]) -> None:
        """Decisions more."""
        group = [np.concatenate(parts) for parts in zip(*(found.group for found in every), strict=True)]
        case, is_dated, counts = (
            np.concatenate([getattr(found, name) for found in every])
            for name in ("case", "is_dated", "counts")
        )
        if not len(case):
            return
        order = in_order(*group, case)
        counts = counts[order]
        ordered = [part[order] for part in group]
        is_first = differs(*ordered)
        starts = np.flatnonzero(is_first)
        told = np.stack([np.ones_like(case), differs(*ordered, case[order]), is_dated[order]], axis=1)
        columns = np.concatenate([told, counts > 0, counts], axis=1)
        groups = [part[starts] for part in ordered]
        self._sums.add(groups, np.add.reduceat(columns, starts, axis=0))
        number = np.cumsum(is_first) - 1
        for place, values in self._values.items():
            order = in_order(number, counts[:, place])
            of, measured = number[order], counts[order, place]
            starts = np.flatnonzero(differs(of, measured))
            times = np.diff(starts, append=len(order))
            values.add([*(part[of[starts]] for part in groups), measured[starts]], times[:, None])

    def sums(self) -> Iterator[tuple[Group, list[int]]]:
        """By group: how many decisions, cases, decisions that are dated; of each count, at how many decisions it is not
        0; and of each the sum."""
        keys, numbers = self._sums.total()
        for group, found in zip(keys.T.tolist(), numbers.tolist(), strict=True):
            yield tuple([self.words[word] for word in group]), found

    def values(self, place: int) -> Iterator[tuple[Group, int, int]]:
        """By group, each value of the counts in a place and how often it was counted."""
        keys, times = self._values[place].total()
        for (*group, measured), (count,) in zip(keys.T.tolist(), times.tolist(), strict=True):
            yield tuple([self.words[word] for word in group]), measured, count
