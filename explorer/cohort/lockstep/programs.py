"""Programs of many cases run in step: the first instruction of every case at once, then the second of every case.

An instruction says that one register takes over all that another holds, but for what a third leaves out. A register is
a set of contacts of a case, a bit for each by its place, so that an instruction over a thousand cases is one operation
on a thousand whole numbers (or twice or four times as many, where cases are long).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.signedinteger[Any]]
"""Of 64 bits, but for those that a file has in 32."""
Sets = NDArray[np.uint64]

FEW_CASES = 12
"""Fewer than so many are run one by one."""

SLOT_BITS = 2
"""A day has four slots."""

HALF = 31
"""Registers fit in so many bits, so that two of them are one number."""

NOTHING = np.zeros(0, np.int64)


def numbers(some: Any) -> Numbers:
    """As an array of whole numbers."""
    found: Numbers = np.asarray(some, np.int64)
    return found


def in_order(*keys: Numbers) -> Numbers:
    """The places of entries in order of several keys, none below 0; entries alike in all stay in turn.

    The keys are packed into one number where that holds them: to sort numbers is ten times as fast as to sort places.
    """
    count = len(keys[0])
    if not count:
        return NOTHING
    shift = count.bit_length()
    packed: Numbers = np.arange(count, dtype=np.int64)
    for key in reversed(keys):
        bits = int(key.max()).bit_length()
        if shift + bits > 62:
            return numbers(np.lexsort(keys[::-1]))
        packed |= key.astype(np.int64, copy=False) << shift
        shift += bits
    packed.sort()
    return numbers(packed & ((1 << count.bit_length()) - 1))


def ranges(firsts: Numbers, counts: Numbers) -> Numbers:
    """The numbers from each first on, so many each, one after the other."""
    ends = np.cumsum(counts)
    every = np.arange(int(ends[-1]) if len(ends) else 0)
    return numbers(every + np.repeat(firsts - (ends - counts), counts))


class Program:
    """Instructions as they are written, in any order: each with its case and its moment (day, slot of the day), by
    which they are put in order when all are there; those of a moment run as written."""

    def __init__(self) -> None:
        self._written: list[tuple[Numbers, ...]] = []

    def write(self, case: Numbers, day: Numbers, slot: int, target: Numbers, source: Numbers) -> None:
        """Instructions, an entry each."""
        self._written.append((case, day << SLOT_BITS | slot, target, source))

    def run(self, sets: Sets) -> None:
        """All of them, on registers."""
        case, moment, target, source = (np.concatenate(parts) for parts in zip(*self._written, strict=True))
        run_in_step(sets, in_order(case, moment), np.bincount(case), target, source)


def run_in_step(
    sets: Sets,
    order: Numbers,
    counts: Numbers,
    target: Numbers,
    source: Numbers,
    without: Numbers | None = None,
) -> None:
    """Instructions; ``order`` are their places by case, and by their turn in it, ``counts`` how many each case has.
    ``without``: the register of what is left out, into which none writes; -1 for none."""
    if not len(order):
        return
    turn = ranges(np.zeros_like(counts), counts)
    order = order[in_order(turn)]
    ends = np.cumsum(np.bincount(turn))
    # Few cases are long: an operation on arrays takes as long as on a dozen numbers one by one.
    ends = ends[np.diff(ends, prepend=0) >= FEW_CASES]
    # Both as one number, as it is the looking up that takes long.
    both = (target << HALF | source)[order]
    target, source = both >> HALF, both & (1 << HALF) - 1
    leaving, left_out = _leaving(sets, order, without)
    flat = sets.reshape(-1) if sets.shape[1] == 1 else sets
    begin = done = 0
    for end, until in zip(ends.tolist(), np.searchsorted(leaving, ends).tolist(), strict=True):
        at = target[begin:end]
        brought = flat.take(source[begin:end], axis=0)
        if until > done:
            brought[leaving[done:until] - begin] &= ~flat[left_out[done:until]]
        brought |= flat.take(at, axis=0)
        flat[at] = brought
        begin, done = end, until
    if begin < len(order):
        _run_one_by_one(sets, target[begin:], source[begin:], leaving[done:] - begin, left_out[done:])


def _leaving(sets: Sets, order: Numbers, without: Numbers | None) -> tuple[Numbers, Numbers]:
    """The places in order of the instructions that leave something out, and the registers of it: most hold nothing."""
    if without is None:
        return NOTHING, NOTHING
    some = np.flatnonzero(without >= 0)
    leaves = np.zeros(len(order), bool)
    leaves[some[sets[without[some]].any(axis=1)]] = True
    leaving = np.flatnonzero(leaves[order])
    return leaving, without[order[leaving]]


def _run_one_by_one(
    sets: Sets, target: Numbers, source: Numbers, leaving: Numbers, left_out: Numbers
) -> None:
    """Instructions in order, over registers as whole numbers of Python."""
    is_named = np.zeros(len(sets), bool)
    for some in (target, source, left_out):
        is_named[some] = True
    named = np.flatnonzero(is_named)
    at = np.cumsum(is_named) - 1
    size = sets.shape[1] * sets.itemsize
    told = sets[named].tobytes()
    held = [int.from_bytes(told[begin : begin + size], "little") for begin in range(0, len(told), size)]
    without = np.full(len(target), len(held))
    without[leaving] = at[left_out]
    held.append(0)
    for into, of, out in zip(at[target].tolist(), at[source].tolist(), without.tolist(), strict=True):
        held[into] |= held[of] & ~held[out]
    told = b"".join([found.to_bytes(size, "little") for found in held[:-1]])
    sets[named] = np.frombuffer(told, np.uint64).reshape(len(named), -1)
