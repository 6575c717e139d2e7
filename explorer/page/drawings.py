"""The static drawings of the page, for paper and where no script runs; styles that recur are said once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from explorer.figures.choosing import sheet_of
from explorer.figures.scene import Scene
from explorer.figures.svg import MOST_COLUMNS, lanes_svg, pieces_of

MOST_DRAWN = 300  # contacts: the lanes of a larger case are drawn by script only
MOST_LANES = 24  # on a sheet, for its letters to be large enough to read
_TAG = re.compile(r"<\w[^<>]*>")  # texts and values bear no "<" or ">" of their own: they are escaped
_LOOKS = re.compile(
    r' (?P<name>font-\w+|letter-spacing|text-anchor|fill|stroke|stroke-\w+)="(?P<value>[^"]*)"'
)
_LINE = re.compile(r'<line x1="([^"]*)" x2="([^"]*)" y1="([^"]*)" y2="([^"]*)"')
_PIXELS = ("font-size", "letter-spacing", "stroke-width")


def drawings_of(scene: Scene) -> tuple[list[str], str]:
    """The lanes as SVG, a drawing a sheet, and the styles of the classes they use. A large scene has none."""
    if len(scene.columns) > MOST_DRAWN:
        return [], ""
    drawings = list(_sheets(scene))
    looks = Counter(_looks_of(tag) for drawing in drawings for tag in _TAG.findall(drawing))
    often = [look for look, count in looks.items() if look and count > 2]
    name_of = {look: f"d{place}" for place, look in enumerate(often)}

    def shorter(match: re.Match[str]) -> str:
        name = name_of.get(_looks_of(match[0]))
        if name is None:
            return match[0]
        tag = _LOOKS.sub("", match[0])
        end = "/>" if tag.endswith("/>") else ">"
        return f'{tag.removesuffix(end).rstrip()} class="{name}"{end}'

    styles = "".join(f".static .{name}{{{_style(look)}}}" for look, name in name_of.items())
    return [_LINE.sub(_path, _TAG.sub(shorter, drawing)) for drawing in drawings], styles


def _sheets(scene: Scene) -> Iterator[str]:
    """Of few lanes, all on every sheet; of more, those who take part in the contacts of the sheet, which says so."""
    if len(scene.lanes) <= MOST_LANES:
        yield from (lanes_svg(scene, first, last) for first, last in pieces_of(scene))
        return
    subjects = {lane.id for lane in scene.lanes if lane.sector.id == "subject"}
    first, taking = 0, set(subjects)
    for index, column in enumerate(scene.columns):
        own = set(column.contact.parties)
        if index > first and (index - first == MOST_COLUMNS or len(taking | own) > MOST_LANES):
            yield _sheet(scene, first, index)
            first, taking = index, set(subjects)
        taking |= own
    if scene.columns:
        yield _sheet(scene, first, len(scene.columns))


def _sheet(scene: Scene, first: int, end: int) -> str:
    ids = {column.contact.id for column in scene.columns[first:end]}
    part = sheet_of(scene, ids)
    said = f"{len(part.lanes)} of {len(scene.lanes)} lanes: those who take part in these contacts, and the subject."
    return f"{lanes_svg(part)}<figcaption>{said}</figcaption>"


def _path(line: re.Match[str]) -> str:
    """A line as a path: half as long."""
    x, to_x, y, to_y = line.groups()
    end = f"H{to_x}" if y == to_y else f"V{to_y}" if x == to_x else f"L{to_x} {to_y}"
    return f'<path d="M{x} {y}{end}"'


def _looks_of(tag: str) -> tuple[tuple[str, str], ...]:
    """Names and values of the attributes that say how an element looks; none for the drawing itself."""
    if tag.startswith("<svg"):
        return ()
    return tuple((match["name"], match["value"]) for match in _LOOKS.finditer(tag))


def _style(look: tuple[tuple[str, str], ...]) -> str:
    return ";".join(f"{name}:{value}{'px' if name in _PIXELS else ''}" for name, value in look)
