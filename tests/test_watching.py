"""A page that is written anew when its case changes, and one that a notebook shows."""

from __future__ import annotations

import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from drawing import drawn

from explorer import Page, Report
from explorer.cli import main
from explorer.page import watching
from explorer.page.watching import stamp_of, watch

REAL = Path(__file__).parent.parent / "data" / "southport"


class Enough(Exception):
    """Ends the watch."""


def test_a_change_rebuilds_once_and_no_change_not_at_all(tmp_path: Path) -> None:
    case = tmp_path / "case"
    shutil.copytree(REAL, case)
    rebuilt: list[int] = []
    looks = 0

    def wait(_: float) -> None:
        nonlocal looks
        looks += 1
        if looks == 3:
            (case / "contacts.csv").write_text("id\n", "utf-8")
        if looks == 8:
            raise Enough

    with pytest.raises(Enough):
        watch(case, lambda: rebuilt.append(looks), wait=wait)
    assert len(rebuilt) == 1


def test_a_case_that_is_not_there_has_an_empty_stamp(tmp_path: Path) -> None:
    assert stamp_of(tmp_path / "nothing") == ()


def test_a_notebook_shows_the_page_in_a_frame_of_its_own(tmp_path: Path) -> None:
    case = drawn("C1 | 2020 | subject -> school | call |", settings='title = "A \\"case\\" <b>"')
    for page in (case.page(), Page(case), Page(Report(case))):
        shown = page._repr_html_()
        assert shown.startswith("<iframe") and shown.count("<") == 2 and shown.count('"') == 8
        assert "allow-same-origin" not in shown
    assert page.write(tmp_path / "x.html").read_bytes() == page.html.encode()


def test_a_case_makes_its_own_page_under_another_title_and_of_another_height() -> None:
    page = drawn("C1 | 2020 | subject -> school | call |").page(title="For the panel", height=500)
    assert "For the panel" in page.html and "height:500px" in page._repr_html_()


def test_the_command_opens_the_page_under_the_title_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", opened.append)
    target = tmp_path / "a page.html"
    done = CliRunner().invoke(
        main, ["page", str(REAL), "-o", str(target), "--open", "--title", "For the panel"]
    )
    assert done.exit_code == 0, done.output
    assert opened == [target.as_uri()]
    assert "<title>For the panel</title>" in target.read_text("utf-8")


def test_a_watched_case_broken_in_mid_edit_says_so_keeps_the_page_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every line of the story: written, broken, told, mended, written anew, ended by Ctrl+C."""
    case, target = tmp_path / "case", tmp_path / "page.html"
    shutil.copytree(REAL, case)
    contacts = case / "contacts.csv"
    whole = contacts.read_text("utf-8")
    looks = 0
    pages: list[str] = []

    def wait(_: float) -> None:
        nonlocal looks
        looks += 1
        if looks in (3, 8):
            pages.append(target.read_text("utf-8"))
        if looks == 3:
            contacts.write_text(whole.replace("2019-10-01", "2019-13-01"), "utf-8")
        if looks == 8:
            contacts.write_text(whole.replace("2019-10-01", "2019-10-02"), "utf-8")
        if looks == 13:
            pages.append(target.read_text("utf-8"))
            raise KeyboardInterrupt

    monkeypatch.setattr(watching.watch, "__kwdefaults__", {"wait": wait})
    done = CliRunner().invoke(main, ["page", str(case), "-o", str(target), "--watch"])
    assert done.exit_code == 0, done.output
    assert "2019-13-01" in done.stderr and "The page is as it was." in done.stderr
    assert done.stderr.count("written anew") == 1
    assert "Traceback" not in done.stderr
    first, broken, mended = pages
    assert first == broken != mended
