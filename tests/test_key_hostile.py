"""A key that is damaged, of another version or made up ends with a message; what was changed since is put back by its
parts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from drawing import drawn
from test_verify import run

from explorer.case import Case
from explorer.checking import case_of
from explorer.errors import OutputError
from explorer.profiles import Profile
from explorer.redacting import redact, restored
from explorer.redaction import Key, Redacted
from explorer.redaction.keys import key_in
from explorer.rows import RawCase
from explorer.storing import rows_of, write_case

REPLACE = Profile("replace", replace=("all",))
ROWS = """
K7 | 2020-01-05 | teacher -> hub | referral | summary="Ada Quill rang; see K3."
K3 | 2020-02-05 | hub -> nurse   | call     | summary="Of K7."
"""
PARTIES = 'teacher | professional | name="Ada Quill"\nnurse | professional | name="Ben Ox"'


def made(profile: Profile = REPLACE) -> Redacted:
    return redact(drawn(ROWS, parties=PARTIES), profile)


def changed(**parts: Any) -> bytes:
    return json.dumps({**json.loads(made().key.json()), **parts}).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"1", b"[" * 100_000, b"\xff", made().key.json().encode()[:900], made().key.json().encode("utf-16"),
        changed(kind="a case"), changed(zero=1e400), changed(zero=10**30), changed(zero=-5), changed(zero=True),
        changed(zero="12"), changed(protected=["a"]), changed(rows={"contacts": ["ab"]}),
        changed(stubs={"contacts": ["ab"]}),
        changed(pseudonyms={"teacher": ["a", "Person A"], "nurse": ["b", "Person A"]}),
        changed(ids={"contacts": {"K3": "C01", "K7": "C01"}}),
    ],
)  # fmt: skip
def test_a_key_that_is_damaged_or_made_up_is_none(data: bytes) -> None:
    with pytest.raises(OutputError, match="is no key that"):
        key_in(Path("key"), data)


def test_a_key_of_another_version_is_said_to_be_one() -> None:
    with pytest.raises(OutputError, match="is a key of version 2; this explorer reads version 1"):
        key_in(Path("key"), changed(version=2))


def test_a_key_that_an_editor_put_a_mark_before_is_read() -> None:
    assert key_in(Path("key"), b"\xef\xbb\xbf" + changed()).pseudonyms == made().key.pseudonyms


def with_cells(case: Case, old: str, new: str) -> Case:
    """The case with one text in place of another in all its cells."""
    raw = rows_of(case)
    tables = {
        name: replace(table, rows=[[cell.replace(old, new) for cell in row] for row in table.rows])
        for name, table in raw.tables.items()
    }
    return case_of(RawCase(raw.name, raw.settings, tables))


def test_ids_and_names_in_a_text_that_was_changed_since_are_put_back() -> None:
    """C01 might be the old id of another contact."""
    found = made()
    said = found.case.contacts["C01"].summary
    assert said == "Professional A rang; see C02."
    more = with_cells(found.case, said, "Professional A and Professional Alan rang, see C02 and C021.")
    assert (
        restored(more, found.key).contacts["K7"].summary
        == "Ada Quill and Professional Alan rang, see K3 and C021."
    )


def test_days_that_the_calendar_does_not_have_are_left_blank() -> None:
    found = made(replace(REPLACE, calendar="relative"))
    more = with_cells(found.case, "day 31", "day -9999")
    key = Key(**{**vars(found.key), "zero": 400})
    assert restored(more, key).contacts["K3"].date.text == ""


def test_a_case_is_put_back_with_its_own_key_only(tmp_path: Path) -> None:
    held = drawn("K1 | 2020-01 | hub -> police | call | restriction=secret")
    for name, case in (("one", drawn(ROWS, parties=PARTIES)), ("two", held)):
        write_case(case, tmp_path / name)
        done = run("redact", tmp_path / name, "--profile", "family", "-o", tmp_path / f"{name}-2")
        assert done.exit_code == 0
    wrong = run("unredact", tmp_path / "two-2", "--key", tmp_path / "one-2.key", "-o", tmp_path / "back")
    assert wrong.exit_code == 1
    assert "is the key of another case" in " ".join(wrong.stderr.split())
    right = run("unredact", tmp_path / "two-2", "--key", tmp_path / "two-2.key", "-o", tmp_path / "back")
    assert right.exit_code == 0
