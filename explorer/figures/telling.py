"""What a figure shows, in words written from the data: for those who cannot see it, and for its caption."""

from __future__ import annotations

from collections import Counter

from explorer.dates import day_text
from explorer.figures.scene import Scene
from explorer.wording import counted, range_text


def period_text(scene: Scene) -> str:
    """``from 1 October 2019 to 31 July 2024``, or '' where no day is recorded."""
    if scene.first_day is None or scene.last_day is None:
        return ""
    if scene.first_day == scene.last_day:
        return f" on {day_text(scene.first_day)}"
    return f" from {day_text(scene.first_day)} to {day_text(scene.last_day)}"


def size_text(scene: Scene) -> str:
    """``47 contacts between 20 parties from 1 October 2019 to 31 July 2024``"""
    shown = counted(len(scene.columns), "contact or event", "contacts and events")
    return f"{shown} between {counted(len(scene.lanes), 'party', 'parties')}{period_text(scene)}"


def requests_text(scene: Scene) -> str:
    """How many requests are drawn and what became of them, by group; '' where there is none."""
    groups = Counter(arrow.group for column in scene.columns for arrow in column.arrows if arrow.group)
    if not groups:
        return "No request is among them."
    words = {"not recorded": "no outcome recorded"}
    parts = [
        f"{words.get(group, group)} {number:,}"
        for group, number in sorted(groups.items(), key=lambda g: (-g[1], g[0]))
    ]
    return f"{counted(sum(groups.values()), 'request')}: {', '.join(parts)}."


def lanes_alt(scene: Scene) -> str:
    """The lanes in words."""
    return (
        f"Lanes, one for each party, and {size_text(scene)}, in order from left to right; each is an arrow from who "
        f"made it to who received it. {requests_text(scene)}{_called_text(scene)} The chronology tells the same, row "
        "by row."
    )


def _called_text(scene: Scene) -> str:
    """What a source called for and nothing on record matches, from whom to whom."""
    names = (
        f"{one.id} from {scene.lanes[one.sender].name} to {scene.lanes[one.receiver].name}"
        for one in scene.called
    )
    said = ", ".join(names)
    return f" Called for by a source, not on record: {said}." if said else ""


def network_alt(scene: Scene) -> str:
    """The network in words: who stands where, and between whom most contacts are."""
    pairs: Counter[tuple[int, int]] = Counter()
    for column in scene.columns:
        for arrow in column.arrows:
            if column.sender >= 0 and arrow.lane >= 0:
                pairs[column.sender, arrow.lane] += 1
    most = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))[:5]
    names = [f"{scene.lanes[a].name} to {scene.lanes[b].name} ({number})" for (a, b), number in most]
    said = f" Most contacts: {', '.join(names)}." if names else ""
    return (
        f"A network of {size_text(scene)}: the subject in the middle, organisations around by sector, each contact an "
        f"arrow from who made it to who received it.{said} {requests_text(scene)}"
    )


def total_alt(scene: Scene) -> str:
    """The running totals in words."""
    if not scene.totals:
        return "Running totals: no contact has a date."
    last = scene.totals[-1]
    undated = sum(1 for column in scene.columns if column.contact.is_counted and not column.contact.date)
    without = (
        f" {counted(undated, 'contact')} without a date {'is' if undated == 1 else 'are'} not in it."
        if undated
        else ""
    )
    return (
        f"Running totals of contacts and of requests{period_text(scene)}, day by day: at the end "
        f"{range_text(*last.contacts, 'contact')} and {range_text(*last.requests, 'request')} on record. Where "
        f"dates are uncertain, the band reaches from those that had certainly begun to those that may have.{without}"
    )


def matrix_alt(scene: Scene, counts: dict[tuple[int, int], tuple[int, int]]) -> str:
    """The matrix in words."""
    rows = [
        f"{scene.lanes[a].name} to {scene.lanes[b].name}: {counted(number, 'contact')}"
        + (f", of these {counted(asked, 'request')}" if asked else "")
        for (a, b), (number, asked) in sorted(counts.items(), key=lambda item: (-item[1][0], item[0]))[:12]
    ]
    more = f"; and {len(counts) - 12} more pairs" if len(counts) > 12 else ""
    said = f" {'; '.join(rows)}{more}." if rows else ""
    return (
        f"A matrix of {size_text(scene)}: a row for who made a contact, a column for who received it.{said}"
    )
