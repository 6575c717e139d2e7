"""What is written in free text in place of names, terms, places, ids and days."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from explorer.case import Case, Party
from explorer.profiles import Profile
from explorer.redaction.dating import Dating
from explorer.redaction.folding import Names, names_from, squeezed
from explorer.redaction.holding_back import Withheld
from explorer.redaction.lookalikes import UMLAUTS
from explorer.redaction.marked_up import rewritten
from explorer.redaction.parting import is_acronym
from explorer.redaction.pseudonyms import is_generic, is_pseudonym

REMOVED = "[removed]"
PLACE = "[place]"
HIDDEN = "[withheld]"
MOST_WORDS = 8
"""A name of more is looked for with its last word first, not with any number of them."""
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
        return rewritten(text, self.names.settled, self.dating.prose, self._text)

    def _text(self, text: str) -> str:
        text = self.names.settled(text)
        if self.ids:
            text = TOKEN.sub(lambda match: self.ids.get(id_key(match.group()), match.group()), text)
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
                moved.setdefault(id_key(old), new)
    pairs = [*_terms(case, profile), *_names(case, pseudonyms, withheld), *_places(case, profile)]
    return Wording(names_from(pairs), moved, dating)


def id_key(text: str) -> str:
    """An id as it is looked for: however its case and its hyphens are written."""
    return text.casefold().replace("_", "-")


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
        for name in (*names_of(party), party.id):
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


AND = ("&", "and")


def names_of(party: Party) -> Iterator[str]:
    """Every name of a party, also as it is typed without umlauts; that of a person also with any last words first, as
    lists and forms have it (*Smith, John*; *van den Berg, Maria* and *Berg, Maria van den*), and of one in capitals
    (*ALI*) as other texts write it."""
    names = (party.name, *party.aliases)
    names += tuple(name.capitalize() for name in names if party.is_person and is_acronym(name))
    names += tuple(name.replace("&", " and ") for name in names if "&" in name)
    names += tuple(re.sub(r"\b[Aa]nd\b", "&", name) for name in names if re.search(r"\b[Aa]nd\b", name))
    whole = tuple(unicodedata.normalize("NFC", name) for name in names)
    names += tuple(name.translate(UMLAUTS) for name in whole if name.translate(UMLAUTS) != name)
    for name in dict.fromkeys(names):
        yield name
        words = name.split()
        if party.is_person and not is_generic(name):
            for at in range(1, len(words)) if len(words) <= MOST_WORDS else (len(words) - 1,):
                if words[at].casefold() not in AND and words[at - 1].casefold() not in AND:  # A & E: no "E A"
                    yield " ".join([*words[at:], *words[:at]])


def is_searchable(name: str) -> bool:
    """Is a name one that can be looked for in text: two letters at least, and more than the words for a sector?"""
    return len(squeezed(name)) > 1 and not is_generic(name)
