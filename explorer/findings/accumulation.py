"""What had come before each decision: contacts about the subject, requests and organisations, as a range from what
certainly came before it to what can have; and the days with the most contacts. A decision is an outcome that ends or
settles a request, or a closure, discharge, exclusion or order. The request it decides, and all that this follows, came
before it; a stretch counts from its beginning."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from explorer.case import Contact
from explorer.deciding import DecisionPoint, decision_points
from explorer.statements import Option, Options, Statement, Told
from explorer.wording import (
    counted,
    decision_text,
    joined,
    listed,
    outcome_text,
    party_text,
    range_text,
    request_text,
    share_text,
    some,
    stretch_text,
    taken_as,
    who_text,
)

if TYPE_CHECKING:
    from explorer.report import Report

NAME, TITLE, RANK, VERSION = "accumulation", "What had come before each decision", 110, 4
OPTIONS = {"window_days": Option(30, "Days of the stretch with the most contacts.", "days", 1)}


def find(report: Report, options: Options) -> Iterator[Statement]:
    """A statement a decision, in chronological order, then one on the densest days, subject by subject."""
    for subject in report.case.subjects:
        contacts = [c for c in report.contacts if subject in c.about and c.is_counted]
        total = _Total(report, contacts)
        for decision in decision_points(report.case):
            if subject in decision.contact.about:
                yield _statement(report, subject, decision, total)
        yield from _densest(report, subject, contacts, int(options["window_days"]))


class _Total:
    """Counts of contacts, requests and organisations before a day, certain and possible."""

    def __init__(self, report: Report, contacts: Sequence[Contact]) -> None:
        self.report = report
        self.ids = {contact.id for contact in contacts}
        self.in_order = list(report.case.contacts)
        self.certain = _Days([(contact.bounds.latest_start, contact) for contact in contacts], report)
        self.possible = _Days([(contact.bounds.first_day, contact) for contact in contacts], report)

    def before(self, decision: DecisionPoint) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
        """(least, most) of contacts, of requests among them, and of organisations."""
        case, first_day = self.report.case, decision.bounds.first_day
        place = case.place_of[decision.contact.id]
        linked = [self.in_order[earlier] for earlier in self.report.order.ancestors(place)]
        linked += [decision.contact.id] if decision.outcome else []
        after = (
            [] if decision.outcome else [decision.contact.id, *self.report.descendants(decision.contact.id)]
        )
        surely = [
            case.contacts[c]
            for c in linked
            if c in self.ids and case.contacts[c].bounds.latest_start >= first_day
        ]
        not_before = [
            case.contacts[c]
            for c in after
            if c in self.ids and case.contacts[c].bounds.first_day <= decision.bounds.last_day
        ]
        least, most = self.certain.until(first_day - 1), self.possible.until(decision.bounds.last_day)
        parties = {party for contact in surely for party in _organisations(self.report, contact)}
        more = sum(1 for party in parties if self.certain.first_of[party] >= first_day)
        contacts = (least[0] + len(surely), most[0] - len(not_before))
        requests = (least[1] + _requests(surely), most[1] - _requests(not_before))
        organisations = (least[2] + more, most[2])
        return contacts, requests, organisations


class _Days:
    """Running totals by day."""

    def __init__(self, dated: list[tuple[int, Contact]], report: Report) -> None:
        dated = sorted(dated, key=lambda item: item[0])
        self.days = [day for day, _ in dated]
        self.requests = [0]
        self.first_of: dict[str, int] = {}
        for day, contact in dated:
            self.requests.append(self.requests[-1] + _requests([contact]))
            for party in _organisations(report, contact):
                self.first_of.setdefault(party, day)
        self.firsts = sorted(self.first_of.values())

    def until(self, day: int) -> tuple[int, int, int]:
        """Contacts, requests and organisations by the end of a day."""
        contacts = bisect_right(self.days, day)
        return contacts, self.requests[contacts], bisect_right(self.firsts, day)


def _requests(contacts: Iterable[Contact]) -> int:
    return sum(1 for contact in contacts if contact.kind.asks)


def _organisations(report: Report, contact: Contact) -> list[str]:
    return [party for party in contact.parties if report.case.parties[party].is_organisation]


def _statement(report: Report, subject: str, decision: DecisionPoint, total: _Total) -> Statement:
    case, contact = report.case, decision.contact
    outcomes = [decision.outcome] if decision.outcome else []
    told = Told(report, NAME, subject, [contact], outcomes, dates=[*outcomes, contact])
    told.mentions += [decision.until] if decision.until else []
    contacts, requests, organisations = total.before(decision)
    told.values = [("decided_by", decision.party), ("dated", decision.is_dated)]
    for name, (least, most) in (
        ("contacts", contacts),
        ("requests", requests),
        ("organisations", organisations),
    ):
        told.values += [(f"least_{name}", least), (f"most_{name}", most)]
    if decision.outcome:
        what = (
            f"the outcome of {request_text(case, contact, decision.party)} ({outcome_text(decision.outcome)})"
        )
    else:
        what = f"the decision of {party_text(case, decision.party)} by {decision_text(decision)}"
    sentence = (
        f"As the supplied sources date them, {range_text(*contacts, 'contact')} about {who_text(case, subject)} came "
        f"before {what}, with {range_text(*requests, 'request')} among them and "
        f"{range_text(*organisations, 'organisation')} involved"
    )
    cite = (contact.id, decision.party) if len(contact.receivers) > 1 and decision.outcome else (contact.id,)
    return told.says(joined(sentence, taken_as(decision)), cite)


def _densest(
    report: Report, subject: str, contacts: Sequence[Contact], window_days: int
) -> Iterator[Statement]:
    """The stretch of ``window_days`` days in which the most contacts certainly lie; the earliest of several."""
    dated = sorted(
        (contact.bounds.first_day, contact.bounds.last_day, contact.id)
        for contact in contacts
        if contact.date
    )
    firsts = [first for first, _, _ in dated]
    best: list[str] = []
    start = 0
    for at, (first, _, _) in enumerate(dated):
        until = bisect_left(firsts, first + window_days)
        if until - at > len(best):
            inside = [contact for _, last, contact in dated[at:until] if last < first + window_days]
            if len(inside) > len(best):
                best, start = inside, first
    if len(best) < 2:
        return
    found = [report.case.contacts[contact] for contact in best]
    told = Told(report, NAME, subject, found, dates=list(found))
    told.values = [("window_days", window_days), ("contacts", len(best)), ("of", len(contacts))]
    sentence = (
        f"The {counted(window_days, 'day')} in which most contacts about {who_text(report.case, subject)} certainly "
        f"lie are {stretch_text(start, start + window_days - 1)}, with "
        f"{share_text(len(best), len(contacts), 'contact')}: {listed(some(best))}"
    )
    yield told.says(joined(sentence), (subject, "densest"))
