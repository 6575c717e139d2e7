"""What a chair would do at the page, with nothing but the page: each task with the number of actions it takes.

An action is one click, one key, one choice in a list, or one typing of words. No two labels overlap in any of the
pictures on the way.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from test_browser import LABELS, SIZES, Opened, overlaps, shown_rows

from explorer import Report
from explorer.known import known
from explorer.reach import Standing

pytestmark = pytest.mark.browser
SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


class Counted:
    """A page on which every action is counted, and after each the labels of every picture are measured."""

    def __init__(self, page: Any) -> None:
        self.page, self.actions = page, 0
        self.look()

    def look(self) -> None:
        self.page.wait_for_timeout(80)
        labels = self.page.evaluate(LABELS)
        assert len(labels) > 5
        assert overlaps(labels) == []

    def click(self, what: str, **options: Any) -> None:
        self.actions += 1
        self.page.locator(what, **options).first.click()
        self.look()

    def choose(self, what: str, value: str) -> None:
        self.actions += 1
        self.page.locator(what).select_option(value)
        self.look()

    def press(self, key: str) -> None:
        self.actions += 1
        self.page.keyboard.press(key)
        self.look()

    def type(self, what: str, words: str) -> None:
        self.actions += 1
        self.page.locator(what).fill(words)
        self.look()


def opened(browser: Any, files: Any, size: tuple[int, int]) -> Opened:
    return Opened(browser, files["real"], viewport={"width": size[0], "height": size[1]})


@SIZE
def test_find_the_second_referral_and_what_was_done_with_it_in_one_action(
    browser: Any, files: Any, size: tuple[int, int]
) -> None:
    """The second sign beside Prevent: the ledger stands first on the page, and its words say what the sign means."""
    with opened(browser, files, size) as page:
        chair = Counted(page)
        prevent = page.locator("#ledger li", has_text="Prevent (north-west)")
        assert prevent.locator("button").count() == 3 and "Ended or closed" in prevent.inner_text()
        assert prevent.bounding_box()["y"] < size[1], "seen without scrolling"
        chair.click("#ledger li:has-text('Prevent (north-west)') button >> nth=1")
        detail = page.locator("#detail").inner_text()
        for words in ("C23", "1 February 2021", "The Range High School", "Closed, date not recorded."):
            assert words in detail
        assert "Closed without an interview" in detail
        assert page.locator("#detail").is_visible() and chair.actions == 1


@SIZE
def test_follow_the_helpline_call_to_where_it_stopped_in_two_actions(
    browser: Any, files: Any, size: tuple[int, int]
) -> None:
    """The name of the helpline, the one contact that it received: nothing is recorded as made because of it."""
    with opened(browser, files, size) as page:
        chair = Counted(page)
        chair.click(".names button", has_text="Childline")
        assert "C01" in page.locator("#detail").inner_text()
        chair.click("#detail button", has_text="C01")
        detail = page.locator("#detail").inner_text()
        assert "C01" in detail and "Childline" in detail
        assert "Nothing is recorded as made because of it." in detail
        assert chair.actions == 2


@SIZE
def test_follow_the_first_referral_to_where_it_stopped_in_two_actions(
    browser: Any, files: Any, size: tuple[int, int]
) -> None:
    """The question, the journey from C06: shown alone, and told step by step."""
    with opened(browser, files, size) as page:
        chair = Counted(page)
        chair.click("#ask-journey")
        chair.click(".journeys button", has_text="C06")
        told = page.locator("#answer").inner_text()
        for service in ("Children's social care", "Education services", "CAMHS"):
            assert f"The record stops at {service}: no outcome recorded" in told
        assert chair.actions == 2


@SIZE
def test_see_who_held_the_case_on_a_day_in_two_actions(
    browser: Any, files: Any, size: tuple[int, int], real: Any
) -> None:
    """The question, the slider drawn to the day of the second referral."""
    with opened(browser, files, size) as page:
        chair = Counted(page)
        chair.click("#ask-holding")
        chair.actions += 1
        page.locator("#day").evaluate(
            "(slider, day) => { slider.value = day; slider.dispatchEvent(new Event('input')); }",
            real.contacts["C23"].bounds.first_day,
        )
        page.wait_for_function(
            "() => document.querySelector('#answer').innerText.includes('1 February 2021')"
        )
        chair.look()
        told = page.locator("#answer").inner_text()
        assert "On 1 February 2021, The Acorns School held the case, as recorded." in told
        assert "A request was in hand at Prevent (north-west)." in told
        assert "is recorded as holding it on that day" in told
        assert chair.actions == 2


@SIZE
def test_what_could_prevent_have_known_at_its_closing_of_the_third_referral_in_two_actions(
    browser: Any, files: Any, size: tuple[int, int]
) -> None:
    """The third sign beside Prevent, "what was on record elsewhere". The day of the closing is not recorded."""
    with opened(browser, files, size) as page:
        chair = Counted(page)
        chair.click("#ledger li:has-text('Prevent (north-west)') button >> nth=2")
        chair.click("#detail .act", has_text="What was on record elsewhere")
        told = page.locator("#answer").inner_text()
        for words in (
            "took part",
            "could have been told",
            "had access to",
            "might have known",
            "no recorded route",
        ):
            assert words in told
        assert "date not recorded" in page.locator("#lens-at").inner_text()
        assert "taken as within 26 April 2021 to 31 July 2024" in page.locator("#lens-at").inner_text()
        assert "not proof that nobody told it" in told
        standings = page.locator(".standings").bounding_box()
        over = page.locator("#detail").bounding_box()
        is_beside = over["x"] >= standings["x"] + standings["width"]
        assert standings["y"] > 0 and (is_beside or standings["y"] + standings["height"] < over["y"]), "seen"
        assert chair.actions == 2


@SIZE
def test_see_what_prevent_had_access_to_in_three_actions(
    browser: Any, files: Any, size: tuple[int, int], real: Any
) -> None:
    """The question, the organisation, the standing: its contacts are marked in every picture."""
    report = Report(real)
    found = known(real, "prevent-north-west", max(contact.bounds.last_day for contact in report.contacts))
    standing = {one.contact: one.standing for one in found}
    wanted = [c.id for c in report.contacts if c.is_counted and standing[c.id] is Standing.HAD_ACCESS]
    with opened(browser, files, size) as page:
        chair = Counted(page)
        chair.click("#ask-known")
        chair.choose("#lens-knower", "prevent-north-west")
        chair.click(".standings button", has_text="had access to")
        marked = (
            "() => [...document.querySelectorAll('tr.is-marked')].map((row) => Number(row.dataset.column))"
        )
        assert [report.contacts[column].id for column in page.evaluate(marked)] == wanted
        pressed = page.locator(".standings button[aria-pressed=true]")
        assert pressed.text_content() == f"had access to {len(wanted)}" and chair.actions == 3
        assert "muted" in page.locator(".lanes .body").get_attribute("class")
        pressed.click()
        assert page.evaluate(marked) == []


@SIZE
def test_see_which_services_are_recorded_as_giving_no_answer_in_two_actions(
    browser: Any, files: Any, size: tuple[int, int], real: Any
) -> None:
    """The last question, its second line. The signs of the ledger say it without any action."""
    requests = Report(real).requests
    wanted = sorted(contact for (contact, _), state in requests.items() if state.mark == "ring")
    with opened(browser, files, size) as page:
        chair = Counted(page)
        rings = page.locator("#ledger button:has([href='#mark-ring'])").all_text_contents()
        assert sorted(words.strip() for words in rings) == wanted
        chair.click("#ask-findings")
        chair.click("summary", has_text="No outcome recorded")
        told = page.locator("#findings details[open] li").all_inner_texts()
        assert len(told) == len(wanted) and all("No outcome is recorded" in words for words in told)
        assert chair.actions == 2


@SIZE
def test_see_the_month_before_an_event_in_two_actions(
    browser: Any, files: Any, size: tuple[int, int], real: Any
) -> None:
    """The second referral, the days before it: on the calendar, so near that its days fill the view."""
    asked = real.contacts["C23"].bounds
    first, last = asked.first_day - 30, asked.last_day
    wanted = [
        contact.id
        for contact in real.contacts.values()
        if contact.bounds.first_day <= last and contact.bounds.last_day >= first
    ]
    with opened(browser, files, size) as page:
        chair = Counted(page)
        chair.click("#ledger li:has-text('Prevent (north-west)') button >> nth=1")
        chair.click("#detail .act", has_text="The 30 days before it")
        assert shown_rows(page) == wanted and "C23" in wanted
        said = f"{len(wanted)} of {len(real.contacts)} shown, 2 January 2021 to 1 February 2021"
        assert page.locator("#count").text_content() == said
        assert page.locator("#axis-calendar").is_checked() and chair.actions == 2
        box, chosen = (page.locator(what).bounding_box() for what in (".scroller", ".chosen-ground >> nth=0"))
        assert box["x"] < chosen["x"] < box["x"] + box["width"], "seen"
        assert chosen["y"] < size[1] and page.evaluate("document.activeElement.textContent").startswith(
            "The 30"
        )
        wide = page.locator(".sheet").bounding_box()["width"]
        page.click("#zoom-fit")
        assert page.locator(".sheet").bounding_box()["width"] < wide / 10


def test_save_a_picture_of_one_journey_in_four_actions(browser: Any, files: Any, tmp_path: Path) -> None:
    """The picture says by itself which journey it shows."""
    with Opened(browser, files["real"]) as page:
        chair = Counted(page)
        chair.click("#ask-journey")
        chair.click(".journeys button", has_text="C06")
        chair.click("#save-menu summary")
        with page.expect_download() as download:
            chair.click("#save-svg")
        download.value.save_as(tmp_path / "journey.svg")
        assert "Journey from C06 · " in (tmp_path / "journey.svg").read_text("utf-8")
        assert chair.actions == 4


def test_print_it_in_one_action(browser: Any, files: Any, tmp_path: Path) -> None:
    from pypdf import PdfReader

    with Opened(browser, files["real"]) as page:
        page.evaluate("() => { globalThis.printed = 0; globalThis.print = () => { printed += 1; }; }")
        chair = Counted(page)
        chair.click("#print")
        assert page.evaluate("() => printed") == 1 and chair.actions == 1
        page.pdf(path=str(tmp_path / "pack.pdf"), prefer_css_page_size=True)
        sheets = [sheet.extract_text() for sheet in PdfReader(tmp_path / "pack.pdf").pages]
        words = " ".join(sheets)
        for part in (
            "The supplied sources record 42 contacts",
            "What did it add up to?",
            "Chronology",
            "Sources",
        ):
            assert part in words
        assert all(f"{number} of {len(sheets)}" in sheet for number, sheet in enumerate(sheets, 1))


def test_play_the_record_in_one_action_and_step_through_it_by_keys(browser: Any, files: Any) -> None:
    with Opened(browser, files["real"]) as page:
        chair = Counted(page)
        chair.press(" ")
        assert "1 of 42" in page.locator("#answer").inner_text()
        chair.press(" ")
        for _ in range(5):
            chair.press("ArrowRight")
        assert "C06" in page.evaluate("location.href")
        assert page.locator("#ledger button:not(.is-out)").count() == 2, (
            "the ledger fills as the record goes on"
        )
        assert chair.actions == 7


def test_take_the_referrals_into_a_spreadsheet_in_four_actions(browser: Any, files: Any) -> None:
    with Opened(browser, files["real"]) as page:
        chair = Counted(page)
        chair.click("#more-filters")
        chair.choose("#kind", "referral")
        chair.click("#save-menu summary")
        with page.expect_download() as download:
            chair.click("#save-csv")
        assert "chronology.csv" in download.value.suggested_filename
        assert chair.actions == 4


def test_find_every_mention_of_a_knife_in_one_action(browser: Any, files: Any) -> None:
    with Opened(browser, files["real"]) as page:
        chair = Counted(page)
        chair.type("#query", "knife")
        assert "of 47 shown" in page.locator("#count").inner_text()
        assert chair.actions == 1
