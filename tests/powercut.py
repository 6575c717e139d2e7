"""Kills writing commands at random moments: python tests/powercut.py [TIMES] [COMMAND ...]

A child writes two states of a case by turns to one place, as fast as it can, and is killed with SIGKILL. Then there must
be one of the two, whole; and whatever else lies there must be readable by its owner alone.
"""

# ruff: noqa: E501  (tables of texts)
from __future__ import annotations

import os
import random
import shutil
import signal
import stat
import sys
import tempfile
import time
from pathlib import Path

REAL = Path(__file__).parent.parent / "data" / "southport"
TARGETS = {
    "page": "x.html", "chronology": "x.csv", "workbook": "x.xlsx", "report": "x.docx", "export": "x.graphml",
    "figure": "x.svg", "redact": "redacted", "unredact": "restored",
}  # fmt: skip
MORE = {"figure": ["lanes"], "redact": ["--profile", "publication"]}


def arguments(command: str, case: Path, folder: Path) -> list[str]:
    more = list(MORE.get(command, []))
    if command == "unredact":
        more += ["--key", str(case.with_name(f"{case.name}.key"))]
        case = case.with_name(f"{case.name}-redacted")
    return [command, str(case), *more, "-o", str(folder / TARGETS[command]), "--force"]


def run(arguments: list[str]) -> None:
    from explorer.cli import main

    with Path(os.devnull).open("w") as nothing:
        out, err = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = nothing
        try:
            main(arguments, standalone_mode=False)
        finally:
            sys.stdout, sys.stderr = out, err


def state(path: Path) -> object:
    """The bytes of a file, or of every file of a folder; ``None`` where there is neither."""
    if path.is_dir():
        return {item.name: item.read_bytes() for item in sorted(path.iterdir())}
    return path.read_bytes() if path.exists() else None


def two_cases(folder: Path) -> tuple[Path, Path]:
    first, second = folder / "a" / "case", folder / "b" / "case"
    for case in (first, second):
        shutil.copytree(REAL, case)
        run(["redact", str(case), "--profile", "family", "-o", str(case.with_name("case-redacted")), "--key",
             str(case.with_name("case.key"))])  # fmt: skip
    text = (second / "contacts.csv").read_text("utf-8")
    (second / "contacts.csv").write_text(text.replace("Officers spoke", "Two officers spoke"), "utf-8")
    title = (second / "case.toml").read_text("utf-8")
    (second / "case.toml").write_text(title.replace("Southport:", "Southport again:"), "utf-8")
    shutil.rmtree(second.with_name("case-redacted"))
    run(["redact", str(second), "--profile", "family", "-o", str(second.with_name("case-redacted")), "--key",
         str(second.with_name("case.key"))])  # fmt: skip
    return first, second


def cut(command: str, times: int, seed: int = 0) -> dict[str, int]:
    """Kill a command so many times. Returns what was found; an AssertionError where something was half written."""
    from explorer.files import recover

    chance = random.Random(seed)
    found = {"old": 0, "new": 0, "left": 0}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cases = two_cases(folder)
        place = folder / "out"
        place.mkdir()
        target = place / TARGETS[command]
        states, began = [], time.perf_counter()
        for case in cases:
            run(arguments(command, case, place))
            states.append(state(target))
        lasts = (time.perf_counter() - began) / 2
        assert states[0] != states[1]
        for _ in range(times):
            child = os.fork()
            if child == 0:
                try:
                    while True:
                        for case in cases:
                            run(arguments(command, case, place))
                finally:
                    os._exit(1)
            time.sleep(chance.uniform(0, 2.2 * lasts))
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            assert os.WIFSIGNALED(status), f"{command} ended by itself"
            recover(target)
            now = state(target)
            assert now in states, f"{command}: neither the old nor the new"
            found["old" if now == states[0] else "new"] += 1
            for left in place.rglob("*"):
                if left != target and target not in left.parents and not left.name.endswith(".key"):
                    found["left"] += left.name.endswith(".part")
                    assert not stat.S_IMODE(left.stat().st_mode) & 0o077, f"{left} is readable by others"
                    if left.name.endswith(".part"):
                        left.unlink()
    return found


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for wanted in sys.argv[2:] or TARGETS:
        print(wanted, number, cut(wanted, number), flush=True)
