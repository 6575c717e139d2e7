"""Who held the case on which days, each on a case with the answer in view; days are of March 2020."""

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
from explorer.dates import Bounds
from explorer.holding import HOLDS, IN_HAND, Holding, days_held, holdings_of
from explorer.holding_days import HoldingDays, days_in, holding_days
from explorer.openings import End
from explorer.report import Report

ZERO = date(2020, 3, 1).toordinal() - 1
MARCH = '[scope]\nfrom = "2020-03-01"\nto = "2020-03-31"'
WHOLE = (1, 31)


def of_march(days: tuple[int, int] | None) -> tuple[int, int] | None:
    return None if days is None else (days[0] - ZERO, days[1] - ZERO)


def told(case: Case, what: str = HOLDS) -> list[tuple[str, str, object, object]]:
    return [
        (h.party, h.contact, of_march(h.certain), of_march(h.possible))
        for h in holdings_of(case)
        if h.what == what
    ]


def held(contacts: str, outcomes: str = "", what: str = HOLDS) -> list[tuple[str, str, object, object]]:
    return told(drawn(contacts, outcomes=outcomes, settings=MARCH), what)


def the_days(case: Case, *sectors: str, subject: str = "subject") -> HoldingDays:
    return holding_days(case, holdings_of(case), subject, sectors)


REFERRAL = "K1 | 2020-03-02 | school -> hub | referral"


def test_a_case_without_contacts_or_days_has_no_holding() -> None:
    assert holdings_of(drawn()) == ()
    assert the_days(drawn("K1 |  | school -> hub | referral")).nobody == ()


def test_a_request_is_in_hand_from_receipt_to_its_first_deciding_outcome() -> None:
    assert held(REFERRAL, "K1 | hub | closed | 2020-03-09", IN_HAND) == [("hub", "K1", (2, 9), (2, 9))]
    steps = (
        "K1 | hub | received | 2020-03-03\nK1 | hub | accepted | 2020-03-05\nK1 | hub | closed | 2020-03-09"
    )
    assert held(REFERRAL, steps, IN_HAND) == [("hub", "K1", (2, 5), (2, 5))]
    assert held(REFERRAL + " | received=2020-03-04", "K1 | hub | closed | 2020-03-09", IN_HAND) == [
        ("hub", "K1", (4, 9), (4, 9))
    ]


def test_a_request_without_outcome_is_in_hand_for_certain_on_its_first_day_and_possibly_after() -> None:
    assert held(REFERRAL, what=IN_HAND) == [("hub", "K1", (2, 2), (2, 31))]


def test_what_was_never_received_and_what_got_no_response_is_not_in_hand() -> None:
    assert held(REFERRAL + " | received=never", what=IN_HAND) == []
    assert held(REFERRAL, "K1 | hub | no-response | 2020-03-09", IN_HAND) == []


def test_people_have_nothing_in_hand_and_nobody_in_particular_has() -> None:
    assert held("K1 | 2020-03-02 | school -> family | information-request", what=IN_HAND) == []
    assert held("K1 | 2020-03-02 | school -> unknown:police | referral", what=IN_HAND) == [
        ("unknown:police", "K1", (2, 2), (2, 31))
    ]


def test_accepted_opens_and_closed_ends_and_both_days_are_held() -> None:
    steps = "K1 | hub | accepted | 2020-03-05\nK1 | hub | closed | 2020-03-09"
    assert held(REFERRAL, steps) == [("hub", "K1", (5, 9), (5, 9))]
    assert held(REFERRAL, steps.replace("accepted", "joint")) == [("hub", "K1", (5, 9), (5, 9))]


def test_a_holding_with_no_recorded_end_is_certain_on_its_first_day_only() -> None:
    case = drawn(REFERRAL, outcomes="K1 | hub | accepted | 2020-03-05", settings=MARCH)
    assert told(case) == [("hub", "K1", (5, 5), (5, 31))]
    (holding,) = (holding for holding in holdings_of(case) if holding.what == HOLDS)
    assert holding.has_start and not holding.has_end


def test_a_holding_with_no_recorded_start_is_certain_on_its_last_day_only() -> None:
    case = drawn("K1 | 2020-03-20 | school -> subject | exclusion", settings=MARCH)
    assert told(case) == [("school", "K1", (20, 20), (1, 20))]
    (holding,) = holdings_of(case)
    assert not holding.has_start and holding.has_end


def test_an_ending_outcome_without_an_opening_makes_no_holding() -> None:
    assert held(REFERRAL, "K1 | hub | closed | 2020-03-09") == []


def test_taken_on_again_after_closing_is_a_second_holding() -> None:
    steps = """
        K1 | hub | accepted | 2020-03-03
        K1 | hub | closed   | 2020-03-05
        K1 | hub | accepted | 2020-03-10
        K1 | hub | closed   | 2020-03-12
    """
    assert held(REFERRAL, steps) == [("hub", "K1", (3, 5), (3, 5)), ("hub", "K1", (10, 12), (10, 12))]


def test_joint_after_accepted_is_the_same_holding() -> None:
    steps = "K1 | hub | accepted | 2020-03-03\nK1 | hub | joint | 2020-03-05\nK1 | hub | closed | 2020-03-09"
    assert held(REFERRAL, steps) == [("hub", "K1", (3, 9), (3, 9))]


def test_uncertain_bounds_give_certain_and_possible_days() -> None:
    steps = "K1 | hub | accepted | [2020-03-03..2020-03-06]\nK1 | hub | closed | [2020-03-10..2020-03-14]"
    assert held(REFERRAL, steps) == [("hub", "K1", (6, 10), (3, 14))]


def test_bounds_that_overlap_leave_no_certain_day() -> None:
    steps = "K1 | hub | accepted | [2020-03-03..2020-03-09]\nK1 | hub | closed | [2020-03-05..2020-03-14]"
    assert held(REFERRAL, steps) == [("hub", "K1", None, (3, 14))]


def test_undated_steps_lie_between_request_and_scope_end() -> None:
    steps = "K1 | hub | accepted\nK1 | hub | closed | 2020-03-09"
    assert held(REFERRAL, steps) == [("hub", "K1", (9, 9), (2, 9))]
    assert held(REFERRAL, "K1 | hub | accepted") == [("hub", "K1", None, (2, 31))]


def test_an_enrolment_holds_for_its_stretch() -> None:
    assert held("K1 | 2020-03-05/2020-03-20 | school -> subject | enrolment") == [
        ("school", "K1", (5, 20), (5, 20))
    ]
    assert held("K1 | 2020-03/2020-03-20 | school -> subject | enrolment") == [
        ("school", "K1", (20, 20), (1, 20))
    ]
    assert held("K1 | 2020-03-05/.. | school -> subject | enrolment") == [("school", "K1", (5, 5), (5, 31))]


def test_a_closing_kind_of_the_same_organisation_ends_it() -> None:
    enrolled = "K1 | 2020-03-05 | school -> subject | enrolment\n"
    assert held(enrolled + "K2 | 2020-03-15 | school -> subject | off-roll") == [
        ("school", "K1", (5, 15), (5, 15))
    ]
    other = held(enrolled + "K2 | 2020-03-15 | school-2 -> subject | off-roll")
    assert other == [("school-2", "K2", (15, 15), (1, 15)), ("school", "K1", (5, 5), (5, 31))]


def test_a_closing_before_the_opening_ends_nothing_of_it() -> None:
    contacts = (
        "K1 | 2020-03-05 | school -> subject | exclusion\nK2 | 2020-03-10 | school -> subject | enrolment"
    )
    assert held(contacts) == [("school", "K1", (5, 5), (1, 5)), ("school", "K2", (10, 10), (10, 31))]


def test_a_closing_that_may_be_before_the_opening_may_leave_it_open() -> None:
    contacts = """
        K1 | [2020-03-05..2020-03-10] | school -> subject | enrolment
        K2 | 2020-03-07               | school -> subject | off-roll
    """
    assert held(contacts) == [("school", "K1", None, (5, 31))]


def test_a_closing_that_follows_the_opening_ends_it_whatever_the_days() -> None:
    contacts = (
        "K1 | [2020-03-05..2020-03-10] | school -> subject | enrolment\n"
        "K2 | [2020-03-07..2020-03-12] | school -> subject | off-roll | follows=K1"
    )
    assert held(contacts) == [("school", "K1", None, (5, 12))]


def test_a_transfer_moves_the_holding_and_leaves_no_day_between() -> None:
    case = drawn(
        """
        K1 | 2020-03-02 | school -> hub       | referral
        K2 | [2020-03-08..2020-03-12] | hub -> social-care | transfer
        K3 | 2020-03-20 | social-care ->      | closure
        """,
        outcomes="K1 | hub | accepted | 2020-03-03",
        settings=MARCH,
    )
    assert told(case) == [("hub", "K1", (3, 8), (3, 12)), ("social-care", "K2", (12, 20), (8, 20))]
    days = the_days(case)
    assert [of_march(stretch) for stretch in days.possibly_nobody] == [(1, 2), (21, 31)]


def test_an_order_opens_to_the_organisation_that_received_it_and_not_to_a_person() -> None:
    assert held("K1 | 2020-03-02 | court -> probation | order") == [("probation", "K1", (2, 2), (2, 31))]
    assert held("K1 | 2020-03-02 | court -> subject | order") == []


def test_holdings_are_per_subject() -> None:
    case = drawn(
        """
        K1 | 2020-03-02 | school -> subject;sibling | enrolment | about=subject;sibling
        K2 | 2020-03-09 | school -> sibling         | off-roll  | about=sibling
        """,
        settings=MARCH,
    )
    days = {holding.subject: of_march(holding.possible) for holding in holdings_of(case)}
    assert days == {"subject": (2, 31), "sibling": (2, 9)}


def test_nothing_runs_past_the_scope() -> None:
    case = drawn("K1 | 2020-02-01/2020-05-31 | school -> subject | enrolment", settings=MARCH)
    assert told(case) == [("school", "K1", WHOLE, WHOLE)]
    outside = drawn("K1 | 2021-02-01/2021-05-31 | school -> subject | enrolment", settings=MARCH)
    assert told(outside) == [("school", "K1", None, None)]


def test_days_with_nobody_count_the_chosen_sectors_only() -> None:
    contacts = """
        K1 | 2020-03-05/2020-03-20 | school -> subject | enrolment
        K2 | 2020-03-02 | school -> hub | referral
    """
    case = drawn(
        contacts, outcomes="K2 | hub | accepted | 2020-03-10\nK2 | hub | closed | 2020-03-12", settings=MARCH
    )
    assert [of_march(s) for s in the_days(case).nobody] == [(1, 9), (13, 31)]
    assert [of_march(s) for s in the_days(case, "education").nobody] == [(1, 4), (21, 31)]
    both = the_days(case, "education", "safeguarding-hub")
    assert [of_march(s) for s in both.several] == [(10, 12)]
    assert [of_march(s) for s in the_days(case).in_hand] == [(2, 10)]


def test_two_holdings_of_one_organisation_are_not_several() -> None:
    contacts = "K1 | 2020-03-02 | school -> hub | referral\nK2 | 2020-03-03 | gp -> hub | referral"
    steps = "K1 | hub | accepted | 2020-03-05\nK2 | hub | accepted | 2020-03-05"
    case = drawn(contacts, outcomes=steps, settings=MARCH)
    assert the_days(case).several == the_days(case).possibly_several == ()
    assert days_in(the_days(case).nobody) == 4
    assert days_in(the_days(case).possibly_nobody) == 30


def test_sectors_are_found_as_people_type_them() -> None:
    report = Report(drawn(REFERRAL, settings=MARCH))
    assert report.holding_days_for(["MASH"])[0].sectors == ("safeguarding-hub",)
    assert report.holding_days["subject"].sectors == report.case.holding_sectors


@st.composite
def starts_and_ends(draw: st.DrawFn) -> tuple[tuple[int, int], list[End]]:
    first = draw(st.integers(1, 6))
    start = (first, first + draw(st.integers(0, 3)))
    ends = []
    for _ in range(draw(st.integers(0, 3))):
        earliest = draw(st.integers(1, 10))
        latest = max(first, earliest + draw(st.integers(0, 4)))
        ends.append(End(Bounds(earliest, latest, earliest, latest), "x", "recorded", draw(st.booleans())))
    return start, ends


@given(starts_and_ends())
def test_the_days_held_are_those_of_all_choices_of_days(
    drawn_days: tuple[tuple[int, int], list[End]],
) -> None:
    start, ends = drawn_days
    certain: set[int] | None = None
    possible: set[int] = set()
    for day in range(start[0], start[1] + 1):
        windows = [range(end.bounds.first_day, end.bounds.last_day + 1) for end in ends]
        for days in product(*windows):
            if any(end.is_after and on < day for end, on in zip(ends, days, strict=True)):
                continue
            later = [on for on in days if on >= day]
            sure = set(range(day, min(later) + 1)) if later else {day}
            maybe = sure if later else set(range(day, 16))
            certain = sure if certain is None else certain & sure
            possible |= maybe
    found = days_held(start, ends, 15)
    assert [set() if days is None else set(range(days[0], days[1] + 1)) for days in found] == [
        certain,
        possible,
    ]


def window(first: int, length: int) -> str:
    return f"[2020-03-{first:02}..2020-03-{first + length:02}]"


@given(
    st.integers(1, 5),
    st.integers(0, 3),
    st.integers(5, 9),
    st.integers(0, 3),
    st.integers(7, 12),
    st.integers(0, 3),
)
def test_a_request_taken_on_and_closed_is_held_as_all_choices_of_days_say(
    asked: int, a: int, taken_on: int, b: int, closed: int, c: int
) -> None:
    case = drawn(
        f"K1 | {window(asked, a)} | school -> hub | referral",
        outcomes=f"K1 | hub | accepted | {window(taken_on, b)}\nK1 | hub | closed | {window(closed, c)}",
        settings=MARCH,
    )
    certain, possible = set(range(32)), set()
    windows = (range(asked, asked + a + 1), range(taken_on, taken_on + b + 1), range(closed, closed + c + 1))
    for request, start, end in product(*windows):
        if request <= start <= end:
            certain &= set(range(start, end + 1))
            possible |= set(range(start, end + 1))
    if not possible:
        return  # accepted after it was closed, whatever the days: the record contradicts itself
    ((_, _, sure, maybe),) = told(case)
    assert set(range(sure[0], sure[1] + 1) if sure else ()) == certain
    assert set(range(maybe[0], maybe[1] + 1)) == possible


@given(st.randoms(use_true_random=False))
def test_row_order_never_changes_a_holding(shuffle: random.Random) -> None:
    contacts = """
        K1 | 2020-03-02 | school -> hub     | referral
        K2 | 2020-03-05 | school -> subject | enrolment
        K3 | 2020-03    | school -> subject | off-roll
        K4 | 2020-03-09 | hub -> gp         | transfer | follows=K1
    """
    outcomes = "K1 | hub | accepted | 2020-03-03\nK1 | hub | closed\nK4 | gp | accepted | 2020-03-12"
    raw = raw_case(contacts, outcomes, settings=MARCH)
    expected: tuple[Holding, ...] = holdings_of(case_of(raw))
    for table in raw.tables.values():
        shuffle.shuffle(table.rows)
    assert holdings_of(case_of(raw)) == expected


@pytest.mark.parametrize("sector", ["social-care", "police"])
def test_the_real_case_has_no_day_on_which_a_chosen_sector_certainly_held_it(
    real_report: Report, sector: str
) -> None:
    (days,) = real_report.holding_days_for([sector])
    assert days_in(days.possibly_nobody) == 1766


@pytest.fixture(scope="module")
def real_report() -> Report:
    from explorer import read_case

    return Report(read_case("data/southport"))
