"""Questions to put to each agency, drawn from what the sources leave blank: outcomes not recorded, decisions and
contacts without a day, senders that are not named.

A blank is what the supplied sources do not say. A question says no more than that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.case import Contact
from explorer.dates import describe
from explorer.journeys import NOT_RECORDED
from explorer.wording import listed, party_text

if TYPE_CHECKING:
    from explorer.report import Report

VAGUE_DAYS = 62
"""A day known to lie somewhere in more days than these is asked for."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``party`` is the id of the organisation it is put to, '' where it is not known whom to ask;
    ``contacts`` are the ids it is about; ``reason`` says what is blank."""

    party: str
    sentence: str
    contacts: tuple[str, ...]
    reason: str


def questions_of(report: Report) -> tuple[Question, ...]:
    """Every question, by organisation (in the order of the parties), then in chronological order of what it is about;
    those that nobody in particular could answer last. Cost: linear.
    """
    case = report.case
    found = [*_on_requests(report), *_on_contacts(report)]
    ranks = {party: rank for rank, party in enumerate(case.parties)}
    return tuple(
        sorted(
            found,
            key=lambda q: (
                ranks.get(q.party, len(ranks)),
                case.place_of[q.contacts[0]],
                q.reason,
                q.sentence,
            ),
        )
    )


def _on_requests(report: Report) -> Iterator[Question]:
    case = report.case
    for (contact_id, receiver), state in report.requests.items():
        contact = case.contacts[contact_id]
        if case.parties[receiver].is_person:
            continue
        asked = receiver if case.parties[receiver].is_organisation else ""
        to = "" if asked else f" to {party_text(case, receiver)}"
        what = _told(report, contact, to)
        if state.group == NOT_RECORDED:
            sentence = f"Was {what} received, and what became of it?"
            yield Question(asked, sentence, (contact_id,), "no outcome recorded")
            continue
        if state.said_as == "passed on, no receipt recorded":
            yield Question(
                asked,
                f"To whom was {what} passed on, and when?",
                (contact_id,),
                "passed on, no receipt recorded",
            )
        for outcome in state.outcomes:
            if not outcome.date and not outcome.is_withheld:
                sentence = f"On which day was {what} {outcome.term.label.lower()}?"
                yield Question(asked, sentence, (contact_id,), "date of an outcome not recorded")
        last = state.outcomes[-1] if state.outcomes else None
        if last and last.term.group == "ended" and not last.seen:
            sentence = f"Was the subject seen before {what} ended ({last.term.label.lower()})?"
            yield Question(asked, sentence, (contact_id,), "not recorded whether the subject was seen")


def _on_contacts(report: Report) -> Iterator[Question]:
    case = report.case
    for contact in report.contacts:
        holders = [party for party in contact.parties if case.parties[party].is_organisation]
        asked = holders[0] if holders else ""
        nobody = [party for party in contact.parties if case.parties[party].is_nobody]
        if nobody:
            ends = ["who made" if party == contact.sender else "who received" for party in nobody]
            sentence = f"It is not recorded {listed(ends)} {_told(report, contact)}. Who was it?"
            yield Question(asked, sentence, (contact.id,), "a party not recorded")
        if not contact.date:
            yield Question(
                asked, f"On which day was {_told(report, contact)}?", (contact.id,), "date not recorded"
            )
        elif not contact.date.is_stretch and contact.bounds.last_day - contact.bounds.first_day > VAGUE_DAYS:
            sentence = f"On which day was {_told(report, contact)}?"
            yield Question(asked, sentence, (contact.id,), "date too vague to order")


def _told(report: Report, contact: Contact, to: str = "") -> str:
    """``C23 (referral from The Range High School, 1 February 2021)``"""
    kind = contact.kind.label.lower()
    said = [f"{kind}{_ends(report, contact)}{to}"]
    said += [describe(contact.date).replace(" (doubtful)", ", doubtful")] if contact.date else []
    said += ["inferred"] if contact.basis == "inferred" else []
    return f"{contact.id} ({', '.join(said)})"


def _ends(report: Report, contact: Contact) -> str:
    case = report.case
    if not contact.sender or case.parties[contact.sender].is_nobody:
        return ""
    to = [party_text(case, party) for party in contact.receivers if not case.parties[party].is_nobody]
    onward = f" to {listed(to)}" if to and not contact.kind.asks else ""
    return f" from {party_text(case, contact.sender)}{onward}"
