"""The page of a cohort: how long it takes to make, how large it is, and how soon it is drawn in Chromium.

    python benchmarks/bench_cohort_page.py COHORT [--chromium PATH] [--repeats N] [--memory SIZE]

Made by the command, a cold process. First draw is the time from opening the file to the end of the frame in which all
is drawn: the median of the rounds is told, and the least.
`benchmarks/bench_cohort.py --what page` makes the cohort first.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

VIEW = {"width": 1440, "height": 900}
LOOK = """(() => {
  const look = () => {
    if (!performance.getEntriesByName("drawn").length) return setTimeout(look, 2);
    requestAnimationFrame(() => setTimeout(() => { globalThis.drawnAt = performance.now(); }, 0));
  };
  look();
})();"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("cohort", type=Path)
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--memory", default="", help="limit of the engine, such as 4GB")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "cohort.html"
        said = made(wanted.cohort, page, wanted.memory)
        parties, flows = shown_in(page)
        print(
            f"  {said}: {page.stat().st_size / 1e6:.2f} MB, {parties:,} parties, {flows:,} flows shown",
            flush=True,
        )
        times = first_draws(page, wanted.chromium, wanted.repeats)
    print(f"  first draw {median(times):.2f} s, least {min(times):.2f} s", flush=True)


def made(cohort: Path, page: Path, memory: str) -> str:
    """Makes the page; how long that took, and how much memory."""
    command = [sys.executable, "-m", "explorer", "cohort", "page", str(cohort), "-o", str(page)]
    start = time.perf_counter()
    process = subprocess.Popen(
        [*command, *(["--memory", memory] if memory else [])], stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"The page was not made ({process.returncode}).")
    wall, processor = time.perf_counter() - start, usage.ru_utime + usage.ru_stime
    return f"made in {wall:.1f} s wall, {processor:.1f} s processor, {usage.ru_maxrss // 1024:,} MiB"


def shown_in(page: Path) -> tuple[int, int]:
    """How many parties and how many flows the page shows."""
    found = re.search(
        r'<script type="application/json" id="payload">(.*?)</script>', page.read_text("utf-8"), re.DOTALL
    )
    if found is None:
        sys.exit("The page holds no payload.")
    data = json.loads(found[1])
    return len(data["parties"]), len(data["flows"]["sender"])


def first_draws(page: Path, chromium: str, repeats: int) -> list[float]:
    """Seconds from opening to the end of the frame in which all is drawn, each in a new context."""
    from playwright.sync_api import sync_playwright

    times = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _ in range(repeats):
            context = browser.new_context(viewport=VIEW, offline=True)  # type: ignore[arg-type]
            opened = context.new_page()
            opened.add_init_script(LOOK)
            opened.goto(page.as_uri())
            while not (
                drawn := opened.evaluate("globalThis.drawnAt ?? 0")
            ):  # the page's policy stops a wait in it
                time.sleep(0.02)
            times.append(drawn / 1000)
            context.close()
        browser.close()
    return times


if __name__ == "__main__":
    main()
