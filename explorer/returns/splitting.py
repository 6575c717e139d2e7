"""A merge undone: the accounts of one row taken apart from a contact again, as a decision that is kept and replayed.

What is needed for it is kept when rows are joined (in ``imported.csv``, under the state ``joined``): the rows as they
were, and the links of others to them. What a person entered or linked since stays with the contact that is kept.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from explorer.returns.case_rows import CaseRows, Row
from explorer.returns.decisions import DIFFERENT, SAME, Decision, Decisions
from explorer.returns.joining import JOINED, LINKS, MatchError, parts_of, settle_receivers
from explorer.returns.state import CURRENT, Imported
from explorer.vocabulary import suggest


@dataclass(slots=True)
class Apart:
    """What taking a contact apart did: ``accounts`` of ``own_id`` are no longer in ``kept``."""

    own_id: str
    kept: str
    accounts: int = 0


def members_of(decisions: Decisions, contact: str) -> list[str]:
    """All ids that were decided to be one with ``contact``, the kept one first."""
    kept_ids = decisions.kept_ids()
    top = kept_ids.get(contact, contact)
    return [top, *sorted(own_id for own_id, kept in kept_ids.items() if kept == top)]


def split(
    rows: CaseRows, imported: list[Imported], decisions: Decisions, own_id: str, *, why: str, by: str, on: str
) -> Apart:
    """Take the accounts that came as ``own_id`` out of the contact they were joined to.

    Raises :class:`MatchError` where nothing was joined under that id. The others of that contact stay together.
    """
    members = members_of(decisions, own_id)
    if len(members) == 1:
        joined = sorted(decisions.kept_ids())
        near = suggest(own_id, joined)
        meant = f' Did you mean "{near}"?' if near else f" Joined are: {', '.join(joined[:12]) or 'none'}."
        raise MatchError(f'"{own_id}" was not joined to another contact.{meant}')
    top = members[0]
    others = [member for member in members if member != own_id]
    was = Apart(own_id, top)
    _decide(decisions, own_id, others, why, by, on)
    owners = _owners(imported, members)
    kept_ids = decisions.kept_ids()
    for table, name in (("contacts", "id"), ("outcomes", "contact")):
        for row in rows.tables.get(table, ()):
            if row[name] == top:
                owner = _owner(table, row, owners, top)
                row[name] = kept_ids.get(owner, owner)
                was.accounts += table == "contacts" and owner == own_id
                if table == "outcomes":
                    _receiver_back(row, owners[table].get((owner, *_key(row))))
    if not was.accounts:
        raise MatchError(
            f'which accounts of {top} came as "{own_id}" is not recorded: it was joined before such records were '
            "kept, or changed by hand since. Give its rows in contacts.csv an id of their own."
        )
    _links_back(rows, imported, [own_id] if own_id != top else others, top, kept_ids)
    settle_receivers(rows)
    alone = {contact for contact in members if contact not in kept_ids}
    imported[:] = [item for item in imported if not (item.state == JOINED and item.own_id in alone)]
    if own_id == top:
        was.kept = kept_ids.get(others[0], others[0])
    return was


def _decide(decisions: Decisions, own_id: str, others: list[str], why: str, by: str, on: str) -> None:
    """Decisions that leave ``own_id`` by itself and the others as one."""
    for pair, decision in list(decisions.by_pair.items()):
        if own_id in pair and decision.decision == SAME and pair & set(others):
            decisions.add(replace(decision, decision=DIFFERENT, why=why or "taken apart again", by=by, on=on))
    decisions.add(Decision(others[0], own_id, DIFFERENT, why or "taken apart again", by, on))
    kept_ids = decisions.kept_ids()
    first = kept_ids.get(others[0], others[0])
    for other in others[1:]:
        if kept_ids.get(other, other) != first:
            decisions.add(Decision(first, other, SAME, f"both were one with {own_id}", by, on))
            kept_ids = decisions.kept_ids()


Owners = dict[str, dict[tuple[str, str, str], Row]]


def _owners(imported: list[Imported], members: list[str]) -> Owners:
    """By table: (own id, source, locator) -> the row as it came; a row of a return before what was kept at joining."""
    found: Owners = {"contacts": {}, "outcomes": {}}
    wanted = set(members)
    for state in (CURRENT, JOINED):
        for item in imported:
            if item.own_id in wanted and item.state == state:
                taken = item.rows()
                for table, its_rows in (("contacts", taken.contacts), ("outcomes", taken.outcomes)):
                    for row in its_rows:
                        found[table].setdefault((item.own_id, *_key(row)), row)
    return found


def _key(row: Row) -> tuple[str, str]:
    return row.get("source", ""), row.get("locator", "")


def _owner(table: str, row: Row, owners: Owners, top: str) -> str:
    """The id that a row came with: that of the one row like it; of several, the one that says most of the same."""
    like = [(key[0], was) for key, was in owners[table].items() if key[1:] == _key(row)]
    if not like:
        return top
    return max(
        like, key=lambda item: (sum(row.get(name) == text for name, text in item[1].items()), item[0] == top)
    )[0]


def _receiver_back(row: Row, was: Row | None) -> None:
    """The receiver that an outcome named before it was settled to be that of the contact shown."""
    receiver = was.get("receiver", "") if was else ""
    words = f"receiver: {receiver}"
    parts = row.get("as_typed", "").split(" | ")
    if receiver and words in parts:
        row["receiver"] = receiver
        row["as_typed"] = " | ".join(part for part in parts if part != words)


def _links_back(
    rows: CaseRows, imported: list[Imported], moved: list[str], top: str, kept_ids: dict[str, str]
) -> None:
    """Links that named a moved contact before it was joined name it again, instead of the contact kept or beside it."""
    meant: dict[tuple[str, str, str, str], set[str]] = {}
    """(table, id, source, column) of a row -> the contacts that it named."""
    for item in imported:
        taken = item.rows()
        if item.state == JOINED and item.own_id in moved:
            for table, row_id, source, column, is_both in json.loads(item.taken).get("links", ()):
                key = (table, kept_ids.get(row_id, row_id) if table == "contacts" else row_id, source, column)
                meant.setdefault(key, set()).update([item.own_id, *([top] if is_both else [])])
        if item.state != CURRENT:
            continue
        for table, column in LINKS:
            for row in taken.contacts if table == "contacts" else taken.notes:
                key = (table, kept_ids.get(row["id"], row["id"]) if table == "contacts" else row["id"],
                       row.get("source", ""), column)  # fmt: skip
                meant.setdefault(key, set()).update({*moved, top} & set(parts_of(row, column)))
    for table, column in LINKS:
        for row in rows.tables.get(table, ()):
            named = meant.get((table, row["id"], row.get("source", ""), column), set())
            if named & set(moved) and top in parts_of(row, column):
                new = sorted(kept_ids.get(contact, contact) for contact in named)
                parts = [part for old in parts_of(row, column) for part in (new if old == top else [old])]
                row[column] = ";".join(dict.fromkeys(part for part in parts if part != row["id"]))
