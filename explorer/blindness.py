"""What each decider had no recorded route to when it decided, over a whole case (design section 7).

The definitions are those of :mod:`explorer.reach`; this asks it about every contact and decision of a case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from explorer.case import Case
from explorer.deciding import DecisionPoint
from explorer.reach import Decision, Network, Record, Standing

BLIND, POSSIBLE, ACCESS = "blind spot", "possible blind spot", "had access to"
_HELD = (Standing.TOOK_PART, Standing.WAS_TOLD)
_PLAIN = (*_HELD, Standing.COULD_HAVE_BEEN_TOLD)
_NEVER = 1 << 40


@dataclass(slots=True)
class Sight:
    """For one decision, ids of contacts in chronological order: those that were certainly on record elsewhere with
    no recorded route to the decider; those that may have been; those it had access to by standing access alone."""

    blind: list[str] = field(default_factory=list)
    possible: list[str] = field(default_factory=list)
    access: list[str] = field(default_factory=list)


def sights_of(case: Case, decisions: Sequence[DecisionPoint]) -> list[Sight]:
    """What was out of sight, one entry a decision, each of an organisation in particular.

    Only counted contacts about a subject of the decided contact are looked at. No decision gives an empty list.
    Cost: a :meth:`Network.reach` for each contact (3 to 6 ms at 5,000 contacts), nearly all of the time.
    """
    network = Network(record_of(case), [asked_of(case, decision) for decision in decisions])
    place = {party: number for number, party in enumerate(case.parties)}
    sights = [Sight() for _ in decisions]
    keepers = [{BLIND: sight.blind, POSSIBLE: sight.possible, ACCESS: sight.access} for sight in sights]
    limits = [_limit(network, number) for number in range(len(decisions))]
    deciders = [place[decision.party] for decision in decisions]
    about = [frozenset(decision.contact.about) for decision in decisions]
    ordered = sorted(
        range(len(decisions)), key=lambda number: decisions[number].bounds.last_day, reverse=True
    )
    for number, contact in enumerate(case.contacts.values()):
        if not contact.is_counted:
            continue
        look = _Look(network, number, limits)
        subjects = frozenset(contact.about)
        for at in ordered:
            if decisions[at].bounds.last_day < contact.bounds.first_day:
                break  # this decision, and all that are left, came before the contact
            if not about[at].isdisjoint(subjects):
                said = look.at(at, deciders[at])
                if said:
                    keepers[at][said].append(contact.id)
    return sights


class _Look:
    """One contact, looked at from every decision. What days alone tell needs no close look: nearly everything."""

    def __init__(self, network: Network, contact: int, limits: Sequence[int]) -> None:
        self.network, self.contact, self.limits = network, contact, limits
        self.reach = network.reach(contact)
        self.last_day = network.record.bounds[contact].last_day
        self.days: dict[int, tuple[int, int, int]] = {}

    def at(self, number: int, party: int) -> str:
        """One of BLIND, POSSIBLE and ACCESS, or ''."""
        found = self.days.get(party)
        if found is None:
            found = self.days[party] = self._days(party)
        plain, access, any_day = found
        first_day, _, _, last_day = self.network.decisions[number].bounds
        if plain < first_day:
            return ""
        if access < first_day:
            return self._access(number, access)
        if plain <= self.limits[number] or access <= self.limits[number] or self._is_linked(number):
            return self.reach.blind_spot(number) or self._access(number, access)
        held, may_be_held = self._held
        if any_day > last_day and self.last_day < first_day and held < first_day:
            return BLIND
        return POSSIBLE if may_be_held <= last_day else ""

    def _access(self, number: int, access: int) -> str:
        return ACCESS if access < _NEVER and self.reach.at(number).standing is Standing.HAD_ACCESS else ""

    def _is_linked(self, number: int) -> bool:
        """Is the decision ordered against this contact by a recorded link, and not by days alone?"""
        before = self.network.before[number]
        return (
            self.contact in before.contacts
            or self.contact in before.after
            or self.contact == self.network.decisions[number].contact
        )

    def _days(self, party: int) -> tuple[int, int, int]:
        """From which day it certainly had it, without and with access, and from which it may have had it."""
        days = self.reach.days(party)
        plain = min([days[standing] for standing in _PLAIN if standing in days], default=_NEVER)
        return plain, days.get(Standing.HAD_ACCESS, _NEVER), min(days.values(), default=_NEVER)

    @cached_property
    def _held(self) -> tuple[int, int]:
        """From which day some organisation certainly had taken part in it or been told of it, and from which one
        of those may have had it."""
        held, may_be_held = _NEVER, _NEVER
        for party, is_organisation in enumerate(self.network.record.organisations):
            if is_organisation:
                days = self.reach.days(party)
                had = min([days[standing] for standing in _HELD if standing in days], default=_NEVER)
                if had < _NEVER:
                    held, may_be_held = min(held, had), min(may_be_held, *days.values())
        return held, may_be_held


def _limit(network: Network, number: int) -> int:
    """The last day on which what the decision follows can have brought something to the decider. What certainly
    arrived by any way on a later day, did so after the decision; a decision with a time is always looked at."""
    record = network.record
    if network.decisions[number].minute is not None:
        return _NEVER
    arrivals = (record.receipts[item] or record.bounds[item] for item in network.before[number].contacts)
    return max((arrival.last_day for arrival in arrivals), default=0)


def record_of(case: Case, teams: Mapping[str, str] | None = None) -> Record:
    """A case as plain arrays: contacts by place in chronological order, parties in the order of the case.

    ``teams`` gives each party the one it counts as (:func:`explorer.known.teams_of`); without it, itself.
    """
    place, contacts = case.place_of, list(case.contacts.values())
    party = places_of(case, teams)
    return Record(
        senders=[party.get(contact.sender, -1) for contact in contacts],
        receivers=[
            list(dict.fromkeys(party[receiver] for receiver in contact.receivers)) for contact in contacts
        ],
        bounds=[contact.bounds for contact in contacts],
        stretches=[contact.date.is_stretch for contact in contacts],
        flows=[contact.kind.flow for contact in contacts],  # type: ignore[misc]
        organisations=[party.is_organisation for party in case.parties.values()],
        minutes=[None if contact.date.is_stretch else contact.time for contact in contacts],
        receipts=[contact.receipt for contact in contacts],
        shares=[
            None if contact.shares is None else tuple(place[earlier] for earlier in contact.shares)
            for contact in contacts
        ],
        follows=[tuple(place[earlier] for earlier in contact.follows) for contact in contacts],
        never=frozenset(place[contact.id] for contact in contacts if contact.never_received),
    )


def places_of(case: Case, teams: Mapping[str, str] | None = None) -> dict[str, int]:
    """The place of each party, or of the one it counts as."""
    place = {party: number for number, party in enumerate(case.parties)}
    return {party: place[teams[party]] for party in place} if teams else place


def asked_of(case: Case, decision: DecisionPoint, teams: Mapping[str, str] | None = None) -> Decision:
    """A decision as plain numbers."""
    place, contact = case.place_of, decision.contact
    party = places_of(case, teams)[decision.party]
    if decision.outcome:
        return Decision(party, decision.bounds, (place[contact.id],))
    minute = None if contact.date.is_stretch else contact.time
    follows = tuple(place[earlier] for earlier in contact.follows)
    return Decision(party, decision.bounds, follows, place[contact.id], minute)
