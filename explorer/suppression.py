"""Small numbers: counts under a threshold are not shown, nor as many others as are needed so that none of them can be
worked out from the totals.

A table of counts with its totals is a network: a cell is an edge from its row to its column, a total one the other
way. What can be added to and taken from the cells that are not shown, without changing any sum, goes round in cycles.
So a cell can be worked out exactly where no cycle of cells not shown goes through it (D. Gusfield, A Graph Theoretic
Approach to Statistical Data Security, SIAM J. Comput. 17, 1988). Zeros are shown, and whoever reads knows that what is
not shown is at least 1.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

THRESHOLD = 5
LEAST = 1
"""What anybody knows of a cell that is not shown: zeros are."""

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A table of counts with its totals in the last row and column; ``None`` is a count that is not shown.

    ``primary`` were under the threshold, ``secondary`` had to go with them.
    """

    rows: tuple[tuple[int | None, ...], ...]
    primary: frozenset[Cell]
    secondary: frozenset[Cell]


def suppressed(counts: Sequence[Sequence[int]], threshold: int = THRESHOLD) -> Suppressed:
    """A table of counts, with totals added, in which no count under ``threshold`` can be seen or worked out.

    ``counts`` are whole numbers, none below 0, in rows of one length; a row or column of its own is fine. A total under
    the threshold is not shown either. Where hiding cells is not enough (one cell alone), totals go too.
    Raises ``ValueError`` for anything else. Cost: cells not shown, times cells.
    """
    table = with_totals(counts)
    primary = {
        (row, column)
        for row, cells in enumerate(table)
        for column, count in enumerate(cells)
        if 0 < count < threshold
    }
    hidden = set(primary)
    while exposed := next(iter(sorted(exposed_cells(table, hidden))), None):
        hidden |= _cheapest_to_hide(table, hidden, exposed)
    shown = tuple(
        tuple(None if (row, column) in hidden else count for column, count in enumerate(cells))
        for row, cells in enumerate(table)
    )
    return Suppressed(shown, frozenset(primary), frozenset(hidden - primary))


def with_totals(counts: Sequence[Sequence[int]]) -> list[list[int]]:
    """The counts with a column and a row of totals."""
    widths = {len(row) for row in counts}
    if len(widths) > 1 or any(count < 0 for row in counts for count in row):
        raise ValueError("counts are whole numbers from 0, in rows of one length")
    table = [[*row, sum(row)] for row in counts]
    width = widths.pop() + 1 if widths else 1
    return [*table, [sum(row[column] for row in table) for column in range(width)]]


def exposed_cells(table: Sequence[Sequence[int]], hidden: Iterable[Cell]) -> set[Cell]:
    """The hidden cells whose value can be worked out exactly from all that is shown."""
    cells = set(hidden)
    steps = _steps(table, cells)
    return {cell for cell in cells if not _can_change(table, cell, steps)}


Node = tuple[str, int]


def _is_total(table: Sequence[Sequence[int]], cell: Cell) -> bool:
    """Does it stand on the other side of the sums? The grand total is a total of totals."""
    return (cell[0] == len(table) - 1) != (cell[1] == len(table[0]) - 1)


def _steps(table: Sequence[Sequence[int]], cells: Iterable[Cell]) -> Mapping[Node, list[tuple[Node, Cell]]]:
    """From each row and column, where one count more leads: along a cell that may grow, or back along one that may
    shrink. Of a total it is the other way round."""
    steps: dict[Node, list[tuple[Node, Cell]]] = {}
    for cell in cells:
        row, column = ("row", cell[0]), ("column", cell[1])
        ways = [(row, column), (column, row)]  # growing, shrinking
        if _is_total(table, cell):
            ways.reverse()
        steps.setdefault(ways[0][0], []).append((ways[0][1], cell))
        if table[cell[0]][cell[1]] > LEAST:
            steps.setdefault(ways[1][0], []).append((ways[1][1], cell))
    return steps


def _can_change(
    table: Sequence[Sequence[int]], cell: Cell, steps: Mapping[Node, list[tuple[Node, Cell]]]
) -> bool:
    """Is there another table with all that is shown, in which this cell is another?"""
    row, column = ("row", cell[0]), ("column", cell[1])
    grows = any(other == cell and to == column for to, other in steps.get(row, ()))
    shrinks = any(other == cell and to == row for to, other in steps.get(column, ()))
    return (grows and _reaches(column, row, cell, steps)) or (shrinks and _reaches(row, column, cell, steps))


def _reaches(start: Node, end: Node, without: Cell, steps: Mapping[Node, list[tuple[Node, Cell]]]) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        at = waiting.pop()
        if at == end:
            return True
        for node, cell in steps.get(at, ()):
            if cell != without and node not in seen:
                seen.add(node)
                waiting.append(node)
    return False


def _cheapest_to_hide(table: Sequence[Sequence[int]], hidden: set[Cell], exposed: Cell) -> set[Cell]:
    """The cells to hide so that one cannot be worked out: the cheapest cycle through it, by the sum of what it hides.

    Hidden cells cost nothing, and a total more than all counts together. There is always one: the cell, its totals and
    the grand total can all be greater.
    """
    height, width = len(table), len(table[0])
    everything = 1 + sum(sum(row) for row in table)
    cells = {(row, column) for row in range(height) for column in range(width) if table[row][column] > 0}

    def cost(cell: Cell) -> int:
        is_total = cell[0] == height - 1 or cell[1] == width - 1
        return 0 if cell in hidden else table[cell[0]][cell[1]] + everything * is_total

    steps = _steps(table, cells)
    row, column = ("row", exposed[0]), ("column", exposed[1])
    ways = [
        _cheapest_way(ends[1], ends[0], exposed, steps, cost)
        for ends in ((row, column), (column, row))
        if any(cell == exposed and to == ends[1] for to, cell in steps.get(ends[0], ()))
    ]
    return min(ways, key=lambda way: (way[0], sorted(way[1])))[1]


def _cheapest_way(
    start: Node,
    end: Node,
    without: Cell,
    steps: Mapping[Node, list[tuple[Node, Cell]]],
    cost: Callable[[Cell], int],
) -> tuple[float, set[Cell]]:
    """The least cost of a way, and its cells (Dijkstra); an infinite one where there is none."""
    waiting: list[tuple[int, tuple[Cell, ...], Node]] = [(0, (), start)]
    seen: set[Node] = set()
    while waiting:
        spent, way, at = heapq.heappop(waiting)
        if at == end:
            return spent, set(way)
        if at in seen:
            continue
        seen.add(at)
        for node, cell in steps.get(at, ()):
            if cell != without and node not in seen:
                heapq.heappush(waiting, (spent + cost(cell), (*way, cell), node))
    return float("inf"), set()
