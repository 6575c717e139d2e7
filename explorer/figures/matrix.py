"""Who turned to whom, and how often: a row for who made a contact, a column for who received it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from explorer.figures.framing import INK, QUIET, RULE, Drawing, add, framed
from explorer.figures.scene import Scene
from explorer.figures.telling import matrix_alt

CELL, NAMES, HEADS = 28.0, 190.0, 150.0
NAME_LENGTH = 30
MOST_LANES = 80


def matrix_drawing(scene: Scene) -> Drawing:
    """The matrix of a scene: contacts, and below them how many are requests. Parties stand in the order of the lanes;
    above 80 those with the fewest contacts are left out, and it says so.
    """
    counts = _counts(scene)
    shown, left_out = _shown(scene, counts)
    senders = [at for at in shown if any(a == at for a, _ in counts)]
    receivers = [at for at in shown if any(b == at for _, b in counts)]
    holder = ET.Element("g")
    most = max((number for number, _ in counts.values()), default=1)
    for row, sender in enumerate(senders):
        _name(holder, scene, sender, NAMES - 8, HEADS + (row + 0.5) * CELL + 4, anchor="end")
        for column, receiver in enumerate(receivers):
            _cell(holder, counts.get((sender, receiver)), NAMES + column * CELL, HEADS + row * CELL, most)
    for column, receiver in enumerate(receivers):
        x = NAMES + (column + 0.5) * CELL
        turned = add(holder, "g", transform=f"translate({x + 4:.1f} {HEADS - 8:.1f}) rotate(-55)")
        _name(turned, scene, receiver, 0, 0, anchor="start")
    height = HEADS + max(1, len(senders)) * CELL + 20
    if left_out:
        said = f"{left_out} parties with the fewest contacts are left out."
        add(holder, "text", said, x=NAMES, y=height - 4, font_size=11, fill=QUIET)
    sample = ET.Element("g")
    _cell(sample, (3, 2), 0, -7, 6)
    return framed(
        holder,
        NAMES + max(1, len(receivers)) * CELL + 90,
        height,
        title=scene.title,
        alt=matrix_alt(scene, counts),
        marking=scene.marking,
        legend=((sample, "contacts from the row to the column; small: how many are requests"),),
    )


def _counts(scene: Scene) -> dict[tuple[int, int], tuple[int, int]]:
    """(contacts, requests) from each lane to each other."""
    counts: dict[tuple[int, int], tuple[int, int]] = {}
    for column in scene.columns:
        for arrow in column.arrows:
            if column.sender >= 0 and arrow.lane >= 0 and column.contact.is_counted:
                number, asked = counts.get((column.sender, arrow.lane), (0, 0))
                counts[column.sender, arrow.lane] = (number + 1, asked + column.contact.kind.asks)
    return counts


def _shown(scene: Scene, counts: dict[tuple[int, int], tuple[int, int]]) -> tuple[list[int], int]:
    touched: dict[int, int] = {}
    for pair, (number, _) in counts.items():
        for lane in set(pair):
            touched[lane] = touched.get(lane, 0) + number
    most = sorted(touched, key=lambda lane: (-touched[lane], lane))[:MOST_LANES]
    return sorted(most), len(touched) - len(most)


def _name(parent: ET.Element, scene: Scene, lane: int, x: float, y: float, *, anchor: str) -> None:
    name = scene.lanes[lane].name
    shown = name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1] + "…"
    add(parent, "text", shown, x=x, y=y, font_size=11, text_anchor=anchor, fill=INK)


def _cell(parent: ET.Element, count: tuple[int, int] | None, x: float, y: float, most: int) -> None:
    shade = 0.0 if count is None else 0.12 + 0.5 * count[0] / most
    box = {"width": CELL, "height": CELL, "stroke": RULE, "fill": INK, "fill_opacity": f"{shade:.3f}"}
    add(parent, "rect", None, x=x, y=y, **box)
    if count is None:
        return
    number, asked = count
    dark = "#ffffff" if shade > 0.45 else INK
    middle = {"text_anchor": "middle", "fill": dark}
    add(
        parent,
        "text",
        str(number),
        x=x + CELL / 2,
        y=y + (14 if asked else 18),
        font_size=12,
        font_weight=600,
        **middle,
    )
    if asked:
        add(parent, "text", str(asked), x=x + CELL / 2, y=y + 24, font_size=8.5, **middle)
