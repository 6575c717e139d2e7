"""The scene that a person asks for: a period, some parties, a journey, in words as typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from explorer.dates import parse
from explorer.figures.called import scene_called
from explorer.figures.choosing import in_black, of_contacts, of_parties, of_period, part_of
from explorer.figures.scene import Scene, scene_of
from explorer.lookup import contact_called, party_called

if TYPE_CHECKING:
    from explorer.report import Report


def scene_asked(
    report: Report,
    start: str | None = None,
    end: str | None = None,
    parties: Sequence[str] = (),
    journey: str | None = None,
    *,
    with_called: bool = False,
    is_black: bool = False,
    title: str | None = None,
) -> Scene:
    """The scene of a report, or the part that can have been in a period (dates as in design section 4, each whole), in
    which one of these parties took part, and that leads from a contact (itself among it); ``with_called`` also what was
    called for and is not on record.

    Raises :class:`UnknownNameError` for a name that is none, :class:`DateError` for a date that is none.
    """
    case = report.case
    scene = scene_called(report) if with_called else scene_of(report)
    if start or end:
        first, last = parse(start or "").first_day, parse(end or "").last_day
        scene = part_of(scene, of_period(first, last))
    if parties:
        scene = part_of(scene, of_parties([party_called(case, party) for party in parties]))
    if journey:
        root = contact_called(case, journey)
        scene = part_of(scene, of_contacts([root, *report.descendants(root)]))
    if is_black:
        scene = in_black(scene)
    return replace(scene, title=title) if title else scene
