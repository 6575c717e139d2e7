"""A sealed page opens with its passphrase, in the browser, and with nothing else; nothing of the case is in clear."""

# ruff: noqa: E501  (tables of texts)
from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from planted import planted_case, secrets_in

from explorer import Report, page_html, read_case
from explorer.cli import main
from explorer.page import seal
from explorer.page.seal import ITERATIONS, SealError, opened_html, sealed_html

REAL = Path(__file__).parent.parent / "data" / "southport"
PASSPHRASE = "correct horse battery staple"
QUICK = 1_000
OWASP_2023 = 600_000
"""Iterations of PBKDF2-HMAC-SHA256 that OWASP asks for."""


@pytest.fixture(scope="module")
def page() -> str:
    return page_html(Report(read_case(REAL)))


def changed(page: str, nonce: str) -> str:
    page = re.sub(
        r"<title>[^<]*</title>", "<title></title>", page.replace("<html data-sealed ", "<html "), count=1
    )
    return re.sub(r"[0-9a-f]{32}", nonce, page)


def test_what_was_sealed_opens_to_the_same_page_but_for_its_nonce(page: str) -> None:
    sealed = sealed_html(page, PASSPHRASE, iterations=QUICK)
    opened = opened_html(sealed, PASSPHRASE)
    assert changed(opened, "x") == changed(page.rstrip("\n") + "\n", "x")
    nonces = set(re.findall(r"nonce-([0-9a-f]{32})", opened + sealed))
    assert len(nonces) == 1


def test_the_title_of_what_was_opened_is_the_public_one_as_it_stays_in_the_history_of_the_browser(
    page: str,
) -> None:
    opened = opened_html(sealed_html(page, PASSPHRASE, title="R&D", iterations=QUICK), PASSPHRASE)
    assert "<title>R&amp;D</title>" in opened.partition("</head>")[0]
    assert "Southport" not in opened.partition("<style>")[0]
    assert re.search(r"<h1[^>]*>Southport", opened)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("Review  of\n the\tcase ", "Review of the case"), ("a\x01b\x00c\udcff", "a\ufffdb\ufffdc\ufffd"),
        ("  ", "A sealed page"), ("</title><script>hit(1)</script>", "&lt;/title&gt;&lt;script&gt;hit(1)&lt;/script&gt;"),
    ],
)  # fmt: skip
def test_a_title_is_as_a_browser_reads_it_or_it_would_seem_changed(given: str, told: str) -> None:
    sealed = sealed_html("<p>x</p>", PASSPHRASE, title=given, iterations=QUICK)
    assert f"<title>{told}</title>" in sealed
    assert f'<h1 id="title">{told}</h1>' in sealed
    assert opened_html(sealed, PASSPHRASE) == "<p>x</p>\n"


@pytest.mark.parametrize(
    ("sealed_with", "opened_with"),
    [
        ("Ångström café naïve", "A\u030angstro\u0308m cafe\u0301 nai\u0308ve"),
        ("correct\xa0horse\u2003battery", " correct horse battery  "), ("ﬁne ﬂour \uff41\uff42\uff43\uff44\uff45", "fine flour abcde"),
    ],
)  # fmt: skip
def test_a_passphrase_is_the_same_on_every_keyboard(sealed_with: str, opened_with: str) -> None:
    for one, other in ((sealed_with, opened_with), (opened_with, sealed_with)):
        assert "x" in opened_html(sealed_html("<p>x</p>", one, iterations=QUICK), other)


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [
        ("correct\0horse battery", "nobody can type"), ("correct horse\tbattery", "nobody can type"),
        ("correct horse\nbattery", "nobody can type"), ("correct horse \u200bbattery", "nobody can type"),
        ("correct horse battery\udcff", "nobody can type"), (" " * 20, "fewer than 12"),
        ("e\u0301" * 7, "fewer than 12"), ("x" * 1001, "more than 1,000"),
    ],
)  # fmt: skip
def test_a_passphrase_that_would_never_open_it_or_is_mere_blanks_is_refused(
    passphrase: str, said: str
) -> None:
    with pytest.raises(SealError, match=said):
        sealed_html("<p>x</p>", passphrase, iterations=QUICK)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"iterations": 1000', '"iterations": 1'), ('"iterations": 1000', '"iterations": 4000000000'),
        ('"salt": "..', '"salt": "AA'), ('"check": "..', '"check": "AA'), ('"version": 1', '"version": 2'),
    ],
)  # fmt: skip
def test_damage_to_what_the_key_is_made_with_is_no_wrong_passphrase(old: str, new: str) -> None:
    sealed = sealed_html("<p>x</p>", PASSPHRASE, iterations=QUICK)
    spoiled = re.sub(old, new, sealed, count=1)
    assert spoiled != sealed
    with pytest.raises(SealError, match="was changed"):
        opened_html(spoiled, PASSPHRASE)


def test_two_seals_of_one_page_differ_in_salt_nonce_and_every_block(page: str) -> None:
    first, second = (sealed_html(page, PASSPHRASE, iterations=QUICK) for _ in range(2))
    for part in ('"salt": "([^"]*)"', '"nonce": "([^"]*)"', "nonce-([0-9a-f]*)", 'id="content">([^<]{40})'):
        found, other = re.search(part, first), re.search(part, second)
        assert found and other and found[1] != other[1]


def test_parameters_are_at_or_above_what_owasp_asks_for() -> None:
    assert ITERATIONS >= OWASP_2023


def test_a_wrong_passphrase_says_so(page: str) -> None:
    sealed = sealed_html(page, PASSPHRASE, iterations=QUICK)
    with pytest.raises(SealError, match="passphrase is wrong"):
        opened_html(sealed, PASSPHRASE + ".")


def test_a_passphrase_is_the_same_however_its_accents_are_typed() -> None:
    sealed = sealed_html("x", "correct horse caf\u00e9", iterations=QUICK)
    assert opened_html(sealed, "correct horse cafe\u0301") == "x\n"


def test_a_passphrase_that_is_too_short_is_refused(page: str) -> None:
    with pytest.raises(SealError, match="fewer than 12"):
        sealed_html(page, "short", iterations=QUICK)


@pytest.mark.parametrize("part", ["content", "title", "nonce"])
def test_a_changed_byte_is_detected(part: str) -> None:
    sealed = sealed_html("<p>x</p>", PASSPHRASE, iterations=QUICK)
    pattern = {
        "content": r'(id="content">.{100})(.)',
        "title": r'("title": ".)(.)',
        "nonce": r'("nonce": ")(.)',
    }[part]
    spoiled = re.sub(pattern, lambda match: match[1] + ("B" if match[2] != "B" else "C"), sealed, count=1)
    assert spoiled != sealed
    with pytest.raises(SealError, match="was changed"):
        opened_html(spoiled, PASSPHRASE)


def test_a_change_anywhere_in_what_is_read_is_detected() -> None:
    """Every character of the parameters and of the content; what opens even so (blanks) opens to the same page."""
    page = "<!doctype html><p>The page itself</p>"
    sealed = sealed_html(page, PASSPHRASE, title="A title", iterations=QUICK)
    whole = opened_html(sealed, PASSPHRASE)
    head = re.search(r'\{[^{}]*"salt"[^{}]*\}', sealed)
    content = re.search(r'id="content">([^<]*)<', sealed)
    assert head and content
    places = [*range(*head.span()), *range(content.start(1), content.end(1), 997), content.end(1) - 1]
    detected = 0
    for place in places:
        spoiled = sealed[:place] + ("B" if sealed[place] != "B" else "C") + sealed[place + 1 :]
        try:
            assert opened_html(spoiled, PASSPHRASE) == whole, spoiled[place - 20 : place + 20]
        except SealError:
            detected += 1
    assert detected > len(places) * 0.8


def test_nothing_of_the_case_is_in_clear(tmp_path: Path) -> None:
    page = page_html(Report(read_case(planted_case(tmp_path))))
    assert secrets_in(page.encode())
    sealed = sealed_html(page, PASSPHRASE, iterations=QUICK)
    assert not secrets_in(sealed.encode())
    assert "OFFICIAL-SENSITIVE" not in sealed
    assert "<title>A sealed page</title>" in sealed
    assert "<title>R&amp;D</title>" in sealed_html(page, PASSPHRASE, title="R&D", iterations=QUICK)


def test_the_size_of_a_sealed_page_tells_little() -> None:
    sizes = {len(sealed_html("x" * size, PASSPHRASE, iterations=QUICK)) for size in (10, 1_000, 60_000)}
    assert max(sizes) - min(sizes) < 100


def run(tmp_path: Path, *arguments: str, **environment: str) -> str:
    done = CliRunner().invoke(
        main, ["page", str(REAL), "--seal", "-o", str(tmp_path / "x.html"), *arguments], env=environment
    )
    return f"{done.exit_code} {done.output}"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(seal.sealed_html.__kwdefaults__, "iterations", QUICK)


@pytest.mark.usefixtures("quick")
def test_the_passphrase_comes_from_the_environment(tmp_path: Path) -> None:
    assert run(tmp_path, EXPLORER_PASSPHRASE=PASSPHRASE).startswith("0")
    assert "Southport" in opened_html((tmp_path / "x.html").read_text("utf-8"), PASSPHRASE)
    assert "fewer than" in run(tmp_path, "--force", EXPLORER_PASSPHRASE="short")
    assert run(tmp_path, "--force", EXPLORER_PASSPHRASE=f"\ufeff{PASSPHRASE}\r\n").startswith("0")
    assert "Southport" in opened_html((tmp_path / "x.html").read_text("utf-8"), PASSPHRASE)


@pytest.mark.usefixtures("quick")
def test_the_passphrase_comes_from_a_file_descriptor(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, f"\ufeff{PASSPHRASE}\r\nand more\n".encode())
    os.close(writing)
    assert run(tmp_path, "--passphrase-fd", str(reading)).startswith("0")
    assert "Southport" in opened_html((tmp_path / "x.html").read_text("utf-8"), PASSPHRASE)


def test_a_descriptor_that_gives_nothing_is_told(tmp_path: Path) -> None:
    for descriptor in ("-1", str(2**70)):
        assert run(tmp_path, "--passphrase-fd", descriptor).startswith("2")
    assert "No passphrase can be read" in run(tmp_path, "--passphrase-fd", "987")
    for number, content in enumerate((b"", b"\xff\xfec\0o\0r\0", b"x" * 3000, b"\0" * 3000)):
        (tmp_path / str(number)).write_bytes(content)
        assert run(tmp_path, "--passphrase-fd", str(os.open(tmp_path / str(number), os.O_RDONLY))).startswith(
            "1 Error"
        )
    assert not (tmp_path / "x.html").exists()


@pytest.mark.skipif(os.name != "posix", reason="a terminal of our own")
def test_a_terminal_is_no_descriptor_for_a_passphrase(tmp_path: Path) -> None:
    _, terminal = os.openpty()
    assert "shows what is typed" in run(tmp_path, "--passphrase-fd", str(terminal))


def test_no_option_takes_the_passphrase_itself() -> None:
    names = {name for parameter in main.commands["page"].params for name in parameter.opts}
    assert not {"--passphrase", "--password"} & names


def test_what_is_sealed_is_searched_before_it_is_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from explorer.redaction import wording

    monkeypatch.setattr(wording.Wording, "text", lambda self, text: text)
    said = run(tmp_path, "--profile", "publication", EXPLORER_PASSPHRASE=PASSPHRASE)
    assert "Nothing was written" in said
    assert not (tmp_path / "x.html").exists()


# ---- in browsers

FIREFOX = Path("/usr/bin/firefox-esr")


def sealed_file(tmp_path: Path, page: str) -> Path:
    path = tmp_path / "sealed.html"
    path.write_text(sealed_html(page, PASSPHRASE, title="  A sealed\n page "), "utf-8")
    return path


@pytest.mark.browser
def test_it_opens_in_chromium_from_disk_without_any_request(tmp_path: Path, page: str, browser: Any) -> None:
    path = sealed_file(tmp_path, page)
    spoiled = tmp_path / "spoiled.html"
    text = path.read_text("utf-8")
    at = text.index('id="content">') + 500
    spoiled.write_text(text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :], "utf-8")
    tab = browser.new_page()
    requests: list[str] = []
    problems: list[str] = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.on("pageerror", lambda error: problems.append(str(error)))
    tab.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    tab.goto(path.as_uri())
    assert "Southport" not in tab.content()
    tab.fill("#passphrase", "a wrong one, surely")
    tab.click("#open")
    tab.get_by_text("The passphrase is wrong.").wait_for()
    tab.fill("#passphrase", PASSPHRASE)
    tab.click("#open")
    tab.wait_for_selector("#chronology-table")
    tab.wait_for_selector("#lanes svg")
    assert "Southport" in tab.inner_text("h1")
    tab.fill("#query", "police")
    tab.wait_for_function("document.getElementById('count').textContent.includes(' of ')")
    # what the browser's history keeps
    assert (tab.title(), tab.url) == ("A sealed page", path.as_uri())
    assert not problems
    assert all(url.startswith(("file:", "data:", "blob:")) for url in requests)
    tab.goto(spoiled.as_uri())
    tab.fill("#passphrase", PASSPHRASE)
    tab.click("#open")
    tab.get_by_text("This file was changed or is damaged.").wait_for()
    text = path.read_text("utf-8")
    assert tab.evaluate("document.activeElement.id") == "passphrase"
    for name, broken in (
        ("cut", text[: len(text) // 2]),
        ("header", text.replace('"version"', "version")),
    ):
        spoiled.write_text(broken)
        tab.goto(spoiled.as_uri())
        tab.fill("#passphrase", PASSPHRASE)
        if name == "header":
            tab.press("#passphrase", "Enter")
        tab.get_by_text("the file is not whole" if name == "cut" else "It does not open.").wait_for()
    tab.close()


@pytest.mark.browser
@pytest.mark.skipif(not FIREFOX.exists(), reason="no Firefox on this machine")
def test_it_opens_in_firefox_from_disk(tmp_path: Path, page: str) -> None:
    from bidi import Firefox

    with Firefox(FIREFOX, tmp_path / "profile") as browser:
        browser.go(sealed_file(tmp_path, page).as_uri())
        assert browser.evaluate("document.title") == "A sealed page"
        browser.evaluate(
            "document.getElementById('passphrase').value = 'a wrong one, surely'; document.getElementById('open').click(); 1"
        )
        browser.wait("document.getElementById('said').textContent === 'The passphrase is wrong.'")
        browser.evaluate(
            f"document.getElementById('passphrase').value = '{PASSPHRASE}'; document.getElementById('open').click(); 1"
        )
        browser.wait("document.querySelector('h1').textContent.includes('Southport')")
        browser.wait("document.querySelector('#lanes svg') !== null")
        browser.evaluate("document.querySelector('#requests button').click(); 1")
        browser.wait("document.querySelector('.lanes .is-chosen') !== null")
        assert browser.evaluate("document.title + location.hash") == "A sealed page"
        # whoever goes back to it finds it sealed
        browser.go("about:blank")
        browser.send("browsingContext.traverseHistory", context=browser._context, delta=-1)
        browser.wait("document.getElementById('passphrase') !== null")
        text = (tmp_path / "sealed.html").read_text("utf-8")
        at = text.index('id="content">') + 500
        spoiled = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]
        (tmp_path / "spoiled.html").write_text(spoiled, "utf-8")
        browser.go((tmp_path / "spoiled.html").as_uri())
        browser.wait("document.readyState === 'complete' && document.title === 'A sealed page'")
        browser.evaluate(
            f"document.getElementById('passphrase').value = '{PASSPHRASE}'; document.getElementById('open').click(); 1"
        )
        browser.wait(
            "document.getElementById('said').textContent.startsWith('This file was changed or is damaged.')"
        )
        assert "Southport" not in str(browser.evaluate("document.documentElement.outerHTML"))


def test_the_unsealing_script_is_sound_to_the_type_checker() -> None:
    tsc = Path("node_modules/.bin/tsc")
    if not tsc.exists():
        pytest.skip("tsc is not installed")
    script = "explorer/page/sealing/unseal.js"
    options = [
        "--allowJs",
        "--checkJs",
        "--noEmit",
        "--strict",
        "--target",
        "es2022",
        "--lib",
        "es2022,dom",
        "--types",
        "",
    ]
    done = subprocess.run(
        [str(tsc), "--ignoreConfig", *options, script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + sys.version
