"""Which unknowns a set of linear equations determines, whatever the numbers on their other sides."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Unknown = TypeVar("Unknown", bound=Hashable)

PRIME = (1 << 61) - 1
"""Equations are solved modulo this: coefficients stay small numbers. What holds so and not in fractions has odds of one
in a billion billions."""


def determined(equations: Sequence[Mapping[Unknown, int]], most: int) -> set[Unknown]:
    """The unknowns that have one value in all solutions.

    equations
        coefficients by unknown; what an equation adds up to does not matter.
    most
        unknowns that hang together by equations are solved only where there are no more than so many of them.

    No equation determines nothing. Cost: for each such group, the cube of its size at worst.

    >>> sorted(determined([{"a": 1, "b": 1}, {"b": 1, "c": 1}, {"a": 1, "c": 1}, {"d": 1, "e": 1}], 9))
    ['a', 'b', 'c']
    """
    found: set[Unknown] = set()
    for group in _groups(equations):
        if len({unknown for equation in group for unknown in equation}) <= most:
            found |= _determined(group)
    return found


def _groups(equations: Sequence[Mapping[Unknown, int]]) -> Iterable[list[Mapping[Unknown, int]]]:
    """The equations that share unknowns, directly or through others."""
    holding: dict[Unknown, list[int]] = {}
    for number, equation in enumerate(equations):
        for unknown in equation:
            holding.setdefault(unknown, []).append(number)
    seen: set[int] = set()
    for start in range(len(equations)):
        if start in seen:
            continue
        seen.add(start)
        group, waiting = [], [start]
        while waiting:
            number = waiting.pop()
            group.append(equations[number])
            for unknown in equations[number]:
                for other in holding.pop(unknown, ()):
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
        yield group


def _determined(equations: Iterable[Mapping[Unknown, int]]) -> set[Unknown]:
    """Gauss and Jordan: what is left alone in its row is determined."""
    solved: dict[Unknown, dict[Unknown, int]] = {}
    for equation in equations:
        row = dict(equation)
        for unknown in [unknown for unknown in row if unknown in solved]:
            _add(row, solved[unknown], -row.get(unknown, 0))
        if not row:
            continue
        pivot = next(iter(row))
        inverse = pow(row[pivot], -1, PRIME)
        row = {unknown: factor * inverse % PRIME for unknown, factor in row.items()}
        for other in solved.values():
            if pivot in other:
                _add(other, row, -other[pivot])
        solved[pivot] = row
    return {pivot for pivot, row in solved.items() if len(row) == 1}


def _add(row: dict[Unknown, int], other: Mapping[Unknown, int], times: int) -> None:
    for unknown, factor in other.items():
        value = (row.get(unknown, 0) + times * factor) % PRIME
        if value:
            row[unknown] = value
        else:
            row.pop(unknown, None)
