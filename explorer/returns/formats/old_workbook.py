"""Excel 97-2003 workbooks. xlrd, unlike calamine, gives number formats, hidden rows and merged cells."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from explorer.readers.workbook import date_text
from explorer.returns.grids import (
    MAX_COLUMNS,
    SHOWN,
    Document,
    Grid,
    Reading,
    colour_remark,
    rows_text,
)
from explorer.returns.limits import OLE, refuse

NAME = "old workbook"
SUFFIXES = (".xls",)
MAX_SIZE = 64 * 2**20
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream in which a newer workbook lies locked, whatever its name ends in."""
LOCKED = "the workbook is protected by a password."


def damage() -> tuple[type[BaseException], ...]:
    """What xlrd raises."""
    import struct

    from xlrd.biffh import XLRDError
    from xlrd.compdoc import CompDocError

    return (XLRDError, CompDocError, struct.error)


def read(path: Path, document: Document, reading: Reading) -> None:
    """Every sheet as a grid. xlrd reads values: macros and links are bytes to it."""
    import xlrd

    if path.stat().st_size > MAX_SIZE:
        raise refuse(path, f"an .xls file of more than {MAX_SIZE // 2**20} MiB.", "Save it as .xlsx.")
    data = path.read_bytes()
    if not data.startswith(OLE):
        raise refuse(
            path, "this is no .xls workbook, whatever its name says.", "Open it and save it as .xlsx."
        )
    if ENCRYPTED in data:
        raise refuse(path, LOCKED, "Take the password off and save it anew.")
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).casefold():
            raise refuse(path, LOCKED, "Take the password off and save it anew.") from error
        raise
    for sheet in book.sheets():
        _read_sheet(document, book, sheet)


def _read_sheet(document: Document, book: Any, sheet: Any) -> None:
    """One sheet, as xlrd gives it, into the document."""
    grid = Grid(document.file, f'sheet "{sheet.name}"')
    for row in range(sheet.nrows):
        cells = sheet.row(row)[:MAX_COLUMNS]
        grid.add(row + 1, [_text(book, cell) for cell in cells])
    held = set(grid.numbers)
    grid.hidden = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden} & held
    for top, bottom, left, _ in sheet.merged_cells:
        grid.fill_down(top + 1, bottom, left)
    if sheet.visibility:
        grid.hidden = held
        document.remarks.append(f"{grid.place} is hidden in the file; it was read.")
    elif grid.hidden:
        document.remarks.append(f"{grid.place}: {rows_text(sorted(grid.hidden), 'hidden ')} read.")
    _look(document, grid, book, sheet)
    if grid.rows:
        document.grids.append(grid)


def _look(document: Document, grid: Grid, book: Any, sheet: Any) -> None:
    """Hidden columns, comments, colours and words struck out, for a person to know of."""
    hidden = [column for column, info in sheet.colinfo_map.items() if info.hidden and column < sheet.ncols]
    if hidden and grid.rows:
        document.remarks.append(f"{grid.place}: hidden columns ({_letters(hidden)}) were read.")
    for (row, column), note in sorted(sheet.cell_note_map.items()):
        document.leave(grid.place, note.text, "a comment on the cell", row + 1, f"column {column + 1}")
    fills: dict[int, tuple[int, ...]] = {}
    struck = []
    for number in grid.numbers:
        styles = [book.xf_list[cell.xf_index] for cell in sheet.row(number - 1) if _text(book, cell).strip()]
        fills[number] = tuple(sorted({_fill(style) for style in styles}))
        if any(book.font_list[style.font_index].struck_out for style in styles):
            struck.append(number)
    if struck:
        document.remarks.append(f"{grid.place}: {rows_text(struck)} struck out, and read like any other.")
    if remark := colour_remark(fills):
        document.remarks.append(f"{grid.place}: {remark}")


def _fill(style: Any) -> int:
    """The colour of a cell's ground, 0 for white and none."""
    colour = style.background.pattern_colour_index if style.background.fill_pattern else 0
    return 0 if colour in (1, 9, 64, 65) else int(colour)


def _letters(columns: list[int]) -> str:
    import xlrd

    return ", ".join(xlrd.colname(column) for column in sorted(columns)[:SHOWN])


def _text(book: Any, cell: Any) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return _date(book, cell)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "yes" if cell.value else "no"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, ""))
    return _number(cell.value) if isinstance(cell.value, float) else str(cell.value)


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)


def _date(book: Any, cell: Any) -> str:
    """A day or a time of day, as shown; the number where there is no such day, which Excel shows as ######."""
    import xlrd

    if 0 <= cell.value < 1:
        minutes = min(round(cell.value * 1440), 1439)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if cell.value < 0:
        return _number(cell.value)
    try:
        found = xlrd.xldate_as_datetime(cell.value, book.datemode)
    except (OverflowError, ValueError):
        return _number(cell.value)
    return date_text(found, book.format_map[book.xf_list[cell.xf_index].format_key].format_str)
