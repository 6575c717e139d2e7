"""Rows of a case straight as the plain columns of :mod:`explorer.reach.plain`, with its decisions: no case is made.

A case is given by the texts of :mod:`explorer.cohort.plain_texts`. What is read here of contacts and decisions is what
:mod:`explorer.case` and :mod:`explorer.deciding` make of the same rows, to which tests hold it equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from explorer.accounts import NOTHING_EARLIER
from explorer.chronology import FIRST_POSSIBLE, LAST_POSSIBLE
from explorer.cohort.plain_texts import JOIN, Texts
from explorer.dates import parse
from explorer.errors import CohortError
from explorer.reach.plain import Asked, Party, Places, Plain
from explorer.vocabulary import Vocabulary, clip

Told = tuple[tuple[str, str, str], bool, str]
"""Of a decision: the organisation, its sector, and the outcome or the kind of contact that decides; whether it is
dated; and the subjects, joined by ``;``."""


class Decided(NamedTuple):
    """The decisions of a case, an entry each of ``asked`` and ``told``; ``about`` gives the counted contacts about each
    group of subjects, joined by ``;``."""

    plain: Plain
    asked: list[Asked]
    told: list[Told]
    about: dict[str, Places]


class NotInOrder(Exception):
    """The rows of a case were not joined in their order."""


class Reader:
    """Reads the decisions of cases. ``vocabulary`` is that of the cohort."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._settling = {term.id for term in vocabulary.outcomes.values() if term.settles}
        self._kinds = {kind.id: (kind.flow, kind.decides) for kind in vocabulary.kinds.values()}

    def decided_in(self, case: str, texts: Texts) -> Decided | None:
        """The decisions of organisations in a case; ``None`` where there is none.

        Raises :class:`CohortError` for rows that loading did not make, :class:`NotInOrder` where they are not in order.
        """
        if texts.decided is None and texts.steps is None and texts.kinds is None:
            return None
        if texts.places != _in_order(texts.places.count(JOIN) + 1):
            raise NotInOrder
        try:
            return _Case(case, texts, self._kinds, self._settling).decided()
        except (ValueError, IndexError) as error:
            raise CohortError(
                f"The rows of case {clip(case)} are not such as loading makes. Make the cohort anew with "
                "`explorer cohort load`."
            ) from error


@cache
def _in_order(count: int) -> str:
    return JOIN.join(map(str, range(count)))


class _Case:
    """A case while it is read."""

    def __init__(
        self, name: str, texts: Texts, kinds: Mapping[str, tuple[str, bool]], settling: set[str]
    ) -> None:
        self.name, self.texts, self.kinds, self.settling = name, texts, kinds, settling
        senders, receivers = texts.senders.split(JOIN), texts.receivers.split(JOIN)
        parties = dict.fromkeys(senders)
        parties.update(dict.fromkeys(receivers))
        parties.pop("", None)
        self.number = {party: number for number, party in enumerate(parties)}
        one: dict[str, tuple[Party, ...]] = {party: (number,) for party, number in self.number.items()}
        one[""] = ()
        self.plain = plain = Plain(0)
        plain.senders = list(map(self.number.get, senders))
        plain.receivers = list(map(one.__getitem__, receivers))
        plain.first_days = list(map(int, texts.first_days.split(JOIN)))
        plain.last_days = plain.first_days.copy()
        self.about = texts.about.split(JOIN)
        if not len(senders) == len(receivers) == len(plain.first_days) == len(self.about):
            raise ValueError(self.name)
        self.asked: list[Asked] = []
        self.told: list[Told] = []
        self.undated: list[int] = []

    def decided(self) -> Decided:
        """The whole of it."""
        texts, plain = self.texts, self.plain
        if texts.lasting is not None:
            for place, last_day in _numbers(texts.lasting, 2):
                plain.last_days[place] = last_day
        for text, flow in ((texts.passing_nothing, "none"), (texts.passing_back, "both")):
            if text is not None:
                plain.flows.update(dict.fromkeys(map(int, text.split(JOIN)), flow))
        if texts.minutes is not None:
            plain.minutes = dict(_numbers(texts.minutes, 2))  # type: ignore[arg-type]
        if texts.more_receivers is not None:
            for at, receiver in _parts(texts.more_receivers, 2):
                number = self._number_of(receiver)
                if number not in plain.receivers[int(at)]:
                    plain.receivers[int(at)] += (number,)
        if texts.receipts is not None:
            plain.receipts = {place: (first, last) for place, first, last in _numbers(texts.receipts, 3)}
        if texts.ends is not None:
            plain.ends = {place: (first, last) for place, first, last in _numbers(texts.ends, 3)}
        self._read_links()
        self._read_decisions()
        plain.parties = len(self.number)
        if plain.follows:
            _follow(plain, self.asked, self.undated)
        return Decided(plain, self.asked, self.told, self._counted())

    def _number_of(self, party: str) -> Party:
        return self.number.setdefault(party, len(self.number))

    def _read_decisions(self) -> None:
        texts, plain = self.texts, self.plain
        if texts.kinds is not None:
            for place_text, kind, is_dated, sector in _parts(texts.kinds, 4):
                place = int(place_text)
                if self._reads_kind(place, kind):
                    sender = self.texts.senders.split(JOIN)[place]
                    self.told.append(((sender, sector, kind), is_dated == "1", self.about[place]))
                    bounds = plain.first_days[place], plain.last_days[place]
                    self.asked.append((self.number[sender], *bounds, (), place))
        if texts.decided is not None:
            for place_text, receiver, sector, decided, is_dated, first, last in _parts(texts.decided, 7):
                place = int(place_text)
                if is_dated == "0":
                    self.undated.append(len(self.asked))
                self.told.append(((receiver, sector, decided), is_dated == "1", self.about[place]))
                self.asked.append((self._number_of(receiver), int(first), int(last), (place,), -1))
        if texts.steps is not None:
            for parts in _parts(texts.steps, 7):
                self._read_steps(*parts)

    def _reads_kind(self, place: int, kind: str) -> bool:
        """Notes how content flows; whether it is a decision of the sender."""
        if kind not in self.kinds:
            contact = self.texts.contacts.split(JOIN)[place]
            raise CohortError(
                f'"{clip(kind)}", the kind of contact {clip(contact)} of case {clip(self.name)}, is not in the '
                "vocabulary of the cohort. Make it anew with `explorer cohort load`."
            )
        flow, decides = self.kinds[kind]
        if flow != "forward":
            self.plain.flows[place] = flow
        return decides and self.plain.senders[place] is not None

    def _read_steps(
        self,
        place_text: str,
        receiver: str,
        sector: str,
        scope_first: str,
        scope_last: str,
        outcomes: str,
        dates: str,
    ) -> None:
        """The decisions among several steps."""
        place = int(place_text)
        first_day = self.plain.first_days[place]
        scope = (int(scope_first) or FIRST_POSSIBLE, int(scope_last) or LAST_POSSIBLE)
        for outcome, written in zip(outcomes.split(";"), dates.split(";"), strict=True):
            if outcome not in self.settling:
                continue
            date = parse(written)
            bounds = date.clipped(*scope)
            first = max(first_day, bounds.first_day) if date else first_day
            if not date:
                self.undated.append(len(self.asked))
            self.told.append(((receiver, sector, outcome), bool(date), self.about[place]))
            self.asked.append((self._number_of(receiver), first, max(first, bounds.last_day), (place,), -1))

    def _read_links(self) -> None:
        """Follows and shares: the places of contacts given by their ids."""
        texts, plain = self.texts, self.plain
        if texts.follows is None and texts.shares is None:
            return
        ids = texts.contacts.split(JOIN)
        places = dict(zip(ids, range(len(ids)), strict=True))
        for place, follows in _parts(texts.follows, 2):
            plain.follows[int(place)] = self._placed(place, follows, places)
        for place, shares in _parts(texts.shares, 2):
            plain.shares[int(place)] = (
                () if shares == NOTHING_EARLIER else self._placed(place, shares, places)
            )

    def _placed(self, place: str, ids: str, places: Mapping[str, int]) -> tuple[int, ...]:
        try:
            return (
                (places[ids],) if ";" not in ids else tuple([places[earlier] for earlier in ids.split(";")])
            )
        except KeyError as error:
            contact = self.texts.contacts.split(JOIN)[int(place)]
            raise CohortError(
                f"Contact {clip(contact)} of case {clip(self.name)} follows or shares {clip(str(error.args[0]))}, "
                "which is not in the case. Make the cohort anew with `explorer cohort load`."
            ) from error

    def _counted(self) -> dict[str, Places]:
        """The counted contacts about each group of subjects."""
        counted = (1 << len(self.about)) - 1
        if self.texts.not_counted is not None:
            for (place,) in _numbers(self.texts.not_counted, 1):
                counted ^= 1 << place
        groups = set(self.about)
        if len(groups) == 1:
            return dict.fromkeys(groups, counted)
        found = dict.fromkeys(groups, 0)
        for place, group in enumerate(self.about):
            found[group] |= 1 << place
        return {group: places & counted for group, places in found.items()}


def _parts(text: str | None, count: int) -> Iterator[tuple[str, ...]]:
    """What each row tells, so many parts each."""
    if text is None:
        return iter(())
    parts = text.split(JOIN)
    if len(parts) % count:
        raise ValueError(text)
    each = iter(parts)
    return zip(*[each] * count, strict=True)


def _numbers(text: str, count: int) -> Iterator[tuple[int, ...]]:
    numbers = list(map(int, text.split(JOIN)))
    if len(numbers) % count:
        raise ValueError(text)
    each = iter(numbers)
    return zip(*[each] * count, strict=True)


def _follow(plain: Plain, asked: list[Asked], undated: Sequence[int]) -> None:
    """Give deciding contacts what they follow; an outcome with no date is no later than the receiver's contact that
    follows the request and has begun by the earliest day."""
    for number, (party, first_day, last_day, follows, contact) in enumerate(asked):
        if contact >= 0:
            follows = plain.follows.get(contact, ())
            asked[number] = (party, first_day, last_day, follows, contact)
    for number in undated:
        party, first_day, last_day, follows, contact = asked[number]
        starts = [
            plain.last_days[later]
            for later, earlier in plain.follows.items()
            if follows[0] in earlier and plain.senders[later] == party
        ]
        if starts:
            asked[number] = (party, first_day, max(first_day, min(starts)), follows, contact)


def about(subject: str, groups: Mapping[str, Places]) -> Places:
    """The counted contacts about a subject."""
    if len(groups) == 1 and subject in groups:
        return groups[subject]
    found = 0
    for subjects, places in groups.items():
        if subject in subjects.split(";"):
            found |= places
    return found
