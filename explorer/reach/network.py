"""Who could have known of a contact, and from which day: the answers of design section 7 over plain arrays.

Nothing here knows a case; :mod:`explorer.known` turns cases into arrays and answers into ids.

>>> from explorer.dates import Bounds
>>> record = Record(
...     senders=[0, 1],
...     receivers=[[1], [2]],
...     bounds=[Bounds(day, day, day, day) for day in (1, 2)],
...     stretches=[False, False],
...     flows=["forward", "forward"],
...     organisations=[True, True, True],
... )
>>> reach = Network(record).reach(0)
>>> answer = reach.standing(2, day=2)
>>> answer.standing.value, [step.contact for step in answer.chain]
('could have been told', [0, 1])
>>> reach.standing(2, day=1).standing.value
'no recorded route'
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import cached_property

from explorer.reach.answers import NEVER, ROUTES, Table
from explorer.reach.bare import BareSweep, is_bare
from explorer.reach.bare_possible import BarePossibleSweep
from explorer.reach.certain import CertainSweep
from explorer.reach.contacts import Contacts
from explorer.reach.decided import Before, Reach
from explorer.reach.possible import PossibleSweep
from explorer.reach.record import DAY, Decision, Record
from explorer.reach.relays import Relays


class Network:
    """A record made ready for questions. `decisions` are those that :meth:`Reach.at` is asked about.

    Building sorts the contacts: n log n, about 8 microseconds a contact, one where there are bare dated
    links only. Inputs are not changed. Contact and party indices out of range raise IndexError.
    """

    def __init__(self, record: Record, decisions: Sequence[Decision] = ()) -> None:
        self.record, self.decisions = record, tuple(decisions)
        self.before: list[Before] = []
        self.certain: CertainSweep | BareSweep
        if not decisions and is_bare(record):
            self.contacts = Contacts(record)
            self.certain = BareSweep(self.contacts)
            return
        self.contacts = relays = self.relays
        self.before = [Before(relays, decision) for decision in self.decisions]
        rest_on = [[leg for leg, *_ in before.brought] for before in self.before]
        self.certain = CertainSweep(relays, self.decisions, rest_on)
        self.possible = PossibleSweep(relays, self.decisions)

    @cached_property
    def relays(self) -> Relays:
        """The legs of all contacts. Bare dated links go without."""
        return Relays(self.record)

    @cached_property
    def possible(self) -> PossibleSweep | BarePossibleSweep:
        """Of bare dated links, made when something is first asked that what is certain does not answer."""
        assert isinstance(self.certain, BareSweep)
        return BarePossibleSweep(self.certain)

    def reach(self, contact: int) -> Reach:
        """Where the content of a contact arrives, by every grade.

        Three passes over what comes after it, so near linear in contacts: about 3 ms at 5,000 contacts.
        """
        return Reach(self, contact)

    def reaches(self) -> Iterator[Reach]:
        """:meth:`reach` of every contact in turn. Keep what you need of each: together they are large."""
        return (self.reach(contact) for contact in range(self.contacts.count))

    def table(self) -> Table:
        """Every contact, organisation and standing: the day from which it holds, and the last link.

        Costs a :meth:`reach` for each contact; 40 bytes for each contact and party.
        """
        size, parties = self.contacts.size, self.contacts.parties
        blank = array("i", [NEVER]) * (self.contacts.count * parties)
        days = {standing: array("i", blank) for standing in ROUTES}
        links = {standing: array("i", blank) for standing in ROUTES}
        for place, reach in enumerate(self.reaches()):
            row = place * parties
            for standing, labels in reach.first_labels():
                day_of, link_of = days[standing], links[standing]
                for party, label in labels.items():
                    day_of[row + party] = label[3] // DAY
                    link_of[row + party] = label[0] % size
        return Table(parties, days, links)
