"""Drawings (SVG) as PNG and PDF, by Typst: one library that needs nothing else on the machine, its fonts among it.

The same drawing gives the same bytes on the same machine: fonts differ between machines, dates are left out.
"""

from __future__ import annotations

import struct
from functools import cache
from typing import Any, Literal
from xml.etree import ElementTree as ET
from zlib import crc32

from explorer.characters import printable
from explorer.errors import OutputError
from explorer.files import prove

FAMILIES = ("Arial", "Liberation Sans", "Helvetica", "DejaVu Sans", "Noto Sans")
"""The fonts looked for, in this order: one of them is on nearly every machine, and the first three are as wide."""

SVG = "http://www.w3.org/2000/svg"
MOST_PIXELS = 20_000
"""On a side of a picture."""

ALONE = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#set document(title: sys.inputs.title, keywords: sys.inputs.marking, date: none)
#set text(lang: "en", region: "gb")
#image(bytes(sys.inputs.drawing), format: "svg", alt: sys.inputs.alt, width: float(sys.inputs.width) * 1pt)
"""


@cache
def _fonts() -> Any:
    """Looking for the fonts of the machine takes 40 ms; it is done once."""
    import typst

    return typst.Fonts()


def compiled(
    template: bytes,
    inputs: dict[str, str],
    form: Literal["pdf", "png"],
    ppi: float | None = None,
    *,
    with_tags: bool = True,
) -> bytes:
    """A template of Typst with these inputs as ``pdf`` or ``png``: one page, or the whole document as PDF.

    Case texts reach Typst as values only, never as markup. Raises :class:`OutputError` with what it says.
    """
    import typst

    inputs = {name: printable(text) for name, text in inputs.items()}
    try:
        made = typst.compile(
            template, format=form, sys_inputs=inputs, ppi=ppi, font_paths=_fonts(), pdf_tags=with_tags
        )
    except typst.TypstError as error:
        raise OutputError(f"The {form} could not be made: {error}.") from error
    return b"".join(made) if isinstance(made, list) else bytes(made)


def size_of(svg: str) -> tuple[float, float]:
    """Width and height of a drawing in its own units (pixels), by its ``viewBox``."""
    from defusedxml.ElementTree import fromstring

    _, _, width, height = map(float, fromstring(svg).get("viewBox", "0 0 1 1").split())
    return width, height


def with_fonts(svg: str) -> str:
    """The drawing with the fonts that are looked for, in place of those a browser takes."""
    from defusedxml.ElementTree import fromstring

    root = fromstring(svg)
    root.set("font-family", ", ".join(f"'{family}'" for family in FAMILIES))
    ET.register_namespace("", SVG)
    return ET.tostring(root, "unicode")


def _inputs(svg: str, width: float, title: str, alt: str, marking: str) -> dict[str, str]:
    return {"drawing": with_fonts(svg), "width": repr(width), "title": title, "alt": alt, "marking": marking}


def png_of(svg: str, width: int | None = None, *, title: str = "", alt: str = "", marking: str = "") -> bytes:
    """The drawing as a picture ``width`` pixels wide; by default twice its own size. Cost: 0.1 s.

    A drawing of more than 20,000 pixels on a side is drawn as large as that allows.
    """
    prove("drawing.svg", svg.encode("utf-8"))  # of a picture, nobody can search the words
    own_width, own_height = size_of(svg)
    pixels = min(width or 2 * own_width, MOST_PIXELS, MOST_PIXELS * own_width / own_height)
    inputs = _inputs(svg, own_width, title, alt, marking)
    png = compiled(ALONE, inputs, "png", ppi=72 * pixels / own_width)
    said = {"Title": title, "Description": alt, "marking": marking}
    return with_texts(png, {name: text for name, text in said.items() if text})


def with_texts(png: bytes, texts: dict[str, str]) -> bytes:
    """The picture with texts as properties (``iTXt`` chunks, https://www.w3.org/TR/png-3/#11iTXt)."""
    chunks = []
    for name, text in texts.items():
        body = b"iTXt" + name.encode("latin-1") + b"\0\0\0\0\0" + printable(text).encode("utf-8")
        chunks.append(struct.pack(">I", len(body) - 4) + body + struct.pack(">I", crc32(body)))
    head = 8 + 25  # the signature and IHDR
    return png[:head] + b"".join(chunks) + png[head:]


def pdf_of(
    svg: str, width: float | None = None, *, title: str = "", alt: str = "", marking: str = ""
) -> bytes:
    """The drawing as a PDF of one page, vector, ``width`` points wide; by default three quarters of its pixels."""
    own_width, _ = size_of(svg)
    return compiled(ALONE, _inputs(svg, width or own_width * 0.75, title, alt, marking), "pdf")
