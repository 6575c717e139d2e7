"""The rows of a return by field: headings found, dittos filled, title rows and repeated headings set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from explorer.errors import Problem
from explorer.returns.grids import Document, Grid
from explorer.returns.headings import (
    AGENCY,
    END,
    KEEP,
    LEAVE_OUT,
    LONGEST,
    NOTE,
    RECORD,
    Heading,
    heading_of,
    plain,
    recognised,
)
from explorer.returns.mapping import Mapping
from explorer.returns.typed_dates import typed_date
from explorer.rows import COLUMNS
from explorer.sheet import CONTROL

DITTO = {'"', "''", "“", "”", "〃", "ditto", "do", "do.", "as above", "same as above", '" "', "″", '-"-'}
RESERVED = {*COLUMNS["contacts"], "as_typed", "outcome_text"}
FILLED = ("date", END, "time", "from", "to", "about", "kind", AGENCY, RECORD, "source")
"""Fields in which a ditto mark takes the cell above. In the others the words stay as they are."""
MOST = 50_000
"""Characters of one cell that go into the case; joined cells and notes stay below what a case holds."""
SEARCHED = 40
"""Rows from the top in which the headings are looked for."""
JOINED = ("summary", "outcome", "record", "locator", "quote", "topics", "about", "to", "from")
"""Fields that several columns may fill."""


@dataclass(slots=True)
class Line:
    """One row of a return. ``notes`` and ``extra`` are (heading, text); ``year`` is that of the section it is in."""

    file: str
    place: str
    row: int
    cells: dict[str, str]
    notes: list[tuple[str, str]] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    is_hidden: bool = False
    year: str = ""

    @property
    def where(self) -> str:
        """The file and table, as problems name it."""
        return f"{self.file}, {self.place}" if self.place else self.file

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


@dataclass(slots=True)
class Lines:
    """All rows of a return; ``headings`` of all tables; ``columns`` heading -> field as used."""

    rows: list[Line] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    preamble: list[str] = field(default_factory=list)


def lines_of(document: Document, mapping: Mapping) -> Lines:
    """The rows of every table of a return. What is no row goes to ``document.outside`` with the reason."""
    lines = Lines()
    before: list[tuple[int, str, str]] | None = None
    lines.preamble += [piece.text for piece in document.outside if piece.why == "text outside the tables"]
    for grid in document.grids:
        said = mapping.tables.get(grid.place or "the table", "")
        if said == LEAVE_OUT:
            _leave(document, grid, range(len(grid.rows)), "left out, as the mapping says")
            continue
        at = int(said) if said.isdigit() else _heading_row(grid, mapping)
        begin = 0
        if at in grid.numbers:
            begin = grid.numbers.index(at) + 1
            columns = _columns(grid.rows[begin - 1], mapping, lines, grid)
            lines.preamble += [" ".join(filter(str.strip, row)) for row in grid.rows[: begin - 1]]
            lines.preamble += _pairs(grid, begin - 1)
            _leave(document, grid, range(begin - 1), "above the headings")
            _leave(document, grid, range(begin - 1, begin), "the headings")
        elif before is not None and _goes_on(grid, before):
            columns = before
            lines.remarks.append(f"{grid.place} has no headings: read as going on from the table before it.")
        else:
            lines.preamble += [" ".join(filter(str.strip, row)) for row in grid.rows] + _pairs(
                grid, len(grid.rows)
            )
            _leave(document, grid, range(len(grid.rows)), "a table without headings that are known")
            continue
        before = columns
        _take(document, grid, begin, columns, lines)
    return lines


def _goes_on(grid: Grid, columns: list[tuple[int, str, str]]) -> bool:
    """Is a table of a Word document without headings the next part of the one before: as wide, with dates where that
    has them?"""
    at = next((at for at, name, _ in columns if name == "date"), None)
    if not grid.place.startswith("table ") or at is None or not 1 < grid.width <= len(columns):
        return False
    dates = [row[at] for row in grid.rows if at < len(row) and row[at].strip()]
    return bool(dates) and sum(1 for text in dates if typed_date(text).edtf) * 2 >= len(dates)


def _pairs(grid: Grid, end: int) -> list[str]:
    """``Agency`` | ``Police`` above the headings, as ``Agency: Police``."""
    found = [[cell.strip() for cell in row if cell.strip()] for row in grid.rows[:end]]
    return [f"{row[0].rstrip(':')}: {row[1]}" for row in found if len(row) == 2]


def _leave(document: Document, grid: Grid, indices: range, why: str) -> None:
    for index in indices:
        for column, text in enumerate(grid.rows[index], start=1):
            document.leave(grid.place, text, why, grid.numbers[index], f"column {column}")


def _heading_row(grid: Grid, mapping: Mapping) -> int:
    """The number of the row with the most known headings, at least two of them; 0 where there is none."""
    best, most = 0, 1
    for number, row in zip(grid.numbers[:SEARCHED], grid.rows[:SEARCHED], strict=True):
        known = max(recognised(row), sum(1 for cell in row if mapping.field_of(cell)))
        filled = sum(1 for cell in row if cell.strip())
        if known > most and known * 3 >= filled:
            best, most = number, known
    return best


def _columns(row: list[str], mapping: Mapping, lines: Lines, grid: Grid) -> list[tuple[int, str, str]]:
    """(index, field, heading) of each column. A field that two columns claim goes to the first, unless it joins."""
    columns: list[tuple[int, str, str]] = []
    taken: set[str] = set()
    row = row + [""] * (grid.width - len(row))
    for at, text in enumerate(row):
        heading = heading_of(" ".join(text.split()))
        name = mapping.field_of(text) or heading.field
        shown = heading.text or f"column {at + 1}"
        if name in taken and name not in (*JOINED, NOTE, KEEP, LEAVE_OUT):
            lines.remarks.append(
                f'the heading "{shown}" means {name} too; the first such column was used, this one kept.'
            )
            name = KEEP
        taken.add(name)
        shown = _apart(shown, name, {kept for _, _, kept in columns})
        columns.append((at, name, shown))
        if text.strip():
            lines.headings.append(
                Heading(shown, name, 100.0 if mapping.field_of(text) else heading.score, heading.meant)
            )
            lines.columns.setdefault(shown, name)
    return columns


def _apart(shown: str, name: str, others: set[str]) -> str:
    """A heading that no other column of the table has and, if it is kept, that is no column of a case."""
    shown = CONTROL.sub("", shown)[:LONGEST] or "column"
    standard = plain(shown).replace(" ", "_") in RESERVED and name == KEEP
    if shown not in others and not standard:
        return shown
    return next(f"{shown} ({at})" for at in range(2, 10**4) if f"{shown} ({at})" not in others)


def _take(
    document: Document, grid: Grid, begin: int, columns: list[tuple[int, str, str]], lines: Lines
) -> None:
    """The rows of one table below its headings."""
    headings = [plain(shown) for _, _, shown in columns]
    above: dict[int, str] = {}
    dittos, year = 0, ""
    for number, cells in zip(grid.numbers[begin:], grid.rows[begin:], strict=True):
        if [plain(cell) for cell in cells if cell.strip()] == [
            heading for heading, cell in zip(headings, cells, strict=False) if cell.strip()
        ]:
            _leave_row(document, grid, number, cells, "the headings, repeated")
            continue
        filled = [cell.strip() for cell in cells if cell.strip()]
        if (
            len(filled) == 1
            and len(columns) > 2
            and re.fullmatch(r"(?:year )?(?:19|20)\d\d", filled[0].casefold())
        ):
            year = filled[0][-4:]
            _leave_row(document, grid, number, cells, "a section's heading")
            continue
        if len(filled) == 1 and len(columns) > 2 and not _is_told(cells, columns):
            _leave_row(document, grid, number, cells, "a row of one cell, which is no description")
            continue
        line = Line(document.file, grid.place, number, {}, is_hidden=number in grid.hidden, year=year)
        for at, name, shown in columns:
            text = cells[at].replace("\r\n", "\n").replace("\r", "\n").strip() if at < len(cells) else ""
            if text.casefold() in DITTO and name in FILLED and above.get(at):
                text = above[at]
                dittos += 1
            above[at] = text or above.get(at, "")
            _put(document, line, name, shown, text)
        if any(line.cells.values()) or line.notes or line.extra:
            lines.rows.append(line)
    if dittos:
        lines.remarks.append(
            f"{grid.place or 'the table'}: {dittos} ditto marks were filled from the row above."
        )
    if grid.spread:
        lines.remarks.append(
            f"{grid.place}: {len(grid.spread)} cells were filled from merged cells above them."
        )


def _is_told(cells: list[str], columns: list[tuple[int, str, str]]) -> bool:
    """Does the description of a row hold anything?"""
    return any(name in ("summary", NOTE) and at < len(cells) and cells[at].strip() for at, name, _ in columns)


def _leave_row(document: Document, grid: Grid, number: int, cells: list[str], why: str) -> None:
    for column, text in enumerate(cells, start=1):
        document.leave(grid.place, text, why, number, f"column {column}")


def _put(document: Document, line: Line, name: str, shown: str, text: str) -> None:
    if not text:
        return
    if len(text) > MOST:
        document.leave(
            line.place, text[MOST:], f"a cell of more than {MOST:,} characters: the rest", line.row, shown
        )
        text = text[:MOST]
    if name == NOTE:
        line.notes.append((shown, text))
    elif name == KEEP:
        line.extra[shown] = text
    elif name == LEAVE_OUT:
        document.leave(line.place, text, "left out, as the mapping says", line.row, shown)
    elif line.cells.get(name):
        mark = "; " if name in ("topics", "about", "to", "from") else "\n"
        line.cells[name] += mark + text
    else:
        line.cells[name] = text


def agency_said(lines: Lines) -> str:
    """The agency that the return names above its table, or in every row of its column; '' where neither."""
    for text in lines.preamble:
        match = re.match(
            r"\s*(?:name of )?(?:agency|organisation|service|agency name|organisation name|returning "
            r"agency)(?: name)?\s*"
            r"[:\-–]\s*(.+?)\s*$",
            text.split("\n")[0],
            re.IGNORECASE,
        )
        if match:
            return match[1]
    named = {line[AGENCY] for line in lines.rows if line[AGENCY]}
    return named.pop() if len(named) == 1 and all(line[AGENCY] for line in lines.rows) else ""
