"""What the decider of a decision had of a contact when it decided, and what it had no route to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explorer.reach.answers import NO_ROUTE, Answer, Standing
from explorer.reach.certain import CertainSweep
from explorer.reach.labels import NOTHING, Arrivals, Brought, Label, least
from explorer.reach.possible import PossibleSweep
from explorer.reach.reached import Reached
from explorer.reach.record import DAY, FAR, Decision, end_of
from explorer.reach.relays import Relays


class Before:
    """What is certainly before a decision though its day is not, and what is certainly after it."""

    def __init__(self, relays: Relays, decision: Decision) -> None:
        self.links = {(decision.organisation, earlier) for earlier in decision.follows}
        for earlier in decision.follows:
            self.links.update(relays.links_back(earlier))
        self.contacts = frozenset(earlier for _, earlier in self.links)
        self.after = relays.certainly_after(decision)
        self.brought = relays.brought((decision.organisation,), decision.departure, self.links)


class Reach(Reached):
    """Where the content of one contact arrives: ask :meth:`standing`, :meth:`days` and :meth:`at`.

    A network with decisions to ask about is never swept the short way of bare links, and is asserted not to be.
    """

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
        if self._is_certain_at(decision):
            return ""
        reached = self.network.relays.reached
        holders = [*self._took, *(party for teller in self._tellers for party, _ in reached(teller.contact))]
        return "possible blind spot" if any(self._possible[party][3] <= end for party in holders) else ""

    def _is_certain_at(self, number: int) -> bool:
        """Whether the decider certainly had it before its decision, by any of the four standings that say so."""
        party = self.network.decisions[number].organisation
        took = (self._took[party],) if party in self._took else ()
        if any(self._was_before(number, label) for label in (*took, *self._told.get(party, ()))):
            return True
        if self._certain_at(number, self._plain) is not NOTHING:
            return True
        return self._access is not self._plain and self._certain_at(number, self._access) is not NOTHING

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
        possible = self.network.possible
        assert isinstance(possible, PossibleSweep)
        yield Standing.MIGHT_HAVE_KNOWN, if_possible(self._possible[possible.decided_at[number]])

    def _certain_at(self, number: int, arrivals: Arrivals) -> Label:
        """The first label of what certainly reached the decider before its decision."""
        network, asked = self.network, self.network.decisions[number]
        first = arrivals.first[asked.organisation]
        if first[3] // DAY < asked.bounds.first_day:
            return first
        taken = arrivals.carried[len(network.relays.legs) + number]  # by its time of day
        if taken is not NOTHING:
            return taken
        if not network.before[number].brought:
            return NOTHING
        sweep = network.certain
        assert isinstance(sweep, CertainSweep)
        found = (
            sweep.label_of(Brought(*item), arrivals.carried[item[0]], arrivals.taken)
            for item in network.before[number].brought
        )
        came = [label for label in found if label is not NOTHING]
        day = min((label[3] // DAY for label in came), default=FAR)
        return least(label for label in came if label[3] // DAY == day)

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
