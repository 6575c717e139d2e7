"""What a row of a Word table holds beside its text: deleted words, references to notes, colours, words struck out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from explorer.returns.grids import Document, Grid, colour_remark, rows_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote", "commentReference": "comment"}


def tag_of(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def attribute_of(element: Any, name: str, default: str = "") -> str:
    return str(element.get(W + name, element.get(STRICT + name, default)))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of a document stands: a table or paragraph, its row, its column from 1."""

    place: str
    row: int
    column: int = 0

    @property
    def column_text(self) -> str:
        """The column, as pieces left out name it."""
        return f"column {self.column}" if self.column else ""


@dataclass(slots=True)
class Marks:
    """Of the rows of a table: the colours of cells with text, by row; the rows with words struck out."""

    fills: dict[int, tuple[str, ...]] = field(default_factory=dict)
    struck: list[int] = field(default_factory=list)

    def remarks(self, place: str) -> list[str]:
        """What a person should know of them."""
        found = []
        if self.struck:
            found.append(f"{place}: {rows_text(self.struck)} struck out, and read like any other.")
        if remark := colour_remark(self.fills):
            found.append(f"{place}: {remark}")
        return found


def look(
    cells: Iterable[Any],
    number: int,
    document: Document,
    grid: Grid,
    places: dict[tuple[str, str], Place],
    marks: Marks,
) -> None:
    """One row; ``places`` takes where footnotes and comments are referred to."""
    colours: set[str] = set()
    is_struck = False
    for column, cell in enumerate(cells, start=1):
        place = Place(grid.place, number, column)
        leave_deleted(cell, document, place)
        has_text, shade = False, ""
        for part in cell.iter():
            tag = tag_of(part)
            if tag in REFERENCES:
                places[REFERENCES[tag], attribute_of(part, "id")] = place
            elif tag == "t":
                has_text = has_text or bool(part.text)
            elif tag in ("shd", "highlight"):
                shade = shade or _colour(part)
            elif tag in ("strike", "dstrike"):
                is_struck = is_struck or attribute_of(part, "val", "1") not in ("0", "false", "none")
        if has_text:
            colours.add(shade)
    if colours:
        marks.fills[number] = tuple(sorted(colours))
    if is_struck:
        marks.struck.append(number)


def _colour(element: Any) -> str:
    """The colour of a cell's ground or of a marked word, '' for white and none."""
    is_mark = tag_of(element) == "highlight"
    text = attribute_of(element, "val" if is_mark else "fill")
    return "" if text.casefold() in ("auto", "ffffff", "none", "white") else text


def leave_deleted(element: Any, document: Document, place: Place) -> None:
    """Words deleted with changes tracked, by name; those moved elsewhere stand there."""
    text = "".join(part.text or "" for part in element.iter() if tag_of(part) == "delText")
    document.leave(place.place, text, "deleted with changes tracked", place.row, place.column_text)


def all_text(element: Any) -> str:
    """Every word of an element, deleted ones too."""
    return "".join(part.text or "" for part in element.iter() if tag_of(part) in ("t", "delText")).strip()
