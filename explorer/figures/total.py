"""What it added up to: contacts and requests on record by each day, certain and possible."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree as ET

from explorer import relative
from explorer.figures.framing import INK, QUIET, RULE, Drawing, add, framed
from explorer.figures.scene import Scene
from explorer.figures.telling import total_alt
from explorer.wording import counted

WIDTH, HEIGHT = 860.0, 320.0
LEFT, RIGHT, BOTTOM, TOP = 40.0, 96.0, 26.0, 8.0
CONTACTS, REQUESTS = "#2a6fb0", "#9a3b26"

Points = list[tuple[float, float]]


def total_drawing(scene: Scene) -> Drawing:
    """The running totals of dated contacts and requests. Cost: linear in days on which they change."""
    holder = ET.Element("g")
    legend: tuple[tuple[ET.Element, str], ...] = ()
    if scene.totals:
        _axes(holder, scene)
        is_black = all(lane.sector.light == scene.lanes[0].sector.light for lane in scene.lanes)
        contacts, requests = (INK, INK) if is_black else (CONTACTS, REQUESTS)
        _steps(holder, scene, [total.contacts for total in scene.totals], contacts, "contacts", "")
        _steps(holder, scene, [total.requests for total in scene.totals], requests, "requests", "6 3")
        legend = _legend(contacts, requests)
        undated = sum(1 for column in scene.columns if column.contact.is_counted and not column.contact.date)
        if undated:
            legend = (*legend, (ET.Element("g"), f"{counted(undated, 'contact')} without a date not drawn"))
    else:
        add(
            holder,
            "text",
            "No contact has a date in the supplied sources.",
            x=0,
            y=40,
            font_size=13,
            fill=QUIET,
        )
    return framed(
        holder, WIDTH, HEIGHT, title=scene.title, alt=total_alt(scene), marking=scene.marking, legend=legend
    )


def _span(scene: Scene) -> tuple[int, int]:
    first, last = scene.totals[0].day, max(scene.totals[-1].day, scene.last_day or 0)
    return first, max(last, first + 1)


def _x(scene: Scene, day: float) -> float:
    first, last = _span(scene)
    return LEFT + (day - first) / (last - first) * (WIDTH - LEFT - RIGHT)


def _most(scene: Scene) -> int:
    return max(1, *(total.contacts[1] for total in scene.totals))


def _y(scene: Scene, number: float) -> float:
    return HEIGHT - BOTTOM - number / _most(scene) * (HEIGHT - TOP - BOTTOM)


def _axes(parent: ET.Element, scene: Scene) -> None:
    most = _most(scene)
    step = next(
        size * 10**power for power in range(7) for size in (1, 2, 5) if most / (size * 10**power) <= 6
    )
    for number in range(0, most + 1, step):
        y = _y(scene, number)
        add(parent, "line", None, x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, stroke=RULE)
        add(parent, "text", f"{number:,}", x=LEFT - 6, y=y + 4, font_size=11, text_anchor="end", fill=QUIET)
    first, last = _span(scene)
    if relative.is_relative(first):
        _counted_days(parent, scene, first, last)
    else:
        _years(parent, scene, first, last)
    add(parent, "line", None, x1=LEFT, x2=WIDTH - RIGHT, y1=HEIGHT - BOTTOM, y2=HEIGHT - BOTTOM, stroke=INK)


def _counted_days(parent: ET.Element, scene: Scene, first: int, last: int) -> None:
    """Ticks at round numbers of days, where days are counted from day 0."""
    most = max(1, last - first)
    step = next(
        size * 10**power for power in range(7) for size in (1, 2, 5) if most / (size * 10**power) <= 8
    )
    for number in range(-(-relative.number_of(first) // step) * step, relative.number_of(last) + 1, step):
        x = _x(scene, relative.ZERO + number)
        add(parent, "line", None, x1=x, x2=x, y1=HEIGHT - BOTTOM, y2=HEIGHT - BOTTOM + 5, stroke=INK)
        add(parent, "text", f"day {number}", x=x + 3, y=HEIGHT - BOTTOM + 16, font_size=11, fill=QUIET)


def _years(parent: ET.Element, scene: Scene, first: int, last: int) -> None:
    years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
    every = -(-len(years) // 14)
    for year in years:
        start = max(first, date(year, 1, 1).toordinal())
        x = _x(scene, start)
        add(parent, "line", None, x1=x, x2=x, y1=HEIGHT - BOTTOM, y2=HEIGHT - BOTTOM + 5, stroke=INK)
        room = _x(scene, min(last, date(year, 12, 31).toordinal())) - x
        if (year - years[0]) % every == 0 and (room > 26 or every > 1):
            add(parent, "text", str(year), x=x + 3, y=HEIGHT - BOTTOM + 16, font_size=11, fill=QUIET)


def _steps(
    parent: ET.Element, scene: Scene, numbers: Sequence[tuple[int, int]], colour: str, word: str, dashes: str
) -> None:
    """A band from what is certain to what is possible, and the line of what is certain."""
    certain, possible = (_staircase(scene, [pair[grade] for pair in numbers]) for grade in (0, 1))
    band = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in [*certain, *reversed(possible)]) + "z"
    add(parent, "path", None, d=band, fill=colour, fill_opacity=0.18)
    line = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in certain)
    look = {"stroke_dasharray": dashes} if dashes else {}
    add(
        parent,
        "path",
        None,
        d=line,
        fill="none",
        stroke=colour,
        stroke_width=1.8,
        stroke_linejoin="round",
        **look,
    )
    x, y = certain[-1]
    least, most = numbers[-1]
    said = f"{most:,} {word}" if least == most else f"{least:,}–{most:,} {word}"
    add(parent, "text", said, x=x + 6, y=y + 4, font_size=12, font_weight=600, fill=colour)


def _staircase(scene: Scene, numbers: Sequence[int]) -> Points:
    points: Points = []
    before = 0
    for total, number in zip(scene.totals, numbers, strict=True):
        x = _x(scene, total.day)
        points += [(x, _y(scene, before)), (x, _y(scene, number))]
        before = number
    points.append((_x(scene, _span(scene)[1]), _y(scene, before)))
    return points


def _legend(contacts: str, requests: str) -> tuple[tuple[ET.Element, str], ...]:
    samples = []
    for colour, dashes, words in (
        (contacts, "", "contacts that had certainly begun"),
        (requests, "6 3", "requests"),
    ):
        holder = ET.Element("g")
        look = {"stroke_dasharray": dashes} if dashes else {}
        add(holder, "line", None, x1=0, x2=26, y1=7, y2=7, stroke=colour, stroke_width=1.8, **look)
        samples.append((holder, words))
    band = ET.Element("g")
    add(band, "rect", None, x=0, y=1, width=26, height=12, fill=contacts, fill_opacity=0.18)
    return (*samples, (band, "may have begun: the date is uncertain"))
