"""Contacts drawn as text, for tests of explorer.reach with the answer in view. Days are small numbers.

A line is ``id | when | from -> to, to | anything else``. When: ``3`` a day, ``3..8`` one day in a range, ``3/8``
a stretch, ``3..4/8..9`` a stretch whose ends are vague. Else: ``both``, ``no-flow``, ``access``, ``never``,
``shares=K1,K2``, ``shares=none``, ``follows=K1``, ``at=09:30``, ``received=5``. Bounds are tightened.
"""

from __future__ import annotations

from strategies_reach import row, tightened

from explorer.dates import Bounds
from explorer.reach import Decision, Network, Record

PEOPLE = ("subject", "family", "neighbour", "doctor")


class Sketch:
    """A drawn record and its network. `decisions` are ``name: (organisation, when, what it follows)``; a name
    that is a contact's is the deciding contact itself."""

    def __init__(self, text: str, decisions: dict[str, tuple[str, str, str]] | None = None) -> None:
        lines = [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]
        self.ids = [line[0] for line in lines]
        names = [name for line in lines for end in line[2].split("->") for name in end.split(",")]
        names += [item[0] for item in (decisions or {}).values()]
        self.parties = list(dict.fromkeys(name.strip() for name in names if name.strip()))
        rows = [self._row(*line[1:]) for line in lines]
        organisations = [name not in PEOPLE and not name.startswith("unknown") for name in self.parties]
        self.record: Record = tightened(rows, organisations)
        self.decisions = list(decisions or {})
        self.network = Network(self.record, [self._decision(*item) for item in (decisions or {}).items()])

    def _row(self, when: str, ends: str, more: str = "") -> dict:
        sender, receivers = (
            [self.parties.index(name.strip()) for name in end.split(",") if name.strip()]
            for end in ends.split("->")
        )
        drawn = row(sender=sender[0] if sender else -1, receivers=receivers, bounds=_bounds(when))
        drawn["stretch"] = "/" in when
        for word in more.split():
            key, _, value = word.partition("=")
            if key in ("shares", "follows"):
                drawn[key] = () if value == "none" else tuple(map(self.ids.index, value.split(",")))
            elif key == "at":
                drawn["minute"] = int(value[:2]) * 60 + int(value[3:])
            elif key == "received":
                drawn["receipt"] = _bounds(value)
            elif key == "never":
                drawn["never"] = True
            else:
                drawn["flow"] = {"both": "both", "no-flow": "none", "access": "access"}[key]
        return drawn

    def _decision(self, name: str, item: tuple[str, str, str]) -> Decision:
        organisation, when, follows = item
        contact = self.ids.index(name) if name in self.ids else -1
        minute = self.record.minutes[contact] if contact >= 0 else None
        after = tuple(self.ids.index(item) for item in follows.split())
        return Decision(self.parties.index(organisation), _bounds(when), after, contact, minute)

    def standing(self, contact: str, party: str, day: int) -> str:
        """In words, with the chain: ``could have been told: K1 K2``."""
        reach = self.network.reach(self.ids.index(contact))
        return self._said(reach.standing(self.parties.index(party), day))

    def standings(self, party: str, day: int) -> dict[str, str]:
        """Of every contact, without the chains."""
        return {contact: self.standing(contact, party, day).partition(":")[0] for contact in self.ids}

    def days(self, contact: str, party: str) -> dict[str, int]:
        """From which day each standing holds."""
        found = self.network.reach(self.ids.index(contact)).days(self.parties.index(party))
        return {standing.value: day for standing, day in found.items()}

    def at(self, contact: str, decision: str) -> str:
        return self._said(self.network.reach(self.ids.index(contact)).at(self.decisions.index(decision)))

    def blind_spots(self, decision: str) -> dict[str, str]:
        """Blind spots and possible blind spots by contact."""
        at = self.decisions.index(decision)
        found = {contact: self.network.reach(place).blind_spot(at) for place, contact in enumerate(self.ids)}
        return {contact: said for contact, said in found.items() if said}

    def _said(self, answer) -> str:
        chain = " ".join(self.ids[step.contact] for step in answer.chain)
        return f"{answer.standing.value}: {chain}" if chain else answer.standing.value


def _bounds(when: str) -> Bounds:
    if "/" in when:
        (first, latest), (earliest, last) = (_range(side) for side in when.split("/"))
        return Bounds(first, latest, earliest, last)
    first, last = _range(when)
    return Bounds(first, last, first, last)


def _range(text: str) -> tuple[int, int]:
    first, _, last = text.partition("..")
    return int(first), int(last or first)
