"""A word of a profile that names nothing of its case is a problem: it would take nothing out, and say so to nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawing import drawn
from test_verify import run

from explorer.case import Case
from explorer.errors import CaseError
from explorer.profile_words import check_profiles, profile_for
from explorer.profiles import BUILT_IN, Profile
from explorer.redacting import redact
from explorer.storing import write_case

ROWS = """
K1 | 2021-02-01 | school -> hub    | referral     | topics=knife
K2 | 2021-02-10 | hub -> police    | notification | restriction=witness summary="To the Müllers."
"""
PARTIES = "anna-b | professional | name='Anna Brook' aliases='Ms Brook'"


def case_with(profile: str, *, name: str = "x") -> Case:
    return drawn(ROWS, parties=PARTIES, settings=f"[profile.{name}]\n{profile}\n")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('replace = ["Professional"]', 'Did you mean "professional"?'),
        ('replace = ["Anna Brook"]', 'Did you mean "anna-b"?'),
        ('replace = ["ms brook"]', 'Did you mean "anna-b"?'),
        ('replace = ["polise"]', 'Did you mean "police"?'),
        ('replace = ["professional", "nobody-here"]', '"nobody-here" is no party or sector of this case.'),
        ('keep = ["all"]', '"all" is no party or sector'),
        ('drop_parties = ["Anna Brook"]', 'Did you mean "anna-b"?'),
        ('drop_parties = ["education"]', '"education" is no party of this case.'),
        ('drop_sectors = ["Education"]', 'Did you mean "education"?'),
        ('drop_sectors = ["school"]', '"school" is no sector of this case.'),
        ('drop_topics = ["Knife"]', 'Did you mean "knife"?'),
        ('drop_topics = ["gangs"]', '"gangs" is no topic of this case. Use one of: knife.'),
        ('include = ["witnes"]', 'Did you mean "witness"?'),
        ('unsearched = ["Mayfield"]', '"Mayfield" stands nowhere in this case.'),
    ],
)
def test_a_word_that_names_nothing_is_a_problem_of_check_and_of_what_uses_the_profile(
    entry: str, said: str, tmp_path: Path
) -> None:
    case = case_with(entry)
    with pytest.raises(CaseError) as found:
        check_profiles(case)
    assert said in str(found.value)
    assert str(found.value).startswith(f"case.toml, column profile.x.{entry.split()[0]}: ")
    folder = write_case(case, tmp_path / "case")
    for name, more in (("check", ()), ("findings", ("--profile", "x")), ("summary", ("--profile", "x"))):
        done = run(name, folder, *more)
        assert done.exit_code == 1
        assert said in " ".join(done.output.split())
    assert run("redact", folder, "--profile", "x", "-o", tmp_path / "out").exit_code == 1
    assert not (tmp_path / "out").exists()
    assert run("summary", folder).exit_code == 0


@pytest.mark.parametrize(
    "entry",
    [
        'replace = ["all"]\nkeep = ["police"]',
        'replace = ["professional", "anna-b"]',
        'drop_sectors = ["health", "justice"]',
        'drop_topics = ["knife"]\ninclude = ["witness"]',
        'unsearched = ["Mullers", "anna brook"]',
        'like = "family"\nblank = ["contacts.quote"]',
    ],
)
def test_what_names_something_or_a_sector_of_the_vocabulary_is_none(entry: str) -> None:
    case = case_with(entry)
    check_profiles(case)
    assert profile_for(case, "x").name == "x"


def test_profiles_that_are_built_in_fit_every_case() -> None:
    for case in (drawn(""), drawn("K1 | 2021 | school -> hub | call")):
        check_profiles(case)
        for name in BUILT_IN:
            assert profile_for(case, name) == BUILT_IN[name]


def test_all_words_of_all_profiles_are_told_at_once() -> None:
    case = drawn(
        ROWS, settings='[profile.a]\ndrop_topics = ["x1", "x2"]\n[profile.b]\ndrop_parties = ["x3"]\n'
    )
    with pytest.raises(CaseError) as found:
        check_profiles(case)
    assert [problem.found for problem in found.value.problems] == ["x1", "x2", "x3"]
    with pytest.raises(CaseError, match="x3"):
        profile_for(case, "b")


def test_where_records_are_withheld_a_word_may_name_one_of_them() -> None:
    """A copy of a case without its restricted rows is as right as the case."""
    case = drawn(
        "K1 | 2021 | school -> hub | call | restriction=witness topics=secret",
        settings='[profile.x]\ndrop_topics = ["secret"]\n',
    )
    check_profiles(redact(case, Profile("", new_ids=False, terms=False, is_named=False)).case)
