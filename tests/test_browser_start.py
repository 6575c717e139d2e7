"""How the page starts: the lanes first; and where its scripts cannot run, what reads without them."""

# ruff: noqa: F401, F811 - fixtures are imported, and named again where they are used

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from test_browser import Opened, browser, files, real

pytestmark = pytest.mark.browser


def test_what_is_below_the_lanes_is_laid_out_once_they_are_drawn(browser: Any, files: Any) -> None:
    with Opened(browser, files["real"]) as page:
        assert page.evaluate("document.documentElement.className") == "js"
        for section in (".network-view", "#requests", "#findings", "#chronology", "#notes", "#sources"):
            assert page.locator(section).is_visible(), section


def test_where_the_modules_cannot_be_read_the_page_is_as_without_scripts(
    browser: Any, files: Any, tmp_path: Path
) -> None:
    text = files["real"].read_text("utf-8")
    cut = re.sub(r'(<script type="text/plain" id="modules"[^>]*>)[^<]*', r"\1", text)
    assert len(cut) < len(text)
    broken = tmp_path / "broken.html"
    broken.write_text(cut, "utf-8")
    page = browser.new_page()
    page.goto(broken.as_uri())
    page.wait_for_function("() => !document.documentElement.classList.contains('js')")
    for section in (".static", "#requests", "#findings", "#chronology", "#notes", "#sources"):
        assert page.locator(section).first.is_visible(), section
    assert page.locator(".toolbar").is_hidden()
    page.close()
