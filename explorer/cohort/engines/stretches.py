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

from explorer.cohort.engines.interrupts import interrupts_later
from explorer.errors import CohortError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from explorer.cohort.casewise import CaseWork, Told
    from explorer.cohort.engines import Row

STRETCH_ROWS = 20_000
MOST_STRETCH_ROWS = 2_000_000
"""Rows of a stretch of cases, about, at the least and at the most: what one process reads before it tells. Of many
rows a process has four stretches or more to do: they take as long as each other, and what each tells of thousands of
organisations takes its time to hand over."""
ROWS_AT_ONCE = 2_000

Stretch = tuple[str | None, str | None]
"""Cases by name, from the first to before the second; ``None`` where it is open."""


def quoted(paths: Sequence[str]) -> str:
    """Names of files as a list of SQL."""
    return "[" + ", ".join("'" + path.replace("'", "''") + "'" for path in paths) + "]"


def told_by_stretches(
    connection: DuckDBPyConnection, paths: Sequence[str], work: CaseWork, processes: int
) -> Iterator[Told]:
    """What all cases tell, a stretch at a time. One stretch, or one process, is asked here.

    Processes are started anew (not forked) and ended before this returns, an interrupt included.
    """
    count = connection.execute(f"SELECT count(*) FROM read_parquet({quoted(paths)})").fetchall()[0][0]
    stretches = stretches_of(connection, paths, min(count // (4 * processes), MOST_STRETCH_ROWS))
    if processes < 2 or len(stretches) < 2:
        yield from (told_of_stretch(connection, paths, work, stretch) for stretch in stretches)
        return
    context = multiprocessing.get_context("spawn")
    # What a process leaves when it is ended is removed with the folder of the engine.
    (temporary,) = connection.execute("SELECT current_setting('temp_directory')").fetchall()[0]
    with ExitStack() as ended:
        with interrupts_later():
            pool = ended.enter_context(
                context.Pool(min(processes, len(stretches)), _start, (list(paths), work, temporary))
            )
        yield from pool.imap_unordered(_told_by_process, stretches)


def stretches_of(connection: DuckDBPyConnection, paths: Sequence[str], rows: int = 0) -> list[Stretch]:
    """All cases, in stretches of about so many rows, but of :data:`STRETCH_ROWS` or more; of a cohort in many files,
    of a file at most. Cost: the names of cases are read, nothing else."""
    files = f"SELECT sum(num_rows), max(num_rows) FROM parquet_file_metadata({quoted(paths)})"
    every, largest = connection.execute(files).fetchall()[0]
    rows = max(rows, STRETCH_ROWS)
    if every > rows:  # rows are numbered anew in each file
        rows = min(rows, largest)
    found = connection.execute(
        f'SELECT DISTINCT "case" FROM read_parquet({quoted(paths)}, file_row_number = true) '
        f"WHERE file_row_number % {rows} = {rows - 1} ORDER BY 1"
    ).fetchall()
    return list(pairwise([None, *(name for (name,) in found), None]))


def told_of_stretch(
    connection: DuckDBPyConnection, paths: Sequence[str], work: CaseWork, stretch: Stretch
) -> Told:
    """What the cases of a stretch tell. Raises :class:`CohortError` where rows are not in order."""
    where, names = within(stretch)
    columns = ", ".join(['"case"', *work.reads("len", '"')])
    sql = f"SELECT {columns} FROM read_parquet({quoted(paths)}) WHERE {where}"
    reading = connection.cursor().execute(sql, names)
    rows = (row for some in iter(lambda: reading.fetchmany(ROWS_AT_ONCE), []) for row in some)
    return work.told(in_cases(rows))


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


def _start(paths: list[str], work: CaseWork, temporary: str) -> None:
    """A process of its own: an interrupt is for the one that started it. Its files are in a folder of
    its own in ``temporary``, which whoever started it removes."""
    from explorer.cohort.engines.duck import connected

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # rows hold no cycles, and looking for some among so many takes longer than reading them
    folder = Path(tempfile.mkdtemp(dir=temporary or None))
    _asked.update(connection=connected("500MB", folder, threads=1), paths=paths, work=work)


def _told_by_process(stretch: Stretch) -> Told:
    return told_of_stretch(_asked["connection"], _asked["paths"], _asked["work"], stretch)


def told_in_arrow(work: CaseWork, batches: Iterable[Any]) -> Iterator[Any]:
    """On a worker of a Spark: what the cases of one partition tell, as one text."""
    import pyarrow

    rows = (
        row
        for batch in batches
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True)
    )
    said = sorted(work.told(in_cases(rows)).items(), key=repr)
    text = json.dumps([[*key, count] for key, count in said])
    yield pyarrow.RecordBatch.from_arrays([pyarrow.array([text])], names=["told"])


def told_from(text: str) -> Told:
    """What :func:`told_in_arrow` wrote."""
    return Counter({(tuple(group), what, value): count for group, what, value, count in json.loads(text)})
