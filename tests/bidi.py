"""A small client of WebDriver BiDi (https://w3c.github.io/webdriver-bidi/): what the tests ask of Firefox, which
Playwright drives only in builds of its own."""

from __future__ import annotations

import json
import re
import subprocess
import time
from base64 import b64decode
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

STARTING = 60
WAITING = 30
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


class Firefox:
    """A Firefox without a window, with a profile of its own, for the length of a ``with``."""

    def __init__(self, binary: Path, profile: Path) -> None:
        profile.mkdir(parents=True, exist_ok=True)
        command = [
            str(binary),
            "--headless",
            "--no-remote",
            "--profile",
            str(profile),
            "--remote-debugging-port",
            "0",
        ]
        self._log = profile / "log.txt"
        with self._log.open("w") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        self._number = 0
        self._stack = ExitStack()

    def __enter__(self) -> Firefox:
        from websockets.sync.client import connect

        until = time.monotonic() + STARTING
        while not (found := LISTENING.search(self._log.read_text("utf-8", "replace"))):
            if time.monotonic() > until or self._process.poll() is not None:
                self._end()
                raise TimeoutError(self._log.read_text("utf-8", "replace")[-500:])
            time.sleep(0.1)
        self._stack.callback(self._end)
        self._socket = self._stack.enter_context(connect(f"{found[1]}/session", max_size=None))
        self.send("session.new", capabilities={})
        self._context = self.send("browsingContext.getTree")["contexts"][0]["context"]
        return self

    def _end(self) -> None:
        self._process.terminate()
        self._process.wait(20)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def send(self, method: str, **parameters: Any) -> Any:
        """One command and its answer."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv(timeout=WAITING))
            if answer.get("id") == self._number:
                if answer.get("type") == "error":
                    raise RuntimeError(answer)
                return answer["result"]

    def go(self, url: str) -> None:
        """Open a page and wait until it is there."""
        self.send("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page."""
        target = {"context": self._context}
        answer = self.send("script.evaluate", expression=expression, target=target, awaitPromise=True)
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return answer["result"].get("value")

    def resize(self, width: int, height: int) -> None:
        """Give the page a window of this size, in pixels."""
        self.send(
            "browsingContext.setViewport", context=self._context, viewport={"width": width, "height": height}
        )

    def key(self, value: str) -> None:
        """Press one key and let go of it."""
        actions = [{"type": "keyDown", "value": value}, {"type": "keyUp", "value": value}]
        self.send(
            "input.performActions",
            context=self._context,
            actions=[{"type": "key", "id": "keys", "actions": actions}],
        )

    def pdf(self) -> bytes:
        """The page printed on A4, across."""
        answer = self.send(
            "browsingContext.print",
            context=self._context,
            page={"width": 29.7, "height": 21.0},
            margin={"top": 1.6, "bottom": 1.4, "left": 1.2, "right": 1.2},
            background=True,
        )
        return b64decode(answer["data"])

    def wait(self, expression: str) -> None:
        """Wait until an expression is true."""
        until = time.monotonic() + WAITING
        while True:
            try:
                if self.evaluate(expression):
                    return
            except RuntimeError:
                pass  # the page is being replaced
            if time.monotonic() > until:
                raise TimeoutError(expression)
            time.sleep(0.1)
