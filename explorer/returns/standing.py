"""A return's row in ``sources.csv``: whose it is, the period it covers, and whether it says that nothing is known.

AN AGENCY THAT SAYS IT HAD NO CONTACT IS NOT ONE THAT DID NOT ANSWER, NOR ONE THAT WAS NEVER ASKED.
"""

from __future__ import annotations

import re

from explorer.returns.accounts_typed import stretch_or_blank
from explorer.returns.case_rows import Row
from explorer.returns.grids import Document
from explorer.returns.lines import Lines
from explorer.returns.mapping import Mapping
from explorer.returns.names import Names, slug
from explorer.returns.typed_dates import typed_date

_NOTHING = re.compile(
    r"\b(?:nothing known|not known to (?:this |our |the )?(?:service|agency|organisation|us|department|trust|force)|"
    r"no (?:records?|information|contacts?|involvement|trace)(?: (?:is |are |was |were )?(?:held|known|"
    r"found|recorded|had))?|"
    r"nil return|no known (?:contact|involvement))\b",
    re.IGNORECASE,
)
LONGEST_STATEMENT = 160
"""Characters: a longer paragraph that holds such words may say anything of them."""
_PERIOD = re.compile(
    r"(?:period|period covered|period of (?:the )?return|time ?frame|covers?|covering|scope|dates covered|timescale)"
    r"\s*[:\-–]\s*(.+)",
    re.IGNORECASE,
)


def nothing_known_said(lines: Lines) -> str:
    """The words with which a return without rows says that it knows nothing; ''."""
    for text in lines.preamble:
        match = _NOTHING.search(text)
        if match and len(text) <= LONGEST_STATEMENT and not text.casefold().startswith("if "):
            return match[0]
    return ""


def period_said(lines: Lines, slash: str) -> str:
    """The period that a return says it covers, as EDTF; ''."""
    for text in lines.preamble:
        match = _PERIOD.match(text.split("\n")[0].strip())
        if match and (found := stretch_or_blank(match[1], slash)):
            return found
    return ""


def source_id(sources: list[Row], party: str, document: Document) -> str:
    """The id of the return: that of the same file, or of the same agency's return before; else a new one.

    Two agencies can send the same bytes (a template with nothing in it): these are two returns.
    """
    for row in sources:
        is_return = row.get("kind") == "return" and document.sha256
        if (
            is_return
            and row.get("sha256") == document.sha256
            and (not party or row.get("party") in ("", party))
        ):
            return row["id"]
    for row in sources:
        same = row.get("party") == party if party else row.get("title") == document.file and document.file
        if row.get("kind") == "return" and same:
            return row["id"]
    base = (party or slug(document.file.rsplit(".", 1)[0]) or "return")[:40]
    used = {row["id"] for row in sources}
    return (
        base
        if base not in used
        else next(f"{base}-{at}" for at in range(2, 10**6) if f"{base}-{at}" not in used)
    )


def source_row(
    source: str, party: str, document: Document, says: str, mapping: Mapping, period: str, names: Names
) -> Row:
    """The row for ``sources.csv``."""
    publisher = names.name_of.get(party, party)
    return {
        "id": source,
        "title": document.file or f"No return from {publisher}",
        "publisher": publisher,
        "kind": "return",
        "party": party,
        "asked": typed_date(mapping.asked).edtf,
        "received": typed_date(mapping.received).edtf,
        "covers": period,
        "says": says,
        "sha256": document.sha256,
    }
