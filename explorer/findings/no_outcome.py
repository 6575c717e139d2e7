"""Requests to organisations for which no outcome is recorded in the supplied sources. A contact that followed is no
outcome, but is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from explorer.links import arrival
from explorer.requests import Referral, referrals_about
from explorer.statements import Option, Options, Statement, Told
from explorer.wording import brief, joined, listed, request_text, some

if TYPE_CHECKING:
    from explorer.report import Report

NAME, TITLE, RANK, VERSION = "no-outcome", "No outcome recorded", 20, 1
OPTIONS: dict[str, Option] = {}


def find(report: Report, options: Options) -> Iterator[Statement]:
    """A statement a request and receiver, in chronological order, subject by subject."""
    for subject in report.case.subjects:
        for referral in referrals_about(report, subject):
            if not referral.state.outcomes and not referral.contact.never_received:
                yield _statement(report, subject, referral)


def _statement(report: Report, subject: str, referral: Referral) -> Statement:
    case, contact = report.case, referral.contact
    later = [case.contacts[later] for later in case.followed_by.get(contact.id, ())]
    acted = [follower for follower in later if follower.sender == referral.receiver]
    told = Told(report, NAME, subject, [contact], mentions=acted)
    clause, returns = report.returns.that_could_hold([referral.receiver], arrival(contact))
    told.returns += returns
    told.values = [("receiver", referral.receiver)]
    then = [brief(follower) for follower in acted]
    followed = (
        f"of what followed from {case.party_name(referral.receiver)}, the sources record {listed(some(then))}"
    )
    sentence = f"No outcome is recorded for {request_text(case, contact, referral.receiver)}"
    return told.says(joined(sentence, followed if then else "", clause), referral.cite)
