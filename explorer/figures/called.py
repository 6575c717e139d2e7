"""Contacts that a source called for and that are not on record: drawn as ghosts beside the lanes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from explorer.figures.scene import Called, Scene, scene_of
from explorer.withheld import is_not_on_record

if TYPE_CHECKING:
    from explorer.called_for import Expected
    from explorer.report import Report


def not_on_record(report: Report) -> list[Expected]:
    """The contacts that a source called for and that no contact on record matches, nor one that is withheld."""
    case = report.case
    missing = [expected for expected in case.expected if not report.expected[expected.id]]
    return [expected for expected in missing if is_not_on_record(case, expected.id)]


def scene_called(report: Report) -> Scene:
    """The scene of a report with what was called for: its parties have a lane though they take part in no contact."""
    called_for = not_on_record(report)
    scene = scene_of(report, [party for one in called_for for party in (one.sender, one.receiver)])
    lane = {party.id: place for place, party in enumerate(scene.lanes)}
    called = (Called(one.id, lane[one.sender], lane[one.receiver], one.kind.label) for one in called_for)
    return replace(scene, called=tuple(called))
