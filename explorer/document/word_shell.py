"""The Word file around the text: styles, page set-up, header and footer, properties, pictures."""

from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING, Any, NamedTuple

from explorer.characters import printable
from explorer.document import Document, Figure

if TYPE_CHECKING:
    from docx.document import Document as WordFile

FONT = "Arial"
INK, QUIET, RULE, HEAD = "1C2430", "566170", "B8C0CA", "E9EDF2"
FIXED = datetime.datetime(1980, 1, 1)
SVG_TYPE, FOOTNOTES_TYPE = (
    "image/svg+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
)
PICTURE_WIDTH = 2600
"""Pixels of the picture beside a drawing, for programs that show no vectors."""

# (style, the one it is like, points, bold, colour, space before, space after)
STYLES = (
    ("Title", "", 24, True, INK, 0, 4),
    ("Subtitle", "", 12, False, QUIET, 0, 14),
    ("Heading 1", "", 17, True, INK, 20, 8),
    ("Heading 2", "", 13, True, INK, 14, 4),
    ("Heading 3", "", 11, True, INK, 10, 3),
    ("Lead", "Normal", 12, False, INK, 0, 8),
    ("Quiet", "Normal", 8.5, False, QUIET, 2, 6),
    ("Caption", "", 8.5, False, QUIET, 3, 10),
    ("List Bullet", "", 10, False, INK, 0, 3),
    ("Table Text", "Normal", 8, False, INK, 1, 1),
    ("Table Number", "Table Text", 8, False, INK, 1, 1),
    ("Table Heading", "Table Text", 8, True, INK, 2, 2),
    ("Table Text Small", "Table Text", 7, False, INK, 1, 1),
    ("Table Number Small", "Table Number", 7, False, INK, 1, 1),
    ("Table Heading Small", "Table Heading", 7, True, INK, 2, 2),
    ("footnote text", "Normal", 8, False, INK, 0, 1),
    ("Header", "", 8.5, False, QUIET, 0, 0),
    ("Footer", "", 8.5, False, QUIET, 0, 0),
    ("toc 1", "Normal", 10, False, INK, 0, 4),
    ("Contents Heading", "Normal", 13, True, INK, 18, 6),
)


class Picture(NamedTuple):
    """The relations to the picture and to the drawing of a figure, and its size in pixels."""

    png: str
    svg: str
    width: float
    height: float


class Shell(NamedTuple):
    """The file without its text, the pictures in the order of the figures, and the relations to header and footer."""

    file: bytes
    pictures: list[Picture]
    header: str
    footer: str


def shell_of(document: Document) -> Shell:
    """The file without its text, with all that its text refers to."""
    import docx
    from docx.oxml.ns import qn

    file = docx.Document()
    _properties(file, document)
    _styles(file)
    _page(file, document)
    _footnotes(file)
    figures = [
        block for chapter in document.chapters for block in chapter.blocks if isinstance(block, Figure)
    ]
    pictures = [_picture(file, figure, number) for number, figure in enumerate(figures, start=1)]
    section = file.element.body.sectPr
    ends = [section.find(qn(f"w:{end}Reference")).get(qn("r:id")) for end in ("header", "footer")]
    stream = io.BytesIO()
    file.save(stream)
    return Shell(stream.getvalue(), pictures, *ends)


def _properties(file: WordFile, document: Document) -> None:
    for name, part in list(file.part.package.rels.items()):
        if part.reltype.endswith(
            "/thumbnail"
        ):  # of the blank page that the template was: a picture of nothing
            file.part.package.rels.pop(name)
    about = file.core_properties
    about.title, about.subject = printable(document.title)[:255], printable(document.subtitle)[:255]
    about.category = about.keywords = printable(document.marking)[:255]
    about.author = about.last_modified_by = "explorer"
    about.comments, about.language = "", "en-GB"
    about.created = about.modified = FIXED
    about.revision = 1


def _styles(file: WordFile) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    styles: Any = file.styles
    _font(styles["Normal"], FONT)
    styles["Normal"].font.size = Pt(10)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    known = {style.name for style in styles}
    for name, like, points, is_bold, colour, before, after in STYLES:
        style = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if like:
            style.base_style = styles[like]
        _font(style, FONT)
        style.font.size, style.font.bold, style.font.italic = Pt(points), is_bold, False
        style.font.color.rgb = RGBColor.from_string(colour)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        if name == "Title":  # the template draws a line below it
            for border in style.element.findall(f".//{qn('w:pBdr')}"):
                border.getparent().remove(border)
    styles["Table Number"].paragraph_format.alignment = 2
    styles["Caption"].paragraph_format.alignment = 1
    styles["Quiet"].paragraph_format.keep_together = True
    for name in ("Heading 1", "Heading 2", "Heading 3"):
        styles[name].paragraph_format.keep_with_next = True
    reference = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    reference.font.superscript = True
    language = styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), "en-GB")
    _table_style(file)


def _font(style: Any, name: str) -> None:
    """One font for every script, in place of those of the theme."""
    from docx.oxml.ns import qn

    style.font.name = name
    fonts = style.element.rPr.rFonts
    for kind in list(fonts.attrib):
        del fonts.attrib[kind]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), name)


def _table_style(file: WordFile) -> None:
    """Thin lines between the rows, a shaded first row: as a style, so that a person can change it once for all."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    def add(parent: Any, tag: str, **attributes: str) -> Any:
        child = OxmlElement(f"w:{tag}")
        for name, value in attributes.items():
            child.set(qn(f"w:{name}"), value)
        parent.append(child)
        return child

    style: Any = file.styles.add_style("Explorer Table", WD_STYLE_TYPE.TABLE)
    properties = add(style.element, "tblPr")
    borders = add(properties, "tblBorders")
    for side, size in (("top", "8"), ("bottom", "8"), ("insideH", "4")):
        add(borders, side, val="single", sz=size, space="0", color=RULE)
    margins = add(properties, "tblCellMar")
    for side in ("left", "right"):
        add(margins, side, w="70", type="dxa")
    first = add(style.element, "tblStylePr", type="firstRow")
    shade = add(first, "tcPr")
    add(shade, "shd", val="clear", color="auto", fill=HEAD)


def _page(file: WordFile, document: Document) -> None:
    """The header and footer of every section: those of the first, which the others take over."""
    from docx.shared import Mm

    section: Any = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for part, is_footer in ((section.header, False), (section.footer, True)):
        paragraph = part.paragraphs[0]
        if document.marking:
            paragraph.alignment = 1
            paragraph.add_run(printable(document.marking)).bold = True
            paragraph = part.add_paragraph(style="Footer" if is_footer else "Header")
        paragraph.alignment = 1
        paragraph.add_run(printable(document.running_title))
        if is_footer:
            paragraph.add_run(" \N{MIDDLE DOT} page ")
            _field(paragraph, "PAGE")
            paragraph.add_run(" of ")
            _field(paragraph, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    """A number that Word works out itself."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    paragraph._p.remove(run._r)
    field.append(run._r)
    paragraph._p.append(field)


def _footnotes(file: WordFile) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    # What it holds is written later.
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, b"<empty/>", file.part.package)
    file.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _picture(file: WordFile, figure: Figure, number: int) -> Picture:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    from explorer.figures.converting import png_of, size_of

    width, height = size_of(figure.svg)
    png, _ = file.part.get_or_add_image(io.BytesIO(png_of(figure.svg, min(PICTURE_WIDTH, round(2 * width)))))
    drawing = Part(
        PackURI(f"/word/media/drawing{number}.svg"), SVG_TYPE, figure.svg.encode("utf-8"), file.part.package
    )
    return Picture(png, file.part.relate_to(drawing, RELATIONSHIP_TYPE.IMAGE), width, height)
