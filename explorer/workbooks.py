"""A case as one workbook: the sheets of a case folder, which reads back to the same case."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

from explorer.case import Case
from explorer.errors import OutputError
from explorer.files import write_file
from explorer.rows import SETTINGS, RawCase
from explorer.storing import rows_of

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
MOST_CHARACTERS = 32_767
"""In one cell, by Excel's own limit."""
WIDTHS = {"summary": 60, "text": 60, "name": 28, "title": 40, "quote": 30, "date_text": 20}
BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_workbook(case: Case, path: Path, *, force: bool = False) -> Path:
    """Write ``case`` as a workbook of text cells, a sheet a table. Same case, same bytes.

    Every cell is text (never a formula, never a date that Excel could turn round). Raises
    :class:`OutputError` where a cell holds more than Excel can, or the file cannot be written.
    """
    return write_file(path, workbook_bytes(case), force=force)


def workbook_bytes(case: Case) -> bytes:
    """The bytes of the workbook of a case. Cost: about 30 µs a cell."""
    raw = rows_of(case)
    _check_lengths(raw)
    import openpyxl  # 0.2 s: only when a workbook is written
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook(write_only=True)
    book.properties.creator = "explorer"
    book.properties.title = case.title
    book.properties.category = case.marking
    fixed = datetime.datetime(1980, 1, 1)
    book.properties.created, book.properties.modified = fixed, fixed
    for name, table in raw.tables.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for at, column in enumerate(table.columns, start=1):
            letter = get_column_letter(at)
            sheet.column_dimensions[letter].width = WIDTHS.get(column, 14)
        if case.marking:
            sheet.oddHeader.center.text = case.marking.replace("&", "&&")
        sheet.append([_cell(sheet, column, is_heading=True) for column in table.columns])
        for row in table.rows:
            sheet.append([_cell(sheet, text) for text in row])
    if raw.settings:
        sheet = book.create_sheet(SETTINGS)
        for line in raw.settings.splitlines():
            sheet.append([_cell(sheet, line)])
    stream = io.BytesIO()
    book.save(stream)
    return fixed_archive(stream.getvalue())


def _check_lengths(raw: RawCase) -> None:
    for name, table in raw.tables.items():
        for number, row in enumerate(table.rows, start=2):
            for column, cell in zip(table.columns, row, strict=True):
                if len(cell) > MOST_CHARACTERS:
                    place = f"{name}, row {number}, column {column}"
                    said = f"a cell of a workbook holds {MOST_CHARACTERS:,} characters; this one has {len(cell):,}."
                    raise OutputError(f"{place}: {said} Keep the case as a folder, or shorten it.")


def _cell(sheet: Any, text: str, *, is_heading: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cell = WriteOnlyCell(sheet)
    cell.value = text
    cell.data_type = "s"  # openpyxl would take "=..." for a formula
    cell.number_format = "@"  # and Excel would turn a retyped date round
    if text.startswith(BEGINS_FORMULA):
        cell.quotePrefix = True
    if is_heading:
        cell.font = Font(bold=True)
    elif len(text) > 40:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def fixed_archive(data: bytes) -> bytes:
    """The same archive with members in order of name and one fixed time, so that same content is same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for item in sorted(
            old.infolist(), key=lambda item: (item.filename != "[Content_Types].xml", item.filename)
        ):
            content = old.read(item)
            if item.filename == "docProps/core.xml":
                content = _without_clock(content)
            member = zipfile.ZipInfo(item.filename, FIXED_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            new.writestr(member, content)
    return stream.getvalue()


def _without_clock(content: bytes) -> bytes:
    """openpyxl writes the hour of saving whatever it was told."""
    import re

    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", content)
