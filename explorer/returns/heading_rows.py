"""The rows of a table that say what its columns hold: one row of headings, two, and what stands under them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from explorer.returns.grids import Grid
from explorer.returns.headings import (
    KEEP,
    LEAVE_OUT,
    LONGEST,
    NOTE,
    Heading,
    heading_of,
    plain,
    recognised,
)
from explorer.returns.mapping import Mapping
from explorer.rows import COLUMNS
from explorer.sheet import CONTROL

RESERVED = {*COLUMNS["contacts"], "as_typed", "outcome_text"}
SEARCHED = 40
"""Rows from the top in which the headings are looked for."""
JOINED = ("summary", "outcome", "record", "locator", "quote", "topics", "about", "to", "from")
"""Fields that several columns may fill."""
_HINT = re.compile(
    r"\(.*\)|\[.*\]|<.*>|[dmyh]{1,4}(?:[/.\-: ]+[dmyh]{1,4})+|(?:free )?text|y/n|yes/no|yes or no|e\.?g\.?[ :].*|"
    r"please .*|drop ?down(?: list)?|mandatory|required|optional|if known|24 ?h(?:ou)?rs?(?: clock)?|select.*|"
    r"choose.*",
    re.DOTALL,
)
"""What a row under the headings says of how the cells are to be filled in."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its place from 0, its field, and its heading as shown, unlike any other of the table."""

    at: int
    field: str
    shown: str


@dataclass(slots=True)
class HeadingRows:
    """Where the headings of a table stand. ``rows`` are their indices in the grid, ``texts`` the headings, ``hints``
    indices of rows under them that tell how to fill the table in."""

    rows: range
    texts: list[str]
    hints: range


def find(grid: Grid, mapping: Mapping, said: str = "") -> HeadingRows | None:
    """The headings of a table; None where it has none that are known. ``said``: the row that a person named."""
    number = int(said) if said.isdigit() else _best(grid, mapping)
    if number not in grid.numbers:
        return None
    first = grid.numbers.index(number)
    texts, end = list(grid.rows[first]), first + 1
    if end < len(grid.rows) and _is_second(grid.rows[end], texts, mapping):
        under = grid.rows[end]
        width = max(len(texts), len(under))
        texts, under = texts + [""] * (width - len(texts)), under + [""] * (width - len(under))
        texts = [sub if sub.strip() else text for text, sub in zip(texts, under, strict=True)]
        end += 1
    last = end
    while last < len(grid.rows) and last < end + 2 and _are_hints(grid.rows[last]):
        last += 1
    return HeadingRows(range(first, end), texts, range(end, last))


def _best(grid: Grid, mapping: Mapping) -> int:
    """The number of the row with the most known headings, at least two of them; 0 where there is none."""
    best, most = 0, 1
    for number, row in zip(grid.numbers[:SEARCHED], grid.rows[:SEARCHED], strict=True):
        known = _known(row, mapping)
        filled = sum(1 for cell in row if cell.strip())
        if known > most and known * 3 >= filled:
            best, most = number, known
    return best


def _known(row: list[str], mapping: Mapping) -> int:
    return max(recognised(row), sum(1 for cell in row if mapping.field_of(cell)))


def _is_second(row: list[str], above: list[str], mapping: Mapping) -> bool:
    """Is a row a second row of headings: nothing but headings, at least one of them known, under what is blank or
    spans several columns above?"""
    filled = [(at, cell) for at, cell in enumerate(row) if cell.strip()]
    if not filled or len(filled) >= len([cell for cell in above if cell.strip()]) + 3:
        return False
    known = [at for at, cell in filled if heading_of(cell).field != KEEP or mapping.field_of(cell)]
    under_known = [
        at
        for at, _ in filled
        if at < len(above) and above[at].strip() and heading_of(above[at]).field != KEEP
    ]
    return len(known) == len(filled) and len(filled) > 1 and not under_known


def _are_hints(row: list[str]) -> bool:
    filled = [cell.strip().casefold() for cell in row if cell.strip()]
    return bool(filled) and all(_HINT.fullmatch(cell) for cell in filled)


def columns_of(texts: list[str], width: int, mapping: Mapping, remarks: list[str]) -> list[Column]:
    """The columns that headings name. A field that two columns claim goes to the first, unless it joins."""
    columns: list[Column] = []
    taken: set[str] = set()
    for at, text in enumerate(texts + [""] * (width - len(texts))):
        heading = heading_of(" ".join(text.split()))
        name = mapping.field_of(text) or heading.field
        shown = heading.text or f"column {at + 1}"
        if name in taken and name not in (*JOINED, NOTE, KEEP, LEAVE_OUT):
            remarks.append(
                f'the heading "{shown}" means {name} too; the first such column was used, this one kept.'
            )
            name = KEEP
        taken.add(name)
        columns.append(Column(at, name, _apart(shown, name, {column.shown for column in columns})))
    return columns


def headings_of(texts: list[str], columns: list[Column], mapping: Mapping) -> list[Heading]:
    """What each heading was taken for, for a person to see."""
    found = []
    for column, text in zip(columns, texts, strict=False):
        if text.strip():
            heading = heading_of(" ".join(text.split()))
            score = 100.0 if mapping.field_of(text) else heading.score
            found.append(Heading(column.shown, column.field, score, heading.meant))
    return found


def _apart(shown: str, name: str, others: set[str]) -> str:
    """A heading that no other column of the table has and, if it is kept, that is no column of a case."""
    shown = CONTROL.sub("", shown)[:LONGEST] or "column"
    standard = plain(shown).replace(" ", "_") in RESERVED and name == KEEP
    if shown not in others and not standard:
        return shown
    return next(f"{shown} ({at})" for at in range(2, 10**4) if f"{shown} ({at})" not in others)
