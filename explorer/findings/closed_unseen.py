"""Requests that ended or were closed, where no contact of the receiver with the subject, of a kind in which a person
can be seen and with ``seen`` not "no", follows the request or lies certainly between it and its closing. Said apart:
a source says that the subject was not seen; nothing is recorded of seeing the subject; the sources differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from explorer.case import Contact, Outcome
from explorer.dates import describe
from explorer.requests import Referral, not_before_request, referrals_about, sources_differ_on_seen
from explorer.seeing import Meetings, can_see
from explorer.statements import Option, Options, Statement, Told
from explorer.wording import a_kind, cited, joined, listed, outcome_text, request_text, some, who_text

if TYPE_CHECKING:
    from explorer.report import Report

NAME, TITLE, RANK, VERSION = "closed-unseen", "Ended or closed, and the subject not recorded as seen", 30, 1
OPTIONS: dict[str, Option] = {}
NONE = (
    "For every request that ended or was closed, the sources record that the subject was seen, or a contact at which "
    "the subject could have been seen."
)


def find(report: Report, options: Options) -> Iterator[Statement]:
    meetings = Meetings(report.case)
    for subject in report.case.subjects:
        for referral in referrals_about(report, subject):
            if referral.has_ended:
                yield from _statements(report, subject, referral, meetings)


def _statements(report: Report, subject: str, referral: Referral, meetings: Meetings) -> Iterator[Statement]:
    closing = next(step for step in reversed(referral.state.outcomes) if step.term.group == "ended")
    saw, perhaps = [], []
    for met in meetings.of(referral.receiver, subject):
        if not can_see(met):
            continue
        if report.leads_to(referral.contact.id, met.id) or _is_between(report, referral, closing, met):
            saw.append(met)
        elif _may_be_between(report, referral, closing, met):
            perhaps.append(met)
    says = "differ" if sources_differ_on_seen(closing) else closing.seen
    if says == "yes" or (saw and not says):
        return
    yield _statement(report, subject, referral, closing, saw, perhaps, says)


def _is_between(report: Report, referral: Referral, closing: Outcome, met: Contact) -> bool:
    last_start = not_before_request(closing, referral.contact).first_day
    return report.is_certainly_before(referral.contact.id, met.id) and met.bounds.last_day < last_start


def _may_be_between(report: Report, referral: Referral, closing: Outcome, met: Contact) -> bool:
    return (
        not report.is_certainly_before(met.id, referral.contact.id)
        and met.bounds.first_day <= not_before_request(closing, referral.contact).last_day
    )


def _statement(
    report: Report,
    subject: str,
    referral: Referral,
    closing: Outcome,
    saw: list[Contact],
    perhaps: list[Contact],
    says: str,
) -> Statement:
    case, contact = report.case, referral.contact
    who, receiver = who_text(case, subject), case.party_name(referral.receiver)
    told = Told(report, NAME, subject, [contact, *saw, *perhaps], [closing])
    head = f"{request_text(case, contact, referral.receiver)}: {outcome_text(closing)}"
    places = listed([f"{source} {locator}".strip() for source, locator in closing.sources])
    clause = ""
    if says == "differ":
        said = f"the sources ({places}) differ on whether {receiver} saw {who} before it"
    elif says == "no":
        said = f"a source ({places}) says that {receiver} did not see {who} before it" if places else (
            f"it is recorded that {receiver} did not see {who} before it"
        )
    else:
        said = (
            f"no contact at which {receiver} can have seen {who} is recorded as following the request or as "
            "certainly between it and this outcome"
        )
        clause, returns = report.returns.that_could_hold([referral.receiver], _days(referral, closing), "these days")
        told.returns += returns
    also = [f"{cited(met)}, {a_kind(met)} ({describe(met.date)})" for met in saw]
    may = [f"{cited(met)}, {a_kind(met)} ({describe(met.date)})" for met in perhaps]
    if perhaps and not saw:
        told.dates = [*perhaps, contact, closing]
    told.values = [("receiver", referral.receiver), ("says", {"no": "not seen", "": "none recorded"}.get(says, says))]
    return told.says(
        joined(
            f"{head}; {said}",
            f"also recorded: {listed(some(also))}" if also else "",
            f"by its date, {listed(some(may), 'or')} may lie between" if may and not saw else "",
            clause,
        ),
        referral.cite,
    )


def _days(referral: Referral, closing: Outcome):  # type: ignore[no-untyped-def]
    from explorer.dates import Bounds

    end = not_before_request(closing, referral.contact)
    first = referral.contact.bounds.first_day
    return Bounds(first, end.last_day, first, end.last_day)
