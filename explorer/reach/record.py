"""Contacts and parties as plain arrays, and moments that compare as "certainly before" says.

Nothing here knows a case. The index of a contact is its place in the order of ids, by which ties are broken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from explorer.dates import Bounds

Flow = Literal["forward", "both", "none", "access"]

# A moment is a day times DAY and a slot within it, so that "certainly before" is "less than". Of one minute,
# departing comes first: it takes what arrived before. Without a time, content departs as the day begins and
# arrives as it ends.
DAY = 4 * 1441
FAR = 1 << 60  # later than any moment
MERGE, _ARRIVE, _END_OF_DAY = 1, 2, DAY - 2


class Decision(NamedTuple):
    """A decision of an organisation. ``follows`` is the request it decides, or what the deciding contact
    follows; ``contact`` is the deciding contact, or -1 where an outcome decides."""

    organisation: int
    bounds: Bounds
    follows: tuple[int, ...] = ()
    contact: int = -1
    minute: int | None = None

    @property
    def departure(self) -> int:
        """The moment before which something must have arrived to be certainly before the decision."""
        timed = self.minute is not None and self.bounds.is_certain_day
        return self.bounds.first_day * DAY + (4 * (self.minute or 0) if timed else 0)


@dataclass(frozen=True, slots=True)
class Record:
    """Contacts and parties as plain arrays. One entry a contact, unless said otherwise.

    senders, receivers
        party indices; -1 for a blank sender.
    bounds
        ordinals of days, already tightened by ``follows`` and ``shares`` (:func:`explorer.order.tighten`).
    stretches
        whether it lasted; all others are one day.
    flows
        ``forward``, ``both``, ``none``, or ``access``: standing access, from the party whose records they are
        to the reader.
    organisations
        one entry a *party*: whether it is an organisation in particular, the only parties that hold content
        and pass it on. False for people and for ``unknown``.
    minutes, receipts, shares, follows, never
        each may be left out. Minutes after midnight or None; bounds of the receipt where it has a date of
        its own, else None; indices of contacts listed, () for `none`, None for blank; indices of contacts;
        the indices of the contacts that were never received.
    """

    senders: Sequence[int]
    receivers: Sequence[Sequence[int]]
    bounds: Sequence[Bounds]
    stretches: Sequence[bool]
    flows: Sequence[Flow]
    organisations: Sequence[bool]
    minutes: Sequence[int | None] = ()
    receipts: Sequence[Bounds | None] = ()
    shares: Sequence[tuple[int, ...] | None] = ()
    follows: Sequence[tuple[int, ...]] = ()
    never: frozenset[int] = frozenset()


def arrival_of(bounds: Bounds, minute: int | None) -> int:
    """The last moment at which something within `bounds` begins."""
    return bounds.latest_start * DAY + (_END_OF_DAY if minute is None else 4 * minute + _ARRIVE)


def end_of(day: int) -> int:
    """The last moment of a day."""
    return day * DAY + _END_OF_DAY
