"""Parties as they are without what came certainly later: what keeps possible chains in an order that is certain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from explorer.reach.plain import Asked, Party, Places
from explorer.reach.plain_links import Links


class _Double(NamedTuple):
    """A party as it is without what some contacts, each certainly later than what departs from it, brought it; its
    number is one after those of the parties."""

    node: Party
    last_day: int
    after: Places


class Doubles:
    """The doubles of parties, for contacts and decisions that some contacts are certainly after though the days may be
    the same.

    nodes
        how many parties and doubles there are.
    source_of
        the double from which a contact departs, by contact and party.
    left_out
        by contact, the contacts certainly later: it does not pass on what they tell of.
    after, node_of
        an entry a decision: the contacts certainly after it, and its organisation or the double of it.
    touching
        the contacts that reach a party while a double of it matters.
    kept_away
        the both-way contacts that may bring back to a double what came to its party in the meantime.
    """

    def __init__(self, links: Links, asked: Sequence[Asked]) -> None:
        self.links, self.plain = links, links.plain
        self.nodes = links.plain.parties
        self.doubles: dict[Party, list[_Double]] = {}
        self.source_of: dict[tuple[int, Party], Party] = {}
        self.left_out: dict[int, Places] = {}
        if links.times_meet or links.overlapping():
            self._part()
        self.after = [links.certainly_after(item) if item[4] >= 0 else 0 for item in asked]
        self.node_of = [item[0] for item in asked]
        for number, after in enumerate(self.after):
            if after:
                self.node_of[number] = self._add_double(asked[number][0], asked[number][2], after)
        self.touching = self._touching() if self.doubles else set()
        self.kept_away = {place for place in self.touching if self._may_bring_back(place)}

    def _touching(self) -> set[int]:
        plain = self.plain
        until = {party: max([double.last_day for double in found]) for party, found in self.doubles.items()}
        found: set[int] = set()
        for place, day in enumerate(plain.first_days):
            if any(until.get(party, day - 1) >= day for party in plain.reached(place)):
                found.add(place)
        return found

    def _part(self) -> None:
        """For each contact those certainly later: none of these brings on what it told, or what it passed on."""
        plain, bits = self.plain, self.links.bits
        after: dict[tuple[int, Party], Places] = {}
        for later, places in self.links.certainly_earlier().items():
            parties = plain.reached(later)
            earlier = 0
            while places:
                lowest = places & -places
                places ^= lowest
                earlier = lowest.bit_length() - 1
                self.left_out[earlier] = self.left_out.get(earlier, 0) | bits[later]
                if plain.first_days[later] <= plain.last_days[earlier]:
                    for source in plain.sources(earlier):
                        if source in parties:
                            after[earlier, source] = after.get((earlier, source), 0) | bits[later]
        for (place, source), contacts in after.items():
            self.source_of[place, source] = self._add_double(source, plain.last_days[place], contacts)

    def _add_double(self, party: Party, last_day: int, after: Places) -> Party:
        node = self.nodes
        self.nodes += 1
        self.doubles.setdefault(party, []).append(_Double(node, last_day, after))
        return node

    def _may_bring_back(self, contact: int) -> bool:
        """Whether a both-way contact may bring to a double what came to its party in the meantime."""
        plain = self.plain
        if plain.flows.get(contact) != "both" or len(plain.reached(contact)) < 2:
            return False
        first_day, last_day = plain.first_days[contact], plain.last_days[contact]
        if contact in plain.receipts:
            last_day = max(last_day, plain.receipts[contact][1])
        return any(
            first_day <= double.last_day and last_day >= self._first_after(double)
            for party in plain.reached(contact)
            for double in self.doubles.get(party, ())
            if not double.after >> contact & 1
        )

    def _first_after(self, double: _Double) -> int:
        return min(day for place, day in enumerate(self.plain.first_days) if double.after >> place & 1)

    def spread(self, parties: Iterable[Party], contact: int) -> tuple[Party, ...]:
        """Parties and those of their doubles that a contact reaches."""
        if not self.doubles:
            return tuple(parties)
        first_day = self.plain.first_days[contact]
        found: list[Party] = []
        for party in parties:
            found.append(party)
            for node, last_day, after in self.doubles.get(party, ()):
                if first_day <= last_day and not after >> contact & 1:
                    found.append(node)
        return tuple(found)

    def passed_to(self, parties: Sequence[Party], contact: int) -> tuple[Party, ...]:
        """Where what a contact takes from others arrives."""
        return tuple(parties) if contact in self.kept_away else self.spread(parties, contact)
