"""Redaction: a case under a profile, made before anything else sees it.

The rows of a case are rewritten and read again as any other case, so that what leaves has passed every check. What
is held back stays as a stub, so that its absence is never taken for a record of nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from explorer.case import Case
from explorer.checking import case_of
from explorer.profiles import PLAIN, Profile
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
    given = Pseudonyms(dict(key.pseudonyms) if key else {})
    pseudonyms = given.give(case, profile)
    ids = _provisional_ids(case, profile)
    rewriter = _rewriter(case, profile, withheld, pseudonyms, ids)
    redacted = _case(rewriter)
    if profile.new_ids:
        back = {new: old for old, new in ids["contacts"].items()}
        ids["contacts"] = _numbered([back[contact] for contact in redacted.contacts], "C")
        rewriter = _rewriter(case, profile, withheld, pseudonyms, ids)
        redacted = _case(rewriter)
    return Redacted(redacted, _key(rewriter, redacted, given), withheld)


def _rewriter(
    case: Case, profile: Profile, withheld: Withheld, pseudonyms: Mapping[str, tuple[str, str]], ids: Ids
) -> Rewriter:
    wording = wording_of(case, profile, pseudonyms, withheld, ids)
    words: dict[str, dict[str, str]] = {"sector": {}, "kind": {}, "outcome": {}}
    if profile.new_ids:
        words = own_words(case.settings)
    return Rewriter(case, profile, withheld, wording, pseudonyms, ids, words)


def _case(rewriter: Rewriter) -> Case:
    found = case_of(rewriter.raw(rewritten_settings(rewriter)))
    return replace(found, warnings=rewriter.case.warnings if not rewriter.profile.is_named else ())


def _provisional_ids(case: Case, profile: Profile) -> Ids:
    """New ids in the order of the case; contacts are numbered once more when their new dates are known."""
    if not profile.new_ids:
        return {}
    return {
        "contacts": _numbered(list(case.contacts), "C"),
        "sources": _numbered(list(case.sources), "S"),
        "notes": _numbered(list(case.notes), "N"),
        "expected": _numbered([item.id for item in case.expected], "E"),
    }


def _numbered(ids: list[str], head: str) -> dict[str, str]:
    """C01, C02, ... as wide as the last needs: by text and by number they sort the same."""
    width = max(2, len(str(len(ids))))
    return {old: f"{head}{number:0{width}}" for number, old in enumerate(ids, start=1)}


def _key(rewriter: Rewriter, redacted: Case, given: Pseudonyms) -> Key:
    case = rewriter.case
    rows = {
        table: [(before, after) for before, after in pairs if before is not None]
        for table, pairs in rewriter.pairs.items()
    }
    raw = rows_of(case)
    terms = raw.tables["terms"]
    rows["terms"] = [(dict(zip(terms.columns, row, strict=True)), {}) for row in terms.rows]
    return Key(
        profile=rewriter.profile.name,
        pseudonyms=dict(given.given),
        ids={table: dict(mapping) for table, mapping in rewriter.ids.items()},
        rows=rows,
        name=case.name,
        settings=raw.settings,
        protected=protected_strings(rewriter, redacted),
    )


def is_withheld(case: Case) -> bool:
    """Does the case hold stubs of what was held back?"""
    return any(contact.kind.id == KIND for contact in case.contacts.values())
