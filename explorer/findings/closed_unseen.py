"""Requests that ended or were closed, where no contact of the receiver with the subject, of a kind in which a person
can be seen and with ``seen`` not "no", follows the request or lies certainly between it and its closing. Said apart:
a source says that the subject was not seen; nothing is recorded of seeing the subject; the sources differ. Closed is
a request by its last outcome, or by a closure or discharge that its receiver made because of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.case import Contact, Outcome
from explorer.dates import Bounds, describe
from explorer.requests import Referral, not_before_request, referrals_about, sources_differ_on_seen
from explorer.seeing import Meetings, can_see
from explorer.statements import Option, Options, Statement, Told
from explorer.wording import a_kind, brief, cited, joined, listed, outcome_text, request_text, some, who_text

if TYPE_CHECKING:
    from explorer.report import Report

NAME, TITLE, RANK, VERSION = "closed-unseen", "Ended or closed, and the subject not recorded as seen", 30, 2
OPTIONS: dict[str, Option] = {}


@dataclass(frozen=True, slots=True)
class Closing:
    """How a request ended: by an outcome, or by a contact of its receiver that follows it."""

    record: Outcome | Contact
    days: Bounds

    @property
    def text(self) -> str:
        if isinstance(self.record, Outcome):
            return outcome_text(self.record)
        return f"{cited(self.record)}, {a_kind(self.record)}, {describe(self.record.date)}"

    @property
    def says_seen(self) -> str:
        """``yes``, ``no``, ``differ`` or '' (not recorded)."""
        if isinstance(self.record, Outcome) and sources_differ_on_seen(self.record):
            return "differ"
        return self.record.seen


def find(report: Report, options: Options) -> Iterator[Statement]:
    """A statement a request and receiver, in chronological order, subject by subject."""
    meetings = Meetings(report.case)
    for subject in report.case.subjects:
        for referral in referrals_about(report, subject):
            closing = _closing(report, referral)
            if closing is None:
                continue
            saw, perhaps = _meetings(report, referral, closing, meetings.of(referral.receiver, subject))
            if closing.says_seen in ("no", "differ") or not (saw or closing.says_seen):
                yield _statement(report, subject, referral, closing, saw, perhaps)


def _closing(report: Report, referral: Referral) -> Closing | None:
    ended = [step for step in referral.state.outcomes if step.term.group == "ended"]
    if referral.has_ended:
        return Closing(ended[-1], not_before_request(ended[-1], referral.contact))
    if referral.state.outcomes and referral.state.outcomes[-1].term.ends:
        return None  # passed on: it has not ended here
    for later in report.descendants(referral.contact.id):
        contact = report.case.contacts[later]
        if contact.kind.decides and contact.kind.closes == "from" and contact.sender == referral.receiver:
            return Closing(contact, contact.bounds)
    return None


def _meetings(
    report: Report, referral: Referral, closing: Closing, met: list[Contact]
) -> tuple[list[Contact], list[Contact]]:
    """The contacts at which the receiver can have seen the subject: for this closing, and perhaps for it."""
    saw, perhaps = [], []
    request = referral.contact.id
    followers = set(report.descendants(request)) if met else set()
    for contact in met:
        if not can_see(contact) or contact is closing.record:
            continue
        is_between = (
            report.is_certainly_before(request, contact.id)
            and contact.bounds.last_day < closing.days.first_day
        )
        if is_between or contact.id in followers:
            saw.append(contact)
        elif (
            not report.is_certainly_before(contact.id, request)
            and contact.bounds.first_day <= closing.days.last_day
        ):
            perhaps.append(contact)
    return saw, perhaps


def _statement(
    report: Report,
    subject: str,
    referral: Referral,
    closing: Closing,
    saw: list[Contact],
    perhaps: list[Contact],
) -> Statement:
    case, contact = report.case, referral.contact
    told = Told(report, NAME, subject, [contact], mentions=[*saw, *([] if closing.says_seen else perhaps)])
    (told.outcomes if isinstance(closing.record, Outcome) else told.contacts).append(closing.record)  # type: ignore[arg-type]
    clause = ""
    if not closing.says_seen:
        days = Bounds(
            contact.bounds.first_day, closing.days.last_day, contact.bounds.first_day, closing.days.last_day
        )
        clause, returns = report.returns.that_could_hold([referral.receiver], days, "these days")
        told.returns += returns
        if perhaps:
            told.dates = [*perhaps, contact, closing.record]
    also = [brief(met) for met in saw]
    may = [] if saw or closing.says_seen else [brief(met) for met in perhaps]
    says = {"no": "not seen", "differ": "sources differ"}.get(closing.says_seen, "none recorded")
    told.values = [("receiver", referral.receiver), ("says", says)]
    return told.says(
        joined(
            f"{request_text(case, contact, referral.receiver)}: {closing.text}",
            _said(report, subject, referral, closing),
            f"also recorded: {listed(some(also))}" if also else "",
            f"by its date, {listed(some(may), 'or')} may lie between" if may else "",
            clause,
        ),
        referral.cite,
    )


def _said(report: Report, subject: str, referral: Referral, closing: Closing) -> str:
    who, receiver = who_text(report.case, subject), report.case.party_name(referral.receiver)
    sources = closing.record.sources if isinstance(closing.record, Outcome) else ()
    at = f" ({_places(sources)})" if sources else ""
    if closing.says_seen == "differ":
        return f"the sources differ on whether {receiver} saw {who} before this{at}"
    if closing.says_seen == "no":
        says = "the sources say" if len({source for source, _ in sources}) > 1 else "the source says"
        return f"{says}{at} that {receiver} did not see {who} before this"
    return (
        f"no contact at which {receiver} can have seen {who} is recorded as following the request, or as certainly "
        "between the request and this"
    )


def _places(sources: Iterable[tuple[str, str]]) -> str:
    """``S2 para 42``; sources that give the same place together: ``S3 and S4 p. 2``."""
    by_place: dict[str, list[str]] = {}
    for source, locator in sources:
        by_place.setdefault(locator, []).append(source)
    return listed([f"{listed(names)} {place}".strip() for place, names in by_place.items()])
