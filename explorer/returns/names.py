"""Names in a return matched with the parties of a case: exact ones silently, near ones only as proposals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from explorer.returns.gazetteer import is_subject, sector_of
from explorer.vocabulary import Vocabulary, spelled

NEAR = 82.0
"""Of 100: a known name at least this like is proposed."""
WHOLE = 96.0
"""And one whose words are all in it."""
SHOWN = 3
SHORT = 6
"""Letters of a name so short that one slip makes it another."""
SLIP = 80.0
"""The score of one that is a slip away."""
NOBODY_WORDS = {
    "unknown",
    "not known",
    "not stated",
    "n/k",
    "nk",
    "n/a",
    "na",
    "not recorded",
    "-",
    "--",
    "–",
    "?",
    "not given",
    "anon",
    "anonymous",
    "unnamed",
    "none",
    "not applicable",
    "all professionals",
    "all agencies",
    "professionals",
    "various",
    "various agencies",
    "several agencies",
    "multi-agency",
    "the network",
}
NEW = "new"
GENERIC = {
    "school": "education",
    "college": "education",
    "hospital": "health",
    "court": "justice",
    "courts": "justice",
    "council": "government",
    "charity": "voluntary",
    "helpline": "voluntary",
    "police force": "police",
    "gp": "health",
    "social worker": "social-care",
    "police officer": "police",
}
"""Words for one of a sector, which is not said."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name of a return that is like a party: for a person to decide. ``score`` is of 100."""

    name: str
    party: str
    known_as: str
    score: float


@dataclass(slots=True)
class Named:
    """How names were understood over one import. ``new`` are rows for ``parties.csv``, by id."""

    new: dict[str, dict[str, str]] = field(default_factory=dict)
    proposals: dict[str, list[Proposal]] = field(default_factory=dict)
    aliases: dict[str, set[str]] = field(default_factory=dict)
    """Names that a person decided, to become aliases: party id -> names."""
    read_as: dict[str, str] = field(default_factory=dict)
    """Names read as nobody in particular of a sector, or as the subject: name -> party id."""
    keyed: dict[str, str] = field(default_factory=dict)
    """Abbreviations read by the return's own key: abbreviation -> what it stands for."""


class Names:
    """The parties of a case, with those that an import adds. ``decided`` maps spelled names to ids, or ``new``; ``key``
    spelled abbreviations to the names that the return itself says they stand for."""

    def __init__(
        self,
        parties: list[dict[str, str]],
        vocabulary: Vocabulary,
        decided: Mapping[str, str],
        key: Mapping[str, str] | None = None,
    ) -> None:
        self.vocabulary, self.decided, self.named = vocabulary, decided, Named()
        self.key = key or {}
        self.ids: dict[str, str] = {}
        self.known: dict[str, str] = {}
        """Names as written -> id, for comparing."""
        self.sectors: dict[str, str] = {}
        self.name_of: dict[str, str] = {}
        self._found: dict[str, str] = {}
        for party in parties:
            self._learn(party)
        for initials, party_id in self._initials(parties).items():
            self.ids.setdefault(initials, party_id)
        subjects = [party["id"] for party in parties if party.get("sector") == "subject"]
        self.only_subject = subjects[0] if len(subjects) == 1 else ""

    def _learn(self, party: Mapping[str, str]) -> None:
        party_id = party["id"]
        self.sectors[party_id] = party.get("sector", "")
        self.name_of[party_id] = party.get("name", "") or party_id
        texts = [party_id, party.get("name", ""), *party.get("aliases", "").split(";")]
        for text in filter(str.strip, texts):
            self.ids.setdefault(spelled(text), party_id)
            self.known.setdefault(text.strip(), party_id)

    def _initials(self, parties: list[dict[str, str]]) -> dict[str, str]:
        """``nca`` of National Crime Agency, where only one party has these initials (three letters or more)."""
        found: dict[str, set[str]] = {}
        for party in parties:
            for text in (party.get("name", ""), *party.get("aliases", "").split(";")):
                words = re.findall(r"[A-Za-z]\w*", text)
                for chosen in (
                    words,
                    [word for word in words if word.casefold() not in ("and", "of", "the", "for")],
                ):
                    initials = "".join(word[0] for word in chosen).casefold()
                    if len(initials) >= 3:
                        found.setdefault(initials, set()).add(party["id"])
        return {initials: ids.pop() for initials, ids in found.items() if len(ids) == 1}

    def several(self, text: str) -> list[str]:
        """The parties of a cell: one, or several separated by ``;``, or by ``/``, ``,``, ``&``, ``and`` or line ends
        where every part is a known name."""
        if self.exact(text) or spelled(text) in self.key:
            return [self.party(text)]
        for mark in (r";|\n", r"/", r",|&|\band\b|/|;|\n"):
            parts = [part.strip() for part in re.split(mark, text) if part.strip()]
            if len(parts) > 1 and (mark[0] == ";" or all(map(self._is_known, parts))):
                return list(dict.fromkeys(self.party(part) for part in parts))
        return [self.party(text)]

    def _is_known(self, text: str) -> bool:
        """Is a part of a list somebody by itself: a party, a word of the return's key, one of the family by role?"""
        is_kin = len(text.split()) <= 2 and sector_of(text) == "family"
        return bool(self.exact(text)) or spelled(text) in self.key or is_kin

    def exact(self, text: str) -> str:
        """The id of the party that is certainly meant, or ''."""
        key = spelled(text)
        decided = self.decided.get(key, "")
        if decided and decided != NEW:
            return self.ids.get(spelled(decided), decided)
        return self._undecided(key)

    def _undecided(self, key: str) -> str:
        """The same, by the case and the return alone."""
        if key in self.key:
            key = spelled(self.key[key])
        if key in NOBODY_WORDS or key.startswith("unknown:"):
            return key if key.startswith("unknown:") else "unknown"
        found = self.ids.get(key) or self.ids.get(key.removeprefix("the "))
        if found:
            return found
        if is_subject(key) and self.only_subject:
            return self.only_subject
        sector = self._sector_only(key)
        if sector:
            return f"unknown:{sector}"
        return ""

    def _sector_only(self, key: str) -> str:
        """The sector of a name that is only a sector's word: ``police``, ``school``."""
        key = key.removeprefix("the ").removeprefix("local ").removesuffix(" (which is not recorded)")
        return self._sector_words.get(key) or GENERIC.get(key, "")

    @cached_property
    def _sector_words(self) -> dict[str, str]:
        """The sectors of organisations by their label and its plural, as spelled."""
        found: dict[str, str] = {}
        for sector in self.vocabulary.sectors.values():
            if not sector.is_person and sector.id != "other":
                for word in (sector.label, sector.plural):
                    found.setdefault(spelled(word), sector.id)
        return found

    def party(self, text: str) -> str:
        """The id for a name; a new party where none is certainly meant, with what is near proposed."""
        if text in self._found:
            return self._found[text]
        name = " ".join(text.split())
        decided = self.decided.get(spelled(name), "")
        if not decided and spelled(name) in self.key:
            self.named.keyed[name] = self.key[spelled(name)]
            name = self.key[spelled(name)]
        party_id = self.exact(name)
        decided = self.decided.get(spelled(name), "")
        is_new_to = self._undecided(spelled(name)) != party_id
        if party_id and decided and is_new_to and party_id in self.sectors:
            self.named.aliases.setdefault(party_id, set()).add(name)
        if party_id and spelled(name) not in self.ids and not decided and spelled(name) not in NOBODY_WORDS:
            self.named.read_as[name] = party_id
        if not party_id:
            if decided != NEW:
                near = self.near(name)
                if near:
                    self.named.proposals[name] = near
            party_id = self._new(name)
        self._found[text] = party_id
        return party_id

    def near(self, name: str) -> list[Proposal]:
        """Parties with a name like this one, best first."""
        from rapidfuzz import fuzz, process

        best: dict[str, Proposal] = {}
        for scorer, least in (
            (fuzz.ratio, NEAR),
            (fuzz.token_sort_ratio, NEAR),
            (fuzz.token_set_ratio, WHOLE),
        ):
            found = process.extract(
                spelled(name),
                {known: spelled(known) for known in self.known},
                scorer=scorer,
                score_cutoff=least,
                limit=SHOWN * 2,
            )
            for _, score, known in found:
                party_id = self.known[known]
                if party_id not in best or best[party_id].score < score:
                    best[party_id] = Proposal(name, party_id, self._shown(known), round(score, 0))
        for party_id, known in self._one_slip(name):
            best.setdefault(party_id, Proposal(name, party_id, self._shown(known), SLIP))
        return sorted(best.values(), key=lambda item: (-item.score, item.party))[:SHOWN]

    def _shown(self, known: str) -> str:
        """A name to show: the party's own where only an id, or another way to write it, is alike."""
        name = self.name_of[self.known[known]]
        return name if spelled(known) == spelled(name) else known

    def _one_slip(self, name: str) -> list[tuple[str, str]]:
        """Short names one slip of the keyboard away: ``MSAH`` for ``MASH``. As (party id, known name)."""
        from rapidfuzz.distance import OSA

        word = spelled(name)
        if not 3 <= len(word) <= SHORT or not word.isalpha():
            return []
        return [
            (party_id, known)
            for known, party_id in self.known.items()
            if len(known) <= SHORT and OSA.distance(word, spelled(known), score_cutoff=1) == 1
        ]

    def _new(self, name: str) -> str:
        party_id = slug(name) or "party"
        if party_id == "unknown" or party_id in self.sectors:
            party_id = next(
                f"{party_id}-{at}" for at in range(2, 10**6) if f"{party_id}-{at}" not in self.sectors
            )
        row = {"id": party_id, "name": name[:200].replace(";", ","), "sector": sector_of(name) or "other"}
        if row["sector"] == "subject":
            row["sector"] = (
                "subject" if not any(said == "subject" for said in self.sectors.values()) else "other"
            )
        self.named.new[party_id] = row
        self._learn(row)
        return party_id


def slug(text: str) -> str:
    """An id made of a name: ``Alder Hey (CAMHS)`` is ``alder-hey-camhs``."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48].strip("-")
