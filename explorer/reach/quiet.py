"""Legs at whose sources nothing may arrive while they are under way: they need no departure of their own."""

from __future__ import annotations

from bisect import bisect_left

from explorer.reach.record import end_of
from explorer.reach.relays import Leg, Relays


class Quiet:
    """By party the moments at which anything may reach it, and the spans of stretches, which may bring it
    something on any of their days. Built in time linear in contacts, but for sorting."""

    def __init__(self, relays: Relays) -> None:
        self.parties = relays.parties
        found: list[set[tuple[int, int]]] = [set() for _ in range(relays.parties)]
        self.spans: dict[int, list[tuple[int, int]]] = {}
        record = relays.record
        for contact, is_stretch in enumerate(record.stretches):
            for party, is_late in relays.reached(contact):
                found[party].add((relays.arrival(contact, is_late), contact))
                is_read = record.flows[contact] == "access" and party == record.senders[contact]
                if is_stretch and not is_read:
                    last_day = max(record.bounds[contact].last_day, relays.receipt(contact).last_day)
                    span = (relays.departure(contact), end_of(last_day + 1))
                    self.spans.setdefault(party, []).append(span)
        for leg in relays.legs[relays.count :]:  # answers on receipt
            for party in leg.own:
                if party < relays.parties:
                    found[party].add((leg.arrival, leg.contact))
        self.arrivals = [sorted(arrivals) for arrivals in found]

    def is_direct(self, leg: Leg) -> bool:
        """Whether what a leg brings, each source to all others, is what these have when it arrives."""
        count, others = len(leg.own), leg.sources if len(leg.sources) == 2 else ()
        if leg.late or leg.is_stretch or max(leg.own, default=self.parties) >= self.parties:
            return False
        if not (count == len(leg.sources) == 1 or (count == 2 and set(leg.own) == set(others))):
            return False
        return all(self._is_quiet(party, leg) for party in leg.sources)

    def passages(self, leg: Leg) -> list[tuple[int, int, int, int]]:
        """The events of a leg that is direct: its arrivals, from its sources themselves."""
        return [
            (leg.arrival, source, target, leg.contact)
            for source in leg.sources
            for target in leg.own
            if source != target
        ]

    def _is_quiet(self, party: int, leg: Leg) -> bool:
        """Whether nothing but the contact itself may reach a party from the leg's departure to its arrival."""
        if party >= self.parties:
            return False
        departure, arrival = leg.departure, leg.arrival
        arrivals = self.arrivals[party]
        for moment, contact in arrivals[bisect_left(arrivals, (departure, -1)) :]:
            if moment > arrival:
                break
            if contact != leg.contact:
                return False
        return not any(first <= arrival and departure <= last for first, last in self.spans.get(party, ()))
