"""The network as a figure: the subject in the middle, organisations around by sector, each contact an arrow."""

from __future__ import annotations

from collections import defaultdict
from math import atan2, degrees, hypot
from typing import NamedTuple
from xml.etree import ElementTree as ET

from explorer.case import Party
from explorer.figures.framing import GROUND, INK, QUIET, Drawing, add, framed
from explorer.figures.labels import SHARES, Box, Room, box_of
from explorer.figures.rings import positions
from explorer.figures.scene import Arrow, Column, Scene
from explorer.figures.telling import network_alt

SCALE = 1.45
SIDE, ABOVE = 190, 34  # room for labels beside and above
SPREAD = 26.0  # pixels between two parallel arrows
MOST_SPREAD = 150.0
MOST_SINGLE = 120  # arrows drawn one by one; above, all from one party to another are one
RADIUS = 9.0
LABEL = 8.5  # height of the ids beside the arrows
NAME_LENGTH = 30
WIDTHS = {"strong": 2.2, "plain": 1.1, "dotted": 1.1}


class Edge(NamedTuple):
    """An arrow: its ends, its label, how strong it is, whether it is dashed, and the sign at its end."""

    sender: int
    receiver: int
    label: str
    width: float
    is_dashed: bool
    mark: str
    label_at: float = 0.5


def network_drawing(scene: Scene) -> Drawing:
    """The network of a scene. Above 120 arrows all contacts from one party to another are one, with their number."""
    place = positions(scene.lanes)
    points = [(place[lane.id][0] * SCALE, place[lane.id][1] * SCALE) for lane in scene.lanes]
    left = min((x for x, _ in points), default=0) - SIDE
    top = min((y for _, y in points), default=0) - ABOVE
    width = max((x for x, _ in points), default=0) + SIDE - left
    height = max((y for _, y in points), default=0) + ABOVE - top
    holder = ET.Element("g", {"transform": f"translate({-left:.1f} {-top:.1f})"})
    edges = _edges(scene)
    labels = ET.Element("g")
    room = Room()
    for lane, point in zip(scene.lanes, points, strict=True):
        for box in _boxes(lane, point):
            room.take(box)
    for edge, bend in _bent(edges):
        _draw(holder, labels, room, scene, points, edge, bend)
    for lane, point in zip(scene.lanes, points, strict=True):
        _node(holder, labels, lane, point)
    holder.append(labels)
    return framed(
        holder,
        width,
        height,
        title=scene.title,
        alt=network_alt(scene),
        marking=scene.marking,
        legend=_legend(edges),
    )


def _edges(scene: Scene) -> list[Edge]:
    found: list[tuple[Column, Arrow]] = [
        (column, arrow)
        for column in scene.columns
        for arrow in column.arrows
        if column.sender >= 0 and arrow.lane >= 0 and arrow.lane != column.sender
    ]
    if len(found) <= MOST_SINGLE:
        return [
            Edge(
                column.sender,
                arrow.lane,
                column.contact.id,
                WIDTHS[column.contact.kind.stroke],
                column.contact.basis != "recorded" or column.contact.kind.stroke == "dotted",
                arrow.mark,
            )
            for column, arrow in found
        ]
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for column, arrow in found:
        counts[column.sender, arrow.lane] += 1
    most = max(counts.values())
    return [Edge(*pair, str(number), 0.8 + 4 * number / most, False, "") for pair, number in counts.items()]


def _bent(edges: list[Edge]) -> list[tuple[Edge, float]]:
    """Each edge with how far its middle is bent to the side, seen from the lower lane: parallel ones share out."""
    pairs: dict[tuple[int, int], list[Edge]] = defaultdict(list)
    for edge in edges:
        pairs[min(edge.sender, edge.receiver), max(edge.sender, edge.receiver)].append(edge)
    found = []
    for parallel in pairs.values():
        step = min(SPREAD, 2 * MOST_SPREAD / max(1, len(parallel) - 1))
        for at, edge in enumerate(parallel):
            bend = (at - (len(parallel) - 1) / 2) * step
            bend = bend or 8.0
            label_at = 0.5 + 0.07 * ((at % 3) - 1) if len(parallel) > 1 else 0.5
            is_down = edge.sender < edge.receiver
            found.append(
                (edge._replace(label_at=label_at if is_down else 1 - label_at), bend if is_down else -bend)
            )
    return found


def _draw(
    parent: ET.Element,
    labels: ET.Element,
    room: Room,
    scene: Scene,
    points: list[tuple[float, float]],
    edge: Edge,
    bend: float,
) -> None:
    (x1, y1), (x2, y2) = points[edge.sender], points[edge.receiver]
    length = hypot(x2 - x1, y2 - y1) or 1.0
    # The control point of the curve lies twice as far out as its middle.
    cx = (x1 + x2) / 2 - (y2 - y1) / length * 2 * bend
    cy = (y1 + y2) / 2 + (x2 - x1) / length * 2 * bend
    sx, sy = _toward((x1, y1), (cx, cy), RADIUS + 1)
    ex, ey = _toward((x2, y2), (cx, cy), RADIUS + (7 if edge.mark else 3))
    hx, hy = _toward((ex, ey), (cx, cy), 7)
    colour = scene.lanes[edge.sender].sector.light
    dashes = {"stroke_dasharray": "4 3"} if edge.is_dashed else {}
    d = f"M{sx:.1f} {sy:.1f}Q{cx:.1f} {cy:.1f} {hx:.1f} {hy:.1f}"
    add(
        parent,
        "path",
        d=d,
        fill="none",
        stroke=colour,
        stroke_width=edge.width,
        stroke_opacity=0.85,
        **dashes,
    )
    turn = degrees(atan2(ey - cy, ex - cx)) - 90  # what points down is turned to the receiver
    tip = add(parent, "g", transform=f"translate({ex:.1f} {ey:.1f}) rotate({turn:.1f})")
    half = 2.6 + edge.width * 0.9
    add(tip, "path", None, d=f"M0 0l{-half:.1f} {-2 * half:.1f}h{2 * half:.1f}z", fill=colour)
    if edge.mark:
        from explorer.figures.svg import _mark

        for tag, attributes in _mark(edge.mark, colour, 0.0, 0.0, 1):
            add(tip, tag, None, **attributes)
    curve = (sx, sy), (cx, cy), (hx, hy)
    places = [_on_curve(*curve, min(0.85, max(0.15, edge.label_at + share))) for share in SHARES]
    mx, my = room.best(edge.label, [(x, y + 3) for x, y in places], LABEL)
    look = {"font_size": LABEL, "text_anchor": "middle", "fill": INK, "stroke": GROUND, "stroke_width": 2.4}
    add(labels, "text", edge.label, x=mx, y=my, paint_order="stroke", **look)


def _on_curve(
    start: tuple[float, float], control: tuple[float, float], end: tuple[float, float], share: float
) -> tuple[float, float]:
    a, b, c = (1 - share) ** 2, 2 * share * (1 - share), share**2
    return a * start[0] + b * control[0] + c * end[0], a * start[1] + b * control[1] + c * end[1]


def _toward(start: tuple[float, float], goal: tuple[float, float], distance: float) -> tuple[float, float]:
    length = hypot(goal[0] - start[0], goal[1] - start[1]) or 1.0
    return tuple(a + (b - a) / length * distance for a, b in zip(start, goal, strict=True))  # type: ignore[return-value]


def _node(parent: ET.Element, labels: ET.Element, party: Party, point: tuple[float, float]) -> None:
    x, y = point
    colour, line = party.sector.light, {"stroke": GROUND, "stroke_width": 1.5}
    if party.sector.id == "subject":
        add(parent, "path", None, d=f"M{x:.1f} {y - 13:.1f}l13 13l-13 13l-13 -13z", fill=colour, **line)
    elif party.is_person:
        add(parent, "circle", None, cx=x, cy=y, r=RADIUS - 1, fill=colour, **line)
    else:
        add(parent, "rect", None, x=x - 8, y=y - 8, width=16, height=16, rx=2, fill=colour, **line)
    name, anchor, dx, dy = _name(party, x)
    look = {"stroke": GROUND, "stroke_width": 3.2, "paint_order": "stroke", "text_anchor": anchor}
    add(labels, "text", name, x=x + dx, y=y + dy, font_size=12, font_weight=600, fill=INK, **look)
    if not party.is_person:
        add(labels, "text", party.sector.label, x=x + dx, y=y + dy + 12, font_size=9.5, fill=QUIET, **look)


def _name(party: Party, x: float) -> tuple[str, str, float, float]:
    """The name of a party as shown, how it is anchored, and where it stands seen from its node."""
    name = party.name if len(party.name) <= NAME_LENGTH else party.name[: NAME_LENGTH - 1] + "…"
    anchor, dx, dy = ("middle", 0.0, -17.0) if party.is_person else ("start" if x >= 0 else "end", 15.0, -1.0)
    return name, anchor, dx if x >= 0 else -dx, dy


def _boxes(party: Party, point: tuple[float, float]) -> list[Box]:
    """The room that a node and its words take."""
    x, y = point
    name, anchor, dx, dy = _name(party, x)
    boxes = [(x - 12, y - 12, x + 12, y + 12), box_of(name, x + dx, y + dy, 12, anchor)]
    if not party.is_person:
        boxes.append(box_of(party.sector.label, x + dx, y + dy + 12, 9.5, anchor))
    return boxes


def _legend(edges: list[Edge]) -> tuple[tuple[ET.Element, str], ...]:
    legend: list[tuple[ET.Element, str]] = []

    def arrow(words: str, **attributes: object) -> None:
        holder = ET.Element("g")
        add(holder, "line", None, x1=0, x2=19, y1=7, y2=7, stroke=INK, **attributes)
        add(holder, "path", None, d="M25 7l-7 -3.6v7.2z", fill=INK)
        legend.append((holder, words))

    if any(edge.mark for edge in edges) or len(edges) <= MOST_SINGLE:
        arrow("contact, by its id", stroke_width=1.1)
        if any(edge.width == WIDTHS["strong"] for edge in edges):
            arrow("referral or other request", stroke_width=2.2)
        if any(edge.is_dashed for edge in edges):
            arrow("standing access, reported or inferred", stroke_width=1.3, stroke_dasharray="4 3")
        words = {"bar": "ended there", "ring": "outcome not recorded", "filled": "taken on", "half": "open"}
        words |= {"cross": "no response", "chevron": "passed on"}
        legend += [
            (_sample(mark), words.get(mark, mark)) for mark in sorted({edge.mark for edge in edges} - {""})
        ]
    else:
        arrow("contacts, with their number", stroke_width=2.2)
    return tuple(legend)


def _sample(mark: str) -> ET.Element:
    from explorer.figures.svg import _mark

    holder = ET.Element("g")
    for tag, attributes in _mark(mark, INK, 13, 5, 1):
        add(holder, tag, None, **attributes)
    return holder
