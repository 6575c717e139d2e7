"""What carries content from whom to whom and when: contacts as plain arrays, made ready for one sweep.

Nothing here knows a case: contacts and parties are indices. The index of a contact is its place in the order
of ids, by which ties are broken. :mod:`explorer.reach` sweeps over what is built here.

How design section 7 is read here, sentence by sentence:

- *Content passes along a contact between organisations whose kind has a flow.* Where ``shares`` is blank, an
  organisation that sent a contact passes on all it had; people and nobody in particular pass on nothing. In a
  both-way contact every party passes on to every other.
- *If `shares` lists L, then L and all L's own shares list, all the way down.* They are told, whoever the
  sender is and whatever the kind. A contact among them whose own ``shares`` is blank carries in addition all
  it may have carried: that stays "could", with that contact as the link before.
- *A contact that reached X* reached its sender too: who is recorded as sharing something had it.
- *Received.* Content arrives on receipt. A both-way contact with a receipt of its own runs from its sender on
  its date and from its receivers on receipt. `never` reaches its sender alone.
- *A stretch passes on what reached its sender before its end.* What had certainly arrived before it began
  arrives when it begins; what arrives after that, the day after. A stretch that lists what only came up while
  it lasted has told it the day after that, at the latest when it ends.
- *Follows.* "Follows the contact that brought it" counts through others too. Where that contact has a receipt
  of its own, some contact on the way must have been sent by its receiver, else nothing says that the receipt
  came first. A stretch that brought something brought it "before" its followers only if it had it at its start.
- *Times* order two contacts of one day each on the same certain day, and nothing else. Times that contradict a
  recorded ``follows`` are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from explorer.dates import Bounds

Flow = Literal["forward", "both", "none", "access"]

# A moment is a day times DAY and a slot within it, so that "certainly before" is "less than". Of one minute,
# departing comes first: it takes what arrived before. Without a time, content departs as the day begins and
# arrives as it ends.
DAY = 4 * 1441
_MERGE, _ARRIVE = 1, 2
_END_OF_DAY = DAY - 2


class Decision(NamedTuple):
    """A decision of an organisation. ``follows`` is the request it decides, or what the deciding contact
    follows; ``contact`` is the deciding contact, or -1 where an outcome decides."""

    organisation: int
    bounds: Bounds
    follows: tuple[int, ...] = ()
    contact: int = -1
    minute: int | None = None


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
