"""A long document as PDF: set in parts of some fifty pages and put together, so that its length costs no memory.

What this costs: each part begins a page, pages are numbered without how many there are, and there are no tags for
screen readers (Word and HTML have what they need).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from explorer.characters import printable
from explorer.document import Block, Bullets, Chapter, Document, Grid, footnotes_of

if TYPE_CHECKING:
    from pypdf import PdfReader

LONG = 2_500
"""Lines (rows, paragraphs, items) of a document that is set in parts: about 300 pages and 750 MiB in one."""
MOST_LINES, LEAST_LINES = 800, 60
"""Lines of a part; lines for which there has to be room, else the next part begins."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a document, to be set as pages ``first_page`` and on, its footnotes from ``first_note`` on.

    ``starts`` are the pages on which chapters begin, where it is the table of contents.
    """

    document: Document
    first_page: int
    first_note: int
    starts: tuple[tuple[str, int], ...] = ()


def lines_of(document: Document) -> int:
    """How long a document is, in rows, paragraphs and items."""
    return sum(_lines(chapter) for chapter in document.chapters)


def _lines(chapter: Chapter) -> int:
    return sum(map(_length, chapter.blocks))


def _length(block: Block) -> int:
    return (
        len(block.rows) if isinstance(block, Grid) else len(block.items) if isinstance(block, Bullets) else 1
    )


def pdf_of_parts(document: Document, setting: Callable[[Part], bytes]) -> bytes:
    """The whole document as PDF; ``setting`` gives each part as one. Same document, same bytes."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject, TextStringObject

    front = replace(document, chapters=())
    blank = tuple((chapter.title, 1) for chapter in document.chapters)
    ahead = (
        len(PdfReader(io.BytesIO(setting(Part(front, 1, 1, blank)))).pages) if document.has_contents else 0
    )
    page, note = ahead + 1, 1
    starts: list[tuple[str, int]] = []
    writer = PdfWriter()
    for part in parts_of(document):
        content = setting(Part(part, page, note))
        reader = PdfReader(io.BytesIO(content))
        starts += _starts(part, reader, page)
        writer.append(io.BytesIO(content), import_outline=False)
        page += len(reader.pages)
        note += sum(1 for _ in footnotes_of(part))
    if document.has_contents:
        writer.merge(0, io.BytesIO(setting(Part(front, 1, 1, tuple(starts)))), import_outline=False)
        starts.insert(0, ("Contents", 1))
    for title, number in starts:
        writer.add_outline_item(title=title, page_number=number - 1)
    about = {"/Title": document.title, "/Author": "explorer", "/Subject": document.subtitle}
    about |= {"/Keywords": document.marking} if document.marking else {}
    writer.metadata = {name: printable(text) for name, text in about.items()}
    writer.root_object[NameObject("/Lang")] = TextStringObject("en-GB")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _starts(part: Document, reader: PdfReader, page: int) -> Iterator[tuple[str, int]]:
    """The chapters that begin in a part whose first page is ``page``, each with its page, by its bookmarks."""
    titles = [printable(chapter.title) for chapter in part.chapters if chapter.title]
    for mark in reader.outline:
        if titles and not isinstance(mark, list) and mark.title == titles[0]:
            yield titles.pop(0), page + (reader.get_destination_page_number(mark) or 0)


def parts_of(document: Document) -> Iterator[Document]:
    """The document in parts of about :data:`MOST_LINES` lines, tables parted between rows; none ends with a heading.

    What goes on with a chapter has no title.
    """
    chapters: list[Chapter] = []
    room = MOST_LINES
    for chapter in document.chapters:
        title = chapter.title
        blocks: list[Block] = []
        for block in chapter.blocks:
            rest: Block | None = block
            while rest:
                if room < LEAST_LINES and (blocks or chapters):
                    yield _part(document, [*chapters, replace(chapter, title=title, blocks=tuple(blocks))])
                    title = "" if blocks else title
                    chapters, blocks, room = [], [], MOST_LINES
                piece, rest = _cut(rest, room)
                blocks.append(piece)
                room -= _length(piece)
        chapters.append(replace(chapter, title=title, blocks=tuple(blocks)))
    if chapters:
        yield _part(document, chapters)


def _part(document: Document, chapters: list[Chapter]) -> Document:
    told = tuple(chapter for chapter in chapters if chapter.blocks)
    return replace(document, chapters=told, has_contents=False)


def _cut(block: Block, room: int) -> tuple[Block, Block | None]:
    """What of a table there is room for, and what is left of it; any other block whole."""
    if not isinstance(block, Grid) or len(block.rows) <= room:
        return block, None
    return replace(block, rows=block.rows[:room]), replace(block, rows=block.rows[room:])
