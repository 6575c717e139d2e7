"""Tables of a Word file, and the elements that all its text is made of.

A row is copied from a pattern and its texts set: four times as fast as building each cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any, NamedTuple

from explorer.characters import printable
from explorer.document import Grid, shares
from explorer.document.word_names import NAMESPACES, W, qualified

MOST_ROWS = 32_000  # Word holds 32,767 in one table
MOST_KEPT = 900  # characters of a cell up to which its row is not split between pages
CHARACTER = {
    False: 82,
    True: 71,
}  # width of one in tables, and in those of small letters, in twentieths of a point
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
TEXT = f"{W}t"


@cache
def _etree() -> Any:
    from lxml import etree

    return etree


def element(tag: str, **attributes: object) -> Any:
    """A new element of the main namespace (``p``) or of another (``wp:inline``); so its attributes."""
    made = _etree().Element(qualified(tag), nsmap=NAMESPACES)
    _set(made, tag, attributes)
    return made


def sub(parent: Any, tag: str, **attributes: object) -> Any:
    """A new last child."""
    made = _etree().SubElement(parent, qualified(tag))
    _set(made, tag, attributes)
    return made


def _set(made: Any, tag: str, attributes: dict[str, object]) -> None:
    for name, value in attributes.items():
        is_plain = ":" in tag and ":" not in name  # only the main namespace qualifies its attributes
        made.set(name if is_plain else qualified(name), str(value))


def filled(text: str) -> str:
    """The text without what XML has no place for."""
    return printable(text)


def text_run(parent: Any, text: str, *, is_bold: bool = False) -> None:
    """A run of text; line ends and tabs as Word has them."""
    run = sub(parent, "r")
    if is_bold:
        sub(sub(run, "rPr"), "b")
    _write(run, text)


def _write(run: Any, text: str) -> None:
    for at, line in enumerate(printable(text).split("\n")):
        if at:
            sub(run, "br")
        for place, part in enumerate(line.split("\t")):
            if place:
                sub(run, "tab")
            words = sub(run, "t")
            words.text = part
            words.set(SPACE, "preserve")


class TableParts(NamedTuple):
    """The children of a table, made one by one: a long table is never a tree in memory."""

    children: Iterator[Any]


def tables_of(grid: Grid, room: int) -> Iterator[Any]:
    """The table, in several where Word could not hold it in one; ``room`` is its width in twentieths of a point."""
    widths = widths_of(grid, room)
    for start in range(0, max(1, len(grid.rows)), MOST_ROWS):
        if start:
            yield element("p")
        yield TableParts(_table(grid, grid.rows[start : start + MOST_ROWS], widths))
    yield _after()


def _after() -> Any:
    """A little room below a table, and something between two."""
    paragraph = element("p")
    properties = sub(paragraph, "pPr")
    sub(properties, "spacing", before="0", after="60", line="120", lineRule="exact")
    return paragraph


def widths_of(grid: Grid, room: int) -> list[int]:
    """The width of each column, which together are ``room``."""
    return [int(room * share) for share in shares(grid.columns, room // CHARACTER[grid.is_small])]


def _table(grid: Grid, rows: tuple[tuple[str, ...], ...], widths: list[int]) -> Iterator[Any]:
    properties = element("tblPr")
    sub(properties, "tblStyle", val="ExplorerTable")
    sub(properties, "tblW", w=str(sum(widths)), type="dxa")
    sub(properties, "tblLayout", type="fixed")
    sub(
        properties,
        "tblLook",
        val="0020",
        firstRow="1",
        lastRow="0",
        firstColumn="0",
        lastColumn="0",
        noHBand="1",
        noVBand="1",
    )
    if grid.alt:
        sub(properties, "tblCaption", val=filled(grid.alt))
    yield properties
    columns = element("tblGrid")
    for width in widths:
        sub(columns, "gridCol", w=str(width))
    yield columns
    head = _row(grid, widths, is_head=True)
    for words, column in zip(head.iter(TEXT), grid.columns, strict=True):
        words.text = filled(column.heading)
    yield head
    kept, split = _row(grid, widths, is_kept=True), _row(grid, widths)
    leading = _row(grid, widths, is_kept=True, leads_on=True)
    first = len(rows) - 1 if grid.is_short else 1 if len(rows) > 1 else 0
    for row in rows[:first]:
        yield _filled_row(leading if len(max(row, key=len)) < MOST_KEPT else split, row)
    for row in rows[first:]:
        yield _filled_row(kept if len(max(row, key=len)) < MOST_KEPT else split, row)


def _filled_row(pattern: Any, row: tuple[str, ...]) -> Any:
    made = deepcopy(pattern)
    for words, text in zip(list(made.iter(TEXT)), row, strict=True):
        if "\n" in text or "\t" in text:
            run = words.getparent()
            run.remove(words)
            _write(run, text)
            continue
        try:
            words.text = text
        except ValueError:
            words.text = filled(text)
    return made


def _row(
    grid: Grid, widths: list[int], *, is_head: bool = False, is_kept: bool = False, leads_on: bool = False
) -> Any:
    """A pattern of a row; one that ``leads_on`` stays on one page with the next, as the head does."""
    row = element("tr")
    if is_head or is_kept:
        properties = sub(row, "trPr")
        sub(properties, "cantSplit")
        if is_head:
            sub(properties, "tblHeader")
    small = "Small" if grid.is_small else ""
    for column, width in zip(grid.columns, widths, strict=True):
        cell = sub(row, "tc")
        sub(sub(cell, "tcPr"), "tcW", w=str(width), type="dxa")
        paragraph = sub(cell, "p")
        style = "TableHeading" if is_head else "TableNumber" if column.is_number else "TableText"
        properties = sub(paragraph, "pPr")
        sub(properties, "pStyle", val=style + small)
        if is_head or leads_on:
            sub(properties, "keepNext")
        if is_head and column.is_number:
            sub(properties, "jc", val="right")
        sub(sub(paragraph, "r"), "t").set(SPACE, "preserve")
    return row
