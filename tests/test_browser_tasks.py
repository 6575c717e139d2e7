"""What a chair would do at the page, with nothing but the page: each task with the number of actions it takes.

An action is one click, one key, or one typing of words.
"""

# ruff: noqa: F401, F811 - fixtures are imported, and named again where they are used

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from test_browser import Opened, browser, files, real

pytestmark = pytest.mark.browser


class Counted:
    """A page on which every action is counted."""

    def __init__(self, page: Any) -> None:
        self.page, self.actions = page, 0

    def click(self, what: str, **options: Any) -> None:
        self.actions += 1
        self.page.locator(what, **options).first.click()

    def press(self, key: str) -> None:
        self.actions += 1
        self.page.keyboard.press(key)


def test_find_the_second_referral_to_prevent_and_what_was_done_with_it_in_one_action(
    browser: Any,
    files: Any,
) -> None:
    with Opened(browser, files["real"]) as page:
        chair = Counted(page)
        chair.click("#requests button", has_text="1 February 2021")
        detail = page.locator("#detail").inner_text()
        assert (
            "C23" in detail and "The Range High School" in detail and "Closed, date not recorded." in detail
        )
        assert chair.actions == 1


def test_follow_the_helpline_call_to_where_it_stopped_in_two_actions(browser: Any, files: Any) -> None:
    with Opened(browser, files["real"]) as page:
        chair = Counted(page)
        chair.click(".names button", has_text="Childline")
        assert "C01" in page.locator("#detail").inner_text()
        chair.click("#detail button", has_text="C01")
        detail = page.locator("#detail").inner_text()
        assert "C01" in detail and "Led to" not in detail, (
            "it stopped there: nothing is recorded that followed"
        )
        assert chair.actions == 2


def test_print_it_in_one_action(browser: Any, files: Any, tmp_path: Path) -> None:
    with Opened(browser, files["real"]) as page:
        page.evaluate("() => { globalThis.printed = 0; globalThis.print = () => { printed += 1; }; }")
        chair = Counted(page)
        chair.click("#print")
        assert page.evaluate("() => printed") == 1 and chair.actions == 1
        assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") != 1


def test_take_the_referrals_into_a_spreadsheet_in_four_actions(browser: Any, files: Any) -> None:
    with Opened(browser, files["real"]) as page:
        chair = Counted(page)
        chair.click("#more-filters")
        chair.actions += 1
        page.locator("#kind").select_option("referral")
        chair.click("#save-menu summary")
        with page.expect_download() as download:
            chair.click("#save-csv")
        assert "chronology.csv" in download.value.suggested_filename
        assert chair.actions == 4
