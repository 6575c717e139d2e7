"""The records of a case: frozen, checked, and complete. They come only from :func:`explorer.checking.case_of`.

Words are those of design section 2. ``from`` is a word of Python, so the two ends of a contact are ``sender``
and ``receivers`` here, and ``from`` and ``to`` in files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from explorer.called_for import Expected, Target
from explorer.dates import BLANK, Bounds, EDTFDate
from explorer.relative import is_relative
from explorer.vocabulary import Kind, OutcomeTerm, Sector, Vocabulary

if TYPE_CHECKING:
    import explorer

NOBODY = "unknown"
"""The id of nobody in particular; ``unknown:police`` is nobody in particular of a sector."""

BASES = ("recorded", "reported", "inferred")
"""How far a row rests on its source, strongest first."""

Extra = tuple[tuple[str, str], ...]
"""(column, cell) of the columns that the design does not know, sorted; blank cells are left out."""


@dataclass(frozen=True, slots=True)
class Party:
    """A person by role, or an organisation. ``parent`` is the id of the organisation it is part of, or ''."""

    id: str
    name: str
    sector: Sector
    parent: str = ""
    area: str = ""
    aliases: tuple[str, ...] = ()
    restriction: str = ""
    extra: Extra = ()

    @property
    def is_person(self) -> bool:
        """A person by role: people do not pass content on (design section 7)."""
        return self.sector.is_person

    @property
    def is_nobody(self) -> bool:
        """Nobody in particular: never relays, never the same one twice."""
        return self.id == NOBODY or self.id.startswith(NOBODY + ":")

    @property
    def is_organisation(self) -> bool:
        """An organisation that is somebody in particular."""
        return not self.is_person and not self.is_nobody


@dataclass(frozen=True, slots=True)
class Source:
    """A document. ``rank`` is its place in ``sources.csv``: the first is preferred."""

    id: str
    title: str = ""
    publisher: str = ""
    date: EDTFDate = BLANK
    kind: str = ""
    party: str = ""
    asked: EDTFDate = BLANK
    received: EDTFDate = BLANK
    covers: EDTFDate = BLANK
    says: str = ""
    url: str = ""
    sha256: str = ""
    rank: int = 0
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Account:
    """What one source says of one contact. A field it leaves blank says nothing."""

    source: str
    locator: str = ""
    quote: str = ""
    basis: str = "recorded"
    date: EDTFDate = BLANK
    date_text: str = ""
    time: str = ""
    received: str = ""
    sender: str = ""
    receivers: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    kind: str = ""
    summary: str = ""
    seen: str = ""
    follows: tuple[str, ...] = ()
    shares: tuple[str, ...] | None = None
    topics: tuple[str, ...] = ()
    is_key: bool = False
    restriction: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class OutcomeAccount:
    """What one source says of one step."""

    source: str
    locator: str = ""
    date: EDTFDate = BLANK
    seen: str = ""
    summary: str = ""
    basis: str = "recorded"
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A step in what a receiver did with a request, after merging what several sources say of it.

    ``bounds`` are clipped to the scope; ``date`` is as recorded, blank where no source dates it.
    ``seen`` tells whether the receiver saw the subject before it.
    """

    contact: str
    receiver: str
    term: OutcomeTerm
    date: EDTFDate
    bounds: Bounds
    seen: str = ""
    summary: str = ""
    basis: str = "recorded"
    accounts: tuple[OutcomeAccount, ...] = ()

    @property
    def is_withheld(self) -> bool:
        """Is it only said that there is one? What it was, and when, is held back."""
        return self.term.group == "withheld"

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """(source id, locator) of each account of this step, preferred source first."""
        return tuple((account.source, account.locator) for account in self.accounts if account.source)


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact after merging its accounts; ``accounts`` keeps what each source says, preferred first.

    ``bounds`` are ordinals of days, clipped to the scope and tightened by ``follows`` and ``shares``;
    ``receipt`` the same for the day it reached its receivers, or ``None`` where that is its own date.
    ``shares`` is ``None`` where nothing is recorded, ``()`` where nothing earlier was passed on.
    """

    id: str
    kind: Kind
    sender: str
    receivers: tuple[str, ...]
    about: tuple[str, ...]
    date: EDTFDate
    bounds: Bounds
    date_text: str = ""
    time: int | None = None
    received: EDTFDate = BLANK
    never_received: bool = False
    receipt: Bounds | None = None
    summary: str = ""
    seen: str = ""
    follows: tuple[str, ...] = ()
    shares: tuple[str, ...] | None = None
    topics: tuple[str, ...] = ()
    is_key: bool = False
    basis: str = "recorded"
    restriction: str = ""
    accounts: tuple[Account, ...] = ()

    @property
    def is_counted(self) -> bool:
        """Incidents, index events and standing access are drawn but not counted as contacts."""
        return self.kind.counted

    @property
    def parties(self) -> tuple[str, ...]:
        """Sender and receivers, each once, in that order; a blank end is left out."""
        return tuple(dict.fromkeys(party for party in (self.sender, *self.receivers) if party))

    @property
    def edges(self) -> tuple[tuple[str, str], ...]:
        """(contact id, receiver) of each edge; one with a blank receiver where ``to`` is blank."""
        return tuple((self.id, receiver) for receiver in self.receivers or ("",))

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources that tell of it, preferred first, each once."""
        if len(self.accounts) == 1:  # nearly all, and asked of each contact of each finding
            return (self.accounts[0].source,) if self.accounts[0].source else ()
        return tuple(dict.fromkeys(account.source for account in self.accounts if account.source))


@dataclass(frozen=True, slots=True)
class Note:
    """A reviewer's analysis, of contacts, of a day or of a period. Never fact."""

    id: str
    text: str
    contacts: tuple[str, ...] = ()
    date: EDTFDate = BLANK
    author: str = ""
    source: str = ""
    extra: Extra = ()


@dataclass(frozen=True)
class Case:
    """A whole case. Mappings are in a fixed order: sources by preference, all else by id or chronology."""

    name: str
    title: str
    marking: str
    vocabulary: Vocabulary = field(compare=False, repr=False)
    scope: Bounds
    """First and last day of the case (``first_day``, ``last_day``); see ``has_days``."""
    has_days: bool
    """False where no contact has a bounded day and no scope is set: then ``scope`` means nothing."""
    parties: Mapping[str, Party] = field(repr=False)
    contacts: Mapping[str, Contact] = field(repr=False)
    """In chronological order: first day, last day, time, id; undated last."""
    outcomes: tuple[Outcome, ...] = field(repr=False)
    sources: Mapping[str, Source] = field(repr=False)
    notes: Mapping[str, Note] = field(repr=False)
    expected: tuple[Expected, ...] = ()
    targets: tuple[Target, ...] = ()
    holding_sectors: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    settings: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """``case.toml`` as read, for what other layers ask of it (profiles)."""
    warnings: tuple[str, ...] = field(default=(), compare=False)

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """Ids of the parties of sector ``subject``, sorted."""
        return tuple(sorted(party.id for party in self.parties.values() if party.sector.id == "subject"))

    @cached_property
    def is_relative(self) -> bool:
        """Are its days counted from a day 0 that is not told (:mod:`explorer.relative`)?"""
        return self.has_days and is_relative(self.scope.first_day)

    @cached_property
    def outcomes_of(self) -> Mapping[tuple[str, str], tuple[Outcome, ...]]:
        """The steps of each edge (contact id, receiver), in order of date; undated last."""
        steps: dict[tuple[str, str], list[Outcome]] = {}
        for outcome in self.outcomes:
            steps.setdefault((outcome.contact, outcome.receiver), []).append(outcome)
        return {edge: tuple(found) for edge, found in steps.items()}

    @cached_property
    def followed_by(self) -> Mapping[str, tuple[str, ...]]:
        """For each contact id, the ids of the contacts that follow it, in chronological order."""
        onward: dict[str, list[str]] = {}
        for contact in self.contacts.values():
            for earlier in contact.follows:
                onward.setdefault(earlier, []).append(contact.id)
        return {earlier: tuple(later) for earlier, later in onward.items()}

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """The place of each contact id in chronological order, from 0."""
        return {contact: place for place, contact in enumerate(self.contacts)}

    def party_name(self, party: str) -> str:
        """The name of a party by id; '' for a blank end."""
        return self.parties[party].name if party else ""

    def page(self, *, title: str | None = None, height: int = 900) -> explorer.Page:
        """The page of the case, which a notebook shows by itself; ``height`` in pixels. Made when it is shown."""
        import explorer  # by its face, which loads what is asked of it: the page stands far above this layer

        return explorer.Page(self, title, height)
