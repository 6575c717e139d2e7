"""Who could have known, over plain arrays: against brute force, and properties that must hold of any answer."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from oracle import Oracle
from strategies_reach import ORGANISATIONS, decided, records

from explorer.dates import Bounds
from explorer.reach import Network, Record, Standing

SLOW = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
RANK = {standing: rank for rank, standing in enumerate(Standing)}
MIGHT = RANK[Standing.MIGHT_HAVE_KNOWN]


@given(records(5))
@SLOW
def test_every_standing_day_and_chain_is_that_of_brute_force(record: Record) -> None:
    network, oracle = Network(record), Oracle(record)
    for contact in range(len(record.bounds)):
        reach = network.reach(contact)
        for party, row in oracle.table(contact).items():
            expected = {name: found[0] for name, found in row.items() if found}
            assert {standing.value: day for standing, day in reach.days(party).items()} == expected
            for day in sorted(set(expected.values())):
                answer = reach.standing(party, day)
                chain = tuple(step.contact for step in answer.chain)
                first = next(name for name, found in row.items() if found and found[0] <= day)
                assert (answer.standing.value, chain) == (first, row[first][1])


@given(decided(5))
@SLOW
def test_every_standing_and_blind_spot_of_a_decision_is_that_of_brute_force(
    given_: tuple[Record, object],
) -> None:
    record, decision = given_
    network, oracle = Network(record, [decision]), Oracle(record)  # type: ignore[list-item]
    for contact in range(len(record.bounds)):
        reach = network.reach(contact)
        answer = reach.at(0)
        assert (answer.standing.value, tuple(step.contact for step in answer.chain)) == oracle.at(
            contact, decision
        )
        assert reach.blind_spot(0) == oracle.blind_spot(contact, decision)


def standings(record: Record) -> dict[tuple[int, int, int], Standing]:
    """By (contact, organisation, day)."""
    network = Network(record)
    found = {}
    for contact in range(len(record.bounds)):
        reach = network.reach(contact)
        for party in range(ORGANISATIONS):
            for day in range(20):
                found[contact, party, day] = reach.standing(party, day).standing
    return found


@given(records(5), st.data())
@SLOW
def test_the_order_of_rows_changes_no_standing(record: Record, data: st.DataObject) -> None:
    count = len(record.bounds)
    order = data.draw(st.permutations(range(count)))
    place = {old: new for new, old in enumerate(order)}

    def moved(links: tuple[int, ...] | None) -> tuple[int, ...] | None:
        return None if links is None else tuple(sorted(place[link] for link in links))

    shuffled = replace(
        record,
        **{
            name: [getattr(record, name)[old] for old in order]
            for name in ("senders", "receivers", "bounds", "stretches", "flows", "minutes", "receipts")
        },
        shares=[moved(record.shares[old]) for old in order],
        follows=[moved(record.follows[old]) or () for old in order],
        never=frozenset(place[old] for old in record.never),
    )
    there = standings(shuffled)
    for (contact, party, day), standing in standings(record).items():
        assert there[place[contact], party, day] is standing


@given(records(5))
@SLOW
def test_adding_a_contact_never_takes_a_standing_away(record: Record) -> None:
    """The last contact is left out; nothing else may refer to it."""
    last = len(record.bounds) - 1
    assume(last > 0)
    assume(not any(last in (links or ()) for links in (*record.shares[:last], *record.follows[:last])))
    fewer = replace(
        record,
        **{
            name: getattr(record, name)[:last]
            for name in ("senders", "receivers", "bounds", "stretches", "flows", "minutes", "receipts", "shares",
                         "follows")
        },
        never=record.never - {last},
    )  # fmt: skip
    more = standings(record)
    for key, standing in standings(fewer).items():
        assert RANK[more[key]] <= RANK[standing], key


@given(records(5), st.data())
@SLOW
def test_a_date_made_less_exact_gives_no_certainty_and_loses_no_might(
    record: Record, data: st.DataObject
) -> None:
    """Of contacts without links or times, whose bounds nothing else tightens."""
    bare = replace(
        record,
        follows=[() for _ in record.bounds],
        shares=[None if shares else shares for shares in record.shares],
        minutes=[None for _ in record.bounds],
    )
    at = data.draw(st.integers(0, len(record.bounds) - 1))
    first, latest, earliest, last = bare.bounds[at]
    wider = Bounds(first - 1, latest + 1, earliest - 1, last + 1)
    vague = replace(
        bare, bounds=[wider if place == at else bounds for place, bounds in enumerate(bare.bounds)]
    )
    there = standings(vague)
    for key, standing in standings(bare).items():
        if standing is Standing.NO_RECORDED_ROUTE:
            assert RANK[there[key]] >= RANK[Standing.MAY_HAVE_TAKEN_PART], key
        elif RANK[standing] == MIGHT:
            assert RANK[there[key]] <= MIGHT, key
