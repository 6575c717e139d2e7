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

MEANINGS: dict[str, dict[str, str]] = {
    "parties": {
        "id": "letters, digits, hyphens; used in the other files",
        "name": "the name shown; people by role",
        "sector": "subject, family, public, professional, education, health, police, ... (`vocabulary.toml`)",
        "parent": "the organisation it is part of",
        "area": "where it works",
        "aliases": "other names, separated by `;`",
        "restriction": "a tag for rows that may not leave the machine",
    },
    "contacts": {
        "id": "given once, never renumbered; the same id again is another account of the same contact",
        "date": "EDTF, as sure as the source; blank = not recorded",
        "date_text": "the words of the source, where they differ",
        "time": "HH:MM",
        "received": "when it reached the receiver, where that differs; or `never`",
        "from": "a party by id, name or alias; `unknown`, `unknown:police`",
        "to": "one or several (`;`); blank only for an incident, a closure, an index event",
        "about": "subject ids (`;`); blank = the only subject",
        "kind": "referral, notification, visit, meeting, exclusion, ... (`vocabulary.toml`)",
        "summary": "what happened or was said, in neutral words",
        "seen": "was the subject seen at it? `yes`, `no`, blank = not recorded",
        "outcome": "what the receiver did with a request: shorthand for a row of `outcomes.csv`",
        "outcome_date": "when",
        "follows": "ids of contacts it was made because of (`;`)",
        "shares": "ids of earlier contacts whose content it passed on (`;`); `none` = nothing earlier",
        "topics": "tags (`;`)",
        "key": "`yes` = a key episode",
        "source": "source ids (`;` = one account each)",
        "locator": "page or paragraph",
        "quote": "the words themselves",
        "basis": "`recorded` (default), `reported` (a source says that it happened), `inferred` (a reader's gloss)",
        "restriction": "a tag for rows that may not leave the machine",
    },
    "outcomes": {
        "contact": "id of the request",
        "receiver": "whose step it is; may be blank where there is one receiver",
        "date": "EDTF",
        "outcome": "received, accepted, closed, passed-on, no-further-action, ... (`vocabulary.toml`)",
        "seen": "did the receiver see the subject before it? `yes`, `no` = a source says not, blank",
        "summary": "in neutral words",
        "source": "source ids",
        "locator": "page or paragraph",
        "basis": "as above",
    },
    "sources": {
        "id": "such as S1; the order of rows is the order of preference",
        "title": "what it is called",
        "publisher": "who published or wrote it",
        "date": "EDTF",
        "kind": "return, report, statement, article, ...",
        "party": "whose return it is",
        "asked": "when a return was asked for",
        "received": "when it came",
        "covers": "the period it covers, an EDTF stretch",
        "says": "`records`, `nothing known`, `no return`",
        "url": "where it was published",
        "sha256": "hash of the document",
    },
    "notes": {
        "id": "such as N1",
        "contacts": "ids of the contacts it is about (`;`)",
        "date": "the day or period it is about",
        "text": "analysis, never fact",
        "author": "whose analysis it is",
        "source": "where it is published",
    },
    "terms": {
        "term": "words that redaction replaces in free text",
        "replacement": "by what",
    },
}
"""What each column holds, for people."""

IMPORTED_COLUMNS = ("as_typed", "outcome_text")
"""Extra columns that ``explorer import`` adds: words of a return that stand in the case in another form, or in none."""

SETTINGS = "case.toml"
COMPANIONS = ("imported.csv", "left-out.csv", "decisions.csv", "mapping.toml")
"""What a case folder holds beside its tables, for ``explorer import`` and ``match``; no part of the case."""
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
