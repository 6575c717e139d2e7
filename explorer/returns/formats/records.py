"""Our own JSON: what ``explorer export`` and the tables write, any list of flat records, and OCEL as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from explorer.returns.event_rows import LogEvent, LogObject, objects_log
from explorer.returns.grids import Document, Grid, Reading
from explorer.returns.limits import refuse

NAME = "JSON file"
SUFFIXES = (".json", ".jsonocel")
LIST_JOIN = "; "


def read(path: Path, document: Document, reading: Reading) -> None:
    """Each list of records as a grid with its keys as the heading; row 1 is the heading, so record 1 is row 2."""
    try:
        found = json.loads(path.read_bytes().decode(reading.encoding or "utf-8-sig"))
    except (UnicodeError, LookupError, ValueError, RecursionError) as error:
        raise refuse(path, "this is not JSON that can be read.", "Export it again.") from error
    if _is_event_log(found):
        _event_log(path, document, found)
        return
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


# ---- OCEL


def _is_event_log(found: Any) -> bool:
    """OCEL 2.0 has ``events`` and ``objects`` with ``eventTypes`` or ``objectTypes``; OCEL 1.0 ``ocel:events``."""
    if not isinstance(found, dict):
        return False
    is_second = isinstance(found.get("events"), list) and bool({"eventTypes", "objectTypes"} & found.keys())
    return is_second or isinstance(found.get("ocel:events"), dict)


def _event_log(path: Path, document: Document, found: dict[str, Any]) -> None:
    if "ocel:events" in found:
        events, objects = _first(found)
    else:
        events, objects = _second(found)
    if not events:
        raise refuse(path, "the log holds no event.", "Export it again.")
    objects_log(document, events, objects)


def _second(found: dict[str, Any]) -> tuple[list[LogEvent], dict[str, LogObject]]:
    """Events and objects of OCEL 2.0."""
    events = [
        LogEvent(
            _text(item.get("id")),
            _text(item.get("type")),
            _text(item.get("time")),
            [(_text(part.get("name")), _text(part.get("value"))) for part in _dicts(item, "attributes")],
            _related(item),
        )
        for item in _dicts(found, "events")
    ]
    objects = [
        LogObject(
            _text(item.get("id")),
            _text(item.get("type")),
            [
                (_text(part.get("name")), _text(part.get("time")), _text(part.get("value")))
                for part in _dicts(item, "attributes")
            ],
            _related(item),
        )
        for item in _dicts(found, "objects")
    ]
    return events, {item.id: item for item in objects}


def _first(found: dict[str, Any]) -> tuple[list[LogEvent], dict[str, LogObject]]:
    """Events and objects of OCEL 1.0."""
    events = [
        LogEvent(
            str(key),
            _text(item.get("ocel:activity")),
            _text(item.get("ocel:timestamp")),
            [(str(name), _text(value)) for name, value in _pairs(item, "ocel:vmap")],
            [(_text(part), "") for part in _list(item, "ocel:omap")],
        )
        for key, item in _pairs(found, "ocel:events")
        if isinstance(item, dict)
    ]
    objects = {
        str(key): LogObject(
            str(key),
            _text(item.get("ocel:type")),
            [(str(name), "", _text(value)) for name, value in _pairs(item, "ocel:ovmap")],
        )
        for key, item in _pairs(found, "ocel:objects")
        if isinstance(item, dict)
    }
    return events, objects


def _dicts(item: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = item.get(key)
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _list(item: dict[str, Any], key: str) -> list[Any]:
    value = item.get(key)
    return value if isinstance(value, list) else []


def _pairs(item: dict[str, Any], key: str) -> list[tuple[Any, Any]]:
    value = item.get(key)
    return list(value.items()) if isinstance(value, dict) else []


def _related(item: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (_text(part.get("objectId")), _text(part.get("qualifier"))) for part in _dicts(item, "relationships")
    ]
