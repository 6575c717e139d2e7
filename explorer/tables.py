"""Tables: a view of the report as columns and rows, which every table format writes.

A column has a name (stable, used in JSON), a heading (what people read), a type and a description; cells are
text, whole numbers, true or false, dates of the case, or lists of texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from explorer.case import Case, Contact
from explorer.dates import EDTFDate, describe, iso_day
from explorer.withheld import absent_text

Cell = str | int | bool | None | tuple[str, ...] | EDTFDate


@dataclass(frozen=True, slots=True)
class Column:
    """``type`` is text, number, yes-no, date or list; a date column is written as three (as written, first
    day, last day) where the format cannot hold it in one. ``is_wide`` columns hold sentences; ``in_head`` ones
    name the row where it is told as a paragraph, which leaves out what is ``usual``; without ``in_text`` only
    data formats have it."""

    name: str
    heading: str
    type: str
    description: str
    unit: str = ""
    is_wide: bool = False
    in_head: bool = False
    usual: str = ""
    in_text: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A named table. ``rows`` hold as many cells as there are columns; ``case`` is the title of the case, and
    ``marking`` its marking, which every format carries; ``none`` is what is said where there are no rows."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    case: str = ""
    marking: str = ""
    none: str = "nothing on record"


def cell_text(cell: Cell) -> str:
    """A cell as people read it: dates in words, lists with semicolons, blanks as ''."""
    if cell is None:
        return ""
    if isinstance(cell, EDTFDate):
        return describe(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, tuple):
        return "; ".join(cell)
    return str(cell)


def cell_json(cell: Cell) -> object:
    """A cell for JSON: a date as {text, first_day, last_day} with ISO days, ``day 14`` or null."""
    if isinstance(cell, EDTFDate):
        first, last = cell.first_day, cell.last_day
        return {
            "text": cell.text,
            "first_day": None if first is None else iso_day(first),
            "last_day": None if last is None else iso_day(last),
        }
    return list(cell) if isinstance(cell, tuple) else cell


def of_case(table: Table, case: Case) -> Table:
    """The table with the title and the marking of its case."""
    return replace(table, case=case.title, marking=case.marking, none=absent_text(case, table.none))


def names_of(case: Case, parties: Sequence[str]) -> tuple[str, ...]:
    """The names of parties by id, blanks left out."""
    return tuple(case.party_name(party) for party in parties if party)


def place_text(contact: Contact) -> tuple[str, ...]:
    """Source and locator of each account: ``S1 para 4``."""
    return tuple(
        f"{account.source} {account.locator}".strip() for account in contact.accounts if account.source
    )


def places_text(contact: Contact) -> str:
    """The same as one text, sources with the same locator told together: ``S1 para 4; S2, S3 row 9``."""
    places: dict[str, list[str]] = {}
    for account in contact.accounts:
        if account.source:
            places.setdefault(account.locator, []).append(account.source)
    return "; ".join(f"{', '.join(dict.fromkeys(of))} {locator}".strip() for locator, of in places.items())
