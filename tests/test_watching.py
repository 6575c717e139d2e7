"""A page that is written anew when its case changes, and one that a notebook shows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from drawing import drawn

from explorer import Page, Report
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
    for page in (Page(case), Page(Report(case))):
        shown = page._repr_html_()
        assert shown.startswith("<iframe") and shown.count("<") == 2 and shown.count('"') == 8
        assert "allow-same-origin" not in shown
    assert page.write(tmp_path / "x.html").read_bytes() == page.html.encode()
