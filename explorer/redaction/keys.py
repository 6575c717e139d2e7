"""The key of a redaction: what stood in place of what. It says everything that was taken out: it is kept apart,
readable by its owner alone, and is never part of an output.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from explorer.errors import OutputError
from explorer.rows import COLUMNS, RawCase, table_of
from explorer.vocabulary import clip

VERSION = 1
KIND = "explorer key"
MOST_BYTES = 512 * 2**20
ID = re.compile(r"\b(?:[CSNE]\d+|withheld-\d+)\b")
"""A new id in free text."""
COUNTED = re.compile(r"day (-?\d{1,5})([~?%]?)")

Row = dict[str, str]


@dataclass
class Key:
    """``pseudonyms`` are (new id, name) by old party id; ``ids`` the new ids by table and old id; ``rows`` by table
    each row as it was beside what became of it (nothing, where it was held back); ``stubs`` the rows that stand for
    those held back; ``settings`` the text of ``case.toml`` as it was; ``protected`` every string that no output may
    hold, by what it is; ``zero`` the ordinal of day 0 where days are counted from one."""

    profile: str = ""
    pseudonyms: dict[str, tuple[str, str]] = field(default_factory=dict)
    ids: dict[str, dict[str, str]] = field(default_factory=dict)
    rows: dict[str, list[tuple[Row, Row]]] = field(default_factory=dict)
    stubs: dict[str, list[Row]] = field(default_factory=dict)
    name: str = ""
    settings: str = ""
    protected: dict[str, str] = field(default_factory=dict)
    zero: int | None = None

    def json(self) -> str:
        """As text: ``{kind, version, profile, name, pseudonyms, ids, settings, protected, rows, stubs, zero}``."""
        shape = {
            "kind": KIND, "version": VERSION, "profile": self.profile, "name": self.name,
            "pseudonyms": {old: list(new) for old, new in self.pseudonyms.items()}, "ids": self.ids,
            "settings": self.settings, "protected": self.protected,
            "rows": {table: [list(pair) for pair in pairs] for table, pairs in self.rows.items()},
            "stubs": self.stubs, "zero": self.zero,
        }  # fmt: skip
        return json.dumps(shape, ensure_ascii=False, indent=1) + "\n"


def read_key(path: Path) -> Key:
    """The key at ``path``. Raises :class:`OutputError` where it is none."""
    return key_in(path, key_bytes(path))


def key_bytes(path: Path) -> bytes:
    """The bytes of a key. Raises :class:`OutputError` where they cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise OutputError(f"{path} is too large to be a key.")
        return path.read_bytes()
    except OSError as error:
        raise OutputError(f"{path} cannot be read: {error.strerror or error}. Check the name.") from error


def key_in(path: Path, data: bytes) -> Key:
    """The key that the bytes of the file ``path`` hold."""
    try:
        shape = json.loads(data.decode("utf-8-sig"))
        if shape["kind"] == KIND and shape["version"] != VERSION:
            raise OutputError(
                f"{path} is a key of version {clip(str(shape['version']))}; this explorer reads version {VERSION}. "
                "Use the explorer that wrote it."
            )
        return key_from(shape)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise OutputError(f"{path} is no key that `explorer redact` wrote, or it is damaged.") from error


def key_from(shape: Mapping[str, Any]) -> Key:
    """A key from its JSON. A ``ValueError``, ``KeyError`` or ``TypeError`` where it is none."""
    if shape["kind"] != KIND or shape["version"] != VERSION:
        raise ValueError("no key of this version")
    zero = shape.get("zero")
    if zero is not None and (type(zero) is not int or not 0 < zero <= date.max.toordinal()):
        raise ValueError("no day")
    found = Key(
        profile=str(shape["profile"]),
        pseudonyms={str(old): (str(new[0]), str(new[1])) for old, new in shape["pseudonyms"].items()},
        ids={str(table): _texts(ids) for table, ids in shape["ids"].items()},
        rows={
            str(table): [(_texts(before), _texts(after)) for before, after in pairs]
            for table, pairs in shape["rows"].items()
        },
        stubs={str(table): [_texts(row) for row in rows] for table, rows in shape["stubs"].items()},
        name=str(shape["name"]),
        settings=str(shape["settings"]),
        protected=_texts(shape["protected"]),
        zero=zero,
    )
    names = {name for _, name in found.pseudonyms.values()}
    if len(names) < len(found.pseudonyms) or any(
        len(set(new.values())) < len(new) for new in found.ids.values()
    ):
        raise ValueError("two things of one name")
    return found


def _texts(shape: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(value) for name, value in shape.items()}


def restored_rows(raw: RawCase, key: Key) -> RawCase:
    """The rows of a redacted case with what the key holds put back: what they were, where nothing was changed since.

    A row that was changed since keeps its changes: every cell that was not touched is what it was, in the others ids,
    pseudonyms and counted days are put back one by one. What was held back takes the place of its stubs, and the
    settings come back whole.
    """
    tables = {}
    for name, table in raw.tables.items():
        known: dict[frozenset[tuple[str, str]], list[Row]] = {}
        for before, after in key.rows.get(name, ()):
            known.setdefault(_filled(after), []).append(before)
        stubs = {_filled(stub) for stub in key.stubs.get(name, ())}
        rows: list[Row] = list(known.pop(frozenset(), ()))
        changed: list[Row] = []
        for cells in table.rows:
            row = dict(zip(table.columns, cells, strict=True))
            filled = _filled(row)
            if filled not in stubs:
                found = known.pop(filled, [])
                rows += found
                changed += [] if found else [row]
        left = {filled for filled in known if filled}
        rows += [_mended(row, _nearest(row, name, left, key), key) for row in changed]
        extra = sorted({column for row in rows for column in row} - set(COLUMNS[name]))
        tables[name] = table_of(name, list(rows), tuple(extra))
    return RawCase(key.name or raw.name, key.settings, tables)


def _filled(row: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset((column, cell) for column, cell in row.items() if cell)


def _nearest(row: Row, table: str, left: Collection[frozenset[tuple[str, str]]], key: Key) -> tuple[Row, Row]:
    """Of the rows that were not found as they were, the one with the id of this one and most cells like it: as it was,
    and as it left. Two empty rows where there is none."""
    first = COLUMNS[table][0]
    pairs = [
        pair
        for pair in key.rows.get(table, ())
        if pair[1].get(first) == row[first] and _filled(pair[1]) in left
    ]
    alike = [sum(row.get(column) == cell for column, cell in after.items()) for _, after in pairs]
    return pairs[alike.index(max(alike))] if pairs else ({}, {})


def _mended(row: Row, nearest: tuple[Row, Row], key: Key) -> Row:
    """A row that was changed: cells that were not touched as they were, the others put back by their parts."""
    before, after = nearest
    parts = _by_parts(row, key)
    mended = {
        column: before.get(column, "") if cell == after.get(column) else parts[column]
        for column, cell in row.items()
    }
    return {**mended, **{column: cell for column, cell in before.items() if column not in row}}


def _by_parts(row: Row, key: Key) -> Row:
    """A row that the key does not know, with ids and pseudonyms put back, in free text too."""
    ids = {new: old for table in key.ids.values() for old, new in table.items()}
    parties = {new: old for old, (new, _) in key.pseudonyms.items()}
    was = {pair[0].get("id", ""): pair[0].get("name", "") for pair in key.rows.get("parties", ())}
    names = {name: was.get(old) or old for old, (_, name) in key.pseudonyms.items()}
    told = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    pattern = re.compile(rf"(?<![^\W_])(?:{told or '(?!)'})(?![^\W_])")
    after = {}
    for column, cell in row.items():
        items = [parties.get(item) or ids.get(item, item) for item in cell.split(";")]
        if key.zero is not None and (counted := COUNTED.fullmatch(cell)):
            items = [_calendar_day(key.zero + int(counted[1])) + counted[2]]
        text = ";".join(items)
        if text == cell:
            text = ID.sub(lambda match: ids.get(match[0], match[0]), text)
        after[column] = pattern.sub(lambda match: names[match[0]], text)
    return after


def _calendar_day(ordinal: int) -> str:
    """As EDTF; blank where the calendar has no such day."""
    return date.fromordinal(ordinal).isoformat() if 0 < ordinal <= date.max.toordinal() else ""
