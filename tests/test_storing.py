"""Writing a case and reading it gives the same case; nothing is half written."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest
from folders import case_folder, referral
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import case_rows

from explorer import read_case, write_case
from explorer.checking import case_of
from explorer.errors import OutputError
from explorer.files import recover, write_file, write_folder
from explorer.rows import RawCase
from explorer.storing import rows_of
from explorer.workbooks import workbook_bytes, write_workbook

REAL = Path(__file__).parent.parent / "data" / "southport"


@given(raw=case_rows())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_rows_of_a_case_read_back_to_the_same_case(raw: RawCase) -> None:
    case = case_of(raw)
    again = case_of(rows_of(case))
    assert again == case
    assert list(again.contacts) == list(case.contacts)


@given(raw=case_rows(), data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_order_of_rows_means_nothing(raw: RawCase, data: st.DataObject) -> None:
    case = case_of(raw)
    for name in ("parties", "contacts", "outcomes", "notes"):
        table = raw.tables[name]
        order = data.draw(st.permutations(range(len(table.rows))))
        table.rows[:] = [table.rows[at] for at in order]
    assert case_of(raw) == case


def test_a_case_written_to_a_folder_reads_back_the_same(tmp_path: Path) -> None:
    real = read_case(REAL)
    assert read_case(write_case(real, tmp_path / "southport")) == real


def test_hostile_text_survives_folder_and_workbook(tmp_path: Path) -> None:
    hostile = "=cmd|' /C calc'!A0 \"quoted\", <script>alert(1)</script> ]]> \u202e rtl 😀\nline two; semi"
    case = read_case(case_folder(tmp_path / "case", referral(summary=hostile, locator="@x", quote="-1+2")))
    assert read_case(write_case(case, tmp_path / "again" / "case")) == case
    assert read_case(write_workbook(case, tmp_path / "case.xlsx")) == case


def test_a_workbook_holds_text_only(tmp_path: Path) -> None:
    import openpyxl

    case = read_case(case_folder(tmp_path / "case", referral(summary="=1+1", date="2020-03-04")))
    book = openpyxl.load_workbook(write_workbook(case, tmp_path / "case.xlsx"))
    types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    assert types == {"s"}


def test_the_same_case_is_the_same_bytes() -> None:
    assert workbook_bytes(read_case(REAL)) == workbook_bytes(read_case(REAL))


def test_a_cell_too_long_for_a_workbook_is_refused_with_its_place(tmp_path: Path) -> None:
    case = read_case(case_folder(tmp_path / "case", referral(summary="x" * 40_000)))
    with pytest.raises(OutputError, match=r"contacts, row 2, column summary.*32,767"):
        write_workbook(case, tmp_path / "case.xlsx")
    assert not (tmp_path / "case.xlsx").exists()


def test_nothing_is_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    write_file(path, b"old")
    with pytest.raises(OutputError, match="--force"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"
    write_file(path, b"new", force=True)
    assert path.read_bytes() == b"new"
    drawn = tmp_path / "graphs" / "x.html"
    write_file(drawn, b"old")
    assert write_file(drawn, b"new").read_bytes() == b"new"
    case = write_folder(tmp_path / "case", {"contacts.csv": b"old"})
    with pytest.raises(OutputError, match="--force"):
        write_folder(case, {"contacts.csv": b"new"})
    assert (case / "contacts.csv").read_bytes() == b"old"


def test_what_is_written_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    written = write_case(read_case(REAL), tmp_path / "case")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in written.iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE(written.stat().st_mode) == 0o700


def test_folders_that_are_made_on_the_way_are_for_their_owner_alone(tmp_path: Path) -> None:
    written = write_file(tmp_path / "a" / "b" / "x.txt", b"x")
    case = write_folder(tmp_path / "c" / "d" / "case", {"contacts.csv": b"x"})
    for path in (written.parent, written.parent.parent, case, case.parent, case.parent.parent):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700, path


def test_a_failed_write_leaves_the_old_file_and_no_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_file(tmp_path / "x.txt", b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OutputError, match="No space left"):
        write_file(path, b"new", force=True)
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["x.txt"]


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_where_a_file_has_a_name_from_the_start_it_is_private_and_a_failed_write_takes_it_away(
    failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    path = write_file(tmp_path / "x.txt", b"old")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, failing, fail)
    with pytest.raises(OutputError, match="No space left"):
        write_file(path, b"new", force=True)
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["x.txt"]


def test_a_file_is_on_the_disk_before_it_takes_its_name_and_then_the_name_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def noted(name: str) -> None:
        real = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *given: (done.append(name), real(*given))[1])

    noted("fsync")
    noted("replace")
    write_file(tmp_path / "x.txt", b"x")
    assert done == ["fsync", "replace", "fsync"]


def test_what_a_killed_writer_left_is_cleared_away_once_it_is_old(tmp_path: Path) -> None:
    for name, age in ((".x.txt.1.part", 61), (".x.txt.2.part", 1), (".y.txt.3.part", 61), (".x.txt.4", 61)):
        (tmp_path / name).write_bytes(b"half")
        then = time.time() - age
        os.utime(tmp_path / name, (then, then))
    write_file(tmp_path / "x.txt", b"x")
    left = sorted(item.name for item in tmp_path.iterdir())
    assert left == [".x.txt.2.part", ".x.txt.4", ".y.txt.3.part", "x.txt"]


def test_a_folder_that_is_set_aside_is_for_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = write_folder(tmp_path / "case", {"contacts.csv": b"1"})
    case.chmod(0o755)
    modes: list[int] = []
    rename = os.rename

    def noted(old: Path, new: Path) -> None:
        rename(old, new)
        modes.append(stat.S_IMODE(new.stat().st_mode))

    monkeypatch.setattr(os, "rename", noted)
    write_folder(case, {"contacts.csv": b"2"}, force=True)
    assert modes == [0o700, 0o700]


@pytest.mark.parametrize("name", ["folder-in-the-way", "file-in-the-way/x.html"])
def test_a_target_that_cannot_be_written_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder-in-the-way").mkdir()
    (tmp_path / "file-in-the-way").write_text("x")
    with pytest.raises(OutputError, match=r"-o|file in it"):
        write_file(tmp_path / name, b"x", force=True)


def test_a_swap_that_was_broken_off_is_ended_on_the_next_read(tmp_path: Path) -> None:
    case = write_folder(tmp_path / "case", {"contacts.csv": b"new"})
    link = tmp_path / "link"
    link.symlink_to(case)
    os.rename(case, tmp_path / "case.explorer-new")
    (tmp_path / "case.explorer-old").mkdir()
    (tmp_path / "case.explorer-old" / "contacts.csv").write_bytes(b"old")
    recover(link)
    assert (case / "contacts.csv").read_bytes() == b"new"
    assert names_in(tmp_path) == {"case", "link"}


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_a_swap_left_beside_a_whole_folder_goes_and_keeps_nobody_from_writing(tmp_path: Path) -> None:
    case = write_folder(tmp_path / "case", {"contacts.csv": b"1"})
    for left in ("case.explorer-new", "case.explorer-old"):
        (tmp_path / left).mkdir()
        (tmp_path / left / "contacts.csv").write_bytes(b"0")
    write_folder(case, {"contacts.csv": b"2"}, force=True)
    assert (case / "contacts.csv").read_bytes() == b"2"
    assert names_in(tmp_path) == {"case"}


def test_folders_of_the_users_own_beside_it_stay_as_they_are(tmp_path: Path) -> None:
    for name in ("case.new", "case.old"):
        write_file(tmp_path / name / "mine.txt", b"mine")
    case = tmp_path / "case"
    recover(case)
    assert not case.exists()
    for number in range(2):
        write_folder(case, {"contacts.csv": b"%d" % number}, force=True)
    assert names_in(tmp_path) == {"case", "case.new", "case.old"}
    assert {(tmp_path / name / "mine.txt").read_bytes() for name in ("case.new", "case.old")} == {b"mine"}


def test_a_folder_that_is_a_link_is_written_where_it_leads(tmp_path: Path) -> None:
    real = write_folder(tmp_path / "vault" / "case", {"contacts.csv": b"1"})
    link = tmp_path / "case"
    link.symlink_to(real)
    for content in (b"2", b"3"):
        assert write_folder(link, {"contacts.csv": content}, force=True) == link
        assert (real / "contacts.csv").read_bytes() == content
    assert link.is_symlink()
    assert names_in(tmp_path) | names_in(real.parent) == {"vault", "case"}


def test_links_in_a_folder_stay_links_and_what_cannot_be_copied_is_said(tmp_path: Path) -> None:
    case = write_folder(tmp_path / "case", {"contacts.csv": b"1"})
    write_file(tmp_path / "far" / "letter.txt", b"far")
    (case / "inner").mkdir()
    leads = {"inner/up": "../contacts.csv", "far": "../far", "letter": "../far/letter.txt", "nowhere": "gone"}
    for name, to in leads.items():
        (case / name).symlink_to(to)
    write_folder(case, {"contacts.csv": b"2"}, force=True)
    assert {name: os.readlink(case / name) for name in leads} == leads
    os.mkfifo(case / "inner" / "pipe")
    with pytest.raises(OutputError, match=r"pipe.* cannot be copied"):
        write_folder(case, {"contacts.csv": b"3"}, force=True)
    assert (case / "contacts.csv").read_bytes() == b"2"
    assert names_in(tmp_path) == {"case", "far"}


def test_what_stays_in_a_folder_is_on_disk_before_the_old_one_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = write_folder(tmp_path / "case", {"contacts.csv": b"1"})
    write_file(case / "letters" / "a.txt", b"a")
    write_file(case / "b.txt", b"b")
    synced = set()
    real = os.fsync

    def noted(handle: int) -> None:
        synced.add(os.readlink(f"/proc/self/fd/{handle}"))
        real(handle)

    monkeypatch.setattr(os, "fsync", noted)
    write_folder(case, {"contacts.csv": b"2"}, force=True)
    new = tmp_path / "case.explorer-new"
    assert {str(new / name) for name in ("letters", "letters/a.txt", "b.txt")} <= synced


def test_a_pipe_is_never_replaced_by_a_file(tmp_path: Path) -> None:
    for folder in ("here", "graphs"):
        (tmp_path / folder).mkdir()
        pipe = tmp_path / folder / "x.html"
        os.mkfifo(pipe)
        with pytest.raises(OutputError, match="a device or a pipe"):
            write_file(pipe, b"x", force=True)
        assert pipe.is_fifo()


def test_replacing_a_folder_keeps_the_files_it_does_not_know(tmp_path: Path) -> None:
    case = write_folder(tmp_path / "case", {"contacts.csv": b"1"})
    (case / "README.md").write_text("mine")
    write_folder(case, {"contacts.csv": b"2"}, force=True)
    assert (case / "README.md").read_text() == "mine"
    assert (case / "contacts.csv").read_bytes() == b"2"
