"""Accounts: the rows of ``contacts.csv`` and ``outcomes.csv`` read, and those of one id merged field by field.

A value beats a blank; among values, the source that stands first in ``sources.csv`` is shown and the others are
kept beside it. ``follows``, ``shares`` and ``topics`` unite. Row order means nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, TypeVar

from explorer.case import BASES, Account, Case, Contact, OutcomeAccount
from explorer.dates import EDTFDate, parse_time
from explorer.errors import DateError
from explorer.naming import PartyNames
from explorer.settings import SLUG
from explorer.sheet import Row, Sheet
from explorer.vocabulary import OutcomeTerm, Vocabulary, clip

NEVER = "never"
NOTHING_EARLIER = "none"
SEEN = ("yes", "no")

Said = TypeVar("Said")


@dataclass(slots=True)
class Step:
    """One row of ``outcomes.csv``, or the shorthand of a contact row, as one source's account."""

    contact: str
    receiver: str
    term: OutcomeTerm
    account: OutcomeAccount
    row: Row


@dataclass(slots=True)
class Told:
    """All that was read of one contact id."""

    rows: list[Row] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)


class AccountReader:
    """Reads contact rows into accounts. ``ranks`` gives each source id its place in ``sources.csv``."""

    def __init__(self, names: PartyNames, vocabulary: Vocabulary, ranks: Mapping[str, int]) -> None:
        self.names, self.vocabulary, self.ranks = names, vocabulary, ranks
        self.told: dict[str, Told] = {}
        self.steps: list[Step] = []

    def read(self, sheet: Sheet) -> None:
        """Take every row of ``contacts.csv``."""
        if not sheet.is_usable:
            return
        for row in sheet.rows():
            contact_id = row["id"]
            if not SLUG.match(contact_id):
                fix = "Give each contact an id that never changes, such as C14."
                row.wrong(
                    "id", f'"{clip(contact_id)}" is no id.' if contact_id else "the id is missing.", fix
                )
                contact_id = f"row {row.number}"  # so that the rest of the row is checked too
            told = self.told.setdefault(contact_id, Told())
            told.rows.append(row)
            told.accounts += self._accounts(row)
            self._shorthand(row, contact_id)

    def sources(self, row: Row) -> tuple[str, ...]:
        """The source ids of a row, each known; ``("",)`` where none is named."""
        found = []
        for item in row.items("source"):
            if item in self.ranks:
                found.append(item)
            else:
                known = ", ".join(list(self.ranks)[:8])
                fix = f"Use one of: {known}." if known else "Add it to sources.csv."
                row.wrong("source", f'"{clip(item)}" is no source of this case.', fix, item)
        return tuple(found) or ("",)

    def _accounts(self, row: Row) -> list[Account]:
        kind = self._kind(row)
        follows, shares = row.items("follows"), self._shares(row)
        self._time(row)
        date = row.date("date")
        self._turned(row, date)
        base = {
            "locator": row["locator"],
            "quote": row["quote"],
            "basis": row.choice("basis", BASES, "recorded"),
            "date": date,
            "date_text": row["date_text"],
            "time": row["time"],
            "received": self._received(row),
            "sender": self.names.one(row, "from"),
            "receivers": self.names.ids(row, "to"),
            "about": self._about(row),
            "kind": kind,
            "summary": row["summary"],
            "seen": row.choice("seen", SEEN),
            "follows": follows,
            "shares": shares,
            "topics": row.items("topics"),
            "is_key": row.choice("key", SEEN) == "yes",
            "restriction": row["restriction"],
            "extra": row.extra,
        }
        return [Account(source, **base) for source in self.sources(row)]  # type: ignore[arg-type]

    def _kind(self, row: Row) -> str:
        text = row["kind"]
        kind = self.vocabulary.id_of("kind", text) if text else ""
        if kind is None:
            row.problem("kind", self.vocabulary.unknown("kind", text))
        return kind or ""

    def _shares(self, row: Row) -> tuple[str, ...] | None:
        items = row.items("shares")
        if not items:
            return None
        if NOTHING_EARLIER not in items:
            return items
        if len(items) > 1:
            row.wrong("shares", '"none" stands beside other ids.', 'Leave "none" out, or leave the ids out.')
        return ()

    def _about(self, row: Row) -> tuple[str, ...]:
        about = self.names.ids(row, "about")
        for party in about:
            if self.names.parties[party].sector.id != "subject":
                name = clip(self.names.parties[party].name)
                row.wrong("about", f'"{name}" is no subject.', "Name a party of the sector subject.")
        return about

    def _received(self, row: Row) -> str:
        text = row["received"]
        if text.casefold() == NEVER:
            return NEVER
        return row.date("received").text

    def _time(self, row: Row) -> None:
        try:
            parse_time(row["time"])
        except DateError as error:
            row.wrong("time", error.expected, error.fix)

    def _turned(self, row: Row, date: EDTFDate) -> None:
        """Excel reads 5/12/2019 as 12 May on some machines: the words of the source give it away."""
        turned = turned_round(date, row["date_text"])
        if turned:
            expected = f'"{date.text}" has day and month the other way round than "{clip(row["date_text"])}".'
            row.wrong("date", expected, f"If a spreadsheet turned it round, write {turned}.")

    def _shorthand(self, row: Row, contact_id: str) -> None:
        text = row["outcome"]
        if not text:
            if row["outcome_date"]:
                row.wrong(
                    "outcome_date", "there is a date and no outcome.", "Fill in outcome, or clear the date."
                )
            return
        if ";" in row["to"]:
            fix = "Write one row for each receiver in outcomes.csv."
            row.wrong("outcome", "the contact has several receivers.", fix)
            return
        term = self.vocabulary.id_of("outcome", text)
        if term is None:
            row.problem("outcome", self.vocabulary.unknown("outcome", text))
            return
        date, basis = row.date("outcome_date"), row.choice("basis", BASES, "recorded")
        for source in self.sources(row):
            account = OutcomeAccount(source, row["locator"], date, "", "", basis)
            self.steps.append(Step(contact_id, "", self.vocabulary.outcomes[term], account, row))

    def read_outcomes(self, sheet: Sheet) -> None:
        """Take every row of ``outcomes.csv``."""
        if not sheet.is_usable:
            return
        for row in sheet.rows():
            term = self.vocabulary.id_of("outcome", row["outcome"])
            if term is None:
                row.problem("outcome", self.vocabulary.unknown("outcome", row["outcome"]))
                continue
            date, seen = row.date("date"), row.choice("seen", SEEN)
            basis, receiver = row.choice("basis", BASES, "recorded"), self.names.one(row, "receiver")
            for source in self.sources(row):
                account = OutcomeAccount(source, row["locator"], date, seen, row["summary"], basis, row.extra)
                self.steps.append(
                    Step(row["contact"], receiver, self.vocabulary.outcomes[term], account, row)
                )

    def ranked(self, accounts: Iterable[Account]) -> tuple[Account, ...]:
        """Accounts with the preferred source first; the same account twice is one."""
        found = list(dict.fromkeys(accounts))
        if len(found) > 1:
            is_told_apart = len({self._rank(account) for account in found}) == len(found)
            found.sort(key=self._rank if is_told_apart else lambda one: (self._rank(one), repr(one)))
        return tuple(found)

    def _rank(self, account: Account) -> tuple[int, str]:
        return (self.ranks.get(account.source, len(self.ranks)), account.locator)


def turned_round(date: EDTFDate, date_text: str) -> str:
    """The date that ``date_text`` spells if it is ``date`` with day and month exchanged, else ''.

    Only whole days with a day of at most 12 can be turned round.
    """
    parts = date.text.split("-")
    if len(parts) != 3 or not date_text or not all(part.isdigit() for part in parts):
        return ""
    year, month, day = parts
    if month == day or int(day) > 12:
        return ""
    words = date_text.casefold().replace(".", "/").replace("-", "/").replace(",", " ")
    turned = f"{year}-{day}-{month}"
    numeric = {f"{int(month)}/{int(day)}/{year}", f"{month}/{day}/{year}"}
    name = MONTHS[int(day) - 1]
    spelled = {
        f"{int(month)} {name} {year}",
        f"{name} {int(month)} {year}",
        f"{int(month)} {name[:3]} {year}",
    }
    flat = " ".join(words.split())
    return turned if flat in numeric or flat in spelled else ""


MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip


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
