"""What might still identify somebody in a redacted case: a list for a person to read, not a promise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explorer.case import Case, Contact
from explorer.dates import describe
from explorer.redaction import Redacted
from explorer.redaction.folding import folded, pattern_of, squeezed, words_of
from explorer.redaction.holding_back import KIND
from explorer.redaction.parting import COMMON
from explorer.redaction.protected import own_words
from explorer.redaction.pseudonyms import is_generic
from explorer.redaction.told_months import FEASTS
from explorer.rows import COLUMNS
from explorer.storing import rows_of
from explorer.tables import Cell, Column, Table

FREE_TEXT = {
    "parties": ("name", "area", "aliases"), "contacts": ("date_text", "summary", "quote", "locator", "topics"),
    "outcomes": ("summary", "locator"), "sources": ("title", "publisher", "kind", "url"), "notes": ("text", "author"),
}  # fmt: skip
CAPITALISED = re.compile(r"(?<![.!?:;“\"'(\[]\s)(?<!\A)(?<![\w“\"'(\[])[^\W\d_a-z][\w’'-]+")
STREETS = "Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Close|Court|Way|Terrace|Place|Crescent"
NUMBERS = re.compile(
    r"(?<!\w)(?:[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}|\d{3}[ -]?\d{3}[ -]?\d{4}|[A-Z]{2}(?:\s?\d\d){3}\s?[A-Z]?"
    r"|[^\s@]{1,80}@\S+|@\w{3,}|[^\s(\[]{1,80}\s?[(\[]at[)\]]\s?\S+|\+?\(?\d[\d ()-]{8,}\d|(?:https?://|www\.)\S+"
    r"|[A-Z]{2}\d\d ?[A-Z]{3}|(?=[\w/-]{0,40}\d{3})(?=[\w/-]{0,40}[A-Z])[A-Z0-9][\w/-]{5,40}"
    rf"|\d{{1,4}}[A-Z]?,? (?:[A-Z]\w+ ){{1,3}}(?:{STREETS})"
    r"|(?:phone|tel|mobile|ref|no)[.:]? ?\d[\d ]{4,})(?!\w)",
    re.IGNORECASE,
)
"""Post codes, NHS and telephone numbers, National Insurance numbers, addresses of mail, pages and houses, number
plates, references."""

DAYS = re.compile(
    r"(?<![\w/.])(?:[0-3]?\d/[01]?\d|[0-3]?\d [01]?\d (?:19|20)\d\d|[0-3]?\d(?:st|nd|rd|th))(?![\w/])"
    r"|\b(?i:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6} [0-3]?\d(?![\w:.]|\s?[ap]\.?m\b)"
    rf"|(?<![\w/.])(?:19|20)\d\d-\d{{3}}(?![\w/])|\b(?i:{FEASTS})\b"
)
"""What may be a day that was not made coarser."""

AGES = re.compile(
    r"\b(?:aged?|age of|turned)\s+\d{1,3}\b|\b\d{1,3}[- ]years?[- ]old\b"
    r"|\b(?:\d{1,3}(?:st|nd|rd|th)\s+)?birthdays?\b|\bborn\b|\bd\.?o\.?b\b",
    re.IGNORECASE,
)
"""Ages and birthdays: with a date they give a date of birth."""

WORDED = ("label", "plural", "verb", "said_as")
"""What a case says of a term of its own."""

PUBLIC_KINDS = ("index-event", "incident", "charge", "order", "arrest")
Item = tuple[str, str, str]


def review_table(case: Case, found: Redacted) -> Table:
    """The list: what, where, and why it might identify somebody."""
    redacted = found.case
    makers = (_dates(redacted), _single_parties(redacted), _not_searched(case, found), _numbers(redacted),
              _initials(case, found), _capitalised(case, found),
              _own_words(redacted), _free_text(redacted))  # fmt: skip
    rows: list[tuple[Cell, ...]] = [row for rows in makers for row in rows]
    columns = (
        Column("what", "What", "text", "What might identify somebody.", in_head=True),
        Column("where", "Where", "text", "Where it is in the redacted case.", in_head=True),
        Column("why", "Why", "text", "Why it might, or what to look at.", is_wide=True),
    )
    return Table("review", "To be read by a person before it leaves", columns, tuple(rows))


def public_days(case: Case) -> list[tuple[Contact, int]]:
    """Contacts whose exact day is told and may be known from elsewhere, such as an incident's or an arrest's."""
    return [
        (contact, contact.bounds.first_day)
        for contact in case.contacts.values()
        if contact.kind.id in PUBLIC_KINDS and contact.date and contact.bounds.is_certain_day
    ]


def _dates(case: Case) -> Iterator[Item]:
    every = ": every other day follows from it" if case.is_relative else ""
    for contact, _ in public_days(case):
        what = contact.kind.label.lower()
        yield describe(contact.date), contact.id, f"The exact day of a {what} may be public{every}."


def _single_parties(case: Case) -> Iterator[Item]:
    by_sector: dict[str, list[str]] = {}
    for party in case.parties.values():
        if not party.is_nobody and party.sector.id != "subject":
            by_sector.setdefault(party.sector.label, []).append(party.id)
    for sector, parties in by_sector.items():
        if len(parties) == 1:
            yield sector, parties[0], "The only party of its sector: who knows the area knows who it is."


def _not_searched(case: Case, found: Redacted) -> Iterator[Item]:
    """Names that are kept where they stand in free text, as far as they do."""
    cells = [
        (place, column, cell)
        for place, column, cell in _cells(found.case)
        if column not in ("name", "aliases")
    ]
    for party in case.parties.values():
        if party.id not in found.key.pseudonyms:
            continue
        for name in (party.name, *party.aliases):
            if is_generic(name):
                why = "Only words for its sector: kept, and not searched for."
            elif squeezed(name) in COMMON:
                why = "Too common: replaced only with a capital, and not searched for."
            elif len(squeezed(name)) < 2:
                why = "Too short: neither replaced nor searched for."
            else:
                continue
            pattern = re.compile(pattern_of(name) or r"(?!)")
            places = [
                f"{place}, {column}" for place, column, cell in cells if pattern.search(folded(cell)[0])
            ]
            if places:
                yield name, _where(places), why


def _where(places: list[str]) -> str:
    more = f" and {len(places) - 1} more" if len(places) > 1 else ""
    return f"{places[0]}{more}"


def _cells(case: Case) -> Iterator[tuple[str, str, str]]:
    """(place, column, text) of all free text, extra columns among it."""
    for name, table in rows_of(case).tables.items():
        known = FREE_TEXT.get(name, ())
        for row in table.rows:
            for column, cell in zip(table.columns, row, strict=True):
                if cell and (column in known or column not in COLUMNS[name]):
                    yield f"{name}.csv {row[0]}", column, cell


def _numbers(case: Case) -> Iterator[Item]:
    for place, column, cell in _cells(case):
        for match in NUMBERS.finditer(cell):
            yield match.group(), f"{place}, {column}", "It looks like a number or an address of somebody."
        for match in AGES.finditer(cell):
            yield (
                match.group(),
                f"{place}, {column}",
                "An age or a birth: with a date it gives a date of birth.",
            )
        for match in DAYS.finditer(cell):
            yield match.group(), f"{place}, {column}", "It may be a day."


def _capitalised(whole: Case, found: Redacted) -> Iterator[Item]:
    parts = {
        word: found.key.pseudonyms[party.id][1]
        for party in whole.parties.values()
        if party.id in found.key.pseudonyms
        for name in (party.name, *party.aliases)
        for word in words_of(name)
        if not is_generic(word)
    }
    case = found.case
    known = own_words() | COMMON
    known |= {word for party in case.parties.values() for word in words_of(party.name)}
    told: dict[str, list[str]] = {}
    for place, column, cell in _cells(case):
        if column in ("name", "aliases"):
            continue
        for match in CAPITALISED.finditer(cell):
            words = words_of(match.group())
            if not all(word in known and word not in parts for word in words):
                told.setdefault(match.group(), []).append(f"{place}, {column}")
    for word, places in sorted(told.items()):
        of = next((parts[part] for part in words_of(word) if part in parts), "")
        why = f"Part of a name of {of}." if of else "A capitalised word that is in no list: a name?"
        yield word, _where(places), why


def _initials(whole: Case, found: Redacted) -> Iterator[Item]:
    """Initials of people who have a pseudonym, and of organisations of two words or more."""
    said: dict[str, str] = {}
    for party in whole.parties.values():
        if party.id in found.key.pseudonyms:
            for name in (party.name, *party.aliases):
                letters = [word[0] for word in re.findall(r"[^\W\d_]+", name)]
                if len(letters) > 1 and not is_generic(name):
                    said.setdefault("".join(letters).upper(), found.key.pseudonyms[party.id][1])
    for place, column, cell in _cells(found.case):
        for match in INITIALS.finditer(cell) if column not in ("name", "aliases") else ():
            letters_said = re.sub(r"\W", "", match.group())
            if letters_said in said:
                yield match.group(), f"{place}, {column}", f"Perhaps the initials of {said[letters_said]}."


INITIALS = re.compile(r"(?<!\w)(?:[A-Z]\.? ?){1,4}[A-Z]\b\.?")


def _own_words(case: Case) -> Iterator[Item]:
    """What the case calls kinds, sectors and outcomes of its own: their words leave, the names in them replaced."""
    for table, entries in case.settings.get("vocabulary", {}).items():
        for term, entry in entries.items():
            for key in WORDED:
                if said := entry.get(key):
                    yield (
                        str(said),
                        f"case.toml, {key} of {table} {term}",
                        "A word of the case's own: read it.",
                    )


def _free_text(case: Case) -> Iterator[Item]:
    counts: dict[str, int] = {}
    for place, column, _ in _cells(case):
        if column not in ("name", "aliases"):
            table = place.partition(".")[0]
            counts[f"{table}.csv, column {column}"] = counts.get(f"{table}.csv, column {column}", 0) + 1
    for where, number in counts.items():
        yield "free text", where, f"{number} {'cell' if number == 1 else 'cells'} that a person should read."
    stubs = sum(1 for contact in case.contacts.values() if contact.kind.id == KIND)
    if stubs:
        yield "stubs", "contacts.csv", f"{stubs} withheld: that there is something, and when, is told."
