"""What a finding says: statements, each one neutral sentence with the contacts and sources it rests on.

A sentence states what the supplied sources record. It never infers ("failed to act") and never judges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from explorer.case import BASES, Case, Contact, Outcome
from explorer.dates import EDTFDate

if TYPE_CHECKING:
    from explorer.report import Report

Value = str | int | bool | None | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """``default`` gives the type: a whole number (not below ``least``), a text, or yes and no."""

    default: int | str | bool
    description: str
    unit: str = ""
    least: int = 0


Options = Mapping[str, int | str | bool]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence about one subject.

    ``contacts`` and ``sources`` are the ids it rests on; ``basis`` the lowest of theirs; ``returns`` the sources
    that could have held what it says is absent. ``rests_on_uncertain_date`` and ``rests_on_doubtful_date``: other
    days within the bounds, or another reading of a doubtful date, could change it. ``cite`` is how reports cite it
    (``closed-unseen C23``). ``values`` are its numbers by name, for machines.
    """

    finding: str
    subject: str
    sentence: str
    contacts: tuple[str, ...]
    sources: tuple[str, ...]
    basis: str
    rests_on_uncertain_date: bool
    rests_on_doubtful_date: bool
    returns: tuple[str, ...]
    cite: str
    values: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A pattern, its definition and options as used, and what it found; ``statements`` may be empty."""

    name: str
    title: str
    version: int
    definition: str
    options: tuple[tuple[str, int | str | bool], ...]
    statements: tuple[Statement, ...]


Find = Callable[["Report", Options], Iterable[Statement]]


@dataclass
class Told:
    """A statement in the making: what it rests on, gathered from records. :meth:`says` gives the statement.

    ``dates`` are those on which the truth of the sentence depends, not all that it mentions. ``mentions`` are
    contacts that it names beside its point: they do not lower the basis. What rests on no contact (nothing was
    found) rests on all sources of the case.
    """

    report: Report
    finding: str
    subject: str
    contacts: list[Contact] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    mentions: list[Contact] = field(default_factory=list)
    dates: list[Contact | Outcome] = field(default_factory=list)
    returns: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    values: list[tuple[str, Value]] = field(default_factory=list)

    def says(self, sentence: str, cited: Sequence[str] = ()) -> Statement:
        """The statement, cited by ``cited``, else by its first contact, else by its subject."""
        case = self.report.case
        contacts = tuple(dict.fromkeys(contact.id for contact in (*self.contacts, *self.mentions)))
        return Statement(
            finding=self.finding,
            subject=self.subject,
            sentence=sentence,
            contacts=contacts,
            sources=_in_rank(case, self._sources() or case.sources),
            basis=lowest_basis(self.contacts, self.outcomes),
            rests_on_uncertain_date=any(is_uncertain(item) for item in self.dates),
            rests_on_doubtful_date=any(is_doubtful(item) for item in self.dates),
            returns=_in_rank(case, self.returns),
            cite=" ".join((self.finding, *(cited or contacts[:1] or (self.subject,)))),
            values=tuple(self.values),
        )

    def _sources(self) -> list[str]:
        found = list(self.sources)
        for contact in (*self.contacts, *self.mentions):
            found += contact.sources
        for outcome in self.outcomes:
            found += [source for source, _ in outcome.sources]
        return found


def lowest_basis(contacts: Iterable[Contact], outcomes: Iterable[Outcome] = ()) -> str:
    """The weakest basis among records: ``recorded`` where there is none."""
    found = [contact.basis for contact in contacts] + [outcome.basis for outcome in outcomes]
    return max(found, key=BASES.index, default=BASES[0])


def is_uncertain(item: Contact | Outcome) -> bool:
    """Is its day, or the first or last day of its stretch, not known to the day?"""
    first, latest, earliest, last = item.bounds
    return not item.date or (first, earliest) != (latest, last) if item.date.is_stretch else first != last


def is_doubtful(item: Contact | Outcome) -> bool:
    """Does a source doubt its date?"""
    dates: list[EDTFDate] = [item.date]
    if isinstance(item, Contact):
        dates.append(item.received)
    return any(date.is_doubtful for date in dates)


def _in_rank(case: Case, sources: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(sources), key=lambda source: case.sources[source].rank))
