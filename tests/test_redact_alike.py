"""Two cases that differ only in what a profile takes out give the same bytes, in every output.

So nothing of it is in any of them, in no form that a search would have to think of: no width of a column, no length, no
order, no hash, no id of a revision, no statistics of a file, no time.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from test_verify import run, runs
from twins import NAMES_OF_CASE, TWINS

from explorer import read_case
from explorer.cohort.measures import every_measure
from explorer.profiles import BUILT_IN, PLAIN, Profile
from explorer.redacting import redact, restored
from explorer.rows import COLUMNS

Twins = Callable[[str], tuple[Path, Path]]
CALLED = {
    "family": {"education-provider-a": "zorblax-academy", "safeguarding-hub-a": "quixwode-hub"},
    "counted": {"2020-06-30": "day 60"},
}
"""What those whom others know by pseudonyms are called for a family, and a day where days are counted."""


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Twins:
    """Two cases that differ only in what a profile takes out."""

    @cache
    def made(profile: str) -> tuple[Path, Path]:
        return TWINS[profile][0](tmp_path_factory.mktemp(profile))

    return made


@pytest.mark.parametrize("profile", TWINS)
def test_the_cases_have_nothing_in_common_that_is_taken_out(profile: str, twins: Twins) -> None:
    first, second = (
        "".join((case / name).read_text("utf-8") for name in (*map("{}.csv".format, COLUMNS), "case.toml"))
        for case in twins(profile)
    )
    words = [word for word in TWINS[profile][1] if word not in NAMES_OF_CASE]
    assert not [word for word in words if word.casefold() in second.casefold()]
    assert not [word for word in words if word.casefold() not in first.casefold()]


def told_apart() -> Iterator[tuple[str, str, str, list[str]]]:
    """Every command and format under the profile of a publication. Under the others every command, and every format of
    those that are told in all: all tables are written as Word by one writer, and documents as PDF."""
    for profile in TWINS:
        for name, suffix, more in runs():
            is_word_again = suffix == ".docx" and name not in ("chronology", "diff", "report")
            is_pdf_again = (name, suffix, profile) == ("report", ".pdf", "counted")
            if profile == "publication" or not (is_word_again or is_pdf_again):
                yield profile, name, suffix, more


@pytest.mark.parametrize(
    ("profile", "name", "suffix", "more"),
    list(told_apart()),
    ids=lambda value: "-".join(value) if isinstance(value, list) else value,
)
def test_an_output_is_the_same(
    profile: str, name: str, suffix: str, more: list[str], twins: Twins, tmp_path: Path
) -> None:
    written = []
    asked = [CALLED.get(profile, {}).get(word, word) for word in more]
    for number, case in enumerate(twins(profile)):
        target = tmp_path / str(number) / f"out{suffix}"
        target.parent.mkdir()
        done = run(name, *[case] * (2 if name == "diff" else 1), *asked, "--profile", profile, "-o", target)
        assert done.exit_code == 0, done.output
        written.append((target.read_bytes(), done.stdout.replace(str(target), "")))
    assert written[0] == written[1]


@pytest.mark.parametrize("profile", TWINS)
def test_a_redacted_copy_is_the_same_and_all_that_is_made_of_a_cohort_of_it(
    profile: str, twins: Twins, tmp_path: Path
) -> None:
    found = []
    for number, case in enumerate(twins(profile)):
        folder = tmp_path / str(number)
        copy, cohort = folder / "cases" / "new", folder / "out" / "c.parquet"
        done = run("redact", case, "--profile", profile, "-o", copy, "--key", folder / "the.key")
        assert done.exit_code == 0, done.output
        assert run("cohort", "load", copy.parent, "-o", cohort).exit_code == 0
        for measure in every_measure():
            for suffix in (".csv", ".html", ".xlsx", ".docx") if measure == "flows" else (".csv",):
                words = (
                    "count",
                    cohort,
                    measure,
                    "--threshold",
                    "0",
                    "-o",
                    cohort.with_name(f"{measure}{suffix}"),
                )
                assert run("cohort", *words).exit_code == 0
        page = cohort.with_name("c.html")
        assert run("cohort", "page", cohort, "--threshold", "0", "-o", page).exit_code == 0
        shutil.copytree(copy, cohort.parent / "new")
        found.append({str(path.relative_to(cohort.parent)): path.read_bytes()
                      for path in cohort.parent.rglob("*") if path.is_file()})  # fmt: skip
    assert found[0].keys() == found[1].keys()
    assert [name for name in found[0] if found[0][name] != found[1][name]] == []


@pytest.mark.parametrize(
    "profile", [PLAIN, BUILT_IN["panel"], BUILT_IN["family"]], ids=lambda item: item.name
)
def test_kinds_and_outcomes_of_what_is_withheld_are_not_told_and_come_back(
    profile: Profile, tmp_path: Path
) -> None:
    first, _ = TWINS["family"][0](tmp_path)
    settings = (first / "case.toml").read_text("utf-8")
    steps = (first / "outcomes.csv").read_text("utf-8")
    (first / "case.toml").write_text(
        settings + '[vocabulary.outcome.held-step]\nlabel = "Held end"\n', "utf-8"
    )
    (first / "outcomes.csv").write_text(steps.replace(",accepted,", ",held-step,"), "utf-8")
    case = read_case(first)
    found = redact(case, profile)
    words = found.case.settings["vocabulary"]
    assert [entry["label"] for entry in words["kind"].values()] == ["Dravik check by Zorblax"]
    assert not words["outcome"]
    assert restored(found.case, found.key).settings["vocabulary"].keys() == case.settings["vocabulary"].keys()
    assert restored(found.case, found.key).settings == case.settings


def test_of_a_source_of_what_is_withheld_no_day_is_told(twins: Twins) -> None:
    case = read_case(twins("family")[0])
    source = list(redact(case, "family").case.sources.values())[-1]
    assert (source.party, source.says) == ("withheld-health", "records")
    assert [date.text for date in (source.date, source.asked, source.received)] == ["", "", ""]


@pytest.mark.parametrize("profile", TWINS)
def test_what_is_kept_is_seen_to_differ(profile: str, twins: Twins, tmp_path: Path) -> None:
    """The test tests: without a profile the outputs differ."""
    written = []
    for number, case in enumerate(twins(profile)):
        target = tmp_path / f"{number}.csv"
        assert run("chronology", case, "-o", target).exit_code == 0
        written.append(target.read_bytes())
    assert written[0] != written[1]
