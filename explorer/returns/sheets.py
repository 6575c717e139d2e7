"""The parts of an Excel workbook: its sheets, texts, number formats, fills, comments and drawings.

Our own reading of the XML, by defusedxml, as for Word: openpyxl's quick way leaves out hidden rows, merged cells,
comments and formulas without a result, fails on a workbook with a sheet that is a chart (3.1.5), and takes four times
as long. What a number format means, and how a number is a day, openpyxl says.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

WORKBOOK = "xl/workbook.xml"
BUILT_IN_FILLS = ("none", "gray125", "")


@dataclass(slots=True)
class Sheet:
    """A sheet by name. ``part`` is '' for one that holds no cells (a chart)."""

    name: str
    part: str
    is_hidden: bool


@dataclass(slots=True)
class Book:
    """What all sheets of a workbook share. By index of a cell's style: ``formats`` are number formats, ``fills`` the
    number of a fill that colours (0 = none), ``struck`` whether it is struck out."""

    sheets: list[Sheet] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=lambda: ["General"])
    fills: list[int] = field(default_factory=lambda: [0])
    struck: list[bool] = field(default_factory=lambda: [False])
    is_1904: bool = False


def tag_of(element: Any) -> str:
    """The name of an element without its namespace: transitional and strict files have different ones."""
    return str(element.tag).rpartition("}")[2]


def attribute_of(element: Any, name: str) -> str:
    """An attribute by its name without the namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def parsed(archive: zipfile.ZipFile, part: str) -> Any:
    """The root of one part, or None where there is none."""
    from defusedxml.ElementTree import parse

    if part not in archive.namelist():
        return None
    with archive.open(part) as stream:
        return parse(stream, forbid_dtd=True).getroot()


def related(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """The parts that one refers to: id -> (kind, part). What is outside the file is left out: nothing is followed."""
    folder, _, name = part.rpartition("/")
    root = parsed(archive, f"{folder}/_rels/{name}.rels")
    found = {}
    for item in root if root is not None else ():
        target = str(item.get("Target", ""))
        if item.get("TargetMode") != "External":
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found[str(item.get("Id", ""))] = (str(item.get("Type", "")).rpartition("/")[2], path)
    return found


def book_of(archive: zipfile.ZipFile) -> Book:
    """The workbook without its cells."""
    book = Book()
    root = parsed(archive, WORKBOOK)
    parts = related(archive, WORKBOOK)
    for element in root.iter():
        if tag_of(element) == "workbookPr":
            book.is_1904 = element.get("date1904", "") in ("1", "true")
        elif tag_of(element) == "sheet":
            kind, part = parts.get(attribute_of(element, "id"), ("", ""))
            book.sheets.append(
                Sheet(
                    str(element.get("name", "")),
                    part if kind == "worksheet" else "",
                    element.get("state", "visible") != "visible",
                )
            )
    kinds = dict(parts.values())
    book.texts = list(_texts(archive, kinds.get("sharedStrings", "xl/sharedStrings.xml")))
    _styles(book, parsed(archive, kinds.get("styles", "xl/styles.xml")))
    return book


def _texts(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    """The texts that cells share, one at a time."""
    from defusedxml.ElementTree import iterparse

    if part not in archive.namelist():
        return
    root: Any = None
    with archive.open(part) as stream:
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                root = element if root is None else root
            elif tag_of(element) == "si":
                yield text_of(element)
                root.clear()


def text_of(element: Any) -> str:
    """A text with its runs joined; how it is pronounced (``rPh``) left out."""
    from openpyxl.utils.escape import unescape

    parts: list[str] = []
    for child in element:
        tag = tag_of(child)
        if tag == "t":
            parts.append(child.text or "")
        elif tag == "r":
            parts += [part.text or "" for part in child if tag_of(part) == "t"]
    text = "".join(parts)
    return str(unescape(text)) if "_x" in text else text


def _styles(book: Book, root: Any) -> None:
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    if root is None:
        return
    lists = {tag_of(child): list(child) for child in root}
    own = {str(item.get("numFmtId")): str(item.get("formatCode", "")) for item in lists.get("numFmts", ())}
    fills = [_is_fill(item) for item in lists.get("fills", ())]
    struck = [
        any(tag_of(part) == "strike" and _is_on(part) for part in item) for item in lists.get("fonts", ())
    ]
    styles = lists.get("cellXfs", ())
    book.formats = [
        own.get(number) or BUILTIN_FORMATS.get(int(number) if number.isdigit() else 0, "General")
        for number in (str(item.get("numFmtId", "0")) for item in styles)
    ] or book.formats
    book.fills = [
        number + 1 if number < len(fills) and fills[number] else 0
        for number in (_number(item, "fillId") for item in styles)
    ] or book.fills
    book.struck = [
        number < len(struck) and struck[number] for number in (_number(item, "fontId") for item in styles)
    ] or book.struck


def _number(element: Any, name: str) -> int:
    text = str(element.get(name, "0"))
    return int(text) if text.isdigit() and len(text) < 10 else 0


def _is_on(element: Any) -> bool:
    return element.get("val", "1") not in ("0", "false")


def _is_fill(element: Any) -> bool:
    """Does a fill colour a cell in another colour than white?"""
    for part in element.iter():
        if tag_of(part) == "gradientFill":
            return True
        if tag_of(part) == "patternFill" and part.get("patternType", "none") not in BUILT_IN_FILLS:
            colours = [str(child.get("rgb", "")).upper() for child in part if tag_of(child) == "fgColor"]
            return "FFFFFFFF" not in colours
    return False


def asides(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """(cell or '', text, what it is) of comments, text boxes and pictures of a sheet."""
    kinds = sorted(related(archive, part).values())
    threaded: set[str] = set()
    for target in [part for kind, part in kinds if kind == "threadedComment"]:
        for element in _all(archive, target, "threadedComment"):
            threaded.add(str(element.get("ref", "")))
            text = "".join(str(child.text or "") for child in element if tag_of(child) == "text")
            yield str(element.get("ref", "")), text, "a comment on the cell"
    for kind, target in kinds:
        if kind == "comments":
            for element in _all(archive, target, "comment"):
                cell = str(element.get("ref", ""))
                if cell not in threaded:
                    text = "".join(text_of(child) for child in element if tag_of(child) == "text")
                    yield cell, text, "a comment on the cell"
        elif kind == "drawing":
            for element in _all(archive, target, "txBody"):
                lines = [
                    "".join(str(part.text or "") for part in line.iter() if tag_of(part) == "t")
                    for line in element
                    if tag_of(line) == "p"
                ]
                yield "", "\n".join(filter(None, lines)), "in a text box or shape"
            pictures = sum(1 for _ in _all(archive, target, "pic"))
            if pictures:
                yield "", f"({pictures} picture{'s' if pictures > 1 else ''})", "a picture is not read"


def _all(archive: zipfile.ZipFile, part: str, tag: str) -> Iterator[Any]:
    root = parsed(archive, part)
    for element in root.iter() if root is not None else ():
        if tag_of(element) == tag:
            yield element
