"""A case as one workbook whose sheets are the tables of a case folder, and ``case.toml`` as a sheet of lines."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

from explorer.errors import CaseError, Problem
from explorer.readers import DAMAGE
from explorer.rows import COLUMNS, SETTINGS, RawCase, RawTable

NAME = "workbook"
SUFFIXES = (".xlsx", ".xlsm")
MAX_UNPACKED = 1024 * 1024 * 1024
MAX_RATIO = 200
"""A workbook that unpacks to more than this many times its size (and more than 64 MiB) is no honest one."""
MAX_ROWS = 1_048_576
NEEDED = ("parties", "contacts")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


def read(path: Path, encoding: str) -> RawCase:
    """The tables of a workbook; cells as text. ``encoding`` means nothing here.

    Raises :class:`CaseError` where the file is no workbook, is locked, unpacks to too much, or holds formulas.
    """
    _check_archive(path)
    import zipfile

    import openpyxl  # 0.2 s: only when a workbook is read
    from openpyxl.utils.exceptions import InvalidFileException

    damage = (
        *DAMAGE,
        InvalidFileException,
        zipfile.BadZipFile,
        RuntimeError,
    )  # RuntimeError: an encrypted member
    problems: list[Problem] = []
    raw = RawCase(path.stem)
    with path.open("rb") as stream:  # ours to close: openpyxl leaves it open where a sheet is damaged
        try:
            book = openpyxl.load_workbook(stream, read_only=True, data_only=False, keep_links=False)
            for sheet in book.worksheets:
                _take(raw, path, sheet, problems)
        except damage as error:
            fix = "Open it in Excel and save it anew."
            raise _refused(path, "this is no workbook that can be read, or it is damaged.", fix) from error
    for name in NEEDED:
        if name not in raw.tables:
            fix = "The sheets are named as the files of a case folder: parties, contacts, outcomes, sources, notes."
            problems.append(Problem(path.name, 0, "", "", f'the workbook has no sheet "{name}".', fix))
    if problems:
        raise CaseError(problems)
    return raw


def _take(raw: RawCase, path: Path, sheet: Any, problems: list[Problem]) -> None:
    """One sheet into the raw case."""
    name = str(sheet.title).strip().casefold()
    if name in COLUMNS:
        raw.tables[name] = _table(path, name, sheet, problems)
    elif name == SETTINGS:
        cells = (row[0] for row in sheet.iter_rows(max_col=1, values_only=True))
        raw.settings = "\n".join("" if cell is None else str(cell) for cell in cells)
    else:
        raw.ignored.append(f'{path.name}, sheet "{sheet.title}"')


def _refused(path: Path, expected: str, fix: str) -> CaseError:
    return CaseError([Problem(path.name, 0, "", "", expected, fix)])


def _check_archive(path: Path) -> None:
    """Refuse what is no zip, and what unpacks to far more than it is, before anything is unpacked."""
    import zipfile  # 2 ms, and only a workbook needs it

    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(8)
    if not head:
        raise _refused(path, "the file is empty.", "Give the workbook itself.")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        fix = "Take the password off, or save it as .xlsx."
        raise _refused(path, "this is an old or a password-protected workbook.", fix)
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
            names = {item.filename for item in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        fix = "If it is CSV, give the case's folder; else save it from Excel as .xlsx."
        raise _refused(path, "this is no workbook, whatever its name says.", fix) from error
    if unpacked > MAX_UNPACKED or (unpacked > 64 * 2**20 and unpacked > size * MAX_RATIO):
        raise _refused(
            path, f"the workbook unpacks to {unpacked // 2**20} MiB; that is too much.", "Split it."
        )
    if "xl/workbook.xml" not in names and "[Content_Types].xml" not in names:
        raise _refused(path, "this is a zip file, but no workbook.", "Save it from Excel as .xlsx.")


def _table(path: Path, name: str, sheet: Any, problems: list[Problem]) -> RawTable:
    file = f"{path.name}, sheet {name}"
    rows: list[list[str]] = []
    numbers: list[int] = []
    header: list[str] = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > MAX_ROWS:
            break
        texts = [cell_text(cell) for cell in cells]
        for cell, text in zip(cells, texts, strict=True):
            if getattr(cell, "data_type", "") == "f" and text.startswith("="):
                column = header[cell.column - 1] if cell.column <= len(header) else ""
                fix = "Copy the column and paste it as values."
                problems.append(Problem(file, number, column, text[:60], "the cell holds a formula.", fix))
        if not header:
            if any(texts):
                while texts and not texts[-1].strip():
                    texts.pop()
                header = texts
            continue
        if any(texts):
            width = len(header)
            beyond = any(text.strip() for text in texts[width:])
            rows.append(texts if beyond else (texts + [""] * width)[:width])
            numbers.append(number)
    if not header:
        fix = f"Its first row must be: {', '.join(COLUMNS[name])}"
        problems.append(Problem(file, 0, "", "", "the sheet is empty.", fix))
    return RawTable(file, tuple(header), rows, numbers)


def cell_text(cell: Any) -> str:
    """A cell as the text a person sees. A typed date is exact only where its number format shows a day."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        return date_text(value, str(cell.number_format))
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def date_text(value: datetime.datetime, number_format: str) -> str:
    shown = _LITERAL.sub("", number_format.split(";")[0]).casefold()
    if "d" in shown:
        day = value.strftime("%Y-%m-%d")
        timed = "h" in shown and (value.hour or value.minute)
        return f"{day}T{value.strftime('%H:%M')}" if timed else day
    if "h" in shown and "y" not in shown:
        return value.strftime("%H:%M")
    return f"{value.year:04}-{value.month:02}" if "m" in shown else f"{value.year:04}"
