"""Order by links, days and times: small cases in view, and brute force over every choice of days."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
import strategies
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from explorer.dates import BLANK, Bounds, EDTFDate, iso_day, parse
from explorer.errors import OrderError
from explorer.order import Link, Order
from explorer.tightening import tighten, tighten_within

FEW_DAYS = {"first": 100, "last": 103}  # so few that every choice of days can be tried


def day(ordinal: int, last: int | None = None) -> Bounds:
    """One day, or one day within a range."""
    last = ordinal if last is None else last
    return Bounds(ordinal, last, ordinal, last)


def tightened(
    bounds: list[Bounds], follows: list[Link] | None = None, shares: list[Link] | None = None
) -> list[Bounds]:
    """For contacts of one day without receipts."""
    count = len(bounds)
    return tighten(bounds, [False] * count, follows or [], shares or [], [None] * count)[0]


# Brute force


def choices(bounds: Bounds, is_stretch: bool) -> Iterator[tuple[int, int]]:
    """Every (start, end) of a contact by itself."""
    if not is_stretch:
        return ((day, day) for day in range(bounds.first_day, bounds.last_day + 1))
    return (
        (start, end)
        for start in range(bounds.first_day, bounds.latest_start + 1)
        for end in range(bounds.earliest_end, bounds.last_day + 1)
        if start <= end
    )


Case = tuple[list[Bounds], list[bool], list[Link], list[Link], list[Bounds | None], set[Link]]
World = list[tuple[int, int, int]]  # start, end and receipt of each contact


@st.composite
def cases(draw: st.DrawFn) -> Case:
    count = draw(st.integers(1, 4))
    stretches = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    bounds = [draw(strategies.bounds(**FEW_DAYS, stretch=is_stretch)) for is_stretch in stretches]
    pairs = st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=3)
    follows, shares = draw(pairs), draw(pairs)
    receipts: list[Bounds | None] = [None] * count
    for index in draw(st.sets(st.integers(0, count - 1), max_size=2)):
        receipts[index] = draw(strategies.bounds(**FEW_DAYS, stretch=False))
    links = [*follows, *shares]
    by_receipt = draw(st.sets(st.sampled_from(links))) if links else set()
    return bounds, stretches, follows, shares, receipts, by_receipt


def worlds(case: Case) -> list[World]:
    """Every choice of days that fits all the links."""
    bounds, stretches, follows, shares, receipts, by_receipt = case
    alone = []
    for item, is_stretch, receipt in zip(bounds, stretches, receipts, strict=True):
        arrivals = range(receipt.first_day, receipt.last_day + 1) if receipt else [None]
        alone.append(
            [
                (start, end, start if arrival is None else arrival)
                for start, end in choices(item, is_stretch)
                for arrival in arrivals
                if arrival is None or arrival >= start
            ]
        )
    return [
        list(world)
        for world in itertools.product(*alone)
        if all(world[b][0] >= world[a][2 if (b, a) in by_receipt else 0] for b, a in follows)
        and all(world[b][1] >= world[a][2 if (b, a) in by_receipt else 0] for b, a in shares)
    ]


def links_loop(case: Case) -> bool:
    """Whether links lead from a contact back to itself, by every path; a stretch's end leads nowhere."""
    _, stretches, follows, shares, _, _ = case
    onward = {*follows, *((b, a) for b, a in shares if not stretches[b] or b == a)}
    reached = set(onward)
    while True:
        longer = reached | {(c, a) for b, a in reached for c, d in onward if d == b}
        if longer == reached:
            return any(a == b for a, b in reached)
        reached = longer


@given(cases())
@settings(max_examples=250, deadline=None)
def test_tightened_bounds_are_the_days_that_some_choice_fitting_all_links_has(case: Case) -> None:
    bounds, stretches, follows, shares, receipts, by_receipt = case
    if links_loop(case) or not worlds(case):
        with pytest.raises(OrderError) as refusal:
            tighten(bounds, stretches, follows, shares, receipts, by_receipt=by_receipt)
        assert refusal.value.members
        assert ("loop" in str(refusal.value) or "itself" in str(refusal.value)) == links_loop(case)
        return
    possible = worlds(case)
    tight, arrived = tighten(bounds, stretches, follows, shares, receipts, by_receipt=by_receipt)
    for index, receipt in enumerate(receipts):
        starts, ends, arrivals = ([world[index][part] for world in possible] for part in range(3))
        assert tight[index] == Bounds(min(starts), max(starts), min(ends), max(ends))
        assert arrived[index] == (receipt and day(min(arrivals), max(arrivals)))
    again = tighten(tight, stretches, follows, shares, arrived, by_receipt=by_receipt)
    assert again == (tight, arrived)


@given(cases())
@settings(deadline=None)
def test_the_order_in_which_links_are_given_does_not_matter(case: Case) -> None:
    bounds, stretches, follows, shares, receipts, by_receipt = case
    assume(not links_loop(case) and worlds(case))
    forward = tighten(bounds, stretches, follows, shares, receipts, by_receipt=by_receipt)
    assert forward == tighten(
        bounds, stretches, follows[::-1] * 2, shares[::-1], receipts, by_receipt=by_receipt
    )


@given(cases())
@settings(max_examples=150, deadline=None)
def test_before_is_what_every_or_some_choice_of_days_says(case: Case) -> None:
    bounds, stretches, follows, shares, receipts, by_receipt = case
    possible = [] if links_loop(case) else worlds(case)
    assume(possible)
    tight, _ = tighten(bounds, stretches, follows, shares, receipts, by_receipt=by_receipt)
    order = Order(tight, [None] * len(tight), follows)
    for a, b in itertools.product(range(len(tight)), repeat=2):
        every = all(world[a][1] < world[b][0] for world in possible)
        some = any(world[a][0] <= world[b][1] for world in possible)
        assert order.certainly_before(a, b) == (every or a in order.ancestors(b))
        assert order.possibly_before(a, b) == (some and b not in order.ancestors(a))
        assert not (order.certainly_before(a, b) and order.certainly_before(b, a))


# Tightening, by hand


def test_no_contacts_have_no_bounds() -> None:
    assert tighten([], [], [], [], []) == ([], [])


def test_what_follows_is_not_before_what_it_follows() -> None:
    assert tightened([day(105), day(100, 110)], follows=[(1, 0)]) == [day(105), day(105, 110)]
    assert tightened([day(100, 110), day(105)], follows=[(1, 0)]) == [day(100, 105), day(105)]


def test_bounds_tighten_through_a_chain_both_ways() -> None:
    bounds = [day(103, 120), day(100, 120), day(100, 107)]
    assert tightened(bounds, follows=[(1, 0)], shares=[(2, 1)]) == [day(103, 107)] * 3


def test_a_follows_orders_only_the_start_of_a_stretch() -> None:
    bounds = [Bounds(100, 100, 130, 130), day(90, 110)]
    tight, _ = tighten(bounds, [True, False], [(1, 0)], [], [None, None])
    assert tight == [bounds[0], day(100, 110)]


def test_what_a_stretch_shares_begins_no_later_than_the_stretch_ends() -> None:
    bounds = [day(100, 140), Bounds(90, 95, 110, 120)]
    tight, _ = tighten(bounds, [False, True], [], [(1, 0)], [None, None])
    assert tight == [day(100, 120), bounds[1]]
    late = [day(115, 140), Bounds(90, 95, 110, 120)]
    assert tighten(late, [False, True], [], [(1, 0)], [None, None])[0][1] == Bounds(90, 95, 115, 120)


def test_a_receipt_is_not_before_the_contact_and_holds_back_what_waits_for_it() -> None:
    bounds, receipts = [day(100, 104), day(100, 120)], [day(98, 110), None]
    follows = [(1, 0)]
    assert tighten(bounds, [False] * 2, follows, [], receipts) == (bounds, [day(100, 110), None])
    late = [day(105, 110), None]
    tight, arrived = tighten(bounds, [False] * 2, follows, [], late, by_receipt=follows)
    assert (tight, arrived) == ([day(100, 104), day(105, 120)], late)


def test_inputs_are_not_changed() -> None:
    bounds, follows = [day(105), day(100, 110)], [(1, 0)]
    tightened(bounds, follows)
    assert (bounds, follows) == ([day(105), day(100, 110)], [(1, 0)])


# Contradictions and loops


def test_dates_that_links_rule_out_are_named_from_the_too_late_to_the_too_early() -> None:
    first = parse("2019-12-05").first_day or 0
    bounds = [day(first), day(first + 5), day(first, first + 9), day(first + 3)]
    with pytest.raises(OrderError) as refusal:
        tighten(bounds, [False] * 4, [(1, 0), (2, 1), (3, 2)], [], [None] * 4, names=["K1", "K2", "K3", "K4"])
    assert refusal.value.members == (1, 2, 3)
    assert str(refusal.value) == (
        "Recorded links put these in an order that their dates rule out: K2 -> K3 -> K4. "
        "K2 is dated 10 December 2019 or later, K4 is dated 8 December 2019 or earlier."
    )


def test_a_contradiction_names_the_nearest_contact_that_is_itself_too_late() -> None:
    bounds = [day(700_009), day(700_005, 700_012), day(700_003)]
    with pytest.raises(OrderError) as refusal:
        tightened(bounds, follows=[(1, 0), (2, 1)])
    assert refusal.value.members == (1, 2)


def test_a_receipt_before_its_contact_is_named() -> None:
    first = parse("2019-12-05").first_day or 0
    with pytest.raises(OrderError) as refusal:
        tighten([day(first)], [False], [], [], [day(first - 1)], names=["K1"])
    assert refusal.value.members == (0,)
    assert str(refusal.value) == (
        "No day fits K1: K1 is dated 5 December 2019 or later, K1 is received 4 December 2019 or earlier."
    )


def test_a_receipt_after_what_was_made_of_it_is_named() -> None:
    bounds = [day(700_000), day(700_001)]
    with pytest.raises(OrderError, match=r"0 -> 1\. 0 is received .* or later, 1 is dated .* or earlier\.$"):
        tighten(bounds, [False] * 2, [(1, 0)], [], [day(700_002), None], by_receipt=[(1, 0)])


def test_a_loop_is_named_in_order_from_its_first_member() -> None:
    with pytest.raises(OrderError) as refusal:
        tighten([day(100, 110)] * 5, [False] * 5, [(3, 1), (4, 3), (1, 4), (0, 1)], [], [None] * 5)
    assert refusal.value.members == (1, 3, 4)
    assert (
        str(refusal.value)
        == "These follow, or share the content of, one another in a loop: 1 -> 3 -> 4 -> 1."
    )


def test_a_contact_that_follows_or_shares_itself_is_a_loop_of_one_even_in_a_stretch() -> None:
    for follows, shares in (([(0, 0)], []), ([], [(0, 0)])):
        for is_stretch in (False, True):
            with pytest.raises(OrderError, match="0 is recorded as following, or sharing, itself") as refusal:
                tighten([Bounds(100, 101, 100, 101)], [is_stretch], follows, shares, [None])
            assert refusal.value.members == (0,)


def test_a_contact_cannot_share_what_was_made_because_of_it_unless_it_lasted() -> None:
    bounds = [Bounds(100, 100, 100, 110), day(100, 110)]
    with pytest.raises(OrderError, match="loop"):
        tighten([day(100), day(100)], [False, False], [(1, 0)], [(0, 1)], [None, None])
    tight, _ = tighten(bounds, [True, False], [(1, 0)], [(0, 1)], [None, None])
    assert tight == bounds


# Open dates and the scope

SCOPE = (parse("2019").first_day or 0, parse("2021").last_day or 0)


@given(st.lists(strategies.dates(), max_size=4))
@settings(max_examples=60)
def test_without_links_dates_are_clipped_to_the_scope_and_no_more(dates: list[EDTFDate]) -> None:
    tight, _ = tighten_within(SCOPE, dates, [], [], [None] * len(dates))
    assert tight == [edtf.clipped(*SCOPE) for edtf in dates]


@pytest.mark.parametrize(
    "text", ["2025-01/..", "../2001-10", "[2025-01..]", "[..2001-10]", "2021-12-20~/..", ""]
)
def test_open_dates_beyond_the_scope_are_clipped_as_they_are_without_links(text: str) -> None:
    assert tighten_within(SCOPE, [parse(text)], [], [], [None])[0] == [parse(text).clipped(*SCOPE)]


@given(st.lists(strategies.dates(), min_size=2, max_size=5), st.data())
@settings(max_examples=80, deadline=None)
def test_a_scope_never_makes_a_contradiction_of_its_own(dates: list[EDTFDate], data: st.DataObject) -> None:
    later = st.integers(1, len(dates) - 1)
    pairs = later.flatmap(lambda index: st.tuples(st.just(index), st.integers(0, index - 1)))
    follows, shares = data.draw(st.lists(pairs, max_size=4)), data.draw(st.lists(pairs, max_size=4))
    receipts = data.draw(st.lists(st.none() | strategies.dates(), min_size=len(dates), max_size=len(dates)))
    from_year = data.draw(st.integers(2005, 2026))
    scope = (
        parse(str(from_year)).first_day or 0,
        parse(str(from_year + data.draw(st.integers(0, 9)))).last_day or 0,
    )
    all_time = (1, 3_652_059)
    try:
        tighten_within(all_time, dates, follows, shares, receipts, by_receipt=follows)
    except OrderError:
        with pytest.raises(OrderError):
            tighten_within(scope, dates, follows, shares, receipts, by_receipt=follows)
    else:
        tight, arrived = tighten_within(scope, dates, follows, shares, receipts, by_receipt=follows)
        stretches = [edtf.is_stretch for edtf in dates]
        assert tighten(tight, stretches, follows, shares, arrived, by_receipt=follows) == (tight, arrived)


def test_a_blank_date_that_follows_a_day_after_the_scope_is_after_it_too() -> None:
    tight, _ = tighten_within(SCOPE, [parse("2022-03-01"), BLANK, BLANK], [(1, 0)], [], [None] * 3)
    assert [iso_day(bounds.first_day) for bounds in tight] == ["2022-03-01", "2022-03-01", "2019-01-01"]
    assert [iso_day(bounds.last_day) for bounds in tight] == ["2022-03-01", "2022-03-01", "2021-12-31"]


# Before


def test_days_in_order_are_certainly_before_and_overlapping_ones_possibly() -> None:
    order = Order([day(100), day(101, 103), day(103, 105)], [None] * 3, [])
    assert order.certainly_before(0, 1)
    assert not order.possibly_before(1, 0)
    assert not order.certainly_before(1, 2)
    assert order.possibly_before(1, 2)
    assert order.possibly_before(2, 1)


def test_two_contacts_on_one_day_are_each_possibly_before_the_other_and_neither_certainly() -> None:
    order = Order([day(100), day(100)], [None, 570], [])
    assert not order.certainly_before(0, 1)
    assert not order.certainly_before(1, 0)
    assert order.possibly_before(0, 1)
    assert order.possibly_before(1, 0)


def test_times_order_one_certain_day_and_no_other() -> None:
    order = Order([day(100), day(100), day(100, 101), day(100, 101)], [540, 570, 540, 570], [])
    assert order.certainly_before(0, 1)
    assert not order.possibly_before(1, 0)
    assert not order.certainly_before(2, 3)
    assert not order.certainly_before(0, 3)


def test_the_same_time_orders_nothing() -> None:
    order = Order([day(100), day(100)], [540, 540], [])
    assert not order.certainly_before(0, 1)
    assert not order.certainly_before(1, 0)


def test_what_follows_is_certainly_after_directly_or_through_others_whatever_the_times_say() -> None:
    order = Order([day(100)] * 4, [600, None, 540, 500], [(1, 0), (2, 1)])
    assert order.certainly_before(0, 2)
    assert not order.certainly_before(2, 0)
    assert not order.possibly_before(2, 0)
    assert order.certainly_before(3, 0)
    assert order.ancestors(2) == {0, 1}
    assert order.ancestors(3) == set()


def test_a_stretch_is_certainly_before_only_what_begins_after_it_may_have_ended() -> None:
    order = Order([Bounds(100, 101, 105, 110), day(110), day(111)], [None] * 3, [])
    assert not order.certainly_before(0, 1)
    assert order.certainly_before(0, 2)
    assert order.possibly_before(1, 0)


@given(st.integers(2, 30), st.data())
def test_follows_reach_what_trying_every_path_reaches(count: int, data: st.DataObject) -> None:
    later = st.integers(1, count - 1)
    pairs = later.flatmap(lambda index: st.tuples(st.just(index), st.integers(0, index - 1)))
    follows = data.draw(st.lists(pairs, max_size=2 * count))
    reached = set(follows)
    for middle, a, b in itertools.product(range(count), repeat=3):
        if (a, middle) in reached and (middle, b) in reached:
            reached.add((a, b))
    order = Order([day(100, 110)] * count, [None] * count, follows)
    asked = data.draw(st.permutations(range(count)))
    for b, a in itertools.product(asked, range(count)):
        assert order.certainly_before(a, b) == ((b, a) in reached)


def test_an_order_of_follows_that_loop_is_refused() -> None:
    with pytest.raises(OrderError, match="0 -> 1 -> 0"):
        Order([day(100)] * 2, [None] * 2, [(0, 1), (1, 0)])


def test_a_chain_of_a_hundred_thousand_is_tightened_from_both_ends() -> None:
    count = 100_000
    bounds = [day(1_000), *[day(500, 90_000)] * (count - 2), day(80_000)]
    chain = [(index, index - 1) for index in range(1, count)]
    tight = tightened(bounds, follows=chain, shares=[(index, index // 2) for index in range(1, count)])
    order = Order(tight, [None] * count, chain)
    assert order.certainly_before(0, count - 1)
    assert not order.certainly_before(count - 1, 0)
    assert tight[0] == day(1_000)
    assert tight[count // 2] == day(1_000, 80_000)
