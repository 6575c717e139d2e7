"""Programs of many cases run in step: the first instruction of every case at once, then the second of every case.

An instruction says that one register takes over all that another holds, but for what a third leaves out. A register is
a set of contacts of a case, a bit for each by its place, so that an instruction over a thousand cases is one operation
on a thousand whole numbers (or twice or four times as many, where cases are long).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Sets = NDArray[np.uint64]

FEW_CASES = 12
"""Fewer than so many are run one by one."""

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
        packed |= key << shift
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

    def write(
        self, case: Numbers, day: Numbers, slot: int | Numbers, target: Numbers, source: Numbers
    ) -> None:
        """Instructions, an entry each."""
        slots = np.full(len(case), slot) if isinstance(slot, int) else slot
        self._written.append((case, day, slots, target, source))

    def run(self, sets: Sets) -> None:
        """All of them, on registers."""
        case, day, slot, target, source = (
            np.concatenate(parts) for parts in zip(*self._written, strict=True)
        )
        run_in_step(sets, in_order(case, day, slot), case, target, source)


def run_in_step(
    sets: Sets,
    order: Numbers,
    case: Numbers,
    target: Numbers,
    source: Numbers,
    without: Numbers | None = None,
) -> None:
    """Instructions, ``order`` their places by case, and by their turn in it. ``without``: the register of what is left
    out, into which none writes."""
    if not len(order):
        return
    starts = np.flatnonzero(np.diff(case[order], prepend=-1))
    turn = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
    order = order[in_order(turn)]
    ends = np.cumsum(np.bincount(turn))
    # Few cases are long: an operation on arrays takes as long as on a dozen numbers one by one.
    ends = ends[np.diff(ends, prepend=0) >= FEW_CASES]
    target, source = target[order], source[order]
    flat = sets.reshape(-1) if sets.shape[1] == 1 else sets
    left_out = NOTHING if without is None else without[order]
    # Nothing is left out on most turns: what holds nothing is not taken away.
    leaves_out = np.zeros(len(ends) + 1, bool)
    if without is not None:
        leaves_out[np.searchsorted(ends, np.flatnonzero(sets[left_out].any(axis=1)), "right")] = True
    begin = 0
    for end, leaves in zip(ends.tolist(), leaves_out.tolist(), strict=False):
        at = target[begin:end]
        brought = flat.take(source[begin:end], axis=0)
        if leaves:
            brought &= ~flat.take(left_out[begin:end], axis=0)
        brought |= flat.take(at, axis=0)
        flat[at] = brought
        begin = end
    run_one_by_one(sets, target[begin:], source[begin:], left_out[begin:] if leaves_out[-1] else None)


def run_one_by_one(sets: Sets, target: Numbers, source: Numbers, without: Numbers | None) -> None:
    """Instructions in order, over registers as whole numbers of Python."""
    if not len(target):
        return
    is_named = np.zeros(len(sets), bool)
    for some in (target, source, NOTHING if without is None else without):
        is_named[some] = True
    named = np.flatnonzero(is_named)
    at = np.cumsum(is_named) - 1
    size = sets.shape[1] * sets.itemsize
    told = sets[named].tobytes()
    held = [int.from_bytes(told[begin : begin + size], "little") for begin in range(0, len(told), size)]
    if without is None:
        for into, of in zip(at[target].tolist(), at[source].tolist(), strict=True):
            held[into] |= held[of]
    else:
        each = zip(at[target].tolist(), at[source].tolist(), at[without].tolist(), strict=True)
        for into, of, out in each:
            held[into] |= held[of] & ~held[out]
    told = b"".join([found.to_bytes(size, "little") for found in held])
    sets[named] = np.frombuffer(told, np.uint64).reshape(len(named), -1)
