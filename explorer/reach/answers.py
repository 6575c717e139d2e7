"""What the answers are made of: standings, chains, and the table of all of them."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Standing(Enum):
    """What an organisation's relation to a contact was by a day; the first that holds, in this order."""

    TOOK_PART = "took part"
    WAS_TOLD = "was told"
    COULD_HAVE_BEEN_TOLD = "could have been told"
    HAD_ACCESS = "had access to"
    MAY_HAVE_TAKEN_PART = "may have taken part"
    MIGHT_HAVE_KNOWN = "might have known"
    NO_RECORDED_ROUTE = "no recorded route"


class Step(NamedTuple):
    """A link of a chain: `party` had the content by `day` through `contact`.

    In a chain that is certain, `day` is the last day on which it may have arrived; else the first. `party` is
    -1 where the next link lists the contact: nothing says through whom it had it.
    """

    contact: int
    party: int
    day: int


class Answer(NamedTuple):
    """A standing, and the chain it rests on in order; empty where there is no recorded route."""

    standing: Standing
    chain: tuple[Step, ...]


NO_ROUTE = Answer(Standing.NO_RECORDED_ROUTE, ())


ROUTES: tuple[Standing, ...] = tuple(
    standing for standing in Standing if standing is not Standing.NO_RECORDED_ROUTE
)
NEVER = -1
"""The day of a standing that never holds, in a :class:`Table`."""


@dataclass(frozen=True, slots=True)
class Table:
    """For every contact, organisation and standing the first day and the last link, as flat arrays of ints.

    The entry of a contact and a party is at ``contact * parties + party``; :data:`NEVER` where the standing
    never holds. ``links`` are the contacts by which it arrived: the last of the chain.
    """

    parties: int
    days: Mapping[Standing, array[int]]
    links: Mapping[Standing, array[int]]
