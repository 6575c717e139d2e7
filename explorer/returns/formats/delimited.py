"""CSV and TSV: encoding and delimiter found, said, and overridable."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from explorer.readers.folder import BOMS
from explorer.returns.grids import Document, Grid, Reading
from explorer.returns.limits import refuse
from explorer.rows import MAX_CELL

NAME = "CSV file"
SUFFIXES = (".csv", ".tsv", ".tab")
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
UNDEFINED = b"\x81\x8d\x8f\x90\x9d"
"""Bytes that cp1252 gives no character."""
SAMPLE = 200
_SEP = re.compile(r"\"?sep=([^\r\n\"])\"?[ \t]*(?=\r|\n|$)", re.IGNORECASE)
"""A first line with which Excel is told the delimiter."""


def read(path: Path, document: Document, reading: Reading) -> None:
    """One table, with row numbers as a spreadsheet counts them."""
    text = _text(path, document, reading)
    if "\0" in text:
        raise refuse(path, "the file holds zero bytes: it is no text.", "Save it as CSV UTF-8.")
    named = _SEP.match(text)
    delimiter = reading.delimiter or (named[1] if named else _delimiter(text))
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise refuse(
            path, f'"{delimiter}" is no delimiter.', "Give one character, such as ; with --delimiter."
        )
    document.facts["delimiter"] = delimiter
    grid = Grid(path.name, "")
    limit = csv.field_size_limit(MAX_CELL * 4)
    number = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            if number == 1 and named:
                document.leave("", named[0], "names the delimiter", 1)
            else:
                grid.add(number, row)
    except csv.Error as error:
        fix = "Look for a quotation mark left open."
        raise refuse(path, f"row {number + 1} cannot be read as CSV ({error}).", fix) from error
    finally:
        csv.field_size_limit(limit)
    document.grids.append(grid)


def _text(path: Path, document: Document, reading: Reading) -> str:
    data = path.read_bytes()
    encoding = reading.encoding or _encoding(data)
    document.facts["encoding"] = encoding
    try:
        text = data.decode(encoding)
    except LookupError as error:
        raise refuse(
            path, f'"{encoding}" is no encoding.', "Use --encoding cp1252, utf-16 or utf-8."
        ) from error
    except UnicodeError as error:
        raise refuse(path, f"the file is not {encoding}.", "Name another with --encoding.") from error
    if not reading.encoding and encoding not in ("utf-8", "utf-8-sig"):
        document.remarks.append(f"read as {encoding}, for it is not UTF-8. --encoding says otherwise.")
    return text.removeprefix("\ufeff")


def _encoding(data: bytes) -> str:
    """By its byte order mark; UTF-8 where it decodes; UTF-16 where every other byte is nil; else what Windows writes
    here, cp1252 (or, where that has no such character, an old Macintosh's)."""
    for bom, name in BOMS:
        if data.startswith(bom):
            return name
    if len(data) > 3 and data[:400].count(0) > len(data[:400]) // 4:
        return "utf-16-le" if data[1] == 0 else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "mac-roman" if any(byte in data for byte in UNDEFINED) else "cp1252"
    return "utf-8"


def _delimiter(text: str) -> str:
    """The mark that splits most of the first rows into the same number of cells, more than one."""
    best, most = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        widths: dict[int, int] = {}
        try:
            for at, row in enumerate(
                csv.reader(io.StringIO(text[:500_000], newline=""), delimiter=delimiter)
            ):
                if any(cell.strip() for cell in row):
                    widths[len(row)] = widths.get(len(row), 0) + 1
                if at > SAMPLE:
                    break
        except csv.Error:
            continue
        wide = {width: count for width, count in widths.items() if width > 1}
        if not wide:
            continue
        width = max(wide, key=lambda item: (wide[item], item))
        score = (wide[width] / sum(widths.values()), width)
        if score > most:
            best, most = delimiter, score
    return best
