"""What every format gives: the tables of a return as text, each row with its number in the file."""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_ROWS = 200_000
MAX_CELLS = 4_000_000
MAX_COLUMNS = 512


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


@dataclass(frozen=True, slots=True)
class Reading:
    """How a person says a file is to be read; '' leaves it to the file."""

    encoding: str = ""
    delimiter: str = ""
