"""All contacts at once give what the reach gives contact by contact."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import event, given, settings
from hypothesis import strategies as st
from strategies_reach import decided

from explorer.reach import Decision, Network, Record, Standing
from explorer.reach.at_once import held_at
from explorer.reach.held import held_of
from explorer.reach.plain import Asked, Held, Plain

FIELDS = {
    Standing.TOOK_PART: "took_part",
    Standing.WAS_TOLD: "was_told",
    Standing.COULD_HAVE_BEEN_TOLD: "could_have_been_told",
    Standing.MAY_HAVE_TAKEN_PART: "may_have_taken_part",
    Standing.MIGHT_HAVE_KNOWN: "might_have_known",
    Standing.NO_RECORDED_ROUTE: "no_recorded_route",
    Standing.HAD_ACCESS: "had_access_to",
}


def plain_of(record: Record) -> Plain:
    """A record as plain columns."""
    plain = Plain(len(record.organisations))
    for place, bounds in enumerate(record.bounds):
        sender = record.senders[place]
        plain.senders.append(sender if sender >= 0 and record.organisations[sender] else None)
        receivers = [
            party for party in record.receivers[place] if record.organisations[party] and party != sender
        ]
        plain.receivers.append(() if place in record.never else tuple(dict.fromkeys(receivers)))
        plain.first_days.append(bounds.first_day)
        plain.last_days.append(bounds.latest_start)
        if record.stretches[place]:
            plain.ends[place] = (bounds.earliest_end, bounds.last_day)
        if record.flows[place] != "forward":
            plain.flows[place] = record.flows[place]
        minute, receipt, shares = record.minutes[place], record.receipts[place], record.shares[place]
        if minute is not None:
            plain.minutes[place] = minute
        if receipt is not None and place not in record.never:
            plain.receipts[place] = (receipt.first_day, receipt.last_day)
        if shares is not None:
            plain.shares[place] = tuple(shares)
        if record.follows[place]:
            plain.follows[place] = tuple(record.follows[place])
    return plain


def asked_of(decision: Decision) -> Asked:
    return (
        decision.organisation,
        decision.bounds.first_day,
        decision.bounds.last_day,
        tuple(decision.follows),
        decision.contact,
    )


def by_reach(record: Record, decisions: list[Decision]) -> list[dict[str, set[int]]]:
    """What the reach of each contact says, by the fields of :class:`Held`."""
    network = Network(record, decisions)
    found: list[dict[str, set[int]]] = [{name: set() for name in Held._fields} for _ in decisions]
    for contact in range(len(record.bounds)):
        reach = network.reach(contact)
        for number, decision in enumerate(decisions):
            is_own = contact == decision.contact or contact in network.before[number].after
            if is_own or record.bounds[contact].first_day > decision.bounds.last_day:
                continue
            said = found[number]
            said["possible"].add(contact)
            said[FIELDS[reach.at(number).standing]].add(contact)
            if reach.is_before(number):
                said["certain"].add(contact)
            if spot := reach.blind_spot(number):
                said[spot.replace(" spot", "").replace(" ", "_")].add(contact)
    return found


def places(held: Held) -> dict[str, set[int]]:
    """A bit for each contact, as sets."""
    return {name: {at for at in range(99) if getattr(held, name) >> at & 1} for name in Held._fields}


def without_what_is_not_plain(record: Record) -> Record:
    """Standing access as a message, stretches as one day."""
    return replace(
        record,
        flows=["forward" if flow == "access" else flow for flow in record.flows],
        stretches=[False] * len(record.bounds),
        bounds=[
            bounds._replace(earliest_end=bounds.first_day, last_day=bounds.latest_start)
            for bounds in record.bounds
        ],
    )


@settings(max_examples=400, deadline=None)
@given(decided(most=7), st.booleans())
def test_all_at_once_is_what_each_reach_says(drawn: tuple[Record, Decision], keep: bool) -> None:
    record, decision = drawn
    record = record if keep else without_what_is_not_plain(record)
    held = held_at(plain_of(record), [asked_of(decision)])
    event(f"told: {held is not None}")
    if held is not None:
        assert [places(item) for item in held] == by_reach(record, [decision])


@settings(max_examples=100, deadline=None)
@given(decided(most=6))
def test_what_one_pass_does_not_tell_is_asked_contact_by_contact(drawn: tuple[Record, Decision]) -> None:
    record, decision = drawn
    assert [places(item) for item in held_of(plain_of(record), [asked_of(decision)])] == by_reach(
        record, [decision]
    )


def test_the_worked_example_has_four_blind_spots() -> None:
    helpline, police, hub, school, prevent = range(5)
    plain = Plain(5)
    plain.senders = [None, helpline, police, school, hub]
    plain.receivers = [(helpline,), (police,), (hub,), (prevent,), (school,)]
    plain.first_days = plain.last_days = [1, 2, 3, 4, 8]
    plain.shares = {1: (0,)}
    by_prevent, by_hub = held_of(plain, [(prevent, 9, 9, (3,), -1), (hub, 9, 9, (), -1)])
    assert (by_prevent.took_part, by_prevent.blind, by_prevent.possible_blind) == (0b01000, 0b10111, 0)
    assert (by_hub.took_part, by_hub.could_have_been_told, by_hub.blind) == (0b10100, 0b00011, 0b01000)


def test_no_decision_is_told_nothing() -> None:
    assert held_at(Plain(0), []) == []


def test_standing_access_is_left_to_the_reach() -> None:
    plain = Plain(3)
    plain.senders, plain.receivers = [0, 0], [(1,), (2,)]
    plain.first_days, plain.last_days = [3, 1], [3, 1]
    plain.flows, plain.ends = {1: "access"}, {1: (9, 9)}
    asked: list[Asked] = [(2, 8, 8, (), -1)]
    assert held_at(plain, asked) is None
    assert held_of(plain, asked)[0].had_access_to == 0b01
