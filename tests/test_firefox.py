"""The page in Debian's Firefox, which Playwright does not drive: over WebDriver BiDi."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_browser import REAL

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
    page.write_text(page_html(Report(read_case(REAL))), "utf-8")
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
