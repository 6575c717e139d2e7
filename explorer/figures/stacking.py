"""Other ways for the lanes to stand: another order, or organisations that belong together as one lane."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from explorer.case import Case, Party
from explorer.figures.ordering import first_order, sector_order


@dataclass(frozen=True)
class LaneOrder:
    """Another order of the lanes: places among the lanes of the scene, from the top."""

    id: str
    label: str
    lanes: tuple[int, ...]


@dataclass(frozen=True)
class LaneGroup:
    """Lanes of organisations that can be drawn as one."""

    id: str
    label: str
    lanes: tuple[int, ...]


def orders_of(case: Case, lane_of: dict[str, int]) -> Iterable[LaneOrder]:
    ids = tuple(lane_of)
    for name, label, order in (("sector", "Sector", sector_order), ("first", "First contact", first_order)):
        yield LaneOrder(name, label, tuple(lane_of[party] for party in order(case, ids)))


def top_parent(case: Case, party: Party) -> str:
    """The organisation that a party is part of, all the way up; itself where it is part of none."""
    seen = {party.id}
    while party.parent and party.parent not in seen:
        seen.add(party.parent)
        party = case.parties[party.parent]
    return party.id


def groups_of(lanes: Sequence[Party], group_of: Callable[[Party], tuple[str, str]]) -> tuple[LaneGroup, ...]:
    """Organisations that belong together, by first lane; one alone is no group."""
    members: dict[tuple[str, str], list[int]] = {}
    for lane, party in enumerate(lanes):
        if not party.is_person:
            members.setdefault(group_of(party), []).append(lane)
    return tuple(LaneGroup(*key, tuple(found)) for key, found in members.items() if len(found) > 1)
