"""The network in a real Chromium: pairs with numbers, single dated edges, ghosts, no words touching."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from drawing import drawn
from test_browser import LABELS, REAL, SIZES, Opened, overlaps

from explorer import Report, page_html, read_case
from explorer.case import Case
from explorer.figures.called import scene_called
from explorer.page.network import network_record

pytestmark = pytest.mark.browser
WORDS = "() => [...document.querySelectorAll('.net-word')].map((word) => word.textContent)"


def settled(page: Any) -> None:
    """Wait until nothing in the network moves any more: at three looks in a row all stands where it stood."""
    looks: list[object] = []
    for _ in range(60):
        page.wait_for_timeout(200)
        looks.append(page.evaluate(PLACES))
        if len(looks) > 2 and looks[-1] == looks[-2] == looks[-3]:
            return
    raise AssertionError("the network does not come to rest")


PLACES = """() => [...document.querySelectorAll('#network, .net-name')].map((one) => {
  const { x, y, width } = one.getBoundingClientRect();
  return [one.className, x, y, width];
})"""


def test_zoomed_out_each_pair_is_one_edge_with_its_number_and_a_ghost_says_what_was_called_for(
    browser: Any, files: Any
) -> None:
    opened = Opened(browser, files["real"])
    with opened as page:
        opened.network()
        words = page.evaluate(WORDS)
        assert "E1 called for" in words and "5" in words
        assert not [word for word in words if word.startswith("C")], "single contacts only close by"


def test_close_by_and_when_chosen_contacts_are_single_and_dated(browser: Any, files: Any) -> None:
    opened = Opened(browser, files["real"])
    with opened as page:
        opened.network()
        names = "() => [...document.querySelectorAll('.net-name')].map((name) => name.style.transform)"
        before = page.evaluate(names)
        page.evaluate("() => { location.hash = 'contact=C23'; }")
        settled(page)
        assert "C23 1 February 2021" in page.evaluate(WORDS)
        page.keyboard.press("Escape")
        settled(page)
        assert not [word for word in page.evaluate(WORDS) if word.startswith("C")]
        assert page.evaluate(names) == before, "places stay"
        box = page.locator("#network").bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        for _ in range(8):
            page.mouse.wheel(0, -240)
            page.wait_for_timeout(30)
        settled(page)
        assert [word for word in page.evaluate(WORDS) if word.startswith("C")]
        page.locator("#network-fit").click()
        settled(page)
        assert not [word for word in page.evaluate(WORDS) if word.startswith("C")]


@pytest.mark.parametrize("chosen", ["", "party=prevent-north-west", "contact=C06", "party=lancashire-police"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_name_and_no_word_of_the_network_touches_another(
    browser: Any, files: Any, size: tuple[int, int], chosen: str
) -> None:
    opened = Opened(browser, files["real"], chosen, viewport={"width": size[0], "height": size[1]})
    with opened as page:
        opened.network()
        settled(page)
        labels = [label for label in page.evaluate(LABELS) if label["place"] == "network"]
        assert len(labels) > 12
        assert overlaps(labels) == []


NAMED = """() => {
  const names = [...document.querySelectorAll('.net-name:not(.left-out)')];
  const listed = [...document.querySelectorAll('.net-list button')].map((one) => one.textContent);
  return names.map((name) => {
    const said = name.textContent;
    return name.matches('.lettered') ? listed.find((one) => one.startsWith(`${said} `))?.slice(said.length + 1) : said;
  });
}"""


@pytest.mark.parametrize("name", ["real", "public"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_party_is_named_at_its_node_or_lettered_and_listed_below(
    browser: Any, files: Any, name: str, size: tuple[int, int], tmp_path: Path
) -> None:
    """On a phone a few of the public record have a letter for want of room; on a screen none has."""
    case = read_case(REAL.parent / ("southport" if name == "real" else "southport-public-record"))
    path = tmp_path / "page.html"
    path.write_text(page_html(Report(case)), "utf-8")
    opened = Opened(browser, path, viewport={"width": size[0], "height": size[1]})
    with opened as page:
        opened.network()
        settled(page)
        drawn = {node["label"] for node in network_record(scene_called(Report(case)))["nodes"]}
        assert sorted(page.evaluate(NAMED)) == sorted(drawn)
        lettered = page.locator(".net-name.lettered").count()
        assert lettered == page.locator(".net-list button").count() and lettered <= 4
        if size[0] > 1400:
            assert lettered == 0
        elif lettered:
            listed = page.locator(".net-list button").first.inner_text()
            page.locator(".net-list button").first.click()
            assert page.locator("#detail h2").inner_text() in listed
            settled(page)
        assert overlaps(page.evaluate(LABELS)) == []


@pytest.mark.parametrize("parties", [1, 60, 200])
def test_few_parties_make_a_small_picture_and_many_no_names_on_each_other(
    browser: Any, tmp_path: Path, parties: int
) -> None:
    rows = "\n".join(f"C{at} | 2020-01-{1 + at % 28:02} | subject -> o{at} | call |" for at in range(parties))
    path = tmp_path / "page.html"
    path.write_text(page_html(Report(drawn(rows))), "utf-8")
    opened = Opened(browser, path)
    with opened as page:
        opened.network()
        settled(page)
        labels = [label for label in page.evaluate(LABELS) if label["place"] == "network"]
        assert overlaps(labels) == []
        height = page.locator("#network").bounding_box()["height"]
        assert height < 300 if parties == 1 else 500 < height <= 780
        left = page.locator(".net-name.left-out").count()
        assert (left > 0) == (parties == 200)
        assert not left or f"{left} more have room closer by" in page.locator(".net-rest").inner_text()
        if left:
            page.locator(".net-more summary").click()
            listed = page.locator(".net-more button")
            page.wait_for_function("() => document.querySelectorAll('.net-more button').length")
            assert listed.count() == left
            name = listed.nth(left // 2).inner_text()
            listed.nth(left // 2).click()
            assert page.locator("#detail h2").inner_text() == name


def test_the_network_in_words_tells_the_same_as_the_table(browser: Any, files: Any, real: Case) -> None:
    opened = Opened(browser, files["real"])
    with opened as page:
        opened.network()
        told = page.evaluate(
            "() => [...document.querySelectorAll('#network li')].map((li) => li.textContent)"
        )
        pairs: dict[tuple[str, str], list[str]] = {}
        for contact in real.contacts.values():
            for receiver in contact.receivers:
                pair = real.party_name(contact.sender), real.party_name(receiver)
                pairs.setdefault(pair, []).append(contact.id)
        wanted = [
            f"{sender} to {receiver}: {'1 contact' if len(ids) == 1 else f'{len(ids)} contacts'}, {', '.join(ids)}."
            for (sender, receiver), ids in pairs.items()
        ]
        assert sorted(told[:-1]) == sorted(wanted)
        assert told[-1].startswith("Prevent (north-west) to Channel: referral called for by a review")
        page.evaluate("() => { location.hash = 'kind=exclusion'; }")
        page.wait_for_function("() => document.querySelectorAll('#network li').length === 2")
        told = page.evaluate(
            "() => [...document.querySelectorAll('#network li')].map((li) => li.textContent)"
        )
        assert told[0] == "The Range High School to The subject: 1 contact, C04." and len(told) == 2


def test_the_keyboard_reaches_every_line_and_does_what_a_click_on_it_does(browser: Any, files: Any) -> None:
    """One stop of the tab key, then up and down: each line is seen, opened, and its contacts are chosen."""
    opened = Opened(browser, files["real"])
    with opened as page:
        opened.network()
        lines = page.locator(".network-lines button")
        assert page.locator(".network-lines button[tabindex='0']").count() == 1
        page.locator(".net-name").last.focus()
        page.keyboard.press("Tab")
        focused = "() => document.activeElement.textContent"
        seen = [page.evaluate(focused)]
        for _ in range(lines.count() - 1):
            page.keyboard.press("ArrowDown")
            seen.append(page.evaluate(focused))
        assert seen == lines.all_inner_texts()
        looks = "() => { const at = getComputedStyle(document.activeElement); return [at.clipPath, at.outlineStyle]; }"
        clip, outline = page.evaluate(looks)
        assert clip == "none" and outline != "none"
        assert "called for" in seen[-1]
        page.keyboard.press("Enter")
        assert "no such contact is on record" in page.locator("#answer").inner_text()
        page.keyboard.press("Escape")
        page.locator(".network-lines button", has_text="The Acorns School to Prevent").focus()
        page.keyboard.press("Enter")
        settled(page)
        assert [word for word in page.evaluate(WORDS) if word.startswith("C06")], (
            "the pair's contacts stand single"
        )
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        assert page.evaluate(focused).startswith("C24, ")
        page.keyboard.press("Enter")
        assert "contact=C24" in page.evaluate("location.href")


def test_a_click_on_a_ghost_of_the_network_opens_the_finding_that_called_for_it(
    browser: Any, files: Any
) -> None:
    opened = Opened(browser, files["real"])
    with opened as page:
        opened.network()
        settled(page)
        box = page.locator(".net-word.ghost").bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert "no such contact is on record" in page.locator("#answer").inner_text()
        assert "finding=expected" in page.evaluate("location.href")
