"""Several accounts of one contact or outcome merged field by field, and the fields of which they say different things.

A value beats a blank; among values, the source that stands first in ``sources.csv`` is shown and the others are
kept beside it. ``follows``, ``shares`` and ``topics`` unite. Row order means nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

from explorer.case import BASES, Account, Case, Contact, OutcomeAccount

Said = TypeVar("Said")


def merged_account(accounts: Sequence[Account]) -> Account:
    """Several accounts of one contact as one: the first value that is not blank of each field, preferred source
    first; links and topics united; the strongest basis. One account is itself."""
    if len(accounts) == 1:
        return accounts[0]
    said = {name: first_said(accounts, attrgetter(name)) for name in _FIRST_SAID}
    shared = [account.shares for account in accounts if account.shares is not None]
    return Account(
        **said,
        follows=united(account.follows for account in accounts),
        shares=united(shared) if shared else None,
        topics=united(account.topics for account in accounts),
        is_key=any(account.is_key for account in accounts),
        basis=strongest_basis(accounts),
    )


_FIRST_SAID = (
    "source", "locator", "quote", "date", "date_text", "time", "received", "sender", "receivers", "about", "kind",
    "summary", "seen", "restriction",
)  # fmt: skip


def first_said(accounts: Sequence[Said], value: Callable[[Said], Any]) -> Any:
    """The first value that is not blank, preferred source first; a blank one where all are blank."""
    for account in accounts:
        said = value(account)
        if said:
            return said
    return value(accounts[0])


def united(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The union of several lists of ids, sorted: who said it first does not matter."""
    return tuple(sorted({item for items in lists for item in items}))


def strongest_basis(accounts: Iterable[Account] | Iterable[OutcomeAccount]) -> str:
    """A contact that one source records and another reports is recorded."""
    return min((account.basis for account in accounts), key=BASES.index)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of a contact of which its sources say different things. ``values`` are (source id, value as text),
    preferred source first; a source that says nothing of it is left out."""

    contact: str
    field: str
    values: tuple[tuple[str, str], ...]


def conflicts_of(contact: Contact, case: Case) -> tuple[Conflict, ...]:
    """Every field of which the accounts of one contact say different things, in column order.

    Free text (summary, quote) always differs and is not compared. Cost: accounts times fields.
    """
    if len(contact.accounts) < 2:
        return ()
    shown: dict[str, Callable[[Account], str]] = {
        "date": lambda account: account.date.text,
        "time": lambda account: account.time,
        "received": lambda account: account.received,
        "from": lambda account: case.party_name(account.sender),
        "to": lambda account: "; ".join(case.party_name(party) for party in account.receivers),
        "about": lambda account: "; ".join(case.party_name(party) for party in account.about),
        "kind": lambda account: case.vocabulary.kinds[account.kind].label if account.kind else "",
        "seen": lambda account: account.seen,
    }
    found = []
    for name, value in shown.items():
        values = tuple((account.source, value(account)) for account in contact.accounts if value(account))
        if len({said for _, said in values}) > 1:
            found.append(Conflict(contact.id, name, values))
    return tuple(found)
