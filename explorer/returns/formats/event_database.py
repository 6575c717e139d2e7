"""Event logs as an SQLite file (OCEL 2.0): read only, tables only; no view, trigger or function of the file is run."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

from explorer.returns.event_rows import LogEvent, LogObject, objects_log
from explorer.returns.grids import MAX_COLUMNS, MAX_ROWS, Document, Reading
from explorer.returns.limits import refuse

NAME = "event log (SQLite)"
SUFFIXES = (".sqlite",)
MAX_TYPES = 1_000
MAX_TEXT = 10 * 2**20
"""Bytes of one cell or statement."""
MAX_STEPS = 200_000_000
"""Steps of the database's machine for one file: a log of the largest size takes a tenth of them."""
NEEDED = ("event", "event_map_type", "event_object")


def damage() -> tuple[type[BaseException], ...]:
    """What the database raises over a damaged file."""
    return (sqlite3.Error, OverflowError)


def read(path: Path, document: Document, reading: Reading) -> None:
    """The events in the order of the table ``event``."""
    with path.open("rb") as stream:
        if stream.read(15) != b"SQLite format 3":
            raise refuse(path, "this is no SQLite file, whatever its name says.", "Export it again.")
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    database = sqlite3.connect(address, uri=True)
    try:
        _guard(database)
        _take(path, database, document)
    finally:
        database.close()


def _take(path: Path, database: sqlite3.Connection, document: Document) -> None:
    """The log that the tables of a database hold, into the document."""
    tables = _tables(path, database)
    attributes = _by_type(path, database, tables, "event")
    events = {
        str(key): LogEvent(str(key), str(kind), *_event_values(attributes.get(str(key), [])))
        for key, kind in _rows(path, database, 'SELECT ocel_id, ocel_type FROM "event"')
    }
    for event, thing, qualifier in _rows(
        path, database, 'SELECT ocel_event_id, ocel_object_id, ocel_qualifier FROM "event_object"'
    ):
        if str(event) in events:
            events[str(event)].objects.append((str(thing), _text(qualifier)))
    objects = _objects(path, database, tables)
    if not events:
        raise refuse(path, "the log holds no event.", "Export it again.")
    objects_log(document, events.values(), objects)


def _guard(database: sqlite3.Connection) -> None:
    """A database from outside: nothing its schema defines may do anything, and nothing goes on for ever."""
    database.text_factory = lambda data: data.decode("utf-8", "replace")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_TEXT)
    for pragma in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON", "mmap_size = 0"):
        database.execute(f"PRAGMA {pragma}")
    left = [MAX_STEPS // 100_000]

    def tick() -> int:
        left[0] -= 1
        return left[0] < 0

    database.set_progress_handler(tick, 100_000)


def _tables(path: Path, database: sqlite3.Connection) -> dict[str, list[str]]:
    """The plain tables of the file with their columns. A view, or a virtual table, is none."""
    names = [
        str(name)
        for name, sql in database.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' LIMIT 5000"
        )
        if not str(sql or "").lstrip().casefold().startswith("create virtual")
    ]
    found = {
        name: [str(row[1]) for row in database.execute(f"PRAGMA table_info({_quoted(name)})")]
        for name in names
    }
    missing = [name for name in NEEDED if name not in found]
    if missing:
        raise refuse(
            path, f"this is no event log: the table {missing[0]} is missing.", "Export it as OCEL 2.0."
        )
    return found


def _quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def _rows(path: Path, database: sqlite3.Connection, query: str) -> list[tuple[object, ...]]:
    found = database.execute(query).fetchmany(MAX_ROWS * 10 + 1)
    if len(found) > MAX_ROWS * 10:
        raise refuse(path, f"the log has more than {MAX_ROWS * 10:,} rows in a table.", "Split it.")
    return found


def _by_type(
    path: Path, database: sqlite3.Connection, tables: dict[str, list[str]], what: str
) -> dict[str, list[dict[str, str]]]:
    """The rows of the tables ``event_...`` or ``object_...``, a table a type, by ``ocel_id``."""
    found: dict[str, list[dict[str, str]]] = {}
    query = f"SELECT DISTINCT ocel_type_map FROM {_quoted(f'{what}_map_type')} LIMIT {MAX_TYPES}"
    for (kind,) in database.execute(query).fetchall():
        table = f"{what}_{_text(kind)}"
        columns = tables.get(table, [])[:MAX_COLUMNS]
        if "ocel_id" not in columns:
            continue
        named = ", ".join(map(_quoted, columns))
        for row in _rows(path, database, f"SELECT {named} FROM {_quoted(table)}"):
            record = dict(zip(columns, map(_text, row), strict=True))
            found.setdefault(record["ocel_id"], []).append(record)
    return found


def _event_values(records: list[dict[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    """(time, attributes) of an event."""
    time = next((record["ocel_time"] for record in records if record.get("ocel_time")), "")
    return time, [
        (name, value)
        for record in records
        for name, value in record.items()
        if value and name not in ("ocel_id", "ocel_time")
    ]


def _objects(path: Path, database: sqlite3.Connection, tables: dict[str, list[str]]) -> dict[str, LogObject]:
    if "object" not in tables:
        return {}
    found = {
        str(key): LogObject(str(key), _text(kind))
        for key, kind in _rows(path, database, 'SELECT ocel_id, ocel_type FROM "object"')
    }
    if "object_map_type" in tables:
        for key, records in _by_type(path, database, tables, "object").items():
            for record in records if key in found else ():
                found[key].attributes += [
                    (name, record.get("ocel_time", ""), value)
                    for name, value in record.items()
                    if value and name not in ("ocel_id", "ocel_time", "ocel_changed_field")
                ]
    if "object_object" in tables:
        query = 'SELECT ocel_source_id, ocel_target_id, ocel_qualifier FROM "object_object"'
        for source, target, qualifier in _rows(path, database, query):
            if str(source) in found:
                found[str(source)].related.append((str(target), _text(qualifier)))
    return found
