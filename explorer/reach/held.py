"""What every decider had of every contact, whatever they are: all at once where that tells, else one by one."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.dates import Bounds
from explorer.reach.answers import Standing
from explorer.reach.at_once import held_at
from explorer.reach.network import Network
from explorer.reach.plain import Asked, Held, Plain
from explorer.reach.record import Decision, Record

FIELD = {
    Standing.TOOK_PART: "took_part",
    Standing.WAS_TOLD: "was_told",
    Standing.COULD_HAVE_BEEN_TOLD: "could_have_been_told",
    Standing.HAD_ACCESS: "had_access_to",
    Standing.MAY_HAVE_TAKEN_PART: "may_have_taken_part",
    Standing.MIGHT_HAVE_KNOWN: "might_have_known",
    Standing.NO_RECORDED_ROUTE: "no_recorded_route",
}
"""The field of :class:`explorer.reach.plain.Held` that each standing is told in."""


def held_of(plain: Plain, asked: Sequence[Asked]) -> list[Held]:
    """What each decision's organisation had when it decided, an entry a decision.

    Cost: that of :func:`explorer.reach.at_once.held_at`; where it cannot tell, a :meth:`Network.reach` for each contact
    and a look at each decision.
    """
    held = held_at(plain, asked)
    return held_by_each(plain, asked) if held is None else held


def held_by_each(plain: Plain, asked: Sequence[Asked]) -> list[Held]:
    """As :func:`held_of`, by :class:`Network`: contact by contact."""
    decisions = [_decision(plain, item) for item in asked]
    network = Network(record_of(plain), decisions)
    found = [dict.fromkeys(Held._fields, 0) for _ in asked]
    for contact, first_day in enumerate(plain.first_days):
        bit, reach = 1 << contact, None
        for number, (decision, said) in enumerate(zip(decisions, found, strict=True)):
            is_later = first_day > decision.bounds.last_day or contact in network.before[number].after
            if is_later or contact == decision.contact:
                continue
            reach = reach or network.reach(contact)
            said["possible"] |= bit
            said[FIELD[reach.at(number).standing]] |= bit
            if reach.is_before(number):
                said["certain"] |= bit
            if spot := reach.blind_spot(number):
                said["blind" if spot == "blind spot" else "possible_blind"] |= bit
    return [Held(**said) for said in found]


def record_of(plain: Plain) -> Record:
    """Plain columns as a record."""
    count = len(plain.senders)
    bounds = []
    for place, (first, last) in enumerate(zip(plain.first_days, plain.last_days, strict=True)):
        bounds.append(Bounds(first, last, *plain.ends.get(place, (first, last))))
    receipts = {place: Bounds(*days, *days) for place, days in plain.receipts.items()}
    return Record(
        senders=[-1 if sender is None else sender for sender in plain.senders],
        receivers=[list(receivers) for receivers in plain.receivers],
        bounds=bounds,
        stretches=[place in plain.ends for place in range(count)],
        flows=[plain.flows.get(place, "forward") for place in range(count)],  # type: ignore[misc]
        organisations=[True] * plain.parties,
        minutes=[plain.minutes.get(place) for place in range(count)],
        receipts=[receipts.get(place) for place in range(count)],
        shares=[plain.shares.get(place) for place in range(count)],
        follows=[plain.follows.get(place, ()) for place in range(count)],
    )


def _decision(plain: Plain, item: Asked) -> Decision:
    party, first_day, last_day, follows, contact = item
    minute = None if contact in plain.ends else plain.minutes.get(contact)
    bounds = Bounds(first_day, last_day, first_day, last_day)
    return Decision(party, bounds, follows, contact, minute)
