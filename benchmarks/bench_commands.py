"""Whole processes: ``--help``, ``check`` and ``page`` against the bare imports they are measured by.

    python benchmarks/bench_commands.py [RUNS]

Each command and its yardstick run in turn (A B A B ...) after one warm-up of both, with compiled bytecode; the
ratio is taken pair by pair and its median printed, so that a machine that slows down slows both.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CLICK = "import click"
PYVIS = "import networkx, pyvis.network"
ROOT = Path(__file__).parent.parent
CASE = str(ROOT / "data" / "southport")
EXPLORER = Path(sys.executable).with_name("explorer")


def seconds(command: list[str]) -> float:
    """Wall seconds of one run."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def compare(name: str, command: list[str], yardstick: str, reach: float, runs: int) -> None:
    """Print the median seconds of both and the median ratio."""
    other = [sys.executable, "-c", yardstick]
    seconds(command), seconds(other)
    pairs = [(seconds(command), seconds(other)) for _ in range(runs)]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(
        f"{name:<24} {ours * 1000:6.0f} ms   {yardstick:<28} {theirs * 1000:6.0f} ms   {ratio:.2f}x (reach {reach}x)"
    )


def main(runs: int) -> None:
    """All three."""
    with tempfile.TemporaryDirectory() as folder:
        page = ["page", CASE, "-o", str(Path(folder) / "case.html"), "--force"]
        compare("explorer --help", [str(EXPLORER), "--help"], CLICK, 2, runs)
        compare("explorer check", [str(EXPLORER), "check", CASE], CLICK, 3, runs)
        compare("explorer page", [str(EXPLORER), *page], PYVIS, 1.5, runs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
