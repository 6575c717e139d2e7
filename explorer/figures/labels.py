"""Where the labels of a network stand: beside one another, not on one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels."""

CHARACTER = 0.56
"""Width of one, in its height."""
CELL = 60.0
"""Boxes are looked up by squares of this side."""
SHARES = (0.0, 0.07, -0.07, 0.14, -0.14, 0.21, -0.21, 0.28, -0.28)
"""Along its arrow, how far from where it would stand a label is tried."""


def box_of(text: str, x: float, y: float, size: float, anchor: str = "middle") -> Box:
    """The room that a text takes whose line stands at (x, y)."""
    wide = len(text) * size * CHARACTER
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    return left, y - 0.8 * size, left + wide, y + 0.25 * size


class Room:
    """What is taken. A look-up costs what stands near."""

    def __init__(self) -> None:
        self._boxes: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def take(self, box: Box) -> None:
        """Nothing else shall stand there."""
        for cell in _cells(box):
            self._boxes[cell].append(box)

    def overlap(self, box: Box) -> float:
        """How much of a box is taken, in square pixels."""
        near = {other for cell in _cells(box) for other in self._boxes[cell]}
        return sum(
            max(0.0, min(box[2], other[2]) - max(box[0], other[0]))
            * max(0.0, min(box[3], other[3]) - max(box[1], other[1]))
            for other in near
        )

    def best(self, text: str, places: list[Point], size: float) -> Point:
        """The first of these places where the text stands free, else that where the least of it is covered; taken."""
        overlaps = []
        for place in places:
            overlaps.append(self.overlap(box_of(text, *place, size)))
            if not overlaps[-1]:
                break
        found = places[overlaps.index(min(overlaps))]
        self.take(box_of(text, *found, size))
        return found


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box[0] // CELL), int(box[2] // CELL) + 1):
        for row in range(int(box[1] // CELL), int(box[3] // CELL) + 1):
            yield column, row
