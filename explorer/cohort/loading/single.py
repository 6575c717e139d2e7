"""Cases made one by one by the functions of one case: read, checked, and put into rows, on every core.

A stream: a few hundred cases at a time go to each process as rows of text and come back as rows of a cohort, or as
problems with the row in the file of the source.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Any

from explorer.case import NOBODY
from explorer.checking import case_of
from explorer.cohort.engines.processes import answers, in_order
from explorer.cohort.loading.connection import NULL, Workshop
from explorer.cohort.loading.parties import SUBJECT
from explorer.cohort.loading.words import items_of
from explorer.cohort.rows import Edge, edges_of
from explorer.errors import CaseError, Problem
from explorer.rows import COLUMNS, RawCase, RawTable
from explorer.sql import named

BATCH = 400
"""Cases that a process takes at a time."""

LESS = "Load again with less memory for the engine, such as `--memory 1GB`: it leaves more for the processes."

Fault = tuple[str, int, str, str, str, str, str]
"""A row of table ``fault``: table, n, rule, column, found, expected, fix."""


@dataclass
class Given:
    """The rows of one case as read, each with its ``n`` first: contacts, outcomes, parties, sources."""

    c: int
    name: str
    settings: str = ""
    tables: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    cuts: dict[int, set[str]] = field(default_factory=dict)
    """By ``n``, ids of contacts that are not there any more."""


def raw_case(given: Given) -> RawCase:
    """The rows of a case as readers give them; row numbers are those of the source."""
    raw = RawCase(given.name, given.settings)
    for name, rows in given.tables.items():
        columns = ("id",) if name == "sources" else COLUMNS[name]
        cells = [[str(cell) for cell in row[1:]] for row in rows]
        if name == "contacts" and given.cuts:
            for row, texts in zip(rows, cells, strict=True):
                gone = given.cuts.get(row[0])
                for column in ("follows", "shares") if gone else ():
                    at = columns.index(column)
                    texts[at] = ";".join(item for item in items_of(texts[at]) if item not in gone)  # type: ignore[operator]
        raw.tables[name] = RawTable(name, columns, cells, [int(row[0]) for row in rows])
    return raw


def made(given: Given) -> tuple[list[Edge], list[Fault]]:
    """The rows of one case, or what is wrong with it.

    Links that contradict each other, and whatever is not wrong with one row, take the whole case with them: nobody
    can tell which row is the wrong one.
    """
    try:
        return list(edges_of(case_of(raw_case(given)))), []
    except CaseError as error:
        return [], faults_of(error.problems, given)


def faults_of(problems: Iterable[Problem], given: Given) -> list[Fault]:
    """Problems of one case as rows of table ``fault``."""
    found = []
    for problem in problems:
        is_placed = problem.file in ("contacts", "outcomes") and problem.row > 0
        if is_placed and problem.column != "follows":
            rule = problem.column or "row"
            found.append(
                (
                    problem.file,
                    problem.row,
                    rule,
                    problem.column,
                    problem.found,
                    problem.expected,
                    problem.fix,
                )
            )
            continue
        rule = "contradiction" if problem.column == "follows" else "parties of the case"
        said = (problem.found, problem.expected, problem.fix)
        found += [("contacts", int(row[0]), rule, problem.column, *said) for row in given.tables["contacts"]]
    return found


def written(rows: Iterable[tuple[int, Edge]], path: Path) -> None:
    """Rows of a cohort as :meth:`Workshop.append` takes them."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        at = Edge._fields.index("steps")
        for c, edge in rows:
            cells = [NULL if cell is None else cell for cell in edge]
            cells[at] = json.dumps(edge.steps)
            writer.writerow([c, *cells])


def _work(job: tuple[list[Given], Path]) -> tuple[Path, list[Fault]]:
    """What one process does: cases in, a file of rows and faults out."""
    given, path = job
    faults: list[Fault] = []

    def rows() -> Iterator[tuple[int, Edge]]:
        for one in given:
            edges, wrong = made(one)
            faults.extend(wrong)
            for edge in edges:
                yield one.c, edge

    written(rows(), path)
    return path, faults


def make_single(shop: Workshop, workers: int, has_own_parties: bool, has_sources: bool) -> list[Fault]:
    """Append to ``edge`` the rows of the cases in ``single``; what is wrong with others of them."""
    if not shop.one("SELECT count(*) FROM single"):
        return []
    jobs = ((batch, shop.fresh("csv")) for batch in _batches(_given(shop, has_own_parties, has_sources)))
    faults: list[Fault] = []
    with closing(mapped(_work, jobs, workers)) as made_by_processes:
        for path, wrong in made_by_processes:
            shop.append("edge", path)
            faults += wrong
    return faults


def mapped(work: Callable[[Any], Any], jobs: Iterator[Any], workers: int) -> Generator[Any]:
    """``work`` of each job, in order, in processes of their own where there is more than one job. To be closed: they
    end with it. Raises :class:`CohortError` when one is ended by the system."""
    first = list(islice(jobs, max(workers, 1)))
    if len(first) < 2:
        yield from map(work, chain(first, jobs))
        return
    processes, jobs = len(first), chain(first, jobs)
    del first  # jobs are large: none is kept longer than it is wanted
    with closing(answers(map, (work,), jobs, processes, fix=LESS, at_once=2)) as numbered:
        yield from in_order(numbered)


def _batches(given: Iterator[Given]) -> Iterator[list[Given]]:
    batch: list[Given] = []
    for one in given:
        batch.append(one)
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _given(shop: Workshop, has_own_parties: bool, has_sources: bool) -> Iterator[Given]:
    """The cases of table ``single``, in order, as rows."""
    contacts = ", ".join(f't."{column}"' for column in COLUMNS["contacts"])
    outcomes = ", ".join(f't."{column}"' for column in COLUMNS["outcomes"])
    streams: dict[str, Iterator[tuple[Any, ...]]] = {
        "contacts": _of_single(shop, "contacts", contacts, "id", "t.n"),
        "outcomes": _of_single(shop, "outcomes", outcomes, "contact", "t.n"),
    }
    if has_own_parties:
        parties = ", ".join(f't."{column}"' for column in COLUMNS["parties"])
        streams["parties"] = _of_single(shop, "parties", parties, "", "t.n")
    if has_sources:
        streams["sources"] = _of_single(shop, "sources", "t.id", "", "t.n")
    names = dict(shop.rows('SELECT c, "case" FROM cases SEMI JOIN single USING (c)'))
    cuts: dict[int, dict[int, set[str]]] = {}
    for c, n, earlier in shop.stream('SELECT c, cut.n, earlier FROM cut JOIN cases USING ("case")'):
        cuts.setdefault(c, {}).setdefault(n, set()).add(earlier)
    grouped = {name: _Groups(stream) for name, stream in streams.items()}
    register = None if has_own_parties else Register(shop)
    for c in sorted(names):
        given = Given(c, names[c], cuts=cuts.get(c, {}))
        for name, groups in grouped.items():
            given.tables[name] = groups.of(c)
        if not given.tables["contacts"]:
            continue
        if register is not None:
            register.put(given)
        if not has_sources:
            name_sources(given)
        yield given


def _of_single(shop: Workshop, table: str, columns: str, owner: str, order: str) -> Iterator[tuple[Any, ...]]:
    gone = f'ANTI JOIN bad b ON b."case" = t."case" AND b.id = t.{named(owner)}' if owner else ""
    return shop.stream(f"""SELECT cases.c, t.n, {columns} FROM {table} t JOIN cases USING ("case")
        SEMI JOIN single USING (c) {gone} ORDER BY cases.c, {order}""")


class _Groups:
    """The rows of a stream that is sorted by its first cell, case by case."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._groups = groupby(rows, key=lambda row: int(row[0]))
        self._next = next(self._groups, None)

    def of(self, c: int) -> list[tuple[Any, ...]]:
        """The rows of case ``c``, without it; cases are asked for in order."""
        while self._next is not None and self._next[0] < c:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != c:
            return []
        rows = [row[1:] for row in self._next[1]]
        self._next = next(self._groups, None)
        return rows


class Register:
    """What cells that name parties mean, where all cases have one register; and ids for sources without a table."""

    def __init__(self, shop: Workshop) -> None:
        self.parties: dict[str, list[str]] = dict(shop.rows("SELECT text, parties FROM ends"))
        self.sectors: dict[str, str] = dict(shop.rows("SELECT party, sector FROM facts"))
        subjects = sorted(party for party, sector in self.sectors.items() if sector == SUBJECT)
        self.default = subjects[0] if len(subjects) == 1 else ""

    def put(self, given: Given) -> None:
        """Names become ids, and the parties that the case names its table of parties."""
        met: set[str] = set()
        for table, columns in (("contacts", ("from", "to", "about")), ("outcomes", ("receiver",))):
            places = [COLUMNS[table].index(column) + 1 for column in columns]
            for number, row in enumerate(given.tables[table]):
                cells = list(row)
                for at in places:
                    parties = self.parties.get(cells[at], ())
                    met.update(parties)
                    cells[at] = ";".join(parties)
                given.tables[table][number] = tuple(cells)
        if self.default and not any(self.sectors.get(party) == SUBJECT for party in met):
            met.add(self.default)
        blank = [""] * len(COLUMNS["parties"])
        given.tables["parties"] = [
            (number, party, *blank[1:2], self.sectors[party], *blank[3:])
            for number, party in enumerate(sorted(met))
            if party != NOBODY and not party.startswith(f"{NOBODY}:")
        ]


def name_sources(given: Given) -> None:
    """Sources of a case that has no table of them: those that its rows name, in order of their text."""
    places = {table: COLUMNS[table].index("source") + 1 for table in ("contacts", "outcomes")}
    texts = sorted(
        {item for table, at in places.items() for row in given.tables[table] for item in items_of(row[at])}
    )
    ids = {text: f"S{number}" for number, text in enumerate(texts, start=1)}
    for table, at in places.items():
        given.tables[table] = [
            (*row[:at], ";".join(ids[item] for item in items_of(row[at])), *row[at + 1 :])
            for row in given.tables[table]
        ]
    given.tables["sources"] = [(number, source) for number, source in enumerate(ids.values())]
