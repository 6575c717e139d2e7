"""Contacts that guidance or a review called for (``[[expected]]`` in case.toml) and that no contact on record matches
in parties, kind, subject and time; with who called for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from explorer.called_for import Expected
from explorer.dates import describe
from explorer.statements import Option, Options, Statement, Told
from explorer.wording import joined

if TYPE_CHECKING:
    from explorer.report import Report

NAME, TITLE, RANK, VERSION = "expected", "Called for, not recorded", 80, 1
OPTIONS: dict[str, Option] = {}
GROUNDS = {"guidance": "by guidance", "review": "by a review"}


def find(report: Report, options: Options) -> Iterator[Statement]:
    """A statement an expected contact without a match, by id, subject by subject."""
    for subject in report.case.subjects:
        for expected in report.case.expected:
            if subject in expected.about and not report.expected[expected.id]:
                yield _statement(report, subject, expected)


def _statement(report: Report, subject: str, expected: Expected) -> Statement:
    case = report.case
    told = Told(report, NAME, subject)
    told.sources += [expected.said_by] if expected.said_by in case.sources else []
    told.values = [("expected", expected.id), ("ground", expected.ground), ("said_by", expected.said_by)]
    place = f" ({expected.said_by} {expected.locator})".replace(" )", ")") if expected.said_by else ""
    called = f"called for {GROUNDS.get(expected.ground, expected.ground)}{place}"
    by = f", to be made by {describe(expected.by)}" if expected.by else ""
    label = expected.kind.label.lower()
    what = f"{'An' if label[0] in 'aeiou' else 'A'} {label}"
    parties = (expected.sender, expected.receiver)
    clause, returns = report.returns.that_could_hold(parties, case.scope, "the period of the case")
    told.returns += returns
    names = " to ".join(case.party_name(party) for party in parties)
    sentence = f"{what} from {names} was {called}{by}; no such contact is on record"
    return told.says(joined(sentence, clause), (expected.id,))
