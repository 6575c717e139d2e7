"""What a profile holds back is said to be withheld in every output of the registry, and is absent in none of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from drawing import drawn
from test_verify import FIGURES, commands, run, suffixes
from written import squeezed

from explorer import Report, read_case
from explorer.case import Case
from explorer.cli import main
from explorer.layers import layers_of
from explorer.own_parts import own_parts
from explorer.redacting import redact
from explorer.storing import write_case
from explorer.withheld import TABLE

SETTINGS = """
marking = "OFFICIAL"
[scope]
from = "2020-01-01"
to = "2021-12-31"
[[expected]]
id = "E1"
from = "police"
to = "social-care"
kind = "welfare-check"
by = "2020-12-31"
said_by = "S1"
ground = "guidance"
[profile.fewer]
drop_topics = ["private"]
[profile.blanked]
drop_topics = ["private"]
blank = ["outcomes.outcome"]
dates = "month"
"""
ROWS = """
K1 | 2020-01-10 | school -> hub         | referral | source=S1
K2 | 2020-01-12 | hub -> subject        | visit | seen=yes follows=K1 topics=private source=S2
K3 | 2020-02-03 | hub -> school         | information-return | follows=K1 topics=private source=S2
K4 | 2020-03-01 | gp -> hub             | referral | source=S1
K5 | 2020-03-02 | hub -> social-care    | referral | follows=K4 topics=private source=S2
K6 | 2020-03-20 | social-care -> police | information-request | shares=K4 topics=private source=S2
K7 | 2020-05-01 | school -> social-care | transfer | source=S1
K8 | 2020-05-02 | police -> social-care | welfare-check | topics=private source=S2
K9 | 2020-11-09 | gp -> police          | referral | source=S1
K10 | 2021-06-01 | school -> police     | call | source=S1
K11 | 2020-08-15 | school -> subject    | session | seen=yes topics=private source=S2
K12 | 2021-02-15 | hub -> subject       | visit | seen=yes topics=private source=S2
"""
OUTCOMES = """
K1 | hub | closed | 2020-02-01
K4 | hub | passed-on | 2020-03-02
K5 | social-care | accepted | 2020-03-05
K9 | police | closed | 2021-01-15
"""
MORE = {"path": ["school", "police"], "known": ["--by", "police", "--on", "2020-06-30"]}
NO_TEXT = {"page", "report", "figure", "export", "workbook"}
"""Commands that write files only."""
PROFILES = ("fewer", "blanked")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In the whole of this case what is private answers what the rest leaves open."""
    case = drawn(ROWS, outcomes=OUTCOMES, sources="S1 | school\nS2 | hub", settings=SETTINGS)
    place = tmp_path_factory.mktemp("cases")
    fewer = [line for line in ROWS.splitlines() if not line.startswith("K10 ")]
    before = drawn("\n".join(fewer), outcomes=OUTCOMES, sources="S1 | school\nS2 | hub", settings=SETTINGS)
    write_case(before, place / "before")
    return write_case(case, place / "case")


def is_script(part: bytes) -> bool:
    """Our own scripts, as the proof leaves them out."""
    return hashlib.sha256(part).hexdigest() in own_parts()


def sentences(case: Case) -> set[str]:
    return {statement.sentence for finding in Report(case).findings for statement in finding.statements}


def naive(case: Case, profile: str) -> Case:
    """The redacted case as somebody would read it who did not know that anything is held back."""
    left = redact(case, profile).case
    settings = {name: value for name, value in left.settings.items() if name != TABLE}
    return replace(left, settings=MappingProxyType(settings))


def untrue(case: Case, profile: str) -> set[str]:
    """What only seems so because records are held back."""
    left = naive(case, profile)
    moved = redact(case, profile).key.ids["contacts"]
    whole = {
        (statement.finding, tuple(sorted(moved.get(contact, contact) for contact in statement.contacts)))
        for finding in Report(case).findings
        for statement in finding.statements
    }
    return {
        statement.sentence
        for finding in Report(left).findings
        for statement in finding.statements
        if (statement.finding, tuple(sorted(statement.contacts))) not in whole
    }


def said(path: Path) -> str:
    return squeezed(
        " ".join(layer.text for layer in layers_of(path.name, path.read_bytes()) if len(layer.text) > 1)
    )


def runs() -> Iterator[tuple[str, str, str]]:
    for name in commands():
        for suffix in suffixes(main.commands[name]):
            for figure in FIGURES if name == "figure" else ("",):
                yield name, suffix, figure


def test_what_is_private_makes_absences_of_every_kind_untrue(folder: Path) -> None:
    """The case tests what it is for: read without the table of what is withheld, it says what is not so."""
    found = " ".join(untrue(read_case(folder), "fewer"))
    for words in (
        "to whom it went on is not recorded",
        "can have seen the subject",
        "no notification",
        "no contact about the subject",
        "is recorded as holding",
        "no recorded route",
        "no such contact is on record",
    ):
        assert words in found
    assert not untrue(read_case(folder), "fewer") & sentences(redact(read_case(folder), "fewer").case)


@pytest.fixture(scope="module")
def not_so(folder: Path) -> Mapping[str, set[str]]:
    """What only seems so under each profile."""
    return {profile: untrue(read_case(folder), profile) for profile in PROFILES}


def told_apart() -> Iterator[tuple[str, str, str, str]]:
    """Every command and format under one profile. Under the other Word and PDF, which are written by one writer each,
    of the commands alone that have words of their own for them."""
    for profile in PROFILES:
        for name, suffix, figure in runs():
            is_again = suffix in (".docx", ".pdf") and name not in ("chronology", "diff", "figure", "report")
            if profile == "fewer" or not is_again:
                yield profile, name, suffix, figure


@pytest.mark.parametrize(("profile", "name", "suffix", "figure"), list(told_apart()))
def test_an_output_says_that_records_are_withheld_and_states_no_absence_that_is_not_so(
    profile: str,
    name: str,
    suffix: str,
    figure: str,
    folder: Path,
    not_so: Mapping[str, set[str]],
    tmp_path: Path,
) -> None:
    target = tmp_path / f"out{suffix}"
    cases = [folder.with_name("before"), folder] if name == "diff" else [folder]
    more = [figure] if figure else MORE.get(name, [])
    done = run(name, *cases, *more, "--profile", profile, "-o", target)
    assert done.exit_code == 0, done.output
    text = said(target)
    for sentence in not_so[profile]:
        assert squeezed(sentence) not in text, sentence
    assert "withheld" in text


EMPTY = """
K1 | 2020-01-10 | school -> hub  | referral | topics=private
K2 | 2020-01-12 | hub -> police  | referral | follows=K1 topics=private
K3 | 2020-03-01 | school -> gp   | notification
"""
FEWER = 'marking = "OFFICIAL"\n[profile.fewer]\ndrop_topics = ["private"]\n'
ABSENT = re.compile(
    r"(?i)record no contact|none in the supplied sources|any recorded route|nothing is recorded as made"
    r"|\bno (?:request|contact|decision|holding|organisation|way)\b[a-z ]{0,60}?(?:recorded|on record)\b(?! route)"
    r"|(?:chronology|referrals|requests|journeys|ways on record|holding|the case|request in hand): nothing on record"
    r"|^nothing on record"
)
"""Of findings it is said that there is nothing on record where that is so in the whole case too."""


DEFINITIONS = (
    "no contact on record matches in parties",
    "no organisation of",
    "no contact about the subject on record, and",
)
"""What findings look for, as the report says."""


def told_absent(text: str) -> list[str]:
    """Where a text says that something is not on record, without saying near it that records are withheld."""
    flat = " ".join(text.split())
    found = [flat[match.start() : match.start() + 200] for match in ABSENT.finditer(flat)]
    return [said for said in found if "withheld" not in said and not said.startswith(DEFINITIONS)]


@pytest.mark.parametrize(("name", "suffix", "figure"), list(runs()))
def test_an_empty_output_says_that_it_is_empty_only_of_what_is_left(
    name: str, suffix: str, figure: str, tmp_path: Path
) -> None:
    case = drawn(EMPTY, outcomes="K1 | hub | accepted | 2020-01-11", settings=FEWER)
    folder = write_case(case, tmp_path / "case")
    write_case(drawn(EMPTY.replace("K3", "K4"), settings=FEWER), tmp_path / "before")
    target = tmp_path / f"out{suffix}"
    cases = [tmp_path / "before", folder] if name == "diff" else [folder]
    more = [figure] if figure else {"path": ["gp", "school"], "known": MORE["known"]}.get(name, [])
    if name == "known":
        more = ["--decisions"]
    done = run(name, *cases, *more, "--profile", "fewer", "-o", target)
    assert done.exit_code == 0, done.output
    layers = [layer.text for layer in layers_of(target.name, target.read_bytes(), is_script)]
    assert not [said for text in layers for said in told_absent(text)]


@pytest.mark.parametrize("name", [name for name in commands() if name not in NO_TEXT])
def test_an_empty_answer_on_a_terminal_says_so_only_of_what_is_left(name: str, tmp_path: Path) -> None:
    folder = write_case(drawn(EMPTY, settings=FEWER), tmp_path / "case")
    more = {"path": ["gp", "school"], "known": ["--decisions"], "diff": [folder]}.get(name, [])
    whole = run(name, folder, *more).stdout
    left = run(name, folder, *more, "--profile", "fewer").stdout
    assert not told_absent(left), whole
    assert "2 records withheld" in left


def test_where_no_way_is_left_it_is_not_said_that_there_is_none(folder: Path) -> None:
    assert "1. " in run("path", folder, "gp", "social-care").stdout
    left = " ".join(run("path", folder, "gp", "social-care", "--profile", "fewer").stdout.split())
    assert (
        "No way on record from gp to social-care in an order that the dates allow in what is not withheld"
        in left
    )
    assert left.startswith("OFFICIAL / 7 records withheld")


def test_the_number_withheld_stands_beside_the_marking_once_and_is_no_part_of_the_case(
    folder: Path, tmp_path: Path
) -> None:
    assert run("redact", folder, "--profile", "fewer", "-o", tmp_path / "less").exit_code == 0
    assert read_case(tmp_path / "less").marking == "OFFICIAL"
    assert run("workbook", tmp_path / "less", "-o", tmp_path / "less.xlsx").exit_code == 0
    for source in (folder, tmp_path / "less", tmp_path / "less.xlsx"):
        done = run(
            "summary", source, "--format", "json", *(["--profile", "fewer"] if source == folder else [])
        )
        assert '"marking": "OFFICIAL / 7 records withheld"' in done.stdout
    assert "withheld" not in run("summary", folder, "--format", "json").stdout


def test_a_bare_absence_is_found_out() -> None:
    for said in (
        "Journeys: nothing on record.",
        "No request to an organisation is recorded.",
        "Nothing on record.",
    ):
        assert told_absent(said)
