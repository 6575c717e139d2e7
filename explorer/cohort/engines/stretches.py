"""The stream of cases: rows in order, a case at a time, asked by several processes or by the workers of a Spark.

No process holds more than a batch of rows and what its cases tell; what they tell is added up, so that neither how
cases are shared out nor who is done first changes anything.
"""

from __future__ import annotations

import gc
import json
import tempfile
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer import sql
from explorer.cohort import lockstep
from explorer.cohort.casewise import ManyTally
from explorer.cohort.engines.processes import answers
from explorer.cohort.plain_rows import NotInOrder
from explorer.cohort.plain_texts import JOIN, joined
from explorer.errors import CohortError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from explorer.cohort.casewise import CaseWork, Tally, Told
    from explorer.cohort.engines import Row

STRETCH_ROWS = 20_000
MOST_STRETCH_ROWS = 250_000
"""Rows of a stretch of cases, about, at the least and at the most: what a process reads at a time. Of many rows a
process has many stretches to do, so that all are done at the same time."""
ROWS_AT_ONCE = 2_000

FEWER = "Count again with fewer processes: `--threads 1` counts in one."

Stretch = tuple[str | None, str | None]
"""Cases by name, from the first to before the second; ``None`` where it is open."""

WORDS = {
    "length": "len",
    "outcomes": "array_to_string([step.outcome FOR step IN steps], ';')",
    "dates": "array_to_string([step.date FOR step IN steps], ';')",
}
"""How DuckDB says of the steps of a request what :meth:`CaseWork.reads` wants."""


def quoted(paths: Sequence[str]) -> str:
    """Names of files as a list of SQL."""
    return "[" + ", ".join(sql.quoted(path) for path in paths) + "]"


def told_by_stretches(
    connection: DuckDBPyConnection, paths: Sequence[str], work: CaseWork, processes: int
) -> Generator[Told]:
    """What all cases tell: nothing yet each time a stretch is done, at last what each process was told. One stretch, or
    one process, is asked here.

    Processes are ended before this ends. Raises :class:`CohortError` when one of them is ended by the system.
    """
    count = connection.execute(f"SELECT count(*) FROM read_parquet({quoted(paths)})").fetchall()[0][0]
    stretches = stretches_of(connection, paths, min(count // (4 * processes), MOST_STRETCH_ROWS))
    processes = min(processes, len(stretches))
    if processes < 2:
        yield from _told_by(connection, paths, work, stretches)
        return
    # What a process leaves when it is ended is removed with the folder of the engine.
    (temporary,) = connection.execute("SELECT current_setting('temp_directory')").fetchall()[0]
    given = (list(paths), work, temporary)
    with closing(answers(_told_by_process, given, stretches, processes, fix=FEWER)) as parts:
        for _, told in parts:
            yield told


def _told_by(
    connection: DuckDBPyConnection, paths: Sequence[str], work: CaseWork, stretches: Iterable[Stretch]
) -> Iterator[Told]:
    """Nothing yet for each stretch, at last what all of them tell."""
    tally = work.tally()
    for stretch in stretches:
        hear_stretch(connection, paths, work, stretch, tally)
        yield Counter()
    yield tally.told()


def _told_by_process(
    paths: list[str], work: CaseWork, temporary: str, stretches: Iterable[Stretch]
) -> Iterator[Told]:
    """The same in a process of its own. Its files are in a folder of its own in ``temporary``."""
    from explorer.cohort.engines.duck import connected

    lockstep.keep_memory()
    gc.disable()  # rows hold no cycles, and looking for some among so many takes longer than reading them
    folder = Path(tempfile.mkdtemp(dir=temporary or None))
    return _told_by(connected("500MB", folder, threads=1), paths, work, stretches)


def stretches_of(connection: DuckDBPyConnection, paths: Sequence[str], rows: int = 0) -> list[Stretch]:
    """All cases, in stretches of about so many rows, but of :data:`STRETCH_ROWS` or more; each file begins a new one,
    as rows are numbered anew. Cost: the names of cases are read, nothing else."""
    rows = max(rows, STRETCH_ROWS)
    found = connection.execute(
        f'SELECT DISTINCT "case" FROM read_parquet({quoted(paths)}, file_row_number = true) '
        f"WHERE file_row_number % {rows} = 0 ORDER BY 1"
    ).fetchall()
    return list(pairwise([None, *(name for (name,) in found[1:]), None]))


def hear_stretch(
    connection: DuckDBPyConnection, paths: Sequence[str], work: CaseWork, stretch: Stretch, tally: Tally
) -> None:
    """Let the cases of a stretch be heard. Raises :class:`CohortError` where rows are not in order."""
    where, names = within(stretch)
    values: list[Any] = [*names]
    table = f"read_parquet({quoted(paths)})"
    reads = f"FROM {table} WHERE {where}"
    if not work.is_joined:
        columns = ", ".join(['"case"', *work.reads(WORDS, '"')])
        for rows in in_cases(_rows(connection, f"SELECT {columns} {reads}", values)):
            tally.hear(rows[0][0], [row[1:] for row in rows])
        return
    left = _left_by_columns(connection, table, where, names, tally)
    if left is not None:
        # Between the first and the last of them: all else the engine need not read.
        reads = f'FROM {table} WHERE "case" BETWEEN ? AND ? AND "case" IN (SELECT unnest(?))'
        values = [min(left, default=""), max(left, default=""), left]
    if left != []:
        _hear_joined(connection, paths, work, tally, reads, values)


def _left_by_columns(
    connection: DuckDBPyConnection, table: str, where: str, names: Sequence[str], tally: Tally
) -> list[str] | None:
    """The cases that are still to be heard after what can be was, many at once; ``None`` for all of them."""
    if not isinstance(tally, ManyTally) or not lockstep.is_there():
        return None
    from explorer.cohort.lockstep import columns

    try:
        return tally.hear_columns(columns.read(connection, table, where, names, tally.vocabulary))
    except columns.Unusual:
        return None


def _hear_joined(
    connection: DuckDBPyConnection,
    paths: Sequence[str],
    work: CaseWork,
    tally: Tally,
    reads: str,
    values: Sequence[Any],
) -> None:
    """Let cases be heard one after the other, each as what its rows tell, joined."""
    texts = [read.rpartition(" AS ")[0] for read in work.reads(WORDS, '"')]
    joins = ", ".join(f"string_agg({text}, '{JOIN}')" for text in texts)
    out_of_order = []
    for name, *read in _rows(connection, f'SELECT "case", {joins} {reads} GROUP BY "case"', values):
        try:
            tally.hear(name, read)
        except NotInOrder:  # DuckDB joins rows as they come, which is in order, but does not promise it
            out_of_order.append(name)
    for name in out_of_order:
        sql = f'SELECT {", ".join(texts)} FROM read_parquet({quoted(paths)}) WHERE "case" = ? ORDER BY place, number'
        hear_in_order(name, list(_rows(connection, sql, [name])), tally)


def hear_in_order(name: str, rows: Sequence[Row], tally: Tally) -> None:
    """Let a case be heard of which the rows are not yet joined."""
    try:
        tally.hear(name, joined(rows))
    except NotInOrder as error:
        raise CohortError(
            f'The contacts of case "{name}" are not numbered as loading does. Make the cohort anew with '
            "`explorer cohort load`."
        ) from error


def _rows(connection: DuckDBPyConnection, sql: str, values: Sequence[Any]) -> Iterator[Row]:
    reading = connection.cursor().execute(sql, values)
    return (row for some in iter(lambda: reading.fetchmany(ROWS_AT_ONCE), []) for row in some)


def within(stretch: Stretch) -> tuple[str, list[str]]:
    """The condition, in SQL, that a row is of a stretch, and the names to fill in."""
    bounds = zip((">=", "<"), stretch, strict=True)
    limits = [(f'"case" {sign} ?', name) for sign, name in bounds if name is not None]
    return " AND ".join(condition for condition, _ in limits) or "true", [name for _, name in limits]


def in_cases(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows of each case in turn; by the first column they are told apart."""
    name: str | None = None
    found: list[Row] = []
    for row in rows:
        if row[0] != name:
            if found:
                yield found
            if name is not None and row[0] < name:
                raise CohortError(
                    f'The rows of this cohort are not in order of case: "{row[0]}" comes after "{name}". '
                    "Make it anew with `explorer cohort load`."
                )
            name, found = row[0], []
        found.append(row)
    if found:
        yield found


def told_in_arrow(work: CaseWork, batches: Iterable[Any]) -> Iterator[Any]:
    """On a worker of a Spark: what the cases of one partition tell, as one text."""
    import pyarrow

    rows = (
        row
        for batch in batches
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True)
    )
    tally = work.tally()
    for found in in_cases(rows):
        read = [row[1:] for row in found]
        if work.is_joined:
            hear_in_order(found[0][0], read, tally)
        else:
            tally.hear(found[0][0], read)
    said = sorted(tally.told().items(), key=repr)
    text = json.dumps([[*key, count] for key, count in said])
    yield pyarrow.RecordBatch.from_arrays([pyarrow.array([text])], names=["told"])


def told_from(text: str) -> Told:
    """What :func:`told_in_arrow` wrote."""
    return Counter({(tuple(group), what, value): count for group, what, value, count in json.loads(text)})
