"""What the page of a large record leaves to the command line, and that it says so: with the limits drawn in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_browser import Opened

from explorer import Report, page_html
from explorer.case import Case
from explorer.page import known

pytestmark = pytest.mark.browser
DAYS = "too many contacts for every day to be told on a page: explorer known CASE --by PARTY --on DATE"
DECISIONS = (
    "too many contacts and decisions for the decisions to be told on a page: explorer known CASE --decisions"
)
CHAINS = "the chains at a decision to be told on a page: explorer known CASE --by PARTY --on DATE"
Draw = Callable[..., Path]


@pytest.fixture
def limited(real: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Draw:
    """The page of the real case as if its limits were these."""

    def draw(**limits: int) -> Path:
        for name, value in limits.items():
            monkeypatch.setattr(known, name, value)
        path = tmp_path / "page.html"
        path.write_text(page_html(Report(real)), "utf-8")
        return path

    return draw


def test_above_the_most_contacts_only_decisions_are_offered_and_the_page_says_so(
    browser: Any, limited: Draw
) -> None:
    with Opened(browser, limited(MOST_CONTACTS=4)) as page:
        page.locator("#ask-known").click()
        answer = page.locator("#answer")
        assert DAYS in answer.inner_text() and DECISIONS not in answer.inner_text()
        page.locator("#lens-knower").select_option(label="Prevent (north-west)")
        assert "Choose one of its decisions" in answer.inner_text()
        assert page.locator(".standings").count() == 0  # nothing is said of what was not worked out
        assert page.locator("#chronology-table .standing").count() == 0
        page.locator("#lens-at").select_option(index=1)
        assert page.locator(".standings li").count() > 1
        assert DAYS in answer.inner_text()


def test_above_the_most_cells_the_page_names_the_command(browser: Any, limited: Draw) -> None:
    with Opened(browser, limited(MOST_CONTACTS=4, MOST_CELLS=1)) as page:
        page.locator("#ask-known").click()
        answer = page.locator("#answer").inner_text()
        assert DAYS in answer and DECISIONS in answer
        assert page.locator("#lens-knower").count() == 0


def test_where_organisations_are_many_and_decisions_few_the_decisions_are_offered(
    browser: Any, limited: Draw, real: Case
) -> None:
    decisions = len(known.known_record(Report(real), dict.fromkeys(real.parties, 0))["decisions"])
    assert 0 < decisions < sum(party.is_organisation for party in real.parties.values())
    with Opened(browser, limited(MOST_CELLS=len(real.contacts) * decisions)) as page:
        page.locator("#ask-known").click()
        answer = page.locator("#answer").inner_text()
        assert DAYS in answer and DECISIONS not in answer


def test_where_the_chains_are_too_many_the_page_says_so(browser: Any, limited: Draw) -> None:
    with Opened(browser, limited(MOST_CHAINED=1)) as page:
        page.locator("#ask-known").click()
        assert CHAINS in page.locator("#answer").inner_text()


def test_a_record_within_the_limits_says_nothing_of_them(browser: Any, limited: Draw) -> None:
    with Opened(browser, limited()) as page:
        page.locator("#ask-known").click()
        assert "too many" not in page.locator("#answer").inner_text()
