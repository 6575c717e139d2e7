"""Draft rows for a person to accept or reject, and the accepted ones into a case."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from explorer.case import Case
from explorer.returns.bringing import Bringing
from explorer.returns.case_rows import Row
from explorer.returns.drafting import Candidate, candidates_of
from explorer.returns.grids import Document
from explorer.returns.joining import settle_receivers
from explorer.returns.names import Names
from explorer.returns.narratives import Narrative, read_narrative
from explorer.returns.standing import source_id
from explorer.returns.state import StateError, read_rows
from explorer.tables import Cell, Column, Table

ACCEPT, REJECT = "accept", "reject"
FROM_SUBJECT = ("not-attended", "self-contact", "incident")
EDITED = ("date", "from", "to", "kind", "summary")
"""What a person may change in the draft before accepting it."""

COLUMNS = (
    Column("number", "No", "number", "of the candidate in the document", in_head=True),
    Column("decision", "Decision", "text", "accept or reject: yours to fill in"),
    Column("date", "Date", "text", "EDTF, as read", in_head=True),
    Column("kind", "Kind", "text", "by the sentence's words", in_head=True),
    Column("from", "From", "text", "a guess, to be checked"),
    Column("to", "To", "text", "a guess, to be checked"),
    Column("summary", "Summary", "text", "in neutral words: yours to fill in"),
    Column("locator", "Place", "text", "where the sentence stands", in_head=True),
    Column("sentence", "Sentence", "text", "the words", is_wide=True),
    Column("date_text", "Date as written", "text", "the words of the sentence's own date"),
    Column("reading", "How it was read", "text", "of a relative date, or of one told before", is_wide=True),
    Column("organisations", "Organisations", "list", "that the sentence names"),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A candidate with its proposed ends."""

    number: int
    candidate: Candidate
    sender: str
    receiver: str
    date: str
    kind: str
    summary: str = ""


def drafts_of(path: Path, case: Case | None = None) -> tuple[Narrative, list[Draft]]:
    """The draft rows of a document. With a case, its parties are known by name and its scope bounds the dates."""
    narrative = read_narrative(path)
    names: dict[str, str] = {}
    first, last = 0, 1 << 30
    if case is not None:
        organisations = [party for party in case.parties.values() if party.is_organisation]
        names = {name: party.sector.id for party in organisations for name in (party.name, *party.aliases)}
        if case.settings.get("scope"):
            first, last = case.scope.first_day, case.scope.last_day
    found = candidates_of(narrative, names, first_day=first, last_day=last)
    return narrative, [_draft(number, candidate) for number, candidate in enumerate(found, start=1)]


def _draft(number: int, candidate: Candidate) -> Draft:
    from explorer.vocabulary import standard

    organisations = candidate.organisations
    kind = standard().kinds.get(candidate.kind)
    if len(organisations) > 1:
        sender, receiver = organisations[0], organisations[1]
    elif candidate.kind in FROM_SUBJECT:
        sender, receiver = "subject", "" if kind and kind.to_optional else organisations[0]
    elif kind is not None and (kind.asks or kind.group == "telling"):
        sender, receiver = "unknown", organisations[0]
    else:
        sender, receiver = organisations[0], "subject"
    return Draft(number, candidate, sender, receiver, candidate.edtf, candidate.kind)


def draft_table(narrative: Narrative, drafts: list[Draft]) -> Table:
    """The drafts as a table to read, edit and hand back."""
    rows: list[tuple[Cell, ...]] = [
        (
            item.number,
            "",
            item.date,
            item.kind,
            item.sender,
            item.receiver,
            item.summary,
            item.candidate.place,
            item.candidate.sentence,
            item.candidate.date_text,
            item.candidate.reading,
            item.candidate.organisations,
        )
        for item in drafts
    ]
    return Table("drafts", f"Candidate contacts from {narrative.file}", COLUMNS, tuple(rows))


def decided(file: Path, drafts: list[Draft]) -> list[Draft]:
    """The drafts that a person accepted in a file, as edited there. Raises :class:`StateError` for a decision that is
    none, or a number that the document does not have."""
    by_number = {str(item.number): item for item in drafts}
    found = []
    for row in read_rows(file, ("number", "decision", *EDITED, "sentence")):
        decision = row["decision"].strip().casefold()
        if decision not in ("", ACCEPT, REJECT, "a", "r"):
            raise StateError(
                f'{file.name}: "{row["decision"]}" of row {row["number"]} is no decision. Use: accept, reject.'
            )
        if not decision.startswith("a"):
            continue
        item = by_number.get(row["number"])
        if item is None or item.candidate.sentence.lstrip("'") != row["sentence"].lstrip("'"):
            raise StateError(f"{file.name}: row {row['number']} is not of this document. Draft it again.")
        found.append(
            replace(
                item,
                date=row["date"],
                kind=row["kind"],
                sender=row["from"],
                receiver=row["to"],
                summary=row["summary"],
            )
        )
    return found


def review(
    drafts: Iterable[Draft], ask: Callable[[str], str], say: Callable[[str], None], width: int = 80
) -> list[Draft]:
    """Ask of each draft: accept, reject, quit."""
    found = []
    items = list(drafts)
    for item in items:
        candidate = item.candidate
        lines = [
            f"{item.number} of {len(items)}   {candidate.place}",
            f"  {candidate.sentence}",
            f"  -> {item.date} {item.kind}: {item.sender} -> {item.receiver or '-'}",
            *([f"     {candidate.reading}"] if candidate.reading else []),
        ]
        wide = max(40, min(width, 100))
        wrapped = [textwrap.fill(line, wide, subsequent_indent="  ") for line in lines]
        say("\n" + "\n".join(wrapped))
        answer = ask("[a]ccept, [r]eject, [q]uit")
        if answer == "q":
            break
        if answer == "a":
            found.append(item)
    return found


def add_drafts(bringing: Bringing, narrative: Narrative, accepted: list[Draft]) -> int:
    """Accepted drafts into the rows of a case, each with the document as its source and its place as locator; what is
    there already stays. Returns how many were new. Raises nothing of its own: check the case before writing."""
    rows = bringing.rows
    names = Names(rows.tables["parties"], rows.vocabulary, {})
    document = Document(narrative.file, narrative.sha256)
    held = next((row["id"] for row in rows.tables["sources"] if row.get("sha256") == narrative.sha256), "")
    source = held or source_id(rows.tables["sources"], "", document)
    if not held:
        rows.tables["sources"].append(
            {"id": source, "title": narrative.file, "kind": "document", "sha256": narrative.sha256}
        )
    ids = {row["id"] for row in rows.tables["contacts"]} | set(bringing.decisions.kept_ids())
    new = 0
    for item in accepted:
        own_id = f"{source}-d{item.number}"
        if own_id in ids:
            continue
        rows.tables["contacts"].append(_row(own_id, item, source, names))
        new += 1
    held_parties = {row["id"] for row in rows.tables["parties"]}
    rows.tables["parties"] += [
        dict(row) for party, row in names.named.new.items() if party not in held_parties
    ]
    settle_receivers(rows)
    return new


def _row(own_id: str, item: Draft, source: str, names: Names) -> Row:
    def ends(text: str) -> str:
        return ";".join(names.several(text)) if text.strip() else ""

    return {
        "id": own_id,
        "date": item.date,
        "date_text": item.candidate.date_text,
        "from": ends(item.sender).split(";")[0],
        "to": ends(item.receiver),
        "kind": item.kind,
        "summary": item.summary,
        "source": source,
        "locator": item.candidate.place,
        "quote": item.candidate.sentence,
    }
