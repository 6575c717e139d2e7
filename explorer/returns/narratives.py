"""A narrative as numbered paragraphs: plain text, Markdown, HTML, Word, PDF."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from explorer.characters import printable
from explorer.returns.limits import ReturnError, check_size, checked_archive, refuse

SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
MAX_CHARACTERS = 5_000_000
MAX_PAGES = 2_000
_BLOCKS = {
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "div",
    "blockquote",
    "td",
    "th",
    "br",
    "section",
    "article",
    "figcaption",
    "dd",
    "dt",
    "title",
}
_UNREAD = {"script", "style", "noscript", "template", "head"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``place`` is its locator: ``para 12``, counted over lines that are not blank; or ``page 3, para 2``."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Narrative:
    """A document's paragraphs and hash."""

    file: str
    sha256: str
    paragraphs: tuple[Paragraph, ...]


def read_narrative(path: Path) -> Narrative:
    """The paragraphs of a document, with U+FFFD for what no case can keep. Raises :class:`ReturnError` where it cannot
    be read.

    Scripts are not run and nothing that a document links to is fetched.
    """
    check_size(path)
    suffix = path.suffix.casefold()
    if suffix not in SUFFIXES:
        raise refuse(path, "this is no format of a narrative.", f"Save it as one of: {', '.join(SUFFIXES)}.")
    if suffix == ".docx":
        found = _numbered(_word(path))
    elif suffix == ".pdf":
        found = _pdf(path)
    else:
        text = _text(path)
        found = _numbered(_html(text) if suffix.startswith(".htm") else text.splitlines())
    if sum(len(paragraph.text) for paragraph in found) > MAX_CHARACTERS:
        raise refuse(path, f"the document holds more than {MAX_CHARACTERS:,} characters.", "Split it.")
    kept = tuple(Paragraph(paragraph.place, printable(paragraph.text)) for paragraph in found)
    return Narrative(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), kept)


def _numbered(lines: list[str]) -> list[Paragraph]:
    kept = [" ".join(line.split()) for line in lines if line.strip()]
    return [Paragraph(f"para {number}", text) for number, text in enumerate(kept, start=1)]


def _text(path: Path) -> str:
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


class _Blocks(HTMLParser):
    """The text of an HTML page, a line a block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[list[str]] = [[]]
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unread += tag in _UNREAD
        if tag in _BLOCKS:
            self.lines.append([])

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in _UNREAD and self.unread > 0
        if tag in _BLOCKS:
            self.lines.append([])

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.lines[-1].append(data)


def _html(text: str) -> list[str]:
    parser = _Blocks()
    parser.feed(text)
    parser.close()
    return ["".join(parts) for parts in parser.lines]


def _word(path: Path) -> list[str]:
    from xml.etree.ElementTree import ParseError

    from defusedxml.ElementTree import parse

    from explorer.returns.formats.word import blocks, text_of

    with (
        checked_archive(path, "word/document.xml", "Word document", is_held=True) as archive,
        archive.open("word/document.xml") as stream,
    ):
        try:
            root = parse(stream, forbid_dtd=True).getroot()
            return [line for block in blocks(root) for line in text_of(block).split("\n")]
        except (ParseError, RecursionError, EOFError, OSError) as error:
            raise refuse(path, "the document is damaged.", "Save it anew.") from error


def _pdf(path: Path) -> list[Paragraph]:
    """By page; a paragraph ends at a blank line, or at a full stop that ends a line short of the others."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            raise refuse(path, "the PDF is protected by a password.", "Take the password off.")
        if len(reader.pages) > MAX_PAGES:
            raise refuse(path, f"the PDF has more than {MAX_PAGES:,} pages.", "Split it.")
        found = _of_pages(page.extract_text() for page in reader.pages)
    except ReturnError:
        raise
    except (
        PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        OSError,
        NotImplementedError,
        AssertionError,
        OverflowError,
        MemoryError,
    ) as error:
        raise refuse(
            path, "this is no PDF that can be read.", "Print it to PDF anew, or save its text."
        ) from error
    if not found:
        raise refuse(path, "the PDF holds no text: it is a scan.", "Have its text recognised first.")
    return found


def _of_pages(texts: Iterable[str]) -> list[Paragraph]:
    """The paragraphs of the texts of pages."""
    return [
        Paragraph(f"page {number}, para {at}", text)
        for number, page in enumerate(texts, start=1)
        for at, text in enumerate(_joined_lines(page), start=1)
    ]


def _joined_lines(text: str) -> list[str]:
    lines = [line.rstrip() for line in text.splitlines()]
    longest = max(map(len, lines), default=0)
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line.strip())
        if not line.strip() or (line.endswith((".", ":", "”", '"')) and len(line) < longest * 0.75):
            blocks.append([])
    return [re.sub(r"(?<=\w)- (?=[a-z])", "", " ".join(block)) for block in blocks if block]


_ABBREVIATED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|para|paras|p|pp|approx|c|e\.g|i\.e|etc|vs|Det|Insp|Supt|Sgt|Cllr|Rev)\.$",
    re.I,
)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph. A full stop after an abbreviation or an initial ends none."""
    found: list[str] = []
    begin = 0
    for match in re.finditer(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])", text):
        part = text[begin : match.end()].strip()
        bare = part.rstrip('"”’)')
        if _ABBREVIATED.search(bare) or re.search(r"(?:^|\s)[A-Z]\.$", bare):
            continue
        found.append(part)
        begin = match.end()
    return [*found, text[begin:].strip()] if text[begin:].strip() else found
