"""Report: one case with everything worked out about it, on demand. Exports, figures and the page read it.

Nothing that reads a report computes anything about the case, so all outputs say the same in the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from explorer.absence import Returns
from explorer.case import Case, Contact
from explorer.case_tables import Tables
from explorer.dates import day_text
from explorer.expectation import matches_of
from explorer.findings import findings_of
from explorer.holding import Holding, holdings_of
from explorer.holding_days import HoldingDays, holding_days
from explorer.journeys import (
    NO_LINKS,
    NOT_RECORDED,
    Journey,
    RequestState,
    journey_from,
    journeys_of,
    request_states,
)
from explorer.links import inferred_links, order_of
from explorer.lookup import contact_called, party_called, sector_called
from explorer.merging import Conflict, conflicts_of
from explorer.order import Order
from explorer.statements import Finding
from explorer.tables import Table
from explorer.withheld import absent_text, records_withheld


@dataclass(frozen=True, slots=True)
class Summary:
    """The numbers of a case, and the sentences that say them.

    ``contacts`` are counted by id; incidents, index events and standing access are not. ``requests`` and
    ``referrals`` are counted by edge (a request to two receivers is two); a referral is a request to an
    organisation. ``no_outcome`` are requests to organisations with no outcome in the sources. ``first_text`` and
    ``last_text`` are the bounded days of the first and last counted contact, '' where none is dated.
    """

    contacts: int
    edges: int
    requests: int
    referrals: int
    organisations: int
    no_outcome: int
    undated: int
    first_text: str
    last_text: str
    sentences: tuple[str, ...]


class Report:
    """One case, its journeys, requests, conflicts and tables, each worked out when first asked for.

    Args: ``case`` as :func:`explorer.read_case` gives it. The report never changes it.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.progress: Callable[[str, int, int], None] | None = None
        """Told of each finding before it is worked out: its title, how many are done, how many there are."""
        self.tell_share: Callable[[float], None] | None = None
        """Told by a finding that takes long which share of it is done, from 0 to 1, while it is worked out."""

    @cached_property
    def contacts(self) -> tuple[Contact, ...]:
        """All contacts in chronological order, those that are not counted among them."""
        return tuple(self.case.contacts.values())

    @cached_property
    def requests(self) -> Mapping[tuple[str, str], RequestState]:
        """What became of each request, by (contact id, receiver)."""
        return MappingProxyType(request_states(self.case))

    @cached_property
    def journeys(self) -> tuple[Journey, ...]:
        """Every journey, in chronological order of the roots."""
        return journeys_of(self.case, self.requests)

    def journeys_where(
        self, start: str = "", party: str = "", infer_days: int | None = None
    ) -> tuple[Journey, ...]:
        """The journeys that reached ``party``, or what leads from the contact ``start``; names as people type them.

        ``infer_days`` also follows inferred links (:func:`explorer.links.inferred_links`). Raises
        :class:`UnknownNameError` for a name that is none of this case.
        """
        links = NO_LINKS if infer_days is None else inferred_links(self.case, infer_days)
        if start:
            contact = contact_called(self.case, start)
            found: tuple[Journey, ...] = (journey_from(self.case, self.requests, contact, links),)
        else:
            found = self.journeys if not links else journeys_of(self.case, self.requests, links)
        if not party:
            return found
        wanted = party_called(self.case, party)
        contacts = self.case.contacts
        return tuple(j for j in found if any(wanted in contacts[step].receivers for step in j.contacts))

    @cached_property
    def conflicts(self) -> Mapping[str, tuple[Conflict, ...]]:
        """By contact id, the fields of which its sources say different things; only ids that have any."""
        found = {contact.id: conflicts_of(contact, self.case) for contact in self.contacts}
        return MappingProxyType({contact: conflicts for contact, conflicts in found.items() if conflicts})

    @cached_property
    def holdings(self) -> tuple[Holding, ...]:
        """Every holding and every request in hand (design section 8)."""
        return holdings_of(self.case)

    @cached_property
    def holding_days(self) -> Mapping[str, HoldingDays]:
        """By subject, the days on which nobody, one or several held the case, for the sectors of the case."""
        days = {subject: holding_days(self.case, self.holdings, subject) for subject in self.case.subjects}
        return MappingProxyType(days)

    def holding_days_for(self, sectors: Iterable[str]) -> tuple[HoldingDays, ...]:
        """The same for other sectors, named as people type them; none: those of the case."""
        chosen = [sector_called(self.case, sector) for sector in sectors]
        return tuple(
            holding_days(self.case, self.holdings, subject, chosen) for subject in self.case.subjects
        )

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding with its default options (design section 9)."""
        return findings_of(self, progress=self.progress)

    @cached_property
    def expected(self) -> Mapping[str, tuple[str, ...]]:
        """For each contact that a source called for, by id, the contacts on record that match or may."""
        return MappingProxyType(matches_of(self.case))

    @cached_property
    def returns(self) -> Returns:
        """Which agencies' returns could have held what is absent."""
        return Returns(self.case)

    @cached_property
    def order(self) -> Order:
        """Which contact came before which, by place in :attr:`Case.place_of`."""
        return order_of(self.case)

    def is_certainly_before(self, earlier: str, later: str) -> bool:
        """Did a contact come before another whatever the days (design section 4)? Both by id."""
        place = self.case.place_of
        return self.order.certainly_before(place[earlier], place[later])

    def descendants(self, contact: str) -> tuple[str, ...]:
        """All that follows a contact, directly or through others, in chronological order."""
        found: set[str] = set()
        waiting = [*self.case.followed_by.get(contact, ())]
        while waiting:
            later = waiting.pop()
            if later not in found:
                found.add(later)
                waiting += self.case.followed_by.get(later, ())
        return tuple(sorted(found, key=self.case.place_of.__getitem__))

    @cached_property
    def summary(self) -> Summary:
        """The numbers of the case."""
        return _summary(self)

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """Every table of the report by name, each made when first asked for."""
        return Tables(self)


def _summary(report: Report) -> Summary:
    case = report.case
    counted = [contact for contact in report.contacts if contact.is_counted]
    organisations = {
        party for contact in counted for party in contact.parties if case.parties[party].is_organisation
    }
    states = [state for state in report.requests.values() if _is_referral(case, state)]
    dated = [contact.bounds for contact in counted if contact.date]
    first = day_text(min(bounds.first_day for bounds in dated)) if dated else ""
    last = day_text(max(bounds.last_day for bounds in dated)) if dated else ""
    numbers = {
        "contacts": len(counted),
        "edges": sum(len(contact.edges) for contact in counted),
        "requests": len(report.requests),
        "referrals": len(states),
        "organisations": len(organisations),
        "no_outcome": sum(1 for state in states if state.group == NOT_RECORDED),
        "undated": len(counted) - len(dated),
    }
    sentences = _with_withheld(report, _sentences(case, numbers, first, last))
    return Summary(**numbers, first_text=first, last_text=last, sentences=sentences)


def _is_referral(case: Case, state: RequestState) -> bool:
    """A request to an organisation, from anybody (design section 2); nobody in particular is taken as one."""
    return not case.parties[state.receiver].is_person


def counted(number: int, one: str, many: str) -> str:
    """``1 contact``, ``2 contacts``, ``no contacts``."""
    return f"{number or 'no'} {one if number == 1 else many}"


def _with_withheld(report: Report, sentences: tuple[str, ...]) -> tuple[str, ...]:
    """The sentences after one that says how many records are withheld from this case, and so not counted in them."""
    withheld = records_withheld(report.case)
    if not withheld:
        return sentences
    said = counted(withheld, "record of the sources is", "records of the sources are")
    return (f"{said[0].upper()}{said[1:]} withheld and not counted in what follows.", *sentences)


def _sentences(case: Case, numbers: Mapping[str, int], first: str, last: str) -> tuple[str, ...]:
    if not numbers["contacts"]:
        return (absent_text(case, "The supplied sources record no contact."),)
    period = f", between {first} and {last}" if first != last else f", on {first}"
    contacts = counted(numbers["contacts"], "contact", "contacts")
    organisations = counted(numbers["organisations"], "organisation", "organisations")
    sentences = [
        f"The supplied sources record {contacts} involving {organisations}{period if first else ''}."
    ]
    if numbers["referrals"]:
        asked = counted(numbers["referrals"], "request to an organisation", "requests to organisations")
        verb = "is" if numbers["referrals"] == 1 else "are"
        none = numbers["no_outcome"]
        if none == 0:
            rest = "an outcome is recorded for each"
        else:
            rest = f"for {'one' if none == 1 else none} no outcome is recorded in the supplied sources"
        sentences.append(f"{asked[0].upper()}{asked[1:]} {verb} recorded; {rest}.")
    else:
        sentences.append(absent_text(case, "No request to an organisation is recorded."))
    if numbers["undated"]:
        undated = counted(numbers["undated"], "contact has", "contacts have")
        sentences.append(f"{undated[0].upper()}{undated[1:]} no date in the supplied sources.")
    return tuple(sentences)
