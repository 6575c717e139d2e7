"""What is read of the rows of a case where making the case would cost more than the question: a few texts.

Each is what the rows tell in one respect, joined: an engine joins them faster than it hands over rows, and most rows
tell little. :mod:`explorer.cohort.plain_rows` makes plain columns of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from explorer.accounts import NEVER
from explorer.vocabulary import Vocabulary

JOIN = "\x1e"
"""Between what rows tell, and between the parts of what one row tells: no id, date or word holds it."""


class Texts(NamedTuple):
    """What the rows of a case tell, in their order; ``None`` where none tells it. The first five are told by the first
    row of each contact; all others by some rows, the place of the contact first."""

    places: str
    senders: str
    receivers: str
    first_days: str
    about: str
    contacts: str
    lasting: str | None
    minutes: str | None
    passing_nothing: str | None
    passing_back: str | None
    kinds: str | None
    more_receivers: str | None
    decided: str | None
    steps: str | None
    not_counted: str | None
    follows: str | None
    shares: str | None
    receipts: str | None
    ends: str | None


def _told(*parts: str, where: str = "number = 0") -> str:
    """The parts, joined, where a row tells them. Every engine reads this alike."""
    if len(parts) == 1:
        return f"CASE WHEN {where} THEN {parts[0]} END"
    return f"CASE WHEN {where} THEN concat_ws('{JOIN}', {', '.join(parts)}) END"


_HAS_STEPS = "({length}(steps) > 1 OR (state = '' AND {length}(steps) > 0))"
_IS_DATED = "CASE WHEN decided_is_dated THEN 1 ELSE 0 END"
_DECIDED_FIRST = "greatest(first_day, CASE WHEN decided_is_dated THEN decided_first_day ELSE first_day END)"
_RECEIVES = f"receiver_is_organisation AND receiver <> sender AND received <> '{NEVER}'"
READS = Texts(
    places=_told("CAST(place AS STRING)"),
    senders=_told("CASE WHEN sender_is_organisation THEN sender ELSE '' END"),
    receivers=_told(f"CASE WHEN {_RECEIVES} THEN receiver ELSE '' END"),
    first_days=_told("CAST(first_day AS STRING)"),
    about=_told("about"),
    contacts=_told("contact"),
    lasting=_told("place", "latest_start", where="number = 0 AND latest_start <> first_day"),
    minutes=_told("place", "time", where="number = 0 AND time IS NOT NULL AND NOT is_stretch"),
    passing_nothing=_told("CAST(place AS STRING)", where="number = 0 AND kind IN ({none})"),
    passing_back=_told("CAST(place AS STRING)", where="number = 0 AND kind IN ({both})"),
    kinds=_told(
        "place",
        "kind",
        "CASE WHEN date <> '' THEN 1 ELSE 0 END",
        "sender_sector",
        where="number = 0 AND kind NOT IN ({none}, {both}, {forward})",
    ),
    more_receivers=_told("place", "receiver", where=f"number > 0 AND {_RECEIVES}"),
    decided=_told(
        "place", "receiver", "receiver_sector", "decided", _IS_DATED, _DECIDED_FIRST,
        f"greatest({_DECIDED_FIRST}, decided_last_day)",
        where=f"decided <> '' AND receiver_is_organisation AND NOT {_HAS_STEPS}",
    ),
    steps=_told(
        "place", "receiver", "receiver_sector", "scope_first_day", "scope_last_day", "{outcomes}", "{dates}",
        where=f"receiver_is_organisation AND {_HAS_STEPS}",
    ),
    not_counted=_told("CAST(place AS STRING)", where="number = 0 AND NOT is_counted"),
    follows=_told("place", "follows", where="number = 0 AND follows <> ''"),
    shares=_told("place", "shares", where="number = 0 AND shares IS NOT NULL"),
    receipts=_told(
        "place", "arrived_first_day", "arrived_latest_start",
        where=f"number = 0 AND received <> '' AND received <> '{NEVER}'",
    ),
    ends=_told("place", "earliest_end", "last_day", where="number = 0 AND is_stretch"),
)  # fmt: skip
"""What is read of each row: expressions that every engine reads alike, but for what each does with lists, in braces.
``forward``, ``both`` and ``none`` are kinds of contact that decide nothing, by their flow."""


def kinds_by_flow(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Kinds of contact that decide nothing, by what they pass on; with them a word that is no kind."""
    found = {flow: [""] for flow in ("forward", "both", "none")}
    for kind in vocabulary.kinds.values():
        if not kind.decides and kind.flow in found:
            found[kind.flow].append(kind.id)
    return found


def joined(rows: Iterable[Sequence[str | None]]) -> Texts:
    """What the rows of a case tell, joined as an engine would."""
    columns = zip(*rows, strict=True)
    told = [[cell for cell in column if cell is not None] for column in columns]
    return Texts(*[JOIN.join(cells) if cells else None for cells in told])  # type: ignore[arg-type]
