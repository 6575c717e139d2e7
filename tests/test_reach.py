"""Who could have known: cases of a few contacts with the answer in view (design section 7).

:mod:`sketches` says how to read them. A standing is followed by its chain, ``could have been told: K1 K2``.
"""

from __future__ import annotations

import pytest
from sketches import Sketch
from strategies_reach import many_contacts

from explorer.dates import Bounds
from explorer.reach import Decision, Network, Record

TOOK, TOLD, COULD, ACCESS = "took part", "was told", "could have been told", "had access to"
MAY, MIGHT, NONE = "may have taken part", "might have known", "no recorded route"

EXAMPLE = """
    K1 | 1 | subject -> helpline
    K2 | 2 | helpline -> police  | shares=K1
    K3 | 3 | police -> hub       {k3}
    K4 | 4 | school -> prevent
    K5 | {k5} | hub -> school
"""
CLOSING = {"closing": ("prevent", "9", "K4")}


def example(k3: str = "", k5: str = "8") -> Sketch:
    return Sketch(EXAMPLE.format(k3=k3, k5=k5), CLOSING)


# ---- the worked example


def test_police_took_part_in_two_and_was_told_of_the_first() -> None:
    assert example().standings("police", 9) == {"K1": TOLD, "K2": TOOK, "K3": TOOK, "K4": NONE, "K5": NONE}


def test_the_hub_could_have_been_told_of_the_first_two() -> None:
    assert example().standings("hub", 9) == {"K1": COULD, "K2": COULD, "K3": TOOK, "K4": NONE, "K5": TOOK}


def test_school_could_have_been_told_of_three() -> None:
    assert example().standings("school", 9) == {"K1": COULD, "K2": COULD, "K3": COULD, "K4": TOOK, "K5": TOOK}


def test_what_school_learned_after_its_referral_has_no_recorded_route_to_prevent() -> None:
    assert example().standings("prevent", 9) == {"K1": NONE, "K2": NONE, "K3": NONE, "K4": TOOK, "K5": NONE}


def test_those_are_four_blind_spots_of_the_decision() -> None:
    assert example().blind_spots("closing") == dict.fromkeys(("K1", "K2", "K3", "K5"), "blind spot")


def test_with_the_fifth_in_a_range_prevent_might_have_known() -> None:
    sketch = example(k5="3..8")
    assert sketch.standings("prevent", 9) == {"K4": TOOK, **dict.fromkeys(("K1", "K2", "K3", "K5"), MIGHT)}
    assert sketch.blind_spots("closing") == dict.fromkeys(("K1", "K2", "K3", "K5"), "possible blind spot")


def test_with_the_third_sharing_the_second_the_hub_was_told_of_it_and_of_the_first() -> None:
    found = example(k3="| shares=K2").standings("hub", 9)
    assert (found["K1"], found["K2"]) == (TOLD, TOLD)


def test_the_chain_begins_with_the_contact_that_told_of_it() -> None:
    assert example().standing("K1", "school", 9) == f"{COULD}: K2 K3 K5"


# ---- order by days


def test_a_chain_needs_each_contact_after_the_one_before() -> None:
    sketch = Sketch("K1 | 5 | a -> b \n K2 | 4 | b -> c")
    assert sketch.standing("K1", "c", 9) == NONE


def test_two_contacts_of_one_day_leave_the_order_open() -> None:
    sketch = Sketch("K1 | 4 | a -> b \n K2 | 4 | b -> c")
    assert sketch.standing("K1", "c", 9) == f"{MIGHT}: K1 K2"


@pytest.mark.parametrize(("first", "second", "said"), [("09:00", "10:00", COULD), ("10:00", "09:00", NONE)])
def test_times_order_two_contacts_of_one_day(first: str, second: str, said: str) -> None:
    sketch = Sketch(f"K1 | 4 | a -> b | at={first} \n K2 | 4 | b -> c | at={second}")
    assert sketch.standing("K1", "c", 9).partition(":")[0] == said


def test_equal_times_leave_the_order_open() -> None:
    sketch = Sketch("K1 | 4 | a -> b | at=09:00 \n K2 | 4 | b -> c | at=09:00")
    assert sketch.standing("K1", "c", 9) == f"{MIGHT}: K1 K2"


def test_one_time_alone_orders_nothing() -> None:
    sketch = Sketch("K1 | 4 | a -> b | at=09:00 \n K2 | 4 | b -> c")
    assert sketch.standing("K1", "c", 9) == f"{MIGHT}: K1 K2"


def test_times_say_nothing_where_the_day_is_not_certain() -> None:
    sketch = Sketch("K1 | 4..5 | a -> b | at=10:00 \n K2 | 4..5 | b -> c | at=09:00")
    assert sketch.standing("K1", "c", 9) == f"{MIGHT}: K1 K2"


def test_three_contacts_of_one_day_in_order_of_their_times() -> None:
    sketch = Sketch("K1 | 4 | a -> b | at=09:00\nK2 | 4 | b -> c | at=10:00\nK3 | 4 | c -> d | at=11:00")
    assert sketch.standing("K1", "d", 4) == f"{COULD}: K1 K2 K3"


def test_a_recorded_follows_orders_two_contacts_of_one_day() -> None:
    sketch = Sketch("K1 | 4 | a -> b \n K2 | 4 | b -> c | follows=K1")
    assert sketch.standing("K1", "c", 4) == f"{COULD}: K1 K2"


def test_what_is_followed_by_the_contact_that_would_have_brought_it_came_too_early() -> None:
    sketch = Sketch("K1 | 4 | a -> c \n K2 | 4 | b -> c \n K3 | 4 | c -> b | follows=K2")
    # K1 may have gone on by K3 to b, not from there by K2, which K3 follows.
    assert sketch.standing("K1", "b", 4) == f"{MIGHT}: K1 K3"
    sketch = Sketch("K1 | 4 | a -> b | follows=K2 \n K2 | 4 | b -> c")
    assert sketch.standing("K1", "c", 9) == NONE


def test_follows_counts_through_another_contact() -> None:
    sketch = Sketch("K1 | 4 | a -> b \n K2 | 4 | subject -> d | follows=K1 \n K3 | 4 | b -> c | follows=K2")
    assert sketch.standing("K1", "c", 4) == f"{COULD}: K1 K3"


def test_follows_says_nothing_of_what_came_to_the_sender_by_another_contact() -> None:
    sketch = Sketch("K1 | 4 | a -> b \n K2 | 4 | d -> b \n K3 | 4 | b -> c | follows=K2")
    assert sketch.standing("K1", "c", 4) == f"{MIGHT}: K1 K3"
    assert sketch.standing("K2", "c", 4) == f"{COULD}: K2 K3"


def test_following_a_contact_orders_what_it_brought_not_what_its_sender_had_before_its_time() -> None:
    sketch = Sketch(
        "K1 | 4 | a -> b | at=09:00 \n K2 | 4 | b -> d | at=10:00 \n K3 | 4 | b -> c | follows=K2"
    )
    assert sketch.standing("K1", "c", 4) == f"{MIGHT}: K1 K3"
    assert sketch.standing("K2", "c", 4) == f"{COULD}: K2 K3"


def test_what_lists_a_timed_contact_may_have_no_time_itself() -> None:
    sketch = Sketch(
        "K1 | 4 | subject -> a | at=09:00 \n K2 | 4 | doctor -> b | shares=K1 \n K3 | 4 | b -> c | follows=K2"
    )
    assert sketch.standing("K1", "c", 4) == f"{COULD}: K2 K3"


def test_no_later_link_may_be_certainly_before_the_contact_itself() -> None:
    sketch = Sketch("K1 | 4 | a -> b | follows=K3 \n K2 | 4 | b -> d \n K3 | 4 | d -> c")
    assert sketch.standing("K1", "d", 4) == f"{MIGHT}: K1 K2"
    assert sketch.standing("K1", "c", 4) == NONE


def test_each_follows_of_a_day_counts_after_those_it_rests_on() -> None:
    sketch = Sketch(
        "K1 | 4 | a -> b \n K2 | 4 | b -> c | at=10:00 follows=K1 \n K3 | 4 | c -> d | follows=K2"
    )
    assert sketch.standing("K1", "d", 4) == f"{COULD}: K1 K2 K3"


def test_times_that_contradict_a_recorded_follows_are_left_out() -> None:
    sketch = Sketch("K1 | 4 | a -> b | at=10:00 \n K2 | 4 | b -> c | at=09:00 follows=K1")
    assert sketch.standing("K1", "c", 4) == f"{COULD}: K1 K2"


def test_the_day_asked_about_counts_to_its_end() -> None:
    sketch = Sketch("K1 | 1 | a -> b \n K2 | 4 | b -> c")
    assert sketch.standing("K1", "c", 4) == f"{COULD}: K1 K2"
    assert sketch.standing("K1", "c", 3) == NONE


def test_the_sender_too_passes_on_what_it_sent() -> None:
    sketch = Sketch("K1 | 1 | a -> b \n K2 | 2 | a -> c")
    assert sketch.standing("K1", "c", 9) == f"{COULD}: K1 K2"


# ---- ranges of days


def test_a_set_is_one_day_and_certain_only_when_its_last_is_past() -> None:
    sketch = Sketch("K1 | 3..6 | a -> b")
    assert [sketch.standing("K1", "b", day) for day in (2, 3, 5, 6)] == [
        NONE,
        f"{MAY}: K1",
        f"{MAY}: K1",
        f"{TOOK}: K1",
    ]


def test_ranges_that_overlap_are_only_possible() -> None:
    sketch = Sketch("K1 | 1..5 | a -> b \n K2 | 4..8 | b -> c")
    assert sketch.days("K1", "c") == {MIGHT: 4}


def test_ranges_apart_are_certain_on_the_last_day_of_the_second() -> None:
    sketch = Sketch("K1 | 1..3 | a -> b \n K2 | 4..8 | b -> c")
    assert sketch.days("K1", "c") == {COULD: 8, MIGHT: 4}


def test_a_chain_possible_link_by_link_but_not_as_a_whole_is_no_route() -> None:
    sketch = Sketch("K1 | 5 | a -> b \n K2 | 1..9 | b -> c \n K3 | 2..4 | c -> d")
    assert sketch.standing("K1", "c", 9) == f"{MIGHT}: K1 K2"
    assert sketch.standing("K2", "d", 9) == f"{MIGHT}: K2 K3"
    assert sketch.standing("K1", "d", 9) == NONE


def test_the_earliest_possible_day_is_the_one_that_all_links_allow() -> None:
    sketch = Sketch("K1 | 3..9 | a -> b \n K2 | 1..9 | b -> c \n K3 | 1..9 | c -> d")
    assert sketch.days("K1", "d") == {MIGHT: 3}


def test_bounds_tightened_by_follows_make_a_chain_certain() -> None:
    loose = "K1 | 1..9 | a -> b \n K2 | 5 | b -> c \n K3 | 4 | d -> a {}"
    assert Sketch(loose.format("")).standing("K1", "c", 9) == f"{MIGHT}: K1 K2"
    # K3 was made because of K1: so K1 was by the 4th.
    assert Sketch(loose.format("| follows=K1")).standing("K1", "c", 9) == f"{COULD}: K1 K2"


def test_bounds_tightened_by_follows_can_rule_a_chain_out() -> None:
    loose = "K1 | 5 | a -> b \n K2 | 1..9 | b -> c \n K3 | 3 | d -> e {}"
    assert Sketch(loose.format("")).standing("K1", "c", 9) == f"{MIGHT}: K1 K2"
    assert Sketch(loose.format("| follows=K2")).standing("K1", "c", 9) == NONE


def test_undated_contacts_over_a_whole_scope_are_possible_everywhere() -> None:
    sketch = Sketch("K1 | 1..99 | a -> b \n K2 | 1..99 | b -> c")
    assert sketch.days("K1", "c") == {MIGHT: 1}
    assert sketch.days("K1", "b") == {TOOK: 99, COULD: 99, MAY: 1, MIGHT: 1}


# ---- stretches


def test_a_stretch_begins_to_be_known_when_it_has_certainly_begun() -> None:
    sketch = Sketch("K1 | 3..5/20 | a -> b")
    assert sketch.days("K1", "b") == {TOOK: 5, COULD: 5, MAY: 3, MIGHT: 3}


def test_what_was_there_before_a_stretch_arrives_when_it_begins() -> None:
    sketch = Sketch("K1 | 1 | a -> b \n K2 | 5/20 | b -> c")
    assert sketch.days("K1", "c") == {COULD: 5, MIGHT: 5}


def test_what_comes_midway_arrives_the_day_after() -> None:
    sketch = Sketch("K1 | 9 | a -> b \n K2 | 5/20 | b -> c")
    assert sketch.days("K1", "c") == {COULD: 10, MIGHT: 9}


def test_what_comes_on_the_last_day_of_a_stretch_is_possible_only() -> None:
    sketch = Sketch("K1 | 20 | a -> b \n K2 | 5/20 | b -> c")
    assert sketch.days("K1", "c") == {MIGHT: 20}
    assert Sketch("K1 | 21 | a -> b \n K2 | 5/20 | b -> c").days("K1", "c") == {}


def test_an_end_that_is_not_certain_leaves_the_rest_possible() -> None:
    text = "K1 | {} | a -> b \n K2 | 5/10..20 | b -> c"
    assert Sketch(text.format(9)).days("K1", "c") == {COULD: 10, MIGHT: 9}
    assert Sketch(text.format(10)).days("K1", "c") == {MIGHT: 10}


def test_a_start_that_is_not_certain_delays_what_came_before_to_its_last_day() -> None:
    sketch = Sketch("K1 | 4 | a -> b \n K2 | 3..8/20 | b -> c")
    assert sketch.days("K1", "c") == {COULD: 8, MIGHT: 4}


def test_a_stretch_passes_on_what_is_later_than_its_own_start_though_that_followed_it() -> None:
    sketch = Sketch("K1 | 5/20 | a -> b \n K2 | 8 | subject -> a | follows=K1")
    assert sketch.standing("K2", "b", 9) == f"{COULD}: K2 K1"


def test_following_a_stretch_says_that_its_start_was_before_not_what_it_brought_midway() -> None:
    sketch = Sketch("K1 | 8 | d -> a \n K2 | 5/20 | a -> b \n K3 | 9 | b -> c | follows=K2")
    assert sketch.standing("K2", "c", 9) == f"{COULD}: K2 K3"
    # K1 reached a on the 8th, b by the 9th, which is the day of K3.
    assert sketch.standing("K1", "c", 9) == f"{MIGHT}: K1 K2 K3"


def test_two_stretches_one_after_the_other_take_a_day_each() -> None:
    sketch = Sketch("K1 | 9 | a -> b \n K2 | 1/20 | b -> c \n K3 | 1/20 | c -> d")
    assert sketch.days("K1", "d") == {COULD: 11, MIGHT: 9}


# ---- received late, or never


def test_content_arrives_on_receipt() -> None:
    sketch = Sketch("K1 | 3 | a -> b | received=7 \n K2 | 5 | b -> c \n K3 | 8 | b -> d")
    assert sketch.days("K1", "b") == {TOOK: 7, COULD: 7, MAY: 7, MIGHT: 7}
    assert sketch.standing("K1", "c", 9) == NONE
    assert sketch.standing("K1", "d", 9) == f"{COULD}: K1 K3"


def test_the_sender_took_part_on_the_day_it_sent() -> None:
    sketch = Sketch("K1 | 3 | a -> b | received=7")
    assert sketch.days("K1", "a")[TOOK] == 3


def test_what_was_never_received_passes_nothing_and_reaches_nobody() -> None:
    sketch = Sketch("K1 | 1 | a -> b \n K2 | 3 | b -> c | never shares=K1 \n K3 | 5 | c -> d")
    assert sketch.standings("c", 9) == {"K1": NONE, "K2": NONE, "K3": TOOK}
    assert sketch.standing("K2", "b", 9) == f"{TOOK}: K2"


def test_a_receipt_on_an_uncertain_day_is_possible_first() -> None:
    sketch = Sketch("K1 | 3 | a -> b | received=4..9 \n K2 | 6 | b -> c")
    assert sketch.standing("K1", "b", 5) == f"{MAY}: K1"
    assert sketch.standing("K1", "c", 9) == f"{MIGHT}: K1 K2"


def test_what_follows_a_late_receipt_on_its_day_is_certain() -> None:
    sketch = Sketch("K1 | 3 | a -> b | received=7 \n K2 | 7 | b -> c | follows=K1")
    assert sketch.standing("K1", "c", 9) == f"{COULD}: K1 K2"


def test_following_through_another_party_says_nothing_of_the_receipt() -> None:
    text = "K1 | 3 | a -> b | received=5..7 \n K2 | 6 | a -> d | follows=K1 \n K3 | 6 | b -> c | follows={}"
    assert Sketch(text.format("K2")).standing("K1", "c", 9) == f"{MIGHT}: K1 K3"
    assert Sketch(text.format("K1")).standing("K1", "c", 9) == f"{COULD}: K1 K3"


# ---- what is shared


def test_shares_none_passes_on_nothing_but_itself() -> None:
    sketch = Sketch("K1 | 1 | a -> b \n K2 | 2 | b -> c | shares=none \n K3 | 3 | c -> d")
    assert sketch.standing("K1", "c", 9) == NONE
    assert sketch.standing("K2", "d", 9) == f"{COULD}: K2 K3"


def test_a_list_excludes_what_it_does_not_name() -> None:
    sketch = Sketch("K1 | 1 | a -> c \n K2 | 2 | b -> c \n K3 | 3 | c -> d | shares=K2")
    assert sketch.standings("d", 9) == {"K1": NONE, "K2": TOLD, "K3": TOOK}


def test_shares_nest_all_the_way_down() -> None:
    sketch = Sketch(
        """
        K1 | 1 | subject -> a
        K2 | 2 | a -> b | shares=K1
        K3 | 3 | b -> c | shares=K2
        K4 | 4 | c -> d | shares=K3
        """
    )
    assert sketch.standings("d", 9) == {"K1": TOLD, "K2": TOLD, "K3": TOLD, "K4": TOOK}
    assert sketch.standing("K1", "d", 9) == f"{TOLD}: K4"


def test_what_a_listed_contact_with_blank_shares_may_have_carried_stays_could() -> None:
    sketch = Sketch("K1 | 1 | subject -> a \n K2 | 2 | a -> b \n K3 | 3 | b -> c | shares=K2")
    assert sketch.standing("K2", "c", 9) == f"{TOLD}: K3"
    assert sketch.standing("K1", "c", 9) == f"{COULD}: K1 K2 K3"


def test_a_nested_list_that_ends_in_none_carries_nothing_more() -> None:
    sketch = Sketch("K1 | 1 | subject -> a \n K2 | 2 | a -> b | shares=none \n K3 | 3 | b -> c | shares=K2")
    assert sketch.standing("K1", "c", 9) == NONE


def test_a_listed_contact_carried_only_what_its_sender_had_by_then() -> None:
    sketch = Sketch("K1 | 3 | subject -> a \n K2 | 2 | a -> b \n K3 | 4 | b -> c | shares=K2")
    assert sketch.standing("K1", "c", 9) == NONE


def test_whatever_a_person_is_recorded_as_sharing_was_told() -> None:
    sketch = Sketch("K1 | 1 | a -> doctor \n K2 | 2 | doctor -> b | shares=K1 \n K3 | 3 | b -> c")
    assert sketch.standing("K1", "b", 9) == f"{TOLD}: K2"
    assert sketch.standing("K1", "c", 9) == f"{COULD}: K2 K3"


def test_a_person_who_lists_a_contact_passes_on_what_that_may_have_carried() -> None:
    sketch = Sketch("K1 | 1 | subject -> a \n K2 | 2 | a -> family \n K3 | 3 | family -> b | shares=K2")
    assert sketch.standing("K1", "b", 9) == f"{COULD}: K1 K2 K3"


def test_who_is_recorded_as_sharing_something_had_it_by_then() -> None:
    sketch = Sketch("K1 | 1 | subject -> a \n K2 | 2 | b -> c | shares=K1 \n K3 | 3 | b -> d")
    assert sketch.standing("K1", "b", 9) == f"{TOLD}: K2"
    assert sketch.standing("K1", "d", 9) == f"{COULD}: K2 K3"


def test_what_is_listed_was_told_whatever_the_kind() -> None:
    sketch = Sketch("K1 | 1 | subject -> a \n K2 | 2 | a -> b | no-flow shares=K1")
    assert sketch.standing("K1", "b", 9) == f"{TOLD}: K2"


def test_a_telling_on_an_uncertain_day_might_be_past() -> None:
    sketch = Sketch("K1 | 1 | subject -> a \n K2 | 3..9 | a -> b | shares=K1")
    assert sketch.days("K1", "b") == {TOLD: 9, COULD: 9, MIGHT: 3}


def test_a_stretch_that_lists_what_came_up_while_it_lasted_had_told_it_the_day_after() -> None:
    sketch = Sketch("K1 | 8 | subject -> a \n K2 | 5/20 | a -> b | shares=K1")
    assert sketch.days("K1", "b") == {TOLD: 9, COULD: 9, MIGHT: 8}
    # On its very last day: by then it had, for that it did is recorded.
    assert Sketch("K1 | 20 | subject -> a \n K2 | 5/20 | a -> b | shares=K1").days("K1", "b")[TOLD] == 20


def test_what_is_listed_only_through_a_stretch_may_have_come_up_too_late() -> None:
    text = "K1 | {} | subject -> a \n K2 | 2/20 | a -> b | shares=K1 \n K3 | 9 | b -> c | shares=K2"
    assert Sketch(text.format(5)).standing("K1", "c", 9) == f"{TOLD}: K3"
    assert Sketch(text.format(9)).standing("K1", "c", 9) == f"{MIGHT}: K3"
    assert Sketch(text.format(12)).standing("K1", "c", 30) == NONE


def test_what_a_contact_listed_through_a_stretch_carried_counts_when_the_days_allow() -> None:
    text = """
        K1 | 1 | subject -> a
        K2 | {} | a -> b
        K3 | 1/20 | b -> c | shares=K2
        K4 | 9 | c -> d | shares=K3
    """
    assert Sketch(text.format(2)).standing("K1", "d", 9) == f"{COULD}: K1 K2 K4"
    assert Sketch(text.format(9)).standing("K1", "d", 9) == f"{MIGHT}: K1 K2 K4"
    assert Sketch(text.format(12)).standing("K1", "d", 30) == NONE


def test_what_follows_a_telling_knew_though_the_telling_lists_a_stretch_too() -> None:
    text = """
        K1 | {} | subject -> a
        K2 | 1/3 | x -> b
        K3 | 4 | b -> c | shares=K1,K2
        K4 | 4 | c -> d | follows=K3
    """
    for day in (3, 4):
        assert Sketch(text.format(day)).standing("K1", "d", 4) == f"{COULD}: K3 K4"


def test_a_stretch_and_a_contact_that_list_one_another_tell_of_each_other_alone() -> None:
    sketch = Sketch("K1 | 2/20 | a -> b | shares=K2 \n K2 | 5 | b -> c | shares=K1")
    assert sketch.days("K2", "c") == {TOOK: 5, COULD: 5, MAY: 5, MIGHT: 5}
    assert sketch.standing("K1", "c", 9) == f"{TOLD}: K2"


# ---- who passes on


@pytest.mark.parametrize("relay", ["subject", "family", "doctor", "unknown", "unknown:police"])
def test_people_and_nobody_in_particular_pass_on_nothing(relay: str) -> None:
    sketch = Sketch(f"K1 | 1 | a -> {relay} \n K2 | 2 | {relay} -> c")
    assert sketch.standing("K1", "c", 9) == NONE


def test_a_kind_without_flow_passes_on_nothing_but_its_parties_took_part() -> None:
    sketch = Sketch("K1 | 1 | a -> b \n K2 | 2 | b -> c | no-flow \n K3 | 3 | c -> d")
    assert sketch.standing("K1", "c", 9) == NONE
    assert sketch.standing("K2", "d", 9) == f"{COULD}: K2 K3"


def test_a_parent_and_its_part_are_different_knowers() -> None:
    sketch = Sketch("K1 | 1 | a -> police-team \n K2 | 2 | police -> c")
    assert sketch.standing("K1", "police", 9) == NONE
    assert sketch.standing("K1", "c", 9) == NONE


def test_a_contact_to_several_reaches_each() -> None:
    sketch = Sketch("K1 | 1 | subject -> a \n K2 | 2 | a -> b, c \n K3 | 3 | c -> d")
    assert sketch.standing("K1", "b", 9) == f"{COULD}: K1 K2"
    assert sketch.standing("K1", "d", 9) == f"{COULD}: K1 K2 K3"


def test_receivers_of_one_way_contacts_tell_each_other_nothing() -> None:
    sketch = Sketch("K1 | 1 | subject -> b \n K2 | 2 | a -> b, c")
    assert sketch.standing("K1", "c", 9) == NONE
    assert sketch.standing("K1", "a", 9) == NONE


def test_a_contact_without_sender_or_receiver_is_its_parties_only() -> None:
    sketch = Sketch("K1 | 1 | a -> \n K2 | 2 | -> b \n K3 | 3 | a -> b")
    assert sketch.standing("K1", "a", 9) == f"{TOOK}: K1"
    assert sketch.standing("K1", "b", 9) == f"{COULD}: K1 K3"
    assert sketch.standing("K2", "b", 9) == f"{TOOK}: K2"


def test_only_organisations_have_a_standing() -> None:
    sketch = Sketch("K1 | 1 | a -> subject")
    with pytest.raises(ValueError, match="no organisation"):
        sketch.standing("K1", "subject", 9)


def test_another_subjects_contacts_are_passed_on_like_any() -> None:
    # Content is what an organisation had; about whom it is matters to blind spots only.
    sketch = Sketch("K1 | 1 | subject -> a \n K2 | 2 | family -> a \n K3 | 3 | a -> b")
    assert sketch.standings("b", 9) == {"K1": COULD, "K2": COULD, "K3": TOOK}


# ---- meetings


def test_a_meeting_passes_content_from_every_party_to_every_other() -> None:
    sketch = Sketch("K1 | 1 | subject -> b \n K2 | 2 | a -> b, c | both \n K3 | 3 | c -> d")
    assert sketch.standing("K1", "a", 9) == f"{COULD}: K1 K2"
    assert sketch.standing("K1", "c", 9) == f"{COULD}: K1 K2"
    assert sketch.standing("K1", "d", 9) == f"{COULD}: K1 K2 K3"


def test_a_meeting_that_lists_what_was_shared_told_everybody() -> None:
    sketch = Sketch("K1 | 1 | subject -> b \n K2 | 1 | subject -> c \n K3 | 2 | a -> b, c | both shares=K1")
    assert [sketch.standing("K1", party, 9) for party in "abc"] == [
        f"{TOLD}: K3",
        f"{TOOK}: K1",
        f"{TOLD}: K3",
    ]
    assert sketch.standing("K2", "a", 9) == NONE


def test_people_at_a_meeting_neither_tell_nor_hold() -> None:
    sketch = Sketch("K1 | 1 | a -> family \n K2 | 2 | family -> b, c | both")
    assert sketch.standing("K1", "b", 9) == NONE
    assert sketch.standing("K2", "c", 9) == f"{TOOK}: K2"


def test_a_meeting_does_not_bring_back_what_it_had_just_been_told_too_late() -> None:
    # b has K1 by K3, which follows K4; that it then meets c does not put it before K4.
    sketch = Sketch(
        """
        K1 | 1 | subject -> a
        K2 | 4 | b -> c | both
        K3 | 4 | a -> b | follows=K4
        K4 | 4 | b -> d
        """
    )
    assert sketch.standing("K1", "d", 9) == NONE


TOO_LATE = """
    K1 | 4 | subject -> a
    K2 | 4 | a -> p    | follows=K5
    K3 | 4 | p -> t, e | both
    K4 | 4 | t -> e
    K5 | 4 | p -> d
"""


def test_no_contact_comes_twice_in_a_chain() -> None:
    # p has it after K5; from t by way of e it does not come back to p by the meeting it left with.
    assert Sketch(TOO_LATE).standing("K1", "d", 9) == NONE


def test_what_came_to_a_meeting_another_way_goes_on_from_it() -> None:
    another = "    K6 | 4 | a -> x \n K7 | 4 | x -> y \n K8 | 4 | y -> t"
    assert Sketch(TOO_LATE + another).standing("K1", "d", 9) == f"{MIGHT}: K1 K6 K7 K8 K3 K5"


def test_a_meeting_is_no_proof_of_when_its_own_party_had_it() -> None:
    sketch = Sketch(
        """
        K1 | 4 | a -> p | received=4
        K2 | 4 | p -> q | both at=09:00 follows=K1
        K3 | 4 | p -> r | at=10:00
        """
    )
    assert sketch.standing("K1", "q", 9) == f"{COULD}: K1 K2"
    assert sketch.standing("K1", "r", 9) == f"{MIGHT}: K1 K3"


def test_an_organisation_alone_with_a_person_proves_nothing_of_when_it_had_it() -> None:
    sketch = Sketch(
        """
        K1 | 4 | a -> p
        K2 | 4 | family -> p | both at=09:00 follows=K1
        K3 | 4 | p -> r | at=10:00
        """
    )
    assert sketch.standing("K1", "r", 9) == f"{MIGHT}: K1 K3"


def test_what_is_answered_on_receipt_is_not_before_what_followed_the_letter() -> None:
    sketch = Sketch("K1 | 4 | subject -> b | follows=K2 \n K2 | 2 | a -> b | both received=6")
    assert sketch.days("K1", "a") == {COULD: 6, MIGHT: 6}


def test_a_both_way_letter_received_late_is_answered_on_receipt() -> None:
    sketch = Sketch("K1 | 4 | subject -> b \n K2 | 2 | a -> b | both received=6 \n K3 | 3 | subject -> a")
    assert sketch.days("K1", "a") == {COULD: 6, MIGHT: 6}
    assert sketch.standing("K3", "b", 9) == NONE


# ---- standing access


ACCESS_CASE = """
    K1 | 4 | subject -> school
    A1 | {} | school -> hub | access
    K2 | {} | hub -> police
"""


def test_standing_access_gives_had_access_and_no_more() -> None:
    sketch = Sketch(ACCESS_CASE.format("1/20", 9))
    assert sketch.standing("K1", "hub", 9) == f"{ACCESS}: K1 A1"
    assert sketch.days("K1", "hub") == {ACCESS: 5, MIGHT: 4}


def test_what_was_read_by_access_can_go_on_but_stays_access() -> None:
    sketch = Sketch(ACCESS_CASE.format("1/20", 9))
    assert sketch.standing("K1", "police", 9) == f"{ACCESS}: K1 A1 K2"


def test_access_that_begins_later_shows_the_records_from_then_on() -> None:
    assert Sketch(ACCESS_CASE.format("7/20", 9)).days("K1", "hub") == {ACCESS: 7, MIGHT: 7}


def test_access_that_had_ended_shows_nothing() -> None:
    assert Sketch(ACCESS_CASE.format("1/3", 9)).days("K1", "hub") == {}


def test_access_runs_one_way() -> None:
    sketch = Sketch("K1 | 4 | subject -> hub \n A1 | 1/20 | school -> hub | access")
    assert sketch.standing("K1", "school", 9) == NONE


def test_access_to_the_records_of_a_person_is_none() -> None:
    sketch = Sketch("K1 | 4 | a -> doctor \n A1 | 1/20 | doctor -> hub | access")
    assert sketch.standing("K1", "hub", 9) == NONE


def test_being_told_later_takes_the_place_of_access() -> None:
    sketch = Sketch(ACCESS_CASE.format("1/20", 9) + "    K3 | 12 | school -> hub")
    assert sketch.days("K1", "hub") == {COULD: 12, ACCESS: 5, MIGHT: 4}
    assert sketch.standing("K1", "hub", 12) == f"{COULD}: K1 K3"


def test_access_that_is_no_earlier_than_being_told_is_not_said() -> None:
    sketch = Sketch(
        "K1 | 4 | subject -> school \n A1 | 1/20 | school -> hub | access \n K2 | 5 | school -> hub"
    )
    assert sketch.days("K1", "hub") == {COULD: 5, MIGHT: 4}


def test_access_whose_days_are_uncertain_might_have_shown_it() -> None:
    assert Sketch(ACCESS_CASE.format("1..9/2..20", 30)).days("K1", "hub") == {MIGHT: 4}


# ---- which chain


def test_the_chain_is_the_earliest_to_arrive() -> None:
    sketch = Sketch("K1 | 1 | a -> b \n K2 | 2 | b -> c \n K3 | 3 | c -> d \n K4 | 5 | b -> d")
    assert sketch.standing("K1", "d", 9) == f"{COULD}: K1 K2 K3"


def test_of_those_that_arrive_together_it_is_the_one_with_fewest_links() -> None:
    sketch = Sketch("K1 | 1 | a -> b \n K2 | 2 | b -> c \n K3 | 5 | c -> d \n K4 | 5 | b -> d")
    assert sketch.standing("K1", "d", 9) == f"{COULD}: K1 K4"


def test_fewest_links_counts_the_whole_chain_though_a_part_of_it_arrives_later() -> None:
    sketch = Sketch(
        """
        K1 | 1 | a -> b
        K2 | 2 | b -> c
        K3 | 3 | c -> d
        K4 | 6 | b -> d
        K5 | 9 | d -> e
        """
    )
    assert sketch.standing("K1", "d", 9) == f"{COULD}: K1 K2 K3"
    assert sketch.standing("K1", "e", 9) == f"{COULD}: K1 K4 K5"


def test_then_the_least_ids_from_the_last_link_back() -> None:
    sketch = Sketch("K1 | 1 | a -> b, c \n K2 | 5 | b -> d \n K3 | 5 | c -> d")
    assert sketch.standing("K1", "d", 9) == f"{COULD}: K1 K2"


def test_least_ids_count_along_the_whole_chain() -> None:
    brought = (
        "K1 | 1 | a -> b, c \n K2 | {} | c -> d \n K3 | 4 | b -> d \n K4 | {} | d -> e \n K5 | 9 | e -> f"
    )
    # K3 reaches d first, and goes on midway; K2, which comes a day later, is the lesser for what leaves after both.
    sketch = Sketch(brought.format(5, "2/20"))
    assert sketch.standing("K1", "e", 9) == f"{COULD}: K1 K3 K4"
    assert sketch.standing("K1", "f", 9) == f"{COULD}: K1 K2 K4 K5"
    assert Sketch(brought.format(4, "2..8")).standing("K1", "e", 4) == f"{MIGHT}: K1 K2 K4"


def test_of_two_tellings_on_one_day_the_least_id_is_named_whatever_their_times() -> None:
    sketch = Sketch(
        "K1 | 1 | subject -> a \n K2 | 4 | a -> b | at=15:00 shares=K1 \n K3 | 4 | a -> b | at=09:00 shares=K1"
    )
    assert sketch.standing("K1", "b", 9) == f"{TOLD}: K2"


def test_an_uncertain_chain_that_is_earlier_does_not_hide_a_certain_one() -> None:
    sketch = Sketch("K1 | 1 | a -> b \n K2 | 1..3 | b -> c \n K3 | 5 | b -> c")
    assert sketch.days("K1", "c") == {COULD: 5, MIGHT: 1}
    assert sketch.standing("K1", "c", 4) == f"{MIGHT}: K1 K2"
    assert sketch.standing("K1", "c", 5) == f"{COULD}: K1 K3"


def test_each_step_names_who_had_it_and_by_which_day() -> None:
    sketch = Sketch("K1 | 1..2 | subject -> a \n K2 | 4..6 | a -> b")
    answer = sketch.network.reach(0).standing(sketch.parties.index("b"), 9)
    assert [(step.contact, sketch.parties[step.party], step.day) for step in answer.chain] == [
        (0, "a", 2),
        (1, "b", 6),
    ]


# ---- at a decision


def test_the_request_and_all_that_it_follows_are_before_the_decision_of_the_same_day() -> None:
    text = "K1 | 4 | subject -> school \n K2 | 4 | school -> hub | follows=K1 \n K3 | 4 | school -> hub"
    sketch = Sketch(text, {"closing": ("hub", "4", "K2")})
    assert sketch.at("K2", "closing") == f"{TOOK}: K2"
    assert sketch.at("K1", "closing") == f"{COULD}: K1 K2"
    assert sketch.at("K3", "closing") == f"{MAY}: K3"


def test_the_chain_behind_a_decision_is_the_earliest_to_arrive() -> None:
    text = "K1 | 1 | a -> b \n K2 | 2 | b -> c \n K3 | 3 | c -> d \n K4 | 5 | b -> d"
    assert Sketch(text, {"closing": ("d", "9", "")}).at("K1", "closing") == f"{COULD}: K1 K2 K3"


def test_what_falls_on_the_day_of_a_decision_is_only_possible() -> None:
    text = "K1 | 1 | subject -> school \n K2 | 2 | gp -> hub \n K3 | 4 | school -> hub"
    sketch = Sketch(text, {"closing": ("hub", "4", "K2"), "later": ("hub", "5", "K2")})
    assert sketch.at("K1", "closing") == f"{MIGHT}: K1 K3"
    assert sketch.at("K1", "later") == f"{COULD}: K1 K3"
    assert sketch.blind_spots("closing") == {"K1": "possible blind spot", "K3": "possible blind spot"}


def test_a_decision_in_a_range_counts_certain_from_its_first_day_and_possible_to_its_last() -> None:
    text = "K1 | 1 | gp -> hub \n K2 | 5 | school -> hub"
    sketch = Sketch(text, {"closing": ("hub", "3..8", "K1")})
    assert sketch.at("K2", "closing") == f"{MAY}: K2"
    assert sketch.blind_spots("closing") == {"K2": "possible blind spot"}


def test_what_came_after_a_decision_is_no_blind_spot_of_it() -> None:
    text = "K1 | 1 | gp -> hub \n K2 | 5 | school -> police"
    sketch = Sketch(text, {"closing": ("hub", "3", "K1"), "later": ("hub", "6", "K1")})
    assert sketch.blind_spots("closing") == {}
    assert sketch.blind_spots("later") == {"K2": "blind spot"}


def test_what_no_organisation_has_is_no_blind_spot() -> None:
    text = "K1 | 1 | gp -> hub \n K2 | 2 | family -> doctor \n K3 | 2 | family -> police | never"
    sketch = Sketch(text, {"closing": ("hub", "6", "K1")})
    assert sketch.blind_spots("closing") == {}


def test_what_only_a_person_had_becomes_a_blind_spot_when_an_organisation_is_told() -> None:
    text = "K1 | 1 | gp -> hub \n K2 | 2 | family -> doctor \n K3 | {} | doctor -> police | shares=K2"
    after = {"closing": ("hub", "6", "K1")}
    assert Sketch(text.format(5), after).blind_spots("closing") == {"K2": "blind spot", "K3": "blind spot"}
    assert Sketch(text.format("5..8"), after).blind_spots("closing") == dict.fromkeys(
        ("K2", "K3"), "possible blind spot"
    )
    assert Sketch(text.format(8), after).blind_spots("closing") == {}


def test_access_alone_leaves_no_blind_spot() -> None:
    text = "K1 | 1 | subject -> school \n A1 | 1/20 | school -> hub | access \n K2 | 5 | gp -> hub"
    sketch = Sketch(text, {"closing": ("hub", "9", "K2")})
    assert sketch.at("K1", "closing") == f"{ACCESS}: K1 A1"
    assert "K1" not in sketch.blind_spots("closing")


def test_a_closing_contact_is_a_decision_of_its_sender_with_a_time_of_its_own() -> None:
    text = """
        K1 | 4 | school -> hub | at=09:00
        K2 | 4 | hub -> gp     | at=10:00
        K3 | 4 | police -> hub | at=11:00
        K4 | 4 | gp -> hub     | follows=K2
    """
    sketch = Sketch(text, {"K2": ("hub", "4", "")})
    assert [sketch.at(contact, "K2") for contact in ("K1", "K3", "K4")] == [f"{TOOK}: K1", NONE, NONE]


def test_a_closing_contact_is_no_blind_spot_of_itself() -> None:
    sketch = Sketch("K1 | 1 | gp -> hub \n K2 | 4 | hub -> gp", {"K2": ("hub", "4", "K1")})
    assert sketch.blind_spots("K2") == {}


def test_a_stretch_that_goes_on_is_a_possible_blind_spot_only() -> None:
    text = "K1 | 1 | gp -> hub \n K2 | {} | court -> probation"
    after = {"closing": ("hub", "9", "K1")}
    assert Sketch(text.format("2/20"), after).blind_spots("closing") == {"K2": "possible blind spot"}
    assert Sketch(text.format("2/8"), after).blind_spots("closing") == {"K2": "blind spot"}


def test_an_undated_decision_reaches_from_its_request_to_the_end() -> None:
    text = "K1 | 3 | gp -> hub \n K2 | 2 | school -> police \n K3 | 5 | police -> hub"
    sketch = Sketch(text, {"closing": ("hub", "3..99", "K1")})
    assert sketch.at("K2", "closing") == f"{MIGHT}: K2 K3"
    assert sketch.blind_spots("closing") == {"K2": "possible blind spot", "K3": "possible blind spot"}


# ---- long chains


@pytest.mark.parametrize("of", ["bare links", "links with a time among them", "stretches"])
def test_chains_of_over_a_thousand_links_that_differ_in_their_first_are_compared(of: str) -> None:
    # Party 1 has the content by contact 2, and a day later by contact 1, which comes first by its index: every
    # link behind it then tells two chains apart that differ only there.
    count = 1500
    last = 9 + 2 * count
    days = [Bounds(1, 1, 1, 1), Bounds(4, 4, 4, 4), Bounds(3, 3, 3, 3)]
    is_stretch = of == "stretches"
    days += [Bounds(1, 1, last, last) if is_stretch else Bounds(1, last, 1, last)] * count
    record = Record(
        senders=[0, 1, 1, *range(2, 2 + count)],
        receivers=[[1], [2], [2], *([party] for party in range(3, 3 + count))],
        bounds=days,
        stretches=[False] * 3 + [is_stretch] * count,
        flows=["forward"] * len(days),
        organisations=[True] * (3 + count),
        minutes=[None if of == "bare links" else 60] + [None] * (2 + count),
    )
    reach = Network(record).reach(0)
    far = reach.standing(2 + count, last)
    assert far.standing.value == ("could have been told" if is_stretch else "might have known")
    assert [step.contact for step in far.chain] == [0, 2, *range(3, 3 + count)]
    assert [step.contact for step in reach.standing(2, 5).chain] == [0, 2]


# ---- all of it at once


def test_the_table_gives_the_days_and_last_links_that_each_contact_gives() -> None:
    sketch = Sketch(ACCESS_CASE.format("1/20", 9))
    table = sketch.network.table()
    for contact in range(3):
        reach = sketch.network.reach(contact)
        for party, name in enumerate(sketch.parties):
            if name == "subject":
                continue
            entry = contact * table.parties + party
            days = {standing: days[entry] for standing, days in table.days.items() if days[entry] >= 0}
            assert days == reach.days(party)
            for standing, day in days.items():
                answer = reach.standing(party, day)
                if answer.standing is standing:
                    assert table.links[standing][entry] == answer.chain[-1].contact


def test_no_contacts_give_an_empty_table() -> None:
    network = Network(Record([], [], [], [], [], [True]))
    assert list(network.reaches()) == []
    assert all(len(days) == 0 for days in network.table().days.values())


def test_ending_a_sweep_early_changes_no_answer() -> None:
    # Where decisions are asked about sweeps go on to the end; else they stop when all first days are settled.
    record = many_contacts(600, 9)
    whole = Network(record, [Decision(0, record.bounds[-1])])
    ending_early = Network(record)
    for contact in range(0, 600, 7):
        one, other = ending_early.reach(contact), whole.reach(contact)
        for party in range(9):
            assert one.days(party) == other.days(party)
            for day in one.days(party).values():
                assert one.standing(party, day) == other.standing(party, day)
