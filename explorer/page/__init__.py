"""The page: one HTML file that opens from disk, asks nothing of any network, and reads and prints without scripts.

``page.html`` holds its parts, ``styles/`` its looks, the modules beside them its behaviour, ``payload.d.ts`` what
passes between Python and them. Every text of the case goes through :mod:`explorer.page.parts` or the JSON below.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from explorer.figures.called import scene_called
from explorer.figures.scene import Scene
from explorer.page.drawings import drawings_of
from explorer.page.findings import findings_section
from explorer.page.known import packed_known
from explorer.page.ledger import ledger_section
from explorer.page.modules import packed_modules
from explorer.page.network import packed_network, script
from explorer.page.packing import packed
from explorer.page.parts import EMPTY, fill, joined
from explorer.page.payload import payload_of
from explorer.page.sections import (
    chronology_section,
    meanings,
    notes_section,
    outcome_legend,
    requests_section,
    sources_section,
)

if TYPE_CHECKING:
    from explorer.report import Report

FOLDER = Path(__file__).parent
# In the order of the cascade: what stands later wins.
STYLES = (
    "tokens", "base", "controls", "ledger", "legend", "lanes", "drawing", "network", "chronology", "sources", "detail",
    "menus", "help", "questions", "findings", "narrow", "looks", "print",
)  # fmt: skip
CSS_COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)
JSON_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def page_html(report: Report, *, title: str | None = None) -> str:
    """The page of a report as HTML. ``title`` is the heading, the case's own where it is ``None``.

    The same report always gives the same text. Cost: linear in contacts; 20 ms for a case of 40 contacts once
    pyvis is imported.
    """
    scene = scene_called(report)
    data = payload_of(report, scene)
    heading = title or data["title"] or "Contacts with services"
    texts = {
        "payload": safe_json(packed(data)),
        "modules": packed_modules(),
        "network": safe_json(packed_network(data["network"])),
        "known": safe_json(packed_known(data["known"])),
    }
    nonce = hashlib.sha256("\n".join((heading, *texts.values())).encode()).hexdigest()[:32]
    own = {name: Markup(text) for name, text in texts.items()} | {"nonce": nonce}
    has_contacts = bool(data["contacts"])
    return fill(
        "page",
        nonce=nonce,
        heading=heading,
        css=Markup(lean_css()),
        sector_css=Markup(_sector_css(data)),
        modules=fill("modules", **own) if has_contacts else EMPTY,
        marking=fill("marking", marking=data["marking"]) if data["marking"] else EMPTY,
        sentences=" ".join(report.summary.sentences),
        toolbar=fill("toolbar") if has_contacts else EMPTY,
        pictures=_pictures(scene, data, own) if has_contacts else fill("empty"),
        findings=findings_section(report) if has_contacts else EMPTY,
        chronology=chronology_section(data) if has_contacts else EMPTY,
        notes=notes_section(data),
        sources=sources_section(report.case),
        scripts=fill("scripts", **own, vis=_vis(), signs=meanings()) if has_contacts else EMPTY,
    )


def safe_json(value: object) -> str:
    """JSON that no HTML reader can take for markup, and no old script reader for a line break."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(JSON_ESCAPES)


def css_text(text: str) -> str:
    """A text for a string of CSS: all but letters and digits of ASCII as escapes, so that nothing can end it."""
    return "".join(char if char.isascii() and char.isalnum() else f"\\{ord(char):x} " for char in text)


def _sector_css(data: dict[str, Any]) -> str:
    """The colours of the sectors on light and on dark, and the marking on every printed sheet.

    Colours are checked to be ``#rrggbb`` when the vocabulary is read.
    """
    light, dark = (
        " ".join(f"--s{place}: {sector[ground]};" for place, sector in enumerate(data["sectors"]))
        for ground in ("light", "dark")
    )
    lines = [
        f":root {{ {light} }}",
        f'@media (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) {{ {dark} }} }}',
        f':root[data-theme="dark"] {{ {dark} }}',
        f"@media print {{ :root:root:root {{ {light} }} }}",
        " ".join(f".s{place} {{ --c: var(--s{place}); }}" for place in range(len(data["sectors"]))),
    ]
    if data["marking"]:
        words = f'content: "{css_text(data["marking"])}"; font: 700 10pt Arial, sans-serif'
        lines.append(f"@page {{ @top-center {{ {words}; letter-spacing: 0.1em; }} }}")
    return "\n".join(lines)


def _pictures(scene: Scene, data: dict[str, Any], own: dict[str, Any]) -> Markup:
    """Legend, lanes, network and requests."""
    is_unsure = any(contact["basis"] != "recorded" for contact in data["contacts"])
    drawn, styles = drawings_of(scene)
    legend = fill(
        "legend",
        unsure=fill("unsure") if is_unsure else EMPTY,
        called=fill("called") if scene.called else EMPTY,
        outcomes=outcome_legend(data),
    )
    drawings = [  # the first sheet stands below the legend of the screen
        fill("drawing", legend=legend if place else EMPTY, drawing=Markup(drawing))
        for place, drawing in enumerate(drawn)
    ]
    if drawings:
        drawings.insert(0, fill("drawing_styles", styles=Markup(styles)))
    return fill(
        "pictures",
        **own,
        ledger=ledger_section(data),
        legend=legend,
        drawings=joined(drawings) or fill("undrawn", count=len(scene.columns)),
        requests=requests_section(data),
    )


def _vis() -> Markup:
    return Markup(script().replace("</script", "<\\/script").replace("<!--", "<\\!--"))


def lean_css() -> str:
    """The styles without comments, indents, and blanks that no rule needs."""
    text = "".join((FOLDER / "styles" / f"{name}.css").read_text("utf-8") for name in STYLES)
    text = re.sub(r"\s*\n\s*", "\n", CSS_COMMENTS.sub("", text))
    text = re.sub(r"^([\w-]+): (?=.*;$)", r"\1:", text, flags=re.MULTILINE)
    return re.sub(r"(?<=[{;,}])\n|\n(?=})|;(?=\n?})| (?={\n)", "", text)
