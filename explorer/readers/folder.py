"""A case as a folder of CSV files and ``case.toml``."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

from explorer.errors import CaseError, Problem
from explorer.rows import COLUMNS, COMPANIONS, MAX_CELL, SETTINGS, RawCase, RawTable

NAME = "case folder"
SUFFIXES = ("",)
MAX_FILE = 512 * 1024 * 1024
NEEDED = ("parties", "contacts")
BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(path: Path, encoding: str) -> RawCase:
    """The tables of a case folder. Cost: linear; the files are held in memory once as text and once as rows."""
    raw = RawCase(path.resolve().name)
    problems: list[Problem] = []
    for entry in sorted(path.iterdir()):
        if entry.stem in COLUMNS and entry.suffix == ".csv" and entry.is_file():
            table = _table(entry, encoding, problems)
            if table is not None:
                raw.tables[entry.stem] = table
        elif entry.name == SETTINGS and entry.is_file():
            raw.settings = _text(entry, encoding, problems) or ""
        elif entry.name in COMPANIONS:
            continue
        elif not entry.name.startswith((".", "~")) and entry.suffix.casefold() not in (".md", ".txt"):
            raw.ignored.append(entry.name)
    found = {entry.stem for entry in path.glob("*.csv")}
    for name in NEEDED:
        if name not in found:
            fix = (
                f"A case folder holds at least {NEEDED[0]}.csv and {NEEDED[1]}.csv; `explorer new` makes one."
            )
            problems.append(Problem(path.name, 0, "", "", f"the folder has no {name}.csv.", fix))
    if problems:
        raise CaseError(problems)
    return raw


def _text(path: Path, encoding: str, problems: list[Problem]) -> str | None:
    """The text of one file, or ``None`` and a problem."""
    if path.stat().st_size > MAX_FILE:
        expected = f"the file is larger than {MAX_FILE // 2**20} MiB."
        problems.append(Problem(path.name, 0, "", "", expected, "Split the case."))
        return None
    return decoded(path.name, path.read_bytes(), encoding, problems)


def decoded(file: str, data: bytes, encoding: str, problems: list[Problem]) -> str | None:
    """The bytes of a file as text, or ``None`` and a problem."""

    def refuse(expected: str, fix: str) -> None:
        problems.append(Problem(file, 0, "", "", expected, fix))

    plain = encoding.casefold().replace("_", "-") in ("utf-8", "utf8", "utf-8-sig")
    if plain:
        for bom, name in BOMS:
            if data.startswith(bom):
                refuse(
                    f"the file is {name.upper()}, not UTF-8.",
                    f"Run with --encoding {name}, or save as UTF-8.",
                )
                return None
        if b"\0" in data[:4096]:
            refuse(
                "the file holds zero bytes: it is no UTF-8 text.",
                "Save it as CSV UTF-8, or try --encoding utf-16.",
            )
            return None
    try:
        return data.decode("utf-8-sig" if plain else encoding)
    except LookupError:
        refuse(f'"{encoding}" is no encoding.', "Use --encoding cp1252, utf-16 or utf-8.")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        refuse(*_mixed(data, line, encoding))
    except UnicodeError:
        refuse(f"the file is not {encoding}.", "Save it as CSV UTF-8.")
    return None


def _mixed(data: bytes, line: int, encoding: str) -> tuple[str, str]:
    """What to say of bytes that do not decode: another encoding throughout, or two in one file?"""
    if encoding.casefold().startswith("utf-8"):
        lines = [part for part in data.split(b"\n") if any(byte > 127 for byte in part)]
        good = sum(1 for part in lines if _decodes(part))
        if good:
            said = f"line {line} is not UTF-8, though other lines are: the file mixes encodings."
            return said, "Open it in a text editor, retype the characters on that line, and save as UTF-8."
        return f"line {line} is not UTF-8.", "Run with --encoding cp1252, or save it as CSV UTF-8."
    return f"line {line} is not {encoding}.", "Leave --encoding out, or name another."


def _decodes(part: bytes) -> bool:
    try:
        part.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _table(path: Path, encoding: str, problems: list[Problem]) -> RawTable | None:
    text = _text(path, encoding, problems)
    return None if text is None else table_in(path.name, text, problems)


def table_in(file: str, text: str, problems: list[Problem]) -> RawTable | None:
    """The table that the text of a file such as ``contacts.csv`` holds, or ``None`` and a problem."""
    name = file.removesuffix(".csv")
    columns = ",".join(COLUMNS[name])

    def refuse(row: int, expected: str, fix: str) -> None:
        problems.append(Problem(file, row, "", "", expected, fix))

    if not text.strip():
        refuse(0, "the file is empty.", f"Its first row must be: {columns}")
        return None
    if text.startswith("PK\x03\x04"):
        refuse(0, "this is a workbook, not CSV.", "Rename it to .xlsx, or save it as CSV UTF-8.")
        return None
    limit = csv.field_size_limit(MAX_CELL * 4)
    rows: list[list[str]] = []
    numbers: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for number, row in enumerate(reader, start=1):
            rows.append(row)
            numbers.append(number)
    except csv.Error as error:
        refuse(
            len(rows) + 1, f"the row cannot be read as CSV ({error}).", "Look for a quotation mark left open."
        )
        return None
    finally:
        csv.field_size_limit(limit)
    header = rows[0]
    if len(header) == 1 and len(COLUMNS[name]) > 2:
        for mark, said in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
            if mark in header[0]:
                refuse(1, f"the cells are separated by {said}.", 'Save it as "CSV UTF-8 (comma delimited)".')
                return None
    return RawTable(file, tuple(header), rows[1:], numbers[1:])
