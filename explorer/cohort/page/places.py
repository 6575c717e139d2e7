"""Where each party stands in the network of a cohort: sectors around a ring, the parties of one beside each other.

Plain sums of angles: the same parties always stand in the same places, and more of them do not push others about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin, sqrt
from typing import Any

WIDTH, HEIGHT = 1000, 720
RING, MOST_RADIUS = (380, 255), 88
GOLDEN = pi * (3 - sqrt(5))
"""The angle from each party of a sector to the next: they lie like the seeds of a sunflower, largest inmost (H. Vogel,
A better way to construct the sunflower head, Mathematical Biosciences 44, 1979)."""


def placed(parties: Sequence[Mapping[str, Any]], flows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The parties with ``x``, ``y`` and ``r`` (whole numbers, in a field of 1000 by 720), in the same order.

    ``r`` grows with the root of the requests of a party, made and received, in the flows that are shown.
    Cost: n log n.
    """
    size = dict.fromkeys((party["name"] for party in parties), 0)
    for row in flows:
        for end in ("sender", "receiver"):
            size[row[end]] += row["referrals"] or 0
    most = max(size.values(), default=1) or 1
    of_sector: dict[int, list[str]] = {}
    for party in sorted(parties, key=lambda party: (-size[party["name"]], party["name"])):
        of_sector.setdefault(party["sector"], []).append(party["name"])
    where = dict(_places(of_sector))
    return [
        {**party, "x": round(where[party["name"]][0]), "y": round(where[party["name"]][1]),
         "r": round(4 + 14 * sqrt(size[party["name"]] / most))}
        for party in parties
    ]  # fmt: skip


def _places(of_sector: Mapping[int, Sequence[str]]) -> list[tuple[str, tuple[float, float]]]:
    widths = {sector: sqrt(len(names)) + 1.5 for sector, names in of_sector.items()}
    whole, angle, found = sum(widths.values()), -pi / 2, []
    for sector, names in sorted(of_sector.items()):
        share = widths[sector] / whole
        angle += share * pi
        centre = (WIDTH / 2 + RING[0] * cos(angle), HEIGHT / 2 + RING[1] * sin(angle))
        radius = min(MOST_RADIUS, share * pi * RING[1])
        for number, name in enumerate(names):
            away, turn = radius * (number / len(names)) ** 0.4, number * GOLDEN
            found.append((name, (centre[0] + away * cos(turn), centre[1] + away * sin(turn))))
        angle += share * pi
    return found
