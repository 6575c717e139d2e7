"""Redaction: a case under a profile, made before anything else sees it.

The rows of a case are rewritten and read again as any other case, so that what leaves has passed every check. What
is held back stays as a stub, so that its absence is never taken for a record of nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count, groupby

from explorer.called_for import Expected
from explorer.case import Case, Note
from explorer.checking import case_of
from explorer.dates import EDTFDate
from explorer.profiles import PLAIN, Profile
from explorer.redaction.dating import Dating, dating_of, order_of
from explorer.redaction.holding_back import KIND, Withheld, withheld_from
from explorer.redaction.keys import Key
from explorer.redaction.protected import protected_strings
from explorer.redaction.pseudonyms import Pseudonyms
from explorer.redaction.rewriting import Rewriter
from explorer.redaction.settings import Terms, held_terms, own_words, rewritten_settings
from explorer.redaction.stubs import is_stub_id, stub_ids
from explorer.redaction.wording import wording_of
from explorer.storing import rows_of

__all__ = ["PLAIN", "Key", "Profile", "Redacted", "redact_rows"]

Ids = dict[str, dict[str, str]]
ID = re.compile(r"\b[CNE]\d+\b")
"""A new id in free text, which may yet change."""


@dataclass(frozen=True)
class Redacted:
    """A redacted case, the key to it, and what it holds back: whole contacts, and steps or single accounts. ``moved``
    are the new ids of parties and rows by the old ones (the key may know more, of an older redaction), ``words`` those
    of the case's own sectors, kinds and outcomes, by table."""

    case: Case
    key: Key
    withheld: Withheld
    is_changed: bool = True
    moved: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def redact_rows(case: Case, profile: Profile, key: Key | None = None) -> Redacted:
    """The case under a profile, its findings not yet compared with those of the whole case.

    ``key`` is that of an earlier redaction, whose pseudonyms stay. Deterministic. Cost: that of reading the case
    twice, and about 1 µs a character of free text.
    """
    withheld = withheld_from(case, profile)
    if not profile.is_named and not withheld.is_anything:
        return Redacted(case, Key(), withheld, is_changed=False)
    dating = dating_of(case, profile, withheld, key.zero if key else None)
    given = Pseudonyms(dict(key.pseudonyms) if key else {})
    order = order_of(case, dating, withheld.contacts)
    if "contacts.time" in profile.blank and dating.unit == "day":
        order = _untimed(case, order)
    pseudonyms = given.give(case, profile, order, withheld.parties)
    old_ids = key.ids if key else {}
    ids = _provisional_ids(case, profile, old_ids, order)
    if not profile.new_ids:
        ids = {"contacts": stub_ids(case, withheld, dating, pseudonyms, old_ids.get("contacts", {}))}
    rewriter = _rewriter(case, profile, withheld, pseudonyms, ids, dating, {})
    redacted = _case(rewriter)
    if profile.new_ids:
        held = held_terms(rewriter)
        ids = _final_ids(redacted, ids, old_ids)
        rewriter = _rewriter(case, profile, withheld, pseudonyms, ids, dating, held)
        redacted = _case(rewriter)
    moved = {old: new for old, (new, _) in pseudonyms.items()}
    for table in ids.values():
        moved |= table
    made = _key(rewriter, redacted, given, old_ids)
    return Redacted(redacted, made, withheld, moved=moved, words=rewriter.words)


def _untimed(case: Case, order: list[str]) -> list[str]:
    """The order without what times say: contacts of one day of which any has a time are in an order that only who has
    the case can work out."""
    secret = repr([(contact.id, contact.accounts) for contact in case.contacts.values()])

    def drawn(contact: str) -> bytes:
        return hashlib.sha256(f"{contact} {secret}".encode()).digest()

    found: list[str] = []
    for _, day in groupby(order, key=lambda contact: case.contacts[contact].date.text):
        contacts = list(day)
        is_timed = any(case.contacts[contact].time is not None for contact in contacts)
        found += sorted(contacts, key=drawn) if is_timed else contacts
    return found


def _rewriter(
    case: Case,
    profile: Profile,
    withheld: Withheld,
    pseudonyms: Mapping[str, tuple[str, str]],
    ids: Ids,
    dating: Dating,
    held: Terms,
) -> Rewriter:
    wording = wording_of(case, profile, pseudonyms, withheld, ids, dating)
    words: dict[str, dict[str, str]] = {"sector": {}, "kind": {}, "outcome": {}}
    if profile.new_ids:
        words = own_words(case.settings, held)
    return Rewriter(case, profile, withheld, wording, pseudonyms, ids, words, dating)


def _case(rewriter: Rewriter) -> Case:
    rewriter.rewrite()
    found = case_of(rewriter.raw(rewritten_settings(rewriter)))
    return replace(found, warnings=rewriter.case.warnings if not rewriter.profile.is_named else ())


def _provisional_ids(
    case: Case, profile: Profile, given: Mapping[str, Mapping[str, str]], order: list[str]
) -> Ids:
    """New ids in the order of the case; but for sources, rows are numbered once more when it is known what is left of
    them."""
    if not profile.new_ids:
        return {}
    tables = {
        "contacts": (order, "C"),
        "sources": (list(case.sources), "S"),
        "notes": (list(case.notes), "N"),
        "expected": ([item.id for item in case.expected], "E"),
    }
    return {name: _numbered(ids, head, given.get(name, {})) for name, (ids, head) in tables.items()}


def _final_ids(redacted: Case, ids: Ids, given: Mapping[str, Mapping[str, str]]) -> Ids:
    """Ids in the order of what is left: contacts by their new dates, notes and contacts that were called for by what
    they say now. That of their old ids would tell something of these."""
    back = {
        table: {new: old for old, new in ids[table].items()} for table in ("contacts", "notes", "expected")
    }
    contacts = [back["contacts"][contact] for contact in redacted.contacts]
    found = {**ids, "contacts": _numbered(contacts, "C", given.get("contacts", {}))}

    def note_key(note: Note) -> tuple[object, ...]:
        about = sorted(found["contacts"][back["contacts"][contact]] for contact in note.contacts)
        return _date_key(note.date), about, note.author, note.source, ID.sub("", note.text)

    def expected_key(item: Expected) -> tuple[object, ...]:
        place = (item.said_by, item.locator, item.ground)
        return _date_key(item.by), item.sender, item.receiver, item.kind.id, item.about, *place

    dropped = [back["notes"][note] for note in back["notes"] if note not in redacted.notes]
    notes = [back["notes"][note.id] for note in sorted(redacted.notes.values(), key=note_key)]
    called_for = [back["expected"][item.id] for item in sorted(redacted.expected, key=expected_key)]
    found["notes"] = _numbered([*notes, *dropped], "N", given.get("notes", {}))
    found["expected"] = _numbered(called_for, "E", given.get("expected", {}))
    return found


def _date_key(edtf: EDTFDate) -> tuple[int, int, str]:
    return edtf.first_day or edtf.last_day or 0, edtf.last_day or 0, edtf.text


def _numbered(ids: list[str], head: str, given: Mapping[str, str]) -> dict[str, str]:
    """C01, C02, ... as wide as the last needs: by text and by number they sort the same. Ids that were given before
    stay, and new ones go on after them."""
    kept = {old: given[old] for old in ids if old in given and not is_stub_id(given[old])}
    width = max(2, len(str(len(ids) + len(given))))
    taken = set(given.values())
    fresh = (f"{head}{number:0{width}}" for number in count(1))
    free = (new for new in fresh if new not in taken)
    return {**kept, **{old: next(free) for old in ids if old not in kept}}


def _key(
    rewriter: Rewriter, redacted: Case, given: Pseudonyms, old_ids: Mapping[str, Mapping[str, str]]
) -> Key:
    """The key to a redaction. Pseudonyms and ids of an older one stay in it, of rows that are no more, too."""
    case = rewriter.case
    raw = rows_of(case)
    rows: dict[str, list[tuple[dict[str, str], dict[str, str]]]] = {}
    for name, table in raw.tables.items():
        rows[name] = [(before, after) for before, after in rewriter.pairs.get(name, ()) if before is not None]
        left = Counter(frozenset(before.items()) for before, _ in rows[name])
        for cells in table.rows:
            row = dict(zip(table.columns, cells, strict=True))
            if left[frozenset(row.items())] < 1:
                rows[name].append((row, {}))
            left[frozenset(row.items())] -= 1
    return Key(
        profile=rewriter.profile.name,
        pseudonyms=dict(given.given),
        ids={
            table: {**old_ids.get(table, {}), **rewriter.ids.get(table, {})}
            for table in sorted({*old_ids, *rewriter.ids})
        },
        rows=rows,
        stubs={
            table: [after for before, after in pairs if before is None]
            for table, pairs in rewriter.pairs.items()
        },
        name=case.name,
        settings=raw.settings,
        protected=protected_strings(rewriter, redacted),
        zero=rewriter.dating.zero,
    )


def is_withheld(case: Case) -> bool:
    """Does the case hold stubs of what was held back?"""
    return any(contact.kind.id == KIND for contact in case.contacts.values())
