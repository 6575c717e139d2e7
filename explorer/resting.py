"""What of a case its answers rest on: two cases that are alike in it have the same findings, standings and holdings.

Everything counts but what is listed here as only shown, so that a column which comes to matter is never forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from explorer.case import Account, Case, Contact, Outcome, OutcomeAccount, Party, Source
from explorer.dates import EDTFDate
from explorer.vocabulary import Kind, OutcomeTerm, Sector

Said = Callable[[str], str]

SHOWN_ONLY: dict[type, frozenset[str]] = {
    Party: frozenset({"name", "area", "aliases", "restriction", "extra"}),
    Source: frozenset({"title", "publisher", "date", "kind", "asked", "received", "url", "sha256", "extra"}),
    Contact: frozenset({"date_text", "summary", "topics", "restriction"}),
    Account: frozenset({"locator", "quote", "date_text", "summary", "topics", "restriction", "extra"}),
    Outcome: frozenset({"summary"}),
    OutcomeAccount: frozenset({"locator", "summary", "extra"}),
}
"""Fields that are shown and that no answer asks for: blank ones change none."""


def rests_on(case: Case, new: Said = str, term: Said = str) -> tuple[object, ...]:
    """All that answers about a case rest on, in its order, with every id as ``new`` and every sector, kind and outcome
    as ``term`` gives it. Cost: linear."""
    said = _Saying(new, term)
    return (
        case.scope,
        case.has_days,
        tuple(sorted(map(term, case.holding_sectors))),
        sorted((target.days, term(target.kind), term(target.sector)) for target in case.targets),
        sorted(
            (new(item.id), new(item.sender), new(item.receiver), term(item.kind.id), item.by.text,
             sorted(map(new, item.about)))
            for item in case.expected
        ),
        {new(party.id): said.of(party) for party in case.parties.values()},
        tuple(said.of(contact) for contact in case.contacts.values()),
        tuple(said.of(outcome) for outcome in case.outcomes),
        tuple(said.of(source) for source in case.sources.values()),
    )  # fmt: skip


@dataclass(frozen=True)
class _Saying:
    new: Said
    term: Said

    def of(self, value: Any, name: str = "") -> object:
        """What counts of a value that stands in the field ``name``."""
        if isinstance(value, str):
            return self.term(value) if name == "kind" else self.new(value)
        if isinstance(value, EDTFDate):
            return value.text
        if isinstance(value, Kind | Sector | OutcomeTerm):
            return self.term(value.id)
        if type(value) in SHOWN_ONLY:
            return tuple(self.of(getattr(value, field), field) for field in _COUNTED[type(value)])
        return tuple(self.of(item) for item in value) if type(value) is tuple else value


_COUNTED = {
    record: [item.name for item in fields(record) if item.name not in shown]
    for record, shown in SHOWN_ONLY.items()
}
