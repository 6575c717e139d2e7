"""The lanes as plain numbers: which lane, which column, which day, which label. No pixels, no colours of its own.

A scene is what both the static drawing (:mod:`explorer.figures.svg`) and the page draw. Everything that takes
thought about the case is worked out here, once; what draws it only multiplies by a scale.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from explorer import relative
from explorer.case import Case, Contact, Party
from explorer.dates import EDTFDate, describe_short
from explorer.figures.ordering import lane_order
from explorer.figures.stacking import LaneGroup, LaneOrder, groups_of, orders_of, top_parent

if TYPE_CHECKING:
    from explorer.report import Report

UNDATED_BAND = "Date not recorded"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS_IN_BAND = 100
LINE_LENGTH = 9  # characters of a column's date that fit on one line


@dataclass(frozen=True)
class Arrow:
    """One edge: the receiver's lane, and how the request ended there ('' where nothing was asked)."""

    lane: int
    receiver: str
    mark: str
    group: str


@dataclass(frozen=True)
class Column:
    """A contact at its place in order.

    ``first_day`` to ``last_day`` are its bounds as ordinals; ``day`` is where the calendar axis draws it, the
    middle of the days on which it can have begun, or ``None`` where no date is recorded. ``reach`` are the first
    and last column among which its true place lies.
    """

    contact: Contact
    date_lines: tuple[str, ...]
    sender: int
    arrows: tuple[Arrow, ...]
    day: float | None
    is_sure: bool
    reach: tuple[int, int]
    follows: tuple[int, ...]
    contacts_so_far: int
    requests_so_far: int


@dataclass(frozen=True)
class Band:
    """A run of columns under one label: a year, or no date."""

    label: str
    first: int
    last: int


@dataclass(frozen=True)
class Total:
    """By the end of ``day``: contacts and requests that have certainly, and possibly, begun."""

    day: int
    contacts: tuple[int, int]
    requests: tuple[int, int]


@dataclass(frozen=True)
class NoteMark:
    """Where a note stands: at a column, or on its own days, or neither."""

    note: str
    columns: tuple[int, ...]
    first_day: int | None
    last_day: int | None


@dataclass(frozen=True)
class Called:
    """A contact that a source called for and that is not on record: its id, two lanes, and its kind in words."""

    id: str
    sender: int
    receiver: int
    label: str


@dataclass(frozen=True)
class Scene:
    """Lanes from the top, columns from the left. ``first_day`` and ``last_day`` span the calendar axis.

    ``orders`` are the other orders the lanes can stand in. ``sectors`` and ``parents`` are the organisations that
    can be drawn as one lane, two or more to each.
    """

    title: str
    marking: str
    lanes: tuple[Party, ...]
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    totals: tuple[Total, ...]
    notes: tuple[NoteMark, ...]
    first_day: int | None
    last_day: int | None
    orders: tuple[LaneOrder, ...] = ()
    sectors: tuple[LaneGroup, ...] = ()
    parents: tuple[LaneGroup, ...] = ()
    called: tuple[Called, ...] = ()


def scene_of(report: Report, also: Iterable[str] = ()) -> Scene:
    """The lanes of a report. A case without contacts gives lanes for its subjects and no column.

    ``also`` are ids of parties that get a lane though they take part in no contact.

    Cost: linear in contacts, but for the order of lanes (:func:`lane_order`).
    """
    case = report.case
    lanes = tuple(case.parties[party] for party in lane_order(case, also))
    lane_of = {party.id: index for index, party in enumerate(lanes)}
    ordered = report.contacts
    place_of = {contact.id: index for index, contact in enumerate(ordered)}
    starts = list(accumulate((contact.bounds.first_day for contact in ordered), max))
    columns: list[Column] = []
    contacts = requests = 0
    for index, contact in enumerate(ordered):
        contacts += contact.is_counted
        requests += len(contact.receivers) if contact.kind.asks else 0
        first, latest_start = contact.bounds.first_day, contact.bounds.latest_start
        follows = tuple(sorted(place_of[earlier] for earlier in contact.follows))
        low = max([bisect_left(starts, first), *(earlier + 1 for earlier in follows)])
        onward = (place_of[later] - 1 for later in case.followed_by.get(contact.id, ()))
        high = min([bisect_right(starts, latest_start) - 1, *onward])
        columns.append(
            Column(
                contact=contact,
                date_lines=date_lines(contact.date),
                sender=lane_of.get(contact.sender, -1),
                arrows=tuple(_arrow(report, contact, receiver, lane_of) for receiver in contact.receivers),
                day=(first + latest_start) / 2 if contact.date else None,
                is_sure=first == latest_start and bool(contact.date),
                reach=(min(index, low), max(index, high)) if first < latest_start else (index, index),
                follows=follows,
                contacts_so_far=contacts,
                requests_so_far=requests,
            )
        )
    dated = [contact.bounds for contact in ordered if contact.date]
    return Scene(
        title=case.title,
        marking=case.marking,
        lanes=lanes,
        columns=tuple(columns),
        bands=tuple(_bands(case, columns)),
        totals=tuple(_totals(columns)),
        notes=tuple(_notes(case, place_of)),
        first_day=min((bounds.first_day for bounds in dated), default=None),
        last_day=max((bounds.last_day for bounds in dated), default=None),
        orders=tuple(orders_of(case, lane_of)),
        sectors=groups_of(lanes, lambda party: (party.sector.id, party.sector.label)),
        parents=groups_of(lanes, lambda party: (top := top_parent(case, party), case.party_name(top))),
    )


def date_lines(edtf: EDTFDate) -> tuple[str, ...]:
    """A date for the head of a column, under the band of its year: one or two short lines.

    ``…`` is one day somewhere in between, ``–`` a stretch that lasted.

    >>> from explorer.dates import parse
    >>> date_lines(parse("2019-12-05")), date_lines(parse("[2019-12-05..2021-02-01]"))
    (('5 Dec',), ('5 Dec…', 'Feb 21'))
    """
    if not edtf:
        return ("not", "dated")
    doubt = "?" if edtf.is_doubtful else ""
    first, last = edtf.first_day, edtf.last_day
    if edtf.is_stretch or edtf.text.startswith("["):
        between = "–" if edtf.is_stretch else "…"
        if first is None:
            return ("until" if edtf.is_stretch else "by", _edge(last, None, edtf.earliest_end) + doubt)
        start_end = edtf.latest_start if edtf.is_stretch else first
        start = _edge(first, _year(first), start_end)
        if last is None:
            return (start + between, f"?{doubt}" if edtf.is_stretch else "or later")
        return (start + between, _end(first, last) + doubt)
    words = describe_short(edtf)
    year = str(_year(first)) if first is not None else ""
    if words.removesuffix(doubt).endswith(f" {year}"):
        words = words.removesuffix(doubt).removesuffix(f" {year}") + doubt
    if len(words) <= LINE_LENGTH:
        return (words,)
    if first is not None and last is not None:
        return (_edge(first, _year(first), first) + "…", _end(first, last) + doubt)
    return (words,)


def _year(ordinal: int) -> int | None:
    """The year of a day; a day counted from day 0 has none."""
    return None if relative.is_relative(ordinal) else date.fromordinal(ordinal).year


def _end(first: int, last: int) -> str:
    """The end of a range, as short as the start allows."""
    if relative.is_relative(last):
        return str(relative.number_of(last))
    start, end = date.fromordinal(first), date.fromordinal(last)
    if start.year == end.year:
        return f"{end.day} {MONTHS[end.month - 1]}"
    return f"{MONTHS[end.month - 1]} {end.year % 100:02}"


def _edge(first: int | None, year: int | None, last: int | None) -> str:
    """A start: a day where it is one day, else its month; the year unless it is ``year``."""
    if first is None:
        return ""
    if relative.is_relative(first):
        return relative.text_of(first)
    start = date.fromordinal(first)
    words = MONTHS[start.month - 1]
    if first == last:
        words = f"{start.day} {words}"
    return words if start.year == year else f"{MONTHS[start.month - 1]} {start.year % 100:02}"


def _arrow(report: Report, contact: Contact, receiver: str, lane_of: dict[str, int]) -> Arrow:
    state = report.requests.get((contact.id, receiver))
    return Arrow(
        lane_of.get(receiver, -1), receiver, state.mark if state else "", state.group if state else ""
    )


def _bands(case: Case, columns: Sequence[Column]) -> Iterable[Band]:
    """Runs of columns by the year in which they can first have begun, or by the days counted from day 0."""
    start, label = 0, None
    for index, column in enumerate(columns):
        contact = column.contact
        first, last = contact.bounds.first_day, contact.bounds.last_day
        if contact.date or (case.has_days and (first, last) != (case.scope.first_day, case.scope.last_day)):
            now = _band(first)
        else:
            now = UNDATED_BAND
        if label is not None and now != label:
            yield Band(label, start, index - 1)
            start = index
        label = now
    if label is not None:
        yield Band(label, start, len(columns) - 1)


def _band(ordinal: int) -> str:
    """``2019``; for days counted from day 0 the hundreds of them, ``300+``."""
    if relative.is_relative(ordinal):
        return f"{relative.number_of(ordinal) // DAYS_IN_BAND * DAYS_IN_BAND}+"
    return str(date.fromordinal(ordinal).year)


def _totals(columns: Sequence[Column]) -> Iterable[Total]:
    """Running totals at each day on which they change, of dated contacts."""
    changes: dict[int, list[int]] = {}
    for column in columns:
        contact = column.contact
        if not contact.date or not contact.is_counted:
            continue
        asked = len(contact.receivers) if contact.kind.asks else 0
        certain = changes.setdefault(contact.bounds.latest_start, [0, 0, 0, 0])
        certain[0] += 1
        certain[2] += asked
        possible = changes.setdefault(contact.bounds.first_day, [0, 0, 0, 0])
        possible[1] += 1
        possible[3] += asked
    sums = [0, 0, 0, 0]
    for day in sorted(changes):
        sums = [total + change for total, change in zip(sums, changes[day], strict=True)]
        yield Total(day, (sums[0], sums[1]), (sums[2], sums[3]))


def _notes(case: Case, place_of: dict[str, int]) -> Iterable[NoteMark]:
    for note in case.notes.values():
        columns = tuple(sorted(place_of[contact] for contact in note.contacts))
        yield NoteMark(note.id, columns, note.date.first_day, note.date.last_day)
