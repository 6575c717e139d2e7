"""What is written in free text in place of names, terms, places, ids and days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from explorer.case import Case
from explorer.profiles import Profile
from explorer.redaction.dating import Dating
from explorer.redaction.folding import Names, names_from, squeezed
from explorer.redaction.holding_back import Withheld
from explorer.redaction.pseudonyms import is_generic, is_pseudonym

REMOVED = "[removed]"
PLACE = "[place]"
HIDDEN = "[withheld]"
TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class Wording:
    """Redacts free text: names, terms and places, then ids, then days."""

    names: Names
    ids: Mapping[str, str]
    dating: Dating

    def text(self, text: str) -> str:
        """Free text as it may leave. Blank stays blank."""
        if not text:
            return text
        text = self.names.settled(text)
        if self.ids:
            text = TOKEN.sub(lambda match: self.ids.get(match.group(), match.group()), text)
        return self.dating.prose(text)


def wording_of(
    case: Case,
    profile: Profile,
    pseudonyms: Mapping[str, tuple[str, str]],
    withheld: Withheld,
    ids: Mapping[str, Mapping[str, str]],
    dating: Dating,
) -> Wording:
    """The wording of a profile for a case. ``ids`` are the new ids by table."""
    moved: dict[str, str] = {}
    for mapping in ids.values():
        for old, new in mapping.items():
            if old != new and any(char.isdigit() for char in old) and any(char.isalpha() for char in old):
                moved.setdefault(old, new)
    pairs = [*_terms(case, profile), *_names(case, pseudonyms, withheld), *_places(case, profile)]
    return Wording(names_from(pairs), moved, dating)


def _terms(case: Case, profile: Profile) -> Iterator[tuple[str, str]]:
    if profile.terms:
        for term, replacement in case.terms:
            yield term, replacement or REMOVED


def _names(
    case: Case, pseudonyms: Mapping[str, tuple[str, str]], withheld: Withheld
) -> Iterator[tuple[str, str]]:
    """Every name of each replaced or withheld party. A pseudonym is a name too: it stands for itself, however it
    is written, so that redacting twice is redacting once."""
    for party in case.parties.values():
        said = HIDDEN if party.id in withheld.parties else pseudonyms.get(party.id, ("", ""))[1]
        if not said or (is_pseudonym(party) and said == party.name):
            continue
        for name in (party.name, *party.aliases, party.id):
            if is_searchable(name):
                yield name, said
    for _, name in pseudonyms.values():
        if not is_generic(name):
            yield name, name


def _places(case: Case, profile: Profile) -> Iterator[tuple[str, str]]:
    if "parties.area" in profile.blank:
        for party in case.parties.values():
            if is_searchable(party.area):
                yield party.area, PLACE


def is_searchable(name: str) -> bool:
    """Is a name one that can be looked for in text: two letters at least, and more than the words for a sector?"""
    return len(squeezed(name)) > 1 and not is_generic(name)
