"""A DuckDB that reads hostile files: it sees the named files and its own private folder, and nothing else.

No extension is loaded or fetched, no setting can be changed once it is open, and nothing is guessed of a file: what
is read comes as text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.cohort.engines.interrupts import interrupts_later
from explorer.errors import ExplorerError
from explorer.sql import NO_EXTENSIONS, named, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NULL = "\\N"
"""How the files that pass between Python and DuckDB write what is not there."""


class Workshop:
    """One DuckDB, its private ``folder``, and what passes between them and Python.

    ``paths`` are the files outside the folder that it may read or write; ``memory`` as DuckDB writes it (``4GB``).
    """

    def __init__(self, folder: Path, paths: Iterable[Path] = (), memory: str = "", threads: int = 0) -> None:
        with interrupts_later():  # its module of C ends the process where one comes while it is loaded
            import duckdb  # 40 ms, and only a cohort needs it

        self.folder, self._files = folder, 0
        self.error = duckdb.Error
        self.con: DuckDBPyConnection = duckdb.connect(
            str(folder / "cohort.duckdb"),
            config=dict(NO_EXTENSIONS),
        )
        settings = {"temp_directory": quoted(folder), "TimeZone": "'UTC'", "preserve_insertion_order": "true"}
        if memory:
            settings["memory_limit"] = quoted(memory)
        if threads:
            settings["threads"] = str(threads)
        allowed = ", ".join(quoted(path) for path in paths)
        settings["allowed_directories"] = f"[{quoted(folder)}]"
        settings["allowed_paths"] = f"[{allowed}]"
        settings["enable_external_access"] = "false"
        settings["enable_progress_bar"] = "false"
        settings["lock_configuration"] = "true"
        for name, value in settings.items():
            try:
                self.con.execute(f"SET {name} = {value}")
            except duckdb.Error as error:
                if name == "memory_limit":
                    raise ExplorerError(f'"{memory}" is no amount of memory. Write --memory 4GB.') from error
                raise

        blanks = "".join(char for char in map(chr, range(0x3001)) if char.isspace())
        self.run(f"CREATE MACRO bare(text) AS trim(text, {quoted(blanks)})")

    def run(self, sql: str, values: Sequence[Any] | None = None) -> None:
        """Run a statement that gives nothing back."""
        self.con.execute(sql, values or [])

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a query; for those of few."""
        return self.con.execute(sql).fetchall()

    def one(self, sql: str) -> Any:
        """The one cell of a query."""
        return self.rows(sql)[0][0]

    def stream(self, sql: str, size: int = 10_000) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, a few at a time. Nothing else may run on the connection until it ends, but what
        :meth:`fill` writes first to a file."""
        cursor = self.con.cursor()
        cursor.execute(sql)
        while rows := cursor.fetchmany(size):
            yield from rows

    def fill(self, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
        """Make a table (``columns`` as SQL declares them) of rows made in Python. Cost: about 1 µs a cell."""
        self.run(f"CREATE OR REPLACE TABLE {table} ({columns})")
        path = self.fresh("csv")
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(
                [NULL if cell is None else cell for cell in row] for row in rows
            )
        self.append(table, path)

    def append(self, table: str, path: Path) -> None:
        """Append a file as :meth:`fill` writes them to a table, and delete it."""
        described = self.rows(
            f"SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = {quoted(table)} "
            "ORDER BY column_index"
        )
        nested = [name for name, kind in described if kind.endswith("]")]
        types = ", ".join(
            f"{quoted(name)}: {quoted('VARCHAR' if name in nested else kind)}" for name, kind in described
        )
        picked = ", ".join(
            f"from_json({named(name)}, {_json_shape(kind)})" if name in nested else named(name)
            for name, kind in described
        )
        if path.stat().st_size:
            self.run(
                f"INSERT INTO {table} SELECT {picked} FROM read_csv({quoted(path)}, auto_detect = false, "
                f"header = false, "
                f"delim = ',', quote = '\"', escape = '\"', nullstr = {quoted(NULL)}, max_line_size = 8000000, "
                f"new_line = '\\n', columns = {{{types}}})"
            )
        path.unlink()

    def fresh(self, suffix: str) -> Path:
        """A name in the private folder that nothing has yet."""
        self._files += 1
        return self.folder / f"file-{self._files}.{suffix}"

    def close(self) -> None:
        """Close it; what it worked on is deleted with the folder."""
        self.con.close()


def _json_shape(kind: str) -> str:
    if kind == "VARCHAR[]":
        return "'[\"VARCHAR\"]'"
    fields = ("outcome", "date", "seen", "basis")
    return "'[{" + ", ".join(f'"{field}": "VARCHAR"' for field in fields) + "}]'"
