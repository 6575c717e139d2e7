"""The cohort on disk: sorted, whole or not at all, readable by its owner alone, the same bytes for the same rows."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from explorer.cohort.loading.connection import Workshop
from explorer.cohort.schema import COLUMNS, METADATA, VERSION
from explorer.sql import named, quoted

ROW_GROUP = 122_880


def part_of(path: Path) -> Path:
    """The private neighbour in which a file is written before it takes its name."""
    return path.resolve().with_name(f".{path.name[:40]}.{os.getpid()}.part")


def write_cohort(shop: Workshop, part: Path, metadata: Mapping[str, object]) -> None:
    """Table ``edge`` as a Parquet file, sorted by case, place and number."""
    columns = ", ".join(named(column.name) for column in COLUMNS)
    text = json.dumps({"version": VERSION, **metadata}, ensure_ascii=False, sort_keys=True)
    _write(
        shop,
        f"SELECT {columns} FROM edge ORDER BY c, place, number",
        part,
        f"KV_METADATA {{{quoted(METADATA)}: {quoted(text)}}}",
    )


def write_quarantine(shop: Workshop, part: Path) -> None:
    """Table ``quarantine`` as a Parquet file, sorted by file, row and rule."""
    _write(shop, 'SELECT * FROM quarantine ORDER BY file, "row", rule, "column", found', part, "")


def _write(shop: Workshop, sql: str, part: Path, more: str) -> None:
    options = f"FORMAT parquet, USE_TMP_FILE false, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP}" + (
        f", {more}" if more else ""
    )
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    os.close(handle)
    shop.run(f"COPY ({sql}) TO {quoted(part)} ({options})")


def settle(part: Path, path: Path) -> None:
    """Give a whole part its name."""
    with part.open("rb+") as stream:
        os.fsync(stream.fileno())
    os.chmod(part, 0o600)
    os.replace(part, path)
