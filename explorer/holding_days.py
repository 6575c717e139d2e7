"""Days by who held the case: nobody, one organisation, several; with requests in hand apart.

Definitions: design section 8. A day nobody is *recorded* as holding the case is not a day nobody held it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from explorer.case import Case
from explorer.holding import HOLDS, Days, Holding
from explorer.withheld import mark_of_days, vouched


@dataclass(frozen=True, slots=True)
class HoldingDays:
    """The days of one subject's case by who is recorded as holding it, for the ``sectors`` chosen.

    Each is a tuple of stretches of days, in order. ``nobody``: no organisation of those sectors, whatever days
    are chosen within the dates; ``possibly_nobody``: none for certain (``nobody`` among them). ``several`` and
    ``possibly_several``: two organisations or more. ``in_hand`` and ``possibly_in_hand``: a request in hand at an
    organisation of those sectors, which is not holding. The certain ones are days of single holdings, and of
    transfers from one to the next: where two holdings could only together cover a day, it counts as possible.
    """

    subject: str
    sectors: tuple[str, ...]
    nobody: tuple[Days, ...]
    possibly_nobody: tuple[Days, ...]
    several: tuple[Days, ...]
    possibly_several: tuple[Days, ...]
    in_hand: tuple[Days, ...]
    possibly_in_hand: tuple[Days, ...]


def holding_days(
    case: Case, holdings: Iterable[Holding], subject: str, sectors: Sequence[str] = ()
) -> HoldingDays:
    """The days of the scope by who held the case of ``subject``.

    ``sectors`` are ids; none: those of the case. A case without days has no stretch of any sort. Cost: holdings
    and days of the scope.
    """
    chosen = tuple(sectors) or case.holding_sectors
    ours = [
        holding
        for holding in holdings
        if holding.subject == subject and case.parties[holding.party].sector.id in chosen
    ]
    held = [holding for holding in ours if holding.what == HOLDS]
    in_hand = [holding for holding in ours if holding.what != HOLDS]
    if not case.has_days:
        return HoldingDays(subject, chosen, (), (), (), (), (), ())
    certain = _counts(case, _certain(held))
    covered = _counts(case, [*_certain(held), *_handed_over(case, held)])
    possible = _counts(case, _possible(held))
    nobody = _stretches(case, [count == 0 for count in possible])
    marks = vouched(case)
    if marks is not None and mark_of_days(subject, chosen, nobody) not in marks:
        nobody = ()  # what is withheld may tell who held it: only possible, then
    return HoldingDays(
        subject,
        chosen,
        nobody,
        _stretches(case, [count == 0 for count in covered]),
        _stretches(case, [count > 1 for count in certain]),
        _stretches(case, [count > 1 for count in possible]),
        _stretches(case, [count > 0 for count in _counts(case, _certain(in_hand))]),
        _stretches(case, [count > 0 for count in _counts(case, _possible(in_hand))]),
    )


def days_in(stretches: Iterable[Days]) -> int:
    """How many days, both end days counted."""
    return sum(last - first + 1 for first, last in stretches)


def _certain(holdings: Iterable[Holding]) -> list[tuple[str, Days]]:
    return [(holding.party, holding.certain) for holding in holdings if holding.certain]


def _possible(holdings: Iterable[Holding]) -> list[tuple[str, Days]]:
    return [(holding.party, holding.possible) for holding in holdings if holding.possible]


def _handed_over(case: Case, held: Sequence[Holding]) -> list[tuple[str, Days]]:
    """The days between two holdings of which one contact ends the first and opens the second: held by the one
    or by the other, whichever day it was."""
    opened = [(holding.opened_by, holding.certain) for holding in held]
    found = []
    for earlier in held:
        for opened_by, certain in opened:
            if earlier.ended_by == (opened_by,) and earlier.certain and certain:
                contact = case.contacts.get(opened_by)
                if contact and contact.receipt is None and earlier.certain[1] < certain[0]:
                    found.append((earlier.party, (earlier.certain[1], certain[0])))
    return found


def _counts(case: Case, held: Iterable[tuple[str, Days]]) -> list[int]:
    """For each day of the scope, how many different organisations."""
    first, last = case.scope.first_day, case.scope.last_day
    steps = [0] * (last - first + 2)
    ordered = sorted(held)
    for _, of_one in groupby(ordered, key=lambda item: item[0]):
        until = first - 1
        for _, (start, end) in of_one:
            if end > until:
                steps[max(start, until + 1) - first] += 1
                steps[end + 1 - first] -= 1
                until = end
    return list(accumulate(steps[:-1]))


def _stretches(case: Case, days: Iterable[bool]) -> tuple[Days, ...]:
    """The runs of days that are true."""
    found, day = [], case.scope.first_day
    for is_so, run in groupby(days):
        length = sum(1 for _ in run)
        if is_so:
            found.append((day, day + length - 1))
        day += length
    return tuple(found)
