"""Tables as CSV: UTF-8 with a byte-order mark (so that Excel reads it), comma, CRLF line ends.

A date is three columns: as written (EDTF), first day, last day. Lists are joined by ``; ``. A cell that a
spreadsheet would take for a formula is written with an apostrophe before it. The marking of the case, where it has
one, is a last column ``marking``: a line of its own would break reading back.
"""

from __future__ import annotations

from csv import writer
from io import StringIO

from explorer.dates import EDTFDate, iso_day
from explorer.tables import Cell, Column, Table, cell_text

NAME = "csv"
SUFFIXES = (".csv",)
ENCODING = "utf-8-sig"
BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_text(table: Table, *, width: int, colour: bool) -> str:
    """The table as CSV. ``width`` and ``colour`` mean nothing here."""
    stream = StringIO(newline="")
    out = writer(stream)
    marking = [harmless(table.marking)] if table.marking else []
    out.writerow(
        [heading for column in table.columns for heading in headings(column)] + ["marking"] * len(marking)
    )
    for row in table.rows:
        cells = zip(table.columns, row, strict=True)
        out.writerow([harmless(text) for column, cell in cells for text in texts(column, cell)] + marking)
    return stream.getvalue()


def headings(column: Column) -> list[str]:
    """The column's name, thrice for a date."""
    if column.type == "date":
        return [column.name, f"{column.name}_first_day", f"{column.name}_last_day"]
    return [column.name]


def texts(column: Column, cell: Cell) -> list[str]:
    """The cell as text, thrice for a date."""
    if column.type != "date":
        return [cell_text(cell)]
    if not isinstance(cell, EDTFDate):
        return ["", "", ""]
    days = (cell.first_day, cell.last_day)
    return [cell.text, *("" if day is None else iso_day(day) for day in days)]


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it as a formula (OWASP)."""
    return f"'{text}" if text.startswith(BEGINS_FORMULA) else text
