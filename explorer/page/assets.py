"""The parts of pages that are the explorer's own, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent


def own_parts() -> list[str]:
    """What every page carries: its modules, its scripts and styles, vis-network."""
    from explorer.page import lean_css
    from explorer.page.modules import packed_modules
    from explorer.page.network import script

    vis = script().replace("</script", "<\\/script").replace("<!--", "<\\!--")
    page = (FOLDER / "page.html").read_text("utf-8").replace("{{", "{").replace("}}", "}")
    return [packed_modules(), vis, script(), lean_css(), *written_in(page)]


def written_in(template: str) -> Iterator[str]:
    """The scripts and styles of a template. Those that something is filled into are like nothing in an output."""
    from explorer.layers.markup import scripts_of

    return (template[start:end] for _, start, end in scripts_of(template))
