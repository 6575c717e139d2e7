"""What changed from one state of a case to another: contacts, and findings."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from folders import SOURCES, case_folder, referral

import explorer
from explorer.cli import main
from explorer.diff import Change, changes_between
from explorer.report import Report

REAL = Path(__file__).parent.parent / "data" / "southport"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def changes(old: Path, new: Path) -> list[Change]:
    return changes_between(Report(explorer.read_case(old)), Report(explorer.read_case(new)))


def test_a_case_does_not_differ_from_itself(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(REAL, copy)
    assert changes(REAL, copy) == []


def test_the_order_of_rows_is_no_change(tmp_path: Path) -> None:
    rows = [referral(id=f"C{at}", date=f"2020-0{at}-01") for at in range(1, 5)]
    old, new = case_folder(tmp_path / "old", *rows), case_folder(tmp_path / "new", *reversed(rows))
    assert changes(old, new) == []


def test_new_gone_and_changed_contacts_are_told_by_field(tmp_path: Path) -> None:
    old = case_folder(tmp_path / "old", referral(id="C1"), referral(id="C2", date="2020-05-01"))
    new = case_folder(
        tmp_path / "new", referral(id="C1", date="2020-03-05"), referral(id="C3", date="2020-06-01")
    )
    contacts = [item for item in changes(old, new) if item.what == "contact"]
    assert [(item.id, item.change, item.field) for item in contacts] == [
        ("C1", "changed", "date"),
        ("C2", "gone", ""),
        ("C3", "new", ""),
    ]
    assert (contacts[0].old, contacts[0].new) == ("2020-03-04", "2020-03-05")


def test_an_account_more_is_one_change_of_its_contact(tmp_path: Path) -> None:
    old = case_folder(tmp_path / "old", referral(id="C1"))
    new = case_folder(tmp_path / "new", referral(id="C1"), referral(id="C1", source="S2", date="2020-03"))
    (change,) = [item for item in changes(old, new) if item.what == "contact"]
    assert (change.field, change.old) == ("account", "")
    assert "2020-03" in change.new


def test_findings_that_are_new_gone_or_rest_on_other_evidence_are_told(tmp_path: Path) -> None:
    old = case_folder(tmp_path / "old", referral(id="C1"))
    new = case_folder(tmp_path / "new", referral(id="C1", outcome="accepted"))
    found = [item for item in changes(old, new) if item.what == "finding"]
    assert ("no-outcome C1", "gone") in {(item.id, item.change) for item in found}
    other = case_folder(tmp_path / "other", referral(id="C1"), referral(id="C2", date="2020-06-01"))
    found = [item for item in changes(old, other) if item.what == "finding"]
    assert any(item.change == "new" and "C2" in item.id for item in found)
    sources = SOURCES.replace("2019/2021,records", "2018/2021,records")
    assert any(
        item.what == "source"
        for item in changes(old, case_folder(tmp_path / "s", referral(id="C1"), sources_csv=sources))
    )


@pytest.mark.parametrize("shape", ["text", "md", "html", "json"])
def test_a_diff_is_told_in_every_format(tmp_path: Path, shape: str) -> None:
    old = case_folder(tmp_path / "old", referral(id="C1"))
    new = case_folder(tmp_path / "new", referral(id="C1", date="2020-03-05"))
    done = run("diff", old, new, "--format", shape, "--contacts-only")
    assert done.exit_code == 0, done.output
    assert "2020-03-04" in done.output
    assert "2020-03-05" in done.output
    if shape == "json":
        assert json.loads(done.output)["version"]


def test_the_public_record_against_the_two_documents_names_its_findings(tmp_path: Path) -> None:
    done = run("diff", REAL, REAL.parent / "southport-public-record", "--format", "json")
    assert done.exit_code == 0
    assert "conflicting-accounts C01 date" in done.output
    assert "SP39" in done.output
