"""Fuzz targets of files that are packed: what is in an archive goes to its reader as it stands, for the archive itself
is opened by ``zipfile``, and packing each input would take nine tenths of the time. Old workbooks, databases and PDF
are real small files with bytes changed.
"""

from __future__ import annotations

import contextlib
import io
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

XLS = Path(__file__).parent.parent / "data" / "police-return.xls"
WORD_SPACE = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
EDIT = 4
"""Bytes of one change of a real file: where (two), what is done, with which byte."""


class Parts:
    """The parts of an archive, as their readers ask for them."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts

    def __enter__(self) -> Parts:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def namelist(self) -> list[str]:
        return list(self.parts)

    def open(self, name: str) -> io.BytesIO:
        return io.BytesIO(self.parts[name])

    def read(self, name: str) -> bytes:
        return self.parts[name]


@contextlib.contextmanager
def opened(module: ModuleType, parts: Parts) -> Iterator[None]:
    """The module opens these parts, whatever file it is given."""
    before = module.checked_archive  # type: ignore[attr-defined]
    module.checked_archive = lambda *_, **__: parts  # type: ignore[attr-defined]
    try:
        yield
    finally:
        module.checked_archive = before  # type: ignore[attr-defined]


def damage_is_said(reader: Any, call: Callable[[], object]) -> None:
    """What a reader may raise over a damaged file: ``read_return`` turns all of it into one error."""
    from explorer.errors import ExplorerError
    from explorer.returns.formats import _damage

    with contextlib.suppress(ExplorerError, *_damage(reader)):
        call()


def xml_is_read(call: Callable[[], object]) -> None:
    """Nothing but XML that is none may be raised over a part of an archive: what comes after is ours."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException

    from explorer.errors import ExplorerError

    with contextlib.suppress(ExplorerError, ParseError, DefusedXmlException):
        call()


def word(data: bytes) -> None:
    """The body of a Word file."""
    from explorer.returns.formats import word as reader
    from explorer.returns.grids import Document, Reading

    body = b"<w:document " + WORD_SPACE + b"><w:body>" + data + b"</w:body></w:document>"
    with opened(reader, Parts({"word/document.xml": body})):
        xml_is_read(lambda: reader.read(Path("x.docx"), Document("x.docx"), Reading()))


def told_in_word(data: bytes) -> None:
    """The same body as a narrative."""
    from explorer.errors import ExplorerError
    from explorer.returns import narratives

    body = b"<w:document " + WORD_SPACE + b"><w:body>" + data + b"</w:body></w:document>"
    with opened(narratives, Parts({"word/document.xml": body})), contextlib.suppress(ExplorerError):
        narratives._word(Path("x.docx"))


def spreadsheet(data: bytes) -> None:
    """The sheets of an OpenDocument file."""
    from explorer.returns.formats import open_document as reader
    from explorer.returns.grids import Document, Reading

    name = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(
        f'xmlns:{short}="{name}:{short}:1.0"' for short in ("office", "table", "text", "style", "number")
    )
    head = f"<office:document-content {spaces}><office:body><office:spreadsheet>".encode()
    tail = b"</office:spreadsheet></office:body></office:document-content>"
    with opened(reader, Parts({"content.xml": head + data + tail})):
        xml_is_read(lambda: reader.read(Path("x.ods"), Document("x.ods"), Reading()))


@cache
def _book() -> tuple[Any, Any, Any]:
    """The sheet of a workbook with a date, how its cells are shown, and its other parts."""
    import datetime

    from openpyxl import Workbook

    from explorer.returns.formats.workbook import Values
    from explorer.returns.sheets import book_of

    stream, book = io.BytesIO(), Workbook()
    book.active.append(["Date", datetime.datetime(2019, 12, 5)])
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        found = book_of(archive)
    return found.sheets[0], Values(found), found


def sheet(data: bytes) -> None:
    """The rows of an Excel sheet."""
    from explorer.returns.formats import workbook as reader
    from explorer.returns.grids import Document

    found, values, _ = _book()
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts: Any = Parts(
        {found.part: b"<worksheet " + space + b"><sheetData>" + data + b"</sheetData></worksheet>"}
    )
    xml_is_read(lambda: reader._read_sheet(Path("x.xlsx"), Document("x.xlsx"), parts, found, values))


# ---- real files with bytes changed


def changed(real: bytes, edits: bytes) -> bytes:
    """``real`` with a byte set, a few taken out or put in, for each four bytes of ``edits``."""
    made = bytearray(real)
    for at in range(0, len(edits) - EDIT + 1, EDIT):
        place = int.from_bytes(edits[at : at + 2], "little") % len(made)
        act, byte = edits[at + 2], edits[at + 3]
        if act < 200:
            made[place] = byte
        elif act < 228:
            del made[place : place + act - 199]
        else:
            made[place:place] = bytes([byte]) * (act - 227)
        if not made:
            break
    return bytes(made)


def old_workbook(scratch: Path, data: bytes) -> None:
    """An old workbook of Excel."""
    from explorer.returns.formats import old_workbook as reader
    from explorer.returns.grids import Document, Reading

    path = scratch / "x.xls"
    path.write_bytes(changed(_xls(), data))
    damage_is_said(reader, lambda: reader.read(path, Document(path.name), Reading()))


@cache
def _xls() -> bytes:
    return XLS.read_bytes()


def log_database(scratch: Path, data: bytes) -> None:
    """An event log as a database."""
    from explorer.returns.formats import event_database as reader
    from explorer.returns.grids import Document, Reading

    real = _log(scratch)
    path = scratch / "x.sqlite"
    path.write_bytes(changed(real, data))
    damage_is_said(reader, lambda: reader.read(path, Document(path.name), Reading()))


@cache
def _log(scratch: Path) -> bytes:
    path = scratch / "real.sqlite"
    with sqlite3.connect(path) as log:
        log.executescript("""
            PRAGMA page_size = 512;
            CREATE TABLE event (ocel_id TEXT, ocel_type TEXT);
            CREATE TABLE event_map_type (ocel_type TEXT, ocel_type_map TEXT);
            CREATE TABLE event_R (ocel_id TEXT, ocel_time TIMESTAMP, "from" TEXT);
            CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);
            CREATE TABLE object (ocel_id TEXT, ocel_type TEXT);
            CREATE TABLE object_map_type (ocel_type TEXT, ocel_type_map TEXT);
            CREATE TABLE object_A (ocel_id TEXT, ocel_time TIMESTAMP, ocel_changed_field TEXT, name TEXT);
            INSERT INTO event VALUES ('e1', 'R');
            INSERT INTO event_map_type VALUES ('R', 'R');
            INSERT INTO event_R VALUES ('e1', '2019-12-05 10:00:00', 'A school');
            INSERT INTO event_object VALUES ('e1', 'o1', 'to');
            INSERT INTO object VALUES ('o1', 'agency');
            INSERT INTO object_map_type VALUES ('agency', 'A');
            INSERT INTO object_A VALUES ('o1', '1970-01-01', NULL, 'Police');
        """)
    log.close()
    return path.read_bytes()


def told_in_pdf(scratch: Path, data: bytes) -> None:
    """A narrative as PDF."""
    from explorer.errors import ExplorerError
    from explorer.returns.narratives import read_narrative

    path = scratch / "x.pdf"
    path.write_bytes(data)
    with contextlib.suppress(ExplorerError):
        read_narrative(path)
