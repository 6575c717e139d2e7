"""Excel workbooks: every sheet, hidden rows, columns and sheets named, cells merged downwards filled, dates as shown.

Formulas are not worked out: their stored results are read, and those without one named. Colour is not read, and said.
"""

from __future__ import annotations

import datetime
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from explorer.readers.workbook import date_text
from explorer.returns.grids import MAX_COLUMNS, MAX_ROWS, Document, Grid, Reading, colour_remark, rows_text
from explorer.returns.limits import checked_archive, refuse
from explorer.returns.sheets import Book, Sheet, asides, book_of, tag_of, text_of

NAME = "workbook"
SUFFIXES = (".xlsx", ".xlsm")
MAX_MERGED = 100_000
LAST_ROW = 1_048_576


def read(path: Path, document: Document, reading: Reading) -> None:
    """Every sheet as a grid."""
    with checked_archive(path, "xl/workbook.xml", "workbook") as archive:
        names = archive.namelist()
        if "xl/vbaProject.bin" in names:
            document.remarks.append("holds macros; they were not run.")
        if any(name.startswith("xl/externalLinks/") for name in names):
            document.remarks.append("refers to other files; the links were not followed.")
        book = book_of(archive)
        values = Values(book)
        for sheet in book.sheets:
            if sheet.part in names:
                _read_sheet(path, document, archive, sheet, values)
            else:
                document.remarks.append(f'sheet "{sheet.name}" holds no cells (a chart?); it was not read.')


class Values:
    """Cells as the text that a person sees in them."""

    def __init__(self, book: Book) -> None:
        from openpyxl.styles.numbers import is_date_format
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

        self.book = book
        self.epoch = CALENDAR_MAC_1904 if book.is_1904 else CALENDAR_WINDOWS_1900
        self.dated = [bool(is_date_format(shown)) for shown in book.formats]

    def text(self, kind: str, value: str, style: int) -> str:
        """The text of a cell of type ``kind`` (the attribute ``t``)."""
        if kind == "s":
            at = int(value) if value.isdecimal() and len(value) < 10 else -1
            return self.book.texts[at] if 0 <= at < len(self.book.texts) else ""
        if kind == "b":
            return "yes" if value.strip() in ("1", "true") else "no"
        if kind == "d":
            return value.removesuffix("T00:00:00")
        if kind in ("str", "e", "inlineStr"):
            return value
        try:
            number = float(value)
        except ValueError:
            return value
        if style < len(self.dated) and self.dated[style]:
            return self._date(number, value, self.book.formats[style])
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else str(number)

    def _date(self, number: float, value: str, shown: str) -> str:
        from openpyxl.utils.datetime import from_excel

        if number < 0:  # shown as ######
            return value
        try:
            found = from_excel(number, self.epoch)
        except (OverflowError, ValueError):
            return value
        if isinstance(found, datetime.datetime):
            return date_text(found, shown)
        return found.strftime("%H:%M") if isinstance(found, datetime.time) else str(found)


@dataclass(slots=True)
class Seen:
    """What a sheet holds beside the text of its cells. ``fills`` are the colours of a row's cells, by row."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    fills: dict[int, tuple[int, ...]] = field(default_factory=dict)
    struck: list[int] = field(default_factory=list)
    worked: int = 0
    is_filtered: bool = False


def _read_sheet(
    path: Path, document: Document, archive: zipfile.ZipFile, sheet: Sheet, values: Values
) -> None:
    from defusedxml.ElementTree import iterparse

    grid = Grid(path.name, f'sheet "{sheet.name}"')
    seen = Seen()
    rows: Any = None
    number = 0
    with archive.open(sheet.part) as stream:
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            tag = tag_of(element)
            if event == "start":
                if tag == "sheetData":
                    rows = element
                continue
            if tag == "row":
                number = _row(path, document, grid, element, number, values, seen)
                if rows is not None:
                    rows.clear()
            elif tag == "mergeCell" and len(seen.merged) < MAX_MERGED:
                seen.merged.append(str(element.get("ref", "")))
            elif tag == "col" and element.get("hidden") in ("1", "true"):
                seen.hidden_columns.append(_columns(element))
            elif tag == "filterColumn":
                seen.is_filtered = True
    for cell, text, why in asides(archive, sheet.part):
        row, column = _address(cell)
        document.leave(grid.place, text, why, row, f"column {column + 1}" if row else "")
    _settle(document, sheet, grid, seen)
    if grid.rows:
        document.grids.append(grid)


def _row(
    path: Path, document: Document, grid: Grid, element: Any, before: int, values: Values, seen: Seen
) -> int:
    """One row into the grid; its number."""
    said = str(element.get("r", ""))
    number = int(said) if said.isdecimal() and 0 < int(said) <= LAST_ROW else before + 1
    cells: list[str] = []
    fills: list[int] = []
    for cell in element:
        if tag_of(cell) != "c":
            continue
        address = str(cell.get("r", ""))
        at = _address(address)[1] if address else len(cells)
        style_text = str(cell.get("s", "0"))
        style = int(style_text) if style_text.isdecimal() else 0
        text = _cell(document, grid, cell, number, at, style, values, seen)
        if not text:
            continue
        if at >= MAX_COLUMNS:
            raise refuse(path, f"{grid.place} has more than {MAX_COLUMNS} columns.", "Split it.")
        if at >= len(cells):
            cells += [""] * (at + 1 - len(cells))
        cells[at] = text
        if style < len(values.book.fills):
            fills.append(values.book.fills[style])
            if values.book.struck[style] and (not seen.struck or seen.struck[-1] != number):
                seen.struck.append(number)
    grid.add(number, cells)
    if len(grid.rows) > MAX_ROWS:
        raise refuse(path, f"{grid.place} has more than {MAX_ROWS:,} rows.", "Split it.")
    if cells:
        seen.fills[number] = tuple(sorted(set(fills)))
        if element.get("hidden") in ("1", "true"):
            seen.hidden_rows.add(number)
    return number


def _cell(
    document: Document, grid: Grid, cell: Any, row: int, at: int, style: int, values: Values, seen: Seen
) -> str:
    kind = str(cell.get("t", "n"))
    value, formula, is_worked = "", None, False
    for part in cell:
        tag = tag_of(part)
        if tag == "v":
            value = part.text or ""
            is_worked = bool(value) or kind == "str"
        elif tag == "is":
            value = text_of(part)
        elif tag == "f":
            formula = part.text or ""
    if formula is not None:
        seen.worked += is_worked
        if not is_worked:
            why = "a formula without a stored result; formulas are not worked out"
            document.leave(grid.place, f"={formula}", why, row, f"column {at + 1}")
            return ""
    return values.text(kind, value, style) if value else ""


def _settle(document: Document, sheet: Sheet, grid: Grid, seen: Seen) -> None:
    """Merged cells filled, and what a person should know of the sheet."""
    last = grid.numbers[-1] if grid.numbers else 0
    for area in seen.merged:
        first, _, end = area.partition(":")
        (top, left), (bottom, _) = _address(first), _address(end or first)
        if bottom > top and left < MAX_COLUMNS:
            grid.fill_down(top, min(bottom, last), left)
    grid.hidden = seen.hidden_rows
    said = document.remarks.append
    if sheet.is_hidden:
        grid.hidden = set(grid.numbers)
        if grid.rows:
            said(f"{grid.place} is hidden in the file; it was read.")
    elif grid.hidden:
        of_filter = " (a filter is on)" if seen.is_filtered else ""
        said(f"{grid.place}: {rows_text(sorted(grid.hidden), 'hidden ')} read{of_filter}.")
    if seen.hidden_columns and grid.rows:
        said(f"{grid.place}: hidden columns ({', '.join(seen.hidden_columns)}) were read.")
    if seen.worked:
        cells = "1 cell holds a formula" if seen.worked == 1 else f"{seen.worked} cells hold formulas"
        said(f"{grid.place}: {cells}; the result stored in the file was read.")
    if seen.struck:
        said(f"{grid.place}: {rows_text(seen.struck)} struck out, and read like any other.")
    if remark := colour_remark(seen.fills):
        said(f"{grid.place}: {remark}")


def _columns(element: Any) -> str:
    """``G`` or ``G-J`` of a ``col``."""
    from openpyxl.utils import get_column_letter

    ends = [str(element.get(name, "1")) for name in ("min", "max")]
    first, last = (min(max(int(end), 1), 16_384) if end.isdigit() else 1 for end in ends)
    letters = [get_column_letter(end) for end in (first, last)]
    return letters[0] if first == last else "-".join(letters)


def _address(text: str) -> tuple[int, int]:
    """``B7`` as (row 7, column 1 from 0)."""
    letters = text.rstrip("0123456789")
    column = 0
    for letter in letters[:4]:
        column = column * 26 + (ord(letter) & 31)
    row = text[len(letters) :]
    return int(row) if row and len(row) < 9 else 0, max(column - 1, 0)
