"""``case.toml`` as records: title, marking, scope, expected contacts, targets, holding sectors."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from explorer.characters import printable
from explorer.dates import BLANK, EDTFDate, parse
from explorer.errors import DateError, Problem
from explorer.rows import SETTINGS
from explorer.vocabulary import Vocabulary, clip, extended, standard

HOLDING_SECTORS = ("social-care", "safeguarding-hub", "mental-health", "counter-terrorism", "justice")
GROUNDS = ("guidance", "review")
KNOWN = {
    "title",
    "marking",
    "scope",
    "holding",
    "targets",
    "expected",
    "vocabulary",
    "profile",
    "calendar",
    "withheld",
}
EXPECTED_FIELDS = ("id", "from", "to", "kind", "by", "about", "said_by", "locator", "ground")
SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")


@dataclass(frozen=True)
class Settings:
    """``case.toml``, checked as far as it can be without the tables. ``expected`` is still text."""

    title: str = ""
    marking: str = ""
    scope_from: EDTFDate = BLANK
    scope_to: EDTFDate = BLANK
    holding_sectors: tuple[str, ...] = HOLDING_SECTORS
    targets: tuple[tuple[str, int, str, str], ...] = ()
    """(name, days, kind id or '', sector id or '')"""
    expected: tuple[Mapping[str, str], ...] = ()
    vocabulary: Vocabulary = field(default_factory=standard)
    raw: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


class _Reader:
    """Reads one settings text and keeps every problem it meets."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.warnings: list[str] = []

    def wrong(self, column: str, found: object, expected: str, fix: str) -> None:
        self.problems.append(Problem(SETTINGS, 0, column, str(found), expected, fix))

    def text(self, table: Mapping[str, Any], key: str, column: str) -> str:
        value = table.get(key, "")
        if isinstance(value, str):
            if printable(value) != value:
                self.wrong(column, value, "it holds a character that cannot be kept.", "Delete it.")
            return printable(value.strip())
        if hasattr(value, "isoformat"):  # a TOML date, written without quotation marks
            return str(value.isoformat())
        self.wrong(column, value, "must be a text.", 'Put it in quotation marks: "...".')
        return ""

    def table(self, raw: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        value = raw.get(key, {})
        if isinstance(value, Mapping):
            return value
        self.wrong(key, value, "must be a table.", f"Write [{key}] on a line of its own.")
        return {}

    def date(self, table: Mapping[str, Any], key: str, column: str) -> EDTFDate:
        try:
            return parse(self.text(table, key, column))
        except DateError as error:
            self.wrong(column, error.found, error.expected, error.fix)
            return BLANK

    def sectors(self, raw: Mapping[str, Any], vocabulary: Vocabulary) -> tuple[str, ...]:
        named = self.table(raw, "holding").get("sectors", list(HOLDING_SECTORS))
        if not isinstance(named, list) or not all(isinstance(item, str) for item in named):
            self.wrong("holding.sectors", named, "must be a list of sectors.", 'Write ["police", "health"].')
            return HOLDING_SECTORS
        found = []
        for item in named:
            sector = vocabulary.id_of("sector", item)
            if sector is None:
                self.problems.append(vocabulary.unknown("sector", item).at(SETTINGS, 0, "holding.sectors"))
            else:
                found.append(sector)
        return tuple(dict.fromkeys(found))

    def targets(
        self, raw: Mapping[str, Any], vocabulary: Vocabulary
    ) -> tuple[tuple[str, int, str, str], ...]:
        targets = []
        for name, entry in sorted(self.table(raw, "targets").items()):
            column = f"targets.{name}"
            days = entry.get("days") if isinstance(entry, Mapping) else entry
            if not isinstance(days, int) or isinstance(days, bool) or not 0 <= days <= 36600:
                self.wrong(
                    column, days, "days must be a whole number of days.", f"Write [{column}] days = 10."
                )
                continue
            terms = []
            for what in ("kind", "sector"):
                said = self.text(entry, what, f"{column}.{what}") if isinstance(entry, Mapping) else ""
                term = vocabulary.id_of(what, said) if said else ""
                if term is None:
                    self.problems.append(vocabulary.unknown(what, said).at(SETTINGS, 0, f"{column}.{what}"))
                terms.append(term or "")
            targets.append((name, days, terms[0], terms[1]))
        return tuple(targets)

    def expected(self, raw: Mapping[str, Any]) -> tuple[Mapping[str, str], ...]:
        entries = raw.get("expected", [])
        if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
            self.wrong("expected", entries, "must be a list of tables.", "Write [[expected]] before each.")
            return ()
        found = []
        for number, entry in enumerate(entries, start=1):
            column = f"expected {number}"
            for key in entry:
                if key not in EXPECTED_FIELDS:
                    fix = f"Use: {', '.join(EXPECTED_FIELDS)}."
                    self.wrong(column, key, f'"{clip(key)}" is no field of an expected contact.', fix)
            found.append(
                MappingProxyType({key: self.text(entry, key, f"{column}.{key}") for key in EXPECTED_FIELDS})
            )
        return tuple(found)


def settings_of(text: str) -> tuple[Settings, list[Problem], list[str]]:
    """``case.toml`` as :class:`Settings`, with everything wrong in it, and warnings.

    An empty text gives the defaults. Text that is no TOML gives the defaults and one problem.
    """
    try:
        raw = tomllib.loads(text.removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        problem = Problem(
            SETTINGS, 0, "", "", f"is not TOML: {clip(str(error), 200)}.", "See https://toml.io."
        )
        return Settings(), [problem], []
    reader = _Reader()
    vocabulary, wrong = extended(reader.table(raw, "vocabulary"))
    reader.problems += wrong
    scope = reader.table(raw, "scope")
    for key in raw:
        if key not in KNOWN:
            reader.warnings.append(f'{SETTINGS}: "{clip(key)}" is not known and was not used.')
    settings = Settings(
        title=reader.text(raw, "title", "title"),
        marking=reader.text(raw, "marking", "marking"),
        scope_from=reader.date(scope, "from", "scope.from"),
        scope_to=reader.date(scope, "to", "scope.to"),
        holding_sectors=reader.sectors(raw, vocabulary),
        targets=reader.targets(raw, vocabulary),
        expected=reader.expected(raw),
        vocabulary=vocabulary,
        raw=MappingProxyType(raw),
    )
    first, last = settings.scope_from.first_day, settings.scope_to.last_day
    if first is not None and last is not None and first > last:
        reader.wrong("scope", settings.scope_to.text, "ends before it begins.", "Exchange from and to.")
    return settings, reader.problems, reader.warnings
