"""How the page starts: the lanes first; and where its scripts cannot run, what reads without them."""

from __future__ import annotations

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from test_browser import READY, Opened

pytestmark = pytest.mark.browser


def test_what_is_below_the_lanes_is_laid_out_once_they_are_drawn(browser: Any, files: Any) -> None:
    with Opened(browser, files["real"]) as page:
        assert page.evaluate("document.documentElement.className") == "js"
        for section in (".network-view", "#requests", "#findings", "#chronology", "#notes", "#sources"):
            assert page.locator(section).is_visible(), section


def test_where_the_modules_cannot_be_read_the_page_is_as_without_scripts(
    browser: Any, files: Any, tmp_path: Path
) -> None:
    text = files["real"].read_text("utf-8")
    cut = re.sub(r'(<script type="text/plain" id="modules"[^>]*>)[^<]*', r"\1", text)
    assert len(cut) < len(text)
    broken = tmp_path / "broken.html"
    broken.write_text(cut, "utf-8")
    page = browser.new_page()
    page.goto(broken.as_uri())
    page.wait_for_function("() => !document.documentElement.classList.contains('js')")
    for section in (".static", "#requests", "#findings", "#chronology", "#notes", "#sources"):
        assert page.locator(section).first.is_visible(), section
    assert page.locator(".toolbar").is_hidden()
    page.close()


class Slow:
    """A page that arrives in two parts, the second when it is asked for."""

    def __init__(self, text: str, cut: str) -> None:
        first, found, rest = text.partition(cut)
        assert found
        self.go = threading.Event()
        slow = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write((first + found).encode())
                self.wfile.flush()
                slow.go.wait(60)
                self.wfile.write(rest.encode())

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"

    def __enter__(self) -> Slow:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.go.set()
        self.server.shutdown()
        self.server.server_close()


def test_the_lanes_are_drawn_while_the_rest_of_the_page_still_arrives(browser: Any, files: Any) -> None:
    cut = 'dispatchEvent(new Event("payload-read"));</script>'
    with Slow(files["real"].read_text("utf-8"), cut) as slow:
        page = browser.new_page()
        said: list[str] = []
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(slow.url, wait_until="commit")
        page.wait_for_function("() => performance.getEntriesByName('lanes-shown').length")
        assert page.locator(".lanes .tile path").count() > 10
        assert page.locator("#chronology").count() == 0
        page.locator("#zoom-in").click()
        page.keyboard.press("ArrowRight")  # chooses the first contact
        assert page.locator(".lanes .is-chosen").count() > 0
        slow.go.set()
        page.evaluate(READY, "page-ready")
        assert page.locator("#chronology-table tr[aria-current]").count() == 1
        assert page.locator("#detail").is_visible()
        assert said == []
        page.close()
