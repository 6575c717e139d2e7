"""Tables and documents as one HTML file that opens and prints offline: no script, nothing is loaded from anywhere.

The marking stands above and below, on every printed page (Chromium from 2024; elsewhere on the first and the last),
and as ``<meta name="marking">``. A date is in words; cells, their order and their headings are as in the table.
Drawings are vector (SVG). Landscape pages come out where the browser knows named pages (Chromium, Firefox from 2023).
Not carried: dates as written (EDTF), page numbers in the table of contents.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from explorer.characters import printable
from explorer.document import Document, Figure, Footnote, Grid, Text, footnotes_of, shares
from explorer.tables import Table

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

NAME = "html"
SUFFIXES = (".html", ".htm")
ROOM = 168  # characters in a line of a table, on a screen that is not narrow
TEMPLATE = Path(__file__).parent.parent / "document" / "document.html"


def table_text(table: Table, *, width: int, colour: bool) -> str:
    """The table as an HTML file. ``width`` and ``colour`` mean nothing here."""
    from explorer.document.tabular import document_of

    return document_text(document_of(table))


def document_bytes(document: Document) -> bytes:
    """The document as an HTML file in UTF-8."""
    return document_text(document).encode("utf-8")


def document_text(document: Document) -> str:
    """The document as HTML. Same document, same text. Cost: about 1 µs a cell."""
    numbers = {id(note): number for number, note in enumerate(footnotes_of(document), start=1)}

    def parts(text: Text) -> list[tuple[str, int]]:
        """(text, 0) or ('', number of a footnote)"""
        return [("", numbers[id(part)]) if isinstance(part, Footnote) else (part, 0) for part in text]

    notes = [note.text for note in footnotes_of(document)]
    text: str = _template().render(
        document=document, parts=parts, notes=notes, drawing=_drawing, widths=_widths
    )
    return printable(text)


def _widths(grid: Grid) -> list[float]:
    """The share of each column, in hundredths of the width."""
    return [round(100 * share, 1) for share in shares(grid.columns, ROOM)]


def _drawing(figure: Figure) -> Markup:
    """The drawing as markup: read as XML and written again, so that it is nothing but a drawing."""
    from defusedxml.ElementTree import fromstring
    from markupsafe import Markup

    root = fromstring(figure.svg)
    root.set("role", "img")
    root.set("aria-label", printable(figure.alt))
    ET.register_namespace("", "http://www.w3.org/2000/svg")
    return Markup(ET.tostring(root, "unicode"))  # a tree that ElementTree wrote: texts in it are escaped


def _css_text(text: str) -> Markup:
    """The text inside the quotation marks of a style sheet: every character by its number, so that it ends nothing."""
    from markupsafe import Markup

    return Markup("".join(f"\\{ord(char):06x}" for char in printable(text)))


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["css"] = _css_text
    return environment.from_string(TEMPLATE.read_text("utf-8"))
