"""The page: one HTML file that opens from disk, asks nothing of any network, and reads and prints without scripts.

``page.html`` is the template, ``page.css`` its looks, the modules beside them its behaviour, ``payload.d.ts`` what
passes between Python and them. Every text of the case goes through the template's escaping or the JSON below.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.dates import describe
from explorer.figures.scene import scene_of
from explorer.figures.svg import lanes_svg, pieces_of
from explorer.page.network import script
from explorer.page.payload import packed, payload_of

if TYPE_CHECKING:
    from explorer.case import Case
    from explorer.report import Report

FOLDER = Path(__file__).parent
COMMENTS = re.compile(r"^[ \t]*(?:/\*\*.*?\*/|//[^\n]*)[ \t]*\n", re.DOTALL | re.MULTILINE)
INDENTS = re.compile(r"^[ \t]+", re.MULTILINE)
MOST_LISTED = 300  # requests: the list of more is the chronology, filtered
MOST_DRAWN = 300  # contacts: the lanes of a larger case are drawn by script only
JSON_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def page_html(report: Report, *, title: str | None = None) -> str:
    """The page of a report as HTML. ``title`` is the heading, the case's own where it is ``None``.

    The same report always gives the same text. Cost: linear in contacts; 40 ms for a case of 40 contacts once
    pyvis is imported, of which half is reading the template.
    """
    from markupsafe import Markup

    scene = scene_of(report)
    data = payload_of(report, scene)
    heading = title or data["title"] or "Contacts with services"
    payload = Markup(safe_json(packed(data)))
    modules = _modules()
    imports = Markup(safe_json({"imports": modules}))
    vis = Markup(script().replace("</script", "<\\/script").replace("<!--", "<\\!--"))
    requests = _requests(data)
    nonce = hashlib.sha256("\n".join((payload, imports, vis, heading)).encode()).hexdigest()[:32]
    page: str = _template().render(
        data=data,
        heading=heading,
        sentences=report.summary.sentences,
        groups=[group for group in data["groups"] if group["id"] in _groups(data)],
        requests=requests if len(requests) <= MOST_LISTED else [],
        request_count=len(requests),
        sources=_sources(report.case),
        drawings=[Markup(drawing) for drawing in _drawings(scene)],
        css=Markup((FOLDER / "page.css").read_text("utf-8")),
        css_marking=Markup(css_text(data["marking"])),
        nonce=nonce,
        payload=payload,
        network=Markup(safe_json(data["network"])),
        imports=imports,
        modules=list(modules),  # all at once: each level of imports would cost a round of its own
        vis=vis,
    )
    return page


def safe_json(value: object) -> str:
    """JSON that no HTML reader can take for markup, and no old script reader for a line break."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(JSON_ESCAPES)


def css_text(text: str) -> str:
    """A text for a string of CSS: all but letters and digits of ASCII as escapes, so that nothing can end it."""
    return "".join(char if char.isascii() and char.isalnum() else f"\\{ord(char):x} " for char in text)


@cache
def _template() -> Any:
    """The compiled template. Jinja comes with pyvis; undefined names are errors, text is escaped."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string((FOLDER / "page.html").read_text("utf-8"))


def _modules() -> dict[str, str]:
    """The page's modules under their bare names, as ``data:`` URLs: a module may load no file."""
    modules = sorted(FOLDER.glob("*.js"))
    return {
        f"#page/{module.stem}": "data:text/javascript;base64," + b64encode(_lean(module).encode()).decode()
        for module in modules
    }


def _lean(module: Path) -> str:
    """A module without its comments and indents: a third of its size. Texts that run over lines are not used there."""
    return INDENTS.sub("", COMMENTS.sub("", module.read_text("utf-8")))


def _drawings(scene: Any) -> list[str]:
    if len(scene.columns) > MOST_DRAWN:
        return []
    return [lanes_svg(scene, first, last) for first, last in pieces_of(scene)]


def _groups(data: dict[str, Any]) -> set[str]:
    return {arrow["group"] for contact in data["contacts"] for arrow in contact["arrows"]}


def _requests(data: dict[str, Any]) -> list[tuple[int, dict[str, Any], dict[str, Any]]]:
    """Each request as its column, contact and edge, in order."""
    return [
        (column, contact, arrow)
        for column, contact in enumerate(data["contacts"])
        for arrow in contact["arrows"]
        if arrow["mark"]
    ]


def _sources(case: Case) -> list[dict[str, Any]]:
    """The list of sources, preferred first."""
    return [
        {
            "id": source.id,
            "title": source.title,
            "url": source.url,
            "parts": [
                part
                for part in (
                    source.publisher,
                    describe(source.date) if source.date else "",
                    source.kind,
                    f"return of {case.party_name(source.party)}" if source.party else "",
                    f"covers {describe(source.covers)}" if source.covers else "",
                    f"says: {source.says}" if source.says else "",
                )
                if part
            ],
        }
        for source in case.sources.values()
    ]


def write_page(report: Report, target: Path | str, *, title: str | None = None, force: bool = False) -> Path:
    """Write the page of a report to ``target``, whole or not at all, and return where it is.

    Refuses a file that is there already with :class:`~explorer.errors.OutputError`, unless ``force``.
    """
    from explorer.files import write_file

    return write_file(Path(target), page_html(report, title=title).encode(), force=force)
