"""How fast the page draws and pans, in Chromium, beside pyvis's own page of the same graph. All in one run.

    python benchmarks/bench_page.py [--chromium PATH] [CASE]

First draw is the time from opening the file to the end of the frame in which the lanes are drawn (for pyvis's own
page: in which its canvas is drawn, before its physics settle). Panning counts the frames of two seconds of dragging.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from make_case import make_case

REPEATS = 5
VIEW = {"width": 1440, "height": 900}
COUNT_FRAMES = """const frames = (step) => new Promise((resolve) => {
  const times = [];
  const tick = (now) => {
    times.push(now);
    step(times.length);
    if (now - times[0] < 2000) requestAnimationFrame(tick);
    else resolve((times.length - 1) / ((times.at(-1) - times[0]) / 1000));
  };
  requestAnimationFrame(tick);
});"""
PAN_LANES = """
const scroller = document.querySelector(".scroller");
return frames((frame) => { scroller.scrollLeft += frame % 400 < 200 ? 24 : -24; });"""
PAN_NETWORK = """
const canvas = document.querySelector("#network canvas");
const { left, top, width, height } = canvas.getBoundingClientRect();
return frames((frame) => {
  const clientX = left + width / 2 + 120 * Math.sin(frame / 12);
  const clientY = top + height / 2 + 60 * Math.cos(frame / 15);
  const pointer = { pointerId: 1, pointerType: "mouse", isPrimary: true, bubbles: true, buttons: 1 };
  const type = frame === 1 ? "pointerdown" : "pointermove";
  canvas.dispatchEvent(new PointerEvent(type, { ...pointer, clientX, clientY }));
});"""
FILTER = """() => new Promise((resolve) => {
  const select = document.querySelector("#outcome");
  const start = performance.now();
  select.selectedIndex = 1;
  select.dispatchEvent(new Event("change"));
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start), 0));
})"""
MARKED = """() => new Promise((resolve) => {
  const look = () => {
    const mark = performance.getEntriesByName("%s")[0];
    if (mark) resolve(mark.startTime);
    else setTimeout(look, 5);
  };
  look();
})"""
PYVIS_DRAWN = """() => new Promise((resolve) => {
  const look = () => (document.querySelector("canvas")
    ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0))
    : setTimeout(look, 2));
  look();
})"""


def main() -> None:
    from playwright.sync_api import sync_playwright

    import explorer

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("case", type=Path, nargs="?", default=Path("data/southport"))
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=wanted.chromium, args=["--no-sandbox"])
        pages = {wanted.case.name: wanted.case}
        for contacts in (2000, 5000):
            pages[f"{contacts:,} contacts"] = make_case(Path(folder) / str(contacts), contacts, 60)
        heads = ("kB", "build s", "first draw s", "filter s", "lanes fps", "network fps", "heap MiB")
        print(f"{'page':<18}" + "".join(f"{head:>14}" for head in heads))
        for name, case in pages.items():
            report = explorer.Report(explorer.read_case(case))
            print(f"{name:<18}" + measure(browser, report, Path(folder) / f"{case.name}.html"), flush=True)
        report = explorer.Report(explorer.read_case(wanted.case))
        own = Path(folder) / "pyvis.html"
        own.write_text(pyvis_page(report), "utf-8")
        drawn = median(first_draw(browser, own, PYVIS_DRAWN) for _ in range(REPEATS))
        size = own.stat().st_size / 1000
        print(f"{'pyvis, own page':<18}{size:>14.0f}{'':>14}{drawn / 1000:>14.2f}")
        browser.close()


def measure(browser: Any, report: Any, target: Path) -> str:
    """One row of the table."""
    from time import perf_counter

    from explorer.page import page_html

    start = perf_counter()
    text = page_html(report)
    built = perf_counter() - start
    target.write_text(text, "utf-8")
    shown = MARKED % "lanes-shown"
    drawn = median(first_draw(browser, target, shown) for _ in range(REPEATS))
    page = browser.new_page(viewport=VIEW)
    page.goto(target.as_uri())
    page.evaluate(MARKED % "network-drawn")
    page.wait_for_timeout(1500)
    page.click("#zoom-in")
    lanes = page.evaluate(f"() => {{ {COUNT_FRAMES} {PAN_LANES} }}")
    page.locator("#network").scroll_into_view_if_needed()
    network = page.evaluate(f"() => {{ {COUNT_FRAMES} {PAN_NETWORK} }}")
    filtered = page.evaluate(FILTER) / 1000
    session = page.context.new_cdp_session(page)
    heap = session.send("Runtime.getHeapUsage")["usedSize"] / 2**20
    page.close()
    size = target.stat().st_size / 1000
    cells = (
        f"{size:.0f}",
        f"{built:.3f}",
        f"{drawn / 1000:.2f}",
        f"{filtered:.3f}",
        f"{lanes:.0f}",
        f"{network:.0f}",
    )
    return "".join(f"{cell:>14}" for cell in (*cells, f"{heap:.0f}"))


def first_draw(browser: Any, target: Path, script: str) -> float:
    """Milliseconds from opening the file to the answer of ``script``, in a fresh context."""
    context = browser.new_context(viewport=VIEW)
    page = context.new_page()
    page.route("http*://**", lambda route: route.abort())
    page.goto(target.as_uri(), wait_until="commit")
    answer = float(page.evaluate(script))
    context.close()
    return answer


def pyvis_page(report: Any) -> str:
    """What pyvis makes of the same graph by itself, with its library in the page."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    for party in report.case.parties.values():
        network.add_node(party.id, party.name)
    for contact in report.contacts:
        for receiver in contact.receivers:
            if contact.sender:
                network.add_edge(contact.sender, receiver, title=contact.id)
    return str(network.generate_html(notebook=False))


if __name__ == "__main__":
    sys.exit(main())
