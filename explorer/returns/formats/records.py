"""Our own JSON: what ``explorer export`` and the tables write, and any list of flat records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from explorer.returns.grids import Document, Grid, Reading
from explorer.returns.limits import refuse

NAME = "JSON file"
SUFFIXES = (".json",)
LIST_JOIN = "; "


def read(path: Path, document: Document, reading: Reading) -> None:
    """Each list of records as a grid with its keys as the heading; row 1 is the heading, so record 1 is row 2."""
    try:
        found = json.loads(path.read_bytes().decode(reading.encoding or "utf-8-sig"))
    except (UnicodeError, LookupError, ValueError, RecursionError) as error:
        raise refuse(path, "this is not JSON that can be read.", "Export it again.") from error
    if isinstance(found, dict) and {"version", "table"} <= found.keys():
        document.facts["slash"] = "stretch"  # our own: EDTF means what it means
    for name, records in _lists(found):
        columns = list(dict.fromkeys(str(key) for record in records for key in record))
        grid = Grid(path.name, f'list "{name}"' if name else "")
        grid.add(1, list(columns))
        for number, record in enumerate(records, start=2):
            grid.add(number, [_text(record.get(column)) for column in columns])
        document.grids.append(grid)
    if not document.grids:
        raise refuse(path, "the file holds no list of records.", "Give the chronology, or a list of objects.")
    if isinstance(found, dict):
        for key, value in found.items():
            if not _is_records(value):
                document.leave(f'"{key}"', _text(value), "not a list of records")


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _lists(found: Any) -> list[tuple[str, list[dict[str, Any]]]]:
    if _is_records(found):
        return [("", found)]
    if isinstance(found, dict):
        if isinstance(found.get("columns"), list) and isinstance(found.get("rows"), list):
            return _table(found["columns"], found["rows"])
        return [(str(name), value) for name, value in found.items() if _is_records(value)]
    return []


def _table(columns: list[Any], rows: list[Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """``{columns: [name or {name}], rows: [[cell]]}``."""
    names = [str(column.get("name", "")) if isinstance(column, dict) else str(column) for column in columns]
    records = [
        row if isinstance(row, dict) else dict(zip(names, row, strict=False))
        for row in rows
        if isinstance(row, dict | list)
    ]
    return [("", records)] if records else []


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict) and set(value) == {"text", "first_day", "last_day"}:
        return str(value["text"])  # a date, as our tables write it
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return LIST_JOIN.join(_text(item) for item in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
