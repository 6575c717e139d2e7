"""The page for those who see it otherwise, or use no mouse: axe-core, keyboard, sizes, words for what is drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from test_browser import LABELS, READY, SIZES, Opened, overlaps

from explorer.case import Case

pytestmark = pytest.mark.browser
AXE = Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOK = """(tags) => axe.run(document, { runOnly: { type: "tag", values: tags } }).then(({ violations }) =>
  violations.map(({ id, nodes }) => [id, nodes.slice(0, 4).map(({ html, any }) => [html, any[0]?.message])]))"""
VIEWS = {
    "opening": "",
    "contact": "contact=C06",
    "party": "party=prevent-north-west&axis=calendar",
    "folded": "fold=sector&lanes=first",
    "filtered": "kind=referral&columns=0,1,4,7,8",
}


def found(page: Any) -> list[Any]:
    """What axe-core finds. It is put in by the debugger, past the page's policy; the page holds nothing of it."""
    if not AXE.exists():
        pytest.skip("npm ci was not run")
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text("utf-8")})
    return list(page.evaluate(LOOK, RULES))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("looks", ["light", "dark", "forced"])
def test_axe_finds_nothing(browser: Any, files: Any, looks: str, view: str) -> None:
    options = {"forced_colors": "active"} if looks == "forced" else {"color_scheme": looks}
    opened = Opened(browser, files["real"], VIEWS[view], **options)
    with opened as page:
        opened.network()
        page.evaluate("() => scrollTo(0, 0)")  # else the toolbar, which stays, lies over part of some button
        assert found(page) == []


def test_axe_finds_nothing_in_menus_help_and_tour(browser: Any, files: Any) -> None:
    with Opened(browser, files["real"]) as page:
        page.locator("#save-menu summary").click()
        assert found(page) == []
        page.locator("#help-open").click()
        assert found(page) == []
        page.locator("#tour-again").click()
        assert found(page) == []


@pytest.mark.parametrize(
    "size", [*SIZES, (720, 450), (512, 384), (320, 640)], ids=lambda size: f"{size[0]}x{size[1]}"
)
def test_it_reflows_at_every_size_and_at_twice_its_size(
    browser: Any, files: Any, size: tuple[int, int]
) -> None:
    """720x450 is 1440x900 at 200 %; 320 px wide is what WCAG 1.4.10 asks."""
    with Opened(browser, files["real"], viewport={"width": size[0], "height": size[1]}) as page:
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        for menu in ("#lanes-menu", "#save-menu"):
            page.locator(f"{menu} summary").click()
            box = page.locator(f"{menu} .menu-body").bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= size[0] + 1
            page.keyboard.press("Escape")
        page.locator("#help-open").click()
        box = page.locator("#help").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= size[0]


CUT_OFF = """() => [...document.querySelectorAll("button, summary, select, label, h1, h2, p, .ledger b, .ledger small")]
  .filter((element) => element.offsetParent && !element.closest(".unseen, .skip"))
  .filter((element) => element.scrollWidth > element.clientWidth + 2)
  .filter((element) => getComputedStyle(element).overflow !== "visible")
  .map((element) => element.id || element.textContent.slice(0, 40))"""
BEYOND = """() => [...document.querySelectorAll("button, summary, select, input, h1, h2, p")]
  .filter((element) => element.checkVisibility())
  .filter((element) => !element.closest(".scroller, .table-box, .network, .unseen, .skip"))
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
  .map((element) => element.id || element.textContent.slice(0, 40))"""


@pytest.mark.parametrize("view", ["", "contact=C06", "ask=known&knower=prevent-north-west"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_twice_the_size_of_text_alone_cuts_nothing_off_and_overlaps_nothing(
    browser: Any, files: Any, size: tuple[int, int], view: str
) -> None:
    """The browser's own setting for the size of text, at 200 %: the window stays as it is (WCAG 1.4.4)."""
    with Opened(browser, files["real"], view, viewport={"width": size[0], "height": size[1]}) as page:
        was = page.evaluate("() => document.querySelector('.lead').getBoundingClientRect().height")
        session = page.context.new_cdp_session(page)
        session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        page.reload()
        page.evaluate(READY, "page-ready")
        page.wait_for_timeout(150)
        assert page.evaluate("() => getComputedStyle(document.documentElement).fontSize") == "32px"
        assert (
            page.evaluate("() => document.querySelector('.lead').getBoundingClientRect().height") > 1.8 * was
        )
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(CUT_OFF) == []
        assert page.evaluate(BEYOND) == []
        assert overlaps(page.evaluate(LABELS)) == []
        for menu in ("#lanes-menu", "#save-menu"):
            page.locator(f"{menu} summary").click()
            assert page.evaluate(BEYOND) == []
            page.keyboard.press("Escape")


def test_the_keyboard_reaches_everything_and_its_place_is_seen(browser: Any, files: Any) -> None:
    with Opened(browser, files["real"]) as page:
        reached, unseen = [], []
        for _ in range(60):
            page.keyboard.press("Tab")
            name, seen = page.evaluate(
                """() => {
                  const at = document.activeElement;
                  const looks = getComputedStyle(at.matches(".segments input") ? at.nextElementSibling : at);
                  return [at.id || at.className || at.textContent, looks.outlineStyle !== "none"];
                }"""
            )
            reached.append(name)
            if not seen:
                unseen.append(name)
        assert unseen == []
        assert {"axis-order", "zoom-in", "query", "more-filters", "print", "help-open", "scroller"} <= set(
            reached
        )


def test_menus_and_help_open_and_close_by_keys_and_give_the_focus_back(browser: Any, files: Any) -> None:
    with Opened(browser, files["real"], "contact=C06") as page:
        page.locator("#save-menu summary").focus()
        page.keyboard.press("Enter")
        assert page.locator("#save-csv").is_visible()
        page.keyboard.press("Escape")
        assert page.locator("#save-csv").is_hidden()
        assert page.evaluate("() => document.activeElement.textContent") == "Save"
        page.keyboard.press("?")
        assert page.locator("#help").is_visible()
        page.keyboard.press("Escape")
        assert page.locator("#help").is_hidden()
        assert "contact=C06" in page.evaluate("location.href")


def test_the_tour_is_offered_once_and_never_again_unless_asked(browser: Any, files: Any) -> None:
    with Opened(browser, files["real"]) as page:
        page.locator("#tour-yes").click()
        for _ in range(6):
            assert page.locator(".tour").is_visible()
            page.keyboard.press("Enter")
        assert page.locator(".tour").count() == 0
        page.reload()
        page.wait_for_timeout(600)
        assert page.locator("#tour-offer").is_hidden()
        page.locator("#help-open").click()
        page.locator("#tour-again").click()
        page.keyboard.press("Escape")
        assert page.locator(".tour").count() == 0


def test_what_is_drawn_is_told_in_the_table(browser: Any, files: Any, real: Case) -> None:
    """Drawings are hidden from screen readers, but for their name; every arrow is a row, every row an arrow."""
    with Opened(browser, files["real"]) as page:
        drawn = page.evaluate(
            "() => document.querySelectorAll('.lanes svg.tile:not([aria-hidden=true])').length"
        )
        assert drawn == 0
        assert "chronology" in page.locator(".scroller").get_attribute("aria-label")
        rows = page.evaluate(
            """() => [...document.querySelectorAll('#chronology-table tbody tr')]
              .map((row) => [...row.cells].map((cell) => cell.textContent))"""
        )
        assert [row[0] for row in rows] == list(real.contacts)
        for row, contact in zip(rows, real.contacts.values(), strict=True):
            assert row[2] == real.party_name(contact.sender)
            assert row[3] == "".join(real.party_name(receiver) for receiver in contact.receivers)
        page.keyboard.press("ArrowRight")
        spoken = page.locator("#live").inner_text()
        assert spoken.startswith("C01") and rows[0][2] in spoken and rows[0][3] in spoken


@pytest.mark.parametrize("fold", ["", "sector", "parent"])
@pytest.mark.parametrize("lanes", ["", "sector", "first"])
def test_lanes_stand_in_another_order_and_organisations_together(
    browser: Any,
    files: Any,
    lanes: str,
    fold: str,
) -> None:
    with Opened(browser, files["real"], f"lanes={lanes}&fold={fold}") as page:
        names = page.locator(".names .name:not(.row-name)").all_inner_texts()
        assert names[0].startswith("The subject")
        arrows = page.evaluate("() => document.querySelectorAll('.lanes .tile .shaft').length")
        assert arrows > 5
        if fold == "sector":
            page.locator(".names .group", has_text="Education").click()
            assert "The Acorns School" in " ".join(page.locator(".names .name").all_inner_texts())
            page.locator(".together").click()
            assert page.locator(".names .group", has_text="Education").is_visible()
            page.wait_for_timeout(50)
            assert len(page.locator(".names .name:not(.row-name)").all_inner_texts()) == len(names)


def test_the_lanes_move_by_drag_and_keys_and_zoom_by_wheel(browser: Any, files: Any) -> None:
    with Opened(browser, files["real"]) as page:
        for _ in range(4):
            page.keyboard.press("+")
        left = "() => document.querySelector('.scroller').scrollLeft"
        box = page.locator(".scroller .body").bounding_box()
        start = page.evaluate(left)
        page.mouse.move(800, box["y"] + 90)
        page.mouse.down()
        page.mouse.move(700, box["y"] + 90, steps=6)
        page.mouse.up()
        assert abs(page.evaluate(left) - start - 100) < 8
        assert "contact" not in page.evaluate("location.href")
        page.locator(".scroller").focus()
        page.keyboard.press("Shift+ArrowRight")
        assert page.evaluate(left) > start + 150
        width = "() => document.querySelector('.scroller').scrollWidth"
        before = page.evaluate(width)
        page.keyboard.down("Control")
        page.mouse.wheel(0, -200)
        page.keyboard.up("Control")
        page.wait_for_timeout(100)
        assert page.evaluate(width) > before


def test_two_fingers_zoom_the_lanes_and_one_moves_them(browser: Any, files: Any) -> None:
    opened = Opened(browser, files["real"], viewport={"width": 390, "height": 844}, has_touch=True)
    with opened as page:
        page.locator(".scroller").scroll_into_view_if_needed()
        box = page.locator(".scroller .body").bounding_box()
        x, y = 250.0, box["y"] + 120
        session = page.context.new_cdp_session(page)

        def touch(kind: str, *points: tuple[float, float]) -> None:
            fingers = [{"x": left, "y": top, "id": place} for place, (left, top) in enumerate(points)]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})
            page.wait_for_timeout(20)

        width = "() => document.querySelector('.scroller').scrollWidth"
        before = page.evaluate(width)
        touch("touchStart", (x - 20, y), (x + 20, y))
        for apart in range(24, 70, 6):
            touch("touchMove", (x - apart, y), (x + apart, y))
        touch("touchEnd")
        wide = page.evaluate(width)
        assert wide > 1.5 * before
        assert page.evaluate("() => visualViewport.scale") == 1, "the page itself stays as it is"
        assert "contact" not in page.evaluate("location.href"), "no contact is chosen by it"
        touch("touchStart", (x - 60, y), (x + 60, y))
        for apart in range(54, 16, -6):
            touch("touchMove", (x - apart, y), (x + apart, y))
        touch("touchEnd")
        assert page.evaluate(width) < wide
        left = "() => document.querySelector('.scroller').scrollLeft"
        page.evaluate("() => { document.querySelector('.scroller').scrollLeft = 0; }")
        touch("touchStart", (x + 60, y))
        for moved in range(10, 120, 10):
            touch("touchMove", (x + 60 - moved, y))
        touch("touchEnd")
        page.wait_for_timeout(200)
        assert page.evaluate(left) > 40


def test_up_and_down_step_through_the_rows_of_the_chronology(browser: Any, files: Any) -> None:
    with Opened(browser, files["real"], "kind=referral") as page:
        page.locator(".table-box").focus()
        for wanted in ("C03", "C06", "C13"):
            page.keyboard.press("ArrowDown")
            assert page.locator("#chronology-table tr[aria-current]").inner_text().startswith(wanted)
        page.keyboard.press("ArrowUp")
        assert "contact=C06" in page.evaluate("location.href")


def test_nothing_moves_by_itself_where_less_motion_is_asked_for(browser: Any, files: Any) -> None:
    with Opened(browser, files["real"], reduced_motion="reduce") as page:
        moving = page.evaluate(
            """() => [...document.querySelectorAll("*")].map((element) => getComputedStyle(element))
              .filter((looks) => looks.transitionDuration !== "0s" && looks.transitionProperty !== "none"
                || looks.animationName !== "none" || looks.scrollBehavior === "smooth").length"""
        )
        assert moving == 0
        page.locator("#ask-findings").click()
        assert page.locator("#findings").evaluate("(section) => section.getBoundingClientRect().top") < 900


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_the_lanes_are_read_and_what_is_chosen_is_seen(
    browser: Any, files: Any, scheme: str
) -> None:
    options = {"forced_colors": "active", "color_scheme": scheme}
    with Opened(browser, files["real"], "contact=C06", **options) as page:
        looks = """(what) => { const looks = getComputedStyle(document.querySelector(what));
          return [looks.fill, looks.backgroundColor, looks.color, looks.outlineStyle]; }"""
        canvas_text = page.evaluate(looks, "body")[2]
        assert page.evaluate(looks, ".lanes .head text")[0] == canvas_text
        assert page.evaluate(looks, ".ledger b .sign")[0] == canvas_text
        chosen, other = (page.evaluate(looks, f"#axis-{axis} + span")[1] for axis in ("order", "calendar"))
        assert chosen != other
        assert page.evaluate(looks, ".body .chosen-ground")[3] == "solid"
        assert page.evaluate(looks, "tr[aria-current]")[3] == "solid"
        pressed, plain = (
            page.evaluate(looks, f"#ledger button[aria-pressed={state}]")[1] for state in ("true", "false")
        )
        assert pressed != plain
