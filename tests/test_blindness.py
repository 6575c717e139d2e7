"""What a decider had no recorded route to: the worked example of design section 7, and agreement with the reach."""

from __future__ import annotations

import random

import pytest
from drawing import drawn
from hypothesis import given, settings
from hypothesis import strategies as st

import explorer
from explorer.blindness import BLIND, POSSIBLE, Sight, asked_of, record_of, sights_of
from explorer.case import Case
from explorer.deciding import DecisionPoint, decision_points
from explorer.errors import CaseError
from explorer.findings import findings_of
from explorer.reach import Network, Standing
from explorer.report import Report

WORKED = """
    K1 | 2020-03-01 | subject -> helpline | self-contact
    K2 | 2020-03-02 | helpline -> police  | referral | shares=K1
    K3 | 2020-03-03 | police -> hub       | referral
    K4 | 2020-03-04 | school -> prevent   | referral
    K5 | 2020-03-08 | hub -> school       | notification
"""
CLOSED = "K4 | prevent | closed | 2020-03-09"


def decisions_of(case: Case) -> list[DecisionPoint]:
    return [point for point in decision_points(case) if case.parties[point.party].is_organisation]


def sight(contacts: str, outcomes: str = "", at: int = 0) -> Sight:
    case = drawn(contacts, outcomes=outcomes)
    return sights_of(case, decisions_of(case))[at]


def test_no_decision_gives_no_sight() -> None:
    assert sights_of(drawn(WORKED), []) == []


def test_the_worked_example_has_four_blind_spots() -> None:
    assert sight(WORKED, CLOSED) == Sight(["K1", "K2", "K3", "K5"], [], [])


def test_an_uncertain_day_leaves_them_possible_only() -> None:
    uncertain = WORKED.replace("2020-03-08 |", "[2020-03-03..2020-03-08] |")
    found = sight(uncertain, CLOSED)
    assert (found.blind, sorted(found.possible)) == ([], ["K1", "K2", "K3", "K5"])


def test_an_undated_decision_keeps_possible_ones_apart() -> None:
    found = sight(WORKED, "K4 | prevent | closed")
    assert (found.blind, found.possible) == (["K1", "K2", "K3"], ["K5"])


def test_standing_access_is_told_apart() -> None:
    found = sight(WORKED + "K6 | 2020-03-01/2020-04 | police -> prevent | standing-access", CLOSED)
    assert found == Sight(["K5"], [], ["K1", "K2", "K3"])


def test_the_request_and_what_it_follows_are_no_blind_spots() -> None:
    linked = WORKED.replace(
        "2020-03-04 | school -> prevent   | referral",
        "2020-03-04 | school -> prevent | referral | follows=K0",
    )
    found = sight(linked + "K0 | 2020-03-03 | gp -> school | message", CLOSED)
    assert "K0" not in found.blind + found.possible
    assert "K4" not in found.blind + found.possible


def test_what_came_after_the_decision_is_none() -> None:
    found = sight(WORKED + "K7 | 2020-03-10 | gp -> hub | message", CLOSED)
    assert "K7" not in found.blind + found.possible


def test_what_is_about_another_subject_is_none() -> None:
    contacts = "\n".join(
        line + (" about=subject" if "|" in line.split("|", 3)[3] else " | about=subject")
        for line in WORKED.strip().splitlines()
    )
    contacts += "\nK7 | 2020-03-01 | gp -> hub | message | about=sibling"
    found = sight(contacts, CLOSED)
    assert found.blind == ["K1", "K2", "K3", "K5"]


def test_the_finding_says_each_apart_and_names_the_deciders_returns() -> None:
    case = drawn(
        WORKED + "K6 | 2020-03-01/2020-04 | police -> prevent | standing-access",
        outcomes=CLOSED,
        sources="S1 | prevent | 2020 | records",
    )
    (finding,) = findings_of(Report(case), ["blind-spots"])
    (statement,) = finding.statements
    assert statement.sentence == (
        "When prevent decided on K4, a referral from school, 4 March 2020 (closed on 9 March 2020), 1 contact about "
        "the subject, K5, was on record elsewhere with no recorded route to it; it had access to records of K1, K2 and "
        "K3, and nothing shows that they were opened; the return of prevent (S1) covers the days of the decision."
    )
    assert statement.cite == "blind-spots K4"


def slow_sights(case: Case, decisions: list[DecisionPoint]) -> list[Sight]:
    """The same, by asking the reach of every contact about every decision."""
    network = Network(record_of(case), [asked_of(case, decision) for decision in decisions])
    sights = [Sight() for _ in decisions]
    for number, contact in enumerate(case.contacts.values()):
        reach = network.reach(number)
        for at, decision in enumerate(decisions):
            if not contact.is_counted or not set(decision.contact.about) & set(contact.about):
                continue
            said = reach.blind_spot(at)
            kept = {BLIND: sights[at].blind, POSSIBLE: sights[at].possible}.get(said)
            if kept is not None:
                kept.append(contact.id)
            elif reach.at(at).standing is Standing.HAD_ACCESS:
                sights[at].access.append(contact.id)
    return sights


PARTIES = ["school", "hub", "gp", "police", "family", "prevent"]
KINDS = [
    "referral",
    "message",
    "call",
    "meeting",
    "standing-access",
    "closure",
    "visit",
    "consultation",
    "referral",
]


def a_drawing(dice: random.Random) -> tuple[str, str]:
    """Three to nine contacts of March 2020 with everything that orders or carries, and some outcomes."""
    contacts, outcomes = [], []
    for number in range(dice.randint(3, 9)):
        first = dice.randint(1, 9)
        last = min(12, first + dice.choice([0, 2, 5]))
        day, other = f"2020-03-{first:02}", f"2020-03-{last:02}"
        date = dice.choice([day, day, day, f"[{day}..{other}]", f"{day}/{other}", ""])
        (sender, receiver), kind = dice.sample(PARTIES, 2), dice.choice(KINDS)
        more = [f"follows=K{earlier}" for earlier in range(number) if dice.random() < 0.1][:1]
        more += (
            [f"shares={dice.choice(['none', f'K{dice.randrange(number)}'])}"]
            if number and dice.random() < 0.2
            else []
        )
        more += [f"time=1{dice.randint(0, 9)}:00"] if "/" not in date and dice.random() < 0.15 else []
        more += [f"received={dice.choice(['never', '2020-03-12'])}"] if dice.random() < 0.1 else []
        tail = " | " + " ".join(more) if more else ""
        contacts.append(f"K{number} | {date} | {sender} -> {receiver} | {kind}{tail}")
        if kind == "referral" and dice.random() < 0.7:
            outcomes.append(
                f"K{number} | {receiver} | closed | {dice.choice(['', '2020-03-10', '2020-03-12'])}"
            )
    return "\n".join(contacts), "\n".join(outcomes)


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_quick_look_agrees_with_asking_about_everything(dice: random.Random) -> None:
    contacts, outcomes = a_drawing(dice)
    try:
        case = drawn(contacts, outcomes=outcomes)
    except CaseError:
        return
    decisions = decisions_of(case)
    assert sights_of(case, decisions) == slow_sights(case, decisions)


@pytest.fixture(scope="module")
def real() -> dict[str, object]:
    (finding,) = findings_of(Report(explorer.read_case("data/southport")), ["blind-spots"])
    return {statement.cite: statement for statement in finding.statements}


@pytest.mark.parametrize("contact", ["C06", "C23", "C24"])
def test_real_the_helpline_call_was_on_record_elsewhere_at_each_prevent_closing(real, contact: str) -> None:
    said = real[f"blind-spots {contact}"]
    assert (
        "1 contact about the subject, C01, was on record elsewhere with no recorded route to it"
        in said.sentence
    )
    assert "(closed, date not recorded)" in said.sentence
    assert "the decision is taken as made between the request and " in said.sentence
    assert dict(said.values)["possible_blind_spots"] > 0


def test_real_what_prevent_had_access_to_is_said_without_saying_that_it_was_opened(real) -> None:
    said = real["blind-spots C24"].sentence
    assert (
        "it had access to records of C02, C03, C17 and C18, and nothing shows that they were opened" in said
    )
