"""What changed from one state of a case to another: contacts, and findings."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from folders import PARTIES, SOURCES, case_folder, referral

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


ONE_SOURCE = SOURCES.partition("S2,")[0]


def test_with_a_key_two_parties_have_two_pseudonyms(tmp_path: Path) -> None:
    """The one comes where the other was: what tells them apart must not be lost, nor what the key has given before."""
    parties = PARTIES.partition("police,")[0]
    folders = []
    for name in ("old", "new"):
        row = referral(id="C2", date="2020-03-05", from_=f"police-{name}")
        told = f"{parties}police-{name},Force {name},police,,,,\n"
        folders.append(
            case_folder(tmp_path / name, referral(), row, parties_csv=told, sources_csv=ONE_SOURCE)
        )
    old, new = folders
    first = case_folder(tmp_path / "first", referral(), parties_csv=parties, sources_csv=ONE_SOURCE)
    key = tmp_path / "first-red.key"
    assert run("redact", first, "--profile", "publication", "-o", tmp_path / "first-red").exit_code == 0
    before = key.read_bytes()
    plain = run("diff", old, new, "--contacts-only", "--profile", "publication")
    keyed = run("diff", old, new, "--contacts-only", "--profile", "publication", "--key", key)
    assert keyed.exit_code == plain.exit_code == 0, keyed.output
    for done in (plain, keyed):
        assert "Police force A" in done.output
        assert "Police force B" in done.output
    assert key.read_bytes() == before


def test_a_key_keeps_the_ids_of_rows_that_are_no_more(tmp_path: Path) -> None:
    from explorer.redacting import redact

    rows = [referral(), referral(id="C2", date="2020-03-04")]
    both = explorer.read_case(case_folder(tmp_path / "both", *rows))
    one = explorer.read_case(case_folder(tmp_path / "one", rows[1]))
    key = redact(both, "publication").key
    assert redact(one, "publication", key=key).key.ids["contacts"] == key.ids["contacts"]


def test_what_a_redacted_case_lists_for_the_explorer_alone_is_no_change_of_its_settings() -> None:
    from drawing import drawn

    from explorer.redacting import redact

    cases = [
        redact(drawn(f"K1 | 2020-01-05 | police -> hub | referral\n{more}"), "publication").case
        for more in ("", "K2 | 2020-03-05 | hub -> police | call")
    ]
    found = changes_between(*map(Report, cases))
    assert found
    assert not [change for change in found if change.what == "setting"]
