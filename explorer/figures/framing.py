"""The frame of a figure that leaves the page: title, marking, legend, and what it shows in words.

A figure is an element tree until the end, so that no text of a case can become markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from xml.etree import ElementTree as ET

from explorer.characters import printable

FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
INK, QUIET, RULE, GROUND = "#1c2430", "#5b6672", "#dfe3e8", "#ffffff"
SVG = "http://www.w3.org/2000/svg"
MARGIN, TITLE, MARKING, LEGEND_LINE = 16, 24, 20, 17
CHARACTER = 5.3  # width of one in the legend
CAPITAL = 9.4  # width of one in the marking, at most on average


@dataclass(frozen=True)
class Drawing:
    """A figure as SVG, its size in pixels, its title and what it shows in words."""

    svg: str
    width: float
    height: float
    title: str
    alt: str
    marking: str


def add(parent: ET.Element, tag: str, text: str | None = None, **attributes: object) -> ET.Element:
    """A new last child; ``font_size`` is written ``font-size``, and numbers with one decimal at most."""
    values = {name.replace("_", "-"): _number(value) for name, value in attributes.items()}
    child = ET.SubElement(parent, tag, values)
    if text is not None:
        child.text = printable(text)
    return child


def _number(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def framed(
    inside: ET.Element,
    width: float,
    height: float,
    *,
    title: str,
    alt: str,
    marking: str,
    legend: tuple[tuple[ET.Element, str], ...] = (),
) -> Drawing:
    """``inside`` (an element ``width`` by ``height``) between title and legend, the marking above and below.

    ``legend`` are samples, each 26 by 14 pixels, with what they mean.
    """
    wide = max(width, 420.0) + 2 * MARGIN
    lines = _lines(legend, wide)
    room = int((wide - 2 * MARGIN) / CAPITAL)
    marked = wrap(printable(marking), room, break_on_hyphens=False)  # never cut, whatever its length
    top = MARGIN + TITLE + len(marked) * MARKING
    tall = top + height + 14 + len(lines) * LEGEND_LINE + len(marked) * MARKING + MARGIN / 2
    root = ET.Element(
        "svg",
        {
            "xmlns": SVG,
            "viewBox": f"0 0 {_number(wide)} {_number(tall)}",
            "width": _number(wide),
            "height": _number(tall),
            "role": "img",
            "font-family": FONT,
            "aria-labelledby": "title desc",
        },
    )
    add(root, "title", title, id="title")
    add(root, "desc", alt, id="desc")
    if marking:
        add(root, "metadata", f"marking: {marking}")
    add(root, "rect", width=wide, height=tall, fill=GROUND)
    for at, words in enumerate(marked):
        for y in (MARGIN + 2 + at * MARKING, tall - 9 - (len(marked) - 1 - at) * MARKING):
            add(
                root,
                "text",
                words,
                x=wide / 2,
                y=y,
                font_size=12,
                font_weight=700,
                text_anchor="middle",
                fill=INK,
            )
    room = int((wide - 2 * MARGIN) / 8.3)
    shown = title if len(title) <= room else title[: room - 1] + "…"
    add(root, "text", shown, x=MARGIN, y=top - 8, font_size=15, font_weight=700, fill=INK)
    holder = add(root, "g", transform=f"translate({MARGIN} {_number(float(top))})")
    holder.append(inside)
    for row, line in enumerate(lines):
        y = top + height + 14 + row * LEGEND_LINE
        for x, sample, words in line:
            place = add(root, "g", transform=f"translate({_number(float(x))} {_number(float(y))})")
            place.append(sample)
            add(root, "text", words, x=x + 30, y=y + 11, font_size=11, fill=QUIET)
    return Drawing(ET.tostring(root, "unicode"), wide, tall, title, alt, marking)


def _lines(
    legend: tuple[tuple[ET.Element, str], ...], wide: float
) -> list[list[tuple[float, ET.Element, str]]]:
    lines: list[list[tuple[float, ET.Element, str]]] = []
    x = float("inf")
    for sample, words in legend:
        length = 30 + len(words) * CHARACTER + 18
        if x + length > wide - MARGIN:
            lines.append([])
            x = MARGIN
        lines[-1].append((x, sample, words))
        x += length
    return lines
