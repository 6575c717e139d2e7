"""The lanes as a figure: rows of columns one below the other, with a legend of the signs that occur."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from xml.etree import ElementTree as ET

from explorer.figures.choosing import sheet_of
from explorer.figures.framing import INK, Drawing, add, framed
from explorer.figures.scene import Scene
from explorer.figures.svg import SVG, lanes_svg
from explorer.figures.telling import lanes_alt

MOST_COLUMNS = 24  # in a row
MOST_SHEETS, MOST_ON_SHEET = 6, 24
SHEET, LEGIBLE = (756.0, 395.0), 0.62
"""Room for a sheet on a page that lies on its side, in points; points for a pixel at which its letters are legible."""
GAP = 18


def lanes_drawing(scene: Scene, most_columns: int = MOST_COLUMNS) -> Drawing:
    """The lanes of a scene, at most ``most_columns`` contacts in a row. Cost: linear in contacts and lanes."""
    return _drawing(scene, rows_of(len(scene.columns), most_columns))


def lanes_sheets(scene: Scene, most_sheets: int = MOST_SHEETS) -> list[Drawing]:
    """The lanes as a drawing a sheet, for pages that lie on their side, each with the lanes that take part in it.

    As few sheets as leave the letters large enough to read, at most ``most_sheets``: else none. A contact stands on
    one sheet. Cost: sheets times contacts.
    """
    count = len(scene.columns)
    sheets: list[Drawing] = []
    for number in range(max(1, -(-count // MOST_ON_SHEET)), most_sheets + 1):
        rows = rows_of(count, -(-count // number))
        more = [_sheet(scene, first, last) for first, last in rows]
        if not sheets or _least(more) > 1.05 * _least(sheets):
            sheets = more
        if _least(sheets) >= LEGIBLE:
            break
    return sheets


def _sheet(scene: Scene, first: int, last: int) -> Drawing:
    ids = {column.contact.id for column in scene.columns[first : last + 1]}
    part = sheet_of(scene, ids)
    return _drawing(part, [(0, last - first)])


def _least(sheets: Sequence[Drawing]) -> float:
    """How large the smallest of them comes out on its page, in points for a pixel."""
    return min(min(SHEET[0] / sheet.width, SHEET[1] / sheet.height) for sheet in sheets)


def _drawing(scene: Scene, rows: list[tuple[int, int]]) -> Drawing:
    bare = replace(scene, marking="")  # the frame carries it
    holder = ET.Element("g")
    height = width = 0.0
    for first, last in rows:
        inside = ET.fromstring(lanes_svg(bare, first, last))
        _, _, wide, tall = map(float, inside.get("viewBox", "").split())
        inside.tag, inside.attrib = "svg", {"viewBox": inside.get("viewBox", "")}
        inside.attrib |= {"x": "0", "y": f"{height:g}", "width": f"{wide:g}", "height": f"{tall:g}"}
        _plain(inside)
        holder.append(inside)
        width, height = max(width, wide), height + tall + GAP
    return framed(
        holder,
        width,
        height - GAP,
        title=scene.title,
        alt=lanes_alt(scene),
        marking=scene.marking,
        legend=_legend(scene),
    )


def rows_of(count: int, most: int) -> list[tuple[int, int]]:
    """First and last column of each row, about equally full; one empty row where there is none."""
    rows = max(1, -(-count // most))
    return [(count * row // rows, count * (row + 1) // rows - 1) for row in range(rows)]


def _plain(element: ET.Element) -> None:
    """Names without their namespace: the frame states it once."""
    for child in element.iter():
        child.tag = child.tag.removeprefix(f"{{{SVG}}}")


def _legend(scene: Scene) -> tuple[tuple[ET.Element, str], ...]:
    from explorer.figures.svg import _mark

    legend: list[tuple[ET.Element, str]] = []

    def sample(words: str) -> ET.Element:
        legend.append((ET.Element("g"), words))
        return legend[-1][0]

    def arrow(words: str, **attributes: object) -> None:
        holder = sample(words)
        add(holder, "circle", None, cx=3, cy=7, r=3, fill=INK)
        add(holder, "line", None, x1=3, x2=20, y1=7, y2=7, stroke=INK, **attributes)
        add(holder, "path", None, d="M25 7l-7 -3.6v7.2z", fill=INK)

    contacts = [column.contact for column in scene.columns]
    arrow("contact", stroke_width=1.3)
    if any(contact.kind.stroke == "strong" for contact in contacts):
        arrow("referral or other request", stroke_width=2.4)
    if any(contact.basis != "recorded" for contact in contacts):
        arrow("reported or inferred, not recorded", stroke_width=1.6, stroke_dasharray="4 3")
    marks = {arrow.mark: arrow.group for column in scene.columns for arrow in column.arrows if arrow.mark}
    for mark, group in sorted(marks.items()):
        holder = sample(f"request: {'outcome not recorded' if mark == 'ring' else group}")
        add(holder, "line", None, x1=2, x2=24, y1=12, y2=12, stroke="#b8c0ca")
        for tag, attributes in _mark(mark, INK, 13, 12 if mark == "bar" else 5, 1 if mark != "bar" else -1):
            add(holder, tag, None, **attributes)
    if scene.called:
        holder = sample("called for by a source, not on record")
        d = "M0 4.5H13V1L25 7L13 13V9.5H0Z"
        add(holder, "path", None, d=d, fill="none", stroke=INK, stroke_width=1.2, stroke_dasharray="2.5 2")
    if any(not column.is_sure for column in scene.columns):
        holder = sample("date not known to the day")
        add(holder, "text", "May", x=2, y=11, font_size=10, font_style="italic", fill=INK)
    return tuple(legend)
