"""The rows of a return by field: headings found, dittos filled, title rows and repeated headings set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from explorer.errors import Problem
from explorer.returns import heading_rows
from explorer.returns.abbreviations import abbreviations_of
from explorer.returns.form_tables import Form, forms_of
from explorer.returns.grids import Document, Grid
from explorer.returns.heading_rows import Column, HeadingRows
from explorer.returns.headings import AGENCY, END, KEEP, LEAVE_OUT, NOTE, RECORD, Heading, plain
from explorer.returns.mapping import Mapping
from explorer.returns.row_marks import is_ditto, section_year, why_no_row
from explorer.returns.typed_dates import typed_date

FILLED = ("date", END, "time", "from", "to", "about", "kind", AGENCY, RECORD, "source")
"""Fields in which a ditto mark takes the cell above. In the others the words stay as they are."""
MOST = 50_000
"""Characters of one cell that go into the case; joined cells and notes stay below what a case holds."""
READ_OUTSIDE = ("text outside the tables", "a page header", "in a text box or shape")
"""Text beside the tables in which a return may say whose it is and what it covers."""


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
    """All rows of a return; ``headings`` of all tables; ``columns`` heading -> field as used; ``key`` the return's own
    key to its abbreviations, as spelled."""

    rows: list[Line] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    preamble: list[str] = field(default_factory=list)
    key: dict[str, str] = field(default_factory=dict)


def lines_of(document: Document, mapping: Mapping) -> Lines:
    """The rows of every table of a return. What is no row goes to ``document.outside`` with the reason."""
    lines = Lines()
    lines.preamble += [piece.text for piece in document.outside if piece.why in READ_OUTSIDE]
    before: list[Column] | None = None
    aside: list[Grid] = []
    for grid in document.grids:
        said = mapping.tables.get(grid.place or "the table", "")
        if said == LEAVE_OUT:
            _leave(document, grid, range(len(grid.rows)), "left out, as the mapping says")
            continue
        forms = [] if said else forms_of(grid, mapping)
        found = None if forms else heading_rows.find(grid, mapping, said)
        if forms:
            for form in forms:
                _take_form(document, grid, form, mapping, lines)
        elif found is not None:
            before = _under_headings(document, grid, found, mapping, lines)
        elif before is not None and _goes_on(grid, before):
            lines.remarks.append(f"{grid.place} has no headings: read as going on from the table before it.")
            _take(document, grid, 0, before, [], lines)
        else:
            aside.append(grid)
            _above(grid, len(grid.rows), lines)
            _leave(document, grid, range(len(grid.rows)), "a table without headings that are known")
    lines.key = abbreviations_of(aside, lines.preamble)
    return lines


def _under_headings(
    document: Document, grid: Grid, found: HeadingRows, mapping: Mapping, lines: Lines
) -> list[Column]:
    """The rows of a table with headings; its columns."""
    columns = heading_rows.columns_of(found.texts, grid.width, mapping, lines.remarks)
    lines.headings += heading_rows.headings_of(found.texts, columns, mapping)
    for column, text in zip(columns, found.texts, strict=False):
        if text.strip():
            lines.columns.setdefault(column.shown, column.field)
    _above(grid, found.rows.start, lines)
    _leave(document, grid, range(found.rows.start), "above the headings")
    _leave(document, grid, found.rows, "the headings")
    _leave(document, grid, found.hints, "under the headings, of how to fill it in")
    repeated = [*(grid.rows[index] for index in [*found.rows, *found.hints]), found.texts]
    plainly = [[plain(text) for text in row] for row in repeated]
    _take(document, grid, found.hints.stop, columns, plainly, lines)
    return columns


def _above(grid: Grid, end: int, lines: Lines) -> None:
    """Text above the headings; ``Agency`` | ``Police`` as ``Agency: Police`` too."""
    lines.preamble += [" ".join(filter(str.strip, row)) for row in grid.rows[:end]]
    found = [[cell.strip() for cell in row if cell.strip()] for row in grid.rows[:end]]
    lines.preamble += [f"{row[0].rstrip(':')}: {row[1]}" for row in found if len(row) == 2]


def _goes_on(grid: Grid, columns: list[Column]) -> bool:
    """Is a table of a Word document without headings the next part of the one before: as wide, with dates where that
    has them?"""
    at = next((column.at for column in columns if column.field == "date"), None)
    if not grid.place.startswith("table ") or at is None or not 1 < grid.width <= len(columns):
        return False
    dates = [row[at] for row in grid.rows if at < len(row) and row[at].strip()]
    return bool(dates) and sum(1 for text in dates if typed_date(text).edtf) * 2 >= len(dates)


def _leave(document: Document, grid: Grid, indices: range, why: str) -> None:
    for index in indices:
        _leave_row(document, grid, grid.numbers[index], grid.rows[index], why)


def _leave_row(document: Document, grid: Grid, number: int, cells: list[str], why: str) -> None:
    for column, text in enumerate(cells, start=1):
        document.leave(grid.place, text, why, number, f"column {column}")


def _take(
    document: Document, grid: Grid, begin: int, columns: list[Column], repeated: list[list[str]], lines: Lines
) -> None:
    """The rows of one table below its headings."""
    above: dict[int, str] = {}
    dittos, year = 0, ""
    for number, cells in zip(grid.numbers[begin:], grid.rows[begin:], strict=True):
        found = section_year(cells, columns)
        year = found or year
        if why := why_no_row(cells, columns, repeated) or ("a section's heading" if found else ""):
            _leave_row(document, grid, number, cells, why)
            continue
        line = Line(document.file, grid.place, number, {}, is_hidden=number in grid.hidden, year=year)
        for column in columns:
            at, name = column.at, column.field
            text = cells[at].replace("\r\n", "\n").replace("\r", "\n").strip() if at < len(cells) else ""
            if name in FILLED and is_ditto(text):
                dittos += bool(above.get(at))
                text = above.get(at) or _nothing_above(document, line, column, text, lines)
            above[at] = text or above.get(at, "")
            _put(document, line, name, column.shown, text)
        if any(line.cells.values()) or line.notes or line.extra:
            lines.rows.append(line)
    if dittos:
        marks = "1 ditto mark was" if dittos == 1 else f"{dittos} ditto marks were"
        lines.remarks.append(f"{grid.place or 'the table'}: {marks} filled from the row above.")
    if grid.spread:
        filled = "1 cell was" if len(grid.spread) == 1 else f"{len(grid.spread)} cells were"
        lines.remarks.append(f"{grid.place}: {filled} filled from merged cells above.")


def _nothing_above(document: Document, line: Line, column: Column, text: str, lines: Lines) -> str:
    why = "a ditto mark with nothing above it."
    document.leave(line.place, text, why.rstrip("."), line.row, column.shown)
    lines.problems.append(Problem(line.where, line.row, column.field, text, why, "Write out what is meant."))
    return ""


def _take_form(document: Document, grid: Grid, form: Form, mapping: Mapping, lines: Lines) -> None:
    """One contact of a table of labels and answers."""
    columns = heading_rows.columns_of(form.labels, len(form.labels), mapping, lines.remarks)
    for heading in heading_rows.headings_of(form.labels, columns, mapping):
        if heading not in lines.headings:
            lines.headings.append(heading)
    line = Line(document.file, grid.place, form.row, {}, is_hidden=form.row in grid.hidden)
    for column, label, answer, row in zip(columns, form.labels, form.answers, form.rows, strict=True):
        lines.columns.setdefault(column.shown, column.field)
        document.leave(grid.place, label, "the headings", row, "column 1")
        _put(document, line, column.field, column.shown, answer.strip())
    lines.rows.append(line)


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
