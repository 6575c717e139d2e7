"""The figures there are, by name, and writing one to a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from explorer.errors import UnknownNameError
from explorer.figures.framing import Drawing
from explorer.figures.lanes import lanes_drawing
from explorer.figures.matrix import matrix_drawing
from explorer.figures.network import network_drawing
from explorer.figures.scene import Scene
from explorer.figures.total import total_drawing
from explorer.files import write_file
from explorer.vocabulary import clip

FIGURES: dict[str, Callable[[Scene], Drawing]] = {
    "lanes": lanes_drawing,
    "network": network_drawing,
    "total": total_drawing,
    "matrix": matrix_drawing,
}
FORMATS = ("svg", "png", "pdf")
MOST_WIDTH = 20_000


def drawing_bytes(drawing: Drawing, form: str, width: int | None = None) -> bytes:
    """The drawing as ``svg``, ``png`` or ``pdf``.

    ``width`` is in pixels for SVG and PNG, in millimetres for PDF; by default the drawing's own (PNG: twice that).
    """
    from explorer.figures import converting

    if form == "svg":
        svg = drawing.svg
        if width:
            from xml.etree import ElementTree as ET

            from defusedxml.ElementTree import fromstring

            root = fromstring(svg)
            root.set("width", str(width))
            root.set("height", f"{width * drawing.height / drawing.width:.0f}")
            ET.register_namespace("", converting.SVG)
            svg = ET.tostring(root, "unicode")
        return f"{svg}\n".encode()
    said = {"title": drawing.title, "alt": drawing.alt, "marking": drawing.marking}
    if form == "png":
        return converting.png_of(drawing.svg, width, **said)
    return converting.pdf_of(drawing.svg, width * 72 / 25.4 if width else None, **said)


def write_figure(
    drawing: Drawing, output: Path, form: str | None = None, *, width: int | None = None, force: bool = False
) -> Path:
    """Write a drawing; the suffix of ``output`` picks the format unless ``form`` does.

    Raises :class:`UnknownNameError` where that is none, :class:`OutputError` where the file may not be written.
    """
    chosen = form or output.suffix.casefold().removeprefix(".")
    if chosen not in FORMATS:
        raise UnknownNameError(f'No figure is written as "{clip(chosen)}". Use one of: {", ".join(FORMATS)}.')
    return write_file(output, drawing_bytes(drawing, chosen, width), force=force)
