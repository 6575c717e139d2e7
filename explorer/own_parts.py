"""What the explorer itself puts into outputs, byte for byte: left out when they are searched for what was redacted."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache


@cache
def own_parts() -> frozenset[str]:
    """SHA-256 of each script and style that every page and every document carries."""
    from explorer.exports.html import TEMPLATE
    from explorer.page.assets import own_parts as of_pages
    from explorer.page.assets import written_in

    texts = [*of_pages(), *written_in(TEMPLATE.read_text("utf-8"))]
    return _hashes(text.encode() for text in texts)


@cache
def blank_parts() -> frozenset[str]:
    """SHA-256 of each part of a Word document and of workbooks that hold nothing, and of what every page of a cohort
    carries. Cost: half a second, the first time."""
    from explorer.cohort.page import own_parts as of_cohorts
    from explorer.exports import docx, xlsx
    from explorer.tables import Table

    nothing = Table("nothing", "", (), ())
    files = (docx.table_bytes(nothing), xlsx.table_bytes(nothing), _blank_workbook())
    parts = (part for file in files for part in _parts_of(file))
    return _hashes((*parts, *(text.encode() for text in of_cohorts())))


def _blank_workbook() -> bytes:
    import openpyxl

    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    return stream.getvalue()


def _parts_of(archive: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        for name in opened.namelist():
            yield opened.read(name)


def _hashes(parts: Iterable[bytes]) -> frozenset[str]:
    return frozenset(hashlib.sha256(part).hexdigest() for part in parts)
