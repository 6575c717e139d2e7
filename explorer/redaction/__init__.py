"""Redaction: a case under a profile, made before anything else sees it.

The rows of a case are rewritten and read again as any other case, so that what leaves has passed every check. What
is held back stays as a stub, so that its absence is never taken for a record of nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count

from explorer.case import Case
from explorer.checking import case_of
from explorer.profiles import PLAIN, Profile
from explorer.redaction.dating import Dating, dating_of, order_of
from explorer.redaction.holding_back import KIND, Withheld, withheld_from
from explorer.redaction.keys import Key
from explorer.redaction.protected import protected_strings
from explorer.redaction.pseudonyms import Pseudonyms
from explorer.redaction.rewriting import Rewriter
from explorer.redaction.settings import own_words, rewritten_settings
from explorer.redaction.wording import wording_of
from explorer.storing import rows_of

__all__ = ["PLAIN", "Key", "Profile", "Redacted", "redact_rows"]

Ids = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Redacted:
    """A redacted case, the key to it, and what it holds back: whole contacts, and steps or single accounts."""

    case: Case
    key: Key
    withheld: Withheld
    is_changed: bool = True


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
    pseudonyms = given.give(case, profile, order, withheld.parties)
    old_ids = key.ids if key else {}
    ids = _provisional_ids(case, profile, old_ids, order) or _stub_ids(case, withheld, old_ids, order)
    rewriter = _rewriter(case, profile, withheld, pseudonyms, ids, dating)
    redacted = _case(rewriter)
    if profile.new_ids:
        back = {new: old for old, new in ids["contacts"].items()}
        in_order = [back[contact] for contact in redacted.contacts]
        ids["contacts"] = _numbered(in_order, "C", old_ids.get("contacts", {}))
        rewriter = _rewriter(case, profile, withheld, pseudonyms, ids, dating)
        redacted = _case(rewriter)
    return Redacted(redacted, _key(rewriter, redacted, given), withheld)


def _rewriter(
    case: Case,
    profile: Profile,
    withheld: Withheld,
    pseudonyms: Mapping[str, tuple[str, str]],
    ids: Ids,
    dating: Dating,
) -> Rewriter:
    wording = wording_of(case, profile, pseudonyms, withheld, ids, dating)
    words: dict[str, dict[str, str]] = {"sector": {}, "kind": {}, "outcome": {}}
    if profile.new_ids:
        words = own_words(case.settings)
    return Rewriter(case, profile, withheld, wording, pseudonyms, ids, words, dating)


def _case(rewriter: Rewriter) -> Case:
    found = case_of(rewriter.raw(rewritten_settings(rewriter)))
    return replace(found, warnings=rewriter.case.warnings if not rewriter.profile.is_named else ())


def _provisional_ids(
    case: Case, profile: Profile, given: Mapping[str, Mapping[str, str]], order: list[str]
) -> Ids:
    """New ids in the order of the case; contacts are numbered once more when their new dates are known."""
    if not profile.new_ids:
        return {}
    tables = {
        "contacts": (order, "C"),
        "sources": (list(case.sources), "S"),
        "notes": (list(case.notes), "N"),
        "expected": ([item.id for item in case.expected], "E"),
    }
    return {name: _numbered(ids, head, given.get(name, {})) for name, (ids, head) in tables.items()}


def _stub_ids(
    case: Case, withheld: Withheld, given: Mapping[str, Mapping[str, str]], order: list[str]
) -> Ids:
    """Where ids stay, new ones for stubs alone: an id may hold a date, or words of what is held back."""
    stubs = [contact for contact in order if contact in withheld.contacts]
    head = f"{KIND}-"
    old = {
        contact: new
        for contact, new in given.get("contacts", {}).items()
        if new.startswith(head) and new not in case.contacts
    }
    taken = {*case.contacts, *old.values()}
    free = (new for number in count(1) if (new := f"{head}{number}") not in taken)
    return {"contacts": {stub: old.get(stub) or next(free) for stub in stubs}} if stubs else {}


def _numbered(ids: list[str], head: str, given: Mapping[str, str]) -> dict[str, str]:
    """C01, C02, ... as wide as the last needs: by text and by number they sort the same. Ids that were given before
    stay, and new ones go on after them."""
    kept = {old: given[old] for old in ids if old in given}
    width = max(2, len(str(len(ids) + len(given))))
    taken = set(given.values())
    fresh = (f"{head}{number:0{width}}" for number in count(1))
    free = (new for new in fresh if new not in taken)
    return {**kept, **{old: next(free) for old in ids if old not in kept}}


def _key(rewriter: Rewriter, redacted: Case, given: Pseudonyms) -> Key:
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
        ids={table: dict(mapping) for table, mapping in rewriter.ids.items()},
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
