"""Small numbers in a measure: what is not shown, so that no count under the threshold can be read or worked out.

Not shown are rows that rest on fewer cases than the threshold, as wholes; in other rows the counts under it, and days
that rest on fewer waits; and then as many others as are needed so that no sum that is shown gives one of them away. The
sums are those that the measure names: parts of a total in a row (``sum``), and rows of one party whose total another
table shows (``margin``). What is left out of a sum is never one cell, never less than the threshold, and never so near
to its least that a bound on one cell fixes another. :mod:`explorer.suppression` does this for one table of two
dimensions by cycles; a measure has tens of thousands of rows and three kinds of sums, so here bounds are drawn tighter
sum by sum until nothing changes. Zeros in rows that are shown are shown, and whoever reads knows that what is not shown
in them is at least 1. Several measures, or one with other options, are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from explorer.suppression import THRESHOLD

Cell = tuple[int, int]
Value = str | int | None
FAR = 1 << 60


@dataclass(frozen=True, slots=True)
class Sums:
    """What adds up in a measure. By place of columns: ``parts`` of a total; ``margins`` (by, columns): the rows that
    have the same text in ``by`` add up to a total shown elsewhere, in each of the columns."""

    parts: tuple[tuple[int, tuple[int, ...]], ...] = ()
    margins: tuple[tuple[int, tuple[int, ...]], ...] = ()


@dataclass(slots=True)
class _Sum:
    """Cells that add up: to ``total``, a cell, or to a number that is known. ``total`` is None for the latter."""

    cells: tuple[Cell, ...]
    total: Cell | None = None


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
        if not sum(hiding.hide_beside(cell) for cell in sorted(exposed)):
            break  # nothing is left to hide it behind: all of its sums are of one row
    return hiding.hidden


class _Hiding:
    """What is hidden so far."""

    def __init__(
        self, rows: Sequence[Sequence[Value]], types: Sequence[str], sums: Sums, threshold: int
    ) -> None:
        self.rows, self.threshold = rows, threshold
        self.counts = [place for place, kind in enumerate(types) if kind in ("cases", "count", "part")]
        self.left_out = small_rows(rows, types, threshold)
        self.hidden = set(self._primary([place for place, kind in enumerate(types) if kind == "days"]))
        self.sums: list[_Sum] = list(self._all_sums(sums)) if self.hidden else []
        self.sums_of: dict[Cell, list[int]] = {}
        for number, item in enumerate(self.sums):
            for cell in (*item.cells, *([item.total] if item.total else [])):
                self.sums_of.setdefault(cell, []).append(number)
        self._settle({number for cell in self.hidden for number in self.sums_of.get(cell, ())})

    def value(self, cell: Cell) -> int:
        value = self.rows[cell[0]][cell[1]]
        return value if isinstance(value, int) else 0

    def _primary(self, days: Sequence[int]) -> Iterator[Cell]:
        basis = max((place for place in self.counts if days and place < days[0]), default=self.counts[0])
        for number, row in enumerate(self.rows):
            if number in self.left_out:
                yield from ((number, place) for place in (*self.counts, *days))
                continue
            yield from ((number, place) for place in self.counts if _is_small(row[place], self.threshold))
            if _is_small(row[basis], self.threshold):
                yield from ((number, place) for place in days if row[place] is not None)

    def _all_sums(self, sums: Sums) -> Iterator[_Sum]:
        for number in range(len(self.rows)):
            for total, parts in sums.parts:
                cells = tuple((number, place) for place in parts if self._is_of_sum((number, place)))
                yield _Sum(cells, (number, total))
        for by, columns in sums.margins:
            groups: dict[Value, list[int]] = {}
            for number, row in enumerate(self.rows):
                groups.setdefault(row[by], []).append(number)
            for members in groups.values():
                for place in columns:
                    cells = tuple((number, place) for number in members if self._is_of_sum((number, place)))
                    # A total under the threshold is shown nowhere. One of a single row is that row's, and where
                    # that is hidden the table of totals, which has the same row, hides it by the same rule.
                    if len(members) > 1 and not _is_small(sum(map(self.value, cells)), self.threshold):
                        yield _Sum(cells)

    def _is_of_sum(self, cell: Cell) -> bool:
        """Zeros are shown, but in rows that are left out."""
        return self.value(cell) > 0 or cell[0] in self.left_out

    def _settle(self, waiting: set[int]) -> None:
        """Hide the smallest of what is shown in a sum until what is not shown could be several things."""
        while waiting:
            item = self.sums[waiting.pop()]
            members = (*item.cells, item.total) if item.total else item.cells
            gone = [cell for cell in members if cell in self.hidden]
            while gone and not self._is_enough(item, gone):
                cell = self._hide_smallest(members)
                if cell is None:
                    break
                gone.append(cell)
                waiting.update(self.sums_of[cell])

    def _is_enough(self, item: _Sum, gone: Sequence[Cell]) -> bool:
        if item.total in self.hidden:
            return len(gone) > 1
        left = sum(self.value(cell) for cell in gone)
        return len(gone) > 1 and left >= self.threshold and left > sum(self._least(cell) for cell in gone)

    def _hide_smallest(self, members: Sequence[Cell]) -> Cell | None:
        shown = [cell for cell in members if cell not in self.hidden and self.value(cell)]
        if not shown:
            return None
        cell = min(shown, key=lambda cell: (self.value(cell), cell))
        self.hidden.add(cell)
        return cell

    def hide_beside(self, cell: Cell) -> bool:
        """Hide one more in a sum of this cell. False where all are hidden."""
        for number in self.sums_of.get(cell, ()):
            item = self.sums[number]
            more = self._hide_smallest((*item.cells, item.total) if item.total else item.cells)
            if more is not None:
                self._settle(set(self.sums_of[more]))
                return True
        return False

    def _least(self, cell: Cell) -> int:
        return 0 if cell[0] in self.left_out else 1

    def exposed(self) -> set[Cell]:
        """The cells under the threshold that bounds, drawn tighter sum by sum, leave one value."""
        least = {cell: self._least(cell) for cell in self.hidden}
        most = dict.fromkeys(self.hidden, FAR)
        waiting = {number for cell in self.hidden for number in self.sums_of.get(cell, ())}
        rounds = 40 * len(waiting)  # bounds that creep by one are let be: they leave many values
        while waiting and rounds:
            rounds -= 1
            for cell in self._tighten(self.sums[waiting.pop()], least, most):
                waiting.update(self.sums_of[cell])
        return {
            cell
            for cell in self.hidden
            if least[cell] == most[cell]
            and cell[0] not in self.left_out
            and _is_small(self.value(cell), self.threshold)
        }

    def _tighten(self, item: _Sum, least: dict[Cell, int], most: dict[Cell, int]) -> list[Cell]:
        """Bounds of the cells of a sum from those of the others; the cells whose bounds changed."""
        gone = [cell for cell in item.cells if cell in self.hidden]
        shown = sum(self.value(cell) for cell in item.cells if cell not in self.hidden)
        low, high = shown + sum(least[cell] for cell in gone), shown + sum(most[cell] for cell in gone)
        total = item.total
        if total in self.hidden:
            assert total is not None
            known_low, known_high = max(least[total], low), min(most[total], high)
            changed = [total] if (known_low, known_high) != (least[total], most[total]) else []
            least[total], most[total] = known_low, known_high
        else:
            known_low = known_high = (
                self.value(total) if total else sum(self.value(cell) for cell in item.cells)
            )
            changed = []
        for cell in gone:
            new = (
                max(least[cell], known_low - high + most[cell]),
                min(most[cell], known_high - low + least[cell]),
            )
            if new != (least[cell], most[cell]):
                low, high = low + new[0] - least[cell], high + new[1] - most[cell]
                least[cell], most[cell] = new
                changed.append(cell)
        return changed


def _is_small(value: Value, threshold: int) -> bool:
    return isinstance(value, int) and 0 < value < threshold
