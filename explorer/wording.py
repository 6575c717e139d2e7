"""Words for sentences: lists, days, dates, requests and parties, in British English and without judgement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explorer.case import Case, Contact, Outcome
from explorer.dates import Bounds, day_text, days_between, describe
from explorer.deciding import DecisionPoint
from explorer.withheld import is_known_to_stop

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def listed(items: Sequence[str], word: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``; '' for none."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def counted(number: int, one: str, many: str = "") -> str:
    """``1 day``, ``2 days``, ``1,766 days``; the plural ends in s unless given."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def days_text(days: tuple[int, int]) -> str:
    """``21 days``, ``between 3 and 21 days``, ``at most 21 days``."""
    return range_text(*days, "day")


def stretch_text(first_day: int, last_day: int) -> str:
    """``5 December 2019`` or ``5 December 2019 to 1 February 2021``."""
    if first_day == last_day:
        return day_text(first_day)
    return f"{day_text(first_day)} to {day_text(last_day)}"


def range_text(least: int, most: int, one: str, many: str = "") -> str:
    """``3 contacts``, ``between 3 and 7 contacts``; from none on, ``at most 7 contacts``."""
    if least == most:
        return counted(least, one, many)
    return (
        f"between {least:,} and {counted(most, one, many)}"
        if least
        else f"at most {counted(most, one, many)}"
    )


def stops_text(case: Case, contact: str, receiver: str) -> str:
    """Where a journey ends, which is where its record does; where records are withheld, it may go on in them."""
    name = case.party_name(receiver)
    if is_known_to_stop(case, contact, receiver):
        return f"The record stops at {name}"
    return f"Whether the record stops at {name} is not stated, records withheld"


def share_text(number: int, of: int, one: str, many: str = "") -> str:
    """``3 of the 5 requests``, ``all 5 requests``, ``the one request``."""
    if number == of:
        return f"the one {one}" if of == 1 else f"all {counted(of, one, many)}"
    return f"{number:,} of the {counted(of, one, many)}"


def cited(contact: Contact) -> str:
    """Its id, and whether it is inferred, not recorded: ``C13 (inferred)``."""
    return f"{contact.id} (inferred)" if contact.basis == "inferred" else contact.id


def cited_within(contact: Contact) -> str:
    """The same inside brackets: ``C13, inferred``."""
    return f"{contact.id}, inferred" if contact.basis == "inferred" else contact.id


def party_text(case: Case, party: str, unknown: str = "somebody not recorded") -> str:
    """The name of a party; nobody in particular is ``unknown``."""
    if not party:
        return unknown
    if not case.parties[party].is_nobody:
        return case.party_name(party)
    sector = case.parties[party].sector
    return f"{sector.label.lower()} (which is not recorded)" if ":" in party else unknown


def who_text(case: Case, subject: str) -> str:
    """``the subject``, or the name where the case has several."""
    return "the subject" if len(case.subjects) < 2 else case.party_name(subject)


def a_kind(contact: Contact) -> str:
    """``a referral``, ``an emergency call``."""
    label = contact.kind.label.lower()
    return f"{'an' if label[0] in 'aeiou' else 'a'} {label}"


def request_text(case: Case, contact: Contact, receiver: str = "") -> str:
    """``C23, a referral from The Range to Prevent, 1 February 2021``."""
    to = f" to {party_text(case, receiver)}" if receiver else ""
    sender = party_text(case, contact.sender)
    when = describe(contact.date)
    return f"{cited(contact)}, {a_kind(contact)} from {sender}{to}, {when}"


def brief(contact: Contact) -> str:
    """``C10 (interview, 5 March 2020)``, for lists."""
    inferred = ", inferred" if contact.basis == "inferred" else ""
    return f"{contact.id} ({contact.kind.label.lower()}, {describe(contact.date)}{inferred})"


def outcome_text(outcome: Outcome) -> str:
    """``closed on 9 March 2020``, ``closed, date not recorded``, ``no further action in or before May 2020``."""
    label = outcome.term.label.lower()
    if outcome.is_withheld:
        return label
    if not outcome.date:
        return f"{label}, date not recorded"
    words = describe(outcome.date)
    joined = f"on {words}" if words[0].isdigit() and " " in words else f"({words})"
    return f"{label} {joined}"


def decision_text(decision: DecisionPoint) -> str:
    """What a contact that is a decision is, and when: ``C9, a closure, 9 March 2020``."""
    contact = decision.contact
    return f"{cited(contact)}, {a_kind(contact)}, {describe(contact.date)}"


def seen_before(seen: str, who: str) -> str:
    """What a source says of seeing the subject before an outcome (``yes``, ``no``), in brackets; '' for nothing."""
    said = {
        "yes": f" ({who} was seen before that)",
        "no": f" (a source says that {who} was not seen before that)",
    }
    return said.get(seen, "")


def taken_as(decision: DecisionPoint) -> str:
    """When a decision whose date is not recorded is taken as made, as a clause; '' where it has a date."""
    return "" if decision.is_dated else f"the decision is {taken(decision)}"


def taken(decision: DecisionPoint) -> str:
    """``taken as made between the request and C10, which follows it (5 March 2020 to 9 March 2020)``"""
    first, last = decision.bounds.first_day, decision.bounds.last_day
    if decision.outcome:
        until = (
            f"{cited(decision.until)}, which follows it" if decision.until else "the end of the case's days"
        )
        return f"taken as made between the request and {until} ({stretch_text(first, last)})"
    if first == last:
        return f"taken as made on {day_text(first)}"
    return f"taken as made between {day_text(first)} and {day_text(last)}"


def days_apart(a: Bounds, b: Bounds) -> tuple[int, int]:
    """Days from start to start of two contacts whose order need not be known, as (least, most)."""
    if a.latest_start <= b.first_day:
        return days_between(a, b)
    if b.latest_start <= a.first_day:
        return days_between(b, a)
    return 0, max(b.latest_start - a.first_day, a.latest_start - b.first_day)


def each(items: Iterable[str]) -> str:
    """``a; b; c``: parts of a sentence that hold commas."""
    return "; ".join(items)


def some(items: Sequence[str], most: int = 12) -> list[str]:
    """The first items, and how many more there are, for sentences that would grow without end."""
    if len(items) <= most + 1:
        return list(items)
    return [*items[:most], f"{len(items) - most:,} more"]


def joined(sentence: str, *clauses: str) -> str:
    """A sentence with clauses after semicolons and a full stop; blank clauses are left out."""
    return "; ".join(part for part in (sentence, *clauses) if part) + "."
