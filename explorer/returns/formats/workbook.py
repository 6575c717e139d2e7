"""Excel workbooks: every sheet, hidden rows and sheets named, cells merged downwards filled, dates as shown.

openpyxl reads the cells. What its quick way leaves out (hidden rows, merged cells, formulas without a result) is
found in the sheet's XML beside it.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

from explorer.readers.workbook import cell_text
from explorer.returns.grids import MAX_COLUMNS, MAX_ROWS, Document, Grid, Reading
from explorer.returns.limits import checked_archive, refuse

NAME = "workbook"
SUFFIXES = (".xlsx", ".xlsm")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b(?=[^>]*\bhidden=\"(?:1|true)\")[^>]*\br=\"(\d+)\"")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=\"([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})\"")
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\b(?=[^>]*\bhidden=\"(?:1|true)\")([^>]*)>")
_UNWORKED = re.compile(
    rb"<(?:\w+:)?c\b[^>]*\br=\"([A-Z]{1,3}\d{1,7})\"[^>]*><(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)</(?:\w+:)?f>)(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
MAX_MERGED = 100_000


def damage() -> tuple[type[BaseException], ...]:
    """What openpyxl and its parsers raise."""
    from openpyxl.utils.exceptions import InvalidFileException

    return (InvalidFileException,)


def read(path: Path, document: Document, reading: Reading) -> None:
    """Every sheet as a grid."""
    with checked_archive(path, "xl/workbook.xml", "workbook") as archive:
        if "xl/vbaProject.bin" in archive.namelist():
            document.remarks.append("holds macros; they were not run.")
        if any(name.startswith("xl/externalLinks/") for name in archive.namelist()):
            document.remarks.append("refers to other files; the links were not followed.")
        import openpyxl

        with path.open("rb") as stream:
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets:
                _read_sheet(path, document, archive, sheet)


def _read_sheet(path: Path, document: Document, archive: zipfile.ZipFile, sheet: Any) -> None:
    place = f'sheet "{sheet.title}"'
    grid = Grid(path.name, place)
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()  # what a file says of its own extent is not to be relied on
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if cells:
            if len(cells) > MAX_COLUMNS and any(cell.value is not None for cell in cells[MAX_COLUMNS:]):
                raise refuse(path, f"{place} has more than {MAX_COLUMNS} columns.", "Split it.")
            grid.add(number, [cell_text(cell) for cell in cells[:MAX_COLUMNS]])
        if len(grid.rows) > MAX_ROWS:
            raise refuse(path, f"{place} has more than {MAX_ROWS:,} rows.", "Split it.")
    _beside(document, archive, sheet, grid)
    if sheet.sheet_state != "visible":
        grid.hidden = set(grid.numbers)
        document.remarks.append(f"{place} is hidden in the file; it was read.")
    elif grid.hidden:
        document.remarks.append(f"{place}: {len(grid.hidden)} hidden rows were read.")
    if grid.rows:
        document.grids.append(grid)


def _beside(document: Document, archive: zipfile.ZipFile, sheet: Any, grid: Grid) -> None:
    """Hidden rows, merged cells and unworked formulas of one sheet."""
    data = archive.read(str(sheet._worksheet_path))
    held = set(grid.numbers)
    grid.hidden = {int(found) for found in _HIDDEN_ROW.findall(data)} & held
    if _HIDDEN_COLUMN.search(data):
        document.remarks.append(f"{grid.place}: hidden columns were read.")
    for first, last in _MERGED.findall(data)[:MAX_MERGED]:
        (top, left), (bottom, _) = _address(first), _address(last)
        if bottom > top and left < MAX_COLUMNS:
            grid.fill_down(top, min(bottom, max(held, default=0)), left)
    for address, formula in _UNWORKED.findall(data):
        row, column = _address(address)
        text = "=" + formula.decode("utf-8", "replace")
        document.leave(
            grid.place,
            text,
            "a formula without a stored result; formulas are not worked out",
            row,
            f"column {column + 1}",
        )


def _address(text: bytes) -> tuple[int, int]:
    """``B7`` as (row 7, column 1 from 0)."""
    letters = text.rstrip(b"0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return int(text[len(letters) :]), column - 1
