"""The rows of a case under a profile: each row as it was, and as it may leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from explorer.accounts import NEVER
from explorer.case import NOBODY, Case, Contact
from explorer.profiles import Profile
from explorer.redaction.dating import Dating
from explorer.redaction.holding_back import KIND, Withheld, stub_parties, stub_party
from explorer.redaction.pseudonyms import WITHHELD
from explorer.redaction.wording import Wording
from explorer.rows import COLUMNS, RawCase, table_of
from explorer.storing import rows_of, settings_text
from explorer.vocabulary import spelled

Row = dict[str, str]
DATES = {
    "contacts": ("date", "received"), "outcomes": ("date",), "notes": ("date",),
    "sources": ("date", "asked", "received", "covers"),
}  # fmt: skip
PARTIES = {
    "parties": ("parent",), "contacts": ("from", "to", "about"), "outcomes": ("receiver",), "sources": ("party",),
}  # fmt: skip
IDS = {
    "contacts": {"id": "contacts", "follows": "contacts", "shares": "contacts", "source": "sources"},
    "outcomes": {"contact": "contacts", "source": "sources"},
    "sources": {"id": "sources"},
    "notes": {"id": "notes", "contacts": "contacts", "source": "sources"},
}
TEXTS = {
    "parties": ("area",), "contacts": ("date_text", "summary", "quote", "locator", "topics", "restriction"),
    "outcomes": ("summary", "locator"), "sources": ("title", "publisher", "kind", "url", "sha256"),
    "notes": ("text", "author"),
}  # fmt: skip
WORDS = {"parties": {"sector": "sector"}, "contacts": {"kind": "kind"}, "outcomes": {"outcome": "outcome"}}
FINE_ONLY = ("contacts.time", "contacts.date_text")
"""Left blank wherever dates do not stay as they are."""


@dataclass
class Rewriter:
    """Rewrites the rows of a case. ``parties`` and ``ids`` give new ids by old ones (of each table), ``words`` the
    new ids of sectors, kinds and outcomes that the case added."""

    case: Case
    profile: Profile
    withheld: Withheld
    wording: Wording
    pseudonyms: Mapping[str, tuple[str, str]]
    ids: Mapping[str, Mapping[str, str]]
    words: Mapping[str, Mapping[str, str]]
    dating: Dating
    pairs: dict[str, list[tuple[Row | None, Row]]] = field(default_factory=dict)

    def rewrite(self) -> None:
        """Fill ``pairs``: each row as it may leave beside the row it was."""
        before = rows_of(self.case)
        for name in COLUMNS:
            if name != "terms":
                table = before.tables[name]
                rows = [dict(zip(table.columns, cells, strict=True)) for cells in table.rows]
                self.pairs[name] = list(getattr(self, f"_{name}")(rows))

    def raw(self, settings: Mapping[str, Any]) -> RawCase:
        """The rows as they may leave, with these settings."""
        tables = {}
        for name, pairs in self.pairs.items():
            found = [after for _, after in pairs]
            extra = sorted({column for row in found for column in row} - set(COLUMNS[name]))
            tables[name] = table_of(name, list(found), tuple(extra))
        name = "redacted" if self.profile.new_ids else self.case.name
        return RawCase(name, settings_text(settings), tables)

    def party(self, party: str) -> str:
        """The new id of a party; '' for a blank end."""
        if party in self.withheld.parties:
            party = stub_party(self.case, party)
        head, _, sector = party.partition(":")
        if head == NOBODY and sector:
            return f"{head}:{self.words['sector'].get(sector, sector)}"
        if party.startswith(f"{WITHHELD}-"):
            sector = party.removeprefix(f"{WITHHELD}-")
            return f"{WITHHELD}-{self.words['sector'].get(sector, sector)}"
        return self.pseudonyms.get(party, (party, ""))[0]

    def row(self, table: str, row: Row) -> Row:
        """One row with every cell rewritten by what its column holds."""
        after = {column: self._cell(table, column, row[column]) for column in COLUMNS[table]}
        if self.profile.extra:
            for column, cell in row.items():
                if column not in COLUMNS[table] and cell:
                    after[self.wording.text(column)] = self.wording.text(cell)
        return after

    def _cell(self, table: str, column: str, cell: str) -> str:
        place = f"{table}.{column}"
        if not cell or place in self.profile.blank or (not self.dating.is_exact and place in FINE_ONLY):
            return ""
        if column in PARTIES.get(table, ()):
            return ";".join(dict.fromkeys(self.party(item) for item in cell.split(";")))
        if column in IDS.get(table, {}):
            new = self.ids.get(IDS[table][column], {})
            return ";".join(new.get(item, item) for item in cell.split(";"))
        if column in DATES.get(table, ()):
            return cell if cell == NEVER else self.dating.cell(place, cell)
        if column in WORDS.get(table, {}):
            return self.words[WORDS[table][column]].get(cell, cell)
        if column == "topics":
            return ";".join(self.wording.text(item).replace(";", ",") for item in cell.split(";"))
        return self.wording.text(cell) if column in TEXTS.get(table, ()) else cell

    # ---- tables

    def _parties(self, rows: list[Row]) -> Iterator[tuple[Row | None, Row]]:
        stubs: set[str] = set()
        taken = {spelled(name) for _, name in self.pseudonyms.values()}
        for row in rows:
            party = row["id"]
            if party in self.withheld.parties:
                stubs.add(party)
                continue
            after = self.row("parties", row)
            after["id"] = self.party(party)
            if party in self.pseudonyms:
                after["name"], after["aliases"] = self.pseudonyms[party][1], ""
                if row["parent"] not in self.pseudonyms:  # a named whole would name its part
                    after["parent"] = ""
            else:
                self._reword_names(after, row, taken)
            if row["parent"] in self.withheld.parties:
                after["parent"] = ""
            after["restriction"] = "" if self.profile.is_named else row["restriction"]
            yield row, after
        for contact in self.withheld.contacts:
            stubs.update(self.case.contacts[contact].parties)
        have = {self.party(row["id"]) for row in rows if row["id"] not in self.withheld.parties}
        for stub in sorted(set(stub_parties(self.case, stubs)) - have):
            yield from self._stub_party(stub)

    def _reword_names(self, after: Row, row: Row, taken: set[str]) -> None:
        """The names of a party that is named even so, without the terms and the names of others that they hold."""
        names = [row["name"] or row["id"], *(row["aliases"].split(";") if row["aliases"] else ())]
        reworded: list[str] = []
        for name in names:
            base = said = self.wording.text(name).replace(";", ",")
            number = 2
            while spelled(said) in taken and base != name:
                said, number = f"{base} {number}", number + 1
            taken.add(spelled(said))
            reworded.append(said)
        after["name"] = reworded[0]
        is_blank = "parties.aliases" in self.profile.blank
        after["aliases"] = "" if is_blank else ";".join(dict.fromkeys(reworded[1:]))

    def _stub_party(self, stub: str) -> Iterator[tuple[None, Row]]:
        sector = stub.removeprefix(f"{WITHHELD}-")
        if not stub.startswith(f"{WITHHELD}-"):
            return
        label = self.wording.text(self.case.vocabulary.sectors[sector].label)
        new = self.words["sector"].get(sector, sector)
        yield None, {"id": f"{WITHHELD}-{new}", "name": f"{label} ({WITHHELD})", "sector": new}

    def _contacts(self, rows: list[Row]) -> Iterator[tuple[Row | None, Row]]:
        told: set[str] = set()
        place: dict[str, int] = {}
        for row in rows:
            contact = self.case.contacts[row["id"]]
            account = contact.accounts[place.setdefault(contact.id, 0)]
            place[contact.id] += 1
            if contact.id in self.withheld.contacts:
                if contact.id not in told:
                    yield None, self._stub(contact)
                told.add(contact.id)
            elif account not in self.withheld.accounts.get(contact.id, ()):
                kept = {**row, "follows": self._left(row["follows"]), "shares": self._left(row["shares"])}
                after = self.row("contacts", kept)
                after["restriction"] = "" if self.profile.is_named else row["restriction"]
                yield row, after

    def _left(self, cell: str) -> str:
        return ";".join(item for item in cell.split(";") if item not in self.withheld.contacts)

    def _stub(self, contact: Contact) -> Row:
        """That there is a contact, its sectors and a coarse date. It leads nowhere: links would tell more."""
        sender = self.party(stub_party(self.case, contact.sender))
        receivers = dict.fromkeys(self.party(party) for party in stub_parties(self.case, contact.receivers))
        return {
            "id": self.ids.get("contacts", {}).get(contact.id, contact.id),
            "date": self.dating.date(contact.date, "month"),
            "from": sender,
            "to": ";".join(receivers),
            "about": ";".join(self.party(subject) for subject in contact.about),
            "kind": KIND,
            "basis": "recorded",
        }

    def _outcomes(self, rows: list[Row]) -> Iterator[tuple[Row | None, Row]]:
        for row in rows:
            if row["contact"] in self.withheld.contacts:
                continue
            held = self.withheld.accounts.get(row["contact"], ())
            is_held = any((item.source, item.locator) == (row["source"], row["locator"]) for item in held)
            if is_held or "outcomes.outcome" in self.profile.blank:
                stub = {"contact": row["contact"], "receiver": row["receiver"], "basis": "recorded"}
                after = self.row("outcomes", {**dict.fromkeys(COLUMNS["outcomes"], ""), **stub})
                yield None, {**after, "outcome": KIND}
            else:
                yield row, self.row("outcomes", row)

    def _sources(self, rows: list[Row]) -> Iterator[tuple[Row | None, Row]]:
        """Every source; of one that tells only of what is held back, no more than whose return it is and what it
        covers."""
        for row in rows:
            after = self.row("sources", row)
            if row["id"] in self._silent_sources():
                for column in ("title", "publisher", "date", "kind", "asked", "received", "url", "sha256"):
                    after[column] = ""
            yield row, after

    def _silent_sources(self) -> set[str]:
        shown: set[str] = set()
        held: set[str] = set()
        for contact in self.case.contacts.values():
            hidden = self.withheld.accounts.get(contact.id, ())
            for account in contact.accounts:
                is_held = contact.id in self.withheld.contacts or account in hidden
                (held if is_held else shown).add(account.source)
        return held - shown

    def _notes(self, rows: list[Row]) -> Iterator[tuple[Row | None, Row]]:
        """Notes but those on a contact that is held back: their text would tell of it."""
        if "notes.text" in self.profile.blank:
            return
        for row in rows:
            if not set(row["contacts"].split(";")) & self.withheld.contacts:
                yield row, self.row("notes", row)
