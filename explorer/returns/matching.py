"""Which contacts seem to be told of twice: pairs from different sources, with a score and its reasons.

No pair is compared unless both fall in one block: the same organisation in the same weeks (or one of its sector, where
which one is not said), a rare word in common, or, for dates too wide for weeks, the same two sectors. A block of more
than a million pairs is left out. NOTHING IS MERGED HERE: a proposal is a question.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from explorer.case import Case, Contact

LEAST = 38.0
"""Of 100: no pair below it is proposed."""
SHOWN_EACH = 3
"""Proposals kept for one contact."""
TEXTS_EACH = 12
"""Pairs of one contact whose words are compared: those that date, parties and kind speak for most."""
NARROW = 62
"""Days: a date at most this wide is blocked by weeks."""
RARE = 40
"""A word in at most so many contacts is rare."""
RARE_OF_MANY = 8
FEW = 2_000
"""Contacts, up to which the first holds, beyond which the second."""
CROWDED = 1_000_000
"""A block of more pairs than this is left to the others."""
NEAR_DAYS = 7


@dataclass(frozen=True, slots=True)
class Proposal:
    """``first`` and ``second`` seem to tell of one contact. ``score`` is of 100."""

    first: str
    second: str
    score: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Entry:
    """What is compared of a contact."""

    id: str
    place: int
    sources: frozenset[str]
    first: int | None
    last: int | None
    sender: str
    receivers: tuple[str, ...]
    parties: frozenset[str]
    sectors: frozenset[str]
    organisations: frozenset[str]
    """Those that are somebody in particular."""
    vague: frozenset[str]
    """Sectors of those that are not."""
    kind: str
    group: str
    time: int | None
    text: str
    words: frozenset[str]


def proposals_of(
    case: Case, decided: set[frozenset[str]] | None = None, *, least: float = LEAST, each: int = SHOWN_EACH
) -> list[Proposal]:
    """Pairs that may tell of one contact, best first; at most ``each`` for a contact.

    ``decided`` pairs are left out. Cost: near linear in contacts; 20,000 take some seconds.
    """
    entries = [_entry(case, contact, place) for place, contact in enumerate(case.contacts.values())]
    entries = [entry for entry in entries if entry.sources]
    best: dict[str, list[tuple[float, int, Entry]]] = defaultdict(list)
    for one, other in _candidates(entries):
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


def _entry(case: Case, contact: Contact, place: int) -> Entry:
    parties = frozenset(contact.parties)
    text = " ".join((contact.summary, *(account.summary for account in contact.accounts[1:])))
    words = frozenset(word.strip(".,;:()'\"?!").casefold() for word in text.split())
    return Entry(
        contact.id,
        place,
        frozenset(contact.sources),
        *_days(case, contact),
        contact.sender,
        contact.receivers,
        parties,
        frozenset(case.parties[party].sector.id for party in parties),
        frozenset(party for party in parties if case.parties[party].is_organisation),
        frozenset(case.parties[party].sector.id for party in parties if case.parties[party].is_nobody),
        contact.kind.id,
        contact.kind.group,
        contact.time,
        text,
        frozenset(word for word in words if len(word) > 3),
    )


def _days(case: Case, contact: Contact) -> tuple[int | None, int | None]:
    """First and last day, tightened by what it follows; none of a contact without a date."""
    if not contact.date or not case.has_days:
        return None, None
    return contact.bounds.first_day, contact.bounds.last_day


# ---- blocks


def _candidates(entries: list[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs of different sources that share a block, each once."""
    often = Counter(word for entry in entries for word in entry.words)
    rare = RARE if len(entries) <= FEW else RARE_OF_MANY
    blocks: dict[tuple[object, ...], tuple[list[Entry], list[Entry]]] = defaultdict(lambda: ([], []))
    for entry in entries:
        for key, asks in _keys(entry, often, rare):
            blocks[key][0 if asks else 1].append(entry)
    seen: set[int] = set()
    count = max((entry.place for entry in entries), default=0) + 1
    for asking, answering in blocks.values():
        if len(asking) * (len(asking) + len(answering)) > CROWDED:
            continue
        for at, one in enumerate(asking):
            for other in chain(asking[at + 1 :], answering):
                if one.sources & other.sources:
                    continue
                low, high = (one.place, other.place) if one.place < other.place else (other.place, one.place)
                pair = low * count + high
                if pair not in seen and low != high:
                    seen.add(pair)
                    yield one, other


def _keys(entry: Entry, often: Counter[str], rare: int) -> Iterator[tuple[tuple[object, ...], bool]]:
    """(block, asks): entries that ask are compared with all of the block, others only with those that ask.

    Known organisations ask by week; nobody in particular asks, by sector, what known ones of it answer; and so do
    dates too wide for weeks, by the sectors of both ends.
    """
    for word in entry.words:
        if 1 < often[word] <= rare:
            yield ("word", word), True
    is_narrow = entry.first is not None and entry.last is not None and entry.last - entry.first <= NARROW
    yield ("ends", *sorted(entry.sectors)[:3]), not is_narrow
    if entry.first is None or entry.last is None or not is_narrow:
        return
    reach = (NEAR_DAYS + 1) // 2
    for week in range((entry.first - reach) // 7, (entry.last + reach) // 7 + 1):
        for party in entry.organisations:
            yield ("week", week, party), True
        for sector in entry.sectors:
            yield ("week of", week, sector), sector in entry.vague or not entry.organisations


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
