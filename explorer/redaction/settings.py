"""``case.toml`` under a profile: no profiles, and of what it says only what may leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from explorer.dates import parse
from explorer.redaction.rewriting import Rewriter
from explorer.vocabulary import standard

KEPT = ("scope", "holding", "targets", "expected", "vocabulary")
Entry = TypeVar("Entry", bound=Mapping[str, Any])
VOUCHED = "withheld"
"""The table of ``case.toml`` that says which findings of a redacted case stand in the whole one."""


Terms = dict[str, frozenset[str]]
"""Ids of kinds and outcomes, by table of the vocabulary."""


def own_words(settings: Mapping[str, Any], held: Terms) -> dict[str, dict[str, str]]:
    """New ids for sectors, kinds and outcomes that the case added itself: an id is a word of the case too. Those
    ``held`` back come last: a number left out would tell of them."""
    known = {"sector": standard().sectors, "kind": standard().kinds, "outcome": standard().outcomes}
    found: dict[str, dict[str, str]] = {}
    for table, terms in known.items():
        entries = settings.get("vocabulary", {}).get(table, {})
        added = [term for term in entries if term not in terms]
        added.sort(key=lambda term, table=table: term in held.get(table, ()))  # type: ignore[misc]
        found[table] = {term: f"own-{number}" for number, term in enumerate(added, start=1)}
    return found


def held_terms(rewriter: Rewriter) -> Terms:
    """Kinds and outcomes of the case's own vocabulary that only what is held back is told with: their labels would tell
    of it. Of sectors the stubs tell."""
    case, pairs = rewriter.case, rewriter.pairs
    entries = case.settings.get("vocabulary", {})
    told = {
        "kind": {account.kind for contact in case.contacts.values() for account in contact.accounts},
        "outcome": {outcome.term.id for outcome in case.outcomes},
    }
    kept = {
        "kind": {after["kind"] for _, after in pairs["contacts"]},
        "outcome": {after["outcome"] for _, after in pairs["outcomes"]},
    }
    kept["kind"] |= {rewriter.words["kind"].get(item.kind.id, item.kind.id) for item in case.expected}
    kept["kind"] |= {
        entry.get("kind", "") for entry in _targets(rewriter, case.settings.get("targets", {})).values()
    }
    return {
        table: frozenset(
            term
            for term in entries.get(table, {})
            if term in told[table] and rewriter.words[table].get(term, term) not in kept[table]
        )
        for table in told
    }


def rewritten_settings(rewriter: Rewriter) -> dict[str, Any]:
    """The settings of the redacted case."""
    case, profile = rewriter.case, rewriter.profile
    old = case.settings
    if not profile.is_named:
        kept = {**old, "vocabulary": _without_held(rewriter)} if "vocabulary" in old else old
        reworded: dict[str, Any] = _reworded(rewriter, kept)
        return (
            {**reworded, "expected": _expected(rewriter, old["expected"])} if "expected" in old else reworded
        )
    found: dict[str, Any] = {"title": _title(rewriter)}
    marking = profile.marking if profile.marking is not None else case.marking or profile.marking_if_none
    if marking:
        found["marking"] = rewriter.wording.text(marking)
    makers: dict[str, Callable[[Rewriter, Any], Any]] = {
        "scope": _scope, "holding": _holding, "targets": _targets, "expected": _expected, "vocabulary": _vocabulary,
    }  # fmt: skip
    for name, maker in makers.items():
        if name == "scope" and rewriter.dating.zero is not None:
            continue  # where it begins and ends may be known from elsewhere, and would give day 0 away
        if name in old:
            found[name] = maker(rewriter, old[name])
    if VOUCHED in old:
        found[VOUCHED] = old[VOUCHED]
    return found


def _reworded(rewriter: Rewriter, value: Any) -> Any:
    """Settings with every text in them reworded, names among it."""
    if isinstance(value, str):
        return rewriter.wording.text(value)
    if isinstance(value, Mapping):
        return {rewriter.wording.text(str(key)): _reworded(rewriter, item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_reworded(rewriter, item) for item in value]
    return value


def _title(rewriter: Rewriter) -> str:
    profile, case = rewriter.profile, rewriter.case
    if profile.title is not None:
        return rewriter.wording.text(profile.title)
    if "case.title" in profile.blank:
        return "Contacts with services"
    has_title = bool(case.settings.get("title"))
    return rewriter.wording.text(case.title) if has_title or not profile.new_ids else "Contacts with services"


def _word(rewriter: Rewriter, what: str, said: str) -> str:
    """A sector, kind or outcome as the settings spell it, by its new id."""
    found = rewriter.case.vocabulary.id_of(what, said) or said
    return rewriter.words[what].get(found, found)


def _scope(rewriter: Rewriter, scope: Mapping[str, Any]) -> dict[str, str]:
    return {key: rewriter.dating.date(parse(str(scope[key]))) for key in ("from", "to") if key in scope}


def _holding(rewriter: Rewriter, holding: Mapping[str, Any]) -> dict[str, Any]:
    sectors = holding.get("sectors")
    return {} if sectors is None else {"sectors": [_word(rewriter, "sector", item) for item in sectors]}


def _targets(rewriter: Rewriter, targets: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, entry in targets.items():
        shape = dict(entry) if isinstance(entry, Mapping) else {"days": entry}
        kept = {"days": shape["days"]}
        for what in ("kind", "sector"):
            if shape.get(what):
                kept[what] = _word(rewriter, what, str(shape[what]))
        found[rewriter.wording.text(name)] = kept
    return found


def _expected(rewriter: Rewriter, entries: list[Mapping[str, Any]]) -> list[dict[str, str]]:
    sources = rewriter.ids.get("sources", {})
    found = []
    for entry, item in zip(_by_id(entries), rewriter.case.expected, strict=True):
        said_by = sources.get(item.said_by, item.said_by)
        row = {
            "id": rewriter.ids.get("expected", {}).get(item.id, item.id),
            "from": rewriter.party(item.sender),
            "to": rewriter.party(item.receiver),
            "kind": rewriter.words["kind"].get(item.kind.id, item.kind.id),
            "by": rewriter.dating.date(item.by),
            "about": ";".join(rewriter.party(subject) for subject in item.about)
            if entry.get("about")
            else "",
            "said_by": said_by if item.said_by in rewriter.case.sources else rewriter.wording.text(said_by),
            "locator": ""
            if "contacts.locator" in rewriter.profile.blank
            else rewriter.wording.text(item.locator),
            "ground": item.ground,
        }
        found.append({key: value for key, value in row.items() if value})
    return _by_id(found)


def _by_id(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: str(entry["id"]))


def _without_held(rewriter: Rewriter) -> dict[str, Any]:
    """The case's own vocabulary, without what tells of nothing but what is held back."""
    held = held_terms(rewriter)
    return {
        table: {term: entry for term, entry in entries.items() if term not in held.get(table, ())}
        for table, entries in rewriter.case.settings["vocabulary"].items()
    }


def _vocabulary(rewriter: Rewriter, _: Mapping[str, Any]) -> dict[str, Any]:
    """The case's own terms under their new ids, with redacted labels; spellings are needed no more."""
    found: dict[str, Any] = {}
    for table, entries in _without_held(rewriter).items():
        found[table] = {}
        for term, entry in entries.items():
            kept = {key: value for key, value in entry.items() if key not in ("spellings", "pseudonym")}
            for key in ("label", "plural", "verb", "said_as", "group"):
                if key in kept:
                    kept[key] = rewriter.wording.text(kept[key])
            new = rewriter.words.get(table, {}).get(term, term)
            if new != term:
                kept.setdefault("label", rewriter.wording.text(term.replace("-", " ").capitalize()))
            found[table][new] = kept
    return found
