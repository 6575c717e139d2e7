"""The text of a Word file, written as a stream of XML by lxml: chapters, paragraphs, tables, drawings, footnotes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import count, groupby
from typing import TYPE_CHECKING, Any

from explorer.document import (
    Block,
    Bullets,
    Chapter,
    Document,
    Figure,
    Footnote,
    Grid,
    Heading,
    Paragraph,
    Text,
    footnotes_of,
)  # fmt: skip
from explorer.document.word_names import NAMESPACES, W
from explorer.document.word_tables import TableParts, element, filled, sub, tables_of, text_run

if TYPE_CHECKING:
    from explorer.document.word_shell import Picture, Shell

A4 = (11906, 16838)  # in twentieths of a point
MARGIN, TOP, HEADER = 964, 1247, 567
ABOVE_AND_BELOW = 1950  # of a drawing on its page: the title of the chapter, words, the caption
EMU = 635  # a twentieth of a point in the unit of drawings
PARAGRAPH_STYLES = {"body": "Normal", "lead": "Lead", "quiet": "Quiet"}
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def body_xml(document: Document, shell: Shell) -> bytes:
    """``word/document.xml``. Cost: linear; the whole is never a tree in memory."""
    from lxml import etree

    stream = io.BytesIO()
    writer = _Writer(document, shell)
    with etree.xmlfile(stream, encoding="utf-8") as file:
        file.write_declaration(standalone=True)
        with file.element(f"{W}document", nsmap=NAMESPACES), file.element(f"{W}body"):
            for part in writer.parts():
                if isinstance(part, TableParts):
                    with file.element(f"{W}tbl"):
                        for child in part.children:
                            file.write(child)
                else:
                    file.write(part)
    return stream.getvalue()


def footnotes_xml(document: Document) -> bytes:
    """``word/footnotes.xml``: the two separators that Word asks for, and the notes."""
    from lxml import etree

    root = element("footnotes")
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        note = sub(root, "footnote", type=kind, id=str(number))
        sub(sub(sub(note, "p"), "r"), kind)
    for number, said in enumerate(footnotes_of(document), start=1):
        paragraph = _paragraph(sub(root, "footnote", id=str(number)), "footnotetext")
        run = sub(paragraph, "r")
        sub(sub(run, "rPr"), "rStyle", val="footnotereference")
        sub(run, "footnoteRef")
        text_run(paragraph, f" {said.text}")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _paragraph(parent: Any, style: str) -> Any:
    paragraph = sub(parent, "p")
    sub(sub(paragraph, "pPr"), "pStyle", val=style)
    return paragraph


class _Writer:
    """Hands out numbers of notes, marks and drawings in the order of the text."""

    def __init__(self, document: Document, shell: Shell) -> None:
        self.document, self.shell = document, shell
        self.notes, self.drawings = count(1), count(1)
        self.pictures = iter(shell.pictures)

    def parts(self) -> Iterator[Any]:
        """The children of the body, each a whole paragraph, table or section."""
        document = self.document
        yield self.plain("Title", document.title)
        if document.subtitle:
            yield self.plain("Subtitle", document.subtitle)
        if document.has_contents:
            yield from self.contents()
        groups = [
            list(group) for _, group in groupby(document.chapters, lambda chapter: chapter.is_landscape)
        ]
        if document.has_contents or not groups:
            yield self.section(False, is_last=not groups)
        for at, group in enumerate(groups):
            for chapter in group:
                yield from self.chapter(chapter)
            yield self.section(group[0].is_landscape, is_last=at == len(groups) - 1)

    def plain(self, style: str, text: str) -> Any:
        paragraph = element("p")
        sub(sub(paragraph, "pPr"), "pStyle", val=style.replace(" ", ""))
        text_run(paragraph, text)
        return paragraph

    def contents(self) -> Iterator[Any]:
        """The chapters with their pages.

        Each page number is a field (``PAGEREF``) that LibreOffice works out on opening and Word on opening, printing
        and saving as PDF. A ``TOC`` field around them would keep LibreOffice from it, and show no page at all.
        """
        yield self.plain("Contents Heading", "Contents")
        for chapter in self.document.chapters:
            paragraph = element("p")
            properties = sub(paragraph, "pPr")
            sub(properties, "pStyle", val="toc1")
            sub(sub(properties, "tabs"), "tab", val="right", leader="dot", pos=str(A4[0] - 2 * MARGIN))
            link = sub(paragraph, "hyperlink", anchor=_mark(chapter), history="1")
            text_run(link, chapter.title)
            sub(sub(link, "r"), "tab")
            sub(sub(link, "r"), "fldChar", fldCharType="begin", dirty="true")
            code = sub(sub(link, "r"), "instrText")
            code.text = rf" PAGEREF {_mark(chapter)} \h "
            sub(sub(link, "r"), "fldChar", fldCharType="separate")
            text_run(link, "\N{EN DASH}")
            sub(sub(link, "r"), "fldChar", fldCharType="end")
            yield paragraph

    def section(self, is_landscape: bool, *, is_last: bool) -> Any:
        """The end of a section: the last thing of the body, else in a paragraph of its own."""
        holder = element("sectPr") if is_last else element("p")
        section = holder if is_last else sub(sub(holder, "pPr"), "sectPr")
        for end in ("header", "footer"):
            sub(section, f"{end}Reference", type="default", **{"r:id": getattr(self.shell, end)})
        sub(section, "type", val="nextPage")
        width, height = A4[::-1] if is_landscape else A4
        size = sub(section, "pgSz", w=str(width), h=str(height))
        if is_landscape:
            size.set(f"{W}orient", "landscape")
        sides = {"top": TOP, "right": MARGIN, "bottom": TOP, "left": MARGIN}
        edges = {"header": HEADER, "footer": HEADER, "gutter": 0}
        sub(section, "pgMar", **{side: str(wide) for side, wide in (sides | edges).items()})
        return holder

    def chapter(self, chapter: Chapter) -> Iterator[Any]:
        if self.document.has_contents:
            heading = self.plain("Heading 1", chapter.title)
            number = str(next(self.drawings))
            start = element("bookmarkStart", id=number, name=_mark(chapter))
            heading.insert(1, start)
            sub(heading, "bookmarkEnd", id=number)
            yield heading
        for block, is_kept in chapter.kept():
            for part in self.block(block, chapter.is_landscape):
                if is_kept:
                    sub(part[0], "keepNext")
                yield part

    def block(self, block: Block, is_landscape: bool) -> Iterator[Any]:
        room = (A4[1] if is_landscape else A4[0]) - 2 * MARGIN
        match block:
            case Heading():
                yield self.plain(f"Heading {block.level}", block.text)
            case Paragraph():
                yield self.text(PARAGRAPH_STYLES[block.style], block.text)
            case Bullets():
                for item in block.items:
                    yield self.text("ListBullet", item)
            case Grid():
                yield from tables_of(block, room)
            case Figure():
                high = (A4[0] if is_landscape else A4[1]) - 2 * TOP - ABOVE_AND_BELOW
                yield self.figure(block, next(self.pictures), room, high)
                yield self.caption(block)

    def caption(self, figure: Figure) -> Any:
        """Its number is a field, so that a table of figures can be made of it, and pasted figures are counted on."""
        if not figure.number:
            return self.plain("Caption", figure.caption)
        paragraph = self.plain("Caption", "Figure ")
        field = sub(paragraph, "fldSimple", instr=" SEQ Figure \\* ARABIC ")
        text_run(field, str(figure.number))
        text_run(paragraph, f". {figure.caption}")
        return paragraph

    def text(self, style: str, text: Text) -> Any:
        paragraph = element("p")
        sub(sub(paragraph, "pPr"), "pStyle", val=style)
        for part in text:
            if isinstance(part, Footnote):
                run = sub(paragraph, "r")
                sub(sub(run, "rPr"), "rStyle", val="footnotereference")
                sub(run, "footnoteReference", id=str(next(self.notes)))
            else:
                text_run(paragraph, part)
        return paragraph

    def figure(self, figure: Figure, picture: Picture, room: int, high: int) -> Any:
        scale = min(room / picture.width, high / picture.height, 15.0)  # never more than its own size
        number = next(self.drawings)
        size = {"cx": round(picture.width * scale * EMU), "cy": round(picture.height * scale * EMU)}
        paragraph = element("p")
        properties = sub(paragraph, "pPr")
        sub(properties, "keepNext")
        sub(properties, "jc", val="center")
        inline = sub(sub(sub(paragraph, "r"), "drawing"), "wp:inline", distT=0, distB=0, distL=0, distR=0)
        sub(inline, "wp:extent", **size)
        named = {"id": number, "name": f"Figure {number}"}
        sub(inline, "wp:docPr", **named, descr=filled(figure.alt))
        graphic = sub(sub(inline, "a:graphic"), "a:graphicData", uri=NAMESPACES["pic"])
        shape = sub(graphic, "pic:pic")
        about = sub(shape, "pic:nvPicPr")
        sub(about, "pic:cNvPr", **named)
        sub(about, "pic:cNvPicPr")
        fill = sub(shape, "pic:blipFill")
        blip = sub(fill, "a:blip", **{"r:embed": picture.png})
        extension = sub(sub(blip, "a:extLst"), "a:ext", uri=SVG_EXTENSION)
        sub(extension, "asvg:svgBlip", **{"r:embed": picture.svg})
        sub(sub(fill, "a:stretch"), "a:fillRect")
        drawn = sub(shape, "pic:spPr")
        placed = sub(drawn, "a:xfrm")
        sub(placed, "a:off", x=0, y=0)
        sub(placed, "a:ext", **size)
        sub(sub(drawn, "a:prstGeom", prst="rect"), "a:avLst")
        return paragraph


def _mark(chapter: Chapter) -> str:
    return f"_{chapter.name.replace('-', '_')}"
