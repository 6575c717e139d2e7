"""Measures: what is counted over a cohort, each a ``.sql`` file in this folder. The folder is the registry.

The head of a file is its documentation, from which the help and the README are made:

    -- name: repeats
    -- title: Repeat referrals
    -- What it counts, in a few lines.
    -- finding: repeat-referrals              the finding of one case whose patterns it counts
    -- option within_days 90 days: What it means       used as :within_days, a whole number
    -- column receiver text: To. What it means         TYPE, heading, meaning, in the order of the columns
    -- sum referrals: taken_on ended other             a total and its parts in a row
    -- margin receiver: referrals ended                rows of one receiver add up to totals that another measure shows
    -- margin sender+receiver: referrals ended         rows of one of each

The last two say what small numbers could be worked out from (:mod:`explorer.cohort.small`). The type of a column is
``text``; ``days``, a number of days; ``cases``, how many cases a row rests on; ``count``, a total; ``part``, a count
that is part of a total. What follows is one query that every engine reads alike, over the tables that the engine's own
``.sql`` makes: no construct but those that a test lists.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from explorer.cohort.small import Sums
from explorer.errors import UnknownNameError
from explorer.tables import Column, Table
from explorer.vocabulary import clip, suggest

TYPES = ("text", "days", "cases", "count", "part")
_COLUMN = re.compile(r"column (\w+) (\w+): ([^.]+)(?:\. (.*))?")
_SUM = re.compile(r"(sum|margin) ([\w+]+): ([\w ]+)")
_OPTION = re.compile(r"option (\w+) (\d+) ([\w-]+): (.*)")
MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class MeasureOption:
    """A whole number from 0 to a million, given as text."""

    name: str
    default: int
    unit: str
    description: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure as its file says it. ``types`` are those of its columns, as the folder says them."""

    name: str
    title: str
    definition: str
    findings: tuple[str, ...]
    options: tuple[MeasureOption, ...]
    columns: tuple[Column, ...]
    types: tuple[str, ...]
    sums: Sums
    sql: str

    def query(self, given: Mapping[str, str]) -> str:
        """The query with these options, or their defaults. Raises :class:`UnknownNameError` for one that is none."""
        known = {option.name: option for option in self.options}
        if wrong := sorted(given.keys() - known.keys()):
            meant = f"Use one of: {', '.join(known)}." if known else "It has none."
            raise UnknownNameError(f'"{clip(wrong[0])}" is no option of {self.name}. {meant}')
        sql = self.sql
        for name, option in known.items():
            text = given.get(name, str(option.default)).strip()
            if not text.isascii() or not text.isdigit() or int(text[:9]) > MOST:
                raise UnknownNameError(f'{name} is a whole number from 0 to {MOST:,}, not "{clip(text)}".')
            sql = re.sub(rf":{name}\b", str(int(text[:9])), sql)
        return sql


@cache
def registry() -> Mapping[str, Measure]:
    """Every measure by name, in the order of their names."""
    found = [measure_of(path.read_text("utf-8")) for path in Path(__file__).parent.glob("*.sql")]
    return MappingProxyType({measure.name: measure for measure in sorted(found, key=lambda item: item.name)})


def measure_called(name: str) -> Measure:
    """The measure of this name; :class:`UnknownNameError` with the likeliest meant."""
    wanted = name.strip().casefold().replace("_", "-")
    if wanted not in registry():
        near = suggest(wanted, registry())
        meant = f'Did you mean "{near}"?' if near else f"Use one of: {', '.join(registry())}."
        raise UnknownNameError(f'"{clip(name)}" is no measure. {meant}')
    return registry()[wanted]


def measures_table() -> Table:
    """Every measure with its options and the findings of one case that it counts."""
    columns = (
        Column("name", "Measure", "text", "How it is called", in_head=True),
        Column("title", "Title", "text", "What it counts, in a few words", in_head=True),
        Column("definition", "Definition", "text", "What it counts", is_wide=True),
        Column("findings", "Finding of one case", "list", "Whose patterns it counts"),
        Column("options", "Options", "list", "NAME=DEFAULT: what it means", is_wide=True),
    )
    rows = tuple(
        (
            measure.name,
            measure.title,
            measure.definition,
            measure.findings,
            tuple(f"{option.name}={option.default}: {option.description}" for option in measure.options),
        )
        for measure in registry().values()
    )
    return Table("measures", "Measures", columns, rows)


def measure_of(text: str) -> Measure:
    """A measure from the text of its file. Raises ``ValueError`` for a head that is not of the shape above."""
    said: dict[str, str] = {}
    definition, options, columns, types = [], [], [], []
    sums: dict[str, list[tuple[str, list[str]]]] = {"sum": [], "margin": []}
    for line in (line[2:].strip() for line in text.splitlines() if line.startswith("--")):
        key, colon, rest = line.partition(":")
        if key in ("name", "title", "finding") and colon:
            said[key] = rest.strip()
        elif option := _OPTION.fullmatch(line):
            name, default, unit, meaning = option.groups()
            options.append(MeasureOption(name, int(default), unit, meaning))
        elif column := _COLUMN.fullmatch(line):
            columns.append(_column(*column.groups()))
            types.append(column[2])
        elif adding := _SUM.fullmatch(line):
            sums[adding[1]].append((adding[2], adding[3].split()))
        else:
            definition.append(line)
    names = [column.name for column in columns]
    return Measure(
        name=said["name"],
        title=said["title"],
        definition=" ".join(definition),
        findings=tuple(part.strip() for part in said["finding"].split(",")),
        options=tuple(options),
        columns=tuple(columns),
        types=tuple(types),
        sums=Sums(
            tuple((names.index(total), _places(names, parts)) for total, parts in sums["sum"]),
            tuple((_places(names, by.split("+")), _places(names, columns)) for by, columns in sums["margin"]),
        ),
        sql="\n".join(line for line in text.splitlines() if not line.startswith("--")),
    )


def _column(name: str, kind: str, heading: str, meaning: str | None) -> Column:
    if kind not in TYPES:
        raise ValueError(f"{name}: no type {kind}")
    unit = kind if kind in ("days", "cases") else ""
    return Column(name, heading, "text" if kind == "text" else "number", meaning or heading, unit)


def _places(names: Sequence[str], wanted: Sequence[str]) -> tuple[int, ...]:
    return tuple(names.index(name) for name in wanted)
