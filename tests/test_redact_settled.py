"""What stands in place of a name brings no other in, and is never taken for another: or nothing is redacted."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from drawing import drawn
from folders import case_folder, referral
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer import read_case
from explorer.cli import main
from explorer.errors import CaseError
from explorer.profiles import Profile
from explorer.redacting import redact
from explorer.redaction.coarse import coarse_prose
from explorer.redaction.dating import Dating
from explorer.redaction.folding import UnsettledError, names_from
from explorer.redaction.told_days import days_in, days_told

REPLACE = Profile("replace", replace=("all",))
WORDS = [f"word{number}" for number in range(30)]


def test_terms_that_bring_each_other_in_are_followed_to_the_end() -> None:
    """Thirty, each in place of the one before: no fixed number of passes would do."""
    names = names_from([*pairwise(WORDS), (WORDS[-1], "the end")])
    assert names.settled("at word0 and word7") == "at the end and the end"


@pytest.mark.parametrize(
    "pairs",
    [
        [("Ada", "Bea"), ("Bea", "Ada")],
        [("Ada", "Bea"), ("Bea", "Cleo"), ("Cleo", "Ada")],
        [("Ada", "Bea Quill"), ("Bea", "Ada Quill")],
        [("Ada", "Bea and Bea"), ("Bea", "Ada")],
    ],
)
def test_terms_that_bring_each_other_in_without_end_are_refused(pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(UnsettledError, match=r'"\w+" by "\w.*terms\.csv'):
        names_from(pairs).settled("With Ada there.")


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.text("abcd ", max_size=5)), max_size=4),
    st.text("abcd ", max_size=9),
)
def test_no_name_is_left_in_what_was_settled(pairs: list[tuple[str, str]], text: str) -> None:
    names = names_from([(2 * name, 2 * said) for name, said in pairs])
    try:
        after = names.settled(text)
    except UnsettledError:
        return
    assert names.replaced(after) == after


def test_a_term_may_be_in_what_stands_in_its_place(tmp_path: Path) -> None:
    path = case_folder(
        tmp_path, referral(summary="At Elm, at Elm Road."), terms_csv="term,replacement\nElm,Elm Road\n"
    )
    contact = next(iter(redact(read_case(path), REPLACE).case.contacts.values()))
    assert contact.summary == "At Elm Road, at Elm Road."


@pytest.mark.parametrize("said", ["", "[removed]", "(Elm Road)", "[Elm]"])
def test_what_stands_in_place_of_a_term_is_written_once(said: str, tmp_path: Path) -> None:
    text = "Removed from Elm, he said."
    path = case_folder(tmp_path, referral(summary=text), terms_csv=f"term,replacement\nElm,{said}\n")
    contact = next(iter(redact(read_case(path), REPLACE).case.contacts.values()))
    assert contact.summary == text.replace("Elm", said or "[removed]")


def test_nothing_is_redacted_where_terms_go_round(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    terms = "term,replacement\nQuill,Tansy\nTansy,Quill\n"
    path = case_folder(tmp_path, referral(summary="With Quill and Tansy."), terms_csv=terms)
    out = tmp_path / "out"
    assert main(["redact", str(path), "--profile", "family", "-o", str(out)], standalone_mode=False) == 1
    said = capsys.readouterr().err
    assert '"Quill" by "Tansy"' in said
    assert "Traceback" not in said
    assert not out.exists()


def test_a_pseudonym_given_by_hand_is_given_to_nobody_else() -> None:
    """Letters would be moved along, and what is told of one be read as told of another."""
    case = drawn(
        """
        K1 | 2020-01 | t1 -> hub | referral | summary="Professional C met Professional B."
        K2 | 2020-02 | t2 -> hub | referral
        K3 | 2020-03 | t3 -> hub | referral
        """,
        parties="""
        t1 | professional | name="Professional B"
        t2 | professional | name="professional c"
        t3 | professional | name="Jo Quill" aliases="PROFESSIONAL A"
        """,
    )
    found = redact(case, REPLACE)
    called = {old: name for old, (_, name) in found.key.pseudonyms.items()}
    assert [called[party] for party in ("t1", "t2", "t3")] == [
        "Professional D",
        "Professional E",
        "Professional F",
    ]
    assert next(iter(found.case.contacts.values())).summary == "Professional E met Professional D."


@pytest.mark.parametrize("unit", ["month", "quarter", "year"])
def test_no_day_is_left_of_a_text_made_to_be_slow(unit: str) -> None:
    """Each pass takes a number away that stands before the month; there are more numbers than passes."""
    text = coarse_prose("5 " * 21_000 + "May 2019", unit)
    assert not list(days_in(text))
    assert coarse_prose(text, unit) == text


PARTS = [
    "5", "12", "31st", "4th", "05", "99", "May", "may", "March", "Sept.", "2021", "'21", "21", "on the", "Monday",
    "Sat", "last", "day", "of", "first", "twenty-second", "2021-05-04", "20210504", "5/12/2019", "Christmas Day",
    "summer", "Q2", "W18", "[date]", "day 0", "inst", "he", "week 3 of", "V", "é", "Ｍay", "\u200b", "the", "June",
]  # fmt: skip
JOINS = ["", " ", ", ", "-", "/", ".", " and ", " to ", "_", "\n", " (", ": "]


@given(st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from(JOINS)), max_size=9), st.integers(0, 3))
@settings(max_examples=400, deadline=None)
def test_no_day_is_left_of_whatever_days_are_made_of_and_twice_is_once(
    parts: list[tuple[str, str]], which: int
) -> None:
    text = "".join(part + join for part, join in parts)
    unit = ("month", "quarter", "year", "counted")[which]
    if unit == "counted":
        dating = Dating("day", 737_000, frozenset({"day 0", "day 912"}))
        once = dating.prose(text)
        assert dating.prose(once) == once
        assert not any(told.day for told in days_in(once)), once
    else:
        once = coarse_prose(text, unit)
        assert coarse_prose(once, unit) == once
        assert not list(days_told(once)), once


@pytest.mark.parametrize("term", ["£££", "***", "🙂"])
def test_a_term_without_letters_is_a_problem_for_it_would_be_found_nowhere(term: str, tmp_path: Path) -> None:
    path = case_folder(tmp_path, referral(summary=term), terms_csv=f"term,replacement\n{term},money\n")
    with pytest.raises(CaseError, match="has no letter and no digit"):
        read_case(path)


def test_review_tells_that_an_alias_of_one_letter_stays() -> None:
    from explorer.review import review_table

    case = drawn(
        'K1 | 2021 | teacher -> hub | call | summary="J rang."',
        parties='teacher | professional | name="Jo Quill" aliases=J',
    )
    rows = {str(row[0]): str(row[2]) for row in review_table(case, redact(case, REPLACE)).rows}
    assert rows["J"] == "Too short: neither replaced nor searched for."
