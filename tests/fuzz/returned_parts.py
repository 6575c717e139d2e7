"""Fuzz targets of a return's way into a case, a step each: its tables to rows by field, a row to the rows of a case,
rows into what the case has already, and the files in which a case remembers. ``returned`` in ``fuzz.py`` goes all the
way, and checks the case.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fabricated import likely_words

PARTIES = (
    {"id": "subject", "name": "The subject", "sector": "subject"},
    {"id": "school", "name": "Range High School", "aliases": "The Range;RHS", "sector": "education"},
    {"id": "police", "name": "Lancashire Police", "sector": "police"},
    {"id": "anna", "name": "Anna Lee", "sector": "professional", "parent": "school"},
)
HEADINGS = ["Date", "From", "To", "Type", "What happened", "Outcome", "Ref", "Seen"]


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def return_lines(data: bytes) -> None:
    """The tables of a return to its rows by field. ``\\f`` ends a table, ``\\n`` a row, ``|`` a cell. The first byte:
    are there headings, is it a table of a Word document, does it begin with text above."""
    from explorer.returns.grids import Document, Grid
    from explorer.returns.lines import agency_said, lines_of
    from explorer.returns.mapping import Mapping
    from explorer.returns.standing import nothing_known_said, period_said

    how = data[0] if data else 0
    document = Document("x.docx")
    for at, table in enumerate(_text(data[1:]).split("\f")[:3], start=1):
        grid = Grid(document.file, f"table {at}" if how & 1 else f'sheet "{at}"')
        if how & 2 and at == 1:
            grid.add(1, list(HEADINGS))
        for number, row in enumerate(table.split("\n")[:6], start=2):
            grid.add(number, row.split("|")[:9])
        grid.hidden = {3} & set(grid.numbers) if how & 4 else set()
        if how & 8:
            grid.fill_down(2, 4, 0)
        if grid.rows:
            document.grids.append(grid)
    if how & 16 and document.grids:
        document.leave("paragraph 1", document.grids[-1].rows[-1][-1], "text outside the tables", 1)
    lines = lines_of(document, Mapping())
    agency_said(lines)
    nothing_known_said(lines)
    period_said(lines, "")


def return_row(data: bytes) -> None:
    """One row of a return to the rows of a case. Cells between ``|`` in the order below; behind a tab, a note and
    a column of the return's own."""
    from explorer.returns.accounts_typed import RowTaker
    from explorer.returns.headings import AGENCY, END, FIELDS, KEEP, LEAVE_OUT, NOTE, RECORD
    from explorer.returns.lines import Line
    from explorer.returns.mapping import Mapping
    from explorer.returns.names import Names
    from explorer.vocabulary import standard

    said, _, aside = _text(data).partition("\t")
    order = ("date", "from", "to", "kind", "outcome", "summary", END, "time", "about", "seen", "received", "basis",
             "outcome_date", "source", "id", RECORD, AGENCY)  # fmt: skip
    assert set(order) <= set(FIELDS) - {NOTE, KEEP, LEAVE_OUT}
    cells = {name: text.strip() for name, text in zip(order, said.split("|"), strict=False) if text.strip()}
    line = Line("x.csv", "", 2, cells, year="2019" if aside[:1] == "!" else "")
    if aside:
        line.notes, line.extra = [("Comment", aside)], {"Ward": aside[1:]}
    names = Names([dict(row) for row in PARTIES], standard(), {})
    with likely_words():
        taken = RowTaker(names, standard(), Mapping(), "police", "police").take(line, "police-1")
    assert taken.contacts


def _taken(text: str, own_id: str) -> tuple[Any, Any]:
    """A row of a return and what was made of it, without reading its cells: id, day, what it follows, outcome, words,
    a note."""
    from explorer.returns.accounts_typed import Taken
    from explorer.returns.lines import Line

    reference, day, follows, outcome, summary, note = (text.split("|") + [""] * 6)[:6]
    line = Line("x.csv", "", 2, {"id": reference, "date": day, "follows": follows, "summary": summary})
    row = {"id": own_id, "date": day, "from": "school", "to": "police", "kind": "visit", "summary": summary,
           "follows": follows, "shares": outcome, "source": "s", "locator": f"row {reference}"}  # fmt: skip
    taken = Taken(own_id, [row])
    if outcome:
        taken.outcomes = [
            {"contact": own_id, "outcome": outcome, "receiver": note, "source": "s", "locator": ""}
        ]
    if note:
        taken.notes = [{"id": f"{own_id}-note", "contacts": own_id, "text": note, "source": "s"}]
    return line, taken


def return_merged(data: bytes) -> None:
    """A newer return into a case that has the one before it. Between ``\\f``: the rows before, the rows now, what a
    person changed of the first row, and decisions of which contacts are the same."""
    from explorer.returns.case_rows import CaseRows
    from explorer.returns.decisions import SAME, Decision, Decisions
    from explorer.returns.joining import settle_receivers
    from explorer.returns.linking import Linker
    from explorer.returns.merging import Merger
    from explorer.returns.state import imported_of, state_files
    from explorer.returns.typed_cells import Talk
    from explorer.returns.versions import versions_of
    from explorer.vocabulary import standard

    old, new, by_hand, same, *_ = [*_text(data).split("\f"), "", "", "", ""]
    rows = CaseRows(
        "x", "", standard(), {"contacts": [], "outcomes": [], "notes": [], "sources": [{"id": "s"}]}
    )
    before = []
    for at, text in enumerate(old.split("\n")[:4], start=1):
        line, taken = _taken(text, f"s-{at}")
        before.append(imported_of("s", line, taken, "0"))
        for table in ("contacts", "outcomes", "notes"):
            rows.tables[table] += [dict(row) for row in getattr(taken, table)]
    if by_hand:
        rows.tables["contacts"][0] |= {"summary": by_hand, "locator": by_hand[1:] or "row 1"}
    decisions = Decisions()
    pairs = [part.split("=")[:2] for part in same.split("\n")[:3] if part.count("=") == 1]
    for first, second in pairs:
        if first != second:
            decisions.add(Decision(first, second, SAME))
    kept = decisions.kept_ids()
    lines = [_taken(text, "")[0] for text in new.split("\n")[:4]]
    versions = versions_of(lines, before, "s", {row["id"] for row in rows.tables["contacts"]})
    assert len(set(versions.own_ids)) == len(lines), "two rows have one id"
    base = {item.own_id: item.rows() for item in before}
    merger, talk = Merger(rows, kept), Talk()
    linker = Linker(dict(zip((line["id"] for line in lines), versions.own_ids, strict=True)), rows.tables["contacts"],
                    kept, {row["id"] for row in rows.tables["contacts"]})  # fmt: skip
    now = []
    for text, line, own_id in zip(new.split("\n"), lines, versions.own_ids, strict=False):
        taken = _taken(text, own_id)[1]
        for row in taken.contacts:
            linker.learn(row)
            linker.link(row, line, talk)
        merger.merge(taken, base.get(own_id))
        now.append(imported_of("s", line, taken, "1"))
    for own_id in versions.withdrawn:
        merger.withdraw(base[own_id])
    settle_receivers(rows)
    state_files(now, [("s", piece) for piece in merger.left_out])


def remembered(scratch: Path, data: bytes) -> None:
    """The files in which a case remembers what was imported, left out and decided, as anybody may have changed them."""
    from explorer.errors import ExplorerError
    from explorer.returns.decisions import COLUMNS, DECISIONS, read_decisions
    from explorer.returns.state import IMPORTED, LEFT_OUT, Imported, read_imported, read_left_out

    heads = {IMPORTED: tuple(Imported.__slots__), DECISIONS: COLUMNS,
             LEFT_OUT: ("source", "file", "place", "row", "column", "text", "why")}  # fmt: skip
    readers: dict[str, Callable[[Path], Any]] = {
        IMPORTED: read_imported, LEFT_OUT: read_left_out, DECISIONS: read_decisions,
    }  # fmt: skip
    name = list(heads)[(data[0] if data else 0) % 3]
    folder = scratch / "remembering"
    folder.mkdir(exist_ok=True)
    for other in heads:
        (folder / other).unlink(missing_ok=True)
    head = b"" if data[:1] > b"\xf0" else ",".join(heads[name]).encode() + b"\n"
    (folder / name).write_bytes(head + data[1:])
    with contextlib.suppress(ExplorerError):
        found = readers[name](folder)
        if name == DECISIONS:
            found.kept_ids()
            found.decided()
