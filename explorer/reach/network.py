"""Who could have known of a contact, and from which day: the answers of design section 7 over plain arrays.

Nothing here knows a case; :mod:`explorer.known` turns cases into arrays and answers into ids.

>>> from explorer.dates import Bounds
>>> record = Record(
...     senders=[0, 1],
...     receivers=[[1], [2]],
...     bounds=[Bounds(day, day, day, day) for day in (1, 2)],
...     stretches=[False, False],
...     flows=["forward", "forward"],
...     organisations=[True, True, True],
... )
>>> reach = Network(record).reach(0)
>>> answer = reach.standing(2, day=2)
>>> answer.standing.value, [step.contact for step in answer.chain]
('could have been told', [0, 1])
>>> reach.standing(2, day=1).standing.value
'no recorded route'
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import cached_property

from explorer.reach.answers import NEVER, NO_ROUTE, ROUTES, Answer, Standing, Step, Table
from explorer.reach.certain import Arrivals, Brought, CertainSweep
from explorer.reach.labels import NOTHING, Label, root, steps
from explorer.reach.possible import PossibleSweep
from explorer.reach.record import DAY, FAR, Decision, Record, end_of
from explorer.reach.relays import Relays


class Network:
    """A record made ready for questions. `decisions` are those that :meth:`Reach.at` is asked about.

    Building sorts the contacts: n log n, about 10 microseconds a contact. Inputs are not changed. Contact and
    party indices out of range raise IndexError.
    """

    def __init__(self, record: Record, decisions: Sequence[Decision] = ()) -> None:
        self.record, self.decisions = record, tuple(decisions)
        self.relays = relays = Relays(record)
        self.before = [_Before(relays, decision) for decision in self.decisions]
        rest_on = [[leg for leg, *_ in before.brought] for before in self.before]
        self.certain = CertainSweep(relays, self.decisions, rest_on)

    @cached_property
    def possible(self) -> PossibleSweep:
        """Made when something is first asked that what is certain does not answer."""
        return PossibleSweep(self.relays, self.decisions)

    def reach(self, contact: int) -> Reach:
        """Where the content of a contact arrives, by every grade.

        Three passes over what comes after it, so near linear in contacts: about 3 ms at 5,000 contacts.
        """
        return Reach(self, contact)

    def reaches(self) -> Iterator[Reach]:
        """:meth:`reach` of every contact in turn. Keep what you need of each: together they are large."""
        return (self.reach(contact) for contact in range(self.relays.count))

    def table(self) -> Table:
        """Every contact, organisation and standing: the day from which it holds, and the last link.

        Costs a :meth:`reach` for each contact; 40 bytes for each contact and party.
        """
        days: dict[Standing, array[int]] = {standing: array("i") for standing in ROUTES}
        links: dict[Standing, array[int]] = {standing: array("i") for standing in ROUTES}
        size = self.relays.size
        for reach in self.reaches():
            for standing, labels in reach.first_labels():
                known = [label is not NOTHING for label in labels]
                days[standing].extend(
                    [
                        label[3] // DAY if is_known else NEVER
                        for label, is_known in zip(labels, known, strict=True)
                    ]
                )
                links[standing].extend(
                    [
                        label[0] % size if is_known else NEVER
                        for label, is_known in zip(labels, known, strict=True)
                    ]
                )
        return Table(self.relays.parties, days, links)


class _Before:
    """What is certainly before a decision though its day is not, and what is certainly after it."""

    def __init__(self, relays: Relays, decision: Decision) -> None:
        self.links = {(decision.organisation, earlier) for earlier in decision.follows}
        for earlier in decision.follows:
            self.links.update(relays.links_back(earlier))
        self.contacts = frozenset(earlier for _, earlier in self.links)
        self.after = relays.certainly_after(decision)
        self.brought = relays.brought((decision.organisation,), decision.departure, self.links)


class Reach:
    """Where the content of one contact arrives: ask :meth:`standing`, :meth:`days` and :meth:`at`.

    One label for each organisation and grade serves every later day.
    """

    def __init__(self, network: Network, contact: int) -> None:
        self.network, self.contact = network, contact
        self._tellers = tellers = network.relays.tellers(contact)
        self._plain, self._access = network.certain.run(contact, tellers)
        self._took, self._may_have = self._parties()
        self._told = self._those_told()

    @cached_property
    def _possible(self) -> Sequence[Label]:
        """First labels by node of where it may arrive."""
        return self.network.possible.run(self.contact, self._tellers)

    def _parties(self) -> tuple[dict[int, Label], dict[int, Label]]:
        """The organisations that took part in the contact: from when for certain, and from when they may."""
        relays, contact = self.network.relays, self.contact
        took: dict[int, Label] = {}
        may_have: dict[int, Label] = {}
        for party, is_late in relays.reached(contact):
            if party not in took:
                took[party] = self._link(contact, party, relays.arrival(contact, is_late))
                may_have[party] = self._link(contact, party, relays.first_day(contact, is_late) * DAY)
        return took, may_have

    def _those_told(self) -> dict[int, list[Label]]:
        """The organisations that contacts which list this one had surely told; the earliest first."""
        relays = self.network.relays
        told: dict[int, list[Label]] = {}
        for teller in self._tellers:
            for party, is_late in relays.reached(teller.contact):
                moment = max(teller.told, relays.arrival(teller.contact, is_late))
                if moment < FAR:
                    told.setdefault(party, []).append(self._link(teller.contact, party, moment))
        for labels in told.values():
            labels.sort(key=lambda label: (label[3] // DAY, label[0]))
        return told

    def _link(self, by: int, party: int, moment: int) -> Label:
        """The label of a chain of one link."""
        size = self.network.relays.size
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

    def at(self, decision: int) -> Answer:
        """The standing of a decision's organisation when it decided, with its chain.

        What the decision follows is certainly before it; anything else that is certain must have arrived on an
        earlier day. What falls on its day, or may fall before its last day, is only possible.
        """
        standing, label = self._held_at(decision)
        return NO_ROUTE if label is NOTHING else Answer(standing, self._chain(label))

    def _held_at(self, decision: int) -> tuple[Standing, Label]:
        """The standing of a decision's organisation when it decided, with its label."""
        if self.contact not in self.network.before[decision].after:
            for standing, label in self._labels_at(decision):
                if label is not NOTHING:
                    return standing, label
        return Standing.NO_RECORDED_ROUTE, NOTHING

    def blind_spot(self, decision: int) -> str:
        """``blind spot``, ``possible blind spot`` or ''. Whether it is about the same subject is not asked.

        A blind spot was certainly before the decision, some organisation certainly had taken part in it or
        been told of it by then, and there is no recorded route to the decider by the end of the decision's
        last day. A possible one is any other that may have been before it, that an organisation has or may
        have had, and that the decider had by no certain route.
        """
        before, asked = self.network.before[decision], self.network.decisions[decision]
        bounds = self.network.record.bounds[self.contact]
        last_day = asked.bounds.last_day
        if self.contact == asked.contact or self.contact in before.after or bounds.first_day > last_day:
            return ""
        end = end_of(last_day)
        if self.is_before(decision) and not any(
            label[3] <= end for _, label in self._labels(asked.organisation)
        ):
            held = (label for labels in (self._took.values(), *self._told.values()) for label in labels)
            if any(self._was_before(decision, label) for label in held):
                return "blind spot"
        uncertain = (Standing.MAY_HAVE_TAKEN_PART, Standing.MIGHT_HAVE_KNOWN, Standing.NO_RECORDED_ROUTE)
        if self._held_at(decision)[0] not in uncertain:
            return ""
        reached = self.network.relays.reached
        holders = [*self._took, *(party for teller in self._tellers for party, _ in reached(teller.contact))]
        return "possible blind spot" if any(self._possible[party][3] <= end for party in holders) else ""

    def first_labels(self) -> Iterator[tuple[Standing, Sequence[Label]]]:
        """The first label of every party by each standing, for :meth:`Network.table`."""
        parties = range(self.network.relays.parties)
        told = {party: labels[0] for party, labels in self._told.items()}
        could, access = self._plain.first[: len(parties)], self._access.first[: len(parties)]
        pairs = zip(could, access, strict=True)
        access = [new if new[3] // DAY < old[3] // DAY else NOTHING for old, new in pairs]
        yield Standing.TOOK_PART, [self._took.get(party, NOTHING) for party in parties]
        yield Standing.WAS_TOLD, [told.get(party, NOTHING) for party in parties]
        yield Standing.COULD_HAVE_BEEN_TOLD, could
        yield Standing.HAD_ACCESS, access
        yield Standing.MAY_HAVE_TAKEN_PART, [self._may_have.get(party, NOTHING) for party in parties]
        yield Standing.MIGHT_HAVE_KNOWN, self._possible[: len(parties)]

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

    def _labels_at(self, number: int) -> Iterator[tuple[Standing, Label]]:
        """As :meth:`_labels`, of the decider at its decision."""
        asked = self.network.decisions[number]
        party, last_moment = asked.organisation, end_of(asked.bounds.last_day)

        def first_before(labels: Sequence[Label]) -> Label:
            return next((label for label in labels if self._was_before(number, label)), NOTHING)

        def if_possible(label: Label) -> Label:
            return label if label[3] <= last_moment else NOTHING

        took = self._took.get(party)
        yield Standing.TOOK_PART, first_before((took,) if took else ())
        yield Standing.WAS_TOLD, first_before(self._told.get(party, ()))
        yield Standing.COULD_HAVE_BEEN_TOLD, self._certain_at(number, self._plain)
        yield Standing.HAD_ACCESS, self._certain_at(number, self._access)
        yield Standing.MAY_HAVE_TAKEN_PART, if_possible(self._may_have.get(party, NOTHING))
        yield Standing.MIGHT_HAVE_KNOWN, if_possible(self._possible[self.network.possible.decided_at[number]])

    def _certain_at(self, number: int, arrivals: Arrivals) -> Label:
        """The first label of what certainly reached the decider before its decision."""
        network, asked = self.network, self.network.decisions[number]
        first = arrivals.first[asked.organisation]
        if first[3] // DAY < asked.bounds.first_day:
            return first
        taken = arrivals.carried[len(network.relays.legs) + number]  # by its time of day
        if taken is not NOTHING:
            return taken
        found = (
            network.certain.label_of(Brought(*item), arrivals.carried[item[0]], arrivals.taken)
            for item in network.before[number].brought
        )
        return min(found, key=lambda label: (label[3] // DAY, label), default=NOTHING)

    def is_before(self, number: int) -> bool:
        """Whether the contact was certainly before a decision."""
        asked, record, relays = self.network.decisions[number], self.network.record, self.network.relays
        if self.contact in self.network.before[number].contacts:
            return True
        if record.stretches[self.contact]:
            return record.bounds[self.contact].last_day < asked.bounds.first_day
        return relays.arrival(self.contact, False) < asked.departure

    def _was_before(self, number: int, label: Label) -> bool:
        """Whether a party had taken part or been told, by one contact, certainly before a decision."""
        asked, before, relays = (
            self.network.decisions[number],
            self.network.before[number],
            self.network.relays,
        )
        by, party = label[0] % relays.size, label[2]
        if label[3] < asked.departure:
            return True
        from_first = {self.contact, *(teller.contact for teller in self._tellers if teller.from_first)}
        if by not in before.contacts or by not in from_first:
            return False
        return not relays.is_late(by, party) or (party, by) in before.links

    def _chain(self, label: Label) -> tuple[Step, ...]:
        relays = self.network.relays
        return tuple(
            Step(contact, self._party_at(node), day) for contact, node, day in steps(label, relays.size)
        )

    def _party_at(self, node: int) -> int:
        """The party that a node stands for; -1 for what a listed contact carried."""
        relays = self.network.relays
        if node < relays.nodes:
            return node if node < relays.parties else -1
        return self.network.possible.party_of[node]
