"""What is said of an absence in what is left of a case: only what is so in the whole one, and how much is held back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drawing import drawn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import case_rows
from test_verify import run

from explorer import Report
from explorer.case import Case
from explorer.checking import case_of
from explorer.profiles import PLAIN, Profile
from explorer.questions import questions_of
from explorer.redacting import redact
from explorer.rows import RawCase
from explorer.storing import write_case
from explorer.withheld import NOT_STATED as WITHHELD_FINDING
from explorer.withheld import (
    is_known_to_stop,
    records_withheld,
    said_in_marking,
    standing_text,
    vouched,
)

ACCOUNTS = """
K1 | 2021-02-01 | school -> hub    | referral | source=S1
K2 | 2021-02-10 | hub -> police    | referral | source=S1
K2 | 2021-02-10 | hub -> police    | referral | source=S2 follows=K1 restriction=secret
K3 | 2021-03-01 | gp -> police     | referral | source=S1
"""
"""Only an account that is withheld says that the hub went on to the police because of the school."""
SOURCES = "S1 | hub\nS2 | police"
STOPS = "The record stops at "
NOT_STATED = "Whether the record stops at "


@pytest.mark.parametrize(
    ("rows", "profile"),
    [
        (ACCOUNTS, PLAIN),
        ("K1 | 2021 | school -> hub | referral\nK2 | 2021 | hub -> police | referral | follows=K1 topics=x",
         Profile("x", drop_topics=("x",))),
        ("K1 | 2021 | school -> hub | referral\nK2 | 2021 | hub -> gp | referral | follows=K1",
         Profile("x", drop_sectors=("health",))),
        ("K1 | 2021 | school -> hub | referral\nK2 | 2021 | hub -> gp | call | follows=K1 restriction=secret", PLAIN),
    ],
)  # fmt: skip
def test_the_record_stops_only_where_it_stops_in_the_whole_case(
    rows: str, profile: Profile, tmp_path: Path
) -> None:
    left = redact(drawn(rows, sources=SOURCES), profile).case
    contact, receiver = next(iter(Report(left).requests))
    assert not is_known_to_stop(left, contact, receiver)
    write_case(left, tmp_path / "left")
    told = " ".join(run("journeys", tmp_path / "left").stdout.split())
    name = left.party_name(receiver)
    assert f"{NOT_STATED}{name} is not stated, records withheld" in told
    table = json.loads(run("journeys", tmp_path / "left", "--format", "json").stdout)
    assert table["rows"][0]["stopped_at"] == [f"{name} (not stated, records withheld)"]
    for output in ("page", "report"):
        target = tmp_path / f"{output}.html"
        assert run(output, tmp_path / "left", "-o", target).exit_code == 0
        text = target.read_text(encoding="utf-8")
        assert f"{STOPS}{name}" not in text
        assert (NOT_STATED in text) == (output == "page"), "a report tells single requests in their register"


def test_where_nothing_that_is_withheld_follows_the_record_stops_as_in_the_whole_case() -> None:
    case = drawn(ACCOUNTS, sources=SOURCES)
    left = redact(case, PLAIN).case
    assert vouched(left) is not None
    assert is_known_to_stop(left, "K3", "police")
    assert is_known_to_stop(case, "K1", "hub")


@given(raw=case_rows(), dropped=st.sampled_from(["hub", "police", "school"]), new_ids=st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_record_is_said_to_stop_that_goes_on(raw: RawCase, dropped: str, new_ids: bool) -> None:
    case = case_of(raw)
    found = redact(case, Profile("x", drop_parties=(dropped,), new_ids=new_ids))
    back = {new: old for old, new in found.key.ids.get("contacts", {}).items()}
    whole = Report(case).requests
    for (contact, receiver), state in Report(found.case).requests.items():
        if not state.onward and is_known_to_stop(found.case, contact, receiver):
            assert not whole[back.get(contact, contact), receiver].onward


def test_accounts_and_steps_that_are_withheld_are_counted_with_the_records() -> None:
    case = drawn(ACCOUNTS, sources=SOURCES, outcomes="K1 | hub | accepted | 2021-02-02")
    left = redact(case, PLAIN).case
    assert said_in_marking(left).marking == "1 record withheld"
    first = Report(left).summary.sentences[0]
    assert first == "1 record of the sources is withheld and not counted in what follows."
    blank = Profile("x", blank=("outcomes.outcome",))
    both = redact(case, blank)
    assert records_withheld(both.case) == 2
    assert records_withheld(redact(both.case, blank).case) == 2
    assert records_withheld(case) == 0


def test_what_is_no_number_is_not_counted() -> None:
    settings = '[withheld]\nrecords = "many"\nnotes = -1\nstated = []'
    assert records_withheld(drawn("K1 | 2021 | school -> hub | referral", settings=settings)) == 0


@pytest.mark.parametrize(
    "profile", [Profile("x", blank=("notes.text",)), Profile("x", drop_parties=("hub",))]
)
def test_notes_that_are_withheld_are_told_in_the_summary(profile: Profile) -> None:
    notes = "N1 | Read this. | contacts=K1"
    left = redact(drawn("K1 | 2021 | school -> hub | referral", notes=notes), profile).case
    rows = {row[0]: row[1:] for row in Report(left).tables["summary"].rows}
    assert rows["notes"] == ("Notes (1 withheld and not counted)", 0)
    assert (
        rows["notes"]
        == {row[0]: row[1:] for row in Report(redact(left, profile).case).tables["summary"].rows}["notes"]
    )


def test_where_only_notes_are_withheld_findings_are_stated() -> None:
    case = drawn("K1 | 2021 | school -> hub | referral", notes="N1 | Read this.")
    left = redact(case, Profile("x", blank=("notes.text",))).case
    assert vouched(left) is None
    assert said_in_marking(left).marking == ""


def test_of_an_outcome_that_is_withheld_it_is_not_said_that_its_date_is_not_recorded(tmp_path: Path) -> None:
    rows = """
    K1 | 2021-02-01 | school -> hub | referral | source=S1
    K1 | 2021-02-01 | school -> hub | referral | source=S2 restriction=secret outcome=accepted outcome_date=2021-02-02
    """
    case = drawn(rows, sources=SOURCES)
    left = redact(case, PLAIN).case
    assert Report(left).requests["K1", "hub"].sentence == "Withheld."
    assert not [q for q in questions_of(Report(left)) if q.reason == "date of an outcome not recorded"]
    write_case(left, tmp_path / "left")
    for name in ("chronology", "referrals", "journeys", "findings", "report", "page"):
        target = tmp_path / f"{name}.md" if name != "page" else tmp_path / "page.html"
        assert run(name, tmp_path / "left", "-o", target).exit_code == 0
        text = target.read_text(encoding="utf-8")
        assert "ithheld" in text
        assert "ithheld, date not recorded" not in text
        assert '"when":"date not recorded"' not in text


def test_days_with_a_request_in_hand_are_those_of_what_is_left(tmp_path: Path) -> None:
    rows = """
    K1 | 2021-03-01 | police -> hub    | referral
    K2 | 2021-05-01 | police -> school | referral
    """
    case = drawn(rows, outcomes="K1 | hub | closed | 2021-03-09\nK2 | school | closed | 2021-05-09")
    write_case(redact(case, Profile("x", drop_sectors=("education",))).case, tmp_path / "left")
    told = " ".join(run("holding", tmp_path / "left").stdout.split())
    assert "a request is in hand, which is not holding, in what is not withheld: 1 March" in told
    assert "several are recorded as holding it, in what is not withheld" in told
    write_case(case, tmp_path / "whole")
    assert "withheld" not in run("holding", tmp_path / "whole").stdout


@pytest.mark.parametrize("table", ["chronology", "referrals"])
def test_a_blank_cell_may_be_withheld(table: str) -> None:
    case = drawn(ACCOUNTS, sources=SOURCES)
    for found, said in (
        (case, "blank: not recorded."),
        (redact(case, PLAIN).case, "blank: not recorded or is withheld."),
    ):
        column = next(column for column in Report(found).tables[table].columns if column.name == "seen")
        assert column.description.endswith(said)


def test_of_an_outcome_that_is_left_blank_no_receipt_is_vouched_for() -> None:
    case = drawn("K1 | 2021 | school -> hub | referral", outcomes="K1 | hub | passed-on | 2021-02-02")
    profile = Profile("x", blank=("outcomes.outcome",), new_ids=False)
    once = redact(case, profile).case
    assert not [mark for mark in vouched(once) or () if mark.startswith("no receipt")]
    assert redact(once, profile).case == once


@pytest.mark.parametrize(
    ("said", "is_weak"),
    [
        ("May have taken part", True), ("might have known", True), ("no recorded route", True),
        ("was told", False), ("could have been told", False),
    ],
)  # fmt: skip
def test_a_standing_that_a_record_held_back_could_make_stronger_says_so(said: str, is_weak: bool) -> None:
    case = drawn(ACCOUNTS, sources=SOURCES)
    assert standing_text(case, said) == said
    assert ("in what is not withheld" in standing_text(redact(case, PLAIN).case, said)) == is_weak


NUMBERS = """
K1 | 2021-02-01 | school -> hub    | referral | restriction=secret
K2 | 2021-03-01 | school -> police | referral |
"""


def sentences_of(case: Case, finding: str) -> list[str]:
    return [
        statement.sentence
        for statement in next(f for f in Report(case).findings if f.name == finding).statements
    ]


def test_a_finding_whose_only_statement_is_withheld_is_not_stated() -> None:
    """No request without an outcome is left: that there is none is not so in the whole case."""
    case = drawn(NUMBERS, outcomes="K2 | police | closed | 2021-03-05")
    assert len(sentences_of(case, "no-outcome")) == 1
    assert sentences_of(redact(case, PLAIN).case, "no-outcome") == [WITHHELD_FINDING]


def test_a_finding_of_the_same_contacts_with_other_numbers_is_not_stated() -> None:
    """Of what is withheld a stub is left, in the place of the contact: what it was is in no count."""
    case = drawn(NUMBERS, outcomes="K2 | police | closed | 2021-03-05")
    assert "with 2 requests among them and 3 organisations" in " ".join(sentences_of(case, "accumulation"))
    assert sentences_of(redact(case, PLAIN).case, "accumulation") == [WITHHELD_FINDING]
