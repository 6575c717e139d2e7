"""Which contacts seem to be told of twice: pairs from different sources, with a score and its reasons.

Which pairs are compared, :mod:`explorer.returns.blocking` says. NOTHING IS MERGED HERE: a proposal is a question.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass

from explorer.case import Case
from explorer.returns.blocking import NEAR_DAYS, Entry, entry_of, pairs_of

LEAST = 38.0
"""Of 100: no pair below it is proposed."""
SHOWN_EACH = 3
"""Proposals kept for one contact."""
TEXTS_EACH = 12
"""Pairs of one contact whose words are compared: those that date, parties and kind speak for most."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """``first`` and ``second`` seem to tell of one contact. ``score`` is of 100."""

    first: str
    second: str
    score: float
    reasons: tuple[str, ...]


def proposals_of(
    case: Case,
    decided: set[frozenset[str]] | None = None,
    *,
    least: float = LEAST,
    each: int = SHOWN_EACH,
    crowded: list[str] | None = None,
) -> list[Proposal]:
    """Pairs that may tell of one contact, best first; at most ``each`` for a contact.

    ``decided`` pairs are left out. ``crowded`` takes a sentence for each group of contacts too large to compare each
    with each. Cost: near linear in contacts; 20,000 take some seconds.
    """
    entries = [entry_of(case, contact, place) for place, contact in enumerate(case.contacts.values())]
    entries = [entry for entry in entries if entry.sources]
    best: dict[str, list[tuple[float, int, Entry]]] = defaultdict(list)
    for one, other in pairs_of(case, entries, crowded):
        quick = _dates(one, other)[0] + _parties(case, one, other)[0] + _kinds(one, other)[0]
        for entry, against in ((one, other), (other, one)):
            item = (quick + (4 if entry.words & against.words else 0), -against.place, against)
            if len(best[entry.id]) < TEXTS_EACH:
                heapq.heappush(best[entry.id], item)
            else:
                heapq.heappushpop(best[entry.id], item)
    return _chosen(case, entries, best, decided or set(), least, each)


def _chosen(
    case: Case,
    entries: list[Entry],
    best: dict[str, list[tuple[float, int, Entry]]],
    decided: set[frozenset[str]],
    least: float,
    each: int,
) -> list[Proposal]:
    scored: dict[frozenset[str], Proposal] = {}
    kept: set[frozenset[str]] = set()
    for entry in entries:
        mine = []
        for _, _, other in best.get(entry.id, ()):
            pair = frozenset((entry.id, other.id))
            if pair in decided:
                continue
            if pair not in scored:
                first, second = sorted((entry, other), key=lambda item: item.place)
                scored[pair] = _proposal(case, first, second)
            if scored[pair].score >= least:
                mine.append((-scored[pair].score, other.place, pair))
        kept |= {pair for _, _, pair in sorted(mine, key=lambda item: item[:2])[:each]}
    found = [scored[pair] for pair in kept]
    return sorted(found, key=lambda item: (-item.score, item.first, item.second))


# ---- scores


def _dates(one: Entry, other: Entry) -> tuple[float, str]:
    """Up to 40."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return 8.0, ""
    gap = max(one.first, other.first) - min(one.last, other.last)
    widest = max(one.last - one.first, other.last - other.first)
    if gap <= 0:
        if widest == 0:
            return (
                (40.0, "the same day")
                if one.time is None or other.time is None or abs(one.time - other.time) > 60
                else (44.0, "the same day and hour")
            )
        points = 34.0 if widest <= 31 else 28.0 if widest <= 92 else 22.0 if widest <= 400 else 14.0
        return points, "dates that overlap"
    if gap <= NEAR_DAYS:
        return 22.0 - 2 * gap, f"{gap} day{'s' if gap > 1 else ''} apart"
    return 0.0, ""


def _parties(case: Case, one: Entry, other: Entry) -> tuple[float, str]:
    """Up to 30."""
    if one.sender == other.sender and set(one.receivers) == set(other.receivers):
        return 30.0, "the same parties"
    if one.parties == other.parties:
        return 27.0, "the same parties, the other way round"
    shared = one.parties & other.parties
    left = [
        party
        for party in one.parties - shared
        if not any(_akin(case, party, mine) for mine in other.parties - shared)
    ]
    right = [
        party
        for party in other.parties - shared
        if not any(_akin(case, party, mine) for mine in one.parties - shared)
    ]
    if not left and not right:
        return 22.0, "parties that may be the same"
    organisations = [party for party in shared if case.parties[party].is_organisation]
    if organisations:
        return 13.0, f"both with {case.party_name(sorted(organisations)[0])}"
    if one.sectors & other.sectors - {"subject", "family"}:
        return 9.0, "parties of one sector"
    return (4.0 if shared else 0.0), ""


def _akin(case: Case, one: str, other: str) -> bool:
    """Could two parties be one? Nobody in particular, of one sector, or one inside the other."""
    a, b = case.parties[one], case.parties[other]
    if "unknown" in (one, other):
        return True
    if a.is_nobody or b.is_nobody or a.is_person or b.is_person:
        return a.sector == b.sector
    return a.parent == other or b.parent == one


def _kinds(one: Entry, other: Entry) -> tuple[float, str]:
    """Up to 10."""
    if one.kind == other.kind:
        return 10.0, f"both of kind {one.kind}"
    return (5.0, "") if one.group == other.group else (0.0, "")


def _texts(one: Entry, other: Entry) -> tuple[float, str]:
    """Up to 20."""
    from rapidfuzz import fuzz

    if not one.text or not other.text:
        return 4.0, ""
    alike = max(fuzz.token_set_ratio(one.text, other.text), fuzz.token_sort_ratio(one.text, other.text))
    return max(0.0, (alike - 30) / 70 * 20), f"words alike ({alike:.0f} of 100)" if alike >= 50 else ""


def _proposal(case: Case, one: Entry, other: Entry) -> Proposal:
    parts = (_dates(one, other), _parties(case, one, other), _kinds(one, other), _texts(one, other))
    score = min(100.0, sum(points for points, _ in parts))
    return Proposal(one.id, other.id, round(score, 1), tuple(reason for _, reason in parts if reason))
