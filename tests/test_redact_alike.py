"""Two cases that differ only in what a publication takes out give the same bytes, in every output.

So nothing of it is in any of them, in no form that a search would have to think of: no width of a column, no length, no
order, no hash, no id of a revision, no statistics of a file, no time.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from planted import planted_case
from test_verify import run, runs

from explorer.cohort.measures import every_measure

OTHER = {
    "Zorblax": "Aquilontharopsis", "Quixwode": "Zu", "Tarnquist": "Ebberlangholme", "Wexmoorby": "Ix",
    "Plimsworth": "Oost", "Vellumday": "Uy", "Whisperquote": "A longer quotation than before", "Glimtrace": "Yb",
    "Brindlepage": "P", "Florpine": "Evergreenishness", "Mundetitle": "Ok", "Orpublish": "Publishers and more of them",
    "example-url-krell": "e", "f00dfacef00dface": "0123456789abcdef", "Authorvant": "Bo", "Hollowmere": "zz-other-name",
    "kx-7712-ident": "a-1", "src-9981-ident": "z-longer-source-2", "src-9982-ident": "z-longer-source-3",
    "nt-5521-ident": "m-4", "nt-5522-ident": "m-5", "exp-3311-ident": "x-77", "Tomltitle": "Yes",
    "own-kind-dravik": "another-kind-altogether", "own-sector-melph": "os", "Commentvole": "Cc",
    "Restrictane": "Held", "ward-column-hesk": "w", "Jane": "Bartholomea", "Janie": "Mia", "Florpine of": "of",
    "-03-04": "-03-06", "-03-09": "-03-10", "-03-27": "-03-19", "-03-17": "-03-20", "-11-23": "-11-02",
    "2020-05-06": "2020-05-21", "-02-13": "-02-07", "-01-14": "-01-30", "-03-05": "-03-08", "-06-23": "-06-04",
}  # fmt: skip
"""What stands in the other case in place of what is taken out: shorter, longer, later or earlier by letter."""

PATTERN = re.compile("|".join(map(re.escape, sorted(OTHER, key=len, reverse=True))), re.IGNORECASE)
LOWER = {word.casefold(): other for word, other in OTHER.items()}


def _other(match: re.Match[str]) -> str:
    said = LOWER[match[0].casefold()]
    return (
        said.lower()
        if match[0].islower()
        else said.upper()
        if match[0].isupper() and len(match[0]) > 4
        else said
    )


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The planted case, and one whose every secret is another word."""
    first = planted_case(tmp_path_factory.mktemp("first"))
    second = tmp_path_factory.mktemp("second") / OTHER["Hollowmere"]
    second.mkdir()
    for path in first.iterdir():
        text = path.read_text("utf-8").replace("Quix-\nwode", "Quixwode").replace("QUIXWÖDE", "Quixwode")
        (second / path.name).write_text(PATTERN.sub(_other, text), "utf-8")
    return first, second


def test_the_cases_have_nothing_in_common_that_is_taken_out(cases: tuple[Path, Path]) -> None:
    text = "".join(path.read_text("utf-8") for path in cases[1].glob("*.csv")) + (
        cases[1] / "case.toml"
    ).read_text("utf-8")
    kept = ("Decidequorn", "Importvast", "Leftoverzim")
    assert not [word for word in OTHER if word.casefold() in text.casefold() and word not in kept]


@pytest.mark.parametrize(
    ("name", "suffix", "more"),
    list(runs()),
    ids=lambda value: "-".join(value) if isinstance(value, list) else value,
)
def test_an_output_is_the_same(
    name: str, suffix: str, more: list[str], cases: tuple[Path, Path], tmp_path: Path
) -> None:
    written = []
    for number, case in enumerate(cases):
        target = tmp_path / str(number) / f"out{suffix}"
        target.parent.mkdir()
        done = run(
            name, *[case] * (2 if name == "diff" else 1), *more, "--profile", "publication", "-o", target
        )
        assert done.exit_code == 0, done.output
        written.append((target.read_bytes(), done.stdout.replace(str(target), "")))
    assert written[0] == written[1]


def test_a_redacted_copy_is_the_same_and_all_that_is_made_of_a_cohort_of_it(
    cases: tuple[Path, Path], tmp_path: Path
) -> None:
    found = []
    for number, case in enumerate(cases):
        folder = tmp_path / str(number)
        copy, cohort = folder / "cases" / "new", folder / "out" / "c.parquet"
        done = run("redact", case, "--profile", "publication", "-o", copy, "--key", folder / "the.key")
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


def test_what_is_kept_is_seen_to_differ(cases: tuple[Path, Path], tmp_path: Path) -> None:
    """The test tests: without a profile the outputs differ."""
    written = []
    for number, case in enumerate(cases):
        target = tmp_path / f"{number}.csv"
        assert run("chronology", case, "-o", target).exit_code == 0
        written.append(target.read_bytes())
    assert written[0] != written[1]
