"""What recorded links say about dates: the bounds that some choice of days within all of them can reach.

Plain arrays of bounds and pairs of indices; nothing here knows a case. The definitions are those of design
section 4. Every link says "not before", so the bounds that fit all of them together are the least fixed
point of passing first days forward and last days back, once each, along an order of the links
(bounds consistency of difference constraints with weight 0): exact, and linear in contacts and links.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from explorer.dates import Bounds, EDTFDate, day_text
from explorer.errors import OrderError
from explorer.order import Link, distinct, loop, loop_error, topological

_FAR_PAST, _FAR_FUTURE = 1, 3_652_059  # the first and last day that datetime.date knows


def tighten(
    bounds: Sequence[Bounds],
    stretches: Sequence[bool],
    follows: Sequence[Link],
    shares: Sequence[Link],
    receipts: Sequence[Bounds | None],
    *,
    by_receipt: Collection[Link] = (),
    names: Sequence[str] = (),
) -> tuple[list[Bounds], list[Bounds | None]]:
    """Bounds of each contact, and of its receipt, that some choice of days within all the links can reach.

    bounds, stretches
        one a contact: its bounds, and whether it is a stretch. A contact that is no stretch is one day, and
        stays one: its pairs are equal.
    follows
        (later, earlier): the later begins no earlier than the earlier begins.
    shares
        (later, earlier): the earlier begins no later than the later ends. For one day that is "not before";
        a stretch may pass on what came up while it lasted.
    receipts
        when a contact reached its receiver, where recorded apart from its date; never before it begins.
    by_receipt
        the links of either list whose later contact was sent by the receiver of the earlier: it also comes
        no earlier than the earlier one's receipt. No effect where there is no receipt.
    names
        of the contacts, for messages; else their indices.

    Raises :class:`OrderError` with the indices as ``members``: for a loop, in the order of its links, each
    member following or sharing the one before it and the first the last; for dates that no choice of days
    fits, the chain from the contact that is too late to the one that is too early. A loop is any chain of
    follows and shares back to where it started, unless a stretch in it leaves room: a contact that goes on
    may share what was made because of it. A contact that follows or shares itself always is one.

    Empty input gives empty lists. Inputs are not changed. Time and memory are linear.
    """
    label: Callable[[int], str] = names.__getitem__ if names else str
    days = _days(bounds, stretches, receipts)
    for later, earlier in (*follows, *shares):
        if later == earlier:
            raise loop_error([later], label)
    waits_for_receipt = frozenset(by_receipt)
    for links, later_nodes in ((follows, range(len(bounds))), (shares, days.ends)):
        for link in links:
            later, earlier = link
            start = days.arrivals[earlier] if link in waits_for_receipt else earlier
            days.after[start].append(later_nodes[later])

    order = topological(days.after)
    if len(order) < len(days.after):
        members = loop(days.after, set(range(len(days.after))).difference(order))
        raise loop_error(distinct(days.contacts[node] for node in members), label)
    _pass_forward(order, days, label)
    for node in reversed(order):
        for later in days.after[node]:
            days.most[node] = min(days.most[node], days.most[later])
    return (
        [days.bounds(start, end) for start, end in enumerate(days.ends)],
        [
            None if receipt is None else days.bounds(arrival, arrival)
            for receipt, arrival in zip(receipts, days.arrivals, strict=True)
        ],
    )


def tighten_within(
    scope: tuple[int, int],
    dates: Sequence[EDTFDate],
    follows: Sequence[Link],
    shares: Sequence[Link],
    receipts: Sequence[EDTFDate | None],
    *,
    by_receipt: Collection[Link] = (),
    names: Sequence[str] = (),
) -> tuple[list[Bounds], list[Bounds | None]]:
    """As :func:`tighten`, from dates that may be open or blank, clipped to the scope (two ordinals).

    Clipping first would call it a contradiction when a blank date follows a day that lies after the scope,
    though nothing recorded contradicts. So links tighten first, open sides are clipped to the scope as far
    as the links leave them free, and links tighten again.
    """
    stretches = [edtf.is_stretch for edtf in dates]

    def tightened(
        bounds: Sequence[Bounds], arrivals: Sequence[Bounds | None]
    ) -> tuple[list[Bounds], list[Bounds | None]]:
        return tighten(bounds, stretches, follows, shares, arrivals, by_receipt=by_receipt, names=names)

    wide, wide_arrivals = tightened(
        [edtf.clipped(_FAR_PAST, _FAR_FUTURE) for edtf in dates],
        [None if edtf is None else edtf.clipped(_FAR_PAST, _FAR_FUTURE) for edtf in receipts],
    )
    return tightened(
        [_clipped(edtf, bounds, scope) for edtf, bounds in zip(dates, wide, strict=True)],
        [
            None if edtf is None or bounds is None else _clipped(edtf, bounds, scope)
            for edtf, bounds in zip(receipts, wide_arrivals, strict=True)
        ],
    )


def _clipped(edtf: EDTFDate, bounds: Bounds, scope: tuple[int, int]) -> Bounds:
    """`bounds` with the sides that `edtf` leaves open moved to the scope, as far as their pair allows."""
    first, latest_start, earliest_end, last = bounds
    if not edtf.is_stretch:
        clipped_first = max(first, min(scope[0], last)) if edtf.first_day is None else first
        clipped_last = min(last, max(scope[1], first)) if edtf.last_day is None else last
        return Bounds(clipped_first, clipped_last, clipped_first, clipped_last)
    if edtf.first_day is None:
        first = max(first, min(scope[0], latest_start, earliest_end))
    if edtf.last_day is None:
        last = min(last, max(scope[1], latest_start, earliest_end))
    return Bounds(first, latest_start, max(earliest_end, first), last)


class _Days(NamedTuple):
    """The days to choose, as nodes: each within ``least..most``, no later than those that come `after` it.

    The first nodes are the contacts' starts; an end that is not the start (a stretch), and a receipt that is
    not the contact's own date, have nodes of their own. `contacts` gives the contact of each node.
    """

    ends: list[int]
    arrivals: list[int]
    contacts: list[int]
    least: list[int]
    most: list[int]
    after: list[list[int]]

    def bounds(self, start: int, end: int) -> Bounds:
        return Bounds(self.least[start], self.most[start], self.least[end], self.most[end])


def _days(bounds: Sequence[Bounds], stretches: Sequence[bool], receipts: Sequence[Bounds | None]) -> _Days:
    """Each contact by itself: a stretch ends no earlier, and is received no earlier, than it begins."""
    ends, arrivals, contacts = ([*range(len(bounds))] for _ in range(3))
    least = [item.first_day for item in bounds]
    most = [
        item.latest_start if is_stretch else item.last_day
        for item, is_stretch in zip(bounds, stretches, strict=True)
    ]
    after: list[list[int]] = [[] for _ in bounds]

    def add(index: int, first: int, last: int) -> int:
        after[index].append(len(contacts))
        after.append([])
        contacts.append(index)
        least.append(first)
        most.append(last)
        return len(contacts) - 1

    for index, (item, is_stretch, receipt) in enumerate(zip(bounds, stretches, receipts, strict=True)):
        if is_stretch:
            ends[index] = add(index, item.earliest_end, item.last_day)
        if receipt is not None:
            arrivals[index] = add(index, receipt.first_day, receipt.last_day)
    return _Days(ends, arrivals, contacts, least, most, after)


def _pass_forward(order: Sequence[int], days: _Days, label: Callable[[int], str]) -> None:
    """Raise the least days along the links; an OrderError at the first day that cannot be chosen."""
    own, raised_by = list(days.least), [-1] * len(days.least)
    for node in order:
        if days.least[node] > days.most[node]:
            chain = [node]
            # The nearest that is itself too late will do: what raised that one is not needed to see it.
            while own[chain[-1]] <= days.most[node]:
                chain.append(raised_by[chain[-1]])
            raise _contradiction(days, chain[::-1], own[chain[-1]], label)
        for later in days.after[node]:
            if days.least[node] > days.least[later]:
                days.least[later], raised_by[later] = days.least[node], node


def _contradiction(days: _Days, chain: Sequence[int], least: int, label: Callable[[int], str]) -> OrderError:
    """`least`, the first day of what comes first in the chain of nodes, is too late for what comes last."""
    members = distinct(days.contacts[node] for node in chain)
    first, last = (
        label(index) + (" is received" if node != index and node == days.arrivals[index] else " is dated")
        for node, index in ((node, days.contacts[node]) for node in (chain[0], chain[-1]))
    )
    dated = f"{first} {day_text(least)} or later, {last} {day_text(days.most[chain[-1]])} or earlier."
    if len(members) == 1:
        return OrderError(f"No day fits {label(members[0])}: {dated}", members)
    told = " -> ".join(label(index) for index in members)
    return OrderError(
        f"Recorded links put these in an order that their dates rule out: {told}. {dated}", members
    )
