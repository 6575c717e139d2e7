"""What every format gives: the tables of a return as text, each row with its number in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_ROWS = 200_000
MAX_CELLS = 4_000_000
MAX_COLUMNS = 512
HEADED = 8
"""Rows from the top among which one wholly coloured is taken for the headings."""
SHOWN = 12
"""Rows named in one sentence; the rest are counted."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A piece of a return that is in no row of the case, with the reason."""

    file: str
    place: str
    row: int
    column: str
    text: str
    why: str


@dataclass(slots=True)
class Grid:
    """One table. ``place`` is ``sheet "Chronology"`` or ``table 2`` ('' where a file holds one table);
    ``numbers`` are row numbers as the file counts them; ``hidden`` those a person opening the file does not see;
    ``spread`` are (row number, column) of cells that a merged cell above fills."""

    file: str
    place: str
    rows: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    spread: set[tuple[int, int]] = field(default_factory=set)

    def add(self, number: int, cells: list[str]) -> None:
        """Keep a row that holds anything; cells end at the last that does."""
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            self.rows.append(cells)
            self.numbers.append(number)

    @property
    def width(self) -> int:
        """Columns of its widest row."""
        return max(map(len, self.rows), default=0)

    def fill_down(self, first_row: int, last_row: int, column: int) -> None:
        """Give every row of a cell merged downwards its text. Rows by number, both ends included."""
        at = {number: index for index, number in enumerate(self.numbers) if first_row <= number <= last_row}
        top = self.rows[at[first_row]] if first_row in at else []
        text = top[column] if column < len(top) else ""
        if not text.strip():
            return
        for number in range(first_row + 1, last_row + 1):
            if number not in at:
                continue
            row = self.rows[at[number]]
            row += [""] * (column + 1 - len(row))
            if not row[column].strip():
                row[column] = text
                self.spread.add((number, column))


@dataclass(slots=True)
class Document:
    """A return as read: its tables, what stands outside them, and what a person should know of the reading."""

    file: str
    sha256: str = ""
    grids: list[Grid] = field(default_factory=list)
    outside: list[LeftOut] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    """Encoding and delimiter, as found or given."""

    def leave(self, place: str, text: str, why: str, row: int = 0, column: str = "") -> None:
        """Name a piece that goes into no row."""
        if text.strip():
            self.outside.append(LeftOut(self.file, place, row, column, text.strip(), why))


def rows_text(rows: list[int], what: str = "") -> str:
    """Rows by number, with their verb.

    >>> rows_text([4], "hidden "), rows_text([4, 5, 9])
    ('1 hidden row (4) was', '3 rows (4, 5, 9) were')
    """
    shown = ", ".join(map(str, rows[:SHOWN])) + (
        f" and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
    )
    return f"1 {what}row ({shown}) was" if len(rows) == 1 else f"{len(rows)} {what}rows ({shown}) were"


def colour_remark(fills: Mapping[int, tuple[object, ...]]) -> str:
    """What to say of rows in different colours; '' where all below the headings look alike. ``fills`` are the colours
    of each row's cells, blank cells left out."""
    rows = sorted(fills)
    headings = next((at for at, row in enumerate(rows[:HEADED]) if fills[row] and all(fills[row])), -1)
    below = rows[headings + 1 :]
    kinds = {fills[row] for row in below}
    coloured = [row for row in below if any(fills[row])]
    if len(kinds) < 2 or not coloured:
        return ""
    said = rows_text(coloured)
    return f"{said} coloured. Colour is not read: if it means something, ask for it in words."


@dataclass(frozen=True, slots=True)
class Reading:
    """How a person says a file is to be read; '' leaves it to the file."""

    encoding: str = ""
    delimiter: str = ""
