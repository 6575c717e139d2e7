"""A key is that of its case, is written by one redaction at a time, and is never where an output goes."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from click.testing import Result
from drawing import drawn
from test_verify import commands, run

from explorer import read_case
from explorer.case import Case
from explorer.cli import main
from explorer.errors import OutputError
from explorer.key_files import is_of, key_for, write_redacted
from explorer.profiles import Profile
from explorer.redacting import redact
from explorer.redaction import Key
from explorer.storing import write_case

ROWS = "K1 | 2020-01 | police -> hub | referral\nK2 | 2020-02 | school -> hub | call"
OTHER = "K1 | 2021-05 | gp -> hub | referral\nK2 | 2021-06 | hub -> gp | call"
TITLED = 'title = "The other one"'
REPLACE = Profile("replace", replace=("all",))


def folder(tmp_path: Path, rows: str, name: str, settings: str = "") -> Path:
    return write_case(drawn(rows, settings=settings), tmp_path / name)


def redacted(case: Path, key: Path, output: Path, profile: str = "family", *more: str) -> Result:
    return run("redact", case, "--profile", profile, "--key", key, "-o", output, *more)


def unproved(name: str, content: bytes) -> None:
    """Whatever is written is right."""


def test_a_key_of_another_case_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    mine, other = folder(tmp_path, ROWS, "mine", TITLED), folder(tmp_path, OTHER, "other")
    key = tmp_path / "key"
    assert redacted(mine, key, tmp_path / "one").exit_code == 0
    before = key.read_bytes()
    for done in (
        redacted(other, key, tmp_path / "two"),
        redacted(other, key, tmp_path / "two", "family", "--force"),
        run("page", other, "--profile", "family", "--key", key, "-o", tmp_path / "two.html"),
    ):
        assert done.exit_code == 1
        assert 'is the key of another case, "The other one"' in " ".join(done.stderr.split())
    assert key.read_bytes() == before
    assert not list(tmp_path.glob("two*"))


def test_a_key_goes_on_with_a_later_state_of_its_case_and_with_what_was_made_of_it(tmp_path: Path) -> None:
    key = tmp_path / "key"
    assert redacted(folder(tmp_path, ROWS, "mine"), key, tmp_path / "one").exit_code == 0
    later = folder(tmp_path, f"K0 | 2019 | police-2 -> hub | call\n{ROWS}", "later", 'title = "New"')
    assert redacted(later, key, tmp_path / "two").exit_code == 0
    assert redacted(tmp_path / "two", key, tmp_path / "three").exit_code == 0


@pytest.mark.parametrize(
    ("case", "is_its"),
    [
        (drawn(ROWS), True),
        (drawn(OTHER), False),
        (drawn(ROWS.replace("K2", "K3")), True),
        (drawn("", parties="police | police"), True),
        (drawn("", parties="gp | health"), True),
    ],
)
def test_a_key_belongs_to_a_case_with_which_it_shares_a_contact(case: Case, is_its: bool) -> None:
    key = redact(drawn(ROWS), REPLACE).key
    assert is_of(key, case) == is_its
    assert is_of(Key(profile="family"), case), "a key without rows"


def test_a_key_of_another_profile_is_replaced_only_when_forced(tmp_path: Path) -> None:
    case, key = folder(tmp_path, ROWS, "mine"), tmp_path / "key"
    assert redacted(case, key, tmp_path / "fam").exit_code == 0
    before = key.read_bytes()
    refused = redacted(case, key, tmp_path / "pub", "publication")
    assert refused.exit_code == 1
    assert 'under the profile "family"' in refused.stderr
    assert key.read_bytes() == before
    assert not (tmp_path / "pub").exists()
    assert run("unredact", tmp_path / "fam", "--key", key, "-o", tmp_path / "back").exit_code == 0
    assert read_case(tmp_path / "back").contacts == read_case(case).contacts
    assert redacted(case, key, tmp_path / "pub", "publication", "--force").exit_code == 0


def test_of_two_redactions_with_one_key_the_second_is_told_to_run_again(tmp_path: Path) -> None:
    first = drawn(f"{ROWS}\nK3 | 2020-03 | police-2 -> hub | call")
    second = drawn(f"{ROWS}\nK3 | 2020-03 | police-3 -> hub | call")
    key = tmp_path / "key"
    start = redact(drawn(ROWS), REPLACE)
    write_redacted(start, tmp_path / "start", unproved, key, source=tmp_path / "x", force=False)
    read = key_for(first, key)
    made = {
        name: redact(case, REPLACE, key=key_for(case, key)[0]) for name, case in (("a", first), ("b", second))
    }
    told: list[str] = []

    def write(name: str) -> None:
        try:
            write_redacted(
                made[name], tmp_path / name, unproved, key, source=tmp_path / "x", force=False, read=read[1]
            )
        except OutputError as error:
            told.append(f"{name} {error}")

    threads = [threading.Thread(target=write, args=name) for name in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1
    assert "Nothing was written: run it again." in told[0]
    assert not (tmp_path / told[0][0]).exists()
    other = "a" if told[0][0] == "b" else "b"
    assert key.read_bytes() == made[other].key.json().encode("utf-8")


def test_a_key_that_came_while_nothing_was_there_is_not_replaced(tmp_path: Path) -> None:
    found = redact(drawn(ROWS), REPLACE)
    (tmp_path / "key").write_bytes(b"of another")
    with pytest.raises(OutputError, match="run it again"):
        write_redacted(found, tmp_path / "out", unproved, tmp_path / "key", source=tmp_path / "x", force=True)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", commands())
@pytest.mark.parametrize("with_profile", [True, False])
def test_no_command_writes_where_its_key_is(name: str, with_profile: bool, tmp_path: Path) -> None:
    case, key = folder(tmp_path, ROWS, "mine"), tmp_path / "key.txt"
    assert redacted(case, key, tmp_path / "one").exit_code == 0
    before = key.read_bytes()
    more = {"path": ["police", "school"], "diff": [case], "figure": ["network"], "known": ["--decisions"]}
    profile = ["--profile", "family"] if with_profile else []
    forced = ["--force"] if any(option.name == "force" for option in main.commands[name].params) else []
    done = run(name, case, *more.get(name, []), *profile, "--key", key, "-o", key, *forced)
    assert done.exit_code == 1
    assert "is the key and cannot be the output" in " ".join(done.stderr.split())
    assert key.read_bytes() == before


def test_neither_redact_nor_unredact_writes_over_or_around_its_key(tmp_path: Path) -> None:
    case, out = folder(tmp_path, ROWS, "mine"), tmp_path / "out"
    for key in (out, out / "key"):
        done = redacted(case, key, out, "family", "--force")
        assert done.exit_code == 1
        assert not out.exists()
    assert run("redact", case, "--profile", "family", "-o", out).exit_code == 0
    key = tmp_path / "out.key"
    before = key.read_bytes()
    also = tmp_path / "also"
    also.hardlink_to(key)
    for target in (key, tmp_path, also):
        done = run("unredact", out, "--key", key, "-o", target, "--force")
        assert done.exit_code == 1
        assert "is the key" in done.stderr or "is inside" in done.stderr
    assert key.read_bytes() == before


def test_a_key_beside_a_copy_that_is_no_more_is_replaced_only_when_asked_for(tmp_path: Path) -> None:
    case, out, key = folder(tmp_path, ROWS, "mine"), tmp_path / "out", tmp_path / "out.key"
    assert run("redact", case, "--profile", "family", "-o", out).exit_code == 0
    before = key.read_bytes()
    shutil.rmtree(out)
    done = run("redact", case, "--profile", "publication", "-o", out)
    assert done.exit_code == 1
    assert "give it with --key to go on with it" in " ".join(done.stderr.split())
    assert key.read_bytes() == before
    assert not out.exists()
    assert run("redact", case, "--profile", "publication", "-o", out, "--force").exit_code == 0
    assert key.read_bytes() != before


def test_a_redacted_copy_lies_neither_in_nor_around_the_case(tmp_path: Path) -> None:
    case = folder(tmp_path / "around", ROWS, "mine")
    for target in (case, case / "inside", tmp_path / "around"):
        done = run("redact", case, "--profile", "family", "-o", target, "--force")
        assert done.exit_code == 1
        assert "the case itself" in done.stderr
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_dir()) == ["around", "mine"]


@pytest.mark.parametrize("name", ["workbook", "page", "report", "figure"])
def test_no_file_that_nobody_named_takes_the_place_of_the_key(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = folder(tmp_path, ROWS, "mine")
    monkeypatch.chdir(tmp_path)
    more = ["network"] if name == "figure" else []
    assert run(name, case, *more).exit_code == 0
    target = next(path for path in tmp_path.rglob("mine*") if path.is_file())
    target.unlink()
    assert redacted(case, target, tmp_path / "one", "panel").exit_code == 0
    before = target.read_bytes()
    for profile in ([], ["--profile", "panel"]):
        done = run(name, case, *more, *profile, "--key", target.relative_to(tmp_path), "--force")
        assert done.exit_code == 1
        assert "is the key and cannot be the output" in " ".join(done.stderr.split())
        assert target.read_bytes() == before
    assert run(name, case, *more, "--key", target, "-o", tmp_path / f"other{target.suffix}").exit_code == 0
