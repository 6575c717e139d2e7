"""The stream of cases: rows in order, a case at a time, asked by several processes or by the workers of a Spark.

No process holds more than a batch of rows and what its cases tell; what they tell is added up, so that neither how
cases are shared out nor who is done first changes anything.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import signal
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer import sql
from explorer.cohort import lockstep
from explorer.cohort.casewise import ManyTally
from explorer.cohort.engines.interrupts import interrupts_later
from explorer.cohort.plain_rows import NotInOrder
from explorer.cohort.plain_texts import JOIN, joined
from explorer.errors import CohortError

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier

    from duckdb import DuckDBPyConnection

    from explorer.cohort.casewise import CaseWork, Tally, Told
    from explorer.cohort.engines import Row

STRETCH_ROWS = 20_000
MOST_STRETCH_ROWS = 250_000
"""Rows of a stretch of cases, about, at the least and at the most: what a process reads at a time. Of many rows a
process has many stretches to do, so that all are done at the same time."""
ROWS_AT_ONCE = 2_000

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
) -> Iterator[Told]:
    """What all cases tell: nothing yet each time a stretch is done, at last what each process was told. One stretch, or
    one process, is asked here.

    Processes are started anew (not forked) and ended before this returns, an interrupt included.
    """
    count = connection.execute(f"SELECT count(*) FROM read_parquet({quoted(paths)})").fetchall()[0][0]
    stretches = stretches_of(connection, paths, min(count // (4 * processes), MOST_STRETCH_ROWS))
    if processes < 2 or len(stretches) < 2:
        tally = work.tally()
        for stretch in stretches:
            hear_stretch(connection, paths, work, stretch, tally)
            yield Counter()
        yield tally.told()
        return
    processes = min(processes, len(stretches))
    context = multiprocessing.get_context("spawn")
    # What a process leaves when it is ended is removed with the folder of the engine.
    (temporary,) = connection.execute("SELECT current_setting('temp_directory')").fetchall()[0]
    with ExitStack() as ended:
        with interrupts_later():
            every = context.Barrier(processes)
            given = (list(paths), work, temporary, every)
            pool = ended.enter_context(context.Pool(processes, _start, given))
        for _ in pool.imap_unordered(_heard_by_process, stretches):
            yield Counter()
        heard = 0
        for stretches_heard, told in pool.imap_unordered(_told_by_process, range(processes)):
            heard += stretches_heard
            yield told
        if heard != len(stretches):
            raise CohortError("A process that counted was ended by the system before it told. Count again.")


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


_asked: dict[str, Any] = {}


def _start(paths: list[str], work: CaseWork, temporary: str, every: Barrier) -> None:
    """A process of its own: an interrupt is for the one that started it. Its files are in a folder of
    its own in ``temporary``, which whoever started it removes."""
    from explorer.cohort.engines.duck import connected

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lockstep.keep_memory()
    gc.disable()  # rows hold no cycles, and looking for some among so many takes longer than reading them
    folder = Path(tempfile.mkdtemp(dir=temporary or None))
    connection = connected("500MB", folder, threads=1)
    _asked.update(connection=connection, paths=paths, work=work, tally=work.tally(), heard=0, every=every)


def _heard_by_process(stretch: Stretch) -> None:
    hear_stretch(_asked["connection"], _asked["paths"], _asked["work"], stretch, _asked["tally"])
    _asked["heard"] += 1


def _told_by_process(_: int) -> tuple[int, Told]:
    """How many stretches a process heard, and what they told. It waits until every process is here, so that each is
    asked once."""
    _asked["every"].wait()
    return _asked["heard"], _asked["tally"].told()


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
