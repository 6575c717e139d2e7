"""A folder of case folders: each read and checked as any case is, and put into rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from explorer.case import Case
from explorer.checking import case_of
from explorer.cohort.loading.connection import Workshop
from explorer.cohort.loading.reading import refused
from explorer.cohort.loading.single import mapped, written
from explorer.cohort.rows import edges_of
from explorer.errors import CaseError
from explorer.readers import read_case, registry
from explorer.storing import rows_of

BATCH = 50
REFUSED = "case refused"


@dataclass
class Met:
    """What stands in the cases beside their rows. ``wrong`` are rows of the quarantine; ``names`` counts the names of
    organisations, by id; ``vocabulary`` holds each entry of a case's own, by table and id, as first met."""

    read: int = 0
    left_out: int = 0
    wrong: list[tuple[Any, ...]] = field(default_factory=list)
    names: dict[str, Counter[str]] = field(default_factory=dict)
    markings: set[str] = field(default_factory=set)
    vocabulary: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, other: Met) -> None:
        """Take in what another process met."""
        self.read += other.read
        self.left_out += other.left_out
        self.wrong += other.wrong
        self.markings |= other.markings
        for party, names in other.names.items():
            self.names.setdefault(party, Counter()).update(names)
        for table, entries in other.vocabulary.items():
            for term, entry in entries.items():
                self.vocabulary.setdefault(table, {}).setdefault(term, entry)


def case_paths(folder: Path) -> list[Path]:
    """The cases in a folder: case folders, and files of any other format in which a case is read."""
    suffixes = {suffix for suffix in registry() if suffix}
    found = [
        entry
        for entry in folder.iterdir()
        if not entry.name.startswith((".", "~"))
        and ((entry / "contacts.csv").is_file() if entry.is_dir() else entry.suffix.casefold() in suffixes)
    ]
    return sorted(found, key=lambda path: path.name)


def load_folders(
    shop: Workshop, paths: list[Path], include: Iterable[str], encoding: str, workers: int
) -> Met:
    """Append the rows of the cases at ``paths`` to ``edge``. A case in which anything is wrong is left out whole, and
    every problem of it goes to the quarantine: the one-case checker refuses it as well."""
    names: dict[str, Path] = {}
    for path in paths:
        name = path.resolve().name if path.is_dir() else path.stem
        if name in names:
            raise refused(
                path.name, f'"{name}" is the name of two cases.', f"Rename {names[name].name} or {path.name}."
            )
        names[name] = path
    ordered = [(c, names[name]) for c, name in enumerate(sorted(names), start=1)]
    tags = tuple(sorted(include))
    jobs = (
        (ordered[at : at + BATCH], tags, encoding, shop.fresh("csv")) for at in range(0, len(ordered), BATCH)
    )
    met = Met()
    with closing(mapped(_work, jobs, workers)) as read:
        for path, found in read:
            shop.append("edge", path)
            met.add(found)
    return met


def _work(job: tuple[list[tuple[int, Path]], tuple[str, ...], str, Path]) -> tuple[Path, Met]:
    cases, include, encoding, path = job
    met = Met()

    def rows() -> Iterator[tuple[int, Any]]:
        for c, source in cases:
            case = _read(source, include, encoding, met)
            if case is not None:
                for edge in edges_of(case):
                    yield c, edge

    written(rows(), path)
    return path, met


def _read(source: Path, include: tuple[str, ...], encoding: str, met: Met) -> Case | None:
    try:
        case = read_case(source, encoding=encoding)
    except CaseError as error:
        met.wrong += [
            (item.file if item.file == source.name else f"{source.name}/{item.file}", item.row, False, REFUSED,
             item.column, item.found, item.expected, item.fix)
            for item in error.problems
        ]  # fmt: skip
        return None
    met.read += sum(len(contact.accounts) for contact in case.contacts.values())
    case, left = without_restricted(case, include)
    met.left_out += left
    for party in case.parties.values():
        if party.is_organisation and party.name != party.id:
            met.names.setdefault(party.id, Counter())[party.name] += 1
    if case.marking:
        met.markings.add(case.marking)
    own = case.settings.get("vocabulary")
    for table, entries in own.items() if isinstance(own, Mapping) else ():
        met.vocabulary.setdefault(table, {}).update(entries)
    name = source.resolve().name if source.is_dir() else source.stem
    return replace(case, name=name)


def without_restricted(case: Case, include: Iterable[str]) -> tuple[Case, int]:
    """The case without the contacts that rest on a row under a restriction not included, or name a party under one;
    links to them are cut. How many they are."""
    tags = {"", *include}
    parties = {party.id for party in case.parties.values() if party.restriction not in tags}
    gone = {
        contact.id
        for contact in case.contacts.values()
        if any(account.restriction not in tags for account in contact.accounts)
        or any(parties & {account.sender, *account.receivers} for account in contact.accounts)
    }
    if not gone:
        return case, 0
    raw = rows_of(case)
    del raw.tables["notes"]
    for name, owner in (("contacts", "id"), ("outcomes", "contact")):
        table = raw.tables[name]
        at = table.columns.index(owner)
        kept = [row for row in table.rows if row[at] not in gone]
        for column in ("follows", "shares") if name == "contacts" else ():
            place = table.columns.index(column)
            for row in kept:
                row[place] = ";".join(item for item in row[place].split(";") if item not in gone)
        raw.tables[name] = replace(table, rows=kept, numbers=list(range(2, len(kept) + 2)))
    return case_of(raw), len(gone)
