"""Measures that need order, links or standings: each a module in this folder that asks the functions of one case.

The folder is the registry. A module's docstring is its documentation, with the head of an SQL measure
(:mod:`explorer.cohort.measures`) without the dashes; beside it the module has

    tell(report, options) -> what one case tells

as pairs of a group (the cells of the text columns) and what is told of it: ``what`` with a number to add to the column
of that name, or ``what`` with a value of which columns are percentiles (``median_what``, ``p90_what``) or ends
(``shortest_what``, ``longest_what``). Cases are counted here: once for each group that a case tells of. All that is
told adds up, in whatever order and parts, so that many processes give the same rows as one.

A module may have beside ``tell``, where making the cases would cost more than the question, ``READS`` and
``Tally(options, settings)``: what is read of each row (expressions of SQL that give a text, or null), and what hears
one case after the other, each by these texts alone, those of its rows joined. Tests hold the two equal. ``LIMIT``
names the column whose greatest rows alone are given, and the option that says how many.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from explorer.cohort.measures import Measure, measure_of
from explorer.cohort.plain_texts import kinds_by_flow
from explorer.cohort.rows import case_of_rows
from explorer.cohort.schema import COLUMNS
from explorer.vocabulary import extended

if TYPE_CHECKING:
    from explorer.case import Case
    from explorer.cohort.engines import Row
    from explorer.cohort.lockstep.columns import Columns
    from explorer.report import Report
    from explorer.statements import Statement
    from explorer.vocabulary import Vocabulary

Group = tuple[str, ...]
Said = tuple[Group, str, int | None]
Told = Counter[Said]
"""How often something was told: (group, column, None) is a number to add; (group, what, value) one of the values."""

EVERY = tuple(column.name for column in COLUMNS)
PERCENTS = {"median": 50, "p90": 90, "shortest": 0, "longest": 100}


@cache
def modules() -> Mapping[str, ModuleType]:
    """Every module of the folder, by the name of its measure."""
    found = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return MappingProxyType({_measure(module).name: module for module in found})


@cache
def registry() -> Mapping[str, Measure]:
    """Every measure of this folder by name, in the order of their names."""
    return MappingProxyType({name: _measure(modules()[name]) for name in sorted(modules())})


@cache
def _measure(module: ModuleType) -> Measure:
    lines = (module.__doc__ or "").strip().splitlines()
    columns = ", ".join(f'"{name}"' for name in EVERY)
    query = f'SELECT {columns}\nFROM edge\nORDER BY "case", place, number'
    return measure_of("\n".join([*(f"-- {line}" for line in lines), query]))


@dataclass(frozen=True)
class CaseWork:
    """What to ask of each case, for whatever process asks it. ``options`` are those of the measure; ``settings``, as
    JSON, what the cohort adds to each case."""

    name: str
    options: tuple[tuple[str, int], ...] = ()
    settings: str = "{}"

    @property
    def is_joined(self) -> bool:
        """Whether it reads a case as one text for each thing read, those of its rows joined by
        :data:`explorer.cohort.plain_texts.JOIN`; else as its rows."""
        return hasattr(modules()[self.name], "READS")

    def reads(self, words: Mapping[str, str], quote: str) -> list[str]:
        """What it reads of each row, after the case: expressions of an engine's SQL. ``words`` are what an engine says
        in its own way (``length``, ``outcomes`` and ``dates`` of steps); it quotes names with ``quote``."""
        module = modules()[self.name]
        if not self.is_joined:
            return [f"{quote}{name}{quote}" for name in EVERY]
        kinds = {
            flow: ", ".join("'" + kind.replace("'", "''") + "'" for kind in found)
            for flow, found in kinds_by_flow(extended(self._settings.get("vocabulary", {}))[0]).items()
        }
        texts = (text.format(**kinds, **words) for text in module.READS)
        return [f"{text} AS c{place}" for place, text in enumerate(texts)]

    @cached_property
    def _settings(self) -> Mapping[str, Any]:
        return dict(json.loads(self.settings))

    def tally(self) -> Tally:
        """What hears cases one by one, each by its name and what was read of it."""
        module = modules()[self.name]
        found: Tally = module.Tally(dict(self.options), self._settings) if self.is_joined else _Cases(self)
        return found


class Tally(Protocol):
    """Hears cases, and tells what they tell together."""

    def hear(self, name: str, read: Sequence[Any]) -> None:
        """One case more."""

    def told(self) -> Told:
        """What all cases so far tell."""


@runtime_checkable
class ManyTally(Tally, Protocol):
    """Hears many cases at once, too. ``vocabulary`` is that of the cohort."""

    vocabulary: Vocabulary

    def hear_columns(self, columns: Columns) -> list[str]:
        """Cases more; gives the names of those that it left, which are to be heard one by one."""


class _Cases:
    """Of a measure that asks cases: each is made of its rows."""

    def __init__(self, work: CaseWork) -> None:
        self._module, self._options = modules()[work.name], dict(work.options)
        self._settings: Mapping[str, Any] = dict(json.loads(work.settings))
        self._told: Told = Counter()

    def hear(self, name: str, read: Sequence[Any]) -> None:
        case = case_of_rows(read, settings=self._settings)
        said = Counter(_told_of(self._module, case, self._options))
        self._told.update(said)
        self._told.update((group, "cases", None) for group in dict.fromkeys(key[0] for key in said))

    def told(self) -> Told:
        return self._told


def told_of_case(name: str, case: Case, options: Mapping[str, int]) -> Told:
    """What one case tells, by the functions of one case."""
    module = modules()[name]
    said = Counter(_told_of(module, case, options))
    said.update((group, "cases", None) for group in dict.fromkeys(key[0] for key in list(said)))
    return said


def _told_of(module: ModuleType, case: Case, options: Mapping[str, int]) -> Iterator[Said]:
    from explorer.report import Report

    for group, what, number, is_value in module.tell(Report(case), options):
        if is_value:
            yield group, what, number
        else:
            yield from [(group, what, None)] * number


def rows_of(name: str, told: Told, options: Mapping[str, int]) -> list[Row]:
    """The rows of a measure from all that was told: sorted by their text, or the greatest alone."""
    measure, module = registry()[name], modules()[name]
    numbers: dict[Group, dict[str, int]] = {}
    values: dict[tuple[Group, str], Counter[int]] = {}
    for (group, what, value), count in told.items():
        if value is None:
            numbers.setdefault(group, {})[what] = count
        else:
            values.setdefault((group, what), Counter())[value] = count
    rows: list[Row] = [
        (*group, *_cells(measure, group, numbers[group], values)) for group in sorted(numbers, key=_natural)
    ]
    if hasattr(module, "LIMIT"):
        column, option = module.LIMIT
        place = [column.name for column in measure.columns].index(column)
        rows = sorted(rows, key=lambda row: row[place], reverse=True)[: options[option]]
    return rows


def _natural(group: Group) -> tuple[tuple[int, str], ...]:
    return tuple((int(cell) if cell.isdigit() else -1, cell) for cell in group)


def _cells(
    measure: Measure,
    group: Group,
    numbers: Mapping[str, int],
    values: Mapping[tuple[Group, str], Counter[int]],
) -> Iterator[int | None]:
    for column, kind in list(zip(measure.columns, measure.types, strict=True))[len(group) :]:
        share, _, what = column.name.partition("_")
        if kind in ("days", "figure") and share in PERCENTS:
            yield percentile(values.get((group, what), {}), PERCENTS[share])
        else:
            yield numbers.get(column.name, 0)


def percentile(values: Mapping[int, int], percent: int) -> int | None:
    """Of values (how often each was told), the least that so many in a hundred do not exceed; ``None`` of none. The
    same as ``percentile_disc`` of SQL.

    >>> [percentile({1: 1, 2: 1, 5: 1, 7: 1}, percent) for percent in (0, 50, 90, 100)]
    [1, 2, 7, 7]
    """
    wanted = max(1, -(-percent * sum(values.values()) // 100))
    for value in sorted(values):
        wanted -= values[value]
        if wanted <= 0:
            return value
    return None


Telling = tuple[Group, str, int, bool]


def number(group: Group, what: str, count: int = 1) -> Telling:
    """So many, to add to a column."""
    return group, what, count, False


def value(group: Group, what: str, measured: int) -> Telling:
    """One of the values of which a column is a percentile."""
    return group, what, measured, True


def statements(report: Report, name: str, **options: int | str | bool) -> Iterable[Statement]:
    """What the finding of this name states of a case, with these options and its defaults."""
    from explorer.findings import registry as findings

    module = findings()[name]
    used = {key: option.default for key, option in module.OPTIONS.items()} | options
    found: Iterable[Statement] = module.find(report, used)
    return found


def told_as(case: Case, party: str) -> tuple[str, str]:
    """(name, sector) of a party as the measures tell of it: people by their sector."""
    if not party:
        return "", ""
    found = case.parties[party]
    sector = found.sector.id
    return (party if found.is_organisation or found.is_nobody else f"({sector})"), sector
