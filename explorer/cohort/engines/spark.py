"""Spark over a cohort: for what one machine does not hold. The same files, the same measures, the same answers."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.cohort.engines import DAYS, Row, Say, calendar, made_for, nothing_said
from explorer.cohort.engines.duck import about_cohort, connected, parts_of
from explorer.cohort.engines.spark_session import Session
from explorer.cohort.engines.stretches import told_from, told_in_arrow
from explorer.cohort.schema import COLUMNS, METADATA, ORDER, VERSION
from explorer.errors import CohortError
from explorer.vocabulary import clip

if TYPE_CHECKING:
    from explorer.cohort.casewise import CaseWork, Told

WORDS = {
    "length": "size",
    "outcomes": "concat_ws(';', steps.outcome)",
    "dates": "concat_ws(';', steps.date)",
}
"""How Spark says of the steps of a request what :meth:`CaseWork.reads` wants."""
TABLE = "table:"
"""Before the name of a table of the catalogue, in place of a file."""
NO_DAY = "(0, 0, 0, '')"
TABLE_NAME = re.compile(r"\w+(\.\w+){0,2}")


class SparkEngine:
    """A cohort in Spark: files that every worker can read under the same name, or ``table:NAME``.

    ``session`` is a Spark already started, which closing leaves running; without it one is started at ``address``.
    A table of the catalogue carries title and marking in its property ``explorer.cohort``, as a file does.
    Raises :class:`CohortError` where it is no cohort or Spark cannot start. Tables of ``spark.sql`` are kept, in
    memory and on disk, from the first measure that reads them until the cohort is closed.
    """

    def __init__(
        self,
        cohort: Path,
        address: str = "local[*]",
        memory: str = "",
        temporary: Path | None = None,
        session: Session | None = None,
    ) -> None:
        name = str(cohort)
        is_table = name.startswith(TABLE)
        paths = [] if is_table else [str(Path(path).resolve()) for path in parts_of(cohort)]
        if not is_table:
            with connected() as reading:
                self.about = about_cohort(reading, cohort, paths)
        self._own = None if session else Session(address, memory, temporary)
        self._session: Session = session or self._own  # type: ignore[assignment]
        self._spark = self._session.spark
        self._made: list[str] = []
        self.say: Say = nothing_said
        try:
            self._open_table(name.removeprefix(TABLE)) if is_table else self._open_files(paths)
        except BaseException:
            self.close()
            raise

    def _open_files(self, paths: Sequence[str]) -> None:
        self._spark.read.parquet(*(f"file://{path}" for path in paths)).createOrReplaceTempView("edge")
        self._made.append("edge")

    def _open_table(self, name: str) -> None:
        if not TABLE_NAME.fullmatch(name):
            raise CohortError(f'"{clip(name)}" is no name of a table. Write table:NAME or table:SCHEMA.NAME.')
        from pyspark.errors import AnalysisException

        try:
            table = self._spark.table(name)
            columns = table.columns
        except AnalysisException as error:
            raise CohortError(f"Spark at {self._session.address} has no table {name}.") from error
        if missing := [column.name for column in COLUMNS if column.name not in columns]:
            raise CohortError(
                f"{name} is no cohort: it has no column {', '.join(missing[:5])}. Make it of a file of "
                "`explorer cohort load`."
            )
        try:
            properties = dict(tuple(row) for row in self._spark.sql(f"SHOW TBLPROPERTIES {name}").collect())
            self.about = {"version": VERSION, "title": name, "marking": ""}
            self.about |= json.loads(properties.get(METADATA, "{}"))
        except (AnalysisException, ValueError):  # a view has no properties
            self.about = {"version": VERSION, "title": name, "marking": ""}
        if self.about["version"] != VERSION:
            raise CohortError(f"{name} was not made by this version of the explorer. Make it anew.")
        table.createOrReplaceTempView("edge")
        self._made.append("edge")

    def rows(self, sql: str) -> list[Row]:
        """The rows of a query; what it reads is made first."""
        self._prepare(sql)
        return self._collected(sql)

    def cases(self, columns: Sequence[str]) -> Iterator[list[Row]]:
        """The rows of each case in turn, one partition at a time."""
        names = ", ".join(f"`{name}`" for name in ("case", *columns))
        order = ", ".join(f"`{name}`" for name in ORDER)
        name: object = None
        found: list[Row] = []
        for row in self._spark.sql(f"SELECT {names} FROM edge ORDER BY {order}").toLocalIterator():
            if row[0] != name and found:
                yield found
                found = []
            name = row[0]
            found.append(tuple(row[1:]))
        if found:
            yield found

    def told(self, work: CaseWork) -> Generator[Told]:
        """What all cases tell, in parts: each partition of whole cases is asked by a worker, by this very explorer,
        which it is sent."""
        order = [f"o{place}" for place in range(len(ORDER))]
        names = [f"`{name}` AS {alias}" for name, alias in zip(ORDER, order, strict=True)]
        rows = self._spark.sql(f"SELECT {', '.join([*names, *work.reads(WORDS, '`')])} FROM edge")
        sorted_rows = rows.repartition(order[0]).sortWithinPartitions(*order).drop(*order[1:])
        asked = sorted_rows.mapInArrow(partial(told_in_arrow, work), "told STRING")
        for (text,) in self._rows_of(asked):
            yield told_from(text)

    def close(self) -> None:
        """Let go of the cohort, and of Spark where it was started for it."""
        if self._own:
            self._own.close()
            return
        for name in reversed(self._made):
            self._spark.catalog.dropTempView(name)
        self._made.clear()

    def __enter__(self) -> SparkEngine:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _collected(self, sql: str) -> list[Row]:
        from pyspark.errors import PySparkException

        try:
            return self._rows_of(self._spark.sql(sql))
        except PySparkException as error:  # of the plan
            raise CohortError(f"Spark could not count: {str(error).strip().splitlines()[0]}") from error

    def _rows_of(self, frame: Any) -> list[Row]:
        from pyspark.errors import PySparkException

        try:
            found = frame.collect()
        except PySparkException as error:
            raise CohortError(f"Spark could not count: {str(error).strip().splitlines()[0]}") from error
        return [tuple(_whole(cell) for cell in row) for row in found]

    def _prepare(self, sql: str) -> None:
        for name, statement in made_for("spark.sql", sql).items():
            if name not in self._made:
                self.say(f"reading the cohort: {name.replace('_', ' ')}")
                self._collected(statement)
                self._made.append(name)
        if "calendar" in sql and "calendar" not in self._made:
            self._make_calendar()
            self._made.append("calendar")

    def _make_calendar(self) -> None:
        rows = calendar(day for (day,) in self._collected(DAYS))
        values = ", ".join(f"({day}, {month}, {quarter}, '{text}')" for day, month, quarter, text in rows)
        every = f"(VALUES {values or NO_DAY}) AS named (day, month, quarter, text)"
        self._collected(f"CREATE OR REPLACE TEMPORARY VIEW calendar AS SELECT * FROM {every} WHERE day > 0")


def _whole(cell: Any) -> Any:
    """Spark gives a percentile of whole numbers as a floating one; the measures count nothing but whole ones."""
    return int(cell) if isinstance(cell, float) else cell
