"""What a profile holds back: whole contacts, single accounts of them, parties that appear nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from explorer.case import Account, Case, Contact, OutcomeAccount
from explorer.profiles import Profile
from explorer.redaction.pseudonyms import WITHHELD, is_stub_party

KIND = "withheld"
"""The kind of a stub, and the outcome of a step that is held back."""


@dataclass(frozen=True)
class Withheld:
    """``contacts`` stay as stubs; ``accounts`` of other contacts are left out, by contact id; ``parties`` are left
    out, and stand as somebody of their sector where something that stays names them; ``steps`` is how many accounts
    of outcomes stay without what they say, those that go with ``accounts`` aside."""

    contacts: frozenset[str]
    accounts: Mapping[str, frozenset[Account]]
    parties: frozenset[str]
    steps: int = 0

    @property
    def is_anything(self) -> bool:
        """Is there anything held back?"""
        return bool(self.contacts or self.accounts or self.parties or self.steps)


def withheld_from(case: Case, profile: Profile) -> Withheld:
    """What of a case the profile holds back. A stub is never held back again. Cost: linear."""
    restricted = {
        party.id
        for party in case.parties.values()
        if _is_restricted(party.restriction, profile) and party.id not in case.subjects
    }
    contacts: set[str] = set()
    accounts: dict[str, frozenset[Account]] = {}
    for contact in case.contacts.values():
        if contact.kind.id == KIND:
            continue
        held = frozenset(item for item in contact.accounts if _is_restricted(item.restriction, profile))
        if _is_dropped(case, contact, profile, restricted) or not _can_stand(contact, held):
            contacts.add(contact.id)
        elif held:
            accounts[contact.id] = held
    parties = _parties(case, profile, contacts, accounts, restricted)
    steps = _steps(case, contacts, accounts) if "outcomes.outcome" in profile.blank else 0
    return Withheld(frozenset(contacts), accounts, frozenset(parties), steps)


def _steps(case: Case, contacts: set[str], accounts: Mapping[str, frozenset[Account]]) -> int:
    """How many accounts of outcomes a profile that leaves outcomes blank holds back, that stand for themselves."""
    return sum(
        not is_told_by(step, accounts.get(outcome.contact, ()))
        for outcome in case.outcomes
        if outcome.contact not in contacts and not outcome.is_withheld
        for step in outcome.accounts
    )


def is_told_by(step: OutcomeAccount, accounts: Iterable[Account]) -> bool:
    """Does an account of an outcome stand at the place in a source at which one of these accounts does?"""
    return any((item.source, item.locator) == (step.source, step.locator) for item in accounts)


def _is_restricted(restriction: str, profile: Profile) -> bool:
    return bool(restriction) and restriction not in profile.include


def _is_dropped(case: Case, contact: Contact, profile: Profile, restricted: set[str]) -> bool:
    everybody = {
        party for account in contact.accounts for party in (account.sender, *account.receivers) if party
    }
    sectors = {case.parties[party].sector.id for party in everybody}
    return bool(
        everybody & (restricted | set(profile.drop_parties))
        or sectors & set(profile.drop_sectors)
        or set(contact.topics) & set(profile.drop_topics)
    )


def _can_stand(contact: Contact, held: frozenset[Account]) -> bool:
    """Is what is left of a contact still a contact, without the accounts held back?"""
    if not held:
        return True
    left = [account for account in contact.accounts if account not in held]
    if not left:
        return False
    has_kind = any(account.kind for account in left)
    has_ends = any(account.sender for account in left) >= bool(contact.sender)
    has_date = any(account.date for account in left) >= bool(
        contact.date
    )  # else it would read "not recorded"
    has_receivers = any(account.receivers for account in left) >= bool(contact.receivers)
    return has_kind and has_ends and has_receivers and has_date


def _parties(
    case: Case,
    profile: Profile,
    contacts: set[str],
    accounts: Mapping[str, frozenset[Account]],
    restricted: set[str],
) -> set[str]:
    """Parties that are restricted, dropped, or named only by what is held back. Subjects always stay."""
    shown: set[str] = set()
    held: set[str] = set()
    for contact in case.contacts.values():
        for account in contact.accounts:
            is_held = contact.id in contacts or account in accounts.get(contact.id, ())
            (held if is_held else shown).update((account.sender, *account.receivers, *account.about))
    dropped = {
        party.id
        for party in case.parties.values()
        if party.id in profile.drop_parties or party.sector.id in profile.drop_sectors
    }
    found = restricted | ((held | dropped) - shown - {""})
    return {
        party
        for party in found
        if party in case.parties
        and party not in case.subjects
        and not case.parties[party].is_nobody
        and not is_stub_party(case.parties[party])
    }


def stub_party(case: Case, party: str) -> str:
    """Who stands for a party in a stub: the subject itself, else somebody of its sector."""
    if not party or party in case.subjects or is_stub_party(case.parties[party]):
        return party
    return f"{WITHHELD}-{case.parties[party].sector.id}"


def stub_parties(case: Case, parties: Iterable[str]) -> tuple[str, ...]:
    """Who stands for several, each once."""
    return tuple(dict.fromkeys(stub_party(case, party) for party in parties))
