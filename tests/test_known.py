"""Who could have known, over a case: the worked example of the design, teams, decisions, the real case, the command."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from drawing import case_of, drawn, raw_case
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer import read_case
from explorer.case import Case
from explorer.cli import main
from explorer.errors import UnknownNameError
from explorer.known import decisions_known, known, known_of, teams_of
from explorer.reach import Standing

REAL = Path(__file__).parent.parent / "data" / "southport"
EXAMPLE = """
    K1 | {k1}         | subject -> helpline | self-contact
    K2 | 2020-03-02   | helpline -> police  | referral     | shares=K1
    K3 | 2020-03-03   | police -> hub       | referral     {k3}
    K4 | 2020-03-04   | school -> prevent   | referral
    K5 | {k5}         | hub -> school       | notification
"""
CLOSED = "K4 | prevent | closed | 2020-03-09"
END = date(2020, 3, 9).toordinal()


def example(k1: str = "2020-03-01", k3: str = "", k5: str = "2020-03-08") -> Case:
    return drawn(EXAMPLE.format(k1=k1, k3=k3, k5=k5), outcomes=CLOSED)


def standings(case: Case, party: str, day: int = END) -> dict[str, str]:
    return {answer.contact: answer.standing.value for answer in known(case, party, day)}


def test_the_worked_example_of_the_design() -> None:
    case = example()
    took, told, could, none = (
        "took part",
        "was told",
        "could have been told",
        "no recorded route",
    )
    assert standings(case, "police") == {"K1": told, "K2": took, "K3": took, "K4": none, "K5": none}
    assert standings(case, "hub") == {"K1": could, "K2": could, "K3": took, "K4": none, "K5": took}
    assert standings(case, "school") == {"K1": could, "K2": could, "K3": could, "K4": took, "K5": took}
    assert standings(case, "prevent") == {"K1": none, "K2": none, "K3": none, "K4": took, "K5": none}


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False))
def test_row_order_never_changes_who_could_have_known(shuffle: random.Random) -> None:
    contacts = EXAMPLE.format(k1="2020-03", k3="| shares=K2", k5="[2020-03-03..2020-03-08]")
    contacts += "K6 | 2020-03-02 | police -> school; prevent | meeting\nK7 | | hub -> gp | call | follows=K3"
    raw = raw_case(contacts, CLOSED)
    straight = case_of(raw)
    for table in raw.tables.values():
        shuffle.shuffle(table.rows)
    mixed = case_of(raw)
    for party in ("police", "hub", "school", "prevent", "gp"):
        for day in (END - 5, END, END + 30):
            assert known(mixed, party, day) == known(straight, party, day)
    for contact in straight.contacts:
        assert known_of(mixed, contact) == known_of(straight, contact)
    assert decisions_known(mixed) == decisions_known(straight)


def test_the_worked_example_at_the_decision_has_four_blind_spots() -> None:
    (decision,) = decisions_known(example())
    assert decision.decision.contact.id == "K4"
    assert decision.blind == ("K1", "K2", "K3", "K5")
    assert decision.possible_blind == ()
    assert (decision.certain, decision.possible) == (5, 5)
    assert decision.count(Standing.TOOK_PART) == 1
    assert decision.count(Standing.NO_RECORDED_ROUTE) == 4


def test_with_a_vague_fifth_contact_prevent_might_have_known() -> None:
    found = standings(example(k5="[2020-03-03..2020-03-08]"), "prevent")
    assert found == {"K4": "took part", **dict.fromkeys(("K1", "K2", "K3", "K5"), "might have known")}


def test_what_the_third_contact_lists_was_told_and_what_that_lists_too() -> None:
    found = standings(example(k3="| shares=K2"), "hub")
    assert (found["K1"], found["K2"]) == ("was told", "was told")


def test_the_chain_names_contact_party_and_day() -> None:
    answer = next(item for item in known(example(), "hub", END) if item.contact == "K1")
    assert [(link.contact, link.party) for link in answer.chain] == [("K2", "police"), ("K3", "hub")]
    assert answer.chain[-1].day == date(2020, 3, 3).toordinal()


def test_a_chain_that_rests_on_a_doubtful_date_says_so() -> None:
    case = drawn("K1 | 2020-03-02? | police -> school | call\nK2 | 2020-03-05 | school -> hub | call")
    (first, second) = known(case, "hub", END)
    assert first.standing is Standing.COULD_HAVE_BEEN_TOLD
    assert first.is_doubtful
    assert not second.is_doubtful


def test_contacts_after_the_day_and_events_are_not_asked_about() -> None:
    case = drawn("K1 | 2020-03-01 | police -> hub | call\nK2 | 2020-03-20 | police -> hub | call\n"
                 "K3 | 2020-03-01 | subject -> | incident")  # fmt: skip
    assert set(standings(case, "hub")) == {"K1"}


def test_turned_round_each_organisation_has_the_day_from_which_it_could_have_known() -> None:
    found = {(item.party, item.standing.value): item.day for item in known_of(example(), "K2")}
    assert found["police", "took part"] == date(2020, 3, 2).toordinal()
    assert found["hub", "could have been told"] == date(2020, 3, 3).toordinal()
    assert found["school", "could have been told"] == date(2020, 3, 8).toordinal()
    assert not [party for party, _ in found if party == "prevent"]


def test_turned_round_a_better_standing_later_is_told_too() -> None:
    case = drawn(
        "K1 | 2020-03-01 | police -> hub | call\nK2 | [2020-03-01..2020-03-05] | hub -> school | call"
    )
    found = [(item.standing.value, item.day) for item in known_of(case, "K1") if item.party == "school"]
    assert found == [
        ("might have known", date(2020, 3, 1).toordinal()),
    ]
    later = drawn(
        "K1 | 2020-03-01 | police -> hub | call\nK2 | [2020-03-02..2020-03-05] | hub -> school | call"
    )
    found = [(item.standing.value, item.day) for item in known_of(later, "K1") if item.party == "school"]
    assert found == [
        ("might have known", date(2020, 3, 2).toordinal()),
        ("could have been told", date(2020, 3, 5).toordinal()),
    ]


TEAM = 'team | police | parent=police name="The team"'


def test_a_parent_and_its_team_are_different_knowers_unless_joined() -> None:
    case = drawn("K1 | 2020-03-01 | school -> team | call", parties=TEAM)
    assert teams_of(case)["team"] == "police"
    assert standings(case, "police") == {"K1": "no recorded route"}
    joined = known(case, "police", END, with_teams=True)
    assert [item.standing for item in joined] == [Standing.TOOK_PART]
    assert known(case, "team", END, with_teams=True)[0].standing is Standing.TOOK_PART


def test_people_and_nobody_have_no_standing() -> None:
    case = drawn("K1 | 2020-03-01 | unknown:police -> school | call")
    for party in ("subject", "unknown:police"):
        with pytest.raises(UnknownNameError, match="no organisation in particular"):
            known(case, party, END)


def test_two_subjects_keep_their_decisions_apart() -> None:
    case = drawn(
        "K1 | 2020-03-01 | police -> hub   | call     | about=sibling\n"
        "K2 | 2020-03-02 | school -> camhs | referral | about=subject",
        outcomes="K2 | camhs | closed | 2020-03-05",
    )
    (decision,) = decisions_known(case)
    assert [contact for contact, _ in decision.standings] == ["K2"]
    assert decision.blind == ()


def test_the_real_case_at_the_closing_of_the_third_referral() -> None:
    case = read_case(REAL)
    third = next(item for item in decisions_known(case) if item.decision.contact.id == "C24")
    assert not third.decision.is_dated
    assert third.blind == ("C01",)  # the helpline call: no recorded route to Prevent
    assert third.count(Standing.HAD_ACCESS) == 4
    assert third.possible > third.certain  # undated: the possible is kept apart


def run(*arguments: str) -> str:
    done = CliRunner().invoke(main, ["known", str(REAL), *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_command_tells_what_prevent_could_have_known() -> None:
    printed = run("--by", "Prevent", "--on", "2021-04-30")
    assert max(len(line) for line in printed.splitlines()) <= 80
    text = " ".join(printed.split())
    assert (
        "Had access to: 4 contacts (such a chain, by way of standing access; nothing shows that the record"
        in text
    )
    assert "No recorded route is not proof that nobody was told" in text


def test_the_day_that_an_undated_decision_is_taken_to_be_of_is_said_without_saying_again_that_it_has_none() -> (
    None
):
    text = " ".join(run("--decisions").split())
    said = (
        "C06 Prevent (north-west): closed, date not recorded It is taken as made between the request and C10, which "
        "follows it (5 December 2019 to 1 February 2021)."
    )
    assert said in text
    assert "The date of the decision is not recorded" not in text


def test_a_chain_says_which_of_its_contacts_are_inferred_and_once_that_its_days_are_the_earliest() -> None:
    text = " ".join(run("--contact", "C22").split())
    assert (
        "CAMHS might have known at the earliest: C22 with The Range High School on 1 October 2019, then through C23 "
        "with Prevent (north-west) on 1 February 2021, then through C15 (inferred) with CAMHS on 1 February 2021"
        in text
    )


def test_with_teams_a_decider_is_named_with_whom_it_is_taken_for_one() -> None:
    team = "Prevent (north-west) with Greater Manchester Police"
    assert f"C06 {team}: closed" in " ".join(run("--decisions", "--with-teams").split())
    asked = run("--by", "Prevent", "--on", "2021", "--with-teams")
    assert f"What {team} could have known" in " ".join(asked.split())
    assert "with Greater Manchester Police" not in run("--decisions")


def test_who_could_have_known_of_a_contact_says_what_its_days_are() -> None:
    text = run("--contact", "C06")
    assert "Each line gives the day from which the supplied sources support it." in text


@pytest.mark.parametrize(
    "question", [("--by", "mash", "--on", "2022"), ("--contact", "c06"), ("--decisions",)]
)
@pytest.mark.parametrize("teams", [(), ("--with-teams",)])
def test_every_question_is_a_table_too(question: tuple[str, ...], teams: tuple[str, ...]) -> None:
    table = json.loads(run(*question, *teams, "--format", "json"))
    assert table["version"] == 1
    assert table["rows"]
    assert run(*question, *teams)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "Ask one thing"),
        (("--by", "mash"), 2, "Ask one thing"),
        (("--by", "mash", "--on", "2021", "--decisions"), 2, "Ask one thing"),
        (("--by", "mahs", "--on", "2021"), 1, 'Did you mean "mash"'),
        (("--by", "mash", "--on", "31/02/2021"), 1, "not a day that exists"),
        (("--by", "mash", "--on", "2021/.."), 1, "has no last day"),
        (("--by", "mash", "--on", "day 14"), 1, "does not count its days"),
        (("--contact", "C99"), 1, "no contact of this case"),
        (("--by", "family", "--on", "2021"), 1, "no organisation in particular"),
    ],
)
def test_what_cannot_be_asked_is_said(arguments: tuple[str, ...], code: int, words: str) -> None:
    done = CliRunner().invoke(main, ["known", str(REAL), *arguments])
    assert done.exit_code == code
    assert words in done.output


def test_with_teams_the_answer_says_who_is_taken_for_one() -> None:
    asked = ("--by", "Prevent", "--on", "2021-04-30")
    named = "Taken for one, and named Greater Manchester Police in what follows: Greater Manchester Police and Prevent"
    assert named in " ".join(run(*asked, "--with-teams").split())
    assert "Taken for one" not in run(*asked)


def test_decisions_tell_how_an_undated_one_is_taken_and_keep_the_deciders_own_contacts_apart() -> None:
    said = " ".join(run("--decisions").split())
    first = said[said.index("C06 Prevent") : said.index("C17 Police")]
    assert "which follows it (5 December 2019 to 1 February 2021)" in first
    others, own = first.split("Its own, which may have come before or after: ")
    assert own.startswith("C09, C10, C11, C12, C13, C14, C15, C23.")
    assert (
        "with no certain route: C02, C03, C04, C05, C17," in others
        and "C10," not in others.split("no certain route:")[1]
    )
