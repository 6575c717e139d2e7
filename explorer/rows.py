"""What every reader gives and every writer takes: the rows of a case as text, with their places.

This is the narrow waist between file formats and the :class:`explorer.case.Case`. Nothing here knows what a
column means beyond its name; nothing is checked except that a table has the columns it must have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

COLUMNS: dict[str, tuple[str, ...]] = {
    "parties": ("id", "name", "sector", "parent", "area", "aliases", "restriction"),
    "contacts": (
        "id", "date", "date_text", "time", "received", "from", "to", "about", "kind", "summary", "seen",
        "outcome", "outcome_date", "follows", "shares", "topics", "key", "source", "locator", "quote", "basis",
        "restriction",
    ),
    "outcomes": ("contact", "receiver", "date", "outcome", "seen", "summary", "source", "locator", "basis"),
    "sources": (
        "id", "title", "publisher", "date", "kind", "party", "asked", "received", "covers", "says", "url",
        "sha256",
    ),
    "notes": ("id", "contacts", "date", "text", "author", "source"),
    "terms": ("term", "replacement"),
}  # fmt: skip
"""Every table of a case, in the order in which they are read, with its columns in order (design section 3)."""

REQUIRED: dict[str, tuple[str, ...]] = {
    "parties": ("id", "sector"),
    "contacts": ("id", "from", "to", "kind"),
    "outcomes": ("contact", "outcome"),
    "sources": ("id",),
    "notes": ("id", "text"),
    "terms": ("term",),
}
"""The columns a table cannot do without. All others may be left out, which is the same as blank."""

SETTINGS = "case.toml"
MAX_CELL = 100_000
"""Characters in one cell; a longer one is refused. Excel itself stops at 32,767."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table as read: ``columns`` by name in file order, ``rows`` of as many cells, ``numbers`` their row
    numbers as a spreadsheet counts (header = 1), ``file`` the name that messages use."""

    file: str
    columns: tuple[str, ...]
    rows: list[list[str]]
    numbers: list[int]


@dataclass(slots=True)
class RawCase:
    """The rows of a whole case. ``settings`` is the text of ``case.toml``; ``ignored`` what was not read."""

    name: str
    settings: str = ""
    tables: dict[str, RawTable] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)


def table_of(name: str, rows: list[Mapping[str, str]], extra: tuple[str, ...] = ()) -> RawTable:
    """A table made in memory, with the standard columns first and ``extra`` ones after."""
    columns = (*COLUMNS[name], *extra)
    cells = [[row.get(column, "") for column in columns] for row in rows]
    return RawTable(f"{name}.csv", columns, cells, list(range(2, len(cells) + 2)))
