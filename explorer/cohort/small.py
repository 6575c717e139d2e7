"""Small numbers in a measure: what is not shown, so that no count under the threshold can be read or worked out.

Not shown are rows that rest on fewer cases than the threshold, as wholes; in other rows the counts under it, and days
that rest on fewer waits; and then as many others as are needed so that no sum that is shown gives one of them away. The
sums are those that the measure names: parts of a total in a row (``sum``), and rows of one party whose total another
table shows (``margin``). What is left out of a sum is never one cell and never less than the threshold. What several
sums tell together is looked for twice: bounds are drawn tighter sum by sum until nothing changes, and the sums are
solved as equations, for as many as hang together in :data:`MOST_SOLVED` cells or fewer. (:mod:`explorer.suppression`
does this exactly for one table of two dimensions; a measure has tens of thousands of rows and three kinds of sums.)
What is not shown may also be 0. Several measures, or one with other options, are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from explorer.cohort.solving import determined
from explorer.suppression import THRESHOLD

Cell = tuple[int, int]
Value = str | int | None
FAR = 1 << 60
OTHERS = -1
"""In place of a row: all rows of a margin that are left out, as one cell (its column tells the sum apart)."""

MOST_SOLVED = 300


@dataclass(frozen=True, slots=True)
class Sums:
    """What adds up in a measure. By place of columns: ``parts`` of a total; ``margins`` (by, columns): the rows that
    have the same texts in the columns ``by`` add up to a total shown elsewhere, in each of the others."""

    parts: tuple[tuple[int, tuple[int, ...]], ...] = ()
    margins: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()


@dataclass(slots=True)
class _Sum:
    """Cells that add up: to ``total``, a cell, or to a number that is known. ``total`` is None for the latter."""

    cells: tuple[Cell, ...]
    total: Cell | None = None

    @property
    def members(self) -> tuple[Cell, ...]:
        """The cells, and the total where it is one."""
        return self.cells if self.total is None else (*self.cells, self.total)


def small_rows(rows: Sequence[Sequence[Value]], types: Sequence[str], threshold: int = THRESHOLD) -> set[int]:
    """The rows, by number, that rest on fewer cases than the threshold and are left out as wholes."""
    cases = types.index("cases")
    return {number for number, row in enumerate(rows) if _is_small(row[cases], threshold)}


def hidden_cells(
    rows: Sequence[Sequence[Value]], types: Sequence[str], sums: Sums, threshold: int = THRESHOLD
) -> set[Cell]:
    """The cells (row, column) that may not be shown, those of :func:`small_rows` among them. ``types`` are those of the
    columns of a measure. A threshold of 0 or 1 hides nothing. Cost: linear in cells, for each round; few are needed.
    """
    hiding = _Hiding(rows, types, sums, threshold)
    while exposed := hiding.exposed():
        if not sum(hiding.hide_beside(cell) for cell in exposed):
            break  # nothing is left to hide it behind
    return hiding.cells()


class _Hiding:
    """What is hidden so far, of rows that are shown; and cells for what a margin leaves out."""

    def __init__(
        self, rows: Sequence[Sequence[Value]], types: Sequence[str], sums: Sums, threshold: int
    ) -> None:
        self.rows, self.threshold = rows, threshold
        self.counts = [place for place, kind in enumerate(types) if kind in ("cases", "count", "part")]
        self.days = [place for place, kind in enumerate(types) if kind == "days"]
        self.left_out = small_rows(rows, types, threshold)
        self.others: dict[Cell, int] = {}
        self.hidden = set(self._primary())
        self.sums = [*self._of_rows(sums), *self._of_margins(sums)] if self.hidden or self.left_out else []
        self.hidden |= self.others.keys()
        self.sums_of: dict[Cell, list[int]] = {}
        for number, item in enumerate(self.sums):
            for cell in item.members:
                self.sums_of.setdefault(cell, []).append(number)
        self._settle({number for cell in self.hidden for number in self.sums_of.get(cell, ())})

    def cells(self) -> set[Cell]:
        """All that may not be shown."""
        wholes = {(number, place) for number in self.left_out for place in (*self.counts, *self.days)}
        return wholes | {cell for cell in self.hidden if cell[0] != OTHERS}

    def value(self, cell: Cell) -> int:
        """What a cell is."""
        value = self.others[cell] if cell[0] == OTHERS else self.rows[cell[0]][cell[1]]
        return value if isinstance(value, int) else 0

    def _primary(self) -> Iterator[Cell]:
        basis = max(
            (place for place in self.counts if self.days and place < self.days[0]), default=self.counts[0]
        )
        for number, row in enumerate(self.rows):
            if number in self.left_out:
                continue
            yield from ((number, place) for place in self.counts if _is_small(row[place], self.threshold))
            if _is_small(row[basis], self.threshold):
                yield from ((number, place) for place in self.days if row[place] is not None)

    def _of_rows(self, sums: Sums) -> Iterator[_Sum]:
        for number in range(len(self.rows)):
            if number not in self.left_out:
                for total, parts in sums.parts:
                    yield _Sum(tuple((number, place) for place in parts), (number, total))

    def _of_margins(self, sums: Sums) -> Iterator[_Sum]:
        for by, columns in sums.margins:
            groups: dict[tuple[Value, ...], list[int]] = {}
            for number, row in enumerate(self.rows):
                groups.setdefault(tuple(row[place] for place in by), []).append(number)
            for members in groups.values():
                shown = [number for number in members if number not in self.left_out]
                # A total of a single row is that row's: where it is hidden, the table of totals, which has the same
                # row, hides it by the same rule.
                if not shown or len(members) == 1:
                    continue
                for place in columns:
                    cells = [(number, place) for number in shown]
                    more = sum(
                        int(self.rows[number][place] or 0) for number in members if number in self.left_out
                    )
                    if len(shown) < len(members):
                        cells.append((OTHERS, len(self.others)))
                        self.others[cells[-1]] = more
                    if not _is_small(sum(map(self.value, cells)), self.threshold):  # else it is shown nowhere
                        yield _Sum(tuple(cells))

    def _settle(self, waiting: set[int]) -> None:
        """Hide the smallest of what is shown in a sum until what is not shown could be several things."""
        while waiting:
            item = self.sums[waiting.pop()]
            gone = [cell for cell in item.members if cell in self.hidden]
            while gone and not self._is_enough(item, gone):
                cell = self._hide_smallest(item)
                if cell is None:
                    break
                gone.append(cell)
                waiting.update(self.sums_of[cell])

    def _is_enough(self, item: _Sum, gone: Sequence[Cell]) -> bool:
        is_known = item.total not in self.hidden
        return len(gone) > 1 and (not is_known or sum(map(self.value, gone)) >= self.threshold)

    def _hide_smallest(self, item: _Sum) -> Cell | None:
        """Hide one cell more: of what is shown the smallest, the total last; None where all is hidden."""
        shown = [cell for cell in item.members if cell not in self.hidden]
        if not shown:
            return None
        cell = min(shown, key=lambda cell: (cell == item.total, self.value(cell), cell))
        self.hidden.add(cell)
        return cell

    def hide_beside(self, cell: Cell) -> bool:
        """Hide one more in a sum of this cell. False where all are hidden."""
        for number in self.sums_of.get(cell, ()):
            more = self._hide_smallest(self.sums[number])
            if more is not None:
                self._settle(set(self.sums_of[more]))
                return True
        return False

    def exposed(self) -> list[Cell]:
        """The cells under the threshold that all sums together leave one value, in order."""
        fixed = self._fixed_by_bounds() | self._solved()
        return sorted(
            cell for cell in fixed if cell[0] != OTHERS and _is_small(self.value(cell), self.threshold)
        )

    def _solved(self) -> set[Cell]:
        """The cells that the sums, as equations, determine."""
        equations = []
        for item in self.sums:
            unknown = {cell: 1 for cell in item.cells if cell in self.hidden}
            if item.total is not None and item.total in self.hidden:
                unknown[item.total] = -1
            if unknown:
                equations.append(unknown)
        return determined(equations, MOST_SOLVED)

    def _fixed_by_bounds(self) -> set[Cell]:
        least = dict.fromkeys(self.hidden, 0)
        most = dict.fromkeys(self.hidden, FAR)
        waiting = {number for cell in self.hidden for number in self.sums_of.get(cell, ())}
        rounds = 40 * len(waiting)  # bounds that creep by one are let be: they leave many values
        while waiting and rounds:
            rounds -= 1
            for cell in self._tighten(self.sums[waiting.pop()], least, most):
                waiting.update(self.sums_of[cell])
        return {cell for cell in self.hidden if least[cell] == most[cell]}

    def _tighten(self, item: _Sum, least: dict[Cell, int], most: dict[Cell, int]) -> list[Cell]:
        """Bounds of the cells of a sum from those of the others; the cells whose bounds changed."""
        gone = [cell for cell in item.cells if cell in self.hidden]
        shown = sum(self.value(cell) for cell in item.cells if cell not in self.hidden)
        low, high = shown + sum(least[cell] for cell in gone), shown + sum(most[cell] for cell in gone)
        changed = []
        if item.total is not None and item.total in self.hidden:
            known = (max(least[item.total], low), min(most[item.total], high))
            if known != (least[item.total], most[item.total]):
                least[item.total], most[item.total] = known
                changed.append(item.total)
        else:
            total = sum(map(self.value, item.cells)) if item.total is None else self.value(item.total)
            known = (total, total)
        for cell in gone:
            new = (
                max(least[cell], known[0] - high + most[cell]),
                min(most[cell], known[1] - low + least[cell]),
            )
            if new != (least[cell], most[cell]):
                low, high = low + new[0] - least[cell], high + new[1] - most[cell]
                least[cell], most[cell] = new
                changed.append(cell)
        return changed


def _is_small(value: Value, threshold: int) -> bool:
    return isinstance(value, int) and 0 < value < threshold
