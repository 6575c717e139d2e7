"""Small cases drawn as a few lines of text, for tests with the answer in view.

    case = drawn(
        '''
        K1 | 2020-03-01 | subject -> helpline | self-contact
        K2 | 2020-03-02 | helpline -> police  | referral | follows=K1 shares=K1
        K3 |            | police -> hub;gp    | referral | follows=K2 basis=inferred
        K4 | 2020-03-09 | hub ->              | closure
        ''',
        outcomes="K3 | hub | closed | 2020-03-09 | seen=no",
    )

A contact is ``id | date | from -> to | kind``, then any other column of ``contacts.csv`` as ``column=value``;
quotation marks keep blanks (``summary="two words"``). The same id again is another account. An outcome is
``contact | receiver | outcome | date``, a source ``id | party | covers | says``, each with ``column=value`` after.
A party needs no row: its sector is that of ``SECTORS``, else ``other``; ``parties`` adds or changes some, as
``id | sector | parent=hub name="The team"``.
"""

from __future__ import annotations

import re
import shlex

from explorer.case import Case
from explorer.checking import case_of
from explorer.rows import RawCase, table_of

SECTORS = {
    "subject": "subject", "sibling": "subject", "family": "family", "mother": "family",
    "neighbour": "public", "teacher": "professional",
    "school": "education", "school-2": "education", "college": "education",
    "gp": "health", "hospital": "health", "camhs": "mental-health",
    "social-care": "social-care", "early-help": "social-care", "hub": "safeguarding-hub",
    "police": "police", "police-2": "police", "prevent": "counter-terrorism", "channel": "counter-terrorism",
    "court": "justice", "probation": "justice", "helpline": "voluntary", "landlord": "housing",
    "council": "government",
}  # fmt: skip


def drawn(
    contacts: str = "",
    *,
    outcomes: str = "",
    sources: str = "",
    parties: str = "",
    notes: str = "",
    settings: str = "",
) -> Case:
    """The case that these lines tell of, checked as any other; a drawing that is wrong raises CaseError.

    There is always one subject, ``subject``; ``sibling`` is a second one, which comes into the case when named.
    """
    return case_of(raw_case(contacts, outcomes, sources, parties, notes, settings))


def raw_case(
    contacts: str,
    outcomes: str = "",
    sources: str = "",
    parties: str = "",
    notes: str = "",
    settings: str = "",
) -> RawCase:
    """The rows of a drawing, for tests that change them before they are read."""
    tables = {
        "contacts": [_contact(line) for line in _lines(contacts)],
        "outcomes": _rows(outcomes, ("contact", "receiver", "outcome", "date")),
        "sources": _rows(sources, ("id", "party", "covers", "says")),
        "notes": _rows(notes, ("id", "text")),
        "parties": _rows(parties, ("id", "sector")),
    }
    given = {row["id"]: row for row in tables["parties"]}
    named = dict.fromkeys(("subject", *_named(tables), *given))
    tables["parties"] = [
        given.get(party, {"id": party, "sector": SECTORS.get(party, "other")})
        for party in named
        if party and not re.match(r"unknown(:|$)", party)
    ]
    raw = RawCase("drawn", settings)
    for name, rows in tables.items():
        raw.tables[name] = table_of(name, list(rows))
    return raw


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]


def _pairs(text: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in shlex.split(text))


def _rows(text: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    rows = []
    for line in _lines(text):
        cells = [cell.strip() for cell in line.split("|")]
        plain, pairs = (cells[:-1], _pairs(cells[-1])) if "=" in cells[-1] else (cells, {})
        rows.append({**dict(zip(columns, plain, strict=False)), **pairs})
    return rows


def _contact(line: str) -> dict[str, str]:
    contact_id, date, ends, kind, *rest = (cell.strip() for cell in line.split("|"))
    sender, _, receivers = (part.strip() for part in ends.partition("->"))
    row = {"id": contact_id, "date": date, "from": sender, "to": receivers, "kind": kind}
    return {**row, **(_pairs(rest[0]) if rest else {})}


def _named(tables: dict[str, list[dict[str, str]]]) -> list[str]:
    cells = [row.get(column, "") for row in tables["contacts"] for column in ("from", "to", "about")]
    cells += [row.get("receiver", "") for row in tables["outcomes"]]
    cells += [row.get("party", "") for row in tables["sources"]]
    cells += [row.get("parent", "") for row in tables["parties"]]
    return [party.strip() for cell in cells for party in cell.split(";")]
