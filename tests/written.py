"""What stands in a written file, as text, whatever its format: by readers that are not ours."""

from __future__ import annotations

import csv
import html as entities
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree as ET


def strings(found: Any) -> Iterator[str]:
    """Every text of a JSON value, names of members too."""
    if isinstance(found, dict):
        for name, value in found.items():
            yield name
            yield from strings(value)
    elif isinstance(found, list):
        for value in found:
            yield from strings(value)
    else:
        yield str(found)


def _json(content: bytes) -> str:
    return "\n".join(strings(json.loads(content)))


def _json_lines(content: bytes) -> str:
    return "\n".join(text for line in content.decode().splitlines() for text in strings(json.loads(line)))


def _timeline(content: bytes) -> str:
    return entities.unescape(_json(content))


def _csv(content: bytes) -> str:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return "\n".join(cell for row in rows for cell in row)


def _xml(content: bytes) -> str:
    elements = list(ET.fromstring(content).iter())
    return "\n".join(
        text
        for element in elements
        for text in (element.text or "", element.tail or "", *element.attrib.values())
    )


def _html(content: bytes) -> str:
    from lxml import html

    page = html.fromstring(content.decode("utf-8"))
    return "\n".join([page.text_content(), *page.xpath("//@content | //@aria-label")])


def _md(content: bytes) -> str:
    from lxml import html
    from markdown_it import MarkdownIt

    head, body = content.decode("utf-8").removeprefix("---\n").split("---\n", 1)
    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(body)
    fields = [json.loads(line.split(": ", 1)[1]) for line in head.splitlines()]
    return "\n".join(
        [*fields, html.fromstring(page.replace("<br>", "\n").replace("<br />", "\n")).text_content()]
    )


def _docx(content: bytes) -> str:
    import docx

    file = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    about = file.core_properties
    ends = [
        part.text for end in (file.sections[0].header, file.sections[0].footer) for part in end.paragraphs
    ]
    return "\n".join(
        [about.category, about.keywords, about.title, *ends, *(p.text for p in file.paragraphs), *cells]
    )


def _xlsx(content: bytes) -> str:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content))
    # What XML has no place for is escaped as Excel does (ECMA-376, ST_Xstring); openpyxl leaves that as it is.
    cells = [
        re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), str(cell.value))
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
    ]
    pages = [sheet.oddFooter.center.text or "" for sheet in book]
    return "\n".join([book.properties.category or "", *pages, *cells])


def _pdf(content: bytes) -> str:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    about = [str(value) for value in (reader.metadata or {}).values()]
    return "\n".join([*about, *(page.extract_text() for page in reader.pages)])


def _png(content: bytes) -> str:
    assert content.startswith(b"\x89PNG")
    return content.decode("utf-8", "ignore")  # its texts are iTXt chunks, not compressed


def _mermaid(content: bytes) -> str:
    return re.sub(r"#(\d+);", lambda found: chr(int(found.group(1))), content.decode("utf-8"))


def _text(content: bytes) -> str:
    return content.decode("utf-8")


READERS: dict[str, Callable[[bytes], str]] = {
    "csv": _csv, "docx": _docx, "followthemoney": _json_lines, "gexf": _xml, "graphml": _xml, "html": _html,
    "json": _json, "md": _md, "mermaid": _mermaid, "node-link": _json, "pdf": _pdf, "png": _png, "svg": _xml,
    "text": _text, "timelinejs": _timeline, "xes": _xml, "xlsx": _xlsx,
}  # fmt: skip


def said_in(name: str, content: bytes) -> str:
    """All that stands in a file of the format called ``name``; of one that is not known here, its bytes as text, or
    those of its members."""
    if name in READERS:
        return READERS[name](content)
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(archive.read(member).decode("utf-8", "replace") for member in archive.namelist())
    return content.decode("utf-8")


def squeezed(text: str) -> str:
    """The text without white space and the marks that turn its direction: a page breaks lines where it likes."""
    return re.sub("[\\s\u200b-\u200f\u202a-\u202e\u2060-\u2069]+", "", text)
