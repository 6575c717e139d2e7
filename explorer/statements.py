"""What a finding says: statements, each one neutral sentence with the contacts and sources it rests on.

A sentence states what the supplied sources record. It never infers ("failed to act") and never judges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from explorer.case import BASES, Case, Contact, Outcome
from explorer.wording import listed, some

if TYPE_CHECKING:
    from explorer.report import Report

CONFLICTING = {"from": "sender", "to": "receiver", "about": "subject"}
"""How a field on which sources differ is called in a sentence, where not by its own name."""
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
    (``closed-unseen C23``). ``conflicting`` are the contacts on which its sources differ, so that another account
    could change it; the sentence says so too. ``values`` are its numbers by name, for machines.
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
    conflicting: tuple[str, ...] = ()
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
    names_differences: bool = True
    """False where the sources that differ are what the finding is about."""

    def says(self, sentence: str, cited: Sequence[str] = ()) -> Statement:
        """The statement, cited by ``cited``, else by its first contact, else by its subject."""
        case = self.report.case
        differing = self._differing()
        if differing:
            named = listed(some(list(differing.values()), 6))
            sentence = f"{sentence.removesuffix('.')}; the sources differ on {named}."
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
            conflicting=tuple(differing),
            cite=" ".join((self.finding, *(cited or contacts[:1] or (self.subject,)))),
            values=tuple(self.values),
        )

    def _differing(self) -> dict[str, str]:
        """By contact id, in which fields its sources, or those of an outcome told of, differ: ``C6 (date)``."""
        fields: dict[str, list[str]] = {}
        for contact in self.contacts if self.names_differences else ():
            for conflict in self.report.conflicts.get(contact.id, ()):
                fields.setdefault(contact.id, []).append(CONFLICTING.get(conflict.field, conflict.field))
        for outcome in self.outcomes if self.names_differences else ():
            for name in ("date", "seen"):
                if (
                    len({getattr(account, name) for account in outcome.accounts if getattr(account, name)})
                    > 1
                ):
                    fields.setdefault(outcome.contact, []).append(f"{name} of its outcome")
        return {
            contact: f"{contact} ({', '.join(dict.fromkeys(names))})" for contact, names in fields.items()
        }

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
    return item.date.is_doubtful or (isinstance(item, Contact) and item.received.is_doubtful)


def _in_rank(case: Case, sources: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(sources), key=lambda source: case.sources[source].rank))
