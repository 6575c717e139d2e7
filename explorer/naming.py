"""Party names: from ids, names and aliases to ids, with a suggestion where a name is not known."""

from __future__ import annotations

from dataclasses import replace

from explorer.case import NOBODY, Party
from explorer.settings import SLUG
from explorer.sheet import Log, Row, Sheet
from explorer.vocabulary import Vocabulary, clip, spelled, suggest


class PartyNames:
    """All parties of a case, found by id, name or alias; case, hyphens and spacing do not matter.

    ``unknown`` and ``unknown:SECTOR`` are made when first used. A look-up is a dictionary access.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.parties: dict[str, Party] = {}
        self._ids: dict[str, str] = {}
        self._lists: dict[str, tuple[str, ...] | None] = {}

    def read(self, sheet: Sheet) -> None:
        """Take the rows of ``parties.csv``; everything wrong goes to the sheet's log."""
        rows: dict[str, Row] = {}
        for row in sheet.rows():
            party = self._party(row)
            if party is None:
                continue
            if party.id in rows:
                row.wrong(
                    "id", f'"{clip(party.id)}" is there twice.', f"Row {rows[party.id].number} has it too."
                )
                continue
            rows[party.id] = row
            self.parties[party.id] = party
        for party_id in sorted(self.parties):
            self._ids[spelled(party_id)] = party_id
        for party_id in sorted(self.parties):
            self._name(self.parties[party_id], rows[party_id])
        for party_id in sorted(self.parties):
            self._check_parent(party_id, rows)

    def _party(self, row: Row) -> Party | None:
        party_id = row["id"]
        if not SLUG.match(party_id):
            fix = "Give an id of letters, digits and hyphens, such as school-1."
            row.wrong("id", f'"{clip(party_id)}" is no id.' if party_id else "the id is missing.", fix)
            return None
        if party_id == NOBODY:
            row.wrong("id", f'"{NOBODY}" means nobody in particular.', "Give this party another id.")
            return None
        sector = self.vocabulary.id_of("sector", row["sector"])
        if sector is None:
            if row["sector"]:
                row.problem("sector", self.vocabulary.unknown("sector", row["sector"]))
            else:
                ids = ", ".join(self.vocabulary.sectors)
                row.wrong("sector", "the sector is missing.", f"Use one of: {ids}.")
            sector = "other"
        return Party(
            party_id,
            row["name"] or party_id,
            self.vocabulary.sectors[sector],
            row["parent"],
            row["area"],
            row.items("aliases"),
            row["restriction"],
            row.extra,
        )

    def _name(self, party: Party, row: Row) -> None:
        for column, text in (("name", party.name), *(("aliases", alias) for alias in party.aliases)):
            key = spelled(text)
            other = self._ids.setdefault(key, party.id)
            if other != party.id:
                name = self.parties[other].name
                fix = "Give each party names of its own."
                row.wrong(column, f'"{clip(text)}" is also a name of "{clip(name)}".', fix, text)

    def _check_parent(self, party_id: str, rows: dict[str, Row]) -> None:
        party, row = self.parties[party_id], rows[party_id]
        if not party.parent:
            return
        parent = self._ids.get(spelled(party.parent))
        if parent is None:
            self._unknown(row, "parent", party.parent)
            self.parties[party_id] = replace(party, parent="")
            return
        self.parties[party_id] = replace(party, parent=parent)
        above, seen = parent, {party_id}
        while above:
            if above in seen:
                members = ", ".join(sorted(seen))
                row.wrong("parent", f"these parties are inside each other: {members}.", "Blank one parent.")
                self.parties[party_id] = replace(party, parent="")
                return
            seen.add(above)
            said = self.parties[above].parent
            above = self._ids.get(spelled(said), "") if said else ""

    def _unknown(self, row: Row, column: str, text: str) -> None:
        near = suggest(spelled(text), self._ids)
        fix = f'Did you mean "{self._ids[near]}"?' if near else "Add it to parties.csv, or mend the spelling."
        row.wrong(column, f'"{clip(text)}" is no party of this case.', fix, text)

    def _nobody(self, text: str) -> str | None:
        head, _, sector_text = text.partition(":")
        if spelled(head) != NOBODY:
            return None
        sector = self.vocabulary.id_of("sector", sector_text) if sector_text.strip() else "other"
        if sector is None:
            return None
        party_id = f"{NOBODY}:{sector}" if sector_text.strip() else NOBODY
        if party_id not in self.parties:
            label = self.vocabulary.sectors[sector].label
            name = f"{label} (which is not recorded)" if sector_text.strip() else "Not recorded"
            self.parties[party_id] = Party(party_id, name, self.vocabulary.sectors[sector])
        return party_id

    def find(self, text: str) -> str | None:
        """The id of the party that ``text`` names, or ``None``."""
        return self._ids.get(spelled(text)) or self._nobody(text)

    def ids(self, row: Row, column: str) -> tuple[str, ...]:
        """The parties a ``;``-separated cell names, each once; a problem for each that is not known."""
        text = row[column]
        known = self._lists.get(text)
        if known is not None:
            return known
        found = [(item, self.find(item)) for item in row.items(column)]
        for item, party in found:
            if party is None:
                self._unknown(row, column, item)
        ids = tuple(dict.fromkeys(party for _, party in found if party is not None))
        if all(party is not None for _, party in found):
            self._lists[text] = ids
        return ids

    def one(self, row: Row, column: str) -> str:
        """The one party a cell names; '' where blank. Several are a problem."""
        ids = self.ids(row, column)
        if len(ids) > 1:
            row.wrong(column, "names several parties.", "Name one; write one row for each.")
        return ids[0] if ids else ""


def party_names(sheet: Sheet, vocabulary: Vocabulary, log: Log) -> PartyNames:
    """Read ``parties.csv``."""
    names = PartyNames(vocabulary)
    if sheet.is_usable:
        names.read(sheet)
    return names
