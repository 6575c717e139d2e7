"""The key that a return gives to its own abbreviations: ``CSC = Children's Social Care``, or a table of two columns."""

from __future__ import annotations

import re
from collections.abc import Iterable

from explorer.returns.grids import Grid
from explorer.returns.headings import KEEP, heading_of
from explorer.vocabulary import spelled

LONGEST = 8
"""Letters of an abbreviation."""
_HEAD = re.compile(
    r"\s*(?:key|abbreviations?|glossary|acronyms?|legend)(?: used)?(?: to abbreviations)?\s*[:\-–]?\s*", re.I
)
_PAIR = re.compile(r"\s*\(?([A-Za-z][A-Za-z&/.]*)\)?\s*(=|:|\s[-–—]\s)\s*(.{3,80}?)\s*\.?\s*")


def abbreviations_of(grids: Iterable[Grid], paragraphs: Iterable[str]) -> dict[str, str]:
    """Abbreviation as :func:`spelled` -> what the return says it stands for; one that it explains twice, otherwise, is
    left out. ``grids`` are those without headings of a chronology."""
    found: dict[str, set[str]] = {}
    for short, long in [*_of_tables(grids), *_of_paragraphs(paragraphs)]:
        if is_abbreviation(short, long):
            found.setdefault(spelled(short), set()).add(" ".join(long.split()))
    return {short: longs.pop() for short, longs in found.items() if len(longs) == 1}


def is_abbreviation(short: str, long: str) -> bool:
    """Is ``short`` one, of something longer? A heading, such as ``Date``, is none."""
    letters = re.sub(r"[^A-Za-z]", "", short)
    has_shape = letters.isupper() or (len(letters) <= 3 and letters[:1].isupper())
    return (
        1 < len(letters) <= LONGEST
        and has_shape
        and len(re.sub(r"[^A-Za-z]", "", long)) > len(letters)
        and (heading_of(short).field == KEEP or letters.isupper())
        and heading_of(long).field == KEEP
    )


def _of_tables(grids: Iterable[Grid]) -> list[tuple[str, str]]:
    pairs = [
        [cell.strip() for cell in row if cell.strip()]
        for grid in grids
        for row in grid.rows
        if grid.width <= 4
    ]
    return [(row[at], row[at + 1]) for row in pairs if len(row) in (2, 4) for at in range(0, len(row), 2)]


def _of_paragraphs(paragraphs: Iterable[str]) -> list[tuple[str, str]]:
    found = []
    in_key = False
    for paragraph in paragraphs:
        for line in paragraph.split("\n"):
            head = _HEAD.match(line)
            in_key = bool(head) or (in_key and bool(_PAIR.fullmatch(re.split(r"[;,]", line)[0])))
            rest = line[head.end() :] if head else line
            for part in re.split(r"[;,]|\t", rest):
                pair = _PAIR.fullmatch(part)
                if pair and (in_key or pair[2] == "="):
                    found.append((pair[1], pair[3]))
    return found
