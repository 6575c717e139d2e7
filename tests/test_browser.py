"""The page in a real Chromium, offline, as a person uses it."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path
from typing import Any

import pytest
from drawing import drawn
from hostile import MARKED

from explorer import Report, page_html
from explorer.case import Case

pytestmark = pytest.mark.browser
REAL = Path(__file__).parent.parent / "data" / "southport"
SIZES = [(1440, 900), (1024, 768), (390, 844)]
LABELS = """() => {
  const inside = (box, frame) => box.right > frame.left && box.left < frame.right
    && box.bottom > frame.top && box.top < frame.bottom;
  const found = [];
  for (const element of document.querySelectorAll("[data-label]")) {
    const box = element.getBoundingClientRect();
    if (!box.width || getComputedStyle(element).visibility === "hidden") continue;
    const frame = element.closest(".names, .head, .body, .network")?.getBoundingClientRect();
    if (!frame || !inside(box, frame)) continue;
    const kind = element.dataset.label;
    const place = { lane: "names", network: "network" }[kind] ?? (element.closest(".head") ? "head" : "body");
    const { left, top, right, bottom } = box;
    found.push({ place, text: element.textContent, left, top, right, bottom });
  }
  return found;
}"""
READY = """(name) => new Promise((resolve) => {
  const look = () => performance.getEntriesByName(name).length ? resolve(true) : setTimeout(look, 10);
  look();
})"""


class Opened:
    """A page that is ready, with what it asked of the network and said on the console."""

    def __init__(self, browser: Any, path: Path, fragment: str = "", **options: Any) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))
        self.page.goto(path.as_uri() + (f"#{fragment}" if fragment else ""))
        if options.get("java_script_enabled", True):
            self.page.evaluate(READY, "page-ready")

    def __enter__(self) -> Any:
        return self.page

    def __exit__(self, *problem: object) -> None:
        self.context.close()
        if problem[0] is None:
            outside = [url for url in self.asked if not url.startswith(("file:", "data:", "blob:"))]
            assert outside == []
            assert self.said == []

    def network(self) -> None:
        self.page.locator("#network").scroll_into_view_if_needed()
        self.page.evaluate(READY, "network-drawn")
        self.page.wait_for_timeout(100)


def shown_rows(page: Any) -> list[str]:
    rows = "[...document.querySelectorAll('#chronology-table tbody tr')].filter(row => !row.hidden)"
    return list(page.evaluate(f"() => {rows}.map(row => row.cells[0].textContent)"))


def overlaps(labels: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Pairs of labels of one part of the page whose boxes share more than a hair."""
    hair = 0.75
    return [
        (a["text"], b["text"])
        for a, b in itertools.combinations(labels, 2)
        if a["place"] == b["place"]
        and min(a["right"], b["right"]) - max(a["left"], b["left"]) > hair
        and min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) > hair
    ]


def test_the_page_opens_offline_without_a_request_or_a_word_on_the_console(browser: Any, files: Any) -> None:
    opened = Opened(browser, files["real"])
    with opened as page:
        opened.network()
        assert page.locator(".lanes .tile path").count() > 10
        assert page.locator("#network canvas").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_hostile_text_stays_text_in_every_view(browser: Any, files: Any, real: Case, scheme: str) -> None:
    opened = Opened(browser, files["hostile"], color_scheme=scheme)
    with opened as page:
        opened.network()
        for contact in list(real.contacts)[:12]:
            page.evaluate("(id) => { location.hash = `contact=${id}`; }", contact)
            page.wait_for_timeout(20)
            assert MARKED in page.locator("#detail").inner_text()
        page.evaluate("(id) => { location.hash = `party=${id}`; }", "prevent-north-west")
        page.wait_for_timeout(50)
        assert MARKED in page.locator("#detail").inner_text()
        assert page.locator("img, iframe, object, [onerror], [onload], a:not(.skip)").count() == 0


@pytest.mark.parametrize("axis", ["order", "calendar"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_two_labels_overlap(browser: Any, files: Any, size: tuple[int, int], axis: str) -> None:
    viewport = {"width": size[0], "height": size[1]}
    opened = Opened(browser, files["real"], f"axis={axis}", viewport=viewport)
    with opened as page:
        opened.network()
        for zoom in (
            "",
            "#zoom-in",
            "#zoom-in",
            "#zoom-in",
            "#zoom-in",
            "#zoom-fit",
            "#zoom-out",
            "#zoom-out",
        ):
            if zoom:
                page.locator(zoom).click()
            for place in (0, 0.5, 1):
                page.evaluate(
                    "(at) => { const s = document.querySelector('.scroller'); s.scrollLeft = at * s.scrollWidth; }",
                    place,
                )
                page.wait_for_timeout(60)
                labels = page.evaluate(LABELS)
                assert len(labels) > 10
                assert overlaps(labels) == [], (zoom, place)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_names_of_two_lines_do_not_touch_where_lanes_are_many(
    browser: Any, size: tuple[int, int], tmp_path: Path
) -> None:
    """Sixty organisations, each with a name too long for one line."""
    ids = [f"o{number}" for number in range(60)]
    parties = "\n".join(f'{one} | health | name="The {one} community and mental health trust"' for one in ids)
    lines = "\n".join(f"C{number} | 2020 | subject -> {one} | call |" for number, one in enumerate(ids))
    path = tmp_path / "many.html"
    path.write_text(page_html(Report(drawn(lines, parties=parties))), "utf-8")
    with Opened(browser, path, viewport={"width": size[0], "height": size[1]}) as page:
        boxes = page.evaluate(
            """() => [...document.querySelectorAll(".name span")].map((name) => {
              const { top, bottom } = name.getBoundingClientRect();
              return [top, bottom, name.scrollHeight - name.clientHeight];
            })"""
        )
        assert len(boxes) == 61
        assert all(above[1] <= below[0] for above, below in itertools.pairwise(boxes))


def test_a_click_on_a_lane_row_or_request_selects_in_all_views(browser: Any, files: Any) -> None:
    opened = Opened(browser, files["real"])
    with opened as page:
        page.locator("#requests button", has_text="C23").click()
        assert "contact=C23" in page.evaluate("location.href")
        assert page.locator("#chronology-table tr[aria-current]").inner_text().startswith("C23")
        assert "C23" in page.locator("#detail").inner_text()
        assert page.locator(".lanes .is-chosen").count() > 0
        assert "C23" in page.locator("#live").inner_text()
        page.locator(".lanes text", has_text="C06").first.click()
        assert page.locator("#requests button[aria-pressed=true]").inner_text().startswith("C06")
        page.keyboard.press("Escape")
        assert page.locator("#detail").is_hidden()


def test_a_name_shows_what_a_party_sent_and_received(browser: Any, files: Any) -> None:
    opened = Opened(browser, files["real"])
    with opened as page:
        opened.network()
        page.locator(".net-name", has_text="Prevent").first.click()
        detail = page.locator("#detail").inner_text()
        assert "Sent (" in detail and "Received (" in detail
        assert page.locator(".names button[aria-pressed=true]").inner_text().startswith("Prevent")


def test_what_the_detail_names_can_be_chosen_from_it(browser: Any, files: Any) -> None:
    with Opened(browser, files["real"], "contact=C06") as page:
        page.locator("#detail button", has_text="C13").click()
        assert "contact=C13" in page.evaluate("location.href")
        page.locator("#detail .party", has_text="Prevent").click()
        assert "party=prevent-north-west" in page.evaluate(
            "location.href"
        ) and "contact" not in page.evaluate("location.href")
        page.locator(".names button", has_text="CAMHS").click()
        assert "party=camhs" in page.evaluate("location.href")
        page.locator("#detail .close").click()
        assert page.locator("#detail").is_hidden()


def test_filters_and_search_leave_only_what_matches(browser: Any, files: Any, real: Case) -> None:
    with Opened(browser, files["real"]) as page:
        page.locator("#more-filters").click()
        page.locator("#kind").select_option("referral")
        referrals = [contact.id for contact in real.contacts.values() if contact.kind.id == "referral"]
        assert shown_rows(page) == referrals
        assert f"{len(referrals)} of {len(real.contacts)} shown" in page.locator("#count").inner_text()
        page.locator("#outcome").select_option("ended")
        assert shown_rows(page) == ["C06", "C23", "C24"]
        page.locator("#clear").click()
        page.keyboard.press("/")
        page.keyboard.type("hockey stick")
        page.wait_for_timeout(50)
        assert shown_rows(page) == ["C16"]
        page.locator("#query").fill("no such words")
        page.wait_for_timeout(50)
        assert page.locator("#nothing").is_visible()
        page.locator("#clear").click()
        assert len(shown_rows(page)) == len(real.contacts)


def test_the_day_slider_hides_what_cannot_have_begun(browser: Any, files: Any, real: Case) -> None:
    with Opened(browser, files["real"]) as page:
        day = real.contacts["C24"].bounds.first_day
        page.locator("#day").evaluate(
            "(slider, day) => { slider.value = day; slider.dispatchEvent(new Event('input')); }", day
        )
        page.wait_for_timeout(100)
        assert page.locator("#day-text").inner_text() == "26 April 2021"
        wanted = [contact.id for contact in real.contacts.values() if contact.bounds.first_day <= day]
        assert shown_rows(page) == wanted
        possible = page.evaluate(
            "() => [...document.querySelectorAll('tr.possible')].map(row => row.cells[0].textContent)"
        )
        assert possible == [
            c.id for c in real.contacts.values() if c.bounds.first_day <= day < c.bounds.latest_start
        ]


def test_from_a_day_by_keyboard_alone_and_in_the_link_and_all_that_is_saved(
    browser: Any, files: Any, real: Case, tmp_path: Path
) -> None:
    first, last = (real.contacts[one].bounds.first_day for one in ("C23", "C24"))
    with Opened(browser, files["real"], f"from={first - 1}&day={last}") as page:
        page.get_by_role("slider", name="From").focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("() => document.querySelector('#from-text').textContent === '1 February 2021'")
        assert f"from={first}" in page.evaluate("location.hash")
        wanted = [
            contact.id
            for contact in real.contacts.values()
            if contact.bounds.last_day >= first and contact.bounds.first_day <= last
        ]
        assert shown_rows(page) == wanted
        days = "1 February 2021 to 26 April 2021"
        assert page.locator("#count[role=status]").text_content().endswith(f" shown, {days}")
        for kind in ("csv", "svg"):
            page.locator("#save-menu summary").click()
            with page.expect_download() as download:
                page.locator(f"#save-{kind}").click()
            download.value.save_as(tmp_path / kind)
        rows = list(csv.DictReader((tmp_path / "csv").read_text("utf-8-sig").splitlines()))
        assert [row["id"] for row in rows] == wanted
        assert f"of {len(real.contacts)} contacts and events, {days}." in (tmp_path / "svg").read_text(
            "utf-8"
        )
        page.get_by_role("slider", name="From").press("End")
        page.wait_for_function("() => document.querySelector('#day-text').textContent === 'every day'")
        page.locator("#clear").click()
        assert page.locator("#from-text").inner_text() == "the start"
        assert len(shown_rows(page)) == len(real.contacts)


def test_the_keyboard_steps_through_contacts_and_zooms(browser: Any, files: Any, real: Case) -> None:
    ids = list(real.contacts)
    with Opened(browser, files["real"]) as page:
        for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
            page.keyboard.press(key)
        assert f"contact={ids[0]}" in page.evaluate("location.href")
        width = page.evaluate("() => document.querySelector('.scroller').scrollWidth")
        page.keyboard.press("+")
        assert page.evaluate("() => document.querySelector('.scroller').scrollWidth") > width
        page.keyboard.press("0")
        assert page.evaluate("() => document.querySelector('.scroller').scrollWidth") == width
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement !== document.body")


def test_the_address_tells_the_whole_view(browser: Any, files: Any) -> None:
    fragment = "contact=C24&axis=calendar&kind=referral&theme=dark"
    with Opened(browser, files["real"], fragment) as page:
        assert page.locator("#axis-calendar").is_checked()
        assert "C24" in page.locator("#detail").inner_text()
        assert page.locator("html").get_attribute("data-theme") == "dark"
        assert "C06" in shown_rows(page) and "C01" not in shown_rows(page)
        chosen = page.locator(".chosen-ground").last.bounding_box()
        frame = page.locator(".scroller").bounding_box()
        assert frame["x"] <= chosen["x"] <= frame["x"] + frame["width"]


def test_the_chronology_sorts_and_sorts_back(browser: Any, files: Any, real: Case) -> None:
    with Opened(browser, files["real"]) as page:
        page.locator("#chronology-table th button", has_text="From").click()
        names = page.evaluate(
            "() => [...document.querySelectorAll('#chronology-table tbody tr')].map(row => row.cells[2].textContent)"
        )
        assert [name.casefold() for name in names] == sorted(name.casefold() for name in names)
        page.locator("#chronology-table th button", has_text="Date").click()
        assert shown_rows(page) == list(real.contacts)


def test_the_network_pans_and_its_names_go_with_it(browser: Any, files: Any) -> None:
    opened = Opened(browser, files["real"])
    with opened as page:
        opened.network()
        name = page.locator(".net-name").first
        before = name.get_attribute("style")
        box = page.locator("#network").bounding_box()
        page.mouse.move(box["x"] + 20, box["y"] + box["height"] - 20)
        page.mouse.down()
        page.mouse.move(box["x"] + 90, box["y"] + box["height"] - 60, steps=5)
        page.mouse.up()
        page.wait_for_timeout(100)
        assert name.get_attribute("style") != before


def test_the_page_reads_without_scripts(browser: Any, files: Any, real: Case) -> None:
    with Opened(browser, files["real"], java_script_enabled=False) as page:
        assert page.locator(".static svg").first.is_visible()
        assert page.locator("#chronology-table tbody tr").count() == len(real.contacts)
        assert page.locator("#sources").is_visible()
        assert page.locator(".toolbar").is_hidden()


def test_the_page_prints(browser: Any, files: Any, tmp_path: Path) -> None:
    with Opened(browser, files["real"], "contact=C06", color_scheme="dark") as page:
        pdf = page.pdf(path=str(tmp_path / "page.pdf"), prefer_css_page_size=True)
        assert pdf.startswith(b"%PDF") and len(pdf) > 20_000
        page.emulate_media(media="print")
        assert page.locator(".static svg").first.is_visible()
        assert page.locator(".toolbar").is_hidden()
        assert page.locator("#detail").is_hidden()
        assert page.evaluate("() => getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_no_word_of_a_printed_finding_stands_outside_its_column(browser: Any, files: Any) -> None:
    """A column of a printed sheet cuts off what reaches out of it."""
    outside = """() => [...document.querySelectorAll(".findings li")].filter((item) => {
      const [own, said] = [item, item.querySelector("button")].map((one) => one.getBoundingClientRect());
      return said.width && (said.left < own.left - 0.5 || said.right > own.right + 0.5);
    }).length"""
    with Opened(browser, files["real"], viewport={"width": 1030, "height": 700}) as page:
        page.emulate_media(media="print")
        page.evaluate(
            "() => document.querySelectorAll('.findings details').forEach((one) => { one.open = true; })"
        )
        assert page.locator(".findings li button").first.is_visible()
        assert page.evaluate(outside) == 0


def test_every_head_over_the_lanes_is_named(browser: Any, files: Any) -> None:
    for size in SIZES:
        with Opened(browser, files["real"], viewport={"width": size[0], "height": size[1]}) as page:
            for place in (0, 1):
                page.evaluate(
                    "(at) => { const s = document.querySelector('.scroller'); s.scrollLeft = at * s.scrollWidth; }",
                    place,
                )
                page.wait_for_timeout(60)
                heads = page.locator(".lanes .band").evaluate_all(
                    "(all) => all.map((one) => one.textContent)"
                )
                assert heads and all(heads) and "…" not in heads, size


def test_every_printed_sheet_bears_the_marking_and_its_number(browser: Any, tmp_path: Path) -> None:
    from pypdf import PdfReader

    contacts = "\n".join(
        f"C{number:02} | 2020-01-{number:02} | school -> hub | referral |" for number in range(1, 29)
    )
    path = tmp_path / "marked.html"
    path.write_text(page_html(Report(drawn(contacts, settings='marking = "TOP (SECRET)"'))), "utf-8")
    with Opened(browser, path, color_scheme="dark") as page:
        page.pdf(path=str(tmp_path / "pack.pdf"), prefer_css_page_size=True)
    sheets = [sheet.extract_text() for sheet in PdfReader(tmp_path / "pack.pdf").pages]
    assert len(sheets) > 3
    for number, sheet in enumerate(sheets, 1):
        assert "TOP (SECRET)" in sheet and f"{number} of {len(sheets)}" in sheet


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_page_itself_never_scrolls_sideways_and_targets_are_big_enough(
    browser: Any, files: Any, size: tuple[int, int]
) -> None:
    with Opened(browser, files["real"], viewport={"width": size[0], "height": size[1]}) as page:
        page.locator("#more-filters").click()
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        small = page.evaluate(
            """() => [...document.querySelectorAll("button, select, input:not([type=radio]), .segments span")]
              .map((element) => [element.id || element.textContent, element.getBoundingClientRect()])
              .filter(([, box]) => box.width && (box.width < 24 || box.height < 23.5)).map(([name]) => name)"""
        )
        assert small == []
