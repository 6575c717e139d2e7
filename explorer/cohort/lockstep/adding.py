"""What was counted of decisions, added up by group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from explorer.cohort.lockstep.counts import Counted
from explorer.cohort.lockstep.programs import Numbers, in_order

Group = tuple[str, ...]


def sums(found: Counted, words: Sequence[str]) -> Iterator[tuple[Group, list[int]]]:
    """By group: how many decisions, cases, decisions that are dated; of each count, at how many decisions it is not 0;
    and of each the sum."""
    order, starts, groups = _grouped(found, words)
    if not len(order):
        return
    counts = found.counts[order]
    cases = found.case[order]
    number = np.zeros(len(order), np.int64)
    number[starts] = 1
    number = np.cumsum(number)
    # Decisions are in order of case within a group.
    is_other = (np.diff(cases, prepend=-1) != 0) | (np.diff(number, prepend=0) != 0)
    columns = np.concatenate(
        [
            np.stack([np.ones_like(cases), is_other, found.is_dated[order]], axis=1),
            counts > 0,
            counts,
        ],
        axis=1,
    )
    yield from zip(groups, np.add.reduceat(columns, starts, axis=0).tolist(), strict=True)


def values(found: Counted, words: Sequence[str], place: int) -> Iterator[tuple[Group, int, int]]:
    """By group, each value of a count and how often it was counted."""
    order, starts, groups = _grouped(found, words)
    if not len(order):
        return
    number = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(order)))
    measured = found.counts[order, place]
    pairs, times = np.unique(np.stack([number, measured]), axis=1, return_counts=True)
    for at, value, count in zip(*pairs.tolist(), times.tolist(), strict=True):
        yield groups[at], value, count


def _grouped(found: Counted, words: Sequence[str]) -> tuple[Numbers, Numbers, list[Group]]:
    """Decisions in order of group and case, where each group begins, and the groups in words."""
    order = in_order(*found.group, found.case)
    ordered = np.stack([part[order] for part in found.group])
    starts = np.flatnonzero((np.diff(ordered, axis=1, prepend=-1) != 0).any(axis=0))
    groups = [tuple([words[word] for word in group]) for group in ordered[:, starts].T.tolist()]
    return order, starts, groups
