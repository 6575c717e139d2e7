"""Labels: a chain of contacts by which content reached a node, as one plain tuple linked to the one before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias, Union

from explorer.reach.record import DAY, FAR

# (links * size + last contact, label before, node, moment of arrival, (links + 1) * size), where size is at
# least the number of contacts. Labels compare by links, then by contacts from the last one back, since the
# label before is compared in its turn: ask `is_less` and `least`, not Python, whose own comparison of tuples
# ends with an error where chains of over a thousand links differ only in the first. Plain tuples, because making
# one is what a sweep does most.
Label: TypeAlias = tuple[int, Union["Label", tuple[()]], int, int, int]
# Moment or day, node, contact, a number that no other has, the label that it extends.
Pending: TypeAlias = tuple[int, int, int, int, Label]

NOTHING: Label = (FAR, (), -1, FAR, 2 * FAR)


CHUNK = 64
"""After so many events a sweep looks whether it can end."""


class Brought(NamedTuple):
    """What a leg brings to a node for certain, though not by an earlier day: see :meth:`Relays.brought`."""

    leg: int
    node: int
    moment: int
    itself_alone: bool
    to: int = -1  # the leg that takes it


class Arrivals(NamedTuple):
    """What a sweep found: first labels by node; the label that each leg, and then each decision, took.
    The latter only where there are decisions to ask about."""

    first: Sequence[Label]
    carried: Sequence[Label]
    taken: dict[int, list[Label]]


def root(size: int) -> Label:
    """The label that every chain begins with: the content itself, before any link."""
    return (0, (), -1, -1, size)


def is_less(label: Label, other: Label | tuple[()]) -> bool:
    """Whether a chain comes before another, however long they are."""
    same: list[tuple[Label, Label]] = []
    one: Label | tuple[()] = label
    while one and other and one is not other:
        if one[0] != other[0]:
            return one[0] < other[0]
        same.append((one, other))
        one, other = one[1], other[1]
    return next((one[2:] < other[2:] for one, other in reversed(same) if one[2:] != other[2:]), False)


def least(labels: Iterable[Label]) -> Label:
    """The first of several chains; NOTHING of none."""
    best = NOTHING
    for label in labels:
        if label is not best and label[0] <= best[0] and is_less(label, best):
            best = label
    return best


def is_link_of(label: Label, contact: int, size: int) -> bool:
    """Whether a chain has a contact among its links."""
    while label[1]:
        if label[0] % size == contact:
            return True
        label = label[1]
    return False


def forget_settled(
    waiting_for: list[int], last_chance: Sequence[int], first: Sequence[Label], now: int
) -> bool:
    """Take off the end of `waiting_for` the nodes whose first label is final or will never come; whether none
    is left. `now` is a moment, `last_chance` the last moment by which anything may reach a node. Over a whole
    sweep it looks at each node once.
    """
    today = now // DAY
    while waiting_for:
        node = waiting_for[-1]
        if last_chance[node] >= now and first[node][3] // DAY >= today:
            return False
        waiting_for.pop()
    return True
