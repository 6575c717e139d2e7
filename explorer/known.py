"""Who could have known: the standings of design section 7 for a case, with the chain behind each answer.

:mod:`explorer.reach` works them out over plain arrays; this turns a case into its arrays and its answers into ids.
A standing says what the record shows of an organisation and a contact. It never says that anybody knew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explorer.blindness import asked_of, record_of
from explorer.case import Case, Contact
from explorer.deciding import DecisionPoint, decision_points
from explorer.errors import UnknownNameError
from explorer.reach import Answer, Network, Reach, Standing

BY_DAY = {
    Standing.TOOK_PART: "was a party to it",
    Standing.WAS_TOLD: "a contact that reached it is recorded as passing this on",
    Standing.COULD_HAVE_BEEN_TOLD: "a chain of recorded contacts leads to it, in an order that is certain",
    Standing.HAD_ACCESS: "such a chain, by way of standing access; nothing shows that the record was opened",
    Standing.MAY_HAVE_TAKEN_PART: "a party to it, on a day that may but need not be past",
    Standing.MIGHT_HAVE_KNOWN: "a chain leads to it whose order or arrival is possible, not certain",
    Standing.NO_RECORDED_ROUTE: "nothing in the supplied sources leads to it",
}
"""Each standing with what it says, in the order in which they are asked."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a chain: ``party`` had it by ``day`` (an ordinal) through ``contact``.

    In a chain that is certain ``day`` is the last on which it can have arrived, else the first. ``party`` is ''
    where the next link lists the contact, and nothing says through whom it had it.
    """

    contact: str
    party: str
    day: int


@dataclass(frozen=True, slots=True)
class Known:
    """The standing of ``party`` with ``contact`` and the chain it rests on (empty: no recorded route).

    ``day`` is that from which the standing holds, ``None`` where it is asked of one day or there is no route.
    ``is_doubtful``: a date in the chain is marked doubtful by its source.
    """

    contact: str
    party: str
    standing: Standing
    chain: tuple[Link, ...]
    day: int | None = None
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class DecisionKnown:
    """One decision: how many counted contacts about the same subject may have been on record (``possible``), how
    many certainly were (``certain``), and the standing of the decider with each that may have been.

    ``blind`` and ``possible_blind`` are ids of its blind spots, in chronological order.
    """

    decision: DecisionPoint
    certain: int
    standings: tuple[tuple[str, Standing], ...]
    blind: tuple[str, ...]
    possible_blind: tuple[str, ...]

    @property
    def possible(self) -> int:
        """How many contacts may have been on record by then."""
        return len(self.standings)

    def count(self, standing: Standing) -> int:
        """With how many of them the decider had this standing."""
        return sum(1 for _, found in self.standings if found is standing)


def teams_of(case: Case) -> dict[str, str]:
    """For each party the outermost organisation it is part of; itself where it is part of none."""
    outermost = {}
    for party in case.parties:
        top = party
        while case.parties[top].parent:
            top = case.parties[top].parent
        outermost[party] = top
    return outermost


def known(case: Case, by: str, on: int, *, with_teams: bool = False) -> tuple[Known, ...]:
    """The standing of the organisation ``by`` with every counted contact that may have begun by the end of day
    ``on`` (an ordinal), in chronological order.

    ``with_teams`` takes an organisation and its parts for one knower. Raises :class:`UnknownNameError` where
    ``by`` is no organisation in particular. Cost: one sweep for each contact, about 3 ms each at 5,000 contacts.
    """
    place = _place_of(case, by, with_teams)
    answers = []
    network = Network(record_of(case, teams_of(case) if with_teams else None))
    for number, contact in enumerate(case.contacts.values()):
        if contact.is_counted and contact.bounds.first_day <= on:
            answer = network.reach(number).standing(place, on)
            answers.append(_known(case, contact.id, by, answer))
    return tuple(answers)


def known_of(case: Case, contact: str, *, with_teams: bool = False) -> tuple[Known, ...]:
    """Who could have known of one contact, and from which day: for each organisation every standing that ever
    holds, the day from which it does, and its chain. Sorted by day, then name. Cost: one sweep.
    """
    teams = teams_of(case) if with_teams else None
    reach = Network(record_of(case, teams)).reach(case.place_of[contact])
    answers: list[Known] = []
    for place, party in enumerate(case.parties.values()):
        if not party.is_organisation or (teams and teams[party.id] != party.id):
            continue
        best: Standing | None = None
        for standing, day in sorted(reach.days(place).items(), key=lambda item: (item[1], _rank(item[0]))):
            answer = reach.standing(place, day)
            if answer.standing is standing and (best is None or _rank(standing) < _rank(best)):
                best = standing
                answers.append(_known(case, contact, party.id, answer, day))
    return tuple(
        sorted(answers, key=lambda item: (item.day, _rank(item.standing), case.party_name(item.party)))
    )


def decisions_known(case: Case, *, with_teams: bool = False) -> tuple[DecisionKnown, ...]:
    """What every decision of an organisation had behind it, in chronological order of what was decided.

    Cost: one sweep for each contact, and a look at each decision it may be before.
    """
    teams = teams_of(case) if with_teams else None
    points = [point for point in decision_points(case) if case.parties[point.party].is_organisation]
    network = Network(record_of(case, teams), [asked_of(case, point, teams) for point in points])
    found: list[list[tuple[str, Standing]]] = [[] for _ in points]
    certain = [0] * len(points)
    blind: list[dict[str, list[str]]] = [{"blind spot": [], "possible blind spot": []} for _ in points]
    for place, contact in enumerate(case.contacts.values()):
        if not contact.is_counted:
            continue
        reach: Reach | None = None
        for number in _decisions_after(network, points, place, contact):
            reach = reach or network.reach(place)
            found[number].append((contact.id, reach.at(number).standing))
            certain[number] += reach.is_before(number)
            spot = reach.blind_spot(number)
            if spot:
                blind[number][spot].append(contact.id)
    return tuple(
        DecisionKnown(point, certain[at], tuple(found[at]), *map(tuple, blind[at].values()))
        for at, point in enumerate(points)
    )


def _decisions_after(
    network: Network, points: list[DecisionPoint], place: int, contact: Contact
) -> Iterator[int]:
    """The decisions about a subject of ``contact`` before which it may have been."""
    for number, point in enumerate(points):
        same_subject = not set(point.contact.about).isdisjoint(contact.about)
        is_own = point.outcome is None and point.contact.id == contact.id
        may_be_before = contact.bounds.first_day <= point.bounds.last_day
        if same_subject and may_be_before and not is_own and place not in network.before[number].after:
            yield number


def _place_of(case: Case, party: str, with_teams: bool) -> int:
    if not case.parties[party].is_organisation:
        name = case.party_name(party)
        raise UnknownNameError(
            f'"{name}" is no organisation in particular: only organisations have a standing.'
        )
    asked = teams_of(case)[party] if with_teams else party
    return list(case.parties).index(asked)


def _known(case: Case, contact: str, party: str, answer: Answer, day: int | None = None) -> Known:
    ids, parties = list(case.contacts), list(case.parties)
    chain = tuple(
        Link(ids[step.contact], parties[step.party] if step.party >= 0 else "", step.day)
        for step in answer.chain
    )
    is_doubtful = any(case.contacts[link.contact].date.is_doubtful for link in chain)
    return Known(contact, party, answer.standing, chain, day, is_doubtful)


_RANKS = {standing: rank for rank, standing in enumerate(Standing)}


def _rank(standing: Standing) -> int:
    return _RANKS[standing]
