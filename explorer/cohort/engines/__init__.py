"""Engines: what runs the measures over a cohort. DuckDB by default, which is embedded and starts nothing; Spark for what
one machine does not hold. Both read the same measures and run the same functions of one case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Protocol

Row = tuple[Any, ...]


class Engine(Protocol):
    """A cohort made ready for questions. Made by :func:`engine_of`; to be closed, or used in a ``with``."""

    about: Mapping[str, Any]
    """``version``, ``title`` and ``marking`` of the cohort."""

    def rows(self, sql: str) -> list[Row]:
        """The rows of a query over the tables that the engine's own ``.sql`` makes."""

    def cases(self, columns: Sequence[str]) -> Iterator[list[Row]]:
        """The rows of each case in turn, in order of the case's name, each a list in order of place and number."""

    def close(self) -> None:
        """Let go of the cohort and of temporary files."""


@cache
def statements_of(name: str) -> Mapping[str, str]:
    """The statements of an engine's own ``.sql``, by the table or view that each makes, in order."""
    text = (Path(__file__).parent / name).read_text("utf-8")
    found = {}
    for statement in re.split(r";$", text, flags=re.MULTILINE):
        lines = [line for line in statement.splitlines() if line and not line.startswith("--")]
        if lines:
            found[lines[0].split()[-2]] = "\n".join(lines)
    return found


def made_for(name: str, sql: str) -> dict[str, str]:
    """Of an engine's own statements, those that make what a query reads, in order."""
    every = statements_of(name)
    wanted: set[str] = set()
    for table in reversed(every):
        texts = [sql, *(every[later] for later in wanted)]
        if any(re.search(rf"\b{table}\b", text) for text in texts):
            wanted.add(table)
    return {table: statement for table, statement in every.items() if table in wanted}


def calendar(first_day: int, last_day: int) -> Iterator[tuple[int, int, int, str]]:
    """(day, first day of its month, first day of its quarter, ISO text) of every day, as ordinals, both ends within,
    and of the first days themselves."""
    begin = date.fromordinal(first_day)
    first = begin.replace(month=begin.month - (begin.month - 1) % 3, day=1).toordinal()
    for ordinal in range(first, last_day + 1):
        day = date.fromordinal(ordinal)
        month = day.replace(day=1)
        quarter = month.replace(month=month.month - (month.month - 1) % 3)
        yield ordinal, month.toordinal(), quarter.toordinal(), day.isoformat()
