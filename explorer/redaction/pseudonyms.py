"""Pseudonyms: ``Police force A``, by sector, with a letter that is given once and never again.

Letters follow the order in which parties first appear in the chronology, not that of their names.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from string import ascii_uppercase

from explorer.case import Case, Party
from explorer.profiles import EVERYBODY, Profile
from explorer.redaction.folding import squeezed, words_of
from explorer.vocabulary import Sector, Vocabulary, standard

WITHHELD = "withheld"
"""Before the sector, the id of whoever took part in a contact that is withheld."""

ONLY_SUBJECT = ("subject", "The subject")
LETTERS = re.compile(r"[A-Z]{1,3}\Z")
_PLAIN_WORDS = """
a an and for force in is no not of on or other party person recorded service services team the to unit unknown which
withheld named body department
"""
PLAIN_WORDS = frozenset(_PLAIN_WORDS.split())


@cache
def _standard_words() -> frozenset[str]:
    return generic_words(standard())


def generic_words(vocabulary: Vocabulary) -> frozenset[str]:
    """The words by which sectors are called: a name made of nothing else tells no more than the sector does."""
    texts = [
        text
        for sector in vocabulary.sectors.values()
        for text in (sector.id, sector.label, sector.plural, sector.pseudonym, *sector.spellings)
    ]
    return frozenset(word for text in texts for word in words_of(text)) | PLAIN_WORDS


def is_generic(name: str) -> bool:
    """Is a name made only of the words for its kind of party, such as ``Police`` or ``The school``?"""
    return all(word in _standard_words() for word in words_of(name))


def letter(number: int) -> str:
    """A, B, ... Z, AA, AB, ... by number from 0."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = ascii_uppercase[rest] + text
    return text


def noun_of(sector: Sector) -> str:
    """What a party of a sector is called: of a sector that the case added, nothing of its label is used."""
    known = standard().sectors.get(sector.id)
    return known.pseudonym if known else "Party"


def slug(text: str) -> str:
    """``police-force-a`` for ``Police force A``."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def is_pseudonym(party: Party) -> bool:
    """Is it called by a pseudonym already? Then it keeps it."""
    if (party.id, party.name) == ONLY_SUBJECT and party.sector.id == ONLY_SUBJECT[0]:
        return True
    head, _, last = party.name.rpartition(" ")
    nouns = {sector.pseudonym for sector in standard().sectors.values()}
    return head in nouns and bool(LETTERS.match(last)) and party.id == slug(party.name)


def is_stub_party(party: Party) -> bool:
    """Does it stand for whoever took part in what is withheld?"""
    return party.id == f"{WITHHELD}-{party.sector.id}" and party.name.endswith(f"({WITHHELD})")


@dataclass
class Pseudonyms:
    """The pseudonym of each replaced party by its id, as (new id, name). ``given`` are those of an older key, which
    stay; new ones are appended."""

    given: dict[str, tuple[str, str]] = field(default_factory=dict)

    def give(
        self, case: Case, profile: Profile, order: Iterable[str], withheld: Collection[str] = ()
    ) -> Mapping[str, tuple[str, str]]:
        """Pseudonyms for every party that the profile replaces, by first appearance in contacts in ``order``. One that
        is ``withheld`` gets none: a letter left out would tell of it."""
        taken = {name for _, name in self.given.values()}
        taken |= {party.name for party in case.parties.values() if is_pseudonym(party)}
        taken |= set(_called_so(case))
        counts: dict[str, int] = {}
        found: dict[str, tuple[str, str]] = {}
        for party in in_order_of_appearance(case, order):
            if party.id in withheld or not is_replaced(party, profile, case):
                continue
            if party.id not in self.given:
                self.given[party.id] = self._next(party, case, taken, counts)
            found[party.id] = self.given[party.id]
        return found

    def _next(self, party: Party, case: Case, taken: set[str], counts: dict[str, int]) -> tuple[str, str]:
        if is_pseudonym(party):
            return party.id, party.name
        if party.sector.id == ONLY_SUBJECT[0] and len(case.subjects) == 1 and ONLY_SUBJECT[1] not in taken:
            taken.add(ONLY_SUBJECT[1])
            return ONLY_SUBJECT
        noun = noun_of(party.sector)
        while True:
            name = f"{noun} {letter(counts.get(noun, 0))}"
            counts[noun] = counts.get(noun, 0) + 1
            if name not in taken:
                taken.add(name)
                return slug(name), name


def _called_so(case: Case) -> Iterator[str]:
    """Names of the case that look like pseudonyms, as people give them by hand: whoever else was called so would be
    taken for one of them."""
    nouns = {squeezed(sector.pseudonym): sector.pseudonym for sector in standard().sectors.values()}
    for party in case.parties.values():
        for name in (party.name, *party.aliases):
            head, _, last = name.strip().rpartition(" ")
            if squeezed(head) in nouns and LETTERS.match(last.upper()):
                yield f"{nouns[squeezed(head)]} {last.upper()}"


def is_replaced(party: Party, profile: Profile, case: Case) -> bool:
    """Does the profile give this party a pseudonym?"""
    if party.is_nobody or is_stub_party(party):
        return False
    if party.restriction and party.restriction not in profile.include and party.id in case.subjects:
        return True
    chosen = {EVERYBODY, party.id, party.sector.id}
    return bool(chosen & set(profile.replace)) and not {party.id, party.sector.id} & set(profile.keep)


def in_order_of_appearance(case: Case, order: Iterable[str]) -> Iterator[Party]:
    """Every party: first by contacts in ``order``, then those in no contact, in an order that tells nothing."""
    seen: dict[str, None] = {}
    for contact in map(case.contacts.__getitem__, order):
        seen.update(dict.fromkeys((*contact.parties, *contact.about)))
    rest = sorted(set(case.parties) - set(seen), key=lambda party: hashlib.sha256(party.encode()).digest())
    for party in (*seen, *rest):
        yield case.parties[party]
