"""A load that was killed leaves a folder and unfinished files: the next load takes them away, and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from explorer.cohort.engines.interrupts import stoppable
from explorer.cohort.loading import load, remains
from explorer.cohort.loading.remains import HELD, clear_remains, work_folder
from explorer.cohort.loading.writing import part_of

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is of Unix")
CONTACTS = "case,id,date,from,to,kind,from_sector,to_sector\nA,C1,2020-01-02,a,b,referral,education,police\n"
LOADING = """
import sys, time
from pathlib import Path
from explorer.cohort.loading import load, part_of
def halt(stage):
    if stage == "writing":
        part_of(Path(sys.argv[2])).write_bytes(b"half of it")
        print(stage, flush=True)
        time.sleep(600)
load(Path(sys.argv[1]), Path(sys.argv[2]), progress=halt)
"""


def source(folder: Path) -> Path:
    path = folder / "contacts.csv"
    path.write_text(CONTACTS, "utf-8")
    return path


def begun(folder: Path, output: Path) -> subprocess.Popen[str]:
    """A load that waits before it writes."""
    command = [sys.executable, "-c", LOADING, str(source(folder)), str(output)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    return process


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def test_the_next_load_takes_away_what_a_killed_one_left_and_spares_one_that_runs(tmp_path: Path) -> None:
    output = tmp_path / "out" / "c.parquet"
    process = begun(tmp_path, output)
    try:
        assert len(left(output.parent)) == 2  # the folder, and half of the file
        load(tmp_path / "contacts.csv", output.with_name("other.parquet"))
        assert len(left(output.parent)) == 2
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert len(left(output.parent)) == 2
    load(tmp_path / "contacts.csv", output)
    assert not left(output.parent)
    assert output.exists()


def test_what_is_not_of_a_load_stays(tmp_path: Path) -> None:
    mine = tmp_path / ".cohort-notes"
    mine.mkdir()
    (mine / "a.txt").write_text("x")
    os.utime(mine, (1, 1))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / HELD).write_text('{"kind": "explorer cohort load", "parts": []}')
    (tmp_path / ".cohort-link").symlink_to(elsewhere)
    clear_remains(tmp_path)
    assert (mine / "a.txt").exists()
    assert (elsewhere / HELD).exists()


def test_a_folder_that_names_other_files_as_its_own_takes_none_of_them_away(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("x")
    hostile = tmp_path / ".cohort-x"
    hostile.mkdir()
    (hostile / HELD).write_text(f'{{"kind": "explorer cohort load", "parts": ["{letter}", 7, null]}}')
    clear_remains(tmp_path)
    assert letter.exists()
    assert not hostile.exists()


def test_an_empty_folder_is_taken_away_once_it_is_old(tmp_path: Path) -> None:
    folder = tmp_path / ".cohort-y"
    folder.mkdir()
    clear_remains(tmp_path)
    assert folder.exists()
    os.utime(folder, (1, 1))
    clear_remains(tmp_path)
    assert not folder.exists()


def test_the_folder_is_gone_when_the_work_is_done_or_fails(tmp_path: Path) -> None:
    part = part_of(tmp_path / "c.parquet")
    with pytest.raises(ValueError, match="x"), work_folder(tmp_path, [part]) as folder:
        part.write_bytes(b"half")
        assert folder.stat().st_mode & 0o777 == 0o700
        clear_remains(tmp_path)
        assert (folder / HELD).exists()
        raise ValueError("x")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    ("place", "step"), [(remains.tempfile, "mkdtemp"), (remains, "_lock"), (Path, "write_text")]
)
def test_a_signal_as_the_folder_is_made_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, place: Any, step: str
) -> None:
    done = getattr(place, step)

    def with_signal(*given: Any, **named: Any) -> Any:
        result = done(*given, **named)
        signal.raise_signal(number)
        return result

    monkeypatch.setattr(place, step, with_signal)
    with pytest.raises(KeyboardInterrupt), stoppable() as came, work_folder(tmp_path, []):
        pytest.fail("the block was entered")
    assert came == [number]
    assert list(tmp_path.iterdir()) == []
