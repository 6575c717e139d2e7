"""No text of a case runs, in any HTML that the explorer writes, in a real Chromium with scripts on."""

# ruff: noqa: E501  (tables of texts)
from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from folders import case_folder, referral
from test_verify import FIGURES, commands
from xss import payloads

from explorer.cli import main
from explorer.page import seal

PAYLOADS = payloads()
PASSPHRASE = "correct horse battery staple"
WATCH = """
window.hits = [];
window.hit = (number) => window.hits.push(number);
for (const name of ["alert", "confirm", "prompt"]) window[name] = (text) => window.hits.push(text);
document.addEventListener("securitypolicyviolation", (event) => window.hits.push(`CSP ${event.violatedDirective} ${event.blockedURI}`));
"""


def test_there_are_a_hundred_payloads_and_more() -> None:
    assert len(set(PAYLOADS)) >= 100


TABLES = [name for name in commands() if name not in ("figure", "export", "workbook")]
PAPERS = [*TABLES, "draft", "match", "import", *FIGURES]
"""Every command that writes HTML, and the figures, which are SVG: the browser runs that too."""


def case_of_payloads(path: Path, shift: int = 0) -> Path:
    """A payload in every text field, another in each row; all of them in the summaries. ``shift`` moves them on."""
    count = len(PAYLOADS)

    def text(number: int) -> str:
        return PAYLOADS[(number + shift) % count].replace("\n", " ").replace(";", ",")

    rows = [
        referral(
            id=f"C{at}", from_="school", to="hub", summary=PAYLOADS[at], quote=text(at + 1), locator=text(at + 2),
            date_text=text(at + 3), topics=text(at + 4), date=f"2020-0{at % 9 + 1}",
        )
        for at in range(count)
    ]  # fmt: skip

    def cell(number: int) -> str:
        return '"' + text(number).replace('"', '""') + '"'

    parties = "id,name,sector,parent,area,aliases,restriction\nsubject," + cell(11) + ",subject,,,,\n"
    parties += f"school,{cell(21)},education,,{cell(22)},{cell(23)},\nhub,{cell(31)},safeguarding-hub,,{cell(32)},{cell(33)},\n"
    sources = "id,title,publisher,date,kind,party,asked,received,covers,says,url,sha256\n"
    sources += f"S1,{cell(41)},{cell(42)},2020,{cell(43)},school,,,,records,{cell(44)},{cell(45)}\n"
    outcomes = "contact,receiver,date,outcome,seen,summary,source,locator,basis\n"
    outcomes += "".join(f"C{at},hub,,closed,no,{cell(at)},S1,{cell(at + 9)},\n" for at in range(0, count, 3))
    notes = "id,contacts,date,text,author,source\n" + "".join(
        f"N{at},C{at},,{cell(at)},{cell(at + 5)},S1\n" for at in range(count)
    )
    toml = f"title = {_toml(PAYLOADS[5])}\nmarking = {_toml(PAYLOADS[75])}\n[vocabulary.kind.x]\nlabel = {_toml(PAYLOADS[80])}\n"
    files = {
        "parties_csv": parties,
        "sources_csv": sources,
        "outcomes_csv": outcomes,
        "notes_csv": notes,
        "case_toml": toml,
    }
    return case_folder(path, *rows, **files)


def _toml(text: str) -> str:
    import tomli_w

    return tomli_w.dumps({"x": text}).partition(" = ")[2].strip()


def cohort_of_payloads(folder: Path) -> Path:
    """The page of a cohort in which payloads are the names of cases and of every organisation, and in the titles."""
    table = folder / "many.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["case", "id", "date", "from", "to", "kind", "outcome", "topics", "summary"])
        for at, payload in enumerate(PAYLOADS):
            to = PAYLOADS[(at + 1) % len(PAYLOADS)].replace(";", ",")
            flat, to = " ".join(payload.replace(";", ",").split()), " ".join(to.split())
            writer.writerow(
                [
                    f"K{at} {flat}"[:200],
                    f"C{at}",
                    f"2020-01-{at % 28 + 1:02}",
                    flat,
                    to,
                    "referral",
                    "closed",
                    flat,
                    flat,
                ]
            )
    loaded, page = folder / "many.parquet", folder / "cohort.html"
    words = [
        "cohort",
        "load",
        str(table),
        "-o",
        str(loaded),
        "--title",
        PAYLOADS[5],
        "--marking",
        PAYLOADS[75],
    ]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    more = ["--threshold", "0", "--title", PAYLOADS[80], "--cases", "pages"]
    done = CliRunner().invoke(main, ["cohort", "page", str(loaded), "-o", str(page), *more])
    assert done.exit_code == 0, done.output
    text = page.read_text("utf-8")
    assert text.count("hit(") > len(PAYLOADS) // 2, "the payloads are in the page"
    return page


OF_COHORT = ("flows", "like-organisations", "repeats")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("xss")
    case = case_of_payloads(folder / "case")
    found = {}
    story, sent = folder / "story.txt", folder / "return.csv"
    story.write_text(
        "".join(
            f"On {at % 28 + 1} May 2019 the school told the police {payload}.\n"
            for at, payload in enumerate(PAYLOADS)
        )
    )
    sent.write_text("Date,From,To,Type,What happened\n" + "".join(
        f'31/02/2021,"{payload}",Nobody,"{payload}",Told.\n' for payload in (text.replace('"', '""') for text in PAYLOADS)))  # fmt: skip
    for name in PAPERS:
        found[name] = folder / f"{name}.{'svg' if name in FIGURES else 'html'}"
        words = {
            "diff": ["diff", str(case), str(case_of_payloads(folder / "other", 7))],
            "draft": ["draft", str(story), "--into", str(case)],
            "known": ["known", str(case), "--by", "school", "--on", "2020-12-31"],
            "path": ["path", str(case), "school", "hub"],
            "match": ["match", str(case), "--least", "0"],
        }.get(name, ["figure", str(case), name] if name in FIGURES else [name, str(case)])
        out = ["-o", str(found[name])]
        if name == "import":
            words, out = (
                ["import", str(sent), "-o", str(case), "--party", "school", "--dry-run"],
                ["--problems", str(found[name])],
            )
        done = CliRunner().invoke(main, [*words, *out])
        assert done.exit_code == 0, done.output
    found["cohort"] = cohort_of_payloads(folder)
    found["review"] = folder / "review.html"
    listed = ["redact", str(case), "--profile", "publication", "--review", "-o", str(found["review"])]
    assert CliRunner().invoke(main, listed).exit_code == 0
    for measure in OF_COHORT:
        found[measure] = folder / f"{measure}.html"
        counted = ["cohort", "count", str(folder / "many.parquet"), measure, "--threshold", "0"]
        assert CliRunner().invoke(main, [*counted, "-o", str(found[measure])]).exit_code == 0
    found["sealed"] = folder / "sealed.html"
    sealed = seal.sealed_html(
        found["page"].read_text("utf-8"), PASSPHRASE, title=PAYLOADS[76], iterations=1000
    )
    found["sealed"].write_text(sealed, "utf-8")
    return found


@pytest.mark.browser
@pytest.mark.parametrize("name", [*PAPERS, "sealed", "cohort", "review", *OF_COHORT])
def test_no_payload_runs_and_nothing_is_asked_for(name: str, files: dict[str, Path], browser: Any) -> None:
    tab = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    tab.add_init_script(WATCH)
    tab.goto(files[name].as_uri())
    if name == "sealed":
        tab.fill("#passphrase", PASSPHRASE)
        tab.click("#open")
    if name in ("page", "sealed"):
        tab.wait_for_selector("#lanes svg")
        for number in (0, 11, 23, 57, 76, 101, 133):
            tab.evaluate(f"location.hash = 'contact=C{number}'")
            tab.wait_for_timeout(30)
        for party in ("school", "hub"):
            tab.evaluate(f"location.hash = 'party={party}'")
            tab.wait_for_timeout(30)
        tab.locator("#network").scroll_into_view_if_needed()
    tab.wait_for_timeout(250)
    assert tab.evaluate("window.hits || []") == []
    assert (
        tab.evaluate(
            "document.querySelectorAll('img, iframe, object, embed, base, form:not(#form, #filters), [onerror], [onload]').length"
        )
        == 0
    )
    assert tab.evaluate("[...document.links].filter((link) => !link.href.startsWith('file:')).length") == 0
    assert not said
    assert all(url.startswith(("file:", "data:", "blob:")) for url in asked)
    assert not any("invalid" in url for url in asked)
    tab.close()
