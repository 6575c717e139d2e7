"""The page as text: what it declares is what it gives, and no text of a case can become anything but text."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from drawing import drawn
from hostile import HOSTILE, MARKED, hostile

from explorer import Report, read_case
from explorer.blindness import record_of
from explorer.case import Case
from explorer.figures.called import scene_called
from explorer.figures.scene import scene_of
from explorer.page import STYLES, css_text, lean_css, page_html, safe_json
from explorer.page.drawings import drawings_of
from explorer.page.known import CHAINED, known_record
from explorer.page.network import script
from explorer.page.packing import APART, packed
from explorer.page.payload import payload_of
from explorer.reach import Network, Standing

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "explorer" / "page"
MODULES = sorted(FOLDER.glob("*.js"))
REAL = ROOT / "data" / "southport"
RICH = """
    C1 | 2020-03-01 | subject -> helpline  | self-contact | summary="It was said" time=09:30 source=S1 locator=p1
    C1 | 2020-03    | subject -> helpline  | call         | summary="Otherwise" source=S2 quote=words seen=no
    C2 | 2020-03-02/2020-05 | helpline -> police;school | referral | follows=C1 shares=C1 topics=home key=yes
    C3 | [2020-03-02..2020-09-30] | police -> hub | referral | follows=C2 basis=reported received=2020-10 date_text=then
    C4 |            | hub -> subject       | visit        | seen=yes shares=none
    C5 | 2020-12-01 | subject ->           | index-event  |
"""
OUTCOMES = """
    C2 | police | closed | 2020-06-01 | seen=no summary=Closed source=S1 locator=p2 basis=reported
    C3 | hub | accepted | | source=S2
"""
NOTES = """
    N1 | Analysis | contacts=C1;C3 author=Reviewer source=S1
    N2 | Guidance | date=2020-01/2020-12
"""


@pytest.fixture(scope="module")
def real() -> Case:
    return read_case(REAL)


@pytest.fixture(scope="module")
def real_page(real: Case) -> str:
    return page_html(Report(real))


def rich() -> Case:
    return drawn(
        RICH, outcomes=OUTCOMES, notes=NOTES, sources="S1 | helpline | 2020 | records\nS2 | police | |"
    )


def worked() -> Case:
    """The worked example of design section 7."""
    return drawn(
        """
        K1 | 2020-03-01 | subject -> helpline | self-contact
        K2 | 2020-03-02 | helpline -> police  | referral | shares=K1
        K3 | 2020-03-03 | police -> hub       | referral
        K4 | 2020-03-04 | school -> prevent   | referral
        K5 | 2020-03-08 | hub -> school       | notification
        """,
        outcomes="K4 | prevent | closed | 2020-03-09",
    )


class Reader(HTMLParser):
    """Tags with their attributes, and the text outside scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside not in ("script", "style"):
            self.words.append(data)


# ---- what is declared is what is given --------------------------------------------------------------------


def declared() -> dict[str, dict[str, tuple[str, bool]]]:
    """Interface -> field -> (type, optional), as payload.d.ts has them."""
    text = re.sub(r"/\*\*.*?\*/", "", (FOLDER / "payload.d.ts").read_text("utf-8"), flags=re.DOTALL)
    found = {}
    for name, body in re.findall(r"export interface (\w+) \{(.*?)\n\}", text, re.DOTALL):
        fields = re.findall(r"^  (\w+)(\??): (.+?);$", body, re.MULTILINE)
        found[name] = {field: (kind, bool(optional)) for field, optional, kind in fields}
    return found


def records(data: Any, interface: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every record of a value, with the interface it should have."""
    yield interface, data
    for field, (kind, _) in declared()[interface].items():
        inner = re.match(r"(\w+)(\[\])?$", kind)
        if inner and inner[1] in declared() and field in data:
            for record in data[field] if inner[2] else [data[field]]:
                yield from records(record, inner[1])


@pytest.mark.parametrize("name", ["rich", "real"])
def test_the_payload_has_the_fields_it_declares_and_no_others(name: str, real: Case) -> None:
    report = Report(rich() if name == "rich" else real)
    data = payload_of(report, scene_called(report))
    seen = set()
    for interface, record in records(data, "Payload"):
        seen.add(interface)
        fields = declared()[interface]
        assert set(record) == set(fields), interface
    assert {"ContactRecord", "ArrowRecord", "StepRecord", "AccountRecord", "NetworkEdge"} <= seen


@pytest.mark.skipif(not shutil.which("node"), reason="no node")
def test_the_page_fills_in_again_what_was_left_out() -> None:
    report = Report(rich())
    data = payload_of(report, scene_called(report))
    code = (
        "import('#page/unpack').then(({unpacked}) => console.log(JSON.stringify(unpacked(process.argv[1]))))"
    )
    done = subprocess.run(
        ["node", "-e", code, json.dumps(packed(data))], cwd=ROOT, capture_output=True, text=True, check=True
    )
    whole = json.loads(json.dumps({name: value for name, value in data.items() if name not in APART}))
    assert json.loads(done.stdout) == whole


def test_every_contact_of_the_real_case_is_in_the_page_as_text(real: Case, real_page: str) -> None:
    words = " ".join(Reader(real_page).words)
    for contact in real.contacts.values():
        assert contact.id in words
        assert contact.summary in words
    for source in real.sources.values():
        assert source.title in words
    for note in real.notes.values():
        assert note.text in words


@pytest.mark.skipif(not shutil.which("node"), reason="no node")
@pytest.mark.parametrize("name", ["rich", "real", "worked"])
def test_the_lens_of_the_page_says_what_the_answers_say(name: str, real: Case) -> None:
    """Every organisation, contact and day on which anything changes, with the chain."""
    case = {"rich": rich, "real": lambda: real, "worked": worked}[name]()
    report = Report(case)
    scene = scene_called(report)
    lane = {party.id: place for place, party in enumerate(scene.lanes)}
    known = known_record(report, lane)
    days = sorted({day for contact in case.contacts.values() for day in contact.bounds})
    code = """
        import("#page/lens").then(({ knownOn, chainOf }) => {
          const { known, days, count } = JSON.parse(require("fs").readFileSync(0, "utf8"));
          const answers = known.knowers.map(({ party }) => days.map((day) => knownOn(known, party, day, count)
            .map(({ grade, link }) => [grade, chainOf(known, link)])));
          console.log(JSON.stringify(answers));
        })"""
    given = json.dumps({"known": known, "days": days, "count": len(case.contacts)})
    done = subprocess.run(
        ["node", "-e", code], input=given, cwd=ROOT, capture_output=True, text=True, check=True
    )
    network, party_of, told = Network(record_of(case)), list(case.parties), json.loads(done.stdout)
    reaches = list(network.reaches())
    assert len(known["knowers"]) > 1
    for knower, answers in zip(known["knowers"], told, strict=True):
        party = party_of.index(scene.lanes[knower["party"]].id)
        for day, of_day in zip(days, answers, strict=True):
            for reach, (grade, chain) in zip(reaches, of_day, strict=True):
                answer = reach.standing(party, day)
                assert grade == list(Standing).index(answer.standing)
                if answer.standing in CHAINED:
                    assert chain == [step.contact for step in answer.chain]


def test_at_a_decision_the_page_says_what_was_on_record_elsewhere() -> None:
    case = worked()
    scene = scene_called(Report(case))
    known = known_record(Report(case), {party.id: place for place, party in enumerate(scene.lanes)})
    (decision,) = known["decisions"]
    ids = list(case.contacts)
    assert scene.lanes[decision["party"]].id == "prevent"
    assert [ids[column] for column in decision["blind"]] == ["K1", "K2", "K3", "K5"]
    assert decision["possible"] == []


def test_above_two_thousand_contacts_only_the_days_of_decisions_are_offered(monkeypatch: Any) -> None:
    monkeypatch.setattr("explorer.page.known.MOST_CONTACTS", 4)
    case = worked()
    known = known_record(Report(case), {party: place for place, party in enumerate(case.parties)})
    assert known["knowers"] == [] and len(known["decisions"]) == 1


# ---- nothing but text -------------------------------------------------------------------------------------

FORBIDDEN = (
    *("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "DOMParser"),
    *(
        "createContextualFragment",
        "srcdoc",
        "fetch(",
        "XMLHttpRequest",
        "WebSocket",
        "sendBeacon",
        "localStorage",
    ),
)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_no_module_makes_markup_of_text_or_asks_a_network(module: Path) -> None:
    text = module.read_text("utf-8")
    allowed = (
        {"localStorage"} if module.name == "help.js" else set()
    )  # that the tour was offered, nothing else
    assert not [name for name in FORBIDDEN if name in text and name not in allowed]


def test_hostile_text_in_every_field_adds_no_tag_and_no_attribute(real: Case) -> None:
    tame, wild = (Reader(page_html(Report(case))) for case in (real, hostile(real)))
    extra = {tag for tag, _ in wild.tags} - {tag for tag, _ in tame.tags}
    assert extra <= {
        "code",
        "small",
        "br",
        "q",
    }  # a url, a date's words: fields that the real case leaves blank
    for tag, attributes in wild.tags:
        assert tag not in ("img", "a") or attributes.get("href") == "#chronology"
        assert not [name for name in attributes if name.startswith("on")]
    assert HOSTILE in "".join(wild.words)


def test_scripts_are_as_many_as_they_were_and_bear_the_nonce(real: Case) -> None:
    for case in (real, hostile(real)):
        page = page_html(Report(case))
        scripts = [attributes for tag, attributes in Reader(page).tags if tag == "script"]
        nonce = re.search(r"script-src 'nonce-(\w+)'", page)
        assert nonce and len(scripts) == 8
        for attributes in scripts:
            assert attributes.get("type") == "application/json" or attributes["nonce"] == nonce[1]


def test_the_policy_allows_nothing_but_the_page_itself(real_page: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', real_page)
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules["default-src"] == "'none'"
    assert re.fullmatch(r"'nonce-[0-9a-f]{32}'", rules["script-src"])
    assert "unsafe" not in rules["script-src"]
    assert real_page.index("Content-Security-Policy") < real_page.index("<script")


def test_nothing_in_the_page_points_outside_it(real_page: str) -> None:
    for tag, attributes in Reader(real_page).tags:
        for name in ("src", "href", "srcset", "action", "data", "poster"):
            value = attributes.get(name)
            assert value is None or value.startswith("#"), (tag, name, value)
    styles = list((FOLDER / "styles").glob("*.css"))
    assert {path.stem for path in styles} == set(STYLES) and len(STYLES) == len(set(STYLES))
    css = lean_css()
    assert "url(" not in css and "@import" not in css


def test_json_in_the_page_cannot_end_its_script() -> None:
    assert safe_json("</script><!--&\u2028\u2029") == '"\\u003c/script\\u003e\\u003c!--\\u0026\\u2028\\u2029"'


def test_a_marking_in_a_style_cannot_end_its_string() -> None:
    assert css_text('A"};x') == "A\\22 \\7d \\3b x"


# ---- same case, same page ---------------------------------------------------------------------------------


def test_two_processes_with_different_hash_seeds_write_the_same_bytes() -> None:
    code = (
        "import sys, hashlib, explorer;"
        "page = explorer.page_html(explorer.Report(explorer.read_case(sys.argv[1])));"
        "print(hashlib.sha256(page.encode()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code, str(REAL)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


def test_the_page_of_the_real_case_is_no_bigger_than_it_may_be(real_page: str) -> None:
    size = len(real_page.encode())
    assert size <= 800_000
    assert size - len(script().encode()) <= 300_000


def test_title_and_marking_stand_on_the_page() -> None:
    case = drawn("C1 | 2020 | subject -> school | call |", settings='title = "A case"\nmarking = "OFFICIAL"')
    words = " ".join(Reader(page_html(Report(case))).words)
    assert "A case" in words and "OFFICIAL" in words
    assert "Another title" in page_html(Report(case), title="Another title")


def test_each_printed_sheet_of_lanes_has_the_legend_and_each_source_its_id(real_page: str) -> None:
    drawings = real_page.count("<figure>")
    assert drawings > 1 and real_page.count("What became of a request:") == drawings
    assert real_page.count("Called for, not on record</li>") == drawings
    assert "<li><b>S2</b><div><b>Article on the Prevent learning review" in real_page


def test_a_case_without_contacts_says_so() -> None:
    page = page_html(Report(drawn()))
    assert "record no contact" in page
    assert 'id="payload"' not in page


@pytest.mark.parametrize("date", ["2020-03-01", ""])
def test_a_case_of_one_contact_is_drawn_dated_or_not(date: str) -> None:
    page = page_html(Report(drawn(f"C1 | {date} | subject -> school | call |")))
    assert "C1" in page and 'id="payload"' in page


def test_hostile_marks_are_found_where_the_test_looks(real: Case) -> None:
    assert MARKED in page_html(Report(hostile(real)))


def test_of_many_lanes_each_printed_sheet_has_those_who_take_part_in_it() -> None:
    rows = "\n".join(f"C{at} | 2020-01-{at:02} | subject -> other-{at} | call |" for at in range(1, 31))
    parties = "\n".join(f"other-{at} | other" for at in range(1, 31))
    scene = scene_of(Report(drawn(rows, parties=parties)))
    sheets, _styles = drawings_of(scene)
    assert len(sheets) == 2
    first, second = (re.findall(r">(other-\d+|C\d+|subject)<", sheet) for sheet in sheets)
    assert sorted(first) == sorted(
        ["subject", *(f"{name}{at}" for at in range(1, 23) for name in ("C", "other-"))]
    )
    assert sorted(second) == sorted(
        ["subject", *(f"{name}{at}" for at in range(23, 31) for name in ("C", "other-"))]
    )
    assert "23 of 31 lanes: those who take part in these contacts, and the subject." in sheets[0]
