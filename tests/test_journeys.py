"""Journeys, waits, states, handoffs, returns, inferred links and ways, each on a case with the answer in view."""

from __future__ import annotations

import random
from datetime import date
from itertools import product

import pytest
from drawing import drawn, raw_case
from hypothesis import given
from hypothesis import strategies as st

from explorer.case import Case
from explorer.checking import case_of
from explorer.errors import CaseError, UnknownNameError
from explorer.journeys import journey_from, journeys_of, request_states, wait_days
from explorer.links import inferred_links
from explorer.lookup import contact_called, end_called, party_called, sector_called
from explorer.paths import Way, ways_between
from explorer.report import Report
from explorer.routes import returned_in, runs


def journeys(case: Case):
    return journeys_of(case, request_states(case))


def test_a_case_without_contacts_has_no_journey() -> None:
    assert journeys(drawn()) == ()


def test_a_single_request_is_a_journey_and_a_single_message_is_none() -> None:
    case = drawn("""
        K1 | 2020-03-01 | school -> hub | referral
        K2 | 2020-03-02 | school -> hub | message
    """)
    assert [journey.id for journey in journeys(case)] == ["K1"]


def test_a_journey_is_told_down_the_tree_in_order_with_depths_and_waits() -> None:
    case = drawn("""
        K1 | 2020-03-01 | school -> hub     | referral
        K2 | 2020-03-05 | hub -> gp         | referral | follows=K1
        K3 | 2020-03-03 | hub -> police     | referral | follows=K1
        K4 | 2020-03-09 | police -> subject | visit    | follows=K3
    """)
    (journey,) = journeys(case)
    assert [(s.contact, s.after, s.depth, s.wait_days) for s in journey.steps] == [
        ("K1", "", 0, None),
        ("K3", "K1", 1, (2, 2)),
        ("K4", "K3", 2, (6, 6)),
        ("K2", "K1", 1, (4, 4)),
    ]
    assert journey.stops == (("K3", "police"), ("K2", "gp"))
    assert journey.handoffs == 3
    assert journey.organisations == ("school", "hub", "police", "gp")


def test_a_contact_with_two_parents_is_in_both_journeys_and_says_so() -> None:
    case = drawn("""
        K1 | 2020-03-01 | school -> hub | referral
        K2 | 2020-03-02 | gp -> hub     | referral
        K3 | 2020-03-04 | hub -> police | referral | follows=K1;K2
    """)
    first, second = journeys(case)
    assert (first.contacts, second.contacts) == (("K1", "K3"), ("K2", "K3"))
    assert first.steps[1].also_follows == ("K2",)
    assert second.steps[1].wait_days == (2, 2)


def test_a_wait_of_uncertain_dates_is_a_range() -> None:
    case = drawn("""
        K1 | [2020-03-01..2020-03-04] | school -> hub | referral
        K2 | [2020-03-03..2020-03-10] | hub -> gp     | referral | follows=K1
    """)
    assert wait_days(case, "K1", "K2") == (0, 9)


def test_a_wait_is_counted_from_start_to_start_of_stretches() -> None:
    case = drawn("""
        K1 | 2020-03-01/2020-03-20 | hub -> subject | session
        K2 | 2020-03-10/2020-04-20 | hub -> subject | session | follows=K1
    """)
    assert wait_days(case, "K1", "K2") == (9, 9)


def test_a_wait_is_not_told_where_a_date_is_not_recorded() -> None:
    case = drawn("""
        K1 | 2020-03-01 | school -> hub | referral
        K2 |            | hub -> gp     | referral | follows=K1
        K3 | 2020-03-09 | gp -> hub     | message  | follows=K2
    """)
    assert wait_days(case, "K1", "K2") is None
    assert wait_days(case, "K2", "K3") is None


def test_a_visit_that_followed_does_not_hide_that_the_referral_has_no_outcome() -> None:
    case = drawn("""
        K1 | 2020-03-01 | school -> hub   | referral
        K2 | 2020-03-02 | hub -> subject  | visit | follows=K1
    """)
    assert request_states(case)["K1", "hub"].group == "not recorded"
    assert journeys(case)[0].stops == (("K1", "hub"),)


def test_a_request_that_followed_a_visit_is_onward() -> None:
    case = drawn("""
        K1 | 2020-03-01 | family -> police | emergency-call
        K2 | 2020-03-02 | police -> subject | visit    | follows=K1
        K3 | 2020-03-03 | police -> hub     | referral | follows=K2
    """)
    assert request_states(case)["K1", "police"].onward == ("K3",)
    assert journeys(case)[0].stops == (("K3", "hub"),)


def test_a_request_that_somebody_else_made_of_it_is_not_onward() -> None:
    case = drawn("""
        K1 | 2020-03-01 | school -> hub;gp | referral
        K2 | 2020-03-03 | gp -> police     | referral | follows=K1
    """)
    states = request_states(case)
    assert states["K1", "hub"].onward == ()
    assert states["K1", "gp"].onward == ("K2",)
    assert journeys(case)[0].stops == (("K1", "hub"), ("K2", "police"))


@pytest.mark.parametrize(
    ("outcome", "said", "group", "mark"),
    [
        ("received", "open", "open", "half"),
        ("assessing", "open", "open", "half"),
        ("accepted", "taken on", "taken on", "filled"),
        ("joint", "taken on", "taken on", "filled"),
        ("no-further-action", "ended here", "ended", "bar"),
        ("threshold-not-met", "ended here", "ended", "bar"),
        ("returned", "ended here", "ended", "bar"),
        ("declined-by-family", "ended here", "ended", "bar"),
        ("signposted", "advice only", "ended", "bar"),
        ("passed-on", "passed on, no receipt recorded", "passed on", "chevron"),
        ("stepped-up", "passed on, no receipt recorded", "passed on", "chevron"),
        ("closed", "closed", "ended", "bar"),
        ("no-response", "no response, as recorded", "no response", "cross"),
    ],
)
def test_each_outcome_is_said_as_the_design_says(outcome: str, said: str, group: str, mark: str) -> None:
    case = drawn("K1 | 2020-03-01 | school -> hub | referral", outcomes=f"K1 | hub | {outcome} | 2020-03-05")
    state = request_states(case)["K1", "hub"]
    assert (state.said_as, state.group, state.mark) == (said, group, mark)


def test_the_last_step_says_what_became_of_a_request() -> None:
    case = drawn(
        "K1 | 2020-03-01 | school -> hub | referral",
        outcomes="""
        K1 | hub | closed   | 2020-05-05
        K1 | hub | accepted | 2020-03-05
        """,
    )
    state = request_states(case)["K1", "hub"]
    assert [step.term.id for step in state.outcomes] == ["accepted", "closed"]
    assert state.sentence == "Closed: 5 May 2020."


def test_passed_on_with_the_next_contact_recorded_is_passed_on() -> None:
    case = drawn(
        """
        K1 | 2020-03-01 | school -> hub  | referral
        K2 | 2020-03-06 | hub -> gp      | referral | follows=K1
        """,
        outcomes="K1 | hub | passed-on | 2020-03-05",
    )
    assert request_states(case)["K1", "hub"].said_as == "passed on"


def test_a_visit_is_no_receipt_of_what_was_passed_on() -> None:
    case = drawn(
        """
        K1 | 2020-03-01 | school -> hub  | referral
        K2 | 2020-03-06 | hub -> subject | visit | follows=K1
        """,
        outcomes="K1 | hub | passed-on | 2020-03-05",
    )
    assert request_states(case)["K1", "hub"].said_as == "passed on, no receipt recorded"


def test_a_request_never_received_says_so_whatever_else_is_recorded() -> None:
    case = drawn("K1 | 2020-03-01 | school -> hub | referral | received=never")
    assert request_states(case)["K1", "hub"].said_as == "never received"


def test_each_receiver_has_its_own_state() -> None:
    case = drawn("K1 | 2020-03-01 | school -> hub;gp | referral", outcomes="K1 | gp | accepted | 2020-03-05")
    assert [state.group for state in request_states(case).values()] == ["not recorded", "taken on"]


# ---- handoffs and returns


def returns(text: str, **others: str) -> list[tuple[str, str]]:
    return [found for journey in journeys(drawn(text, **others)) for found in journey.returns]


def test_a_b_a_is_the_shortest_return() -> None:
    assert returns("""
        K1 | 2020-03-01 | school -> hub | referral
        K2 | 2020-03-02 | hub -> school | information-return | follows=K1
    """) == [("K2", "school")]


def test_a_second_letter_to_the_same_desk_is_no_return() -> None:
    assert not returns("""
        K1 | 2020-03-01 | school -> hub | referral
        K2 | 2020-03-02 | school -> hub | message | follows=K1
        K3 | 2020-03-03 | school -> gp  | message | follows=K1
    """)


def test_going_on_after_an_own_visit_is_no_return() -> None:
    assert not returns("""
        K1 | 2020-03-01 | school -> police  | referral
        K2 | 2020-03-02 | police -> subject | visit          | follows=K1
        K3 | 2020-03-03 | family -> police  | emergency-call | follows=K2
        K4 | 2020-03-04 | police -> hub     | referral       | follows=K3
    """)


def test_an_organisation_that_acts_again_after_another_did_is_a_return() -> None:
    assert returns("""
        K1 | 2020-03-01 | school -> hub   | referral
        K2 | 2020-03-02 | hub -> subject  | visit | follows=K1
        K3 | 2020-03-03 | school -> police | referral | follows=K2
    """) == [("K3", "school")]


def test_a_way_round_three_organisations_is_a_return() -> None:
    assert returns("""
        K1 | 2020-03-01 | school -> hub  | referral
        K2 | 2020-03-02 | hub -> gp      | referral | follows=K1
        K3 | 2020-03-03 | gp -> school   | referral | follows=K2
        K4 | 2020-03-04 | school -> camhs | referral | follows=K3
    """) == [("K3", "school")]


def test_people_are_neither_left_nor_come_back_to() -> None:
    assert not returns("""
        K1 | 2020-03-01 | family -> hub  | referral
        K2 | 2020-03-02 | hub -> family  | call | follows=K1
    """)


def test_nobody_in_particular_is_never_the_same_one_twice() -> None:
    assert not returns("""
        K1 | 2020-03-01 | unknown:police -> hub | referral
        K2 | 2020-03-02 | hub -> unknown:police | referral | follows=K1
    """)


def test_a_meeting_leaves_nobody() -> None:
    assert not returns("""
        K1 | 2020-03-01 | hub -> school;gp | meeting
        K2 | 2020-03-02 | school -> hub    | message | follows=K1
    """)


def test_a_handoff_needs_two_different_organisations_and_a_counted_contact() -> None:
    case = drawn("""
        K1 | 2020-03-01 | family -> hub     | referral
        K2 | 2020-03-02 | hub -> subject    | visit           | follows=K1
        K3 | 2020-03-03 | hub -> hub        | message         | follows=K1
        K4 | 2020-03-04/2020-05 | police -> hub | standing-access | follows=K1
        K5 | 2020-03-05 | hub -> unknown    | referral        | follows=K1
        K6 | 2020-03-06 | hub -> gp         | message         | follows=K1
    """)
    assert [step.contact for step in journeys(case)[0].steps if step.is_handoff] == ["K6"]


def test_runs_of_one_organisation_count_once_in_an_event_log() -> None:
    assert runs("AABBA") == ("A", "B", "A")
    assert returned_in("AABBA") == ("A",)
    assert returned_in("AAABB") == returned_in("") == ()


# ---- inferred links


TWO_STEPS = """
    K1 | 2020-03-01 | school -> hub | referral
    K2 | 2020-03-06 | hub -> gp     | referral
"""


def test_a_link_is_inferred_within_the_window_only() -> None:
    case = drawn(TWO_STEPS)
    assert inferred_links(case, 4) == {}
    assert inferred_links(case, 5) == {"K2": "K1"}


def test_the_latest_is_linked() -> None:
    assert inferred_links(drawn(TWO_STEPS + "K3 | 2020-03-04 | police -> hub | message"), 30) == {"K2": "K3"}


def test_two_that_could_be_the_latest_give_no_link() -> None:
    two = TWO_STEPS + "K3 | 2020-03-04 | police -> hub | message\n K4 | 2020-03-04 | camhs -> hub | message"
    assert inferred_links(drawn(two), 30) == {}
    uncertain = TWO_STEPS + "K3 | [2020-02-28..2020-03-04] | police -> hub | message"
    assert inferred_links(drawn(uncertain), 30) == {}


@pytest.mark.parametrize(
    "contacts",
    [
        "K1 | 2020-03-06 | school -> hub | referral\nK2 | 2020-03-06 | hub -> gp | referral",  # the same day
        "K1 | [2020-03-01..2020-03-06] | school -> hub | referral\nK2 | 2020-03-06 | hub -> gp | referral",
        "K1 |  | school -> hub | referral\nK2 | 2020-03-06 | hub -> gp | referral",  # undated
        "K1 | 2020-03-01 | school -> family | message\nK2 | 2020-03-06 | family -> gp | referral",  # a person
        "K1 | 2020-03-01 | school -> unknown | message\nK2 | 2020-03-06 | unknown -> gp | referral",
        "K1 | 2020-03-01 | school -> hub | referral | received=never\nK2 | 2020-03-06 | hub -> gp | referral",
        "K1 | 2020-03-01 | school -> hub | referral | received=2020-03-06\nK2 | 2020-03-06 | hub -> gp | referral",
        "K1 | 2020-03-01/.. | gp -> hub | standing-access\nK2 | 2020-03-06 | hub -> gp | referral",
        "K0 | 2020-01-01 | hub -> gp | call\nK1 | 2020-03-01 | school -> hub | referral\n"
        "K2 | 2020-03-06 | hub -> gp | referral | follows=K0",  # why it was made is recorded
    ],
)
def test_no_link_is_inferred(contacts: str) -> None:
    assert inferred_links(drawn(contacts), 30) == {}


def test_a_link_needs_the_same_subject() -> None:
    contacts = """
        K1 | 2020-03-01 | school -> hub | referral | about=sibling
        K2 | 2020-03-06 | hub -> gp     | referral | about=subject
    """
    assert inferred_links(drawn(contacts), 30) == {}
    assert inferred_links(drawn(contacts.replace("about=sibling", "about=sibling;subject")), 30) == {
        "K2": "K1"
    }


def test_times_of_one_day_order_an_inferred_link() -> None:
    case = drawn("""
        K1 | 2020-03-06 | school -> hub | referral | time=09:00
        K2 | 2020-03-06 | hub -> gp     | referral | time=11:00
    """)
    assert inferred_links(case, 0) == {"K2": "K1"}


def test_an_inferred_link_lengthens_the_journey_and_changes_no_state_and_no_stop() -> None:
    case = drawn(TWO_STEPS)
    states = request_states(case)
    (journey,) = journeys_of(case, states, inferred_links(case, 30))
    assert [(step.contact, step.is_inferred) for step in journey.steps] == [("K1", False), ("K2", True)]
    assert journey.stops == (("K1", "hub"), ("K2", "gp"))
    assert states["K1", "hub"].onward == ()


def test_inferred_links_never_close_a_loop() -> None:
    """Times that contradict a recorded follows are the only way to one."""
    case = drawn("""
        K1 | 2020-03-06 | school -> hub | message | time=12:00
        K2 | 2020-03-06 | hub -> gp     | message | time=10:00 follows=K1
        K3 | 2020-03-06 | gp -> school  | message | time=11:00
    """)
    links = inferred_links(case, 0)
    assert links == {"K3": "K2"}
    assert len(journeys_of(case, request_states(case), links)) == 1


def test_a_negative_window_is_refused() -> None:
    with pytest.raises(ValueError):
        inferred_links(drawn(TWO_STEPS), -1)


# ---- what Report gives the command


def test_journeys_from_a_contact_and_to_a_party() -> None:
    report = Report(
        drawn("""
        K1 | 2020-03-01 | school -> hub | referral
        K2 | 2020-03-05 | hub -> gp     | referral | follows=K1
        K3 | 2020-03-05 | police -> hub | referral
    """)
    )
    assert [journey.id for journey in report.journeys_where(party="GP")] == ["K1"]
    assert [journey.id for journey in report.journeys_where(party="hub")] == ["K1", "K3"]
    assert [journey.contacts for journey in report.journeys_where("k2")] == [("K2",)]
    assert journey_from(report.case, report.requests, "K2").contacts == ("K2",)
    with pytest.raises(UnknownNameError, match='Did you mean "hub"'):
        report.journeys_where(party="hubb")


def test_names_are_found_as_people_type_them() -> None:
    case = drawn(
        "C1 | 2020-03-01 | school -> hub | referral",
        parties="hub | safeguarding-hub | name='The Hub' aliases=MASH;Door",
    )
    assert {party_called(case, text) for text in ("hub", "the hub", "MASH", "door")} == {"hub"}
    assert (contact_called(case, "c1"), end_called(case, "c1"), end_called(case, "mash")) == (
        "C1",
        "C1",
        "hub",
    )
    assert sector_called(case, "MASH") == "safeguarding-hub"
    for call, text in (
        (party_called, "nobody"),
        (contact_called, "C9"),
        (end_called, "x"),
        (sector_called, "y"),
    ):
        with pytest.raises(UnknownNameError):
            call(case, text)


# ---- ways


def ways(text: str, start: str, end: str, most: int = 10) -> list[Way]:
    return list(ways_between(drawn(text), start, end, most).ways)


CHAIN = """
    K1 | 2020-03-01 | subject -> helpline | self-contact
    K2 | 2020-03-02 | helpline -> police  | referral
    K3 | 2020-03-03 | police -> hub       | referral
    K4 | 2020-03-01 | police -> gp        | referral
"""


def test_a_way_goes_from_contact_to_contact_forward_in_time() -> None:
    assert ways(CHAIN, "subject", "hub") == [Way(("K1", "K2", "K3"), ("after", "after"))]
    assert ways(CHAIN, "subject", "gp") == []
    assert ways(CHAIN, "K2", "K3") == [Way(("K2", "K3"), ("after",))]
    assert ways(CHAIN, "hub", "subject") == []


def test_people_do_not_relay() -> None:
    relay = """
        K1 | 2020-03-01 | school -> family | message
        K2 | 2020-03-02 | family -> hub    | message
    """
    assert ways(relay, "school", "hub") == []
    assert ways(relay.replace("hub    | message", "hub | message | follows=K1"), "school", "hub") == [
        Way(("K1", "K2"), ("follows",))
    ]


def test_a_visit_carries_nothing_on_unless_something_follows_it() -> None:
    visit = """
        K1 | 2020-03-01 | police -> hub    | visit
        K2 | 2020-03-02 | hub -> gp        | message
    """
    assert ways(visit, "police", "gp") == []


def test_the_same_day_is_possible_and_not_certain() -> None:
    same = """
        K1 | 2020-03-01 | school -> hub | referral
        K2 | 2020-03-01 | hub -> gp     | referral
    """
    (way,) = ways(same, "school", "gp")
    assert way.links == ("possibly after",)
    assert not way.is_certain


def test_days_along_a_way_never_go_back_even_where_each_link_could() -> None:
    assert ways("""
        K1 | 2020-03-05                 | school -> hub | referral
        K2 | [2020-03-01..2020-03-09]   | hub -> gp     | referral
        K3 | 2020-03-04                 | gp -> camhs   | referral
    """, "school", "camhs") == []  # fmt: skip


def test_what_was_received_late_goes_on_late_and_what_never_was_does_not() -> None:
    late = """
        K1 | 2020-03-01 | school -> hub | referral | received=2020-03-04
        K2 | 2020-03-03 | hub -> gp     | referral
    """
    assert ways(late, "school", "gp") == []
    assert len(ways(late.replace("03-04", "03-02"), "school", "gp")) == 1
    assert ways(late.replace("2020-03-04", "never"), "school", "hub") == []


def test_a_stretch_takes_on_what_came_while_it_lasted() -> None:
    stretch = """
        K1 | 2020-03-05            | school -> hub | referral
        K2 | 2020-03-01/2020-03-20 | hub -> gp     | standing-access
    """
    assert ways(stretch, "school", "gp") == [Way(("K1", "K2"), ("after",))]


def test_recorded_ways_come_first_and_more_are_said_to_be_there() -> None:
    case = drawn("""
        K1 | 2020-03-01 | school -> hub | referral
        K2 | 2020-03-02 | hub -> gp     | message
        K3 | 2020-03-03 | hub -> gp     | message | follows=K1
    """)
    found = ways_between(case, "school", "gp", 1)
    assert found.ways == (Way(("K1", "K3"), ("follows",)),)
    assert not found.is_complete
    assert ways_between(case, "school", "gp").is_complete


def test_a_way_back_to_where_it_began_is_a_way() -> None:
    assert ways("""
        K1 | 2020-03-01 | school -> hub | referral
        K2 | 2020-03-02 | hub -> school | message
    """, "school", "school") == [Way(("K1", "K2"), ("after",))]  # fmt: skip


# ---- properties


@st.composite
def linked_cases(draw: st.DrawFn) -> str:
    """Up to four contacts in March 2020 with windows of days, some following earlier ones."""
    lines = []
    for number in range(draw(st.integers(2, 4))):
        first = draw(st.integers(1, 6))
        last = draw(st.integers(first, 8))
        follows = ";".join(f"K{earlier}" for earlier in range(number) if draw(st.booleans()))
        when = f"[2020-03-{first:02}..2020-03-{last:02}]"
        lines.append(
            f"K{number} | {when} | school -> hub | message" + (f" | follows={follows}" if follows else "")
        )
    return "\n".join(lines)


@given(linked_cases())
def test_wait_ranges_are_those_of_all_choices_of_days(text: str) -> None:
    try:
        case = drawn(text)
    except CaseError:  # days that no choice fits: refused, and tested elsewhere
        return
    ids = sorted(case.contacts)
    first = date(2020, 3, 1).toordinal() - 1
    windows = []
    for contact in ids:
        edtf = case.contacts[contact].date
        windows.append(range(edtf.first_day - first, edtf.last_day - first + 1))
    links = [(ids.index(c), ids.index(e)) for c in ids for e in case.contacts[c].follows]
    waits: dict[tuple[int, int], list[int]] = {}
    for days in product(*windows):
        if all(days[later] >= days[earlier] for later, earlier in links):
            for later, earlier in links:
                waits.setdefault((later, earlier), []).append(days[later] - days[earlier])
    for (later, earlier), found in waits.items():
        assert wait_days(case, ids[earlier], ids[later]) == (min(found), max(found))


@given(linked_cases(), st.randoms(use_true_random=False))
def test_row_order_never_changes_a_journey(text: str, shuffle: random.Random) -> None:
    try:
        case = drawn(text)
    except CaseError:
        return
    raw = raw_case(text)
    shuffle.shuffle(raw.tables["contacts"].rows)
    shuffle.shuffle(raw.tables["parties"].rows)
    assert journeys(case_of(raw)) == journeys(case)
