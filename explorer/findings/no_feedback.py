"""Requests with a decision, where no notification, information return, message or call from the receiver to the
sender is recorded that follows the decision: made because of the request and not certainly before the decision, or
certainly after it. Only requests from organisations, unless asked otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from explorer.case import Contact, Outcome
from explorer.errors import UnknownNameError
from explorer.requests import Referral, not_before_request, referrals_about
from explorer.statements import Option, Options, Statement, Told
from explorer.vocabulary import Kind
from explorer.wording import brief, joined, listed, outcome_text, request_text, some

if TYPE_CHECKING:
    from explorer.report import Report

NAME, TITLE, RANK, VERSION = "no-feedback", "No feedback to the sender recorded", 70, 1
OPTIONS = {
    "kinds": Option(
        "notification, information-return, message, call", "Kinds of contact that count as feedback."
    ),
    "people": Option(False, "yes: requests from people too, who send no returns."),
}


def find(report: Report, options: Options) -> Iterator[Statement]:
    """A statement a request and receiver, in chronological order, subject by subject."""
    kinds = _kinds(report, str(options["kinds"]))
    sent: dict[tuple[str, str], list[Contact]] = {}
    for contact in report.contacts:
        if contact.kind.id in kinds:
            for receiver in contact.receivers:
                sent.setdefault((contact.sender, receiver), []).append(contact)
    for subject in report.case.subjects:
        for referral in referrals_about(report, subject):
            decision = referral.decision
            if decision and _is_asked(report, referral, bool(options["people"])):
                replies = sent.get((referral.receiver, referral.contact.sender), [])
                labels = [kind.label.lower() for kind in kinds.values()]
                yield from _statement(report, subject, referral, decision, replies, listed(labels, "or"))


def _kinds(report: Report, text: str) -> dict[str, Kind]:
    known = report.case.vocabulary
    kinds = {}
    for spelling in (part for part in text.split(",") if part.strip()):
        kind = known.id_of("kind", spelling)
        if kind is None:
            problem = known.unknown("kind", spelling.strip())
            raise UnknownNameError(f"{problem.expected} {problem.fix}")
        kinds[kind] = known.kinds[kind]
    return kinds


def _is_asked(report: Report, referral: Referral, with_people: bool) -> bool:
    sender = referral.contact.sender
    if not sender or sender == referral.receiver or report.case.parties[sender].is_nobody:
        return False
    return with_people or report.case.parties[sender].is_organisation


def _statement(
    report: Report, subject: str, referral: Referral, decision: Outcome, replies: list[Contact], kinds: str
) -> Iterator[Statement]:
    case, contact = report.case, referral.contact
    days = not_before_request(decision, contact)
    perhaps = []
    followers = set(report.descendants(contact.id)) if replies else set()
    for reply in replies:
        if subject not in reply.about or reply.bounds.last_day < days.first_day:
            continue
        if reply.bounds.first_day > days.last_day or reply.id in followers:
            return
        if not report.is_certainly_before(reply.id, contact.id):
            perhaps.append(reply)
    told = Told(report, NAME, subject, [contact], [decision], perhaps)
    told.dates = [*perhaps, decision] if perhaps else []
    parties = [referral.receiver, contact.sender]
    clause, returns = report.returns.that_could_hold(parties, days, "the date of that decision")
    told.returns += returns
    told.values = [("receiver", referral.receiver), ("sender", contact.sender)]
    may = listed(some([brief(reply) for reply in perhaps]), "or")
    receiver, sender = case.party_name(referral.receiver), case.party_name(contact.sender)
    yield told.says(
        joined(
            f"{request_text(case, contact, referral.receiver)}: {outcome_text(decision)}",
            f"no {kinds} from {receiver} to {sender} that follows this decision is recorded",
            f"by its date, {may} may do so" if may else "",
            clause,
        ),
        referral.cite,
    )
