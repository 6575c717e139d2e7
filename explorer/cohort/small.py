"""Small numbers in a measure: what is not shown, so that no count under the threshold can be read or worked out.

Hidden are the counts under the threshold, every figure of a row that rests on fewer cases than that, days that rest on
fewer waits; and then as many others as are needed so that no sum that is shown gives one of them away. The sums are
those that the measure names: parts of a total in a row (``sum``), and rows of one party whose total another table shows
(``margin``). :mod:`explorer.suppression` does the same for one table of two dimensions, exactly; a measure has tens of
thousands of rows, so here each sum is looked at by itself, again and again until all hold. Zeros are shown, and whoever
reads knows that what is not shown is at least 1. Several measures, or one with other options, are not compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from explorer.suppression import LEAST, THRESHOLD

Cell = tuple[int, int]
Value = str | int | None


@dataclass(frozen=True, slots=True)
class Sums:
    """What adds up in a measure. By place of columns: ``parts`` of a total; ``margins`` (by, columns): the rows that
    have the same text in ``by`` add up to a total shown elsewhere, in each of the columns."""

    parts: tuple[tuple[int, tuple[int, ...]], ...] = ()
    margins: tuple[tuple[int, tuple[int, ...]], ...] = ()


def hidden_cells(
    rows: Sequence[Sequence[Value]], types: Sequence[str], sums: Sums, threshold: int = THRESHOLD
) -> set[Cell]:
    """The cells (row, column) that may not be shown. ``types`` are those of the columns of a measure.

    A threshold of 0 or 1 hides nothing. Cost: linear in cells, for each round; few rounds are needed.
    """
    hidden = set(_primary(rows, types, threshold))
    if not hidden:
        return hidden
    equations = list(_equations(rows, sums))
    holding: dict[Cell, list[int]] = {}
    alone: set[Cell] = set()
    for number, cells in enumerate(equations):
        if len(cells) == 1:
            alone.update(cells)  # its sum is itself: another table may show it
        for cell in cells:
            holding.setdefault(cell, []).append(number)
    waiting = sorted({number for cell in hidden for number in holding.get(cell, ())})
    while waiting:
        for cell in _more_to_hide(rows, equations[waiting.pop()], hidden, alone):
            hidden.add(cell)
            waiting += holding[cell]
    return hidden


def _primary(rows: Sequence[Sequence[Value]], types: Sequence[str], threshold: int) -> Iterator[Cell]:
    counts = [place for place, kind in enumerate(types) if kind in ("cases", "count", "part")]
    days = [place for place, kind in enumerate(types) if kind == "days"]
    cases = types.index("cases")
    basis = max((place for place in counts if days and place < days[0]), default=cases)
    for number, row in enumerate(rows):
        is_small = _is_small(row[cases], threshold)
        for place in counts:
            if (is_small and row[place]) or _is_small(row[place], threshold):
                yield number, place
        if is_small or _is_small(row[basis], threshold):
            yield from ((number, place) for place in days if row[place] is not None)


def _is_small(value: Value, threshold: int) -> bool:
    return isinstance(value, int) and 0 < value < threshold


def _equations(rows: Sequence[Sequence[Value]], sums: Sums) -> Iterator[tuple[Cell, ...]]:
    """Sets of cells of which one can be worked out where all others are shown."""
    for number, row in enumerate(rows):
        for total, parts in sums.parts:
            yield tuple((number, place) for place in (total, *parts) if row[place])
    for by, columns in sums.margins:
        groups: dict[Value, list[int]] = {}
        for number, row in enumerate(rows):
            groups.setdefault(row[by], []).append(number)
        for members in groups.values():
            for place in columns:
                yield tuple((number, place) for number in members if rows[number][place])


def _more_to_hide(
    rows: Sequence[Sequence[Value]], cells: Sequence[Cell], hidden: set[Cell], alone: set[Cell]
) -> Iterable[Cell]:
    """What must go too so that this sum gives nothing away: the smallest of what is shown, until two cells or more are
    hidden that add up to more than the least they can be."""
    gone = [cell for cell in cells if cell in hidden]
    if not gone:
        return []
    shown = sorted((cell in alone, _value(rows, cell), cell) for cell in cells if cell not in hidden)
    found = []
    while shown and (len(gone) < 2 or sum(_value(rows, cell) for cell in gone) <= LEAST * len(gone)):
        found.append(shown.pop(0)[2])
        gone.append(found[-1])
    return found


def _value(rows: Sequence[Sequence[Value]], cell: Cell) -> int:
    value = rows[cell[0]][cell[1]]
    return value if isinstance(value, int) else 0
