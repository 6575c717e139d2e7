"""Contacts as plain columns, for every contact at once: what :mod:`explorer.reach.at_once` reads and answers.

A set of contacts is a whole number, a bit for each by its place, so that what a party holds is one number and taking
over all that another has is one operation. It tells what is held, by no chain: for the chain ask
:class:`explorer.reach.Network`, contact by contact.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

Party: TypeAlias = int
"""An organisation by its number in the case, from 0."""
Places: TypeAlias = int
"""A set of contacts: bit i is set for the contact at place i."""


class Plain:
    """The contacts of a case as organisations take part in them; all others hold nothing and pass on nothing.

    parties
        how many organisations there are.
    senders, receivers
        one entry a contact: the organisation that sent it, or None; those that received it, each once, without the
        sender and without those that never did.
    first_days, last_days
        one entry a contact: when it may have begun, as tightened by ``follows`` and ``shares``.
    flows, minutes, receipts, shares, follows, ends
        by place, where there is something to say: a flow that is not ``forward``; minutes after midnight; (first, last)
        day of a receipt of its own; places of contacts listed, () for ``none``; places of contacts; the earliest and
        the last day on which a stretch ends.
    """

    __slots__ = (
        "ends",
        "first_days",
        "flows",
        "follows",
        "last_days",
        "minutes",
        "parties",
        "receipts",
        "receivers",
        "senders",
        "shares",
    )

    def __init__(self, parties: int) -> None:
        self.parties = parties
        self.senders: list[Party | None] = []
        self.receivers: list[tuple[Party, ...]] = []
        self.first_days: list[int] = []
        self.last_days: list[int] = []
        self.flows: dict[int, str] = {}
        self.minutes: dict[int, int] = {}
        self.receipts: dict[int, tuple[int, int]] = {}
        self.shares: dict[int, tuple[int, ...]] = {}
        self.follows: dict[int, tuple[int, ...]] = {}
        self.ends: dict[int, tuple[int, int]] = {}

    def reached(self, contact: int) -> tuple[Party, ...]:
        """The organisations a contact reaches, its sender first."""
        sender = self.senders[contact]
        return self.receivers[contact] if sender is None else (sender, *self.receivers[contact])

    def sources(self, contact: int) -> tuple[Party, ...]:
        """Those from whom a contact passes on what they had before, on its day."""
        flow = self.flows.get(contact)
        if flow == "none" or contact in self.shares:
            return ()
        if flow == "both" and contact not in self.receipts:
            return self.reached(contact)
        sender = self.senders[contact]
        return () if sender is None else (sender,)


Asked: TypeAlias = tuple[Party, int, int, tuple[int, ...], int]
"""A decision: the organisation, first and last day, places of what it follows (the request it decides), and of the
deciding contact, -1 where an outcome decides."""


class Held(NamedTuple):
    """For one decision, contacts that may have been before it, by what its organisation had of them when it decided.

    ``possible`` are all of them, ``certain`` those that certainly were before it. The next seven, which share none, are
    by standing. ``blind`` and ``possible_blind`` are its blind spots
    (:meth:`explorer.reach.network.Reach.blind_spot`). Which contacts count, and are about the same subject, is not
    asked.
    """

    possible: Places
    certain: Places
    took_part: Places
    was_told: Places
    could_have_been_told: Places
    had_access_to: Places
    may_have_taken_part: Places
    might_have_known: Places
    no_recorded_route: Places
    blind: Places
    possible_blind: Places
