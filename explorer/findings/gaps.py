"""Stretches of days with no contact about the subject on record, and with no contact at which the subject was or can
have been seen. Counted from the last possible day of what came before to the first possible day of what comes next,
both left out; to the index event where the case has one. A contact dated less closely than the gap is long does not
end a gap, and is told of where it may lie in it; so is what ran through it, such as an enrolment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.case import Contact
from explorer.dates import Bounds
from explorer.seeing import can_see
from explorer.statements import Option, Options, Statement, Told
from explorer.wording import brief, counted, joined, listed, some, stretch_text, who_text

if TYPE_CHECKING:
    from explorer.report import Report

NAME, TITLE, RANK, VERSION = "gaps", "Gaps in the record", 90, 2
MOST_NAMED = 3
"""Contacts without two ends of a date that a sentence names one by one: they may lie in every gap, and more of them
are counted in each, named in its contacts alone."""
OPTIONS = {"gap_days": Option(90, "Days without a contact, at least.", "days", 1)}

# ############################################################################################################
# #                                                                                                          #
# #   A GAP IS MISSING *RECORDS*. IT IS NOT PROOF THAT NOTHING HAPPENED.                                     #
# #                                                                                                          #
# #   What is found below is where the supplied sources are silent. A service may have seen the subject      #
# #   every day of it and written nothing down; or written it down and not sent it; or never have been       #
# #   asked. No sentence, figure or total made from a gap may say or imply that nobody did anything, and     #
# #   each names the returns that could have held what is absent.                                            #
# #                                                                                                          #
# ############################################################################################################


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without a contact (ordinals, both ends within), between two contacts; ``perhaps`` may lie in it."""

    first_day: int
    last_day: int
    before: Contact
    after: Contact
    perhaps: tuple[Contact, ...]
    through: tuple[Contact, ...]

    @property
    def days(self) -> int:
        return self.last_day - self.first_day + 1


def find(report: Report, options: Options) -> Iterator[Statement]:
    """A statement a gap in contacts, in order, then a gap in seeing, subject by subject."""
    gap_days = int(options["gap_days"])
    for subject in report.case.subjects:
        about = [contact for contact in report.contacts if subject in contact.about]
        ends = [contact for contact in about if contact.kind.id == "index-event" and contact.date]
        counted_ones = [contact for contact in about if contact.is_counted]
        seen = [contact for contact in counted_ones if can_see(contact) and subject in contact.parties]
        for contacts, is_seeing in ((counted_ones, False), (seen, True)):
            for gap in gaps_between(contacts, ends[:1], gap_days):
                yield _statement(report, subject, gap, is_seeing)


def gaps_between(contacts: Sequence[Contact], ends: Sequence[Contact], gap_days: int) -> Iterator[Gap]:
    """The gaps of at least ``gap_days`` days between contacts, in order; ``ends`` end a gap and begin none.

    Cost: n log n, and for each gap the contacts that are dated too loosely to end one.
    """
    closing, loose, standing = _sorted_out(contacts, gap_days)
    found = [*closing, *((contact.bounds.first_day, contact.bounds.last_day, contact) for contact in ends)]
    found.sort(key=lambda item: item[:2])
    before: Contact | None = None
    until = 0
    for first, last, contact in found:
        if before is not None and first - until - 1 >= gap_days:
            gap = Bounds(until + 1, until + 1, first - 1, first - 1)
            perhaps = tuple(other for other in loose if _meets(other, gap))
            through = tuple(other for other in standing if _meets(other, gap))
            yield Gap(until + 1, first - 1, before, contact, perhaps, through)
        if contact in ends:
            return
        if last >= until or before is None:
            before, until = contact, last


def _sorted_out(
    contacts: Sequence[Contact], gap_days: int
) -> tuple[list[tuple[int, int, Contact]], list[Contact], list[Contact]]:
    """(first day, last day, contact) of those that end a gap; those dated too loosely; those that run through."""
    closing, loose, standing = [], [], []
    for contact in contacts:
        first, latest, _, last = contact.bounds
        if contact.date.is_stretch and (contact.kind.group == "standing" or contact.date.last_day is None):
            standing.append(contact)
            last = latest
        elif contact.date.is_stretch and contact.date.first_day is not None:
            closing.append((first, last, contact))
            continue
        if last - first >= gap_days:
            loose += [] if contact in standing[-1:] else [contact]
        else:
            closing.append((first, last, contact))
    return closing, loose, standing


def _meets(contact: Contact, days: Bounds) -> bool:
    return contact.bounds.first_day <= days.last_day and days.first_day <= contact.bounds.last_day


def _statement(report: Report, subject: str, gap: Gap, is_seeing: bool) -> Statement:
    told = Told(report, NAME, subject, [gap.before, gap.after], mentions=[*gap.perhaps, *gap.through])
    told.dates = [gap.before, gap.after, *gap.perhaps]
    days = Bounds(gap.first_day, gap.first_day, gap.last_day, gap.last_day)
    clause, returns = report.returns.of_all(days)
    told.returns += returns
    told.values = [("days", gap.days), ("seeing", is_seeing), ("may_lie_in_it", len(gap.perhaps))]
    return told.says(
        joined(_head(report, subject, gap, is_seeing), *_perhaps(gap, told), clause),
        ("seen", gap.before.id) if is_seeing else (gap.before.id,),
    )


def _head(report: Report, subject: str, gap: Gap, is_seeing: bool) -> str:
    who = who_text(report.case, subject)
    what = f"contact at which {who} was or can have been seen" if is_seeing else f"contact about {who}"
    sure = " for certain" if gap.perhaps else ""
    return (
        f"For {counted(gap.days, 'day')}, {stretch_text(gap.first_day, gap.last_day)}, between {brief(gap.before)} and "
        f"{brief(gap.after)}, the supplied sources record no {what} that is dated to these days{sure}"
    )


def _perhaps(gap: Gap, told: Told) -> Iterator[str]:
    """What may lie in the gap: by dates with two ends; with an open end or none; what ran through it."""
    dated = [contact for contact in gap.perhaps if _has_two_ends(contact)]
    others = [contact for contact in gap.perhaps if not _has_two_ends(contact)]
    if dated:
        yield f"by {'its date' if len(dated) == 1 else 'their dates'}, {_ids(dated)} may lie in them"
        free = _free_days(gap, dated)
        told.values.append(("days_outside_all_dates", sum(last - first + 1 for first, last in free)))
        if free:
            named = [f"{stretch_text(*days)} ({counted(days[1] - days[0] + 1, 'day')})" for days in free]
            yield f"outside those dates are {listed(some(named))}"
    if others:
        whose = "whose date is" if len(others) == 1 else "whose dates are"
        who = f"{_ids(others)}, {whose} open or not recorded,"
        if len(others) > MOST_NAMED:
            who = f"{counted(len(others), 'contact')} {whose} open or not recorded"
        yield f"{who} may {'also ' if dated else ''}lie in them"
    if gap.through:
        yield f"{_ids(gap.through)} ran, or may have run, through them"


def _has_two_ends(contact: Contact) -> bool:
    return contact.date.first_day is not None and contact.date.last_day is not None


def _free_days(gap: Gap, dated: Sequence[Contact]) -> list[tuple[int, int]]:
    """The stretches of the gap that none of these can lie in."""
    free, day = [], gap.first_day
    for first, last in sorted((contact.bounds.first_day, contact.bounds.last_day) for contact in dated):
        if first > day:
            free.append((day, first - 1))
        day = max(day, last + 1)
    if day <= gap.last_day:
        free.append((day, gap.last_day))
    return free


def _ids(contacts: Sequence[Contact]) -> str:
    return listed(some([contact.id for contact in contacts]))
