"""A case as rows that an import adds to: dictionaries by table, written back whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from explorer.blank import SUBJECT
from explorer.case import Case
from explorer.checking import case_of
from explorer.files import recover, write_folder
from explorer.readers import read_rows
from explorer.rows import COLUMNS, SETTINGS, RawCase, table_of
from explorer.storing import csv_bytes, rows_of
from explorer.vocabulary import Vocabulary

Row = dict[str, str]


@dataclass(slots=True)
class CaseRows:
    """The tables of a case by name, as rows. ``settings`` is the text of ``case.toml``, kept to the letter."""

    name: str
    settings: str
    vocabulary: Vocabulary
    tables: dict[str, list[Row]] = field(default_factory=dict)

    def raw(self) -> RawCase:
        """As a reader would give it."""
        return RawCase(
            self.name,
            self.settings,
            {name: table_of(name, list(rows), _extra(name, rows)) for name, rows in self.tables.items()},
        )

    def checked(self) -> Case:
        """The case these rows tell of. Raises :class:`explorer.errors.CaseError`."""
        return case_of(self.raw())

    def files(self) -> dict[str, bytes]:
        """The files of the folder, as a checked case writes them: the same case gives the same bytes."""
        raw = rows_of(self.checked())
        raw.tables["terms"] = self.raw().tables.get("terms", raw.tables["terms"])
        files = {
            f"{name}.csv": csv_bytes(table)
            for name, table in raw.tables.items()
            if table.rows or name != "terms"
        }
        if self.settings:
            files[SETTINGS] = self.settings.encode("utf-8")
        return files

    def add_kind(self, kind: str, entry: dict[str, object]) -> None:
        """A kind of the case's own, once, at the end of its settings."""
        if kind in self.vocabulary.kinds:
            return
        import tomli_w

        from explorer.settings import settings_of

        text = tomli_w.dumps({"vocabulary": {"kind": {kind: entry}}})
        self.settings = f"{self.settings.rstrip()}\n\n{text}" if self.settings.strip() else text
        self.vocabulary = settings_of(self.settings)[0].vocabulary


def _extra(name: str, rows: list[Row]) -> tuple[str, ...]:
    return tuple(sorted({column for row in rows for column in row} - set(COLUMNS[name])))


def case_rows(path: Path) -> CaseRows:
    """The rows of the case folder at ``path``, parties by id; those of a blank case where there is none yet."""
    recover(path)
    if not path.exists():
        from explorer.storing import settings_text
        from explorer.vocabulary import standard

        tables: dict[str, list[Row]] = {name: [] for name in COLUMNS}
        tables["parties"] = [dict(SUBJECT)]
        name = path.resolve().name
        return CaseRows(name, settings_text({"title": name}), standard(), tables)
    raw = read_rows(path)
    case = case_of(raw)
    found = rows_of(case)
    tables = {
        name: [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        for name, table in found.tables.items()
    }
    if "terms" in raw.tables:
        tables["terms"] = [
            dict(zip(raw.tables["terms"].columns, row, strict=True)) for row in raw.tables["terms"].rows
        ]
    return CaseRows(path.resolve().name, raw.settings, case.vocabulary, tables)


def write_rows(rows: CaseRows, path: Path, beside: dict[str, bytes]) -> bool:
    """Write the case with the files beside its tables, whole or not at all. False where nothing differs."""
    files = rows.files() | beside
    if path.is_dir() and all(
        (path / name).is_file() and (path / name).read_bytes() == content for name, content in files.items()
    ):
        return False
    write_folder(path, files, force=True)
    return True
