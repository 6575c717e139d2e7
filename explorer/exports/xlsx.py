"""Tables as an Excel workbook, one sheet a table: a header that stays in view, filters, widths, typed days and numbers.

A date is three columns: as written (EDTF text), first day and last day (real dates of Excel; days before 1900 are
text, for Excel has none; days counted from day 0 are numbers). Lists are joined by ``; ``. Every other cell is text,
never a formula and never a link; what Excel would take for a formula when it is typed again carries Excel's own mark
for text (``quotePrefix``), so that a person reads what stands in the case. The marking is in the header and footer of
every printed page and in the properties of the file (category). Not carried: the meaning of a column stands in a
comment on its heading. A text of more than 32,767 characters is refused: Excel has no room for it. A list as long goes
on in the next column, headed by the same words and a number.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from explorer import relative
from explorer.characters import printable
from explorer.dates import EDTFDate
from explorer.errors import OutputError
from explorer.exports.csv import BEGINS_FORMULA
from explorer.tables import Cell, Column, Table, cell_text

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from explorer.report import Report

NAME = "xlsx"
SUFFIXES = (".xlsx",)
MOST_CHARACTERS, MOST_ROWS, MOST_IN_NAME, MOST_IN_HEADER = 32_767, 1_048_575, 31, 200
HEAD = "#E9EDF2"
SEPARATOR = "; "  # of lists
WIDE, NARROWEST, WIDEST = 60, 9, 42
LINE, MOST_LINES = 13, 31  # of a row: points, and what Excel has room for
LOOKED_AT = 200
"""Rows whose cells say how wide a column is."""
FIRST_DAY_OF_EXCEL = datetime.date(1900, 3, 1)  # it believes in 29 February 1900
FIXED = datetime.datetime(1980, 1, 1)
NOT_IN_NAMES = str.maketrans("", "", "[]:*?/\\'")


def table_bytes(table: Table) -> bytes:
    """One table as a workbook."""
    return workbook_of([table])


def report_bytes(report: Report) -> bytes:
    """Every table of the report as one workbook, a sheet each."""
    return workbook_of([table for table in report.tables.values() if table.rows])


def workbook_of(tables: Sequence[Table]) -> bytes:
    """Several tables as one workbook, a sheet each, in their order. Same tables, same bytes.

    Raises :class:`OutputError` for a cell or a table that Excel cannot hold. Cost: about 5 µs a cell.
    """
    import xlsxwriter  # 60 ms: only when one is written

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    first = tables[0] if tables else Table("empty", "Nothing", (), ())
    book.set_properties(
        {
            "title": printable(f"{first.case}: {first.title}" if first.case else first.title),
            "category": printable(first.marking),
            "author": "explorer",
            "created": FIXED,
        }
    )
    every: dict[str, object] = {"font_name": "Arial", "font_size": 10, "valign": "top"}
    styles: dict[str, dict[str, object]] = {
        "heading": {"bold": True, "bottom": 1, "text_wrap": True, "bg_color": HEAD},
        "text": {},
        "wide": {"text_wrap": True},
        "quoted": {"quote_prefix": True},
        "day": {"num_format": "yyyy-mm-dd", "align": "left"},
        "number": {"align": "right", "indent": 1},
    }
    formats = {name: book.add_format(every | style) for name, style in styles.items()}
    taken: set[str] = set()
    for table in tables:
        _sheet(book, table, formats, taken)
    book.close()
    return stream.getvalue()


def _sheet(book: Workbook, table: Table, formats: dict[str, Any], taken: set[str]) -> None:
    if len(table.rows) > MOST_ROWS:
        most = f"a sheet holds {MOST_ROWS:,} rows below its header; this table has {len(table.rows):,}."
        raise OutputError(f"{table.name}: {most} Write it as csv.")
    sheet = book.add_worksheet(_name(table.name, taken))
    table = with_long_lists_parted(table)
    columns = list(_columns(table.columns))
    for at, (column, heading, wide) in enumerate(columns):
        sheet.write_string(0, at, heading, formats["heading"])
        sheet.write_comment(0, at, column.description or column.heading, {"author": "explorer"})
        sheet.set_column(at, at, WIDE if wide else _width(table, column, heading))
    sheet.set_row(0, 2 * LINE + 2)
    for number, row in enumerate(table.rows, start=1):
        _row(sheet, number, table, row, formats)
    sheet.freeze_panes(1, 1)
    if columns:
        sheet.autofilter(0, 0, max(len(table.rows), 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    marking = printable(table.marking).replace("&", "&&")[:MOST_IN_HEADER]
    title = printable(table.title).replace("&", "&&")[: MOST_IN_HEADER - len(marking)]
    sheet.set_header(f"&L{title}&C{marking}")
    sheet.set_footer(f"&C{marking}&RPage &P of &N")


def with_long_lists_parted(table: Table) -> Table:
    """The table, with as many columns for each list as its longest needs; the table itself where none is too long."""
    several = {at: count for at, column in enumerate(table.columns) if (count := _columns_for(table, at)) > 1}
    if not several:
        return table
    columns: list[Column] = []
    for at, column in enumerate(table.columns):
        columns.append(column)
        for number in range(2, several.get(at, 1) + 1):
            heading = f"{column.heading} ({number})"
            columns.append(replace(column, name=f"{column.name}_{number}", heading=heading))
    rows = []
    for row in table.rows:
        cells: list[Cell] = []
        for at, cell in enumerate(row):
            if at in several and isinstance(cell, tuple):
                parts: list[Cell] = list(_parts(cell))
                cells += parts + [None] * (several[at] - len(parts))
            else:
                cells += [cell] + [None] * (several.get(at, 1) - 1)
        rows.append(tuple(cells))
    return replace(table, columns=tuple(columns), rows=tuple(rows))


def _columns_for(table: Table, at: int) -> int:
    lists = (row[at] for row in table.rows) if table.columns[at].type == "list" else ()
    long = (cell for cell in lists if isinstance(cell, tuple) and _joined(cell) > MOST_CHARACTERS)
    return max((sum(1 for _ in _parts(cell)) for cell in long), default=1)


def _joined(items: tuple[str, ...]) -> int:
    """How long a list is as a text."""
    return sum(map(len, items)) + len(SEPARATOR) * (len(items) - 1)


def _parts(items: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The list in parts that a cell holds each; an item that is too long alone is a part of its own."""
    part: list[str] = []
    length = 0
    for item in items:
        more = len(item) + len(SEPARATOR)
        if part and length + more > MOST_CHARACTERS:
            yield tuple(part)
            part, length = [], 0
        part.append(item)
        length += more
    yield tuple(part)


def _row(sheet: Worksheet, number: int, table: Table, row: Sequence[Cell], formats: dict[str, Any]) -> None:
    text_format, wide_format, quoted, day = (formats[name] for name in ("text", "wide", "quoted", "day"))
    number_format = formats["number"]
    at, lines = 0, 1
    for column, cell in zip(table.columns, row, strict=True):
        if column.type == "date":
            if isinstance(cell, EDTFDate) and cell:
                sheet.write_string(number, at, cell.text, text_format)
                for place, ordinal in ((at + 1, cell.first_day), (at + 2, cell.last_day)):
                    if ordinal is not None:
                        _day(sheet, number, place, ordinal, day, text_format)
            at += 3
            continue
        if isinstance(cell, int) and not isinstance(cell, bool):
            sheet.write_number(number, at, cell, number_format)
        elif text := cell_text(cell):
            if len(text) > MOST_CHARACTERS:
                where = f"{table.name}, row {number + 1}, column {column.name}"
                said = (
                    f"a cell of a workbook holds {MOST_CHARACTERS:,} characters; this one has {len(text):,}."
                )
                raise OutputError(f"{where}: {said} Write it as csv, html or docx, or shorten the cell.")
            room = WIDE if column.is_wide else WIDEST
            is_long = len(text) > room or "\n" in text
            if is_long:
                lines = max(lines, sum(-(-len(part) // room) for part in text.split("\n")))
            style = quoted if text[0] in BEGINS_FORMULA else wide_format if is_long else text_format
            sheet.write_string(number, at, printable(text), style)
        at += 1
    if lines > 1:
        sheet.set_row(number, LINE * min(lines, MOST_LINES))


def _day(sheet: Worksheet, row: int, at: int, ordinal: int, style: Any, plain: Any) -> None:
    if relative.is_relative(ordinal):
        sheet.write_number(row, at, relative.number_of(ordinal), plain)
        return
    found = datetime.date.fromordinal(ordinal)
    if found < FIRST_DAY_OF_EXCEL:
        sheet.write_string(row, at, found.isoformat(), style)
    else:
        sheet.write_number(row, at, ordinal - _EPOCH, style)


_EPOCH = datetime.date(1899, 12, 30).toordinal()


def _columns(columns: Iterable[Column]) -> Iterator[tuple[Column, str, bool]]:
    """(column, heading, is it wide) of every column of the sheet: three for a date."""
    for column in columns:
        yield column, column.heading, column.is_wide
        if column.type == "date":
            yield column, f"{column.heading}: first day", False
            yield column, f"{column.heading}: last day", False


def _width(table: Table, column: Column, heading: str) -> int:
    at = table.columns.index(column)
    cells = (row[at] for row in islice(table.rows, LOOKED_AT))
    longest = max(
        (len(cell.text if isinstance(cell, EDTFDate) else cell_text(cell)) for cell in cells), default=0
    )
    if heading != column.heading:
        longest = len("2019-12-05")
    return min(WIDEST, max(NARROWEST, longest + 3, max(map(len, heading.split())) + 5))


def _name(name: str, taken: set[str]) -> str:
    """A name that Excel takes for a sheet: short, without its signs, not there yet."""
    clean = printable(name).translate(NOT_IN_NAMES)[:MOST_IN_NAME] or "table"
    found, number = clean, 1
    while found.casefold() in taken:
        number += 1
        found = f"{clean[: MOST_IN_NAME - 4]} {number}"
    taken.add(found.casefold())
    return found
