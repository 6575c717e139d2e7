"""Where the content of one contact arrived: by whom, by which standing, from which day, along which chain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from explorer.reach.answers import NO_ROUTE, Answer, Standing, Step
from explorer.reach.labels import NOTHING, Label, root
from explorer.reach.possible import PossibleSweep
from explorer.reach.record import DAY, FAR, end_of

if TYPE_CHECKING:
    from explorer.reach.network import Network


class Reached:
    """Where the content of one contact arrives: ask :meth:`standing` and :meth:`days`.

    One label for each organisation and grade serves every later day.
    """

    def __init__(self, network: Network, contact: int) -> None:
        self.network, self.contact = network, contact
        self._tellers = tellers = network.contacts.tellers(contact)
        self._plain, self._access = network.certain.run(contact, tellers)
        self._took, self._may_have = self._parties()
        self._told = self._those_told()

    @cached_property
    def _possible(self) -> Sequence[Label]:
        """First labels by node of where it may arrive."""
        return self.network.possible.run(self.contact, self._tellers)

    def _parties(self) -> tuple[dict[int, Label], dict[int, Label]]:
        """The organisations that took part in the contact: from when for certain, and from when they may."""
        contacts, contact = self.network.contacts, self.contact
        took: dict[int, Label] = {}
        may_have: dict[int, Label] = {}
        for party, is_late in contacts.reached(contact):
            if party not in took:
                took[party] = self._link(contact, party, contacts.arrival(contact, is_late))
                may_have[party] = self._link(contact, party, contacts.first_day(contact, is_late) * DAY)
        return took, may_have

    def _those_told(self) -> dict[int, list[Label]]:
        """The organisations that contacts which list this one had surely told; the earliest first."""
        contacts = self.network.contacts
        told: dict[int, list[Label]] = {}
        for teller in self._tellers:
            for party, is_late in contacts.reached(teller.contact):
                moment = max(teller.told, contacts.arrival(teller.contact, is_late))
                if moment < FAR:
                    told.setdefault(party, []).append(self._link(teller.contact, party, moment))
        for labels in told.values():
            labels.sort(key=lambda label: (label[3] // DAY, label[0]))
        return told

    def _link(self, by: int, party: int, moment: int) -> Label:
        """The label of a chain of one link."""
        size = self.network.contacts.size
        return (size + by, root(size), party, moment, 2 * size)

    def standing(self, party: int, day: int) -> Answer:
        """The standing of an organisation by the end of `day` (an ordinal), with its chain.

        The chain is the one that arrives earliest; of several, the one with the fewest links, then with the
        least contacts, compared from the last link back. ValueError for a party that is no organisation.
        """
        end = end_of(day)
        for standing, label in self._labels(party):
            if label[3] <= end:
                return Answer(standing, self._chain(label))
        return NO_ROUTE

    def days(self, party: int) -> dict[Standing, int]:
        """The day from which each standing could be said of an organisation; missing: never.

        Of several that hold on one day, the first in the order of :class:`Standing` is the answer.
        """
        return {standing: label[3] // DAY for standing, label in self._labels(party) if label is not NOTHING}

    def first_labels(self) -> Iterator[tuple[Standing, Mapping[int, Label]]]:
        """By each standing the first label of every party of which it ever holds, for :meth:`Network.table`."""
        could, access = self._plain.first, self._access.first
        yield Standing.TOOK_PART, self._took
        yield Standing.WAS_TOLD, {party: labels[0] for party, labels in self._told.items()}
        yield Standing.COULD_HAVE_BEEN_TOLD, self._of_parties(could)
        by_access = {} if access is could else self._of_parties(access)
        yield (
            Standing.HAD_ACCESS,
            {
                party: label
                for party, label in by_access.items()
                if label is not could[party] and label[3] // DAY < could[party][3] // DAY
            },
        )
        yield Standing.MAY_HAVE_TAKEN_PART, self._may_have
        yield Standing.MIGHT_HAVE_KNOWN, self._of_parties(self._possible)

    def _of_parties(self, labels: Sequence[Label]) -> dict[int, Label]:
        """The labels of those parties that have one, out of all nodes."""
        parties = range(self.network.contacts.parties)
        return {party: label for party, label in zip(parties, labels, strict=False) if label is not NOTHING}

    def _labels(self, party: int) -> Iterator[tuple[Standing, Label]]:
        """The first label of each standing, in their order; NOTHING where it never holds."""
        if not self.network.record.organisations[party]:
            raise ValueError(f"party {party} is no organisation: only organisations have a standing")
        yield Standing.TOOK_PART, self._took.get(party, NOTHING)
        yield Standing.WAS_TOLD, self._told.get(party, (NOTHING,))[0]
        could, access = self._plain.first[party], self._access.first[party]
        yield Standing.COULD_HAVE_BEEN_TOLD, could
        yield Standing.HAD_ACCESS, access if access[3] // DAY < could[3] // DAY else NOTHING
        yield Standing.MAY_HAVE_TAKEN_PART, self._may_have.get(party, NOTHING)
        yield Standing.MIGHT_HAVE_KNOWN, self._possible[party]

    def _chain(self, label: Label) -> tuple[Step, ...]:
        size, parties = self.network.contacts.size, self.network.contacts.parties
        chain = []
        while label[1]:
            node = label[2]
            party = node if node < parties else self._party_at(node)
            chain.append(Step(label[0] % size, party, label[3] // DAY))
            label = label[1]
        return tuple(chain[::-1])

    def _party_at(self, node: int) -> int:
        """The party that a node beyond the parties stands for; -1 for what a listed contact carried."""
        if node < self.network.relays.nodes:
            return -1
        possible = self.network.possible
        assert isinstance(possible, PossibleSweep)  # where a record is bare, all nodes are parties
        return possible.party_of[node]
