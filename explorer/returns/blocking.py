"""Which contacts are compared at all: pairs of different sources that fall in one block. No all-pairs comparison.

A block is: the same organisation in the same weeks (or one of its sector, where which one is not said), a rare word in
common, or, for dates too wide for weeks, the same two sectors. A CROWDED block is not left out: in it are compared
those of one day and kind, then those with the rarest words in common, up to a limit, and a sentence says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from explorer.case import Case, Contact
from explorer.dates import iso_day

NARROW = 62
"""Days: a date at most this wide is blocked by weeks."""
RARE = 40
"""A word in at most so many contacts is rare."""
RARE_OF_MANY = 8
FEW = 2_000
"""Contacts, up to which the first holds, beyond which the second."""
CROWDED = 1_000_000
"""Pairs of a block beyond which it is crowded; and the most that are compared of one that is."""
NEAR_DAYS = 7

Key = tuple[object, ...]


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


def entry_of(case: Case, contact: Contact, place: int) -> Entry:
    """What is compared of one contact, the ``place``-th of its case."""
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


def pairs_of(
    case: Case, entries: list[Entry], crowded: list[str] | None = None, *, limit: int | None = None
) -> Iterator[tuple[Entry, Entry]]:
    """Pairs of different sources that share a block, each once. ``crowded`` takes a sentence for each block of more
    than ``limit`` pairs (:data:`CROWDED` where it is not given), once all pairs are out."""
    limit = CROWDED if limit is None else limit
    often = Counter(word for entry in entries for word in entry.words)
    rare = RARE if len(entries) <= FEW else RARE_OF_MANY
    blocks: dict[Key, tuple[list[Entry], list[Entry]]] = defaultdict(lambda: ([], []))
    for entry in entries:
        for key, asks in _keys(entry, often, rare):
            blocks[key][0 if asks else 1].append(entry)
    seen: set[int] = set()
    count = max((entry.place for entry in entries), default=0) + 1
    for key, (asking, answering) in blocks.items():
        full = len(asking) * (len(asking) + len(answering))
        pairs = _every(asking, answering) if full <= limit else _finer(asking, answering, limit)
        for one, other in pairs:
            low, high = (one.place, other.place) if one.place < other.place else (other.place, one.place)
            pair = low * count + high
            if pair not in seen and low != high and not one.sources & other.sources:
                seen.add(pair)
                yield one, other
        if full > limit and crowded is not None:
            crowded.append(_sentence(case, key, len(asking), len(answering)))


def _keys(entry: Entry, often: Counter[str], rare: int) -> Iterator[tuple[Key, bool]]:
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


def _every(asking: list[Entry], answering: list[Entry]) -> Iterator[tuple[Entry, Entry]]:
    for at, one in enumerate(asking):
        for other in chain(asking[at + 1 :], answering):
            if not one.sources & other.sources:
                yield one, other


# ---- crowded blocks


def _finer(asking: list[Entry], answering: list[Entry], limit: int) -> Iterator[tuple[Entry, Entry]]:
    """The likeliest ``limit`` pairs of a crowded block: the smallest groups of one word come first (the rarer the word
    that two share, the more it says), and half the limit is for groups of one day, kind and ends."""
    alike: dict[Key, tuple[list[Entry], list[Entry]]] = defaultdict(lambda: ([], []))
    words: dict[Key, tuple[list[Entry], list[Entry]]] = defaultdict(lambda: ([], []))
    for side, entries in enumerate((asking, answering)):
        for entry in entries:
            ends = tuple(sorted(entry.parties))
            alike[("day", entry.first or 0, entry.last or 0, entry.kind, *ends)][side].append(entry)
            for word in entry.words:
                words[("word", word)][side].append(entry)
    for groups, most in ((words, limit // 2), (alike, limit - limit // 2)):
        yield from _smallest(groups, most)


def _smallest(groups: dict[Key, tuple[list[Entry], list[Entry]]], most: int) -> Iterator[tuple[Entry, Entry]]:
    left = most
    for _, (asking, answering) in sorted(groups.items(), key=lambda item: (_size(*item[1]), str(item[0]))):
        left -= _size(asking, answering)
        if left < 0:
            return
        yield from _every(asking, answering)


def _size(asking: Iterable[Entry], answering: Iterable[Entry]) -> int:
    one, other = len(list(asking)), len(list(answering))
    return one * (one + other)


def _sentence(case: Case, key: Key, asking: int, answering: int) -> str:
    """What was crowded, for the person who reads the proposals."""
    what, *rest = key
    count = asking if what == "ends" else asking + answering
    if what == "week":
        whose = f"with {case.party_name(str(rest[1]))} in and about the week of {_week(rest[0])}"
    elif what == "week of":
        whose = f"of the sector {rest[1]} in and about the week of {_week(rest[0])}"
    elif what == "ends":
        whose = (
            f"without a date, or with one wider than {NARROW} days, between {' and '.join(map(str, rest))}"
        )
    else:
        whose = f'with the word "{rest[0]}"'
    return (
        f"{count:,} contacts {whose} are too many to compare each with each: compared were those of one day and "
        "kind, and those with rare words in common. A pair among them that shares neither may not be proposed."
    )


def _week(number: object) -> str:
    return iso_day(int(str(number)) * 7 + 1)
