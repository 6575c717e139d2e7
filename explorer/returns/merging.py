"""Rows of a return into the rows of a case: three-way, so that what a person changed by hand stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from explorer.returns.accounts_typed import Taken
from explorer.returns.case_rows import CaseRows, Row
from explorer.returns.grids import LeftOut

TABLES = ("contacts", "outcomes", "notes")
KEYS = {
    "contacts": ("id", "source", "locator"),
    "outcomes": ("contact", "source", "locator"),
    "notes": ("id",),
}


@dataclass(slots=True)
class Merger:
    """``kept_ids`` maps ids as imported to those they have by decision. ``clashes`` are fields that the return and a
    person both changed: the person's stay."""

    rows: CaseRows
    kept_ids: Mapping[str, str]
    clashes: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    _index: dict[str, dict[tuple[str, ...], list[Row]]] = field(default_factory=dict)

    def _now(self, contact: str) -> str:
        return self.kept_ids.get(contact, contact)

    def _renamed(self, table: str, row: Mapping[str, str]) -> Row:
        """A row with the ids that its contacts have now."""
        found = dict(row)
        for column in {
            "contacts": ("id", "follows", "shares"),
            "outcomes": ("contact",),
            "notes": ("contacts",),
        }[table]:
            if found.get(column):
                parts = [self._now(part.strip()) for part in found[column].split(";")]
                own = self._now(row["id"]) if table == "contacts" and column != "id" else ""
                found[column] = ";".join(dict.fromkeys(part for part in parts if part != own))
        return found

    def _find(self, table: str, row: Mapping[str, str]) -> Row | None:
        if table not in self._index:
            index: dict[tuple[str, ...], list[Row]] = {}
            for held in self.rows.tables.setdefault(table, []):
                index.setdefault(_key(table, held), []).append(held)
            self._index[table] = index
        found = self._index[table].get(_key(table, row), [])
        return found[0] if found else None

    def _append(self, table: str, row: Row) -> None:
        self._find(table, row)  # so that there is an index
        self.rows.tables[table].append(row)
        self._index[table].setdefault(_key(table, row), []).append(row)

    def _remove(self, table: str, row: Row) -> None:
        self.rows.tables[table] = [held for held in self.rows.tables[table] if held is not row]
        self._index[table][_key(table, row)].remove(row)

    def merge(self, new: Taken, base: Taken | None) -> None:
        """Put one row of a return in, given what it was when it was last imported."""
        for table in TABLES:
            news: list[Row] = getattr(new, table)
            bases: list[Row] = getattr(base, table) if base else []
            pairs = _paired(table, news, bases)
            for row, before in pairs:
                self._merge_row(table, row, before)
            paired = [id(before) for _, before in pairs]
            for before in bases:
                if id(before) not in paired:
                    self._withdraw_row(table, before)

    def _merge_row(self, table: str, row: Row, before: Row | None) -> None:
        new = self._renamed(table, row)
        if before is None:
            if self._find(table, new) is None:
                self._append(table, new)
            return
        base = self._renamed(table, before)
        mine = self._find(table, base)
        if mine is None:
            if new != base:
                self._leave(new, "changed in the return, but taken out of the case by hand")
            return
        key = _key(table, mine)
        for name in sorted(set(new) | set(base)):
            said, was, held = new.get(name, ""), base.get(name, ""), mine.get(name, "")
            if said in (was, held):
                continue
            if _same(held, was):
                mine[name] = said
            else:
                place = new.get("id") or new.get("contact", "")
                self.clashes.append(
                    f"{place}, {name}: kept as changed by hand ({held[:60]!r}); the return says {said[:60]!r}."
                )
                self._leave({**new, "field": said}, f"{name} of {place} was changed by hand; kept so")
        if _key(table, mine) != key:
            self._index[table][key].remove(mine)
            self._index[table].setdefault(_key(table, mine), []).append(mine)

    def withdraw(self, base: Taken) -> str:
        """Take a row out that the return no longer holds. Returns why it had to stay, or ''."""
        contact = self._now(base.own_id)
        mine = [self._find("contacts", self._renamed("contacts", row)) for row in base.contacts]
        changed = any(
            held is not None
            and any(
                not _same(held.get(name, ""), said) for name, said in self._renamed("contacts", row).items()
            )
            for held, row in zip(mine, base.contacts, strict=True)
        )
        others = [
            row
            for row in self.rows.tables["contacts"]
            if row["id"] == contact and not any(row is m for m in mine)
        ]
        if changed:
            return "it was changed by hand"
        if not others and self._rests_on(contact, base):
            return "other rows refer to it"
        for table in TABLES:
            for row in getattr(base, table):
                self._withdraw_row(table, row)
        return ""

    def _rests_on(self, contact: str, base: Taken) -> bool:
        own_notes = {note["id"] for note in base.notes}
        own_outcomes = {_key("outcomes", self._renamed("outcomes", row)) for row in base.outcomes}
        links = (
            ";".join((row.get("follows", ""), row.get("shares", ""))).split(";")
            for row in self.rows.tables["contacts"]
        )
        noted = (
            row["contacts"].split(";")
            for row in self.rows.tables.get("notes", ())
            if row["id"] not in own_notes
        )
        steps = (
            [row["contact"]]
            for row in self.rows.tables.get("outcomes", ())
            if _key("outcomes", row) not in own_outcomes
        )
        return any(contact in ids for ids in (*links, *noted, *steps))

    def _withdraw_row(self, table: str, before: Row) -> None:
        mine = self._find(table, self._renamed(table, before))
        if mine is not None:
            self._remove(table, mine)
            self._leave(mine, "withdrawn: the newer return does not hold it")

    def _leave(self, row: Row, why: str) -> None:
        file = row.get("locator", "").split(", row ")[0] or row.get("source", "")
        for name, text in row.items():
            if text and name not in ("id", "source", "locator", "contact"):
                self.left_out.append(
                    LeftOut(file, row.get("id") or row.get("contact", ""), 0, name, text, why)
                )


def _key(table: str, row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in KEYS[table])


def _same(held: str, was: str) -> bool:
    """As it was, but for how a case is written back: ``basis`` filled in, ids of parties, order of links."""
    return (
        held == was or (not was and held == "recorded") or sorted(held.split(";")) == sorted(was.split(";"))
    )


def _paired(table: str, news: list[Row], bases: list[Row]) -> list[tuple[Row, Row | None]]:
    """Each new row with what it was: by id and source where they tell, else in order."""
    waiting = list(bases)
    pairs: list[tuple[Row, Row | None]] = []
    for row in news:
        same = next(
            (
                before
                for before in waiting
                if before.get("source") == row.get("source")
                and (table != "notes" or before["id"] == row["id"])
            ),
            None,
        )
        if same is not None:
            waiting.remove(same)
        pairs.append((row, same))
    return pairs
