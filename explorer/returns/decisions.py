"""Decisions on which rows tell of one contact: kept in ``decisions.csv``, replayed on every import."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from pathlib import Path

from explorer.returns.state import StateError, csv_text, read_rows

DECISIONS = "decisions.csv"
SAME, DIFFERENT = "same", "different"


@dataclass(frozen=True, slots=True)
class Decision:
    """``second`` tells of the same contact as ``first`` (and takes its id), or does not. Ids as first given."""

    first: str
    second: str
    decision: str
    why: str = ""
    by: str = ""
    on: str = ""


COLUMNS = tuple(item.name for item in fields(Decision))


class Decisions:
    """All decisions of a case. The last on a pair counts."""

    def __init__(self, decisions: list[Decision] | None = None) -> None:
        self.by_pair: dict[frozenset[str], Decision] = {}
        for decision in decisions or []:
            self.add(decision)

    def add(self, decision: Decision) -> None:
        """Keep one. Raises :class:`StateError` for one that is neither ``same`` nor ``different``."""
        if decision.decision not in (SAME, DIFFERENT):
            pair = f"{decision.first}, {decision.second}"
            raise StateError(
                f'{DECISIONS}: "{decision.decision}" of {pair} is no decision. Use: {SAME}, {DIFFERENT}.'
            )
        if decision.first == decision.second:
            raise StateError(f"{DECISIONS}: {decision.first} cannot be matched with itself.")
        self.by_pair[frozenset((decision.first, decision.second))] = decision

    def kept_ids(self) -> dict[str, str]:
        """The id that each id became: ``second`` -> the ``first`` at the end of its chain."""
        above: dict[str, str] = {}

        def top(contact: str) -> str:
            seen = set()
            while contact in above and contact not in seen:
                seen.add(contact)
                contact = above[contact]
            return contact

        for decision in self.by_pair.values():
            if decision.decision == SAME and top(decision.second) != top(decision.first):
                above[top(decision.second)] = top(decision.first)
        return {contact: top(contact) for contact in above}

    def decided(self) -> set[frozenset[str]]:
        """Pairs, by the ids now kept, that were decided to be different."""
        kept = self.kept_ids()
        return {
            frozenset(kept.get(contact, contact) for contact in pair)
            for pair, decision in self.by_pair.items()
            if decision.decision == DIFFERENT
        }

    def file(self) -> bytes:
        """``decisions.csv``."""
        return csv_text(COLUMNS, [asdict(decision) for decision in self.by_pair.values()])

    def __len__(self) -> int:
        return len(self.by_pair)


def read_decisions(path: Path) -> Decisions:
    """The decisions in a file, or in the folder of a case; none where there is no such file."""
    file = path / DECISIONS if path.is_dir() else path
    return Decisions([Decision(**row) for row in read_rows(file, COLUMNS)])
