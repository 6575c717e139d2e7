"""Accounts: the rows of ``contacts.csv`` and ``outcomes.csv`` read, each as what its sources say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from explorer.case import BASES, Account, OutcomeAccount
from explorer.dates import EDTFDate, parse_time
from explorer.errors import DateError
from explorer.naming import PartyNames
from explorer.settings import SLUG
from explorer.sheet import Row, Sheet
from explorer.vocabulary import OutcomeTerm, Vocabulary, clip

NEVER = "never"
NOTHING_EARLIER = "none"
SEEN = ("yes", "no")


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
