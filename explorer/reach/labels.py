"""Labels: a chain of contacts by which content reached a node, as one plain tuple linked to the one before."""

from __future__ import annotations

from typing import TypeAlias, Union

from explorer.reach.record import DAY

# (links * size + last contact, label before, node, moment of arrival, (links + 1) * size), where size is at
# least the number of contacts. Labels compare by links, then by contacts from the last one back, since the
# label before is compared in its turn. Plain tuples, because making one is what a sweep does most.
Label: TypeAlias = tuple[int, Union["Label", tuple[()]], int, int, int]
Pending: TypeAlias = tuple[int, int, int, Label]  # moment or day, node, contact, label that it extends

FAR = 1 << 60
NOTHING: Label = (FAR, (), -1, FAR, 2 * FAR)


def root(size: int) -> Label:
    """The label that every chain begins with: the content itself, before any link."""
    return (0, (), -1, -1, size)


def steps(label: Label, size: int) -> list[tuple[int, int, int]]:
    """The links of a chain in order, each as (contact, node it reached, day by which it did)."""
    chain = []
    while label[1]:
        chain.append((label[0] % size, label[2], label[3] // DAY))
        label = label[1]
    return chain[::-1]
