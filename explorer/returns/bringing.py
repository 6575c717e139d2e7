"""Returns into a case: read, understood, given their ids, merged. Nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from explorer.case import Case
from explorer.returns.accounts_typed import RowTaker, Taken, stretch_or_blank
from explorer.returns.bringing_parties import add_parties
from explorer.returns.case_rows import CaseRows, Row, case_rows
from explorer.returns.citing import cited_sources
from explorer.returns.decisions import DECISIONS, Decisions, read_decisions
from explorer.returns.formats import read_return
from explorer.returns.grids import Document, LeftOut, Reading
from explorer.returns.headings import Heading
from explorer.returns.joining import settle_receivers
from explorer.returns.limits import ReturnError
from explorer.returns.lines import Lines, agency_said, lines_of
from explorer.returns.linking import Linker
from explorer.returns.mapping import Mapping
from explorer.returns.merging import Merger
from explorer.returns.names import Named, Names
from explorer.returns.standing import nothing_known_said, period_said, source_id, source_row
from explorer.returns.state import (
    CURRENT,
    WITHDRAWN,
    Imported,
    imported_of,
    read_imported,
    read_left_out,
    state_files,
)
from explorer.returns.typed_cells import Talk
from explorer.returns.versions import Versions, versions_of
from explorer.returns.words import NOT_STATED, NOT_STATED_ENTRY


@dataclass(slots=True)
class Brought:
    """What one return became, and everything a person should know of how."""

    file: str
    source: str
    party: str
    sector: str = ""
    """Of the party."""
    said: str = ""
    """Whose return it is, in the words of the return or of the person who brings it in."""
    says: str = ""
    rows: int = 0
    headings: list[Heading] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    versions: Versions = field(default_factory=Versions)
    talk: Talk = field(default_factory=Talk)
    named: Named = field(default_factory=Named)
    remarks: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)
    stayed: dict[str, str] = field(default_factory=dict)
    """Withdrawn rows that had to stay: own id -> why."""


class Bringing:
    """An import into the case at ``path``; returns are brought in one after the other, then written together."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: CaseRows = case_rows(path)
        self.imported: list[Imported] = read_imported(path) if path.is_dir() else []
        self.left_out: list[tuple[str, LeftOut]] = read_left_out(path) if path.is_dir() else []
        self.decisions: Decisions = read_decisions(path) if path.is_dir() else Decisions()

    def bring(self, file: Path, mapping: Mapping, sources: Path | None = None) -> Brought:
        """One return. ``sources`` is a table of the sources that it cites.

        Raises :class:`explorer.returns.limits.ReturnError` where the file cannot be read at all.
        """
        document = read_return(file, Reading(mapping.encoding, mapping.delimiter))
        if document.facts.get("slash") and not mapping.slash:
            mapping = mapping.with_options(slash=document.facts["slash"])
        lines = lines_of(document, mapping)
        names = Names(self.rows.tables["parties"], self.rows.vocabulary, mapping.parties, lines.key)
        said = mapping.party or agency_said(lines)
        own = names.party(said) if said else names.exact(file.stem.replace("_", " ").replace("-", " "))
        of_sector, own = (own, "") if own.startswith("unknown") else ("", own)
        source = mapping.source or source_id(self.rows.tables["sources"], own, document)
        brought = Brought(
            document.file,
            source,
            own,
            names.sectors.get(own, ""),
            said,
            rows=len(lines.rows),
            headings=lines.headings,
            columns=lines.columns,
            facts=document.facts,
            named=names.named,
        )
        brought.remarks = [*document.remarks, *lines.remarks]
        if said and of_sector:
            fix = 'Give its own name, such as --party "Northtown High School".'
            brought.remarks.append(f'"{said}" is a word for many agencies, not the name of one. {fix}')
        brought.says = mapping.says or self._says(lines, brought)
        cited = (
            cited_sources(sources, mapping.prefix, document.sha256, self.rows.tables["sources"])
            if sources
            else {}
        )
        self._take_rows(document, lines, names, mapping, brought, cited)
        add_parties(self.rows.tables, names.named)
        period = stretch_or_blank(mapping.covers, mapping.slash) or period_said(lines, mapping.slash)
        row = source_row(source, own, document, brought.says, mapping, period, names)
        self._add_source(row)
        settle_receivers(self.rows)
        brought.left_out += document.outside
        self.left_out = [
            item
            for item in self.left_out
            if not (
                item[0] == source
                and item[1].file == document.file
                and not item[1].why.startswith(("withdrawn", "changed"))
            )
        ]
        self.left_out += [(source, piece) for piece in brought.left_out]
        return brought

    def no_return(self, mapping: Mapping) -> Brought:
        """An agency that has not answered, or says without a document that it knows nothing."""
        names = Names(self.rows.tables["parties"], self.rows.vocabulary, mapping.parties)
        own = names.party(mapping.party)
        document = Document("")
        source = mapping.source or source_id(self.rows.tables["sources"], own, document)
        add_parties(self.rows.tables, names.named)
        period = stretch_or_blank(mapping.covers, mapping.slash)
        self._add_source(source_row(source, own, document, mapping.says, mapping, period, names))
        return Brought("", source, own, mapping.says, named=names.named)

    def _says(self, lines: Lines, brought: Brought) -> str:
        if lines.rows:
            return "records"
        words = nothing_known_said(lines)
        if words:
            brought.remarks.append(f'holds no row and says "{words}": recorded as nothing known.')
            return "nothing known"
        brought.remarks.append(
            'holds no row. If the agency says that it knows nothing, add --says "nothing known".'
        )
        return ""

    def _take_rows(
        self,
        document: Document,
        lines: Lines,
        names: Names,
        mapping: Mapping,
        brought: Brought,
        cited: dict[str, str],
    ) -> None:
        source = brought.source
        before = [item for item in self.imported if item.source == source]
        base = {item.own_id: item.rows() for item in before if item.state == CURRENT}
        ids = {row["id"] for row in self.rows.tables["contacts"]} | {item.own_id for item in self.imported}
        brought.versions = versions_of(lines.rows, before, source, ids)
        self._check_newer(document, brought, base, mapping)
        known = {row["id"] for row in self.rows.tables["contacts"]} | set(self.decisions.kept_ids())
        taker = RowTaker(names, self.rows.vocabulary, mapping, brought.party, source)
        taker.cited = cited
        taker.talk.has_several = len({line.place for line in lines.rows}) > 1
        merger = Merger(self.rows, self.decisions.kept_ids())
        now = []
        references = {
            line["id"].strip(): own for line, own in zip(lines.rows, brought.versions.own_ids, strict=True)
        }
        found = [
            taker.take(line, own_id)
            for line, own_id in zip(lines.rows, brought.versions.own_ids, strict=True)
        ]
        before_rows = [row for taken in base.values() for row in taken.contacts]
        linker = Linker(references, self._others(before_rows), self.decisions.kept_ids(), known)
        for taken in found:
            for row in taken.contacts:
                linker.learn(row)
        for line, taken in zip(lines.rows, found, strict=True):
            for at, row in enumerate(taken.contacts):
                linker.link(row, line, taker.talk if at == 0 else Talk())
        for line, taken in zip(lines.rows, found, strict=True):
            if any(row["kind"] == NOT_STATED for row in taken.contacts):
                self.rows.add_kind(NOT_STATED, NOT_STATED_ENTRY)
            kept = _as_before(taken, base.get(taken.own_id))
            merger.merge(kept, base.get(taken.own_id))
            now.append(imported_of(source, line, kept, document.sha256))
        gone = [item for item in before if item.own_id in set(brought.versions.withdrawn)]
        for item in gone:
            why = merger.withdraw(item.rows())
            if why:
                brought.stayed[item.own_id] = why
            now.append(Imported(**{**_as_dict(item), "state": WITHDRAWN}))
        now += [
            item for item in before if item.state == WITHDRAWN and item.own_id not in brought.versions.own_ids
        ]
        self.imported = [item for item in self.imported if item.source != source] + now
        taker.talk.problems[:0] = lines.problems
        brought.talk, brought.clashes = taker.talk, merger.clashes
        brought.left_out += merger.left_out

    def _check_newer(
        self, document: Document, brought: Brought, base: dict[str, Taken], mapping: Mapping
    ) -> None:
        """A return that holds no row of the one before it may be another part, not a newer version: a person says."""
        found = brought.versions
        if mapping.newer == "yes" or len(base) < 2 or not found.added or found.unchanged or found.changed:
            return
        used = {row["id"] for row in self.rows.tables["sources"]}
        other = next(
            f"{brought.source}-{at}" for at in range(2, 10**6) if f"{brought.source}-{at}" not in used
        )
        raise ReturnError(
            f'{document.file}: holds none of the {len(base)} rows of the return "{brought.source}" imported before. If '
            f"it is another part of it, bring it in with --source {other}; if a newer version, which takes those rows "
            "out, with --newer."
        )

    def _others(self, before: list[Row]) -> list[Row]:
        """The contact rows of the case without those that a return gave it before."""
        kept = self.decisions.kept_ids()
        own = {(kept.get(row["id"], row["id"]), row["source"], row["locator"]) for row in before}
        return [
            row
            for row in self.rows.tables["contacts"]
            if (row["id"], row.get("source", ""), row.get("locator", "")) not in own
        ]

    def _add_source(self, row: Row) -> None:
        """The return in ``sources.csv``: a new row, or the one it has, brought up to date."""
        for held in self.rows.tables["sources"]:
            if held["id"] == row["id"]:
                held |= {name: text for name, text in row.items() if text}
                return
        self.rows.tables["sources"].append(row)

    def checked(self) -> Case:
        """The case as it would be written. Raises :class:`explorer.errors.CaseError`."""
        return self.rows.checked()

    def beside(self) -> dict[str, bytes]:
        """The files beside the tables."""
        files = state_files(self.imported, self.left_out)
        return files | ({DECISIONS: self.decisions.file()} if len(self.decisions) else {})


def _as_before(taken: Taken, base: Taken | None) -> Taken:
    """The row as it was, where it differs only in the words kept: a party renamed since changes no row."""

    def meant(found: Taken) -> list[dict[str, str]]:
        rows = (*found.contacts, *found.outcomes, *found.notes)
        return [
            {name: text for name, text in row.items() if name not in ("as_typed", "author") and text}
            for row in rows
        ]

    return base if base is not None and meant(base) == meant(taken) else taken


def _as_dict(item: Imported) -> dict[str, str]:
    return {name: getattr(item, name) for name in Imported.__slots__}
