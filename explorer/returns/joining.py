"""Decisions put into a case: accounts decided to tell of one contact take one id, everywhere it stands."""

from __future__ import annotations

import json
from typing import Any

from explorer.case import Case
from explorer.errors import CaseError, ExplorerError
from explorer.returns.case_rows import CaseRows, Row
from explorer.returns.decisions import SAME, Decision, Decisions
from explorer.returns.state import CURRENT, Imported

LINKS = (("contacts", "follows"), ("contacts", "shares"), ("notes", "contacts"))
JOINED = "joined"
"""The state of a row of ``imported.csv`` that no return holds: what a contact was before it was joined to another."""


class MatchError(ExplorerError):
    """A decision that cannot be put into the case."""


def rename(rows: CaseRows, kept_ids: dict[str, str]) -> None:
    """Give contacts the ids they have by decision. A link of a contact to itself goes."""
    for row in rows.tables["contacts"]:
        row["id"] = kept_ids.get(row["id"], row["id"])
    for row in rows.tables.get("outcomes", ()):
        row["contact"] = kept_ids.get(row["contact"], row["contact"])
    for table, column in LINKS:
        for row in rows.tables.get(table, ()):
            if row.get(column):
                parts = [kept_ids.get(part.strip(), part.strip()) for part in row[column].split(";")]
                own = row["id"] if table == "contacts" else ""
                row[column] = ";".join(dict.fromkeys(part for part in parts if part and part != own))
    settle_receivers(rows)


def settle_receivers(rows: CaseRows) -> None:
    """An outcome told of a receiver that only another account names is that of the receiver shown; its own word for
    it is kept in ``as_typed``."""
    rank = {row["id"]: place for place, row in enumerate(rows.tables["sources"])}
    shown: dict[str, tuple[int, list[str]]] = {}
    for row in rows.tables["contacts"]:
        place = rank.get(row.get("source", ""), len(rank))
        if row.get("to") and (row["id"] not in shown or place < shown[row["id"]][0]):
            shown[row["id"]] = (place, row["to"].split(";"))
    for row in rows.tables.get("outcomes", ()):
        receivers = shown.get(row["contact"], (0, []))[1]
        if row.get("receiver") and len(receivers) == 1 and row["receiver"] not in receivers:
            words = f"receiver: {row['receiver']}"
            if words not in row.get("as_typed", ""):
                row["as_typed"] = " | ".join(filter(None, (row.get("as_typed", ""), words)))
            row["receiver"] = receivers[0]


def parts_of(row: Row, column: str) -> list[str]:
    """The ids in a cell."""
    return [part.strip() for part in row.get(column, "").split(";") if part.strip()]


def joined_rows(
    rows: CaseRows, kept_ids: dict[str, str], imported: list[Imported], before: dict[str, str]
) -> list[Imported]:
    """What each contact is that is about to take another's id: its rows, and the links of others to it. A link is
    (table, id, source, column, whether the contact that is kept is linked there too).

    Rows that an earlier joining (``before``: ids as they were kept until now) brought it are recorded already.
    """
    found = []
    recorded = {item.own_id for item in imported if item.state == CURRENT}
    brought: dict[str, list[Row]] = {}
    for item in imported:
        if item.own_id in before:
            brought.setdefault(before[item.own_id], []).extend(_bare(row) for row in item.rows().contacts)
    for own_id in sorted({row["id"] for row in rows.tables["contacts"]} & set(kept_ids)):
        its_notes = {note["id"] for item in imported if item.own_id == own_id for note in item.rows().notes}
        links = [
            [table, row["id"], row.get("source", ""), column, kept_ids[own_id] in parts_of(row, column)]
            for table, column in LINKS
            for row in rows.tables.get(table, ())
            if own_id in parts_of(row, column) and not (table == "notes" and row["id"] in its_notes)
        ]
        made: dict[str, list[Any]] = {"contacts": [], "outcomes": [], "notes": [], "links": links}
        if own_id not in recorded:
            made["contacts"] = [
                dict(row)
                for row in rows.tables["contacts"]
                if row["id"] == own_id and _bare(row) not in brought.get(own_id, ())
            ]
            made["outcomes"] = [
                dict(row) for row in rows.tables.get("outcomes", ()) if row["contact"] == own_id
            ]
        if not any(made.values()):
            continue  # what it was, its return says
        text = json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        found.append(Imported("", own_id, JOINED, "", "", "", "", "", text))
    return found


def _bare(row: Row) -> Row:
    """A row without what a joining, or being written and read again, changes of it."""
    left = ("id", "basis", "follows", "shares", "as_typed")
    return {name: text for name, text in row.items() if text and name not in left}


def join(
    rows: CaseRows, decisions: Decisions, new: list[Decision], imported: list[Imported] | None = None
) -> Case:
    """Put decisions into the rows of a case; the case then. ``decisions`` takes the new ones; ``imported`` what the
    joined contacts were, so that they can be taken apart again.

    Raises :class:`MatchError` naming each decision that would make the case contradict itself; none is put in then.
    """
    before = decisions.kept_ids()
    for decision in new:
        for contact in (decision.first, decision.second):
            _check_known(rows, decisions, contact)
        decisions.add(decision)
    if imported is not None:
        kept = {item.own_id for item in imported if item.state == JOINED}
        now = joined_rows(rows, decisions.kept_ids(), imported, before)
        imported += [item for item in now if item.own_id not in kept]
    rename(rows, decisions.kept_ids())
    try:
        return rows.checked()
    except CaseError as error:
        pairs = ", ".join(f"{item.first} = {item.second}" for item in new if item.decision == SAME)
        said = "\n".join(str(problem) for problem in error.problems[:5])
        raise MatchError(f"These decisions do not fit together ({pairs}):\n{said}") from error


def _check_known(rows: CaseRows, decisions: Decisions, contact: str) -> None:
    ids = {row["id"] for row in rows.tables["contacts"]} | set(decisions.kept_ids())
    if contact not in ids:
        from explorer.vocabulary import suggest

        near = suggest(contact, ids)
        meant = f' Did you mean "{near}"?' if near else ""
        raise MatchError(f'"{contact}" is no contact of this case.{meant}')


def join_what_fits(
    rows: CaseRows, decisions: Decisions, new: list[Decision], imported: list[Imported]
) -> list[tuple[Decision, str]]:
    """Put in what fits together of many decisions, in order; the others with the reason. So that one slip does not
    cost an afternoon's work. Cost: one check of the case where all fit, else one a decision."""
    before = (_copied(rows), list(decisions.by_pair.values()), list(imported))
    try:
        join(rows, decisions, new, imported)
    except MatchError:
        refused: list[tuple[Decision, str]] = []
        _put_back(rows, decisions, imported, before)
        for decision in new:
            before = (_copied(rows), list(decisions.by_pair.values()), list(imported))
            try:
                join(rows, decisions, [decision], imported)
            except MatchError as error:
                refused.append((decision, str(error)))
                _put_back(rows, decisions, imported, before)
        return refused
    return []


Before = tuple[dict[str, list[Row]], list[Decision], list[Imported]]


def _copied(rows: CaseRows) -> dict[str, list[Row]]:
    return {name: [dict(row) for row in table] for name, table in rows.tables.items()}


def _put_back(rows: CaseRows, decisions: Decisions, imported: list[Imported], before: Before) -> None:
    rows.tables, decided, imported[:] = before
    decisions.by_pair = Decisions(decided).by_pair
