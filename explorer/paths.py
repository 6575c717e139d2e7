"""Ways: how something can have gone from one party or contact to another along contacts on record.

A way is a row of contacts, each of which follows the one before it (recorded), or was made by an organisation
that the one before had reached, and never goes back in time. It shows a route, not that content took it: who
could have known what is :mod:`explorer.known`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from explorer.case import Case, Contact
from explorer.links import arrival, order_of

FOLLOWS, AFTER, POSSIBLY_AFTER = "follows", "after", "possibly after"
_MOST_CONTACTS = 12  # in one way: nobody reads a longer one
_MOST_TRIES = 200_000
_MOST_SORTED = 2_000  # of one length


@dataclass(frozen=True, slots=True)
class Way:
    """``contacts`` in order; ``links`` one fewer: ``follows`` (recorded), ``after`` (certainly, by its dates) or
    ``possibly after``. ``is_certain``: no link is only possible."""

    contacts: tuple[str, ...]
    links: tuple[str, ...]

    @property
    def is_certain(self) -> bool:
        return POSSIBLY_AFTER not in self.links


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways found: fewest contacts first; of those, the ones linked by ``follows``, then the ones certain by
    their dates; then in chronological order. ``is_complete`` is False where
    there are or may be more, of as many contacts or of more."""

    ways: tuple[Way, ...]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class _Path:
    """A way under construction: when it can (``least``) and must (``most``) have arrived, as ordinals."""

    contacts: tuple[str, ...]
    links: tuple[str, ...]
    reached: tuple[str, ...]
    passed: frozenset[str]
    least: int
    most: int


def ways_between(case: Case, start: str, end: str, most_ways: int = 10) -> Ways:
    """The ways from ``start`` to ``end``, each the id of a party or of a contact.

    Only organisations relay, and each once in a way; people and nobody in particular are ends at most, unless a
    recorded ``follows`` leads through them. Where kinds have no flow (a visit), only ``follows`` leads on. No way
    gives an empty answer. The search goes from short to long and stops after ``most_ways``, after ways of twelve
    contacts, or after 200,000 tries.
    """
    return _Search(case, end).ways(start, most_ways)


class _Search:
    def __init__(self, case: Case, end: str) -> None:
        self.case, self.end = case, end
        self.order, self.place = order_of(case), case.place_of
        self.tries = 0

    @cached_property
    def sent_by(self) -> dict[str, list[Contact]]:
        """What each party can make go on from it, in chronological order."""
        sent: dict[str, list[Contact]] = {}
        for contact in self.case.contacts.values():
            for party in _sources(contact):
                sent.setdefault(party, []).append(contact)
        return sent

    @cached_property
    def links_left(self) -> dict[str, int]:
        """For each contact from which the end can be reached, time aside: the fewest further contacts."""
        reaching: dict[str, list[str]] = {}
        for contact in self.case.contacts.values():
            for party in _reached(contact):
                reaching.setdefault(party, []).append(contact.id)
        ends = [self.end] if self.end in self.case.contacts else reaching.get(self.end, [])
        left = dict.fromkeys(ends, 0)
        waiting, opened = deque(ends), set[str]()
        while waiting:
            later = self.case.contacts[waiting.popleft()]
            before = list(later.follows)
            for party in _sources(later):
                if party not in opened and self.case.parties[party].is_organisation:
                    opened.add(party)
                    before += [
                        contact
                        for contact in reaching.get(party, ())
                        if self.case.contacts[contact].kind.flow != "none"
                    ]
            for earlier in before:
                if earlier not in left:
                    left[earlier] = left[later.id] + 1
                    waiting.append(earlier)
        return left

    def ways(self, start: str, most_ways: int) -> Ways:
        is_contact = start in self.case.contacts
        first = [self.case.contacts[start]] if is_contact else self.sent_by.get(start, [])
        paths = [self._begin(contact, start) for contact in first if contact.id in self.links_left]
        found: list[Way] = []
        for contacts in range(_MOST_CONTACTS):
            of_one_length = (way for path in paths for way in self._complete(path, contacts))
            found += sorted(islice(of_one_length, _MOST_SORTED), key=_by_links)
            if len(found) > most_ways or self.tries > _MOST_TRIES:
                return Ways(tuple(found[:most_ways]), False)
        return Ways(tuple(found), True)

    def _begin(self, contact: Contact, start: str) -> _Path:
        least, most = _arrives(contact, contact.bounds.first_day, contact.bounds.first_day)
        passed = frozenset({start, contact.sender} if contact.kind.flow != "both" else {start})
        return _Path((contact.id,), (), _reached(contact, start), passed, least, most)

    def _is_there(self, path: _Path) -> bool:
        return path.contacts[-1] == self.end or self.end in path.reached

    def _complete(self, path: _Path, left: int) -> Iterator[Way]:
        """Every way of exactly ``left`` further contacts; none passes the end before."""
        self.tries += 1
        if self._is_there(path):
            if left == 0:
                yield Way(path.contacts, path.links)
            return
        if left == 0 or self.tries > _MOST_TRIES:
            return
        for contact, link in self._next(path):
            if self.links_left.get(contact.id, left) < left and contact.id not in path.contacts:
                yield from self._complete(self._extended(path, contact, link), left - 1)

    def _next(self, path: _Path) -> Iterator[tuple[Contact, str]]:
        last = self.case.contacts[path.contacts[-1]]
        following = self.case.followed_by.get(last.id, ())
        for later in following:
            yield self.case.contacts[later], FOLLOWS
        if last.kind.flow == "none":
            return
        for party in path.reached:
            if party in path.passed or not self.case.parties[party].is_organisation:
                continue
            for contact in self.sent_by.get(party, ()):
                if contact.id not in following and contact.bounds.last_day >= path.least:
                    link = self._link(path, last, contact)
                    if link:
                        yield contact, link

    def _link(self, path: _Path, last: Contact, contact: Contact) -> str:
        """How ``contact`` comes after what has arrived so far, or '' where it cannot."""
        a, b = self.place[last.id], self.place[contact.id]
        if contact.date.is_stretch:
            return AFTER if path.most < contact.bounds.earliest_end else POSSIBLY_AFTER
        if self.order.certainly_before(b, a):
            return ""
        is_timed = last.receipt is None and self.order.certainly_before(a, b)
        return AFTER if path.most < contact.bounds.first_day or is_timed else POSSIBLY_AFTER

    def _extended(self, path: _Path, contact: Contact, link: str) -> _Path:
        least, most = _arrives(contact, path.least, path.most)
        sender = {contact.sender} if contact.kind.flow != "both" else set(path.reached) & set(contact.parties)
        return _Path(
            (*path.contacts, contact.id),
            (*path.links, link),
            tuple(party for party in _reached(contact) if party not in path.passed or party == self.end),
            path.passed | sender,
            least,
            most,
        )


def _by_links(way: Way) -> tuple[int, int]:
    """What is recorded first, what is only possible last; else as found."""
    return way.links.count(POSSIBLY_AFTER), way.links.count(AFTER)


def _sources(contact: Contact) -> tuple[str, ...]:
    return contact.parties if contact.kind.flow == "both" else (contact.sender,) if contact.sender else ()


def _reached(contact: Contact, start: str = "") -> tuple[str, ...]:
    """Whom it reached: its receivers; everybody but the start, where it goes both ways."""
    if contact.never_received:
        return ()
    parties = contact.parties if contact.kind.flow == "both" else contact.receivers
    return tuple(party for party in parties if party != start)


def _arrives(contact: Contact, least: int, most: int) -> tuple[int, int]:
    """The first and the last day on which what arrived within ``least..most`` can arrive by this contact."""
    when = arrival(contact)
    latest = when.latest_start if contact.receipt is None else when.last_day
    return max(least, when.first_day), max(most, latest)
