"""Rows of a case straight as the plain columns of :mod:`explorer.reach.plain`, with its decisions: no case is made.

What is read here of contacts and decisions is what :mod:`explorer.case` and :mod:`explorer.deciding` make of the same
rows, to which tests hold it equal; it takes about a microsecond a row where they take a hundred.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from explorer.accounts import NEVER, NOTHING_EARLIER
from explorer.chronology import FIRST_POSSIBLE, LAST_POSSIBLE
from explorer.dates import parse
from explorer.errors import CohortError
from explorer.reach.plain import Asked, Places, Plain
from explorer.vocabulary import Vocabulary, clip

Row = Sequence[Any]

_HAS_STEPS = "({length}(steps) > 1 OR (state = '' AND {length}(steps) > 0))"
READS = (
    "contact",
    "CASE WHEN sender_is_organisation THEN sender END",
    "CASE WHEN receiver_is_organisation THEN receiver END",
    "first_day",
    "latest_start",
    "kind",
    "about",
    "CASE WHEN is_counted THEN 1 ELSE 0 END"
    " + CASE WHEN is_stretch OR received <> '' OR follows <> '' OR shares IS NOT NULL THEN 2 ELSE 0 END"
    f" + CASE WHEN receiver_is_organisation AND (decided <> '' OR {_HAS_STEPS}) THEN 4 ELSE 0 END"
    " + CASE WHEN decided_is_dated THEN 8 ELSE 0 END"
    " + CASE WHEN date <> '' THEN 16 ELSE 0 END",
    "time",
    "sender_sector",
    "CASE WHEN decided <> '' THEN receiver_sector END",
    "CASE WHEN decided <> '' THEN decided END",
    "CASE WHEN decided <> '' THEN decided_first_day END",
    "CASE WHEN decided <> '' THEN decided_last_day END",
    f"CASE WHEN {_HAS_STEPS} THEN receiver_sector END",
    f"CASE WHEN {_HAS_STEPS} THEN steps END",
    f"CASE WHEN {_HAS_STEPS} THEN scope_first_day END",
    f"CASE WHEN {_HAS_STEPS} THEN scope_last_day END",
    "CASE WHEN follows <> '' THEN follows END",
    "shares",
    "CASE WHEN received <> '' THEN received END",
    "CASE WHEN received <> '' THEN arrived_first_day END",
    "CASE WHEN received <> '' THEN arrived_latest_start END",
    "CASE WHEN is_stretch THEN earliest_end END",
    "CASE WHEN is_stretch THEN last_day END",
)
"""What is read of each row, after the name of its case: expressions that every engine reads alike, but for the name
that it gives to the length of a list. Cells that are seldom needed are null where they are not."""
_COUNTED, _LINKED, _DECIDED, _DECIDED_IS_DATED, _DATED = 1, 2, 4, 8, 16

Told = tuple[str, str, str, bool, str]
"""Of a decision: the organisation, its sector, the outcome or the kind of contact that decides, whether it is dated,
and the subjects, joined by ``;``."""


class Decided(NamedTuple):
    """The decisions of a case, an entry each of ``asked`` and ``told``; ``about`` gives the counted contacts about each
    group of subjects, joined by ``;``."""

    plain: Plain
    asked: list[Asked]
    told: list[Told]
    about: dict[str, Places]


class Reader:
    """Reads the decisions of cases. ``vocabulary`` is that of the cohort."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._settling = {term.id for term in vocabulary.outcomes.values() if term.settles}
        self._outcomes = vocabulary.outcomes
        self._kinds = {kind.id: (kind.flow, kind.decides) for kind in vocabulary.kinds.values()}
        self._forward = {kind for kind, found in self._kinds.items() if found == ("forward", False)}

    def decided_in(self, rows: Sequence[Row]) -> Decided:
        """The decisions of organisations in a case, from its rows in order, each after the name of the case.

        Raises :class:`CohortError` for rows that loading did not make.
        """
        plain = Plain()
        asked: list[Asked] = []
        told: list[Told] = []
        counted: dict[str, Places] = {}
        linked: list[tuple[int, Row]] = []
        undated: list[int] = []
        senders, receivers = plain.senders, plain.receivers
        first_days, last_days, minutes = plain.first_days, plain.last_days, plain.minutes
        forward = self._forward
        place, before = -1, None
        for row in rows:
            (
                _, contact, sender, receiver, first_day, last_day, kind, about, flags, minute, sender_sector,
                sector, decided, decided_first, decided_last, *_,
            ) = row  # fmt: skip
            if contact != before:
                before = contact
                place += 1
                senders.append(sender)
                receivers.append(() if receiver is None or receiver == sender else (receiver,))
                first_days.append(first_day)
                last_days.append(last_day)
                if flags & _COUNTED:
                    counted[about] = counted.get(about, 0) | 1 << place
                if flags & _LINKED:
                    linked.append((place, row))
                if minute is not None:
                    minutes[place] = minute
                if kind not in forward and self._reads_kind(plain, place, row):
                    told.append((sender, sender_sector, kind, bool(flags & _DATED), about))
                    asked.append((sender, first_day, last_day, (), place))
            elif receiver is not None and receiver != sender and receiver not in receivers[place]:
                receivers[place] += (receiver,)
            if flags & _DECIDED:
                if row[16] is not None:
                    self._read_steps(row, place, asked, told, undated)
                    continue
                if flags & _DECIDED_IS_DATED:
                    first_day = max(first_day, decided_first)
                else:
                    undated.append(len(asked))
                told.append((receiver, sector, decided, bool(flags & _DECIDED_IS_DATED), about))
                asked.append((receiver, first_day, max(first_day, decided_last), (place,), -1))
        if linked:
            self._read_links(plain, rows, linked)
            if plain.follows:
                _follow(plain, asked, undated)
        return Decided(plain, asked, told, counted)

    def _reads_kind(self, plain: Plain, place: int, row: Row) -> bool:
        """Notes how content flows; whether it is a decision of the sender."""
        if row[6] not in self._kinds:
            raise CohortError(
                f'"{clip(row[6])}", the kind of contact {clip(row[1])} of case {clip(row[0])}, is not in the '
                "vocabulary of the cohort. Make it anew with `explorer cohort load`."
            )
        flow, decides = self._kinds[row[6]]
        if flow != "forward":
            plain.flows[place] = flow
        return decides and row[2] is not None

    def _read_steps(
        self, row: Row, place: int, asked: list[Asked], told: list[Told], undated: list[int]
    ) -> None:
        """The decisions among several steps."""
        receiver, first_day, about = row[3], row[4], row[7]
        scope = (row[17] or FIRST_POSSIBLE, row[18] or LAST_POSSIBLE)
        for step in row[16]:
            outcome = step["outcome"]
            if outcome not in self._settling:
                continue
            date = parse(step["date"])
            bounds = date.clipped(*scope)
            first = max(first_day, bounds.first_day) if date else first_day
            if not date:
                undated.append(len(asked))
            told.append((receiver, row[15], outcome, bool(date), about))
            asked.append((receiver, first, max(first, bounds.last_day), (place,), -1))

    def _read_links(self, plain: Plain, rows: Sequence[Row], linked: Sequence[tuple[int, Row]]) -> None:
        """Stretches, receipts, follows and shares."""
        places: dict[str, int] = {}
        for row in rows:
            places.setdefault(row[1], len(places))
        for place, row in linked:
            follows, shares, received, arrived_first, arrived_last, earliest_end, last_day = row[19:]
            try:
                if follows is not None:
                    plain.follows[place] = tuple([places[earlier] for earlier in follows.split(";")])
                if shares is not None:
                    listed = () if shares == NOTHING_EARLIER else shares.split(";")
                    plain.shares[place] = tuple([places[earlier] for earlier in listed])
            except KeyError as error:
                raise CohortError(
                    f"Contact {clip(row[1])} of case {clip(row[0])} follows or shares {clip(str(error.args[0]))}, "
                    "which is not in the case. Make the cohort anew with `explorer cohort load`."
                ) from error
            if received == NEVER:
                plain.receivers[place] = ()
            elif received is not None:
                plain.receipts[place] = (arrived_first, arrived_last)
            if last_day is not None:
                plain.ends[place] = (earliest_end, last_day)
                plain.minutes.pop(place, None)


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
