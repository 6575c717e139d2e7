"""The page of a cohort: what is in it, what is not, and how it is used in a real Chromium, offline."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cohort_oracle import write_cohort

from explorer.case import Case
from explorer.checking import case_of
from explorer.cli import main
from explorer.cohort.engines import engine_of
from explorer.cohort.page import cohort_html
from explorer.cohort.page.payload import payload_of
from explorer.rows import RawCase, table_of

HOSTILE = "<img src=x onerror=alert(1)>"


def case(number: int, *rows: tuple[str, str, str, str]) -> Case:
    """(from, to, date, outcome) of requests."""
    parties = [("subject", "subject"), ("family", "family"), ("school", "education"), ("hub", "safeguarding-hub"),
               ("police", "police")]  # fmt: skip
    contacts = [
        {"id": f"C{at}", "from": sender, "to": to, "date": date, "kind": "referral", "outcome": outcome,
         "outcome_date": date if outcome else ""}
        for at, (sender, to, date, outcome) in enumerate(rows, 1)
    ]  # fmt: skip
    tables = {
        "parties": table_of("parties", [{"id": party, "sector": sector} for party, sector in parties]),
        "contacts": table_of("contacts", contacts),
    }
    return case_of(RawCase(f"case-{number:02}", "", tables))


def some_cases() -> list[Case]:
    """Nine in which the school asks the hub, of which two are also passed to the police by the family."""
    cases = []
    for number in range(9):
        rows = [("school", "hub", f"2021-0{number % 3 + 1}-05", "closed" if number < 6 else "")]
        rows += [("family", "police", "2022-02-02", "")] if number < 2 else []
        cases.append(case(number, *rows))
    return cases


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    return write_cohort(some_cases(), tmp_path / "many.parquet", "Many", "OFFICIAL")


def page_of(path: Path, **options: Any) -> str:
    with engine_of(path, threads=1) as engine:
        return cohort_html(engine, **options)


def test_the_page_says_what_the_measures_say(cohort: Path) -> None:
    with engine_of(cohort, threads=1) as engine:
        data = payload_of(engine, "Many", 5)
    names = [party["name"] for party in data["parties"]]
    flows = data["flows"]
    assert [(names[a], names[b]) for a, b in zip(flows["sender"], flows["receiver"], strict=True)] == [
        ("school", "hub")
    ]
    assert (flows["referrals"], flows["cases"]) == ([9], [9])
    with engine_of(cohort, threads=1) as engine:
        said = " ".join(payload_of(engine, "Many", 0)["sentences"])
    assert "11 requests to organisations are recorded. For 5 requests no outcome is recorded" in said
    assert data["leftOut"]["flows"] == 1


def test_a_total_does_not_tell_what_is_left_out(cohort: Path) -> None:
    text = page_of(cohort)
    assert "11 requests" not in text  # 9 of them are shown
    assert "For 5 requests no outcome" in text  # none of them is


def test_a_total_does_not_tell_the_one_organisation_that_is_not_shown(tmp_path: Path) -> None:
    """Of 11 requests without an outcome 8 are the hub's: beside these the police's 3 would be what is left."""
    day = "2021-01-05"
    asked = (("school", "police", 3), ("school", "hub", 2), ("police", "hub", 6))
    cases = [
        case(number, *((sender, to, day, "" if number < none else "closed") for sender, to, none in asked))
        for number in range(9)
    ]
    with engine_of(write_cohort(cases, tmp_path / "many.parquet"), threads=1) as engine:
        data = payload_of(engine, "Many", 5)
    assert {party["name"]: party["noOutcome"] for party in data["parties"]} == {
        "hub": -1,
        "police": -1,
        "school": 0,
    }
    assert "27 requests to organisations" in " ".join(data["sentences"])
    assert "no outcome" not in " ".join(data["sentences"])


def test_a_cohort_of_few_cases_tells_no_number(tmp_path: Path) -> None:
    text = page_of(write_cohort(some_cases()[:3], tmp_path / "few.parquet"))
    assert "fewer than 5 cases: no number of them is shown" in text


def test_a_small_number_is_nowhere_in_the_page(cohort: Path) -> None:
    shown = page_of(cohort)
    assert "(family)" not in shown and ">police<" not in shown
    assert "(family)" in page_of(cohort, threshold=0)


def test_the_same_cohort_gives_the_same_page_with_its_marking(cohort: Path) -> None:
    text = page_of(cohort)
    assert text == page_of(cohort)
    assert '<p class="marking">OFFICIAL</p>' in text


def test_the_declared_fields_are_those_produced(cohort: Path) -> None:
    with engine_of(cohort, threads=1) as engine:
        data = payload_of(engine, "Many", 0)
    declared = (Path(__file__).parent.parent / "explorer/cohort/page/payload.d.ts").read_text("utf-8")

    def fields(name: str) -> set[str]:
        body = re.search(rf"interface {name} \{{(.*?)\n\}}", declared, re.DOTALL)
        assert body
        return set(re.findall(r"^  (\w+):", body[1], re.MULTILINE))

    assert fields("Payload") == data.keys()
    assert fields("Party") == data["parties"][0].keys()
    assert fields("Flows") == data["flows"].keys()
    assert fields("Yearly") == data["yearly"].keys()
    assert fields("Trend") <= data["trends"][0].keys()


def test_hostile_text_stays_text_and_an_empty_cohort_says_so(tmp_path: Path) -> None:
    hostile = page_of(write_cohort(some_cases(), tmp_path / "a.parquet"), title=HOSTILE)
    assert HOSTILE not in hostile and "&lt;img src=x" in hostile
    empty = page_of(write_cohort([], tmp_path / "b.parquet"))
    assert "The supplied sources record no contact." in empty


def test_cases_are_listed_only_where_small_numbers_are_shown(cohort: Path, tmp_path: Path) -> None:
    with engine_of(cohort, threads=1) as engine:
        assert payload_of(engine, "", 0, "pages")["cases"][0] == ["case-00", "case-01"]
    target = tmp_path / "page.html"
    refused = CliRunner().invoke(main, ["cohort", "page", str(cohort), "--cases", "pages", "-o", str(target)])
    assert refused.exit_code == 2 and "--threshold 0" in refused.output and not target.exists()


def test_the_command_names_the_page_and_overwrites_nothing(cohort: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    done = CliRunner().invoke(main, ["cohort", "page", str(cohort), "-o", str(target)])
    assert done.exit_code == 0 and done.output.strip() == str(target)
    again = CliRunner().invoke(main, ["cohort", "page", str(cohort), "-o", str(target)])
    assert again.exit_code == 1 and "--force" in again.output


def test_counting_by_command(cohort: Path) -> None:
    done = CliRunner().invoke(main, ["cohort", "count", str(cohort), "flows", "--format", "json"])
    rows = json.loads(done.stdout)["rows"]
    assert [(row["sender"], row["referrals"], row["ended"]) for row in rows] == [("school", 9, None)]
    assert "1 row rests on fewer than 5 cases" in done.stderr
    wrong = CliRunner().invoke(main, ["cohort", "count", str(cohort), "flow"])
    assert wrong.exit_code == 1 and 'Did you mean "flows"?' in wrong.output
    missing = CliRunner().invoke(main, ["cohort", "count", str(cohort.with_name("no.parquet")), "flows"])
    assert missing.exit_code == 1 and "explorer cohort load" in missing.output


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 390])
def test_a_flow_is_chosen_filtered_and_read_without_any_request(
    browser: Any, cohort: Path, width: int
) -> None:
    file = cohort.with_suffix(".html")
    file.write_text(page_of(cohort, threshold=0), "utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(file.as_uri())
    page.wait_for_selector(".flow")
    assert page.locator(".flow").count() == 2
    page.locator("#outcome").select_option(label="Ended")
    assert page.locator("#said").inner_text() == "1 of 2 flows."
    page.locator("#reset").click()
    page.get_by_role("button", name="hub, Safeguarding hub").focus()
    page.keyboard.press("Enter")
    assert page.locator("#detail-title").inner_text() == "hub"
    page.locator("#detail").get_by_role("button", name="school").click()
    assert page.locator("#detail-title").inner_text() == "school to hub"
    assert "2021" in page.locator("#detail-body").inner_text()
    page.keyboard.press("Escape")
    assert "Choose" in page.locator("#detail-title").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not said and all(url.startswith(("file:", "data:")) for url in asked)
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Any, cohort: Path, scheme: str) -> None:
    axe = Path(__file__).parent.parent / "node_modules/axe-core/axe.min.js"
    if not axe.exists() and not os.environ.get("CI"):
        pytest.skip("axe-core is not installed")
    file = cohort.with_suffix(".html")
    file.write_text(page_of(cohort, threshold=0), "utf-8")
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector(".flow")
    page.evaluate(axe.read_text("utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = page.evaluate("tags => axe.run({ runOnly: tags })", tags)
    assert not [(item["id"], item["nodes"][0]["html"][:120]) for item in found["violations"]]
    context.close()
