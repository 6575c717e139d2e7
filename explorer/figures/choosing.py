"""A part of a scene: some of its contacts, with the lanes they touch; and a scene in black."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import groupby

from explorer.figures.scene import Band, Column, Scene

BLACK = "#1c2430"


def part_of(scene: Scene, is_wanted: Callable[[Column], bool], also: Collection[int] = ()) -> Scene:
    """The scene with the columns that are wanted, and the lanes of those who take part in them.

    ``also`` are more lanes. Of what was called for, that of which both lanes are left.

    Running totals stay those of the whole case; links to what is left out are left out. Cost: linear.
    """
    kept = [at for at, column in enumerate(scene.columns) if is_wanted(column)]
    if len(kept) == len(scene.columns):
        return scene
    place = {old: new for new, old in enumerate(kept)}
    touched = {party for at in kept for party in scene.columns[at].contact.parties}
    lanes = [
        at
        for at, lane in enumerate(scene.lanes)
        if lane.id in touched or lane.sector.id == "subject" or at in also
    ]
    lane_of = {old: new for new, old in enumerate(lanes)} | {-1: -1}
    columns = tuple(_moved(scene.columns[at], place, lane_of) for at in kept)
    days = [day for column in columns if (day := _days(column))]
    first = min((day[0] for day in days), default=None)
    last = max((day[1] for day in days), default=None)
    return replace(
        scene,
        lanes=tuple(scene.lanes[at] for at in lanes),
        columns=columns,
        bands=_bands(scene.bands, kept),
        totals=tuple(
            t for t in scene.totals if first is not None and last is not None and first <= t.day <= last
        ),
        notes=tuple(
            replace(note, columns=tuple(place[at] for at in note.columns if at in place))
            for note in scene.notes
        ),
        first_day=first,
        last_day=last,
        called=tuple(
            replace(one, sender=lane_of[one.sender], receiver=lane_of[one.receiver])
            for one in scene.called
            if one.sender in lane_of and one.receiver in lane_of
        ),
    )


def sheet_of(scene: Scene, ids: Collection[str]) -> Scene:
    """The part with these contacts as a sheet of the whole: what was called for stands on the last sheet alone."""
    is_last = not scene.columns or scene.columns[-1].contact.id in ids
    called = scene.called if is_last else ()
    lanes = {lane for one in called for lane in (one.sender, one.receiver)}
    return part_of(replace(scene, called=called), lambda column: column.contact.id in ids, lanes)


def _moved(column: Column, place: dict[int, int], lane_of: dict[int, int]) -> Column:
    inside = [place[at] for at in range(column.reach[0], column.reach[1] + 1) if at in place]
    return replace(
        column,
        sender=lane_of[column.sender],
        arrows=tuple(replace(arrow, lane=lane_of[arrow.lane]) for arrow in column.arrows),
        reach=(inside[0], inside[-1]),
        follows=tuple(place[at] for at in column.follows if at in place),
    )


def _days(column: Column) -> tuple[int, int] | None:
    bounds = column.contact.bounds
    return (bounds.first_day, bounds.last_day) if column.contact.date else None


def _bands(bands: Sequence[Band], kept: Sequence[int]) -> tuple[Band, ...]:
    labels = {at: band.label for band in bands for at in range(band.first, band.last + 1)}
    found, start = [], 0
    for label, run in groupby(kept, key=lambda at: labels[at]):
        length = sum(1 for _ in run)
        found.append(Band(label, start, start + length - 1))
        start += length
    return tuple(found)


def in_black(scene: Scene) -> Scene:
    """The scene with one colour for all sectors: for printing in black and white."""
    lanes = tuple(replace(lane, sector=replace(lane.sector, light=BLACK, dark=BLACK)) for lane in scene.lanes)
    return replace(scene, lanes=lanes)


def of_period(first_day: int | None, last_day: int | None) -> Callable[[Column], bool]:
    """Whether a contact can have been in the period; one without a date is in every."""

    def is_wanted(column: Column) -> bool:
        bounds = column.contact.bounds
        if not column.contact.date:
            return first_day is None and last_day is None
        is_late = last_day is not None and bounds.first_day > last_day
        return not is_late and not (first_day is not None and bounds.last_day < first_day)

    return is_wanted


def of_parties(parties: Sequence[str]) -> Callable[[Column], bool]:
    """Whether one of these parties, by id, takes part; none: all are wanted."""
    return lambda column: not parties or not set(parties).isdisjoint(column.contact.parties)


def of_contacts(contacts: Sequence[str]) -> Callable[[Column], bool]:
    """Whether it is one of these, by id; none: all are wanted."""
    return lambda column: not contacts or column.contact.id in contacts
