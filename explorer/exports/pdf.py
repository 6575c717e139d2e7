"""Documents as PDF, set by Typst: page numbers, a table of contents, bookmarks, footnotes, tags for screen readers,
drawings as vectors, landscape pages for wide tables. The marking is at head and foot of every page and among the
keywords of the file. The same document gives the same bytes on the same machine (its fonts are those of the machine).

A document of more than 2,500 lines is set in parts and put together, for memory: each part begins a page, and there are
no tags and no number of pages. Tables alone are not written as PDF: write docx, html or xlsx.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.characters import printable
from explorer.document import (
    Block,
    Bullets,
    Document,
    Figure,
    Footnote,
    Grid,
    Heading,
    Paragraph,
    Text,
    shares,
)

if TYPE_CHECKING:
    from explorer.document.pdf_parts import Part

NAME = "pdf"
SUFFIXES = (".pdf",)
TEMPLATE = Path(__file__).parent.parent / "document" / "document.typ"
MOST_KEPT = 900
"""Characters of the longest cell of a table up to which its rows are not split between pages."""
ROOM = {(False, False): 112, (True, False): 168, (False, True): 128, (True, True): 194}
"""Characters in a line of a table, by whether the page lies on its side and the letters are small."""


def document_bytes(document: Document) -> bytes:
    """The document as a PDF file. Cost: 0.3 s, and 10 ms and 3 MB a page; a long one is set in parts, some 60 pages
    of it in memory at a time."""
    from explorer.document.pdf_parts import LONG, Part, lines_of, pdf_of_parts
    from explorer.figures.apart import pdf_apart
    from explorer.figures.converting import compiled

    def apart(part: Part) -> bytes:
        return pdf_apart(TEMPLATE.read_bytes(), _inputs(part, is_whole=False))

    if lines_of(document) > LONG:
        return pdf_of_parts(document, apart)
    return compiled(TEMPLATE.read_bytes(), _inputs(Part(document, 1, 1), is_whole=True), "pdf")


def _inputs(part: Part, *, is_whole: bool) -> dict[str, str]:
    from explorer.figures.converting import FAMILIES

    document = part.document
    shape = {
        "title": printable(document.title),
        "running": printable(document.running_title),
        "subtitle": printable(document.subtitle),
        "marking": printable(document.marking),
        "whole": is_whole,
        "front": is_whole or bool(part.starts),
        "contents": document.has_contents,
        "starts": [[printable(title), page] for title, page in part.starts],
        "page": part.first_page,
        "note": part.first_note,
        "fonts": FAMILIES,
        "chapters": [
            {
                "title": printable(chapter.title),
                "landscape": chapter.is_landscape,
                "blocks": [
                    {**_block(block, chapter.is_landscape), "sticky": is_kept}
                    for block, is_kept in chapter.kept()
                ],
            }
            for chapter in document.chapters
        ],
    }
    return {"document": json.dumps(shape)}


def _block(block: Block, is_landscape: bool) -> dict[str, Any]:
    from explorer.figures.converting import size_of, with_fonts

    match block:
        case Heading():
            return {"type": "heading", "level": block.level, "text": printable(block.text)}
        case Paragraph():
            return {"type": "paragraph", "style": block.style, "parts": _parts(block.text)}
        case Bullets():
            return {"type": "bullets", "items": [_parts(item) for item in block.items]}
        case Figure():
            said = {"alt": printable(block.alt), "caption": printable(block.legend)}
            width, height = size_of(block.svg)
            return {
                "type": "figure",
                "svg": with_fonts(block.svg),
                "ratio": width / height,
                "width": 0.75 * width,
                **said,
            }
        case Grid():
            return {
                "type": "grid",
                "small": block.is_small,
                "short": block.is_short,
                "kept": not any(len(cell) > MOST_KEPT for row in block.rows for cell in row),
                "widths": [
                    round(share, 4) for share in shares(block.columns, ROOM[is_landscape, block.is_small])
                ],
                "right": [column.is_number for column in block.columns],
                "headings": [printable(column.heading) for column in block.columns],
                "cells": [printable(cell) for row in block.rows for cell in row],
            }


def _parts(text: Text) -> list[dict[str, str]]:
    return [
        {"note": printable(part.text)} if isinstance(part, Footnote) else {"text": printable(part)}
        for part in text
    ]
