"""The directions in which a contact passes on what is at a node, for :mod:`explorer.reach.plain_possible`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from explorer.reach.plain import Party, Places, Plain
from explorer.reach.plain_doubles import Doubles
from explorer.reach.plain_links import Links

Way: TypeAlias = tuple[int, tuple[Party, ...], tuple[Party, ...], int, int, Places]
"""A direction in which a contact passes on what is at a node, to its last day: to nodes on its day, and to others on
the first to last day of its receipt; and what of that it does not pass on."""


def ways_of(links: Links, parted: Doubles, contact: int) -> Iterator[tuple[Party, Way]]:
    """The ways of a contact on its day, each with the node it departs from."""
    plain = links.plain
    last_day, left_out = plain.last_days[contact], parted.left_out.get(contact, 0)
    received_first, received_last = plain.receipts.get(contact, (0, 0))
    reached = plain.reached(contact)
    late = plain.receivers[contact] if contact in plain.receipts else ()
    own = reached[: len(reached) - len(late)]
    carriers = links.carriers.get(contact)
    sources: Sequence[Party] = plain.sources(contact)
    if carriers:
        sources = [("carried", earlier) for earlier in carriers]
    late_nodes = parted.passed_to(late, contact)
    for source in sources:
        nodes = parted.passed_to([party for party in own if party != source], contact)
        if contact in links.carried:
            nodes += (("carried", contact),)
        node = parted.source_of.get((contact, source), source)
        yield node, (last_day, nodes, late_nodes, received_first, received_last, left_out)


def ways_back(plain: Plain, parted: Doubles, contact: int) -> Iterator[tuple[Party, Way]]:
    """The ways of a both-way contact from those that received it later; not left out: they are of another day."""
    last_day = plain.receipts[contact][1]
    reached = plain.reached(contact)
    for source in plain.receivers[contact]:
        nodes = parted.passed_to([party for party in reached if party != source], contact)
        yield source, (last_day, nodes, (), 0, 0, 0)
