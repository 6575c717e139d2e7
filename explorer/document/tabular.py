"""A table of the report as a document of one chapter, for Word, HTML and Markdown."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from explorer.dates import EDTFDate, day_text
from explorer.document import Chapter, Document, Grid, grid, quiet
from explorer.tables import Cell, Column, Table, cell_text

WITHOUT_DATES = ("notes", "sources")
"""Tables of which a blank date means that there is none, not that it is not recorded."""

FORMS = ("exchange",)
"""Tables with fixed columns, blank or not."""


def document_of(table: Table) -> Document:
    """The table as a document on its side. Dates in words; where a date of a column is not one day, two more
    columns tell its first and last day. Columns in which nothing stands, or only what is usual, are left out."""
    subtitle = table.title if table.case else ""
    block = grid_of(table) if table.rows else quiet(f"{table.none[0].upper()}{table.none[1:]}.")
    chapter = Chapter(table.name, table.title, (block,), is_landscape=True)
    return Document(table.case or table.title, subtitle, table.marking, (chapter,), has_contents=False)


def grid_of(table: Table, without: Collection[str] = ()) -> Grid:
    """The table as a grid of texts, without the columns named. Cost: about 1 µs a cell."""
    headings: list[str] = []
    texts: list[list[str]] = []
    for at, column in enumerate(table.columns):
        cells = [row[at] for row in table.rows]
        is_told = table.name not in WITHOUT_DATES
        for heading, found in _columns(column, [cell if cell or is_told else None for cell in cells]):
            is_blank = set(found) <= {"", column.usual} and table.name not in FORMS
            if column.in_text and column.name not in without and not is_blank:
                headings.append(heading)
                texts.append(found)
    numbers = [column.heading for column in table.columns if column.type == "number"]
    return grid(headings, zip(*texts, strict=True), table.title, numbers, is_whole=table.name in FORMS)


def _columns(column: Column, cells: list[Cell]) -> Iterator[tuple[str, list[str]]]:
    yield column.heading, [cell_text(cell) for cell in cells]
    dates = [cell if isinstance(cell, EDTFDate) else None for cell in cells]
    if any(date and date.first_day != date.last_day for date in dates):
        yield f"{column.heading}: first day", [_day(date.first_day) if date else "" for date in dates]
        yield f"{column.heading}: last day", [_day(date.last_day) if date else "" for date in dates]


def _day(ordinal: int | None) -> str:
    return "" if ordinal is None else day_text(ordinal)
