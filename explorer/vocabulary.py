"""The vocabulary: every sector, kind and outcome as data, and the words people write for them.

One file, ``vocabulary.toml``, gives label, spellings, colours, shapes and behaviour; a case may add its own
entries. Nothing else in the code names a sector, a kind or an outcome except where a definition of the design
rests on it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pkgutil import get_data
from types import MappingProxyType
from typing import Any, TypeVar

from explorer.errors import Problem

NO_OUTCOME = "no outcome recorded in the supplied sources"
FLOWS = ("forward", "both", "none", "access")
ENDS = ("", "from", "to")
STROKES = ("strong", "plain", "dotted")
MARKS = ("half", "filled", "bar", "chevron", "cross", "ring")
HOLDERS = ("receiver", "sender", "next", "nobody", "not known")
SHAPES = ("diamond", "dot", "square", "hexagon", "triangle", "triangleDown", "star")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector of parties: ``light`` and ``dark`` are its colour on a light and on a dark ground; ``pseudonym`` is
    what redaction calls one of it, with a letter after."""

    id: str
    label: str
    plural: str
    pseudonym: str = ""
    spellings: tuple[str, ...] = ()
    light: str = "#5f6368"
    dark: str = "#bdc1c6"
    shape: str = "dot"
    is_person: bool = False
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of contact and how it behaves; the fields are explained at the head of ``vocabulary.toml``."""

    id: str
    label: str
    plural: str
    verb: str
    group: str
    spellings: tuple[str, ...] = ()
    stroke: str = "plain"
    asks: bool = False
    flow: str = "none"
    opens: str = ""
    closes: str = ""
    decides: bool = False
    sees: bool = False
    counted: bool = True
    to_optional: bool = False
    rank: int = 0


@dataclass(frozen=True, slots=True)
class OutcomeTerm:
    """An outcome of a request: how it is said, how the arrow ends, and who has the case by this route."""

    id: str
    label: str
    said_as: str
    group: str
    mark: str
    holder: str
    spellings: tuple[str, ...] = ()
    in_hand: bool = False
    holds: bool = False
    settles: bool = False
    ends: bool = False
    onward: bool = False
    rank: int = 0


Term = TypeVar("Term", Sector, Kind, OutcomeTerm)

CHOICES: dict[str, tuple[str, ...]] = {
    "flow": FLOWS,
    "opens": ENDS,
    "closes": ENDS,
    "stroke": STROKES,
    "mark": MARKS,
    "holder": HOLDERS,
    "shape": SHAPES,
}


def spelled(text: str) -> str:
    """The form in which spellings are compared: case, hyphens, underscores and spacing do not matter."""
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").replace("’", "'").split())


@dataclass(frozen=True)
class Vocabulary:
    """All sectors, kinds and outcomes by id, in the order of the file (additions last)."""

    sectors: Mapping[str, Sector]
    kinds: Mapping[str, Kind]
    outcomes: Mapping[str, OutcomeTerm]
    _ids: dict[str, dict[str, str]] = field(repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for name, terms in self._tables().items():
            known: dict[str, str] = {}
            for term in terms.values():
                for text in (*term.spellings, getattr(term, "plural", term.label), term.label, term.id):
                    known[spelled(text)] = term.id
            for term in terms.values():
                known[spelled(term.id)] = term.id
            self._ids[name] = known

    def _tables(self) -> dict[str, Mapping[str, Sector] | Mapping[str, Kind] | Mapping[str, OutcomeTerm]]:
        return {"sector": self.sectors, "kind": self.kinds, "outcome": self.outcomes}

    def id_of(self, what: str, text: str) -> str | None:
        """The id that ``text`` spells, or ``None``. ``what`` is ``sector``, ``kind`` or ``outcome``."""
        return self._ids[what].get(spelled(text))

    def unknown(self, what: str, found: str) -> Problem:
        """The problem of a word that is none of the vocabulary, with the likeliest meant."""
        ids = list(self._tables()[what])
        near = suggest(spelled(found), self._ids[what])
        meant = (
            f'Did you mean "{self._ids[what][near]}"?' if near else f"Use one of: {', '.join(sorted(ids))}."
        )
        return Problem("", 0, what, found, f'"{clip(found)}" is no {what} of the vocabulary.', meant)


def clip(text: str, most: int = 60) -> str:
    """``text`` for a message: one line, at most ``most`` characters, control characters shown as such."""
    flat = "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text[: most + 1])
    return flat if len(text) <= most else flat[:most] + "..."


def suggest(found: str, known: Iterable[str]) -> str | None:
    """The known word nearest to ``found``, or ``None`` when none is near, or too many to compare with.

    Cost: linear in the known words, 20 ms for the most it compares with.
    """
    words = sorted(known)
    if len(found) > 200 or len(words) > 2000:
        return None
    import difflib  # 7 ms, and only a mistake needs it

    near = difflib.get_close_matches(found, words, n=1, cutoff=0.7)
    return near[0] if near else None


def _wrong(table: str, term_id: str, what: str, fix: str) -> Problem:
    return Problem("case.toml", 0, f"vocabulary.{table}.{term_id}", term_id, what, fix)


def _term(
    kind_of: type[Term], table: str, term_id: str, entry: Mapping[str, Any], rank: int
) -> Term | Problem:
    """One entry as a record, or the first thing wrong with it."""
    known = {item.name: item for item in fields(kind_of)}
    for name, value in entry.items():
        if name not in known or name in ("id", "rank"):
            return _wrong(table, term_id, f'"{clip(name)}" is no field of a {table}.', "See vocabulary.toml.")
        wanted = {"spellings": list, "bool": bool}.get(
            name if name == "spellings" else str(known[name].type), str
        )
        if not isinstance(value, wanted):
            return _wrong(table, term_id, f"{name} must be a {wanted.__name__}.", "See vocabulary.toml.")
        if name in CHOICES and value not in CHOICES[name]:
            choices = ", ".join(choice or '""' for choice in CHOICES[name])
            return _wrong(
                table, term_id, f'{name} "{clip(str(value))}" is not known.', f"Use one of: {choices}."
            )
        if name in ("light", "dark") and not COLOUR.match(str(value)):
            return _wrong(table, term_id, f'"{clip(str(value))}" is no colour.', "Write it as #rrggbb.")
    values = {"label": term_id.replace("-", " ").capitalize(), **entry, "id": term_id, "rank": rank}
    values["spellings"] = tuple(str(text) for text in values.get("spellings", ()))
    values.setdefault("plural", values["label"])
    if kind_of is Kind:
        values.setdefault("verb", "contacts")
        values.setdefault("group", "telling")
    if kind_of is OutcomeTerm:
        values.pop("plural", None)
        for name, default in (("said_as", values["label"].lower()), ("group", "open"), ("mark", "half")):
            values.setdefault(name, default)
        values.setdefault("holder", "not known")
    return kind_of(**values)


def _build(tables: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> tuple[Vocabulary, list[Problem]]:
    problems: list[Problem] = []

    def read(kind_of: type[Term], table: str) -> dict[str, Term]:
        terms: dict[str, Term] = {}
        for rank, (term_id, entry) in enumerate(tables.get(table, {}).items()):
            if not isinstance(entry, Mapping):
                problems.append(_wrong(table, term_id, "an entry is a table.", f"Write [{table}.{term_id}]."))
                continue
            term = _term(kind_of, table, term_id, entry, rank)
            if isinstance(term, Problem):
                problems.append(term)
            else:
                terms[term_id] = term
        return terms

    vocabulary = Vocabulary(
        MappingProxyType(read(Sector, "sector")),
        MappingProxyType(read(Kind, "kind")),
        MappingProxyType(read(OutcomeTerm, "outcome")),
    )
    return vocabulary, problems


@cache
def _standard_tables() -> dict[str, Any]:
    text = get_data("explorer", "vocabulary.toml")  # also where the package is an archive
    assert text is not None
    return tomllib.loads(text.decode("utf-8"))


@cache
def standard() -> Vocabulary:
    """The vocabulary that comes with the explorer. Cost: a few milliseconds, once."""
    return _build(_standard_tables())[0]


def extended(additions: Mapping[str, Any]) -> tuple[Vocabulary, list[Problem]]:
    """The standard vocabulary with a case's own entries; an entry of a known id replaces fields of it.

    Args: ``additions`` maps ``sector``, ``kind`` or ``outcome`` to entries by id, as in ``vocabulary.toml``.
    Returns the vocabulary and what was wrong with the additions (empty: nothing).
    """
    if not additions:
        return standard(), []
    problems: list[Problem] = []
    tables = {name: dict(entries) for name, entries in _standard_tables().items()}
    for table, entries in additions.items():
        if table not in tables or not isinstance(entries, Mapping):
            fix = "Use [vocabulary.sector.ID], [vocabulary.kind.ID] or [vocabulary.outcome.ID]."
            problems.append(
                Problem("case.toml", 0, "vocabulary", table, f'"{clip(table)}" is no table.', fix)
            )
            continue
        for term_id, entry in entries.items():
            ours = tables[table].get(term_id, {})
            tables[table][term_id] = {**ours, **entry} if isinstance(entry, Mapping) else entry
    vocabulary, wrong = _build(tables)
    return vocabulary, problems + wrong
