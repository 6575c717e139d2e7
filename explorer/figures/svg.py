"""A scene drawn as SVG that stands alone: for paper, for reports, and for the page where no script runs.

Drawn on the in-order axis, on a white ground, in the colours of the sectors on light. Built as an element tree,
so that no text of a case can become markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from explorer.case import Party
from explorer.characters import printable
from explorer.figures.scene import Called, Column, Scene

NAMES, STEP, LANE = 204, 44, 26  # width of the names, of a column, height of a lane
YEAR, LABEL, FOOT = 20, 46, 8
EVENTS = 15  # height of the words over events
EVENT_LENGTH = 11  # letters of such a word
DATE_LETTER = 5.2  # width of a letter of a date, at most on average
MOST_COLUMNS = 22  # on one sheet
NAME_LENGTH, NAME_LINE = 27, 31  # letters of a name on one line; of each of two lines, which are smaller
INK, QUIET, SOFT, RULE, GROUND = "#1c2430", "#5b6672", "#76828f", "#dfe3e8", "#ffffff"
FONT = "'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
SVG = "http://www.w3.org/2000/svg"
WIDTHS = {"strong": 2.4, "plain": 1.3, "dotted": 1.3}


def pieces_of(scene: Scene) -> list[tuple[int, int]]:
    """First and last column of each sheet, about equally full; a scene without columns has none."""
    count = len(scene.columns)
    sheets = -(-count // MOST_COLUMNS)
    return [(count * sheet // sheets, count * (sheet + 1) // sheets - 1) for sheet in range(sheets)]


def lanes_svg(scene: Scene, first: int = 0, last: int | None = None) -> str:
    """The lanes as SVG text: columns ``first`` to ``last``, both included; all of them by default.

    Coordinates are pixels. Cost: linear in columns times lanes crossed.
    """
    last = len(scene.columns) - 1 if last is None else last
    columns = scene.columns[first : last + 1]
    called = scene.called if last == len(scene.columns) - 1 else ()
    width = NAMES + max(1, len(columns) + len(called)) * STEP + 8
    has_events = any(column.contact.kind.group == "event" for column in columns)
    top = YEAR + LABEL + (EVENTS if has_events else 0)
    height = top + len(scene.lanes) * LANE + FOOT
    root = ET.Element(
        "svg",
        {
            "xmlns": SVG,
            "viewBox": f"0 0 {width} {height}",
            "width": str(width),
            "height": str(height),
            "role": "img",
            "font-family": FONT,
        },
    )
    shown = f"contacts {columns[0].contact.id} to {columns[-1].contact.id}" if columns else "no contacts"
    _text(ET.SubElement(root, "title"), f"{scene.title}: {shown}")
    _text(ET.SubElement(root, "desc"), _alt(scene, columns))
    _add(root, "rect", width=width, height=height, fill=GROUND)
    if scene.marking:
        marking = _add(root, "text", x=8, y=14, font_size=11, font_weight=600, letter_spacing=1, fill=INK)
        _text(marking, scene.marking)
    _ground(root, scene, first, last, width, top)
    _threads(root, scene, first, last, top)
    _dates(root, columns)
    for index, column in enumerate(columns):
        _column(root, scene, column, NAMES + (index + 0.5) * STEP, top)
    _ghosts(root, called, NAMES + len(columns) * STEP, top, len(scene.lanes))
    return ET.tostring(root, "unicode")


def _alt(scene: Scene, columns: Sequence[Column]) -> str:
    """A drawing in words, for those who do not see it: how much of what, and where it is told in full."""
    count = (
        f"{len(columns)} of {len(scene.columns)}" if len(columns) < len(scene.columns) else str(len(columns))
    )
    return (
        f"Lanes of {len(scene.lanes)} parties, from left to right {count} contacts and events in order, each an arrow "
        "from who made it to who received it. The chronology tells the same, row by row."
    )


def _add(parent: ET.Element, tag: str, **attributes: object) -> ET.Element:
    values = {name.replace("_", "-"): _number(value) for name, value in attributes.items()}
    return ET.SubElement(parent, tag, values)


def _number(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def _text(element: ET.Element, text: str) -> None:
    """Sets a text; characters that XML has no place for become the sign for such."""
    element.text = printable(text)


def _ground(root: ET.Element, scene: Scene, first: int, last: int, width: float, top: float) -> None:
    """Bands of years, lines of lanes and their names."""
    for band in scene.bands:
        start, end = max(first, band.first), min(last, band.last)
        if start > end:
            continue
        x = NAMES + (start - first) * STEP
        _add(root, "line", x1=x, x2=x, y1=0, y2=top + len(scene.lanes) * LANE, stroke=RULE)
        label = _add(root, "text", x=x + 4, y=14, font_size=12, font_weight=600, fill=INK)
        _text(label, band.label)
    for index, lane in enumerate(scene.lanes):
        y = top + (index + 0.5) * LANE
        _add(root, "line", x1=NAMES, x2=width - 8, y1=y, y2=y, stroke=RULE)
        _add(root, "circle", cx=8, cy=y, r=4, fill=lane.sector.light)
        lines = _name_lines(lane.name)
        for row, line in enumerate(lines):
            below = 4 if len(lines) == 1 else -2 + row * 11
            _text(
                _add(root, "text", x=18, y=y + below, font_size=12 if len(lines) == 1 else 10.5, fill=INK),
                line,
            )


def _name_lines(name: str) -> list[str]:
    """A name on one line or, smaller, on two: what even these do not hold is cut from its middle."""
    if len(name) <= NAME_LENGTH:
        return [name]
    cut = name.rfind(" ", 0, NAME_LINE + 1)
    cut = cut if cut > 0 else NAME_LINE
    rest = name[cut:].strip()
    return [name[:cut], rest if len(rest) <= NAME_LINE else f"…{rest[1 - NAME_LINE :]}"]


def _ghosts(root: ET.Element, called: Sequence[Called], left: float, top: float, lanes: int) -> None:
    """What was called for and is not on record: dashed outlines to the right of the last contact."""
    if not called:
        return
    _add(root, "line", x1=left, x2=left, y1=0, y2=top + lanes * LANE, stroke=RULE)
    for row, words in enumerate(("called", "for")):
        looks = {"font_size": 9.5, "font_style": "italic", "text_anchor": "middle", "fill": QUIET}
        _text(_add(root, "text", x=left + len(called) * STEP / 2, y=YEAR + 11 + row * 11, **looks), words)
    for index, one in enumerate(called):
        x = left + (index + 0.5) * STEP
        start, end = (top + (lane + 0.5) * LANE for lane in (one.sender, one.receiver))
        way = -1 if end < start else 1
        neck = end - way * 13
        outline = f"M{x - 2.5} {start}V{neck}H{x - 7}L{x} {end - way * 2}L{x + 7} {neck}H{x + 2.5}V{start}Z"
        group = ET.SubElement(root, "g")
        _text(ET.SubElement(group, "title"), f"{one.id}: {one.label}, called for, not on record")
        label = {"font_size": 11, "font_style": "italic", "text_anchor": "middle", "fill": QUIET}
        _text(_add(group, "text", x=x, y=YEAR + 40, **label), one.id)
        _add(group, "path", d=outline, fill=GROUND, stroke=QUIET, stroke_width=1.2, stroke_dasharray="2.5 2")


def _column(root: ET.Element, scene: Scene, column: Column, x: float, top: float) -> None:
    contact = column.contact
    group = ET.SubElement(root, "g")
    _text(ET.SubElement(group, "title"), f"{contact.id}: {contact.kind.label}")
    weight = 600 if contact.kind.asks else 400
    label = _add(
        group, "text", x=x, y=YEAR + 40, font_size=11, font_weight=weight, text_anchor="middle", fill=INK
    )
    _text(label, contact.id)
    colour = scene.lanes[column.sender].sector.light if column.sender >= 0 else INK
    if column.contact.kind.stroke != "strong":
        colour = SOFT  # requests stand out in the colour of who asks; what else happened stays behind them
    if contact.kind.group == "event":
        bottom = top + len(scene.lanes) * LANE
        _add(group, "line", x1=x, x2=x, y1=top, y2=bottom, stroke=INK, stroke_dasharray="2 3")
        said = (
            contact.kind.label if len(contact.kind.label) <= EVENT_LENGTH else f"{contact.kind.label[:10]}…"
        )
        _text(
            _add(group, "text", x=x, y=top - 4, font_size=8, font_weight=600, text_anchor="middle", fill=INK),
            said,
        )
    _arrows(group, column, colour, x, top, scene.lanes)


def _dates(root: ET.Element, columns: Sequence[Column]) -> None:
    """The dates over the columns, said once for neighbours of one date, with a rule under those it is said for."""
    start = 0
    for (lines, is_sure), run in groupby(columns, key=lambda column: (column.date_lines, column.is_sure)):
        count = len(list(run))
        left, width = NAMES + start * STEP, count * STEP
        start += count
        whole = " ".join(lines)
        said = (whole,) if len(whole) * DATE_LETTER <= width - 4 else lines
        for row, line in enumerate(reversed(said)):
            when = _add(
                root,
                "text",
                x=left + width / 2,
                y=YEAR + 22 - row * 11,
                font_size=9.5,
                font_style="normal" if is_sure else "italic",
                text_anchor="middle",
                fill=QUIET,
            )
            _text(when, line)
        if count > 1:
            y = YEAR + 27
            _add(root, "line", x1=left + 4, x2=left + width - 4, y1=y, y2=y, stroke=SOFT)


def _threads(root: ET.Element, scene: Scene, first: int, last: int, top: float) -> None:
    """From each contact to those that follow it on the same sheet: along the lane that both touch."""
    for index in range(first, last + 1):
        column = scene.columns[index]
        for earlier in column.follows:
            before = scene.columns[earlier]
            shared = [arrow.lane for arrow in before.arrows if arrow.lane == column.sender]
            if earlier < first or not (shared or before.sender == column.sender) or column.sender < 0:
                continue
            y = top + (column.sender + 0.5) * LANE
            x1, x2 = (NAMES + (place - first + 0.5) * STEP for place in (earlier, index))
            _add(root, "line", x1=x1 + 6, x2=x2 - 5, y1=y, y2=y, stroke=QUIET, stroke_dasharray="1.5 3")


def _arrows(
    group: ET.Element, column: Column, colour: str, x: float, top: float, lanes: tuple[Party, ...]
) -> None:
    def middle(lane: int) -> float:
        return top + (lane + 0.5) * LANE

    stroke = column.contact.kind.stroke
    ends = [arrow for arrow in column.arrows if arrow.lane >= 0]
    if column.sender >= 0 and ends:
        _add(group, "circle", cx=x, cy=middle(column.sender), r=3.4, fill=colour)
    elif column.sender >= 0:
        y = middle(column.sender)
        _add(group, "path", d=f"M{x} {y - 5}l5 5l-5 5l-5 -5z", fill=GROUND, stroke=colour, stroke_width=1.6)
    dashes = {} if column.contact.basis == "recorded" else {"stroke_dasharray": "4 3"}
    half = 4.6 if stroke == "strong" else 3.4
    for arrow in ends:
        to = middle(arrow.lane)
        start = middle(column.sender) if column.sender >= 0 else to - 14
        way = -1 if start > to else 1
        if start == to:
            _add(
                group,
                "path",
                d=f"M{x} {to - 3}c16 -12 16 18 3 7",
                fill="none",
                stroke=colour,
                stroke_width=1.3,
            )
            continue
        tip = to - way * (3 if arrow.mark else 2)
        _add(
            group,
            "line",
            x1=x,
            x2=x,
            y1=start,
            y2=tip - way * 7,
            stroke=colour,
            stroke_width=WIDTHS[stroke],
            **dashes,
        )
        _add(group, "path", d=f"M{x} {tip}l{-half} {-way * 2 * half}h{2 * half}z", fill=colour)
        for tag, attributes in _mark(arrow.mark, colour, x, to, way):
            _add(group, tag, **attributes)


def _mark(mark: str, colour: str, x: float, to: float, way: int) -> Iterable[tuple[str, dict[str, object]]]:
    """How a request ended at its receiver, as in the legend."""
    y = to + way * 3.6
    line = {"fill": "none", "stroke": colour, "stroke_width": 1.8}
    if mark == "bar":
        yield (
            "rect",
            {"x": x - 8, "y": to - (3.6 if way < 0 else 0), "width": 16, "height": 3.6, "fill": colour},
        )
    elif mark == "filled":
        yield "circle", {"cx": x, "cy": y, "r": 4.4, "fill": colour}
    elif mark in ("ring", "half"):
        yield "circle", {"cx": x, "cy": y, "r": 4.2, **line, "fill": GROUND}
    if mark == "half":
        yield "path", {"d": f"M{x} {y - 4.2}a4.2 4.2 0 0 1 0 8.4z", "fill": colour}
    elif mark == "cross":
        yield "path", {"d": f"M{x - 4} {y - 4}l8 8m0 -8l-8 8", **line}
    elif mark == "chevron":
        d = f"M{x - 5} {y - way * 3}l5 {way * 4}l5 {-way * 4}m-10 {way * 4.5}l5 {way * 4}l5 {-way * 4}"
        yield "path", {"d": d, **line}
