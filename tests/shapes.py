"""Small files in the shapes that people send, made part by part: Word XML, workbooks, OpenDocument."""

from __future__ import annotations

import zipfile
from pathlib import Path

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
)
TOP, BELOW = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
HEAD = ("Date", "From", "To", "Type", "Event", "Action", "Comments")


def p(text: str) -> str:
    """A paragraph."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str = "", properties: str = "", raw: str = "") -> str:
    """A cell; ``raw`` is its paragraphs as XML."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{raw or p(text)}</w:tc>"


def tr(*cells: str) -> str:
    """A row; cells as text or as XML."""
    return f"<w:tr>{''.join(cell if cell.startswith('<w:tc') else tc(cell) for cell in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """A table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def word(path: Path, *body: str, **parts: str) -> Path:
    """A Word file; ``parts`` are footnotes, comments, hdr, ... as XML inside their root."""
    names = {"hdr": "header2"}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>"
        )
        for name, content in parts.items():
            archive.writestr(
                f"word/{names.get(name, name)}.xml", f"<w:{name} {NAMESPACES}>{content}</w:{name}>"
            )
    return path


def ods(path: Path, body: str, automatic: str = "", common: str = "") -> Path:
    """An OpenDocument spreadsheet: tables, automatic styles, styles of the file."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style", "number", "fo", "draw")
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr("styles.xml", f"<office:document-styles {spaces}>{common}</office:document-styles>")
    return path


def ods_row(*texts: str, row: str = "") -> str:
    """A row of text cells."""
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f"<table:table-row {row}>{cells}</table:table-row>"
