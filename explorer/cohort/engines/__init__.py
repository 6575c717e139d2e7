"""Engines: what runs the measures over a cohort. DuckDB by default, which is embedded and starts nothing; Spark for
what one machine does not hold. Both read the same measures and run the same functions of one case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from explorer.errors import CohortError
from explorer.relative import is_relative
from explorer.vocabulary import clip

if TYPE_CHECKING:
    from explorer.cohort.casewise import CaseWork, Told

Row = tuple[Any, ...]

DAYS = """
SELECT first_day FROM referral WHERE latest_start - first_day < 366
UNION SELECT latest_start FROM referral WHERE latest_start - first_day < 366
"""
"""The days whose month matters: those of requests that may lie in one year."""


Say = Callable[[str], None]


def nothing_said(_: str) -> None:
    """What an engine tells of its steps to nobody."""


class Engine(Protocol):
    """A cohort made ready for questions. Made by :func:`engine_of`; to be closed, or used in a ``with``."""

    about: dict[str, Any]
    """``version``, ``title`` and ``marking`` of the cohort."""
    say: Say
    """Told what is being done, in a few words, as each step of it begins; :func:`nothing_said` until it is set."""

    def rows(self, sql: str) -> list[Row]:
        """The rows of a query over the tables that the engine's own ``.sql`` makes."""

    def cases(self, columns: Sequence[str]) -> Iterator[list[Row]]:
        """The rows of each case in turn, in order of the case's name, each a list in order of place and number."""

    def told(self, work: CaseWork) -> Generator[Told]:
        """What all cases tell, asked for by several processes: in parts that add up, in no order. To be closed: the
        processes end with it."""

    def close(self) -> None:
        """Let go of the cohort and of temporary files."""

    def __enter__(self) -> Engine: ...

    def __exit__(self, *error: object) -> None: ...


def engine_of(
    cohort: Path, name: str = "duckdb", memory: str = "", temporary: Path | None = None, threads: int = 0
) -> Engine:
    """The cohort in an engine: ``duckdb``, or the address of a Spark (``local[*]``, ``spark://...``, ``sc://...``).

    ``threads`` are DuckDB's: how many a Spark has, its address or its own settings say. Raises :class:`CohortError`
    where the file is no cohort, or the engine is none or does not take what is given.
    """
    if name == "duckdb":
        from explorer.cohort.engines.duck import DuckEngine

        return DuckEngine(cohort, memory, temporary, threads)
    _is_spark(name)
    if threads:
        raise CohortError(
            "--threads is for DuckDB. A Spark on this machine is told by its address: local[2]."
        )
    from explorer.cohort.engines.spark import SparkEngine

    return SparkEngine(cohort, name, memory, temporary)


def _is_spark(name: str) -> None:
    from explorer.cohort.engines.spark_session import ADDRESS

    if not ADDRESS.fullmatch(name):
        raise CohortError(
            f'"{clip(name)}" is no engine. Use duckdb, or the address of a Spark: local[*], local[2], '
            "spark://HOST:7077, sc://HOST."
        )


def explained(name: str, sql: str) -> str:
    """All that an engine runs for a query, as text: what it is made from, then the query itself."""
    if name == "duckdb":
        return ";\n\n".join([*made_for("duckdb.sql", sql).values(), sql]) + ";"
    _is_spark(name)
    return ";\n\n".join([*made_for("spark.sql", sql).values(), sql]) + ";"


@cache
def statements_of(name: str) -> Mapping[str, str]:
    """The statements of an engine's own ``.sql``, by the table or view that each makes, in order."""
    text = (Path(__file__).parent / name).read_text("utf-8")
    found = {}
    for statement in re.split(r";$", text, flags=re.MULTILINE):
        lines = [line for line in statement.splitlines() if line and not line.startswith("--")]
        if lines:
            found[lines[0].split()[-2].partition("(")[0]] = "\n".join(lines)
    return found


def made_for(name: str, sql: str) -> dict[str, str]:
    """Of an engine's own statements, those that make what a query reads, in order."""
    every = statements_of(name)
    wanted: set[str] = set()
    for table in reversed(list(every)):
        texts = [sql, *(every[later] for later in wanted)]
        if any(re.search(rf"\b{table}\b", text) for text in texts):
            wanted.add(table)
    return {table: statement for table, statement in every.items() if table in wanted}


def calendar(days: Iterable[int]) -> list[tuple[int, int, int, str]]:
    """(day, first day of its month, first day of its quarter, ISO text), days as ordinals, in order: of every day
    given, and of the first days themselves. Days that are counted from one that is not told are in no month."""
    wanted = {
        date.fromordinal(day) for day in days if 1 <= day <= date.max.toordinal() and not is_relative(day)
    }
    wanted |= {day.replace(day=1) for day in wanted}
    wanted |= {_quarter(day) for day in wanted}
    return [
        (day.toordinal(), day.replace(day=1).toordinal(), _quarter(day).toordinal(), day.isoformat())
        for day in sorted(wanted)
    ]


def _quarter(day: date) -> date:
    return day.replace(month=day.month - (day.month - 1) % 3, day=1)
