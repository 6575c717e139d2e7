"""Where the network stands: the subject in the middle, organisations on a ring in the order of the lanes.

Positions follow from the case alone: the same case always gives the same picture. Organisations run clockwise
down the right and up the left, equally spaced by height so that a label fits beside each, and a little further
apart where the sector changes. People stand on a small ring of their own around the subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin, sqrt

from explorer.case import Party

STEP = 44.0  # between neighbours of one sector, in pixels at full scale: two lines of label
SECTOR_GAP = 0.45  # of a step, added where the sector changes
LEAST_HEIGHT = 430.0
BREADTH = 0.92  # the ring is a little narrower than high: labels stand on both sides
INNER = 0.42  # of the outer ring

Position = tuple[float, float]


def positions(parties: Sequence[Party]) -> dict[str, Position]:
    """Centre of each party, the middle of the picture at (0, 0), y downwards. Cost: linear."""
    subjects = [party for party in parties if party.sector.id == "subject"]
    people = [party for party in parties if party.is_person and party.sector.id != "subject"]
    others = [party for party in parties if not party.is_person]
    half = _halfway(others)
    right, left = others[:half], others[half:][::-1]
    height = max(LEAST_HEIGHT, *(sum(_steps(side)) * STEP + STEP for side in (right, left)))
    placed: dict[str, Position] = {}
    for side, sign in ((right, 1.0), (left, -1.0)):
        placed.update(_arc(side, sign, height / 2))
    inner = height / 2 * INNER
    for index, party in enumerate(people):
        turn = -pi / 2 + (index - (len(people) - 1) / 2) * min(1.25, 2 * pi / max(1, len(people)))
        placed[party.id] = (round(inner * cos(turn), 1), round(inner * sin(turn), 1))
    for index, party in enumerate(subjects):
        placed[party.id] = (round((index - (len(subjects) - 1) / 2) * STEP * 2, 1), 0.0)
    return placed


def _halfway(others: Sequence[Party]) -> int:
    """How many stand on the right: about half, cut where the sector changes if that is near."""
    middle = (len(others) + 1) // 2
    cuts = [
        index
        for index in range(1, len(others))
        if others[index].sector.id != others[index - 1].sector.id
        and abs(index - middle) <= max(1, len(others) // 8)
    ]
    return min(cuts, key=lambda index: (abs(index - middle), index), default=middle)


def _steps(side: Sequence[Party]) -> list[float]:
    """Distance of each from the one above it, in steps."""
    return [
        0.0 if not index else 1.0 + (SECTOR_GAP if side[index - 1].sector.id != party.sector.id else 0.0)
        for index, party in enumerate(side)
    ]


def _arc(side: Sequence[Party], sign: float, radius: float) -> dict[str, Position]:
    steps = _steps(side)
    spread = 2 * radius * 0.94
    unit = min(spread / max(sum(steps), 1.0), STEP * 1.7)
    y = -unit * sum(steps) / 2
    placed: dict[str, Position] = {}
    for party, step in zip(side, steps, strict=True):
        y += step * unit
        x = sign * radius * BREADTH * sqrt(max(0.08, 1 - (y / radius) ** 2))
        placed[party.id] = (round(x, 1), round(y, 1))
    return placed
