"""Contacts, and outcomes of requests, of which several sources tell: for each field where they differ, whether one is
more precise than the other (its days, parties or subjects lie within the other's, or it names a part of the same
organisation), they are compatible (they overlap), or they contradict each other. The preferred source is shown
elsewhere; an answer that another account would change rests on that choice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from explorer.accounts import NEVER
from explorer.case import Account, Case, Contact, Outcome, OutcomeAccount
from explorer.dates import EDTFDate, describe, parse
from explorer.statements import Option, Options, Statement, Told
from explorer.wording import counted, each, joined, listed, who_text

if TYPE_CHECKING:
    from explorer.report import Report

NAME, TITLE, RANK, VERSION = "conflicting-accounts", "Accounts that differ", 140, 2
OPTIONS = {"agreeing": Option(True, "yes: also say how many contacts have several sources that agree.")}

GRADES = ("agree", "more precise", "compatible", "contradict")
SAID = {
    "more precise": ("one is more precise than the other", "some are more precise than others"),
    "compatible": ("both can be true", "all can be true"),
    "contradict": ("they contradict each other", "some contradict others"),
}
"""What is said of two values, of more."""
FIELDS = {
    "date": "its date",
    "time": "its time",
    "received": "when it was received",
    "from": "who made it",
    "to": "who received it",
    "about": "whom it is about",
    "kind": "its kind",
    "seen": "whether the subject was seen",
}
"""How the fields are called in sentences."""
Value = tuple[str, str, object]
"""(source id, words, what is compared)"""


def find(report: Report, options: Options) -> Iterator[Statement]:
    """A statement a field that differs, in chronological order, then one on those that agree."""
    for subject in report.case.subjects:
        several = []
        for contact in report.contacts:
            if subject not in contact.about:
                continue
            steps = [step for edge in contact.edges for step in report.case.outcomes_of.get(edge, ())]
            found = [*_of_contact(report, subject, contact)] if len(contact.accounts) > 1 else []
            found += [
                statement for step in steps for statement in _of_outcome(report, subject, contact, step)
            ]
            yield from found
            if len(contact.sources) > 1:
                several.append((contact, bool(found)))
        if several and options["agreeing"]:
            yield _agreeing(report, subject, several)


def _agreeing(report: Report, subject: str, several: Sequence[tuple[Contact, bool]]) -> Statement:
    contacts = [contact for contact, _ in several]
    differing = sum(1 for _, differs in several if differs)
    told = Told(report, NAME, subject, contacts, names_differences=False)
    told.values = [("several_sources", len(several)), ("differing", differing)]
    where = "in every field that more than one of them fills, they agree"
    if differing:
        where = f"on {differing:,} of them, they differ as stated above"
    who = who_text(report.case, subject)
    sentence = f"Several sources tell of {counted(len(several), 'contact')} about {who}"
    return told.says(joined(sentence, where), (subject, "several"))


def _of_contact(report: Report, subject: str, contact: Contact) -> Iterator[Statement]:
    case = report.case
    for field, values in _fields(case, contact.accounts):
        grade = _worst(case, field, values)
        if grade != "agree":
            told = Told(report, NAME, subject, [contact], names_differences=False)
            label = f"{contact.id} ({contact.kind.label.lower()})"
            yield _statement(told, label, field, grade, values, (contact.id, field))


ANY = "any"
BROADER = {"emergency-call": "call", "not-stated": ANY}
"""Kinds of which the vocabulary has one that says less; a return's row of a kind not stated may be of any."""


def graded(case: Case, contact: Contact) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Each field of which several accounts of a contact say something: its name, how they go together (one of
    :data:`GRADES`), and what each source says."""
    for field, values in _fields(case, contact.accounts):
        yield field, _worst(case, field, values), [(source, words) for source, words, _ in values]


def _of_outcome(report: Report, subject: str, contact: Contact, outcome: Outcome) -> Iterator[Statement]:
    for field, values in _outcome_fields(outcome.accounts):
        grade = _worst(report.case, field, values)
        if grade != "agree":
            told = Told(report, NAME, subject, [contact], [outcome], names_differences=False)
            label = f"the outcome of {contact.id}, {outcome.term.label.lower()}"
            cited = (
                contact.id,
                *((outcome.receiver,) if len(contact.receivers) > 1 else ()),
                "outcome",
                field,
            )
            yield _statement(told, label, field, grade, values, cited)


def _statement(
    told: Told, label: str, field: str, grade: str, values: Sequence[Value], cited: tuple[str, ...]
) -> Statement:
    by_words: dict[str, list[str]] = {}
    for source, words, _ in values:
        by_words.setdefault(words, []).append(source or "source not given")
    shown = each(f"{words} ({listed(sources)})" for words, sources in by_words.items())
    told.values = [("field", field), ("grade", grade)]
    said = SAID[grade][len(by_words) > 2]
    return told.says(joined(f"On {label}, the sources differ on {FIELDS[field]}: {shown}", said), cited)


def _fields(case: Case, accounts: Iterable[Account]) -> Iterator[tuple[str, list[Value]]]:
    """Each field with what each account says of it; blanks left out, and fields of fewer than two values."""
    found: dict[str, list[Value]] = {}
    for account in accounts:
        received: object = account.received if account.received in ("", NEVER) else parse(account.received)
        kind = case.vocabulary.kinds[account.kind].label if account.kind else ""
        said: dict[str, tuple[str, object]] = {
            "date": (describe(account.date) if account.date else "", account.date),
            "time": (account.time, account.time),
            "received": (describe(received) if isinstance(received, EDTFDate) else str(received), received),
            "from": (case.party_name(account.sender), (account.sender,)),
            "to": (listed([case.party_name(party) for party in account.receivers]), account.receivers),
            "about": (listed([case.party_name(party) for party in account.about]), account.about),
            "kind": (kind.lower(), account.kind),
            "seen": (account.seen, account.seen),
        }
        for field, (words, value) in said.items():
            if words:
                found.setdefault(field, []).append((account.source, words, value))
    yield from ((field, values) for field, values in found.items() if len(values) > 1)


def _outcome_fields(accounts: Iterable[OutcomeAccount]) -> Iterator[tuple[str, list[Value]]]:
    accounts = list(accounts)
    dates: list[Value] = [(a.source, describe(a.date), a.date) for a in accounts if a.date]
    seen: list[Value] = [(a.source, a.seen, a.seen) for a in accounts if a.seen]
    yield from ((field, values) for field, values in (("date", dates), ("seen", seen)) if len(values) > 1)


def _worst(case: Case, field: str, values: Sequence[Value]) -> str:
    """The grade of the two that differ most."""
    grades = [grade(case, field, a, b) for (_, _, a), (_, _, b) in combinations(values, 2)]
    return max(grades, key=GRADES.index)


def grade(case: Case, field: str, a: object, b: object) -> str:
    """How two values of a field go together: one of :data:`GRADES`."""
    if a == b:
        return "agree"
    if isinstance(a, EDTFDate) and isinstance(b, EDTFDate):
        return _dates(a, b)
    if isinstance(a, tuple) and isinstance(b, tuple):
        if set(a) == set(b):
            return "agree"
        if set(a) < set(b) or set(b) < set(a):
            return "more precise" if field != "to" else "compatible"
        return "more precise" if _are_parts(case, a, b) or _are_parts(case, b, a) else "contradict"
    if field == "kind" and (broader(a) in (b, ANY) or broader(b) in (a, ANY)):
        return "more precise"
    return "contradict"


def broader(kind: object) -> str:
    """The kind that says less of the same, '' where there is none: an emergency call is a call."""
    return BROADER.get(str(kind), "")


def _dates(a: EDTFDate, b: EDTFDate) -> str:
    far = 1 << 30
    (a_first, a_last), (b_first, b_last) = (
        (-far if date.first_day is None else date.first_day, far if date.last_day is None else date.last_day)
        for date in (a, b)
    )
    if a_last < b_first or b_last < a_first:
        return "contradict"
    if (a_first, a_last) == (b_first, b_last):
        return "agree" if a.is_stretch == b.is_stretch else "compatible"
    is_within = (a_first <= b_first and b_last <= a_last) or (b_first <= a_first and a_last <= b_last)
    return "more precise" if is_within and a.is_stretch == b.is_stretch else "compatible"


def _are_parts(case: Case, parts: tuple[str, ...], wholes: tuple[str, ...]) -> bool:
    """Is each of these parties one of the others, part of one of them, or one of them nobody in particular?"""
    for party in parts:
        above = party
        while above and above not in wholes:
            above = case.parties[above].parent
        if not above and not any(case.parties[whole].is_nobody for whole in wholes):
            return False
    return True
