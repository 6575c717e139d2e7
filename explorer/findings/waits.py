"""Days from request to outcome, as a range where dates are not exact: from the day it was received, where that is
recorded, else the day it was made, to the first outcome that settles it. Against the targets of the case ([targets] in
case.toml), met, not met, or not to be told from the dates on record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from explorer.called_for import Target
from explorer.case import Outcome
from explorer.dates import days_between
from explorer.links import arrival
from explorer.requests import Referral, not_before_request, referrals_about
from explorer.statements import Option, Options, Statement, Told
from explorer.wording import (
    counted,
    days_text,
    each,
    joined,
    listed,
    outcome_text,
    request_text,
    share_text,
    some,
)

if TYPE_CHECKING:
    from explorer.report import Report

NAME, TITLE, RANK, VERSION = "waits", "Waits from request to outcome", 130, 3
OPTIONS = {"least_days": Option(0, "Days waited, at least, where no target applies.", "days")}


def find(report: Report, options: Options) -> Iterator[Statement]:
    """A statement a request with two dates, in chronological order, then one on the others."""
    for subject in report.case.subjects:
        settled = [
            (referral, referral.decision)
            for referral in referrals_about(report, subject)
            if referral.decision is not None
        ]
        for referral, outcome in settled:
            if referral.contact.date and outcome.date:
                days = days_between(arrival(referral.contact), not_before_request(outcome, referral.contact))
                targets = _targets(report, referral)
                if targets or days[1] >= int(options["least_days"]):
                    yield _statement(report, subject, referral, outcome, days, targets)
        undated = [(r, outcome) for r, outcome in settled if not (r.contact.date and outcome.date)]
        if undated:
            yield _not_counted(report, subject, undated, len(settled))


def _targets(report: Report, referral: Referral) -> list[Target]:
    sector = report.case.parties[referral.receiver].sector.id
    return [
        target
        for target in report.case.targets
        if target.kind in ("", referral.contact.kind.id) and target.sector in ("", sector)
    ]


def _statement(
    report: Report,
    subject: str,
    referral: Referral,
    outcome: Outcome,
    days: tuple[int, int],
    targets: list[Target],
) -> Statement:
    contact = referral.contact
    told = Told(report, NAME, subject, [contact], [outcome], dates=[contact, outcome])
    told.values = [("least_days", days[0]), ("most_days", days[1])]
    said = []
    for target in targets:
        met = "met" if days[1] <= target.days else "not met" if days[0] > target.days else "not to be told"
        told.values.append((f"target {target.name}", met))
        words = "which its dates do not tell" if met == "not to be told" else met
        said.append(f"target {target.name}, {counted(target.days, 'day')}: {words}")
    head = f"{request_text(report.case, contact, referral.receiver)}: {outcome_text(outcome)}"
    return told.says(joined(f"{head}, {days_text(days)} after it", each(said)), referral.cite)


def _not_counted(
    report: Report, subject: str, undated: list[tuple[Referral, Outcome]], settled: int
) -> Statement:
    contacts = [referral.contact for referral, _ in undated]
    told = Told(report, NAME, subject, contacts, [outcome for _, outcome in undated])
    told.values = [("requests", settled), ("not_counted", len(undated))]
    clause, returns = report.returns.that_could_hold(
        [referral.receiver for referral, _ in undated], report.case.scope, "the period of the case"
    )
    told.returns += returns
    ids = listed(some([contact.id for contact in contacts]))
    sentence = (
        f"For {share_text(len(undated), settled, 'request')} with an outcome that settles what was asked, the wait "
        f"cannot be counted, because the request or the outcome has no date on record: {ids}"
    )
    return told.says(joined(sentence, clause), (subject, "undated"))
