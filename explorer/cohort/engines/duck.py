"""DuckDB over a cohort: one file or a folder of parts, read where it lies. Nothing is loaded into memory whole."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.cohort.collecting import uncollected
from explorer.cohort.engines import DAYS, Row, Say, calendar, made_for, nothing_said, statements_of
from explorer.cohort.engines.interrupts import interrupts_later
from explorer.cohort.engines.stretches import quoted, stretches_of, told_by_stretches
from explorer.cohort.schema import COLUMNS, METADATA, VERSION
from explorer.errors import CohortError
from explorer.sql import NO_EXTENSIONS
from explorer.sql import quoted as sql_text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from explorer.cohort.casewise import CaseWork, Told

ROWS_AT_ONCE = 100_000

EVENTS, RUNS, KEYS = "event", "run", "key_of"
"""What the rows of contacts in order are read from, the table that is made of them, and the macro of keys."""

AS_WRITTEN = "join_order,build_side_probe_side"
"""What the optimiser leaves alone while tables are made: it takes the edges that three conditions leave for fewer than
there are parties, and makes its hash table of them, which over ten million contacts takes a gigabyte and twice the
processor."""

SHARED_KEYS = f"""
SELECT (SELECT count(*) - count(DISTINCT {KEYS}(name)) FROM (SELECT DISTINCT "case" AS name FROM edge) AS cases)
     + (SELECT count(*) - count(DISTINCT {KEYS}(name)) FROM party)
"""
"""How many names of cases, and of parties, have a key of another."""

OUT_OF_ORDER = f"""
SELECT (SELECT count(*) FROM {RUNS} WHERE direct < 0)
     + (SELECT count(*) - count(DISTINCT case_code) FROM {RUNS} WHERE came_from = 0)
"""
"""How many contacts come after a later one of their case, and how many cases begin anew after another."""


class DuckEngine:
    """A cohort in DuckDB.

    ``memory`` is the most that the engine may take (such as ``"4GB"``), ``threads`` how many processors it takes (0:
    all). What does not fit goes to a folder of its own in ``temporary``, or the system's where that is None; it is
    removed when the engine is closed. Raises :class:`CohortError` where the file is no cohort.
    Opening costs a look at the file's end; each table of ``duckdb.sql`` is made when a measure first reads it.
    """

    def __init__(
        self, cohort: Path, memory: str = "", temporary: Path | None = None, threads: int = 0
    ) -> None:
        self._processes = threads or os.cpu_count() or 1
        self._made: set[str] = set()
        self.say: Say = nothing_said
        self.path = parts_of(cohort)
        with ExitStack() as opened:
            folder = opened.enter_context(private_folder(temporary))
            self._connection = opened.enter_context(closing(connected(memory, folder, threads)))
            self.about = about_cohort(self._connection, cohort, self.path)
            self._connection.execute(
                f"CREATE TEMP VIEW edge AS SELECT * FROM read_parquet({quoted(self.path)})"
            )
            self._opened = opened.pop_all()

    def rows(self, sql: str) -> list[Row]:
        """The rows of a query; what it reads is made first."""
        self._prepare(sql)
        with uncollected():
            return self._connection.execute(sql).fetchall()

    def cases(self, columns: Sequence[str]) -> Iterator[list[Row]]:
        """The rows of each case in turn. The file is in order, so that nothing is sorted: memory is that of a case."""
        names = ", ".join(f'"{name}"' for name in ("case", *columns))
        reading = self._connection.cursor().execute(f"SELECT {names} FROM read_parquet({quoted(self.path)})")
        name: object = None
        found: list[Row] = []
        while some := reading.fetchmany(ROWS_AT_ONCE):
            for row in some:
                if row[0] != name and found:
                    yield found
                    found = []
                name = row[0]
                found.append(row[1:])
        if found:
            yield found

    def told(self, work: CaseWork) -> Generator[Told]:
        """What all cases tell, in parts: a stretch of cases at a time, each read and asked by a process of its own."""
        return told_by_stretches(self._connection, self.path, work, self._processes)

    def close(self) -> None:
        """Let go of the cohort, and remove temporary files."""
        self._opened.close()

    def __enter__(self) -> DuckEngine:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _prepare(self, sql: str) -> None:
        run = self._connection.execute
        wanted = made_for("duckdb.sql", sql)
        if KEYS in wanted:
            wanted |= made_for("duckdb.sql", SHARED_KEYS)
        for name, statement in statements_of("duckdb.sql").items():
            if name not in wanted or name in self._made:
                continue
            self._made.add(name)
            if statement.startswith("CREATE TEMP TABLE"):
                self.say(f"reading the cohort: {name.replace('_', ' ')}")
            run(f"SET disabled_optimizers = '{AS_WRITTEN}'")
            if name == RUNS:
                self._make_runs(statement)
            else:
                run("SET preserve_insertion_order = false")
                run(statement)
                run("RESET preserve_insertion_order")
            run("RESET disabled_optimizers")
            if name == KEYS and run(SHARED_KEYS).fetchall() != [(0,)]:
                run(f"CREATE OR REPLACE TEMP MACRO {KEYS}(name) AS name")
        if "calendar" in sql and "calendar" not in self._made:
            self._made.add("calendar")
            self._make_calendar()

    def _make_runs(self, statement: str) -> None:
        """The runs, of the rows as they come; where those are in no order, of rows sorted first. What looks at the row
        before is done by one processor, so that each has cases of its own."""
        run = self._connection.execute
        reading = f"FROM {EVENTS}\n"
        assert reading in statement  # else what follows would make the same of all events
        head, _, query = statement.partition(" AS\n")
        parts = [query.replace(reading, f"FROM {part}\n") for part in self._events_in_parts()]
        # The order of the parts, which then are made at the same time; within each, rows are looked at as they come.
        run("SET preserve_insertion_order = false")
        run(f"{head} AS\n" + "\nUNION ALL\n".join(parts))
        run("RESET preserve_insertion_order")
        if run(OUT_OF_ORDER).fetchall() == [(0,)]:
            return
        self.say("sorting the contacts: the file is not in order")
        run(f"DROP TABLE {RUNS}")
        run(f"CREATE TEMP TABLE sorted AS SELECT * FROM {EVENTS} ORDER BY case_code, place")
        run(statement.replace(reading, "FROM sorted\n"))
        run("DROP TABLE sorted")

    def _events_in_parts(self) -> Iterator[str]:
        """Names of views of the events, each of a stretch of cases: as many as there are processors, or fewer."""
        run = self._connection.execute
        events = statements_of("duckdb.sql")[EVENTS]
        edges = "FROM edge\n"
        assert edges in events
        count = run("SELECT count(*) FROM edge").fetchall()[0][0]
        every = stretches_of(self._connection, self.path, count // (4 * self._processes))
        parts = min(self._processes, len(every))
        names = [every[len(every) * part // parts][0] for part in range(parts)]
        for number, (first, last) in enumerate(pairwise([*names, None])):
            bounds = [
                f'"case" {sign} {sql_text(name)}'
                for sign, name in ((">=", first), ("<", last))
                if name is not None
            ]
            some = f"FROM (SELECT * FROM edge WHERE {' AND '.join(bounds) or 'true'})\n"
            run(events.replace(edges, some).replace(f" {EVENTS} AS", f" {EVENTS}_{number} AS", 1))
            yield f"{EVENTS}_{number}"

    def _make_calendar(self) -> None:
        run = self._connection.execute
        rows = calendar(day for (day,) in run(DAYS).fetchall())
        run("CREATE TEMP TABLE calendar (day INTEGER, month INTEGER, quarter INTEGER, text VARCHAR)")
        if rows:
            values = (f"({day}, {month}, {quarter}, '{text}')" for day, month, quarter, text in rows)
            run(f"INSERT INTO calendar VALUES {', '.join(values)}")


@contextmanager
def private_folder(parent: Path | None) -> Iterator[Path]:
    """A folder of its own for temporary files, in ``parent`` (made as needed) or the system's; removed at the end. Left
    to itself DuckDB takes ``.tmp`` in the folder where the command runs, and leaves it there when it is stopped."""
    try:
        if parent is not None:
            parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="explorer-cohort-", dir=parent))
    except OSError as error:
        place = parent or "The system's folder for temporary files"
        raise CohortError(
            f"{place} cannot be written to: {error.strerror}. Name another folder with --temp."
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def connected(memory: str = "", temporary: Path | None = None, threads: int = 0) -> DuckDBPyConnection:
    """A DuckDB of its own, in memory, that loads no extension and asks nothing of any network."""
    with interrupts_later():  # its module of C ends the process where one comes while it is loaded
        import duckdb  # 60 ms: only where a cohort is read

    settings: dict[str, Any] = dict(NO_EXTENSIONS)
    if memory:
        settings["memory_limit"] = memory
    if temporary is not None:
        settings["temp_directory"] = str(temporary)
    if threads:
        settings["threads"] = threads
    try:
        connection = duckdb.connect(config=settings)
        connection.execute(
            "SET enable_progress_bar = false"
        )  # which goes to stdout, into the table that is written
        return connection
    except duckdb.Error as error:
        raise CohortError(f"DuckDB cannot start: {_first_line(error)} Mend --memory or --temp.") from error


def parts_of(cohort: Path) -> list[str]:
    """The files of a cohort, in the order of their names: itself, or the parts of a folder.

    Raises :class:`CohortError` where there is none.
    """
    if cohort.is_dir():
        parts = sorted(str(part) for part in cohort.glob("*.parquet") if part.is_file())
        if not parts:
            raise CohortError(
                f"{cohort} holds no .parquet file. Make a cohort of it with `explorer cohort load`."
            )
        return parts
    if not cohort.is_file():
        raise CohortError(f"{cohort} is not there. Make it with `explorer cohort load SOURCE -o {cohort}`.")
    return [str(cohort)]


def about_cohort(connection: DuckDBPyConnection, cohort: Path, parts: Sequence[str]) -> dict[str, Any]:
    """``version``, ``title`` and ``marking`` of a cohort; :class:`CohortError` where it is none of this version."""
    import duckdb

    make = f"Make it anew with `explorer cohort load SOURCE -o {cohort}`."
    try:
        described = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({quoted(parts)})").fetchall()
        kept = connection.execute(
            f"SELECT DISTINCT decode(value) FROM parquet_kv_metadata({quoted(parts)}) WHERE decode(key) = '{METADATA}'"
        ).fetchall()
    except duckdb.Error as error:
        raise CohortError(f"{cohort} cannot be read as Parquet: {_first_line(error)} {make}") from error
    types = {name: kind for name, kind, *_ in described}
    if missing := [column.name for column in COLUMNS if column.name not in types]:
        raise CohortError(f"{cohort} is no cohort: it has no column {', '.join(missing[:5])}. {make}")
    try:
        about = [dict(json.loads(text)) for (text,) in kept]
    except ValueError:
        about = []
    if len(about) != 1 or about[0].get("version") != VERSION:
        raise CohortError(f"{cohort} was not made by this version of the explorer. {make}")
    return about[0]


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0].rstrip(".") + "."
