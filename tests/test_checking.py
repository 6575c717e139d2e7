"""Every problem of a case is reported, with place, found, expected and fix."""

from __future__ import annotations

from pathlib import Path

import pytest
from folders import HEADER, PARTIES, SOURCES, case_folder, contact_rows, referral

from explorer import CaseError, Problem, read_case
from explorer.case import Case


def problems(path: Path, **options: str) -> tuple[Problem, ...]:
    with pytest.raises(CaseError) as caught:
        read_case(path, **options)  # type: ignore[arg-type]
    return caught.value.problems


def only(path: Path, **options: str) -> Problem:
    found = problems(path, **options)
    assert len(found) == 1, [str(problem) for problem in found]
    return found[0]


def test_a_good_case_has_no_problems(tmp_path: Path) -> None:
    case = read_case(case_folder(tmp_path / "good", referral()))
    assert list(case.contacts) == ["C1"]
    assert case.warnings == ()
    contact = case.contacts["C1"]
    assert (contact.sender, contact.receivers, contact.about) == ("school", ("hub",), ("subject",))


ROWS = [
    # what is wrong with the row, column, words of the message
    (referral(to="Poilce"), "to", '"Poilce" is no party of this case. Did you mean "police"?'),
    (referral(to="MSAH"), "to", 'Did you mean "hub"?'),
    (referral(from_=""), "from", 'has no sender. Name the sender, or write "unknown".'),
    (referral(from_="school;police"), "from", "names several parties"),
    (referral(to=""), "to", "a contact of kind referral has no receiver"),
    (referral(kind="refferal"), "kind", 'Did you mean "referral"?'),
    (referral(kind=""), "kind", "the kind is missing"),
    (referral(outcome="closd"), "outcome", 'Did you mean "closed"?'),
    (referral(outcome="closed", to="hub;police"), "outcome", "one row for each receiver in outcomes.csv"),
    (referral(outcome_date="2020-04"), "outcome_date", "there is a date and no outcome"),
    (
        referral(outcome="closed", outcome_date="2020-03-03"),
        "outcome_date",
        "dated before its request (2020-03-04)",
    ),
    (referral(date="2021-02-31"), "date", "is not a day that exists"),
    (referral(date="31/02/2021"), "date", "is not a day that exists"),
    (referral(date="05/12/2019"), "date", "2019-12-05"),
    (referral(date="2020-05/2020-03"), "date", "ends"),
    (referral(date="2019-05-12", date_text="5 December 2019"), "date", "day and month the other way round"),
    (referral(date="2019-05-12", date_text="05/12/2019"), "date", "write 2019-12-05"),
    (referral(received="2020-03-01"), "received", "received before it was sent"),
    (referral(time="25:00"), "time", "HH:MM"),
    (referral(seen="maybe"), "seen", '"maybe" is not known here'),
    (referral(basis="recordd"), "basis", 'Did you mean "recorded"?'),
    (referral(key="1"), "key", "Use one of: yes, no"),
    (referral(source="S9"), "source", '"S9" is no source of this case. Use one of: S1, S2.'),
    (referral(about="school"), "about", '"The school" is no subject'),
    (referral(follows="C1"), "follows", "is the contact itself"),
    (referral(follows="C99"), "follows", '"C99" is no contact of this case'),
    (referral(shares="none;C2"), "shares", '"none" stands beside other ids'),
    (referral(id=""), "id", "the id is missing"),
    (referral(id="C 1"), "id", '"C 1" is no id'),
    (referral(summary="a\x07b"), "summary", "a character that cannot be kept (U+0007)"),
    (referral(summary="x" * 100_001), "summary", "100,000 is the most"),
]


@pytest.mark.parametrize(("row", "column", "words"), ROWS, ids=[f"{c}: {w[:40]}" for _, c, w in ROWS])
def test_what_is_wrong_with_a_row_is_said_with_place_and_fix(
    tmp_path: Path, row: dict[str, str], column: str, words: str
) -> None:
    other = referral(id="C2", date="2020-01-01")
    found = problems(case_folder(tmp_path / "bad", other, row))
    about = [problem for problem in found if problem.column == column]
    assert about, [str(problem) for problem in found]
    problem = about[0]
    assert problem.file == "contacts.csv"
    assert problem.row == 3
    assert words in str(problem)
    assert problem.fix


def test_all_problems_are_told_at_once_and_twenty_are_shown(tmp_path: Path) -> None:
    rows = [referral(id=f"C{number}", to="nobody here", date="2020-13") for number in range(15)]
    path = case_folder(tmp_path / "bad", *rows)
    assert len(problems(path)) == 30
    with pytest.raises(CaseError, match=r"\.\.\. and 10 more"):
        read_case(path)


def test_the_column_of_a_message_reads_as_the_style_says(tmp_path: Path) -> None:
    problem = only(case_folder(tmp_path / "bad", referral(to="Poilce")))
    assert str(problem) == (
        'contacts.csv, row 2, column to: "Poilce" is no party of this case. Did you mean "police"?'
    )


def test_a_loop_of_follows_names_its_members(tmp_path: Path) -> None:
    rows = [
        referral(id="C1", date="", follows="C3"),
        referral(id="C2", date="", follows="C1"),
        referral(id="C3", date="", follows="C2"),
        referral(id="C4"),
    ]
    problem = only(case_folder(tmp_path / "bad", *rows))
    assert set(problem.found.split(", ")) == {"C1", "C2", "C3"}
    assert problem.column == "follows"


def test_dates_that_contradict_the_links_are_refused_with_both_members(tmp_path: Path) -> None:
    rows = [referral(id="C1", date="2020-05-01"), referral(id="C2", date="2020-04-01", follows="C1")]
    problem = only(case_folder(tmp_path / "bad", *rows))
    assert "C1" in problem.fix
    assert "C2" in problem.fix


def test_several_subjects_need_about(tmp_path: Path) -> None:
    parties = PARTIES + "sibling,The sibling,subject,,,,\n"
    path = case_folder(tmp_path / "bad", referral(), parties_csv=parties)
    problem = only(path)
    assert problem.column == "about"
    assert "sibling, subject" in problem.fix
    good = case_folder(tmp_path / "good", referral(about="sibling"), parties_csv=parties)
    assert read_case(good).contacts["C1"].about == ("sibling",)


def test_a_case_without_a_subject_says_so(tmp_path: Path) -> None:
    parties = "\n".join(line for line in PARTIES.splitlines() if not line.startswith("subject"))
    assert "the case has no subject" in str(
        only(case_folder(tmp_path / "bad", referral(), parties_csv=parties))
    )


def test_two_parties_cannot_share_a_name(tmp_path: Path) -> None:
    parties = PARTIES + "hub2,mash,safeguarding-hub,,,,\n"
    problem = only(case_folder(tmp_path / "bad", parties_csv=parties))
    assert 'is also a name of "Safeguarding hub"' in problem.expected


def test_parties_cannot_be_inside_each_other(tmp_path: Path) -> None:
    parties = PARTIES + "a,A,police,b,,,\nb,B,police,a,,,\n"
    found = problems(case_folder(tmp_path / "bad", parties_csv=parties))
    assert all("inside each other" in problem.expected for problem in found)


def test_a_sector_that_is_not_known_is_refused_with_a_suggestion(tmp_path: Path) -> None:
    parties = PARTIES + "a,A,polise,,,,\n"
    assert 'Did you mean "police"?' in str(only(case_folder(tmp_path / "bad", parties_csv=parties)))


OUTCOMES = "contact,receiver,date,outcome,seen,summary,source,locator,basis\n"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("C9,,,closed,,,,,", '"C9" is no contact of this case'),
        ("C1,police,,closed,,,,,", '"police" did not receive C1'),
        ("C2,,,closed,,,,,", "C2 has several receivers"),
        ("C1,,2020-03-03,closed,,,,,", "dated before its request"),
        ("C1,,,closed,perhaps,,,,", '"perhaps" is not known here'),
        ("C1,,,,,,,,", "is no outcome of the vocabulary"),
    ],
)
def test_what_is_wrong_with_an_outcome_is_said(tmp_path: Path, row: str, words: str) -> None:
    rows = [referral(), referral(id="C2", to="hub;police")]
    problem = only(case_folder(tmp_path / "bad", *rows, outcomes_csv=f"{OUTCOMES}{row}\n"))
    assert words in str(problem)
    assert (problem.file, problem.row) == ("outcomes.csv", 2)


def test_an_outcome_of_what_asks_nothing_is_kept_and_named(tmp_path: Path) -> None:
    case = read_case(case_folder(tmp_path / "odd", referral(kind="notification", outcome="received")))
    assert len(case.outcomes) == 1
    assert "asks nothing" in case.warnings[0]


def test_unknown_columns_are_kept_and_named(tmp_path: Path) -> None:
    text = (
        contact_rows(referral()).replace("restriction\n", "restriction,Ward\n", 1).replace(",,\n", ",,,7B\n")
    )
    case = read_case(case_folder(tmp_path / "odd", contacts_csv=text))
    assert case.contacts["C1"].accounts[0].extra == (("Ward", "7B"),)
    assert any('"Ward" is not known' in warning for warning in case.warnings)


def test_columns_missing_or_doubled_are_named(tmp_path: Path) -> None:
    text = contact_rows(referral()).replace("kind", "knd", 1)
    found = problems(case_folder(tmp_path / "bad", contacts_csv=text))
    assert any('the column "kind" is missing. Is "knd" meant?' in str(problem) for problem in found)
    text = contact_rows(referral()).replace("summary", "kind", 1)
    assert "there twice" in str(problems(case_folder(tmp_path / "bad2", contacts_csv=text))[0])


def test_a_row_with_too_many_cells_is_told(tmp_path: Path) -> None:
    text = contact_rows(referral()).rstrip("\n") + ",surplus\n"
    assert "cells where the header has" in str(only(case_folder(tmp_path / "bad", contacts_csv=text)))


def test_accounts_of_one_id_merge_and_keep_what_differs(tmp_path: Path) -> None:
    rows = [
        referral(source="S2", date="2020-03", summary="from police", topics="b", seen=""),
        referral(source="S1", date="2020-03-04", summary="", topics="a", seen="yes", follows="C0"),
        referral(id="C0", date="2020-01-01"),
    ]
    contact = read_case(case_folder(tmp_path / "two", *rows)).contacts["C1"]
    assert contact.date.text == "2020-03-04"  # S1 stands first in sources.csv
    assert contact.summary == "from police"  # a value beats a blank
    assert contact.topics == ("a", "b")
    assert contact.follows == ("C0",)
    assert contact.seen == "yes"
    assert [account.source for account in contact.accounts] == ["S1", "S2"]
    assert contact.accounts[1].date.text == "2020-03"


def test_a_row_with_two_sources_is_two_accounts(tmp_path: Path) -> None:
    contact = read_case(case_folder(tmp_path / "two", referral(source="S2;S1"))).contacts["C1"]
    assert contact.sources == ("S1", "S2")


def test_outcomes_that_may_be_one_step_are_one_and_keep_both_accounts(tmp_path: Path) -> None:
    rows = (
        f"{OUTCOMES}C1,,2020-04-01,closed,,,S2,,\nC1,,2020-04,closed,no,,S1,,\nC1,,2021-01-01,closed,,,S2,,\n"
    )
    case = read_case(case_folder(tmp_path / "two", referral(), outcomes_csv=rows))
    assert [(outcome.date.text, len(outcome.accounts), outcome.seen) for outcome in case.outcomes] == [
        ("2020-04", 2, "no"),
        ("2021-01-01", 1, ""),
    ]


def test_row_order_means_nothing(tmp_path: Path) -> None:
    rows = [
        referral(),
        referral(source="S2", date="2020-03"),
        referral(id="C2", follows="C1", date=""),
        referral(id="C10", date="2020-03-04", kind="visit"),
    ]
    first = read_case(case_folder(tmp_path / "one" / "case", *rows))
    second = read_case(case_folder(tmp_path / "two" / "case", *reversed(rows)))
    assert first == second
    assert list(first.contacts) == list(second.contacts)


def test_a_contact_is_told_after_the_one_it_follows_and_before_the_index_event(tmp_path: Path) -> None:
    rows = [
        referral(id="C9", kind="index-event", date="2020-03-04", to=""),
        referral(id="C3", date="", follows="C2"),
        referral(id="C2", date="2020-03-04"),
        referral(id="C4", date=""),
        referral(id="C5", date="[..2020-03-02]"),
        referral(id="C1", date="2020-03-01"),
    ]
    case = read_case(case_folder(tmp_path / "order", *rows))
    assert list(case.contacts) == ["C1", "C5", "C2", "C3", "C4", "C9"]


def test_names_aliases_and_nobody_are_found_however_they_are_spelled(tmp_path: Path) -> None:
    rows = [
        referral(id="C1", from_="northtown  HIGH", to="mash"),
        referral(id="C2", from_="unknown:police", to="Unknown"),
    ]
    case = read_case(case_folder(tmp_path / "names", *rows))
    assert (case.contacts["C1"].sender, case.contacts["C1"].receivers) == ("school", ("hub",))
    assert (case.contacts["C2"].sender, case.contacts["C2"].receivers) == ("unknown:police", ("unknown",))
    assert case.parties["unknown:police"].is_nobody
    assert not case.parties["unknown:police"].is_organisation


def test_the_scope_ends_with_the_index_event(tmp_path: Path) -> None:
    rows = [
        referral(date="2020-01-05"),
        referral(id="C2", kind="index-event", date="2020-06-01", to=""),
        referral(id="C3", date="2021-01-01"),
        referral(id="C4", date=""),
    ]
    case: Case = read_case(case_folder(tmp_path / "scope", *rows))
    days = (case.scope.first_day, case.scope.last_day)
    index_event = case.contacts["C2"].bounds
    assert days == (case.contacts["C1"].bounds.first_day, index_event.last_day)
    assert (case.contacts["C4"].bounds.first_day, case.contacts["C4"].bounds.last_day) == days


SETTINGS = [
    ('title = "unclosed', "is not TOML"),
    ("title = 3", "must be a text"),
    ('[holding]\nsectors = ["polise"]', 'Did you mean "police"?'),
    ('[holding]\nsectors = "police"', "must be a list of sectors"),
    ('[scope]\nfrom = "2021-02-31"', "not a day that exists"),
    ('[scope]\nfrom = "2021"\nto = "2020"', "ends before it begins"),
    ("[targets.hub]\ndays = -1", "whole number of days"),
    ('[[expected]]\nid = "E1"\nfrom = "school"\nto = "chanel"\nkind = "referral"', '"chanel" is no party'),
    ('[[expected]]\nid = "E1"\nfrom = "school"\nto = "hub"\nkind = "refferal"', 'Did you mean "referral"?'),
    (
        '[[expected]]\nid = "E1"\nfrom = "school"\nto = "hub"\nkind = "referral"\nground = "hope"',
        "guidance, review",
    ),
    ('[vocabulary.kind.tea]\nflow = "sideways"', '"sideways" is not known'),
    ("[vocabulary.kind.tea]\nasks = 1", "asks must be a bool"),
    ('[vocabulary.colour.red]\nlabel = "Red"', '"colour" is no table'),
    ('[vocabulary.sector.a]\nlight = "red"', '"red" is no colour'),
]


@pytest.mark.parametrize(("settings", "words"), SETTINGS)
def test_what_is_wrong_with_the_settings_is_said(tmp_path: Path, settings: str, words: str) -> None:
    found = problems(case_folder(tmp_path / "bad", referral(), case_toml=settings))
    assert any(words in str(problem) for problem in found), [str(problem) for problem in found]
    assert {problem.file for problem in found} == {"case.toml"}


def test_a_case_may_add_words_of_its_own(tmp_path: Path) -> None:
    settings = '[vocabulary.kind.early-help-form]\nlabel = "Early help form"\nasks = true\nflow = "forward"\n'
    case = read_case(case_folder(tmp_path / "own", referral(kind="early help form"), case_toml=settings))
    assert case.contacts["C1"].kind.asks


@pytest.mark.parametrize("rows", [[], [referral()], [referral(date="")]])
def test_an_empty_a_single_and_an_undated_case_are_cases(tmp_path: Path, rows: list[dict[str, str]]) -> None:
    case = read_case(case_folder(tmp_path / "small", *rows))
    assert len(case.contacts) == len(rows)
    assert case.has_days == any(row["date"] for row in rows)


def test_a_header_alone_is_an_empty_case(tmp_path: Path) -> None:
    case = read_case(case_folder(tmp_path / "small", contacts_csv=HEADER, sources_csv=SOURCES))
    assert not case.contacts
