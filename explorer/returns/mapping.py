"""A mapping: how the headings, words and names of a return are to be read; saved as TOML, edited, used again."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from explorer.errors import ExplorerError
from explorer.returns.headings import FIELDS, plain
from explorer.returns.typed_dates import SLASHES
from explorer.vocabulary import spelled

SECTIONS = ("columns", "kinds", "outcomes", "parties", "defaults", "tables")
RETURN_KEYS = (
    "party",
    "slash",
    "encoding",
    "delimiter",
    "prefix",
    "asked",
    "received",
    "covers",
    "says",
    "source",
)
DEFAULTS = ("from", "to", "kind", "about", "basis")


class MappingError(ExplorerError):
    """A mapping file that cannot be used."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a person says of a return. Every part may be empty; what is not said is recognised or asked.

    ``columns`` heading -> field; ``kinds``, ``outcomes`` word -> term; ``parties`` name -> party id (or ``new``);
    ``defaults`` field -> value where a row says nothing; ``tables`` place -> ``leave out`` or the row of headings.
    """

    columns: Dictionary[str, str] = field(default_factory=dict)
    kinds: Dictionary[str, str] = field(default_factory=dict)
    outcomes: Dictionary[str, str] = field(default_factory=dict)
    parties: Dictionary[str, str] = field(default_factory=dict)
    defaults: Dictionary[str, str] = field(default_factory=dict)
    tables: Dictionary[str, str] = field(default_factory=dict)
    party: str = ""
    slash: str = ""
    encoding: str = ""
    delimiter: str = ""
    prefix: str = ""
    """Put before the ids of sources that the return cites, so that they stay apart from the case's own."""
    asked: str = ""
    received: str = ""
    covers: str = ""
    says: str = ""
    source: str = ""
    """The id that the return has, or is to have, in ``sources.csv``."""
    newer: str = ""
    """``yes``: a newer version of the return before, though no row of that is in it. Said for one import only."""

    def field_of(self, heading: str) -> str:
        """The field a person gave a heading, or ''."""
        return self.columns.get(plain(heading), "")

    def word(self, section: str, text: str) -> str:
        """What a person said that a word of a return means, or ''."""
        found: Dictionary[str, str] = getattr(self, section)
        return found.get(spelled(text), "")

    def with_options(self, **options: str) -> Mapping:
        """The same, with what was said on the command line instead."""
        said = {name: value for name, value in options.items() if value}
        return replace(self, **said) if said else self  # type: ignore[arg-type]

    def with_parties(self, accepted: Dictionary[str, str]) -> Mapping:
        """The same, with more names decided."""
        more = {spelled(name): party for name, party in accepted.items()}
        return replace(self, parties={**self.parties, **more})


def read_mapping(path: Path) -> Mapping:
    """The mapping in a TOML file. Raises :class:`MappingError` naming everything wrong with it."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise MappingError(f"{path} cannot be read: {error.strerror or error}.") from error
    return mapping_in(path, data)


def mapping_in(path: Path, data: bytes) -> Mapping:
    """The mapping that the bytes of the file ``path`` hold."""
    try:
        raw = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise MappingError(
            f"{path} is no TOML: {error}. `--save-mapping` writes one to start from."
        ) from error
    wrong = _wrong(raw)
    if wrong:
        raise MappingError("\n".join(f"{path.name}: {text}" for text in wrong))
    sections = {
        name: {
            (plain if name == "columns" else _as_is if name in ("defaults", "tables") else spelled)(key): str(
                value
            )
            for key, value in raw.get(name, {}).items()
        }
        for name in SECTIONS
    }
    said = {key: str(value) for key, value in raw.get("return", {}).items()}
    return Mapping(**sections, **said)  # type: ignore[arg-type]


def _as_is(text: str) -> str:
    return text


def _wrong(raw: Dictionary[str, Any]) -> list[str]:
    wrong = []
    for name, section in raw.items():
        if name not in (*SECTIONS, "return"):
            wrong.append(f"[{name}] is not known. Use: return, {', '.join(SECTIONS)}.")
        elif not isinstance(section, dict) or any(
            isinstance(value, dict | list) for value in section.values()
        ):
            wrong.append(f"[{name}] must hold lines of the form name = value.")
    if wrong:
        return wrong
    for heading, said in raw.get("columns", {}).items():
        if said not in FIELDS:
            wrong.append(f'columns: "{said}" of "{heading}" is no field. Use one of: {", ".join(FIELDS)}.')
    for key, said in raw.get("return", {}).items():
        if key not in RETURN_KEYS:
            wrong.append(f'return: "{key}" is not known. Use: {", ".join(RETURN_KEYS)}.')
        elif key == "slash" and said not in SLASHES:
            wrong.append(f'return: slash is "one-day" or "stretch", not "{said}".')
    unknown = [key for key in raw.get("defaults", {}) if key not in DEFAULTS]
    said = f"cannot have a default. Use: {', '.join(DEFAULTS)}."
    return wrong + [f'defaults: "{key}" {said}' for key in unknown]


def mapping_text(
    columns: Dictionary[str, str], words: Dictionary[str, Dictionary[str, str]], said: Mapping
) -> str:
    """What was recognised, as TOML to edit: every heading, every word that needs a decision ('' = undecided)."""
    import tomli_w

    shape: dict[str, Any] = {
        "return": {key: getattr(said, key) for key in RETURN_KEYS if getattr(said, key)},
        "columns": dict(columns),
    }
    for name in ("kinds", "outcomes", "parties"):
        if words.get(name):
            shape[name] = {key: value for key, value in words[name].items() if value}
            undecided = [key for key, value in words[name].items() if not value]
            shape[name] |= dict.fromkeys(undecided, "")
    if said.defaults:
        shape["defaults"] = dict(said.defaults)
    if said.tables:
        shape["tables"] = dict(said.tables)
    head = (
        "# How this return is read. Fields: "
        + ", ".join(FIELDS)
        + '.\n# A word given "" is not decided yet. A name given "new" is a party of its own; '
        + "give it the id\n# of a known one where that is meant.\n\n"
    )
    return head + tomli_w.dumps(shape)
