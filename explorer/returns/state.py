"""What a case remembers of its returns: each imported row as it came, and what was left out. Beside the case's own
tables, as CSV that git can diff.

``imported.csv`` is the base of every three-way comparison: what a person changed by hand since is never overwritten.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from explorer.errors import ExplorerError
from explorer.returns.accounts_typed import Taken
from explorer.returns.grids import LeftOut
from explorer.returns.lines import Line

IMPORTED, LEFT_OUT = "imported.csv", "left-out.csv"
CURRENT, WITHDRAWN = "", "withdrawn"
MAX_FIELD = 10 * 2**20


class StateError(ExplorerError):
    """``imported.csv`` or ``decisions.csv`` cannot be read."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One row of a return as it came. ``fingerprint`` is of its cells; ``taken`` what was made of it, as JSON."""

    source: str
    own_id: str
    state: str
    file: str
    place: str
    row: str
    sha256: str
    fingerprint: str
    taken: str

    def rows(self) -> Taken:
        """What was made of it."""
        found = json.loads(self.taken)
        return Taken(self.own_id, found["contacts"], found["outcomes"], found["notes"])


def imported_of(source: str, line: Line, taken: Taken, sha256: str) -> Imported:
    """The record of a row taken in."""
    made = {"contacts": taken.contacts, "outcomes": taken.outcomes, "notes": taken.notes}
    text = json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Imported(
        source, taken.own_id, CURRENT, line.file, line.place, str(line.row), sha256, fingerprint(line), text
    )


def fingerprint(line: Line) -> str:
    """A hash of what a row says, wherever in the file it stands."""
    said = [sorted(line.cells.items()), line.notes, sorted(line.extra.items())]
    return hashlib.sha256(
        json.dumps(said, ensure_ascii=False).encode("utf-8", "backslashreplace")
    ).hexdigest()[:16]


def read_imported(case: Path) -> list[Imported]:
    """The rows of ``imported.csv``; none where there is no such file."""
    found = []
    for row in read_rows(case / IMPORTED, tuple(item.name for item in fields(Imported))):
        item = Imported(**row)
        try:
            item.rows()
        except (ValueError, KeyError, TypeError) as error:
            raise StateError(f"{IMPORTED}: the row of {item.own_id} is damaged. Restore the file.") from error
        found.append(item)
    return found


def read_left_out(case: Path) -> list[tuple[str, LeftOut]]:
    """(source, piece) of ``left-out.csv``."""
    columns = ("source", *(item.name for item in fields(LeftOut)))
    found = []
    for row in read_rows(case / LEFT_OUT, columns):
        number = int(row["row"]) if row["row"].isdigit() else 0
        found.append(
            (
                row["source"],
                LeftOut(row["file"], row["place"], number, row["column"], row["text"], row["why"]),
            )
        )
    return found


def read_rows(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a small CSV file of ours, each with these columns; none where there is no such file."""
    if not path.is_file():
        return []
    limit = csv.field_size_limit(MAX_FIELD)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        missing = [column for column in columns if column not in (reader.fieldnames or ())]
        if missing:
            raise StateError(
                f"{path.name}: the column {missing[0]} is missing. Its columns: {', '.join(columns)}."
            )
        return [{column: row.get(column) or "" for column in columns} for row in reader]
    except (UnicodeError, csv.Error, OSError) as error:
        raise StateError(f"{path.name} cannot be read: {error}. Restore the file.") from error
    finally:
        csv.field_size_limit(limit)


def csv_text(columns: tuple[str, ...], rows: list[dict[str, Any]]) -> bytes:
    """Rows as CSV bytes: UTF-8, LF."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8", "backslashreplace")


def state_files(imported: list[Imported], left_out: list[tuple[str, LeftOut]]) -> dict[str, bytes]:
    """Both files, in a fixed order."""
    rows = sorted(
        ({name: getattr(item, name) for name in Imported.__slots__} for item in imported),
        key=lambda row: (row["source"], row["state"], natural(row["own_id"])),
    )
    left_out = sorted(left_out, key=lambda item: (item[0], item[1].file))
    pieces = [{"source": source, **asdict(piece)} for source, piece in left_out]
    pieces = [dict(piece) for piece in dict.fromkeys(tuple(piece.items()) for piece in pieces)]
    return {
        IMPORTED: csv_text(tuple(item.name for item in fields(Imported)), rows),
        LEFT_OUT: csv_text(("source", *(item.name for item in fields(LeftOut))), pieces),
    }


def natural(text: str) -> tuple[Any, ...]:
    """Sorts ``a-2`` before ``a-10``."""
    import re

    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.split(r"(\d+)", text) if part
    )
