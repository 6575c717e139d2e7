"""How a profile writes dates: as they are, coarser, or as days counted from a day 0 that is not told."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from explorer.case import Account, Case, Contact
from explorer.dates import EDTFDate, parse
from explorer.errors import DateError
from explorer.profiles import RELATIVE, Profile
from explorer.redaction.coarse import MOST_READ, coarse_prose, coarse_text, coarsest
from explorer.redaction.counting import HIDDEN, IN_WORDS, counted_text, day_zero, without_dates
from explorer.redaction.holding_back import Withheld
from explorer.redaction.told_days import Told, plainly_written, replaced

PUBLIC = ("sources.date", "sources.asked", "sources.received")
"""Dates that may be known from elsewhere: where days are counted, one of them would give day 0 away."""


@dataclass(frozen=True)
class Dating:
    """``zero`` is the ordinal of day 0, ``None`` where dates stay dates; ``told`` the dates, as they are written, of
    the contacts and outcomes that stay: no other exact day is told, for it might be known from elsewhere."""

    unit: str = "day"
    zero: int | None = None
    told: frozenset[str] = frozenset()

    @property
    def is_exact(self) -> bool:
        """Does every date stay as it is?"""
        return self.unit == "day" and self.zero is None

    def date(self, edtf: EDTFDate, at_least: str = "day") -> str:
        """A date as it is written."""
        unit = coarsest(self.unit, at_least)
        if self.zero is not None:
            return counted_text(edtf, self.zero, unit)
        return coarse_text(edtf, unit)

    def cell(self, place: str, text: str) -> str:
        """A date of the column ``place`` (``table.column``)."""
        edtf = parse(text)
        if self.zero is None:
            return self.date(edtf)
        if place in PUBLIC:
            return ""
        if place == "sources.covers":
            return self.date(edtf, "year")
        written = self.date(edtf)
        return written if place != "notes.date" or written in self.told else ""

    def prose(self, text: str) -> str:
        """Free text with the days in it written as the dates are."""
        if self.zero is None:
            return coarse_prose(text, self.unit)
        # What is left of one date may make another with what stands beside it.
        for _ in range(max(5, MOST_READ // len(text)) if text else 0):
            after = replaced(plainly_written(text, IN_WORDS), lambda told: told.row + self._counted(told))
            after = without_dates(after)
            if after == text:
                break
            text = after
        return text

    def _counted(self, told: Told) -> str:
        try:
            written = self.date(parse(told.day))
        except DateError:
            return HIDDEN
        first, dots, last = written.partition("..")
        return HIDDEN if written not in self.told else f"{first} to day {last}" if dots else written


def dating_of(case: Case, profile: Profile, withheld: Withheld, zero: int | None) -> Dating:
    """The dating of a profile. ``zero`` is the day 0 of an older key, which stays."""
    if profile.calendar != RELATIVE:
        return Dating(profile.dates)
    kept = list(_kept(case, withheld))
    if zero is None:
        exact = [day for edtf in kept for day in (edtf.first_day,) if day and edtf.first_day == edtf.last_day]
        other = [day for edtf in (*kept, *(source.covers for source in case.sources.values()))
                 for day in (edtf.first_day, edtf.last_day) if day]  # fmt: skip
        zero = day_zero(exact, other, profile.dates, _text(case))
    bare = Dating(profile.dates, zero)
    return Dating(profile.dates, zero, frozenset(bare.date(edtf) for edtf in kept) - {""})


def _kept(case: Case, withheld: Withheld) -> Iterator[EDTFDate]:
    """The dates of the accounts and outcomes that stay."""
    for contact in case.contacts.values():
        if contact.id not in withheld.contacts:
            held = withheld.accounts.get(contact.id, frozenset[Account]())
            yield from (account.date for account in contact.accounts if account not in held)
    yield from (outcome.date for outcome in case.outcomes if outcome.contact not in withheld.contacts)


def order_of(case: Case, dating: Dating, withheld: Collection[str]) -> list[str]:
    """The ids of all contacts in an order that tells no more than their dates as they are written.

    What falls together when dates are made coarser, as those of stubs always are, is in an order that only who has the
    case can work out.
    """
    secret = _text(case)

    def place(contact: Contact) -> tuple[int, int, int, bytes]:
        written = parse(dating.date(contact.date, "month" if contact.id in withheld else "day"))
        first, last = written.first_day or written.last_day or 0, written.last_day or 0
        if _days(written) > _days(contact.date):
            return first, last, 1, hashlib.sha256(f"{contact.id} {secret}".encode()).digest()
        return first, last, 0, case.place_of[contact.id].to_bytes(8)

    return [contact.id for contact in sorted(case.contacts.values(), key=place)]


def _days(edtf: EDTFDate) -> int:
    """How many days a date admits; 0 where it is open or blank."""
    is_bounded = edtf.first_day is not None and edtf.last_day is not None
    return (edtf.last_day or 0) - (edtf.first_day or 0) + 1 if is_bounded else 0


def _text(case: Case) -> str:
    """The whole case as one text."""
    from explorer.storing import rows_of

    raw = rows_of(case)
    return repr([raw.settings, *((name, table.rows) for name, table in sorted(raw.tables.items()))])
