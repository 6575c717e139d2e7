"""The names of the XML of a Word file."""

from __future__ import annotations

from functools import cache

_MAIN = "http://schemas.openxmlformats.org"
NAMESPACES = {
    "w": f"{_MAIN}/wordprocessingml/2006/main",
    "r": f"{_MAIN}/officeDocument/2006/relationships",
    "wp": f"{_MAIN}/drawingml/2006/wordprocessingDrawing",
    "a": f"{_MAIN}/drawingml/2006/main",
    "pic": f"{_MAIN}/drawingml/2006/picture",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
}
W = f"{{{NAMESPACES['w']}}}"


@cache
def qualified(name: str) -> str:
    """``p`` and ``wp:inline`` with their namespaces, as lxml names them."""
    prefix, _, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix or 'w']}}}{local}"
