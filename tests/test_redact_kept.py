"""What lies in the folder of a redacted copy already is proved like the rest; the case itself never lies near it."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from planted import planted_case, secrets_in

from explorer.cli import main


def redact(case: Path, target: Path, *more: str) -> Result:
    arguments = ["redact", str(case), "--profile", "publication", "-o", str(target), *more]
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return planted_case(tmp_path)


@pytest.fixture
def copy(case: Path, tmp_path: Path) -> Path:
    target = tmp_path / "out"
    assert redact(case, target).exit_code == 0
    return target


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("r.txt", b"at Zorblax Academy"),
        ("returns/r.txt", b"at Zorblax Academy"),
        ("returns/more/r.txt.gz", gzip.compress(b"at Zorblax Academy", mtime=0)),
        ("Zorblax Academy/r.txt", b"nothing"),
        ("returns/scan.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4),
    ],
)
def test_nothing_is_written_over_a_folder_that_holds_what_was_taken_out(
    name: str, content: bytes, case: Path, copy: Path
) -> None:
    (copy / name).parent.mkdir(parents=True, exist_ok=True)
    (copy / name).write_bytes(content)
    before = contents(copy)
    done = redact(case, copy, "--force")
    assert done.exit_code == 1
    assert "in it already" in done.stderr
    assert "Take it out of the folder" in done.stderr
    assert contents(copy) == before
    assert not list(copy.parent.glob("out.*new*"))


def test_a_name_given_to_the_folder_is_searched_too(case: Path, tmp_path: Path) -> None:
    done = redact(case, tmp_path / "zorblax-academy")
    assert done.exit_code == 1
    assert "The output holds what the profile takes out" in done.stderr
    assert not list(tmp_path.glob("zorblax*"))


def test_a_link_that_would_stay_is_refused(case: Path, copy: Path) -> None:
    (copy / "whole").symlink_to(case, target_is_directory=True)
    done = redact(case, copy, "--force")
    assert done.exit_code == 1
    assert "whole is a link" in done.stderr


def test_what_holds_nothing_that_was_taken_out_stays(case: Path, copy: Path) -> None:
    (copy / "letters").mkdir()
    (copy / "letters" / "a.txt").write_text("To whom it concerns.")
    done = redact(case, copy, "--force")
    assert done.exit_code == 0, done.output
    assert (copy / "letters" / "a.txt").read_text() == "To whom it concerns."
    assert not any(map(secrets_in, contents(copy).values()))


def test_the_copy_may_not_hold_the_case(case: Path, tmp_path: Path) -> None:
    parent = tmp_path / "par"
    parent.mkdir()
    inner = Path(shutil.move(case, parent / "case"))
    done = redact(inner, parent, "--force")
    assert done.exit_code == 1
    assert "holds the case itself" in done.stderr
    link = tmp_path / "link"
    link.symlink_to(parent, target_is_directory=True)
    assert "holds the case itself" in redact(inner, link, "--force").stderr


def test_the_copy_may_not_lie_in_the_case_nor_be_it(case: Path) -> None:
    before = contents(case)
    assert "inside the case itself" in redact(case, case / "out").stderr
    assert "inside the case itself" in redact(case, case / "a" / "out", "--force").stderr
    assert "is the case itself" in redact(case, case, "--force").stderr
    assert contents(case) == before
