"""Which agencies' returns could have held what is absent, for every sentence that says something is not recorded.

NO RECORD IS NOT A RECORD OF NOTHING. The sources of a case are what agencies chose, or were able, to send in. What
is absent from them may have happened and not been written down, or been written down and not sent. So each such
sentence names the returns that could have held it, and where there is no such return it says that.
"""

from __future__ import annotations

from collections.abc import Iterable

from explorer.case import Case, Source
from explorer.dates import Bounds, describe
from explorer.wording import each, listed

Absence = tuple[str, tuple[str, ...]]
"""A clause for the end of a sentence ('' where no organisation could have sent a return), and source ids."""

NO_RETURNS = "none of the sources is an agency's return"
UNNAMED = "the organisation is not named, so no return can be looked for"


class Returns:
    """The returns of a case by organisation. Made once a report; a question costs the returns asked about."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.of: dict[str, list[Source]] = {}
        for source in case.sources.values():
            if source.party:
                self.of.setdefault(source.party, []).append(source)

    def that_could_hold(self, parties: Iterable[str], when: Bounds, what: str = "this date") -> Absence:
        """The clause for what ``parties`` would have recorded of the days ``when``, and the ids of their returns.

        People, and nobody in particular, send no return and are left out. ``what`` is how the days are called.

            the return of the hub (S3) covers this date
            no return from the hub or CAMHS is among the sources
        """
        asked = [self.case.parties[party] for party in dict.fromkeys(parties) if party]
        wanted = [party.id for party in asked if party.is_organisation]
        if not wanted and any(party.is_nobody for party in asked):
            return UNNAMED, ()
        clauses: list[str] = []
        missing: list[str] = []
        found: list[str] = []
        for party in wanted:
            sources = self.of.get(party, [])
            if not sources:
                missing.append(party)
                continue
            clauses.append(listed([self._clause(source, when, what) for source in sources]))
            found += [source.id for source in sources]
        if missing:
            names = [self.case.party_name(party) for party in missing]
            clauses.append(f"no return from {listed(names, 'or')} is among the sources")
            clauses += self._of_parents(missing, wanted, when, what, found)
        return each(clauses), tuple(dict.fromkeys(found))

    def of_all(self, when: Bounds, what: str = "these days") -> Absence:
        """The clause for what any organisation would have recorded of the days ``when``."""
        if not self.of:
            return NO_RETURNS, ()
        covering = [source for source in self._all() if covers(source, when) == "yes"]
        partly = [source for source in self._all() if covers(source, when) in ("partly", "not recorded")]
        if not covering and not partly:
            return f"no return among the sources covers {what}", ()
        clauses = []
        for sources, said in ((covering, "covers"), (partly, "covers or may cover part of")):
            if sources:
                names = [f"{self.case.party_name(source.party)} ({source.id})" for source in sources]
                clauses.append(f"the return of {listed(names)} {said} {what}")
        return each(clauses), tuple(source.id for source in (*covering, *partly))

    def covering(self, party: str, when: Bounds) -> tuple[Source, ...]:
        """The returns of ``party`` that hold records and cover the whole of ``when``."""
        sources = self.of.get(party, [])
        return tuple(
            source for source in sources if covers(source, when) == "yes" and source.says in ("", "records")
        )

    def _all(self) -> list[Source]:
        return [
            source for source in self.case.sources.values() if source.party and source.says != "no return"
        ]

    def _clause(self, source: Source, when: Bounds, what: str) -> str:
        name = self.case.party_name(source.party)
        if source.says == "no return":
            return f"{name} made no return ({source.id})"
        said = f"the return of {name} ({source.id})"
        if source.says == "nothing known":
            said += ", which says that nothing is known,"
        covering = covers(source, when)
        if covering == "yes":
            return f"{said} covers {what}"
        if covering == "not recorded":
            return f"the period that {said.rstrip(',')} covers is not recorded"
        period = describe(source.covers)
        rest = f"not {what}" if covering == "no" else f"which may or may not include {what}"
        return f"{said} covers {period}, {rest}"

    def _of_parents(
        self, missing: list[str], wanted: list[str], when: Bounds, what: str, found: list[str]
    ) -> list[str]:
        """The returns of organisations that those without one are part of: they may hold their records."""
        clauses = []
        for party in missing:
            parent = self.case.parties[party].parent
            for source in self.of.get(parent, []) if parent not in wanted else []:
                clauses.append(
                    f"{self._clause(source, when, what)}, and {self.case.party_name(party)} is part of it"
                )
                found.append(source.id)
        return clauses


def covers(source: Source, when: Bounds) -> str:
    """Whether a return covers days: ``yes``, ``no``, ``partly`` (or perhaps), ``not recorded``."""
    if not source.covers:
        return "not recorded"
    first, last = source.covers.first_day, source.covers.last_day
    if (first is not None and when.last_day < first) or (last is not None and last < when.first_day):
        return "no"
    is_open = first is None or last is None
    if not is_open and first <= when.first_day and when.last_day <= last:  # type: ignore[operator]
        return "yes"
    return "partly"
