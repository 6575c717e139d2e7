"""What a reader asks of the page, in a real Chromium: findings, journeys, holding, the lens, playback, accounts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from drawing import drawn
from test_browser import LABELS, READY, SIZES, Opened, overlaps, shown_rows

from explorer import Report, page_html, read_case

pytestmark = pytest.mark.browser
REAL = Path(__file__).parent.parent / "data" / "southport"
PREVENT = "knower=prevent-north-west"


@pytest.fixture
def real_file(files: dict[str, Path]) -> Path:
    return files["real"]


def marked_rows(page: Any) -> list[str]:
    rows = "[...document.querySelectorAll('#chronology-table tr.is-marked')]"
    return list(page.evaluate(f"() => {rows}.map(row => row.cells[0].firstChild.textContent)"))


def test_a_click_on_a_finding_marks_its_evidence_in_every_view(browser: Any, real_file: Path) -> None:
    opened = Opened(browser, real_file)
    with opened as page:
        opened.network()
        page.locator("#ask-findings").click()
        page.locator("#findings summary", has_text="not recorded as seen").click()
        page.locator("#findings details[open] button", has_text="C24").first.click()
        assert "finding=closed-unseen+C24" in page.evaluate("location.href")
        assert marked_rows(page) == ["C24"]
        assert page.locator(".lanes .head .is-related").count() >= 1
        assert page.locator("#network.muted .is-related").count() == 2
        assert "did not see the subject" in page.locator("#answer").inner_text()
        assert page.locator("#lanes").evaluate("box => box.getBoundingClientRect().top") < 900
        page.keyboard.press("Escape")
        assert "finding" not in page.evaluate("location.href") and page.locator("#answer").is_hidden()
        assert marked_rows(page) == []


def test_the_findings_read_without_scripts(browser: Any, real_file: Path) -> None:
    opened = Opened(browser, real_file, java_script_enabled=False)
    with opened as page:
        group = page.locator("#findings details", has_text="Repeat referrals").first
        group.locator("summary").click()
        assert "3 referrals about the subject to Prevent" in group.inner_text()
        assert page.locator("#findings button").count() == 0


def test_a_contact_called_for_and_not_on_record_is_a_ghost_that_says_who_called_for_it(
    browser: Any, real_file: Path
) -> None:
    with Opened(browser, real_file) as page:
        ghost = page.locator(".lanes .ghost")
        assert ghost.count() == 1
        assert "called for by a review" in ghost.locator("title").text_content()
        page.locator(".lanes .ghost-label text").first.click()
        assert "no such contact is on record" in page.locator("#answer").inner_text()


def test_follow_the_first_referral_alone_to_where_it_stopped(browser: Any, real_file: Path) -> None:
    """Two actions: the contact, its journey."""
    with Opened(browser, real_file) as page:
        page.locator("#requests button", has_text="C06").click()
        page.locator("#detail .act", has_text="journey from C06").click()
        assert shown_rows(page) == ["C06", "C09", "C10", "C11", "C12", "C13", "C14", "C15"]
        page.keyboard.press("Escape")
        told = page.locator("#detail").inner_text()
        assert "days after C06" in told
        assert "The record stops at CAMHS: no outcome recorded" in told
        assert "Prevent (north-west) → CAMHS (inferred)" in told
        page.locator("#answer .close").click()
        assert len(shown_rows(page)) > 8


def test_see_who_held_the_case_on_a_day(browser: Any, real_file: Path) -> None:
    """Two actions: the question, the day."""
    with Opened(browser, real_file) as page:
        page.locator("#ask-holding").click()
        assert page.locator(".lanes .held.sure").count() > 0
        assert page.locator(".lanes .held.may").count() > 0
        assert page.locator(".lanes .nobody.sure").count() > 0
        day = read_case(REAL).contacts["C23"].bounds.first_day
        page.locator("#day").evaluate(
            "(slider, day) => { slider.value = day; slider.dispatchEvent(new Event('input')); }", day
        )
        page.wait_for_function(
            "() => document.querySelector('#answer').innerText.includes('1 February 2021')"
        )
        told = page.locator("#answer").inner_text()
        assert "On 1 February 2021, The Acorns School held the case, as recorded." in told
        assert "A request was in hand at Prevent (north-west)." in told
        assert "is recorded as holding it on that day" in told


def test_what_could_prevent_have_known_at_its_closing_of_the_third_referral(
    browser: Any, real_file: Path
) -> None:
    """Two actions: the third referral, "what was on record elsewhere"; a third for the chain of one contact."""
    with Opened(browser, real_file) as page:
        page.locator("#requests button", has_text="C24").click()
        page.locator("#detail .act", has_text="on record elsewhere").click()
        assert PREVENT in page.evaluate("location.href") and "at=C24" in page.evaluate("location.href")
        told = page.locator("#answer").inner_text()
        for words in (
            "took part",
            "could have been told",
            "had access to",
            "might have known",
            "no recorded route",
        ):
            assert words in told
        assert "taken as within 26 April 2021 to 31 July 2024" in page.locator("#lens-at").inner_text()
        row = page.locator("#chronology-table tr", has_text="C01").first
        assert "on record elsewhere, no recorded route" in row.locator("th").inner_text()
        page.locator("#chronology-table tr", has=page.locator("th", has_text="C04")).first.click()
        assert "could have been told" in page.locator("#detail .lens").inner_text()
        assert page.locator("#detail .lens ol li").count() >= 2


def test_a_standing_is_told_by_word_and_sign_not_by_colour_alone(browser: Any, real_file: Path) -> None:
    with Opened(browser, real_file, f"ask=known&{PREVENT}") as page:
        signs = page.evaluate(
            "() => [...document.querySelectorAll('#answer .standings use')].map(use => use.getAttribute('href'))"
        )
        assert len(signs) == len(set(signs)) >= 4
        words = page.locator("#chronology-table .standing").all_inner_texts()
        assert "took part" in words and "no recorded route" in words


def test_the_record_plays_contact_by_contact_and_says_what_happens(browser: Any, real_file: Path) -> None:
    opened = Opened(browser, real_file)
    with opened as page:
        opened.network()
        before = page.locator(".net-name").first.get_attribute("style")
        page.evaluate("() => scrollTo(0, 0)")
        page.locator("h1").click()
        page.keyboard.press(" ")
        assert page.locator("#play").get_attribute("aria-pressed") == "true"
        caption = page.locator("#answer .caption")
        assert caption.inner_text().startswith("1 of 42: ")
        page.keyboard.press(" ")
        assert page.locator("#play").get_attribute("aria-pressed") == "false"
        page.keyboard.press("ArrowRight")
        assert caption.inner_text().startswith("2 of 42: ")
        assert page.locator("#live").inner_text() == caption.inner_text()
        assert shown_rows(page) == ["C01", "C02"]
        assert page.locator(".net-name").first.get_attribute("style") == before
        page.keyboard.press("Escape")
        assert len(shown_rows(page)) == 47


def test_accounts_stand_side_by_side_with_how_they_go_together(browser: Any, tmp_path: Path) -> None:
    case = drawn(
        """
        C1 | 2020-03    | subject -> school | call  | source=S1 seen=yes
        C1 | 2020-03-04 | subject -> school | visit | source=S2 seen=yes
        C2 | 2020-04-01 | school -> hub | referral | source=S1
        """,
        sources="S1 | school | |\nS2 | hub | |",
    )
    path = tmp_path / "accounts.html"
    path.write_text(page_html(Report(case)), "utf-8")
    with Opened(browser, path, "contact=C1") as page:
        told = page.locator("#detail .differences").inner_text()
        for words in (
            "one is more precise",
            "they contradict each other",
            "they agree",
            "March 2020",
            "4 March 2020",
        ):
            assert words in told


@pytest.mark.parametrize(
    "asked", [f"ask=known&{PREVENT}", "ask=holding&axis=calendar", "ask=journey&journey=C06"]
)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_two_labels_overlap_under_a_question(
    browser: Any, real_file: Path, size: tuple[int, int], asked: str
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    with Opened(browser, real_file, asked, viewport=viewport) as page:
        page.evaluate(READY, "page-ready")
        for place in (0, 1):
            page.evaluate(
                "(at) => { const s = document.querySelector('.scroller'); s.scrollLeft = at * s.scrollWidth; }",
                place,
            )
            page.wait_for_timeout(60)
            labels = page.evaluate(LABELS)
            assert overlaps(labels) == []
        wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0


def test_where_records_are_withheld_the_lens_leaves_open_what_they_could_show(
    browser: Any, tmp_path: Path
) -> None:
    from explorer.profiles import Profile
    from explorer.redacting import redact

    case = drawn(
        """
        K1 | 2020-01-02 | subject -> helpline | self-contact
        K2 | 2020-01-03 | helpline -> police  | referral | topics=private
        K3 | 2020-01-09 | school -> hub       | referral |
        """,
        outcomes="K3 | hub | closed | 2020-01-20",
    )
    whole, left = tmp_path / "whole.html", tmp_path / "left.html"
    whole.write_text(page_html(Report(case)), "utf-8")
    left.write_text(
        page_html(Report(redact(case, Profile("x", drop_topics=("private",), new_ids=False)).case)), "utf-8"
    )
    withheld = "not stated, records withheld"
    for path, is_withheld in ((whole, False), (left, True)):
        with Opened(browser, path, "ask=known&knower=hub") as page:
            standings = page.locator("#answer .standings").inner_text()
            assert "no recorded route" in standings and (withheld in standings) == is_withheld
            rows = " ".join(page.locator("#chronology-table .standing").all_inner_texts())
            assert "took part" in rows and (withheld in rows) == is_withheld
            page.evaluate("() => { location.hash = 'contact=K1'; }")
            page.wait_for_timeout(60)
            led = page.locator("#detail section", has_text="Led to").inner_text()
            assert ("Not stated: records withheld." in led) == is_withheld
            assert ("Nothing is recorded as made because of it." in led) != is_withheld
