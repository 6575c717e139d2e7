"""Rows and cells of a table that tell of no contact by themselves: ditto marks, headings repeated, totals, years, who
filled the table in."""

from __future__ import annotations

import re

from explorer.returns.heading_rows import Column
from explorer.returns.headings import NOTE, plain

DITTO = {
    '"',
    "''",
    "“",
    "”",
    "〃",
    "″",
    "do",
    "ditto",
    "dittoditto",
    "asabove",
    "sameasabove",
    "seeabove",
    '""',
    ",,",
}
DITTO |= {"asprevious", "aspreviously", "same", "“”", "”“", "``", "‘‘", "’’", "dto"}
"""Ditto marks without spaces, hyphens and full stops."""
_TOTAL = re.compile(
    r"(?:grand |sub-?|overall )?totals?\b(?: (?:number|no|of|contacts?|events?|entries|rows?)\b)*[ .:]*"
)

_SIGNED = re.compile(
    r"(?:(?:completed|prepared|compiled|signed|authorised|approved|checked|submitted|returned)(?: off)?"
    r"(?: by\b|\s*:|$)|"
    r"(?:name of )?author\b|signature\b|date (?:completed|signed|of completion)\b)"
)
"""The first words of a line under the table that says who filled it in."""
_COUNT = re.compile(
    r"[\d,.%:]+(?: (?:contacts?|events?|entries|rows?|records?|calls?|visits?|referrals?))?|=.*"
)


def is_ditto(text: str) -> bool:
    """Is a cell only a mark for what stands above it?"""
    return len(text) < 20 and re.sub(r"[\s.\-–—]", "", text.casefold()) in DITTO


def _is_repeated(cells: list[str], headings: list[str]) -> bool:
    """Does every cell of a row that says something say what the headings (as :func:`plain`) say in that place?"""
    says_something = False
    for at, cell in enumerate(cells):
        if cell.strip():
            if at >= len(headings) or plain(cell) != headings[at]:
                return False
            says_something = True
    return says_something


def section_year(cells: list[str], columns: list[Column]) -> str:
    filled = [cell.strip() for cell in cells if cell.strip()]
    is_year = len(filled) == 1 and re.fullmatch(r"(?:year )?(?:19|20)\d\d", filled[0].casefold())
    return filled[0][-4:] if is_year and len(columns) > 2 else ""


def why_no_row(cells: list[str], columns: list[Column], repeated: list[list[str]]) -> str:
    """Why a row below the headings tells of no contact; '' where it may."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if any(_is_repeated(cells, headings) for headings in repeated):
        return "the headings, repeated"
    is_total = filled and _TOTAL.fullmatch(filled[0].casefold())
    if is_total and all(_COUNT.fullmatch(cell) for cell in filled[1:]):
        return "a row of totals"
    if filled and _SIGNED.match(filled[0].casefold()) and not _is_told(cells, columns):
        return "below the table: who filled it in"
    if (
        len(filled) == 1
        and len(columns) > 2
        and not _is_told(cells, columns)
        and not section_year(cells, columns)
    ):
        return "a row of one cell, which is no description"
    return ""


def _is_told(cells: list[str], columns: list[Column]) -> bool:
    """Does the description of a row hold anything?"""
    return any(
        column.field in ("summary", NOTE) and column.at < len(cells) and cells[column.at].strip()
        for column in columns
    )
