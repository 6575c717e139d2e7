"""What was on record elsewhere when an organisation decided: contacts about the same subject, certainly before the
decision, that another organisation certainly took part in or was told of, with no recorded route to the decider by the
decision's last day; apart from them, those of which the dates tell only that it may be so; and those whose records the
decider had access to, where nothing shows that they were opened. No recorded route is not proof that nobody told it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from explorer.blindness import sights_of
from explorer.case import Contact
from explorer.deciding import DecisionPoint, decision_points
from explorer.statements import Option, Options, Statement, Told
from explorer.wording import (
    counted,
    decision_text,
    joined,
    listed,
    outcome_text,
    request_text,
    some,
    taken_as,
    who_text,
)

if TYPE_CHECKING:
    from explorer.report import Report

NAME, TITLE, RANK, VERSION = "blind-spots", "On record elsewhere when a decision was made", 120, 3
OPTIONS = {
    "possible": Option(True, "yes: also tell where only contacts that may be blind spots are on record.")
}


def find(report: Report, options: Options) -> Iterator[Statement]:
    """A statement a decision, in chronological order, subject by subject."""
    case = report.case
    decisions = [point for point in decision_points(case) if case.parties[point.party].is_organisation]
    sights = sights_of(case, decisions, report.tell_share)
    for subject in case.subjects:
        for decision, sight in zip(decisions, sights, strict=True):
            if subject not in decision.contact.about:
                continue
            blind, possible, access = (
                [case.contacts[contact] for contact in contacts if subject in case.contacts[contact].about]
                for contacts in (sight.blind, sight.possible, sight.access)
            )
            if blind or access or (possible and options["possible"]):
                yield _statement(report, subject, decision, blind, possible, access)


def _statement(
    report: Report,
    subject: str,
    decision: DecisionPoint,
    blind: Sequence[Contact],
    possible: Sequence[Contact],
    access: Sequence[Contact],
) -> Statement:
    case, contact = report.case, decision.contact
    outcomes = [decision.outcome] if decision.outcome else []
    told = Told(report, NAME, subject, [contact, *blind], outcomes, mentions=[*access, *possible])
    told.mentions += [decision.until] if decision.until else []
    told.dates = [contact, *outcomes, *blind, *possible]
    told.values = [
        ("decided_by", decision.party),
        ("dated", decision.is_dated),
        ("blind_spots", len(blind)),
        ("possible_blind_spots", len(possible)),
        ("had_access_to", len(access)),
    ]
    name, who = case.party_name(decision.party), who_text(case, subject)
    clause, returns = report.returns.that_could_hold(
        [decision.party], decision.bounds, "the days of the decision"
    )
    told.returns += returns
    sentence = f"When {name} decided {_what(report, decision)}, {_on_record(blind, who)} with no recorded route to it"
    cite = (contact.id, decision.party) if len(contact.receivers) > 1 and decision.outcome else (contact.id,)
    return told.says(
        joined(sentence, *_perhaps(decision, possible), _access(access), taken_as(decision), clause),
        cite,
    )


def _perhaps(decision: DecisionPoint, possible: Sequence[Contact]) -> Iterator[str]:
    """The possible ones: of others, and the decider's own, which may have come after the decision."""
    others: list[Contact] = []
    own: list[Contact] = []
    for contact in possible:
        is_own = decision.party == contact.sender or decision.party in contact.receivers
        (own if is_own else others).append(contact)
    if others:
        yield (
            f"by the dates, {counted(len(others), 'contact')} of others, {_ids(others)}, may have been on record by "
            "then, with no certain route to it"
        )
    if own:
        yield f"of its own contacts, {_ids(own)} may have come before it decided, or after"


def _access(access: Sequence[Contact]) -> str:
    if not access:
        return ""
    return f"it had access to records of {_ids(access)}, and nothing shows that they were opened"


def _what(report: Report, decision: DecisionPoint) -> str:
    """``on C06, a referral ... (closed, date not recorded)`` or ``by C9, a closure, 9 March 2020``"""
    if decision.outcome:
        request = request_text(report.case, decision.contact)
        return f"on {request} ({outcome_text(decision.outcome)})"
    return f"by {decision_text(decision)}"


def _on_record(blind: Sequence[Contact], who: str) -> str:
    if not blind:
        return f"no contact about {who} was certainly on record elsewhere"
    was = "was" if len(blind) == 1 else "were"
    return f"{counted(len(blind), 'contact')} about {who}, {_ids(blind)}, {was} on record elsewhere"


def _ids(contacts: Sequence[Contact]) -> str:
    return listed(some([contact.id for contact in contacts]))
