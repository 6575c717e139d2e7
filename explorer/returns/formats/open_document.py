"""OpenDocument spreadsheets: dates as their style shows them, hidden rows, columns and sheets named, merged cells."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from explorer.returns.grids import (
    MAX_COLUMNS,
    MAX_ROWS,
    Document,
    Grid,
    Reading,
    colour_remark,
    rows_text,
)
from explorer.returns.limits import checked_archive, refuse

NAME = "OpenDocument spreadsheet"
SUFFIXES = (".ods",)
MARKS = {"line-break": "\n", "tab": "\t"}
WHITE = ("", "transparent", "#ffffff")


@dataclass(slots=True)
class Styles:
    """By name of a style: does it show a day (cells of a date), its ground, whether it strikes out or hides."""

    days: dict[str, bool] = field(default_factory=dict)
    grounds: dict[str, str] = field(default_factory=dict)
    struck: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Cell:
    """A cell, or ``times`` alike. ``style`` is its own or, where it has none, that of its column."""

    text: str
    times: int
    rows: int
    style: str


def read(path: Path, document: Document, reading: Reading) -> None:
    """Every sheet as a grid. Repeated rows and cells count, and are written out only where they hold something."""
    with checked_archive(path, "content.xml", "OpenDocument spreadsheet", is_held=True) as archive:
        if b"encryption-data" in (
            archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.namelist() else b""
        ):
            raise refuse(path, "the spreadsheet is protected by a password.", "Take the password off.")
        if any(name.startswith("Basic/") for name in archive.namelist()):
            document.remarks.append("holds macros; they were not run.")
        root = _parsed(archive, "content.xml")
        styles = _styles([_parsed(archive, "styles.xml"), root])
    for sheet in (element for element in root.iter() if _tag(element) == "table"):
        _read_sheet(path, document, sheet, styles)


def _parsed(archive: zipfile.ZipFile, name: str) -> Any:
    from defusedxml.ElementTree import parse

    if name not in archive.namelist():
        return ()
    with archive.open(name) as stream:
        return parse(stream, forbid_dtd=True).getroot()


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _get(element: Any, name: str, default: str = "") -> str:
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return default


def _styles(roots: list[Any]) -> Styles:
    """Styles of the file as a whole (``styles.xml``) and of its cells."""
    found = Styles()
    elements = [element for root in roots if root is not None and len(root) for element in root.iter()]
    dated = {
        _get(style, "name"): any(_tag(part) == "day" for part in style)
        for style in elements
        if _tag(style) == "date-style"
    }
    for style in (element for element in elements if _tag(element) in ("style", "default-style")):
        name, parent = _get(style, "name"), _get(style, "parent-style-name")
        shown = _get(style, "data-style-name")
        if shown in dated:
            found.days[name] = dated[shown]
        elif parent in found.days:
            found.days[name] = found.days[parent]
        found.grounds[name] = found.grounds.get(parent, "")
        for part in style:
            ground = _get(part, "background-color")
            if _tag(part) == "table-cell-properties" and ground:
                found.grounds[name] = "" if ground.casefold() in WHITE else ground
            if _get(part, "text-line-through-style", "none") != "none":
                found.struck.add(name)
            if _tag(part) == "table-properties" and _get(part, "display") == "false":
                found.hidden.add(name)
    return found


def _count(element: Any, name: str) -> int:
    text = _get(element, name, "1")
    return max(1, int(text)) if text.isdigit() and len(text) < 9 else 1


def _read_sheet(path: Path, document: Document, sheet: Any, styles: Styles) -> None:
    grid = Grid(path.name, f'sheet "{_get(sheet, "name")}"')
    columns, hidden_columns = _columns(sheet)
    number = 0
    merged: list[tuple[int, int, int]] = []
    fills: dict[int, tuple[str, ...]] = {}
    struck: list[int] = []
    for row in (element for element in sheet.iter() if _tag(element) == "table-row"):
        own = list(_cells(row, columns, styles, document, grid.place, number + 1))
        texts = _texts(own)
        times = _count(row, "number-rows-repeated")
        if any(text.strip() for text in texts):
            if len(grid.rows) + times > MAX_ROWS:
                raise refuse(path, f"{grid.place} has more than {MAX_ROWS:,} rows.", "Split it.")
            filled = {cell.style for cell in own if cell.text.strip()}
            for at in range(number + 1, number + times + 1):
                grid.add(at, list(texts))
                fills[at] = tuple(sorted({styles.grounds.get(style, "") for style in filled}))
                struck += [at] if filled & styles.struck else []
                if _get(row, "visibility") in ("collapse", "filter"):
                    grid.hidden.add(at)
        merged += _merged(own, number)
        number += times
    for first, last, column in merged:
        grid.fill_down(first, min(last, number), column)
    _say(document, grid, _get(sheet, "style-name") in styles.hidden, hidden_columns, fills, struck)
    if grid.rows:
        document.grids.append(grid)


def _say(
    document: Document,
    grid: Grid,
    is_hidden: bool,
    hidden_columns: list[str],
    fills: dict[int, tuple[str, ...]],
    struck: list[int],
) -> None:
    """What a person should know of a sheet."""
    if not grid.rows:
        return
    if is_hidden:
        grid.hidden = set(grid.numbers)
        document.remarks.append(f"{grid.place} is hidden in the file; it was read.")
    elif grid.hidden:
        document.remarks.append(f"{grid.place}: {rows_text(sorted(grid.hidden), 'hidden ')} read.")
    if hidden_columns:
        document.remarks.append(f"{grid.place}: hidden columns ({', '.join(hidden_columns)}) were read.")
    if struck:
        document.remarks.append(f"{grid.place}: {rows_text(struck)} struck out, and read like any other.")
    if remark := colour_remark(fills):
        document.remarks.append(f"{grid.place}: {remark}")


def _columns(sheet: Any) -> tuple[list[str], list[str]]:
    """(the style of each column's cells, the letters of hidden columns), as far as a return may be wide."""
    from openpyxl.utils import get_column_letter

    found: list[str] = []
    hidden: list[str] = []
    for element in sheet.iter():
        if _tag(element) != "table-column":
            continue
        times = min(_count(element, "number-columns-repeated"), MAX_COLUMNS - len(found))
        if _get(element, "visibility") in ("collapse", "filter") and times > 0:
            ends = [get_column_letter(at) for at in (len(found) + 1, len(found) + times)]
            hidden.append(ends[0] if times == 1 else "-".join(ends))
        found += [_get(element, "default-cell-style-name")] * times
    return found, hidden


def _cells(
    row: Any, columns: list[str], styles: Styles, document: Document, place: str, number: int
) -> Iterator[Cell]:
    """The cells of a row; comments and pictures in them are left out by name."""
    at = 0
    of_row = _get(row, "default-cell-style-name")
    for cell in row:
        if _tag(cell) not in ("table-cell", "covered-table-cell"):
            continue
        times = _count(cell, "number-columns-repeated")
        style = _get(cell, "style-name") or of_row or (columns[at] if at < len(columns) else "")
        for part in cell:
            if _tag(part) == "annotation":
                words = "\n".join(_words(line) for line in part if _tag(line) == "p")
                document.leave(place, words, "a comment on the cell", number, f"column {at + 1}")
            elif _tag(part) == "frame":
                document.leave(place, "(picture)", "a picture is not read", number, f"column {at + 1}")
        yield Cell(_text(cell, style, styles), times, _count(cell, "number-rows-spanned"), style)
        at += times


def _texts(cells: list[Cell]) -> list[str]:
    """The row written out, one column beyond what a return may have at most."""
    found: list[str] = []
    for cell in cells:
        room = MAX_COLUMNS + 1 - len(found) if cell.text else MAX_COLUMNS
        found += [cell.text] * min(cell.times, room)
        if len(found) > MAX_COLUMNS:
            break
    return found


def _merged(cells: list[Cell], before: int) -> list[tuple[int, int, int]]:
    """(first row, last row, column) of cells merged downwards."""
    found = []
    at = 0
    for cell in cells:
        if cell.rows > 1 and at < MAX_COLUMNS:
            found.append((before + 1, before + cell.rows, at))
        at += cell.times
    return found


def _text(cell: Any, style: str, styles: Styles) -> str:
    """A cell as a person sees it; a number as it is kept, for what a date or a time shows of it depends on the machine
    that wrote the file."""
    kind, value = _get(cell, "value-type"), _get(cell, "date-value")
    if value:
        return value.removesuffix("T00:00:00") if styles.days.get(style, True) else value[:7]
    if _get(cell, "time-value").startswith("PT"):
        hours, _, rest = _get(cell, "time-value")[2:].partition("H")
        return f"{hours.zfill(2)}:{rest[:2]}"
    if kind == "boolean":
        return "yes" if _get(cell, "boolean-value") == "true" else "no"
    text = "\n".join(_words(part) for part in cell if _tag(part) == "p").strip()
    is_number = kind == "float" and any(char.isdigit() for char in text) and _get(cell, "value")
    return _get(cell, "value") if is_number else text


def _words(element: Any) -> str:
    """The words of a paragraph, with its line ends, tabs and spaces."""
    parts = [element.text or ""]
    for part in element:
        tag = _tag(part)
        if tag == "s":
            parts.append(" " * min(_count(part, "c"), 100))
        elif tag not in ("annotation", "note"):
            parts.append(MARKS.get(tag) or _words(part))
        parts.append(part.tail or "")
    return "".join(parts)
