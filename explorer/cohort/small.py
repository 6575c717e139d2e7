"""Small numbers in a measure: what is not shown, so that no count under the threshold can be read or worked out.

Not shown are rows that rest on fewer cases than the threshold, as wholes; in other rows the counts under it, and days
that rest on fewer waits; and then as many others as are needed so that no sum that is shown gives one of them away. The
sums are those that the measure names: parts of a total in a row (``sum``), and rows of one party whose total another
table shows (``margin``). What is left out of a sum is never one cell and never less than the threshold. What several
sums tell together is looked for twice: bounds are drawn tighter sum by sum until nothing changes, and the sums are
solved as equations, for as many as hang together in :data:`MOST_SOLVED` cells or fewer. (:mod:`explorer.suppression`
does this exactly for one table of two dimensions; a measure has tens of thousands of rows and three kinds of sums.)
What is not shown may also be 0. Several measures, or one with other options, are not compared here: so a row alone in
its margin is not protected from the table of totals, which shows it where only another margin had it hidden here. Those
that stand on one page are compared by :mod:`explorer.cohort.page.together`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from explorer.cohort.solving import determined
from explorer.suppression import THRESHOLD

Cell = tuple[int, int]
Value = str | int | None
FAR = 1 << 40
"""More than any count; a million of them still add up within 64 bits."""


MOST_SOLVED = 300


@dataclass(frozen=True, slots=True)
class Sums:
    """What adds up in a measure. By place of columns: ``parts`` of a total; ``margins`` (by, columns): the rows that
    have the same texts in the columns ``by`` add up to a total shown elsewhere, in each of the others."""

    parts: tuple[tuple[int, tuple[int, ...]], ...] = ()
    margins: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()


@dataclass(slots=True)
class _Sum:
    """Cells that add up: to ``total``, a cell, or to a number that is known (None). ``amount`` is what the cells add up
    to, ``gone`` those of them that are hidden, ``gone_amount`` what these add up to. ``shown`` is made when one more is
    to be hidden for this sum: what was shown then, the next to hide last."""

    cells: Sequence[int]
    total: int | None
    amount: int
    gone: list[int] = field(default_factory=list)
    gone_amount: int = 0
    is_known: bool = True
    shown: list[int] | None = None


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
    numbered = [place for place, kind in enumerate(types) if kind != "text"]
    wholes = {(row, place) for row in small_rows(rows, types, threshold) for place in numbered}
    return wholes | hidden_beside(rows, types, sums, threshold)


def hidden_beside(
    rows: Sequence[Sequence[Value]], types: Sequence[str], sums: Sums, threshold: int = THRESHOLD
) -> set[Cell]:
    """The same, without those of :func:`small_rows`, of which a measure may have a million."""
    hiding = _Hiding(rows, types, sums, threshold)
    while exposed := hiding.exposed():
        if not sum(hiding.hide_beside(cell) for cell in exposed):
            break  # nothing is left to hide it behind
    return hiding.cells()


class _Hiding:
    """What is hidden so far. A cell is a number: those of the rows that are not left out row by row, then one for each
    margin with rows that are, for all of these together."""

    def __init__(
        self, rows: Sequence[Sequence[Value]], types: Sequence[str], sums: Sums, threshold: int
    ) -> None:
        self.rows, self.threshold, self.width = rows, threshold, len(types)
        self.left_out = small_rows(rows, types, threshold)
        self.kept = [number for number in range(len(rows)) if number not in self.left_out]
        self.counts = [place for place, kind in enumerate(types) if kind in ("cases", "count", "part")]
        self.days = [place for place, kind in enumerate(types) if kind in ("days", "figure")]
        self.values = [_number(value) for number in self.kept for value in rows[number]]
        self.of_table = len(self.values)
        self.hidden: set[int] = set()
        self.sums: list[_Sum] = []
        self.sums_of: dict[int, list[int]] = {}
        primary = list(self._primary())
        if primary or self.left_out:
            self.sums = [*self._of_rows(sums), *self._of_margins(sums)]
        for number, item in enumerate(self.sums):
            for cell in item.cells:
                self.sums_of.setdefault(cell, []).append(number)
            if item.total is not None:
                self.sums_of.setdefault(item.total, []).append(number)
        for cell in (*primary, *range(self.of_table, len(self.values))):
            self._hide(cell)
        self._settle(self._in_question())

    def cells(self) -> set[Cell]:
        """What may not be shown of the rows that are."""
        places = (divmod(cell, self.width) for cell in self.hidden if cell < self.of_table)
        return {(self.kept[at], place) for at, place in places}

    def _primary(self) -> Iterator[int]:
        basis = max(
            (place for place in self.counts if self.days and place < self.days[0]), default=self.counts[0]
        )
        for at, number in enumerate(self.kept):
            row, start = self.rows[number], at * self.width
            yield from (start + place for place in self.counts if _is_small(row[place], self.threshold))
            if _is_small(row[basis], self.threshold):
                yield from (start + place for place in self.days if row[place] is not None)

    def _of_rows(self, sums: Sums) -> Iterator[_Sum]:
        for start in range(0, self.of_table, self.width):
            for total, parts in sums.parts:
                cells = [start + place for place in parts]
                yield _Sum(cells, start + total, self._amount(cells))

    def _of_margins(self, sums: Sums) -> Iterator[_Sum]:
        for by, columns in sums.margins:
            key = itemgetter(*by)
            groups: dict[Any, tuple[list[int], list[Sequence[Value]]]] = {}
            for at, number in enumerate(self.kept):
                groups.setdefault(key(self.rows[number]), ([], []))[0].append(at * self.width)
            for number in sorted(self.left_out):
                group = groups.get(key(self.rows[number]))
                if group:
                    group[1].append(self.rows[number])
            for shown, out in groups.values():
                # A total of a single row is that row's: where it is small, or a part of it is, the table of totals,
                # which has the same row, hides it by the same rule. Nothing here could hide it from that table.
                if len(shown) + len(out) == 1:
                    continue
                for place in columns:
                    cells = [start + place for start in shown]
                    if out:
                        cells.append(len(self.values))
                        self.values.append(sum(_number(row[place]) for row in out))
                    amount = self._amount(cells)
                    if not _is_small(amount, self.threshold):  # else it is shown nowhere
                        yield _Sum(cells, None, amount)

    def _amount(self, cells: Iterable[int]) -> int:
        return sum(map(self.values.__getitem__, cells))

    def _in_question(self) -> list[int]:
        """The sums, by number, with anything hidden."""
        return [number for number, item in enumerate(self.sums) if item.gone or not item.is_known]

    def _hide(self, cell: int) -> None:
        self.hidden.add(cell)
        for number in self.sums_of.get(cell, ()):
            item = self.sums[number]
            if cell == item.total:
                item.is_known = False
            else:
                item.gone.append(cell)
                item.gone_amount += self.values[cell]

    def _settle(self, waiting: list[int]) -> None:
        """Hide the smallest of what is shown in a sum until what is not shown could be several things."""
        while waiting:
            item = self.sums[waiting.pop()]
            while not self._is_enough(item):
                cell = self._hide_smallest(item)
                if cell is None:
                    break
                waiting.extend(self.sums_of[cell])

    def _is_enough(self, item: _Sum) -> bool:
        if not item.is_known:
            return len(item.gone) > 0
        return not item.gone or (len(item.gone) > 1 and item.gone_amount >= self.threshold)

    def _hide_smallest(self, item: _Sum) -> int | None:
        """Hide one cell more: of what is shown the smallest, the total last; None where all is hidden."""
        if item.shown is None:
            item.shown = [] if item.total is None else [item.total]
            item.shown += sorted(item.cells, key=lambda cell: (self.values[cell], cell), reverse=True)
        while item.shown:
            cell = item.shown.pop()
            if cell not in self.hidden:
                self._hide(cell)
                return cell
        return None

    def hide_beside(self, cell: int) -> bool:
        """Hide one more in a sum of this cell. False where all are hidden."""
        for number in self.sums_of.get(cell, ()):
            more = self._hide_smallest(self.sums[number])
            if more is not None:
                self._settle(list(self.sums_of[more]))
                return True
        return False

    def exposed(self) -> list[int]:
        """The cells under the threshold that all sums together leave one value, in order."""
        fixed = self._fixed_by_bounds() | self._solved()
        return sorted(
            cell for cell in fixed if cell < self.of_table and _is_small(self.values[cell], self.threshold)
        )

    def _solved(self) -> set[int]:
        """The cells that the sums, as equations, determine."""
        equations = []
        for item in self.sums:
            unknown = dict.fromkeys(item.gone, 1)
            if item.total is not None and not item.is_known:
                unknown[item.total] = -1
            if unknown:
                equations.append(unknown)
        return determined(equations, MOST_SOLVED)

    def _fixed_by_bounds(self) -> set[int]:
        least = dict.fromkeys(self.hidden, 0)
        most = dict.fromkeys(self.hidden, FAR)
        waiting = set(self._in_question())
        rounds = 40 * len(waiting)  # bounds that creep by one are let be: they leave many values
        while waiting and rounds > 0:
            # In order, a sweep at a time: rows, which are short, before margins, which wait for many rows.
            rounds -= len(waiting)
            pending, waiting = waiting, set()
            for number in sorted(pending):
                pending.discard(number)
                for cell in self._tighten(self.sums[number], least, most):
                    waiting.update(other for other in self.sums_of[cell] if other not in pending)
        return {cell for cell in self.hidden if least[cell] == most[cell]}

    def _tighten(self, item: _Sum, least: dict[int, int], most: dict[int, int]) -> list[int]:
        """Bounds of the cells of a sum from those of the others; the cells whose bounds changed."""
        shown = item.amount - item.gone_amount
        low = shown + sum(map(least.__getitem__, item.gone))
        high = shown + sum(map(most.__getitem__, item.gone))
        changed = []
        if item.total is None:
            at_least = at_most = item.amount
        elif item.is_known:
            at_least = at_most = self.values[item.total]
        else:
            before = least[item.total], most[item.total]
            at_least, at_most = max(before[0], low), min(before[1], high)
            if (at_least, at_most) != before:
                least[item.total], most[item.total] = at_least, at_most
                changed.append(item.total)
        for cell in item.gone:
            old_least, old_most = least[cell], most[cell]
            new_least, new_most = at_least - high + old_most, at_most - low + old_least
            if new_least > old_least or new_most < old_most:
                new_least, new_most = max(old_least, new_least), min(old_most, new_most)
                low, high = low + new_least - old_least, high + new_most - old_most
                least[cell], most[cell] = new_least, new_most
                changed.append(cell)
        return changed


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _is_small(value: Value, threshold: int) -> bool:
    return isinstance(value, int) and 0 < value < threshold
