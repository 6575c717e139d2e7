"""Every string that no redacted output may hold, and what each is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from explorer.case import Case
from explorer.dates import MONTHS
from explorer.redaction.folding import squeezed, words_of
from explorer.redaction.parting import COMMON, without_article
from explorer.redaction.pseudonyms import is_generic, is_pseudonym
from explorer.redaction.rewriting import Rewriter
from explorer.redaction.told_days import ways_to_write
from explorer.redaction.wording import is_searchable, names_of
from explorer.rows import COLUMNS

LEAST = 6
"""Letters and digits that a dropped cell must have to be looked for."""

SHORTEST_ID = 4
"""The same of an id of a party: shorter ones (``p7``) are also cells of a sheet, and marks of drawings."""

NEVER_SEARCHED = {
    "contacts": {"kind", "basis", "seen", "key", "follows", "shares", "date", "received", "time", "outcome"},
    "outcomes": {"outcome", "seen", "basis", "date"},
    "sources": {"says", "date", "asked", "received", "covers"},
    "parties": {"sector"},
    "notes": {"date"},
}
OWN_FILES = ("vocabulary.toml", "page/page.html")


@cache
def own_words() -> frozenset[str]:
    """The words that the explorer itself writes: a dropped cell made of nothing else is not looked for."""
    folder = Path(__file__).parent.parent
    files = [*(folder / name for name in OWN_FILES), *folder.rglob("*.py")]
    texts = [path.read_text("utf-8") for path in files]
    return frozenset(word for text in texts for word in words_of(text)) | COMMON


def protected_strings(rewriter: Rewriter, redacted: Case) -> dict[str, str]:
    """What each protected string is, by the string. What stays in the redacted case by the profile's own choice, and
    the names that it says not to search for, are left out."""
    kept = kept_letters(redacted)
    unsearched = {squeezed(name) for name in rewriter.profile.unsearched}
    found: dict[str, str] = {}
    for text, what in _names(rewriter):
        if squeezed(text) not in unsearched and squeezed(text) not in COMMON:
            found.setdefault(text, what)
    for text, what in _moved_ids(rewriter):
        found.setdefault(text, what)
    for text, what in (*_ids(rewriter), *_dropped_cells(rewriter), *_settings(rewriter)):
        letters = squeezed(text)
        is_own = all(word in own_words() for word in words_of(text))
        if len(letters) >= LEAST and letters not in kept and letters not in unsearched and not is_own:
            found.setdefault(text, what)
    for text, what in _days(rewriter):
        found.setdefault(text, what)
    return found


def kept_letters(redacted: Case) -> str:
    """The letters of everything that the redacted case says."""
    from explorer.storing import rows_of

    raw = rows_of(redacted)
    cells = [cell for table in raw.tables.values() for row in table.rows for cell in row if cell]
    return squeezed("\n".join([*cells, raw.settings, redacted.title, redacted.marking]))


def _names(rewriter: Rewriter) -> Iterator[tuple[str, str]]:
    case, profile = rewriter.case, rewriter.profile
    for party in case.parties.values():
        is_withheld = party.id in rewriter.withheld.parties
        if not is_withheld and (party.id not in rewriter.pseudonyms or is_pseudonym(party)):
            continue
        said = "a party that is withheld" if is_withheld else rewriter.pseudonyms[party.id][1]
        for name in names_of(party):
            for variant in (name, without_article(name)):
                if is_searchable(variant) and variant != said:
                    yield variant, f"a name of {said}"
        if (
            len(squeezed(party.id)) >= SHORTEST_ID
            and is_searchable(party.id)
            and party.id != rewriter.party(party.id)
        ):
            yield party.id, f"the id of {said}"
    if profile.terms:
        for term, replacement in case.terms:
            if len(squeezed(term)) > 1 and squeezed(term) not in squeezed(replacement):
                yield term, "a term of terms.csv"
    if "parties.area" in profile.blank:
        for party in case.parties.values():
            if is_searchable(party.area):
                yield party.area, "an area"


def _moved_ids(rewriter: Rewriter) -> Iterator[tuple[str, str]]:
    """Old ids that can be nothing else: letters with digits, and none of the new ones."""
    taken = {squeezed(new) for mapping in rewriter.ids.values() for new in mapping.values()}
    for table, mapping in rewriter.ids.items():
        for old in mapping:
            letters = squeezed(old)
            is_own = len(letters) >= LEAST and any(map(str.isdigit, letters)) and not letters.isdigit()
            if is_own and letters not in taken:
                yield old, f"an id of {table}.csv"


def _ids(rewriter: Rewriter) -> Iterator[tuple[str, str]]:
    for table, mapping in rewriter.ids.items():
        for old, new in mapping.items():
            if old != new:
                yield old, f"an id of {table}.csv"
    for table, mapping in rewriter.words.items():
        for old, new in mapping.items():
            if old != new:
                yield old, f"a {table} of case.toml"
    if rewriter.profile.new_ids and not is_generic(rewriter.case.name):
        yield rewriter.case.name, "the name of the case"


def _dropped_cells(rewriter: Rewriter) -> Iterator[tuple[str, str]]:
    """Every cell that was left out or changed, whole."""
    from explorer.storing import rows_of

    if not rewriter.profile.is_named and not rewriter.withheld.is_anything:
        return
    before = rows_of(rewriter.case)
    for name, table in before.tables.items():
        if name == "terms":
            continue
        for row in table.rows:
            for column, cell in zip(table.columns, row, strict=True):
                if cell and column not in NEVER_SEARCHED.get(name, ()) and not _is_list_of_ids(name, column):
                    yield cell, f"{name}.csv, column {column}"
                if cell and column not in COLUMNS[name] and not rewriter.profile.extra:
                    yield column, f"a column of {name}.csv"


def _is_list_of_ids(table: str, column: str) -> bool:
    return column in {
        "contacts": ("id", "from", "to", "about", "source", "topics"), "outcomes": ("contact", "receiver", "source"),
        "sources": ("id", "party"), "notes": ("id", "contacts", "source"), "parties": ("id", "parent", "aliases"),
    }.get(table, ())  # fmt: skip


def _settings(rewriter: Rewriter) -> Iterator[tuple[str, str]]:
    if not rewriter.profile.is_named:
        return
    yield from _texts_of(rewriter.case.settings, "case.toml")
    for contact in rewriter.case.contacts.values():
        for topic in contact.topics:
            yield topic, "a topic"


def _texts_of(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Every text and key inside settings."""
    if isinstance(value, str):
        yield value, place
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield str(key), place
            yield from _texts_of(item, place)
    elif isinstance(value, list):
        for item in value:
            yield from _texts_of(item, place)


def _days(rewriter: Rewriter) -> Iterator[tuple[str, str]]:
    """Exact days that were made coarse, as outputs write them. First and last days of months are what coarse dates
    begin and end on, and cannot be told from them."""
    if rewriter.dating.zero is not None:
        yield from _all_days(rewriter.case)
    if rewriter.dating.is_exact or rewriter.dating.zero is not None:
        return
    case = rewriter.case
    texts = [date for contact in case.contacts.values() for date in (contact.date, contact.received)]
    texts += [outcome.date for outcome in case.outcomes]
    for edtf in texts:
        for day in (edtf.first_day, edtf.last_day):
            if day is None:
                continue
            exact = date.fromordinal(day)
            if rewriter.dating.unit == "year" and re.search(r"\d-\d\d", edtf.text):
                yield from ((text, "a month of the calendar") for text in _months(exact))
            if (
                exact.day == 1
                or date.fromordinal(day + 1).day == 1
                or not re.search(r"\d-\d\d-\d\d", edtf.text)
            ):
                continue
            for said in ways_to_write(exact):
                yield said, "an exact day"


def _all_days(case: Case) -> Iterator[tuple[str, str]]:
    """Where days are counted from day 0: every day and month of the calendar in the case, as people write them."""
    texts = [date for contact in case.contacts.values() for date in (contact.date, contact.received)]
    texts += [account.date for contact in case.contacts.values() for account in contact.accounts]
    texts += [outcome.date for outcome in case.outcomes] + [note.date for note in case.notes.values()]
    for source in case.sources.values():
        texts += [source.date, source.asked, source.received, source.covers]
    days = {day for edtf in texts if not edtf.is_relative for day in (edtf.first_day, edtf.last_day) if day}
    for day in sorted(days):
        exact = date.fromordinal(day)
        for text in ways_to_write(exact):
            yield text, "a day of the calendar"
        for text in (*_months(exact), f"{exact:%Y-%m}"):
            yield text, "a month of the calendar"


def _months(day: date) -> tuple[str, str]:
    month = MONTHS[day.month - 1]
    return f"{month} {day.year}", f"{month[:3]} {day.year}"
