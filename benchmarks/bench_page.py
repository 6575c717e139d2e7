"""How fast the page draws, filters and pans in Chromium, beside pyvis's own page, gravis and Bokeh. All in one run.

    python benchmarks/bench_page.py [--chromium PATH] [--alone] [--repeats N] [CASE]

First draw is the time from opening the file to the end of the frame in which the lanes are drawn (of another's page:
in which its canvas or its first nodes are, before any physics settle); the pages of one graph are opened in turn, and
the median of the rounds is told, and the least. Filter and step are the slowest of five, to the end of the frame.
Panning counts the frames of two seconds of dragging. Heap is what CDP tells as used once all that was done. gravis and
Bokeh come from a temporary environment of their own (``--alone`` leaves them out); above 2,000 contacts our page is
measured alone.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from statistics import median
from typing import Any

from make_case import make_case

VIEW = {"width": 1440, "height": 900}
MOST_BESIDE = 2000  # contacts: of more, pyvis's physics take minutes to the first draw
HEADS = (
    "kB",
    "build s",
    "first draw s",
    "least s",
    "filter s",
    "step s",
    "lanes fps",
    "network fps",
    "heap MiB",
)
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
ACT = """async (name) => {
  const select = document.querySelector("#outcome");
  const acts = {
    filter: (turn) => {
      select.selectedIndex = turn % select.options.length;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    },
    step: () => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true })),
  };
  const times = [];
  for (let turn = 1; turn <= 5; turn += 1) {
    const start = performance.now();
    acts[name](turn);
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return Math.max(...times);
}"""
MARK = 'performance.getEntriesByName("lanes-shown")[0]'
DRAWN = {
    "pyvis": 'document.querySelector("canvas")',
    "gravis": 'document.querySelector("svg circle")',
    "Bokeh": 'typeof Bokeh === "object" && Bokeh.documents.length && Bokeh.documents[0].is_idle',
}
LOOK = """(() => {
  const look = () => {
    if (!(%s)) return setTimeout(look, 2);
    requestAnimationFrame(() => setTimeout(() => { globalThis.drawnAt = performance.now(); }, 0));
  };
  look();
})();"""


def main() -> None:
    from playwright.sync_api import sync_playwright

    import explorer

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("case", type=Path, nargs="?", default=Path("data/southport"))
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    parser.add_argument("--alone", action="store_true", help="without gravis and Bokeh")
    parser.add_argument("--repeats", type=int, default=5)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=wanted.chromium, args=["--no-sandbox"])
        python = None if wanted.alone else environment(folder / "others")
        cases = {wanted.case.name: wanted.case}
        for contacts in (2000, 5000):
            cases[f"{contacts:,} contacts"] = make_case(folder / str(contacts), contacts, 60)
        print(f"{'page':<24}" + "".join(f"{head:>14}" for head in HEADS))
        for title, case in cases.items():
            report = explorer.Report(explorer.read_case(case))
            compare(browser, title, report, folder / f"pages-{case.name}", python, wanted.repeats)
        browser.close()


def environment(folder: Path) -> Path:
    """The Python of a new environment with gravis and Bokeh."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    packages = ["gravis", "bokeh", "networkx"]
    subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
    return python


def compare(browser: Any, title: str, report: Any, folder: Path, python: Path | None, repeats: int) -> None:
    """A row for the page, and one for each other page of the same graph."""
    from time import perf_counter

    from explorer.page import page_html

    folder.mkdir()
    start = perf_counter()
    text = page_html(report)
    built = perf_counter() - start
    pages = {title: folder / "own.html"}
    pages[title].write_text(text, "utf-8")
    is_beside = len(report.contacts) <= MOST_BESIDE
    if is_beside:
        pages["pyvis"] = folder / "pyvis.html"
        pages["pyvis"].write_text(pyvis_page(report), "utf-8")
    if python and is_beside:
        graph = folder / "graph.json"
        graph.write_text(json.dumps(graph_of(report)), "utf-8")
        subprocess.run([python, Path(__file__).with_name("other_pages.py"), graph, folder], check=True)
        pages |= {"gravis": folder / "gravis.html", "Bokeh": folder / "bokeh.html"}
    drawn: dict[str, list[float]] = {name: [] for name in pages}
    heaps = dict.fromkeys(pages, 0.0)
    for turn in range(repeats + 1):
        for name, path in pages.items():
            seconds, heaps[name] = first_draw(browser, path, DRAWN.get(name))
            if turn:  # the first warms the browser's caches
                drawn[name].append(seconds)
    own = measure(browser, pages[title])
    for name, path in pages.items():
        is_own = name == title
        cells = [f"{path.stat().st_size / 1000:.0f}", f"{built:.2f}" if is_own else ""]
        cells += [f"{median(drawn[name]):.2f}", f"{min(drawn[name]):.2f}"]
        cells += own if is_own else ["", "", "", "", f"{heaps[name]:.0f}"]
        label = name if is_own else f"  the same by {name}"
        print(f"{label:<24}" + "".join(f"{cell:>14}" for cell in cells), flush=True)


def measure(browser: Any, path: Path) -> list[str]:
    """Filter, step, frames and heap of our own page."""
    page = browser.new_page(viewport=VIEW)
    page.goto(path.as_uri())
    page.wait_for_function('() => performance.getEntriesByName("page-ready").length', polling=20)
    page.locator("#network").scroll_into_view_if_needed()
    page.wait_for_function('() => performance.getEntriesByName("network-drawn").length', polling=20)
    page.wait_for_timeout(1500)
    network = page.evaluate(f"() => {{ {COUNT_FRAMES} {PAN_NETWORK} }}")
    page.locator(".scroller").scroll_into_view_if_needed()
    page.click("#zoom-in")
    lanes = page.evaluate(f"() => {{ {COUNT_FRAMES} {PAN_LANES} }}")
    filtered = page.evaluate(ACT, "filter") / 1000
    stepped = page.evaluate(ACT, "step") / 1000
    heap = heap_of(page)
    page.close()
    return [f"{filtered:.3f}", f"{stepped:.3f}", f"{lanes:.0f}", f"{network:.0f}", f"{heap:.0f}"]


def heap_of(page: Any) -> float:
    """MiB of JavaScript heap in use, as CDP tells it."""
    session = page.context.new_cdp_session(page)
    return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 2**20


def first_draw(browser: Any, path: Path, drawn: str | None) -> tuple[float, float]:
    """Seconds from opening a file until what ``drawn`` looks for is drawn, in a fresh context; and MiB of heap then.
    ``None``: our own page, which tells it."""
    context = browser.new_context(viewport=VIEW)
    context.set_default_timeout(300_000)
    page = context.new_page()
    page.route("http*://**", lambda route: route.abort())
    if drawn:
        page.add_init_script(LOOK % drawn)
    page.goto(path.as_uri(), wait_until="commit")
    asked = "globalThis.drawnAt" if drawn else f"{MARK}?.startTime"
    seconds = float(page.wait_for_function(f"() => {asked}", polling=20).json_value()) / 1000
    heap = heap_of(page)
    context.close()
    return seconds, heap


def graph_of(report: Any) -> dict[str, list[tuple[str, str]]]:
    """Parties and contacts as plain nodes and edges."""
    edges = [(one.sender, receiver) for one in report.contacts for receiver in one.receivers if one.sender]
    return {"nodes": [(party.id, party.name) for party in report.case.parties.values()], "edges": edges}


def pyvis_page(report: Any) -> str:
    """What pyvis makes of the same graph by itself, with its library in the page."""
    from pyvis.network import Network

    graph = graph_of(report)
    network = Network(directed=True, cdn_resources="in_line")
    for node, label in graph["nodes"]:
        network.add_node(node, label)
    for sender, receiver in graph["edges"]:
        network.add_edge(sender, receiver)
    return str(network.generate_html(notebook=False))


if __name__ == "__main__":
    sys.exit(main())
