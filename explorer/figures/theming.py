"""A figure on a dark ground: for slides and screens. Its shapes and words are those of the light one."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

from explorer.figures.framing import GROUND, INK, QUIET, RULE, SVG, Drawing
from explorer.figures.scene import Scene

DARK = {
    INK: "#e8ecf1",
    QUIET: "#a9b3bf",
    RULE: "#39434e",
    GROUND: "#12171d",
    "#b8c0ca": "#5b6672",
    "#2a6fb0": "#7db4e8",
    "#9a3b26": "#f0a58f",
}
"""What stands on a dark ground for each colour of a light one; sectors have their own (``vocabulary.toml``)."""


def darkened(drawing: Drawing, scene: Scene) -> Drawing:
    """The drawing of a scene on a dark ground. Cost: linear."""
    from defusedxml.ElementTree import fromstring

    colours = {lane.sector.light.casefold(): lane.sector.dark for lane in scene.lanes} | DARK
    root = fromstring(drawing.svg)
    for element in root.iter():
        for name in ("fill", "stroke"):
            colour = element.get(name, "")
            if colour:
                element.set(name, colours.get(colour.casefold(), colour))
    ET.register_namespace("", SVG)
    return replace(drawing, svg=ET.tostring(root, "unicode"))
