"""OpenDocument spreadsheets: dates as their style shows them, hidden rows, merged cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from explorer.returns.grids import MAX_COLUMNS, MAX_ROWS, Document, Grid, Reading
from explorer.returns.limits import checked_archive, refuse

NAME = "OpenDocument spreadsheet"
SUFFIXES = (".ods",)


def read(path: Path, document: Document, reading: Reading) -> None:
    """Every sheet as a grid. Repeated rows and cells count, and are written out only where they hold something."""
    from defusedxml.ElementTree import parse

    with checked_archive(path, "content.xml", "OpenDocument spreadsheet") as archive:
        if b"encryption-data" in (
            archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.namelist() else b""
        ):
            raise refuse(path, "the spreadsheet is protected by a password.", "Take the password off.")
        with archive.open("content.xml") as stream:
            root: Any = parse(stream, forbid_dtd=True).getroot()
    days = _styles_that_show_days(root)
    for sheet in (element for element in root.iter() if _tag(element) == "table"):
        _read_sheet(path, document, sheet, days)


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _get(element: Any, name: str, default: str = "") -> str:
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return default


def _styles_that_show_days(root: Any) -> dict[str, bool]:
    """For each cell style with a date style: does it show a day?"""
    dated = {
        _get(style, "name"): any(_tag(part) == "day" for part in style)
        for style in root.iter()
        if _tag(style) == "date-style"
    }
    return {
        _get(style, "name"): dated[_get(style, "data-style-name")]
        for style in root.iter()
        if _tag(style) == "style" and _get(style, "data-style-name") in dated
    }


def _count(element: Any, name: str) -> int:
    text = _get(element, name, "1")
    return max(1, int(text)) if text.isdigit() else 1


def _read_sheet(path: Path, document: Document, sheet: Any, days: dict[str, bool]) -> None:
    grid = Grid(path.name, f'sheet "{_get(sheet, "name")}"')
    number, merged = 0, []
    for row in (element for element in sheet.iter() if _tag(element) == "table-row"):
        cells, spans = _cells(row, days)
        times = _count(row, "number-rows-repeated")
        if any(cell.strip() for cell in cells):
            if len(grid.rows) + times > MAX_ROWS:
                raise refuse(path, f"{grid.place} has more than {MAX_ROWS:,} rows.", "Split it.")
            for at in range(times):
                grid.add(number + at + 1, list(cells))
                if _get(row, "visibility") in ("collapse", "filter"):
                    grid.hidden.add(number + at + 1)
        merged += [(number + 1, number + rows, column) for column, rows in spans]
        number += times
    for first, last, column in merged:
        grid.fill_down(first, min(last, number), column)
    if grid.hidden:
        document.remarks.append(f"{grid.place}: {len(grid.hidden)} hidden rows were read.")
    if grid.rows:
        document.grids.append(grid)


def _cells(row: Any, days: dict[str, bool]) -> tuple[list[str], list[tuple[int, int]]]:
    """The texts of a row, and (column, rows) of cells merged downwards."""
    cells: list[str] = []
    spans = []
    for cell in row:
        if _tag(cell) not in ("table-cell", "covered-table-cell"):
            continue
        times = _count(cell, "number-columns-repeated")
        text = _text(cell, days)
        if _count(cell, "number-rows-spanned") > 1:
            spans.append((len(cells), _count(cell, "number-rows-spanned")))
        cells += [text] * (min(times, MAX_COLUMNS + 1 - len(cells)) if text else min(times, MAX_COLUMNS))
        if len(cells) > MAX_COLUMNS:
            break
    return cells, spans


def _text(cell: Any, days: dict[str, bool]) -> str:
    value = _get(cell, "date-value")
    if value:
        shown = days.get(_get(cell, "style-name"), True)
        return value.removesuffix("T00:00:00") if shown else value[:7]
    if _get(cell, "time-value").startswith("PT"):
        hours, _, rest = _get(cell, "time-value")[2:].partition("H")
        return f"{hours.zfill(2)}:{rest[:2]}"
    return "\n".join("".join(part.itertext()) for part in cell if _tag(part) == "p").strip()
