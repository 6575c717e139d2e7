"""Who could have known, against brute force, and what must hold whatever the contacts are.

``EXAMPLES=10000 pytest tests/test_reach_oracle.py`` draws more than the usual 150 of each, in each of two ways to look.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Oracle
from strategies_reach import PARTIES, bounds_around, decided, links, made, records, rows_of_stories

from explorer.dates import Bounds
from explorer.reach import Network, Record, Standing
from explorer.reach.bare import BareSweep
from explorer.reach.bare_possible import BarePossibleSweep
from explorer.reach.certain import CertainSweep
from explorer.reach.possible import PossibleSweep

DRAWN = settings(max_examples=int(os.environ.get("EXAMPLES", "150")), deadline=None)
CERTAIN = 4  # the first four standings
DAYS = range(-6, 24)


@pytest.fixture(params=[1, 64], autouse=True, scope="module", ids=["looks-often", "looks-rarely"])
def looks_whether_it_can_end(request: pytest.FixtureRequest) -> Iterator[None]:
    """Sweeps end as soon as they can, which contacts as few as these would not show, and as they usually do."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("timeline", "bare", "bare_possible", "possible"):
            patch.setattr(f"explorer.reach.{module}.CHUNK", request.param)
        yield


def ranks(network: Network, contact: int) -> dict[int, list[int]]:
    """For each organisation the place of its standing, in the order of standings, on each of DAYS."""
    order, reach = list(Standing), network.reach(contact)
    organisations = [party for party, is_one in enumerate(network.record.organisations) if is_one]
    return {
        party: [order.index(reach.standing(party, day).standing) for day in DAYS] for party in organisations
    }


@DRAWN
@given(records())
def test_days_and_chains_agree_with_brute_force_for_every_contact_party_and_standing(record: Record) -> None:
    network, oracle = Network(record), Oracle(record)
    for contact in range(len(record.bounds)):
        reach = network.reach(contact)
        for party, row in oracle.table(contact).items():
            expected = {name: found for name, found in row.items() if found is not None}
            days = reach.days(party)
            assert {standing.value: day for standing, day in days.items()} == {
                name: day for name, (day, _) in expected.items()
            }
            for standing, day in days.items():
                answer = reach.standing(party, day)
                if answer.standing is standing:
                    chain = tuple(step.contact for step in answer.chain)
                    assert chain == expected[standing.value][1]


@DRAWN
@given(links())
def test_bare_links_are_answered_as_when_everything_is_made_ready(record: Record) -> None:
    """The short way for records of bare dated links finds the days and chains of the long one."""
    quick, whole = Network(record), Network(record)
    assert isinstance(quick.certain, BareSweep)
    assert isinstance(quick.possible, BarePossibleSweep)
    whole.certain = CertainSweep(whole.relays, ())
    whole.possible = PossibleSweep(whole.relays)
    for contact in range(len(record.bounds)):
        one, other = quick.reach(contact), whole.reach(contact)
        for party, is_organisation in enumerate(record.organisations):
            if is_organisation:
                assert one.days(party) == other.days(party)
                for day in range(24):
                    assert one.standing(party, day) == other.standing(party, day)


@DRAWN
@given(links(6))
def test_bare_links_agree_with_brute_force(record: Record) -> None:
    network, oracle = Network(record), Oracle(record)
    for contact in range(len(record.bounds)):
        reach = network.reach(contact)
        for party, row in oracle.table(contact).items():
            days = reach.days(party)
            expected = {name: found for name, found in row.items() if found is not None}
            assert {standing.value: day for standing, day in days.items()} == {
                name: day for name, (day, _) in expected.items()
            }
            for standing, day in days.items():
                answer = reach.standing(party, day)
                if answer.standing is standing:
                    assert tuple(step.contact for step in answer.chain) == expected[standing.value][1]


@DRAWN
@given(decided())
def test_standings_and_blind_spots_of_decisions_agree_with_brute_force(drawn: tuple) -> None:
    record, decision = drawn
    network, oracle = Network(record, [decision]), Oracle(record)
    for contact in range(len(record.bounds)):
        reach = network.reach(contact)
        answer = reach.at(0)
        chain = tuple(step.contact for step in answer.chain)
        assert (answer.standing.value, chain) == oracle.at(contact, decision)
        assert reach.blind_spot(0) == oracle.blind_spot(contact, decision)


@DRAWN
@given(decided())
def test_decisions_asked_about_change_no_other_answer(drawn: tuple) -> None:
    record, decision = drawn
    asked, plain = Network(record, [decision]), Network(record)
    for contact in range(len(record.bounds)):
        assert ranks(asked, contact) == ranks(plain, contact)


@DRAWN
@given(rows_of_stories(7), st.data())
def test_the_order_of_rows_never_changes_an_answer(rows: list, data: st.DataObject) -> None:
    places = data.draw(st.permutations(range(len(rows))))
    straight, mixed = Network(made(rows)), Network(made(rows, places))
    for contact, place in enumerate(places):
        assert ranks(straight, contact) == ranks(mixed, place)


@DRAWN
@given(records(7), st.data())
def test_adding_a_contact_never_takes_a_standing_away(record: Record, data: st.DataObject) -> None:
    party = st.integers(0, PARTIES - 1)
    is_stretch = data.draw(st.booleans())
    day = data.draw(st.integers(1, 9))
    more = replace(
        record,
        senders=[*record.senders, data.draw(party)],
        receivers=[*record.receivers, data.draw(st.lists(party, min_size=1, max_size=3, unique=True))],
        bounds=[*record.bounds, data.draw(bounds_around(day, day + 3 if is_stretch else None))],
        stretches=[*record.stretches, is_stretch],
        flows=[*record.flows, data.draw(st.sampled_from(["forward", "both", "none", "access"]))],
        minutes=[*record.minutes, None],
        receipts=[*record.receipts, None],
        shares=[*record.shares, data.draw(st.sampled_from([None, ()]))],
        follows=[*record.follows, ()],
    )
    before, after = Network(record), Network(more)
    for contact in range(len(record.bounds)):
        richer = ranks(after, contact)
        for party, held in ranks(before, contact).items():
            assert all(new <= old for new, old in zip(richer[party], held, strict=True))


@DRAWN
@given(rows_of_stories(7), st.data())
def test_a_less_exact_date_makes_nothing_certain_of_no_route_and_loses_no_might(
    rows: list, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(rows) - 1))
    wider = [dict(row) for row in rows]
    wider[place]["bounds"] = _widened(rows[place], *(data.draw(st.integers(0, 3)) for _ in range(4)))
    exact, vague = Network(made(rows)), Network(made(wider))
    nothing = len(Standing) - 1
    for contact in range(len(rows)):
        after = ranks(vague, contact)
        for party, held in ranks(exact, contact).items():
            for old, new in zip(held, after[party], strict=True):
                assert new >= CERTAIN if old == nothing else new < nothing


def _widened(row: dict, a: int, b: int, c: int, d: int) -> Bounds:
    first, latest, earliest, last = row["bounds"]
    if not row["stretch"]:
        return Bounds(first - a, last + b, first - a, last + b)
    return Bounds(first - a, min(latest + b, last + d), max(earliest - c, first - a), last + d)
