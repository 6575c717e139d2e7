"""The page of a cohort: who passes to whom over many cases, as one HTML file that opens offline and asks nothing.

Python counts and places (:mod:`explorer.cohort.page.payload`); the modules beside this file draw, filter and mark. The
tables stand in the HTML too, so that it reads and prints without scripts. Everything in it has been through
:mod:`explorer.cohort.small`: what is not in the page cannot be found in its bytes.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from explorer.cohort.engines import Engine
from explorer.cohort.page.payload import payload_of
from explorer.cohort.page.tables import sections_of
from explorer.page import FOLDER as PAGE
from explorer.page import css_text, safe_json
from explorer.suppression import THRESHOLD

FOLDER = Path(__file__).parent
STYLES = (PAGE / "styles" / "tokens.css", PAGE / "styles" / "base.css", FOLDER / "cohort.css")
SHARED = (PAGE / "dom.js",)


def cohort_html(engine: Engine, *, title: str = "", threshold: int = THRESHOLD, cases: str = "") -> str:
    """The page of a cohort as HTML.

    title
        the heading; that of the cohort where it is ''.
    threshold
        counts under it are left out; 0 leaves all in, for whoever holds the cases.
    cases
        where the pages of single cases lie, as the page would name it (``pages``): then the cases behind each flow are
        listed with links. '' lists none. Refused (``ValueError``) with a threshold, for it would tell them apart.

    The same cohort always gives the same text. Cost: that of its measures.
    """
    if cases and threshold > 1:
        raise ValueError("cases can be listed only where small numbers are shown")
    data = payload_of(engine, title or str(engine.about["title"]) or "Many cases", threshold, cases)
    engine.say("writing the page")
    payload, modules = safe_json(data), module_map()
    nonce = hashlib.sha256("\n".join((payload, modules)).encode()).hexdigest()[:32]
    template = (FOLDER / "cohort.html").read_text("utf-8")
    values: dict[str, Any] = {
        "nonce": nonce,
        "heading": data["title"],
        "css": Markup(css_of()),
        "sector_css": Markup(_sector_css(data)),
        "marking": Markup('<p class="marking">{}</p>').format(data["marking"]) if data["marking"] else "",
        "sentences": " ".join(data["sentences"]),
        "sections": sections_of(data),
        "modules": Markup(modules),
        "payload": Markup(payload),
        "threshold": threshold,
    }
    return str(Markup(template).format_map({name: escape(value) for name, value in values.items()}))


def css_of() -> str:
    """The styles that every page of a cohort has."""
    return "\n".join(style.read_text("utf-8") for style in STYLES)


def own_parts() -> list[str]:
    """What every page of a cohort carries, byte for byte."""
    return [css_of(), module_map()]


def module_map() -> str:
    """An import map of the page's modules, each a ``data:`` address under its bare name."""
    files = {f"#cohort/{path.stem}": path for path in sorted(FOLDER.glob("*.js"))}
    files |= {f"#page/{path.stem}": path for path in SHARED}
    packed = {name: b64encode(path.read_bytes()).decode() for name, path in files.items()}
    return safe_json(
        {"imports": {name: f"data:text/javascript;base64,{text}" for name, text in packed.items()}}
    )


def _sector_css(data: dict[str, Any]) -> str:
    """The colours of the sectors on light and on dark ground, and the marking on every printed sheet."""
    light, dark = (
        " ".join(f"--s{place}: {sector[ground]};" for place, sector in enumerate(data["sectors"]))
        for ground in ("light", "dark")
    )
    lines = [
        f":root {{ {light} }}",
        f'@media (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) {{ {dark} }} }}',
        f"@media print {{ :root:root {{ {light} }} }}",
        *(f".s{place} {{ --c: var(--s{place}); }}" for place in range(len(data["sectors"]))),
    ]
    if data["marking"]:
        lines.append(
            f'@page {{ @top-center {{ content: "{css_text(data["marking"])}"; font: 700 10pt Arial; }} }}'
        )
    return "\n".join(lines)
