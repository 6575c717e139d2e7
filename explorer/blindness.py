"""What each decider had no recorded route to when it decided, over a whole case (design section 7).

The definitions are those of :mod:`explorer.reach`; this asks it about every contact and decision of a case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from explorer.case import Case
from explorer.deciding import DecisionPoint
from explorer.reach import Decision, Network, Record, Standing
from explorer.reach.labels import Label
from explorer.reach.record import DAY, FAR

BLIND, POSSIBLE, ACCESS = "blind spot", "possible blind spot", "had access to"


@dataclass(slots=True)
class Sight:
    """For one decision, ids of contacts in chronological order: those that were certainly on record elsewhere with
    no recorded route to the decider; those that may have been; those it had access to by standing access alone."""

    blind: list[str] = field(default_factory=list)
    possible: list[str] = field(default_factory=list)
    access: list[str] = field(default_factory=list)


LOOKS = 100
"""Contacts after which the share that is done is told."""


def sights_of(
    case: Case, decisions: Sequence[DecisionPoint], tell_share: Callable[[float], None] | None = None
) -> list[Sight]:
    """What was out of sight, one entry a decision, each of an organisation in particular.

    ``tell_share`` is told from time to time which share of the work is done, from 0 to 1. Only counted contacts
    about a subject of the decided contact are looked at. No decision gives an empty list.
    Cost: a :meth:`Network.reach` for each contact (about 2 ms at 5,000 contacts), and 2 µs a decision.
    """
    network = Network(record_of(case), [asked_of(case, decision) for decision in decisions])
    sights = [Sight() for _ in decisions]
    keepers = [{BLIND: sight.blind, POSSIBLE: sight.possible, ACCESS: sight.access} for sight in sights]
    asked = [
        _Asked(network, number, frozenset(point.contact.about)) for number, point in enumerate(decisions)
    ]
    asked.sort(key=lambda item: -item.last_day)
    for number, contact in enumerate(case.contacts.values()):
        if tell_share and number and number % LOOKS == 0:
            tell_share(number / len(case.contacts))
        if not contact.is_counted:
            continue
        look = _Look(network, number)
        subjects = frozenset(contact.about)
        for item in asked:
            if item.last_day < contact.bounds.first_day:
                break  # this decision, and all that are left, came before the contact
            if look.plain[item.party] < item.first_moment or item.about.isdisjoint(subjects):
                continue  # it certainly had it, or it is about another subject
            said = look.at(item)
            if said:
                keepers[item.number][said].append(contact.id)
    return sights


def _moments(moments: list[int], *by_standing: Mapping[int, Label]) -> list[int]:
    """`moments` by party, or those of labels where they are earlier."""
    for labels in by_standing:
        for party, label in labels.items():
            if label[3] < moments[party]:
                moments[party] = label[3]
    return moments


class _Asked:
    """A decision, with what is the same for every contact. Moments count as :data:`explorer.reach.record.DAY` says."""

    __slots__ = (
        "about",
        "first_day",
        "first_moment",
        "is_timed",
        "last_day",
        "limit",
        "links",
        "number",
        "party",
    )

    def __init__(self, network: Network, number: int, about: frozenset[str]) -> None:
        decision, before = network.decisions[number], network.before[number]
        self.number, self.about, self.party = number, about, decision.organisation
        self.first_day, self.last_day = decision.bounds.first_day, decision.bounds.last_day
        self.first_moment = self.first_day * DAY
        self.limit = (_limit(network, number) + 1) * DAY
        self.is_timed = decision.minute is not None
        self.links = {*before.contacts, *before.after, decision.contact}


class _Look:
    """One contact, looked at from every decision. What days alone tell needs no close look: nearly everything.

    ``plain``, ``access`` and ``ever`` give each party the moment from which it certainly had it, had access to it
    at most, and may have had it by any route.
    """

    def __init__(self, network: Network, contact: int) -> None:
        self.contact = contact
        self.reach = reach = network.reach(contact)
        self.last_day = network.record.bounds[contact].last_day
        took, told, could, access, may_have, might = (labels for _, labels in reach.first_labels())
        parties = network.contacts.parties
        self.plain = _moments([FAR] * parties, could, took, told)
        self.access = _moments([FAR] * parties, access)
        self.ever = _moments(self.plain[:], might, access, may_have)
        held = {*took, *told}
        self.held = min((label[3] for labels in (took, told) for label in labels.values()), default=FAR)
        self.may_be_held = min((self.ever[party] for party in held), default=FAR)

    def at(self, asked: _Asked) -> str:
        """One of BLIND, POSSIBLE and ACCESS, or ''."""
        party = asked.party
        access = self.access[party]
        if access < asked.first_moment:
            return self._access(asked)
        is_brought = self.plain[party] < asked.limit or access < asked.limit
        if is_brought or asked.is_timed or self.contact in asked.links:
            return self.reach.blind_spot(asked.number) or self._access(asked)
        after = (asked.last_day + 1) * DAY
        if self.ever[party] >= after and self.last_day < asked.first_day and self.held < asked.first_moment:
            return BLIND
        return POSSIBLE if self.may_be_held < after else ""

    def _access(self, asked: _Asked) -> str:
        if self.access[asked.party] == FAR:
            return ""
        return ACCESS if self.reach.at(asked.number).standing is Standing.HAD_ACCESS else ""


def _limit(network: Network, number: int) -> int:
    """The last day on which what the decision follows can have brought something to the decider. What certainly
    arrived by any way on a later day did so after the decision."""
    record = network.record
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
