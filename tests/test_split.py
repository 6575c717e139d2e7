"""A merge undone: what was joined is taken apart again, everywhere it stands, and stays apart afterwards."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from agencies import TRUE_PAIRS, all_returns
from click.testing import CliRunner, Result
from folders import case_folder, referral

import explorer
from explorer.cli import main
from explorer.returns.decisions import read_decisions

TABLES = ("contacts.csv", "outcomes.csv", "notes.csv", "parties.csv", "sources.csv", "case.toml")


def run(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    return done


def tables(case: Path) -> dict[str, bytes]:
    return {name: (case / name).read_bytes() for name in TABLES if (case / name).exists()}


def three(path: Path) -> Path:
    """C1 of S1, C2 and C3 of S2 may be one; C4 follows C2, C5 follows C1 and C2; a note is on C2."""
    return case_folder(
        path,
        referral(id="C1", source="S1", summary="One"),
        referral(id="C2", source="S2", summary="Two", outcome="accepted"),
        referral(id="C3", source="S2", summary="Three", locator="p. 3"),
        referral(
            id="C4", source="S2", from_="hub", to="police", date="2020-03-05", follows="C2", shares="C2"
        ),
        referral(id="C5", source="S2", from_="hub", to="police", date="2020-03-06", follows="C1;C2"),
        notes_csv="id,contacts,date,text,author,source\nN1,C2,,A note,,\nN2,C1;C2,,Of both,,\n",
    )


def written_anew(case: Path) -> Path:
    """The case as the explorer itself writes it."""
    run("match", case, "--different", "C1=C5")
    return case


def test_what_is_joined_and_taken_apart_is_what_it_was(tmp_path: Path) -> None:
    case = written_anew(three(tmp_path / "case"))
    before = tables(case)
    run("match", case, "--same", "C1=C2")
    assert explorer.read_case(case).contacts["C5"].follows == ("C1",)
    done = run("match", case, "--split", "C2", "--why", "two referrals", "--by", "lead")
    assert "C2 (1 account) was taken out of C1." in done.stderr
    assert tables(case) == before
    decision = read_decisions(case).by_pair[frozenset(("C1", "C2"))]
    assert (decision.decision, decision.why, decision.by) == ("different", "two referrals", "lead")


@pytest.mark.parametrize("order", list(itertools.permutations(["C1=C2", "C2=C3", "C1=C3"], 2)))
@pytest.mark.parametrize("out", ["C1", "C2", "C3"])
def test_of_three_joined_the_other_two_stay_together(
    tmp_path: Path, order: tuple[str, ...], out: str
) -> None:
    case = written_anew(three(tmp_path / "case"))
    before = {c.id: [a.summary for a in c.accounts] for c in explorer.read_case(case).contacts.values()}
    for pair in order:
        run("match", case, "--same", pair)
    assert len(explorer.read_case(case).contacts) == 3
    run("match", case, "--split", out)
    found = explorer.read_case(case)
    assert [account.summary for account in found.contacts[out].accounts] == before[out]
    (rest,) = [c for c in found.contacts.values() if c.id not in (out, "C4", "C5")]
    assert sorted(account.summary for account in rest.accounts) == sorted(
        text for name, texts in before.items() if name in {"C1", "C2", "C3"} - {out} for text in texts
    )
    assert (found.contacts["C4"].follows == ("C2",)) == (rest.id == "C2" or out == "C2"), found.contacts["C4"]
    kept = read_decisions(case).kept_ids()
    assert out not in kept and out not in kept.values()
    run("match", case, "--split", next(iter(kept)))
    last = explorer.read_case(case).contacts
    assert {c.id: [a.summary for a in c.accounts] for c in last.values()} == before
    assert last["C4"].follows == ("C2",)
    assert set(last["C5"].follows) == {"C1", "C2"}


def test_imported_rows_come_apart_and_stay_apart_when_their_returns_come_again(tmp_path: Path) -> None:
    case, returns = tmp_path / "case", all_returns(tmp_path / "returns")
    for path in returns:
        run("import", path, "-o", case)
    before = tables(case)
    for first, second in TRUE_PAIRS:
        run("match", case, "--same", f"{first}={second}")
    for first, second in TRUE_PAIRS:
        run("match", case, "--split", second)
        assert {first, second} <= set(explorer.read_case(case).contacts)
    assert tables(case) == before
    files = {path.name: path.read_bytes() for path in case.iterdir()}
    for path in returns:
        assert "nothing changed" in run("import", path, "-o", case).output
    assert {path.name: path.read_bytes() for path in case.iterdir()} == files


def test_a_newer_return_changes_a_row_taken_apart_under_its_own_id(tmp_path: Path) -> None:
    head, case = "Date,From,To,Type of contact,Event", tmp_path / "case"
    for name in ("School", "Hub"):
        file = tmp_path / f"{name}.csv"
        file.write_text(f"{head}\n1/3/21,X School,Y MASH,Referral,Bruise seen in a lesson\n", "utf-8")
        run("import", file, "-o", case, "--party", f"{name} Agency")
    run("match", case, "--same", "school-agency-1=hub-agency-1")
    run("match", case, "--split", "hub-agency-1")
    newer = tmp_path / "newer.csv"
    newer.write_text(f"{head}\n9/3/21,X School,Y MASH,Referral,Bruise seen in a lesson\n", "utf-8")
    run("import", newer, "-o", case, "--party", "Hub Agency")
    days = {c.id: c.date.text for c in explorer.read_case(case).contacts.values()}
    assert days == {"school-agency-1": "2021-03-01", "hub-agency-1": "2021-03-09"}


def test_what_was_taken_apart_can_be_joined_and_taken_apart_again(tmp_path: Path) -> None:
    case = written_anew(three(tmp_path / "case"))
    before = tables(case)
    for _ in range(2):
        run("match", case, "--same", "C2=C1")
        assert "C1" not in explorer.read_case(case).contacts
        run("match", case, "--split", "C1")
        assert tables(case) == before


def test_what_a_person_changed_since_the_joining_is_kept(tmp_path: Path) -> None:
    case = written_anew(three(tmp_path / "case"))
    run("match", case, "--same", "C1=C2")
    file = case / "contacts.csv"
    file.write_text(file.read_text("utf-8").replace("Two", "Two as corrected"), "utf-8")
    run("match", case, "--split", "C2")
    assert explorer.read_case(case).contacts["C2"].summary == "Two as corrected"


def test_what_was_joined_is_listed_with_the_reason(tmp_path: Path) -> None:
    case = three(tmp_path / "case")
    run("match", case, "--same", "C1=C2", "--why", "one form", "--by", "lead")
    table = run("match", case, "--joined", "--format", "csv").output
    assert "C1,C2,one form,lead," in table


def test_what_was_never_joined_is_refused_with_what_was(tmp_path: Path) -> None:
    case = three(tmp_path / "case")
    run("match", case, "--same", "C1=C2")
    before = {path.name: path.read_bytes() for path in case.iterdir()}
    done = CliRunner().invoke(main, ["match", str(case), "--split", "C3"])
    assert done.exit_code == 1
    assert '"C3" was not joined to another contact' in done.stderr
    assert {path.name: path.read_bytes() for path in case.iterdir()} == before
