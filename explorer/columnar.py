"""Every text in a Parquet file or a DuckDB database: values, names of columns and tables, what is kept beside them,
entries of dictionaries that no row uses, and plain bytes. See :mod:`explorer.layers`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.errors import OutputError
from explorer.layers.layer import IsOwn, Layer, readable_text
from explorer.parquet_pages import PageError, dictionary_texts
from explorer.sql import NO_EXTENSIONS, named, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BATCH = 5_000
"""Values that are searched at a time."""
NO_MARK = "\x01\x02\x03\x04"
"""What parts no cells."""
MAX_LINE = 512 * 2**20
TEXTS = "BYTE_ARRAY"


def is_parquet(data: bytes) -> bool:
    """Is it a Parquet file, whole by its first and last bytes? Text may begin so too."""
    return data.startswith((b"PAR1", b"PARE")) and data.endswith((b"PAR1", b"PARE")) and len(data) > 8


def is_duckdb(data: bytes) -> bool:
    """Is it a database of DuckDB: its mark, its version as a number, and the blocks that every one has?"""
    return data[8:12] == b"DUCK" and data[16:20] == bytes(4) and len(data) > 4096


def columnar(name: str, data: bytes, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    """The layers of either. DuckDB sees a private copy, and nothing else; no extension is loaded."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="explorer-verify-") as place:
        folder = Path(place).resolve()
        file = folder / ("file.parquet" if is_parquet(data) else "file.duckdb")
        file.write_bytes(data)
        connection = _connection(folder)
        try:
            yield from (_parquet if is_parquet(data) else _database)(
                name, data, file, connection, is_own, depth
            )
        except duckdb.Error as error:
            said = str(error).splitlines()[0][:200].replace(str(file), name)
            raise OutputError(f"{name} cannot be opened, and so not searched: {said}") from error
        finally:
            connection.close()


def _connection(folder: Path) -> DuckDBPyConnection:
    import duckdb

    connection = duckdb.connect(
        ":memory:",
        config=dict(NO_EXTENSIONS),
    )
    for setting in (
        f"temp_directory = {quoted(folder)}",
        f"allowed_directories = [{quoted(folder)}]",
        "enable_external_access = false",
        "enable_progress_bar = false",
        "lock_configuration = true",
    ):
        connection.execute(f"SET {setting}")
    return connection


# ---- Parquet


def _parquet(
    name: str, data: bytes, file: Path, connection: DuckDBPyConnection, is_own: IsOwn, depth: int
) -> Iterator[Layer]:
    from explorer.layers import layers_of

    path = quoted(file)
    schema = connection.execute(f"SELECT DISTINCT name FROM parquet_schema({path})").fetchall()
    yield Layer(f"{name}: column names", _joined(schema))
    for key, value in connection.execute(f"SELECT key, value FROM parquet_kv_metadata({path})").fetchall():
        said = _said(key)
        yield Layer(f"{name}: metadata", said)
        for layer in layers_of("metadata", bytes(value or b""), is_own, depth + 1):
            if not layer.place.endswith("file name"):
                yield layer.moved(f"{name}: metadata {said}")
    about = connection.execute(f"SELECT * EXCLUDE (file_name) FROM parquet_file_metadata({path})").fetchall()
    yield Layer(f"{name}: metadata", _joined(about))
    chunks = connection.execute(f"""SELECT path_in_schema, type, compression, dictionary_page_offset,
        data_page_offset, total_compressed_size, stats_min, stats_max, stats_min_value, stats_max_value
        FROM parquet_metadata({path}) ORDER BY row_group_id, column_id""").fetchall()
    yield Layer(f"{name}: statistics", _joined([row[6:] for row in chunks]))
    yield from _columns(
        name, connection, f"read_parquet({path}, hive_partitioning = false, filename = false)"
    )
    plain = bytearray(data)
    for column, kind, codec, dictionary, first, size, *_ in chunks:
        if kind == TEXTS and dictionary:
            yield from _dictionary(name, data, file, connection, (str(column), int(dictionary), str(codec)))
        if codec != "UNCOMPRESSED":
            start = min(int(at) for at in (dictionary, first) if at)
            plain[start : start + int(size)] = bytes(len(plain[start : start + int(size)]))
    yield Layer(f"{name}: bytes", readable_text(bytes(plain)))


def _dictionary(
    name: str, data: bytes, file: Path, connection: DuckDBPyConnection, chunk: tuple[str, int, str]
) -> Iterator[Layer]:
    import duckdb

    column, at, codec = chunk

    def unzstd(packed: bytes) -> bytes:
        """DuckDB alone can open it, as a file of one column of single bytes."""
        page = file.with_name("page.zst")
        page.write_bytes(packed)
        rows = connection.execute(
            f"SELECT * FROM read_csv({quoted(page)}, compression = 'zstd', auto_detect = false, header = false, "
            f"delim = {quoted(NO_MARK)}, quote = '', escape = '', encoding = 'latin-1', "
            f"max_line_size = {MAX_LINE}, columns = {{'a': 'VARCHAR'}})"
        ).fetchall()
        return "\n".join(str(cell or "") for (cell,) in rows).encode("latin-1", "replace")

    place = f"{name}: dictionary of {column}"
    try:
        texts = list(dictionary_texts(data, at, codec, unzstd))
    except (PageError, duckdb.Error) as error:
        error = error if isinstance(error, PageError) else PageError("it is damaged")
        unread = f"{name}: values of the dictionary of {column} that no row uses were not searched: {error}."
        yield Layer(place, "", unread=unread)
        return
    for start in range(0, len(texts), BATCH):
        yield Layer(place, "\n".join(texts[start : start + BATCH]))


# ---- DuckDB


def _database(
    name: str, data: bytes, file: Path, connection: DuckDBPyConnection, is_own: IsOwn, depth: int
) -> Iterator[Layer]:
    connection.execute(f"ATTACH {quoted(file)} AS source (READ_ONLY)")
    for what in (
        "schemas",
        "tables",
        "views",
        "columns",
        "indexes",
        "constraints",
        "sequences",
        "types",
        "functions",
    ):
        found = connection.execute(f"SELECT * FROM duckdb_{what}() WHERE database_name = 'source'")
        rows = found.fetchall()
        yield Layer(f"{name}: {what}", _joined(rows))
    tables = connection.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'source' ORDER BY ALL"
    ).fetchall()
    for schema, table in tables:  # never a view: it could say anything
        yield from _columns(f"{name}, table {table}", connection, f"source.{named(schema)}.{named(table)}")
    yield Layer(f"{name}: bytes", readable_text(data))
    unread = f"{name}: what a database keeps packed of rows that were deleted was not searched. Write it anew (EXPORT)."
    yield Layer(f"{name}: free space", "", unread=unread)


# ---- values


def _columns(name: str, connection: DuckDBPyConnection, source: str) -> Iterator[Layer]:
    """The different values of each column."""
    from explorer.layers import plain

    described = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    for column, *_ in described:
        cursor = connection.execute(f"SELECT DISTINCT {named(column)} FROM {source}")
        while rows := cursor.fetchmany(BATCH):
            yield from plain(f"{name}, column {column}", _joined(rows))


def _joined(rows: Iterable[Iterable[Any]]) -> str:
    return "\n".join(text for row in rows for cell in row for text in _texts(cell))


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value, however nested."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Mapping):
            waiting += [*item.keys(), *item.values()]
        elif isinstance(item, list | tuple):
            waiting += item
        elif item is not None:
            yield _said(item)


def _said(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes | bytearray) else str(value)
