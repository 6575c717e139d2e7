"""What a person takes out of the page: pictures, a table, a link. Made in the page, without a request."""

from __future__ import annotations

import csv
import io
import json
import shutil
import struct
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from drawing import drawn
from test_browser import REAL, Opened, shown_rows

from explorer import Report, page_html, read_case

pytestmark = pytest.mark.browser
MARKED = """
    C1 | 2020-03-01 | subject -> helpline | self-contact | summary="=SUM(A1)" key=yes topics=home
    C2 | 2020-04    | helpline -> police  | referral     | follows=C1 summary="It went, with a comma"
    C3 |            | police -> subject   | visit        | seen=yes
"""
WITHOUT_CLIPBOARD = """() => {
  Object.defineProperty(navigator, "clipboard", { value: undefined });
  const set = DataTransfer.prototype.setData;
  globalThis.copied = {};
  DataTransfer.prototype.setData = function (type, text) { copied[type] = text; set.call(this, type, text); };
}"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    small = drawn(MARKED, settings='title = "A small case"\nmarking = "OFFICIAL-SENSITIVE"')
    paths = {}
    for name, case in {"real": read_case(REAL), "small": small}.items():
        paths[name] = folder / f"{name}.html"
        paths[name].write_text(page_html(Report(case)), "utf-8")
    return paths


def saved(page: Any, what: str, folder: Path) -> Path:
    """The file that a choice of the Save menu gives: two actions."""
    page.locator("#save-menu summary").click()
    with page.expect_download() as download:
        page.locator(what).click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


@pytest.mark.parametrize("axis", ["order", "calendar"])
def test_the_lanes_are_saved_whole_as_svg_with_every_contact_and_party(
    browser: Any,
    pages: Any,
    tmp_path: Path,
    axis: str,
) -> None:
    case = read_case(REAL)
    with Opened(browser, pages["real"], f"axis={axis}", viewport={"width": 390, "height": 844}) as page:
        target = saved(page, "#save-svg", tmp_path)
    root = ET.fromstring(target.read_text("utf-8"))
    words = " ".join(root.itertext())
    assert not [contact for contact in case.contacts if contact not in words]
    for party in ("Childline", "MASH", "Index event", "All 47", "No outcome recorded"):
        assert party in words
    assert "class=" not in target.read_text("utf-8") and "var(" not in target.read_text("utf-8")


def test_a_saved_picture_looks_like_the_lanes_and_stands_alone(
    browser: Any, pages: Any, tmp_path: Path
) -> None:
    with Opened(browser, pages["real"], "contact=C06", color_scheme="dark") as page:
        target = saved(page, "#save-svg", tmp_path)
    context = browser.new_context(viewport={"width": 1600, "height": 1200})
    page = context.new_page()
    page.goto(target.as_uri())
    strokes = page.evaluate(
        "() => new Set([...document.querySelectorAll('path')].map(p => p.getAttribute('stroke'))).size"
    )
    assert strokes > 5
    context.close()


@pytest.mark.parametrize("what", ["#save-png", "#save-network"])
def test_pictures_are_saved_as_png_bearing_the_marking_in_their_name(
    browser: Any,
    pages: Any,
    tmp_path: Path,
    what: str,
) -> None:
    with Opened(browser, pages["small"]) as page:
        target = saved(page, what, tmp_path)
        data = target.read_bytes()
        assert data.startswith(b"\x89PNG") and target.name.startswith("official-sensitive-a-small-case-")
        width, height = struct.unpack(">II", data[16:24])
        assert width > 600 and height > 300
        assert "Saved" in page.locator("#notice").inner_text()


def test_the_svg_bears_the_marking(browser: Any, pages: Any, tmp_path: Path) -> None:
    with Opened(browser, pages["small"]) as page:
        root = ET.fromstring(saved(page, "#save-svg", tmp_path).read_text("utf-8"))
    assert "OFFICIAL-SENSITIVE" in " ".join(root.itertext())


def test_the_chronology_is_saved_as_csv_as_filtered_and_harmless(
    browser: Any, pages: Any, tmp_path: Path
) -> None:
    with Opened(browser, pages["small"]) as page:
        rows = list(csv.DictReader(io.StringIO(saved(page, "#save-csv", tmp_path).read_text("utf-8-sig"))))
        assert [row["id"] for row in rows] == ["C1", "C2", "C3"]
        assert rows[0]["summary"] == "'=SUM(A1)"
        assert [rows[1][name] for name in ("date", "earliest_day", "latest_day")] == [
            "April 2020",
            "2020-04-01",
            "2020-04-30",
        ]
        assert [rows[2][name] for name in ("date", "earliest_day", "latest_day")] == ["", "", ""]
        assert {row["marking"] for row in rows} == {"OFFICIAL-SENSITIVE"}
        page.locator("#key").select_option("yes")
        rows = list(csv.DictReader(io.StringIO(saved(page, "#save-csv", tmp_path).read_text("utf-8-sig"))))
        assert [row["id"] for row in rows] == ["C1"]


def test_the_table_is_copied_as_it_stands_for_word_and_for_excel(browser: Any, pages: Any) -> None:
    with Opened(browser, pages["small"]) as page:
        page.locator("summary", has_text="Columns").click()
        page.locator("#columns label", has_text="Source").click()
        page.locator("#columns label", has_text="Topics").click()
        page.keyboard.press("Escape")
        page.evaluate(WITHOUT_CLIPBOARD)
        page.locator("#copy-table").click()
        copied = page.evaluate("() => copied")
        text, table = copied["text/plain"], copied["text/html"]
        lines = text.split("\r\n")
        assert lines[0] == lines[-1] == "OFFICIAL-SENSITIVE"
        assert lines[1].split("\t") == ["Contact", "Date", "From", "To", "What", "Outcome", "Topics"]
        assert lines[2].split("\t")[0] == "C1" and lines[2].endswith("home")
        assert len(lines) == 6
        root = ET.fromstring(table)
        cells = [element for element in root.iter() if element.tag.endswith("}td")]
        assert len(cells) == 3 * 7
        heads = [row for head in root.iter() if head.tag.endswith("}thead") for row in head]
        assert len(heads) == 1 and len(heads[0]) == 7, "a program for texts repeats it on each page"


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice on this machine")
def test_the_copied_table_is_a_table_in_libreoffice_writer(browser: Any, pages: Any, tmp_path: Path) -> None:
    """Writer pastes HTML with the reader that it opens HTML with."""
    with Opened(browser, pages["small"]) as page:
        page.evaluate(WITHOUT_CLIPBOARD)
        page.locator("#copy-table").click()
        table = page.evaluate("() => copied['text/html']")
        shown = page.locator("#chronology-table tbody tr").count()
    (tmp_path / "copied.html").write_text(f'<meta charset="utf-8">{table}', "utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    made = [
        "--infilter=HTML (StarWriter)",
        "--convert-to",
        "odt",
        "--outdir",
        tmp_path,
        tmp_path / "copied.html",
    ]
    subprocess.run(["soffice", profile, "--headless", *made], check=True, capture_output=True, timeout=180)
    text = zipfile.ZipFile(tmp_path / "copied.odt").read("content.xml").decode()
    root = ET.fromstring(text)
    names = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert names.count("table") == 1 and names.count("table-header-rows") == 1
    assert names.count("table-row") == 1 + shown and names.count("table-cell") == 7 * (1 + shown)
    assert "OFFICIAL-SENSITIVE" in text and "It went, with a comma" in text


def test_a_link_opens_the_same_view(browser: Any, pages: Any) -> None:
    fragment = "axis=calendar&lanes=sector&fold=sector&kind=referral&columns=0%2C1%2C4"
    opened = Opened(browser, pages["real"], fragment)
    with opened as page:
        opened.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.locator("#save-menu summary").click()
        page.locator("#save-link").click()
        page.wait_for_timeout(200)
        assert "copied" in page.locator("#notice").inner_text()
        link = page.evaluate("() => navigator.clipboard.readText()")
        assert (
            dict(pair.split("=") for pair in link.split("#")[1].split("&")).items()
            >= {"fold": "sector"}.items()
        )
        shown = shown_rows(page)
        page.goto("about:blank")
        page.goto(link)
        page.wait_for_timeout(500)
        assert shown_rows(page) == shown
        assert page.locator("#lane-fold").input_value() == "sector"
        assert page.locator("#chronology-table th >> visible=true").count() >= 3


def test_columns_are_chosen_and_made_when_asked_for(browser: Any, pages: Any) -> None:
    with Opened(browser, pages["real"]) as page:
        page.locator("summary", has_text="Columns").click()
        page.locator("#columns label", has_text="Led to").click()
        row = page.locator("#chronology-table tr[data-column='5']")
        assert row.locator("td").count() == 7
        page.locator("#columns label", has_text="What").click()
        assert json.loads(json.dumps(row.locator("td").nth(3).is_hidden()))
        page.reload()
        page.wait_for_timeout(500)
        assert row.locator("td").nth(3).is_hidden() and row.locator("td").nth(6).is_visible()
