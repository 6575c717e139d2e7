"""The page in Debian's Firefox, which Playwright does not drive: over WebDriver BiDi."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_browser import LABELS, REAL, SIZES, overlaps

from explorer import Report, page_html, read_case

pytestmark = pytest.mark.browser
FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if FIREFOX is None and not os.environ.get("CI"):
        pytest.skip("no Firefox on this machine")
    from bidi import Firefox

    folder = tmp_path_factory.mktemp("firefox")
    page = folder / "page.html"
    marked = folder / "case"
    shutil.copytree(REAL, marked)
    settings = marked / "case.toml"
    settings.write_text('marking = "OFFICIAL-SENSITIVE"\n' + settings.read_text("utf-8"), "utf-8")
    page.write_text(page_html(Report(read_case(marked))), "utf-8")
    with Firefox(Path(FIREFOX or ""), folder / "profile") as opened:
        opened.go(page.as_uri())
        opened.wait("performance.getEntriesByName('page-ready').length > 0")
        yield opened


def test_the_views_are_drawn(firefox: Any) -> None:
    assert firefox.evaluate("document.querySelectorAll('.lanes .tile path').length") > 10
    firefox.evaluate("document.querySelector('#network').scrollIntoView()")
    firefox.wait("document.querySelectorAll('#network canvas').length === 1")
    rows = firefox.evaluate("document.querySelectorAll('#chronology-table tbody tr').length")
    assert rows == len(read_case(REAL).contacts)


def test_a_request_is_chosen_in_all_views_and_told_in_the_address(firefox: Any) -> None:
    firefox.evaluate(
        "[...document.querySelectorAll('#requests button')].find(b => /C23/.test(b.textContent)).click()"
    )
    firefox.wait("location.hash.includes('contact=C23')")
    assert "C23" in firefox.evaluate("document.querySelector('#detail').textContent")
    assert firefox.evaluate("document.querySelectorAll('.lanes .is-chosen').length") > 0
    firefox.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))")


def test_lanes_stand_together_and_apart(firefox: Any) -> None:
    count = "document.querySelectorAll('.names .name:not(.row-name)').length"
    before = firefox.evaluate(count)
    firefox.evaluate("location.hash = 'fold=sector'")
    firefox.wait(f"{count} < {before}")
    firefox.evaluate("location.hash = ''")
    firefox.wait(f"{count} === {before}")


def test_a_picture_and_a_table_are_made_without_a_request(firefox: Any) -> None:
    firefox.evaluate(
        """globalThis.names = [];
        HTMLAnchorElement.prototype.click = function () { names.push([this.download, this.protocol]); };
        for (const id of ["save-svg", "save-png", "save-csv"]) document.getElementById(id).click();"""
    )
    firefox.wait("names.length === 3")
    names = json.loads(firefox.evaluate("JSON.stringify(names.sort())"))
    assert {protocol for _, protocol in names} == {"blob:"}
    assert sorted(name.rsplit("-", 1)[1] for name, _ in names) == ["chronology.csv", "lanes.png", "lanes.svg"]
    asked = "JSON.stringify(performance.getEntriesByType('resource').map(e => e.name))"
    assert [
        url for url in json.loads(firefox.evaluate(asked)) if not url.startswith(("data:", "blob:"))
    ] == []


def test_help_opens(firefox: Any) -> None:
    firefox.evaluate("document.querySelector('#help-open').click()")
    assert firefox.evaluate("document.querySelector('#help').open") is True


@pytest.mark.parametrize("view", ["", "axis=calendar", "contact=C06", "ask=holding&axis=calendar"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_two_labels_overlap_at_any_size(firefox: Any, size: tuple[int, int], view: str) -> None:
    firefox.resize(*size)
    firefox.evaluate("document.querySelector('#help').close()")
    firefox.evaluate(f"location.hash = '{view}'")
    firefox.evaluate("new Promise((resolve) => setTimeout(resolve, 250))")
    assert firefox.evaluate("document.documentElement.scrollWidth <= innerWidth") is True
    labels = json.loads(firefox.evaluate(f"JSON.stringify(({LABELS})())"))
    assert len(labels) > 10
    assert overlaps(labels) == []


def test_the_keyboard_plays_steps_and_closes(firefox: Any) -> None:
    firefox.resize(1440, 900)
    firefox.evaluate("location.hash = ''")
    firefox.evaluate("document.activeElement.blur()")
    firefox.key(" ")
    firefox.wait("document.querySelector('#answer').innerText.includes('1 of 42')")
    firefox.key(" ")
    firefox.key("\ue014")  # right
    firefox.wait("location.hash.includes('contact=C02')")
    firefox.key("\ue00c")  # escape
    firefox.wait("document.querySelector('#answer').hidden")


def test_it_prints_with_the_marking_on_every_sheet(firefox: Any) -> None:
    from pypdf import PdfReader

    sheets = PdfReader(io.BytesIO(firefox.pdf())).pages
    words = ["".join(sheet.extract_text().split()) for sheet in sheets]
    assert len(sheets) > 5
    assert all("OFFICIAL-SENSITIVE" in sheet for sheet in words)
    for part in ("42contacts", "Everyrequest,andwhatisrecordedofit", "C47", "Norecordisnotarecordofnothing"):
        assert any(part in sheet for sheet in words), part
    assert "Howwasitpassedon?" not in words[0], "what is pressed is not printed"
