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
    return re.sub(r"[0-9a-f]{32}", nonce, page)


def test_what_was_sealed_opens_to_the_same_page_but_for_its_nonce(page: str) -> None:
    sealed = sealed_html(page, PASSPHRASE, iterations=QUICK)
    opened = opened_html(sealed, PASSPHRASE)
    assert changed(opened, "x") == changed(page.rstrip("\n") + "\n", "x")
    nonces = set(re.findall(r"nonce-([0-9a-f]{32})", opened + sealed))
    assert len(nonces) == 1


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


@pytest.mark.usefixtures("quick")
def test_the_passphrase_comes_from_a_file_descriptor(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, f"{PASSPHRASE}\n".encode())
    os.close(writing)
    assert run(tmp_path, "--passphrase-fd", str(reading)).startswith("0")
    assert "Southport" in opened_html((tmp_path / "x.html").read_text("utf-8"), PASSPHRASE)


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
    path.write_text(sealed_html(page, PASSPHRASE), "utf-8")
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
    assert "Southport" in tab.title()
    assert not problems
    assert all(url.startswith(("file:", "data:", "blob:")) for url in requests)
    tab.goto(spoiled.as_uri())
    tab.fill("#passphrase", PASSPHRASE)
    tab.click("#open")
    tab.get_by_text("This file was changed or is damaged.").wait_for()
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
        browser.wait("document.title.includes('Southport')")
        browser.wait("document.querySelector('#lanes svg') !== null")
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
