"""What was worked out, as text for a terminal: journeys as trees, ways, holding, findings.

Nothing is cut off: lines are wrapped at ``width``. Control characters that a terminal would obey are shown as U+FFFD.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from explorer.case import Case, Contact
from explorer.dates import describe
from explorer.holding import HOLDS, Days, Holding
from explorer.holding_days import HoldingDays, days_in
from explorer.journeys import Journey, Step
from explorer.links import arrival
from explorer.paths import Ways
from explorer.statements import Finding, Statement
from explorer.withheld import absent_text, left_text, no_route_text, not_recorded_text
from explorer.wording import counted, days_text, joined, listed, range_text, stops_text, stretch_text

if TYPE_CHECKING:
    from types import ModuleType

    from explorer.report import Report

NARROWEST = 60
_TEXT = 40  # columns left for words, however deep a tree
_SHORT = 3  # lines that are read at one go
NOTHING = "nothing on record."


def wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Lines of at most ``width`` columns, the first after ``first``, the others after ``rest``."""
    plain = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
    indent = " " * len(first) if rest is None else rest
    return textwrap.wrap(
        plain,
        max(NARROWEST, width),
        initial_indent=first,
        subsequent_indent=indent,
        break_on_hyphens=False,  # a name such as "Prevent (north-west)" stays whole
    )


def heading(case: Case, title: str) -> list[str]:
    """The title, under the marking of the case where it has one."""
    return [*([case.marking] if case.marking else []), title, ""]


def head_of(case: Case, contact: Contact) -> str:
    """``C06  5 December 2019  Referral  The school → Prevent``"""
    sender = case.party_name(contact.sender)
    to = listed([case.party_name(party) for party in contact.receivers])
    ends = f"{sender} → {to}" if sender and to else sender or to
    inferred = "  (inferred)" if contact.basis == "inferred" else ""
    return f"{contact.id}  {describe(contact.date)}  {contact.kind.label}  {ends}{inferred}"


def journeys_text(report: Report, journeys: Sequence[Journey], width: int) -> str:
    """Each journey as an indented tree with dates, waits and where it stopped. Inferred links are dashed."""
    lines = heading(report.case, "Journeys")
    if not journeys:
        none = f"Journeys: {absent_text(report.case, NOTHING)}"
        marking = [report.case.marking] if report.case.marking else []
        return "\n".join([*marking, *wrapped(none, width)]) + "\n"
    for journey in journeys:
        lines += [*_tree(report, journey, width), *_sum(report, journey, width), ""]
    return "\n".join(lines[:-1]) + "\n"


def _tree(report: Report, journey: Journey, width: int) -> list[str]:
    case, lines = report.case, []
    steps = journey.steps
    lasts = _is_last(steps)
    has_child = {step.after for step in steps}
    deepest = max(1, (width - _TEXT) // 3)  # below this, all hang from one level and say how deep they are
    trunk: list[str] = []  # for each depth, what stands left of the contacts below it
    for step, is_last in zip(steps, lasts, strict=True):
        depth = min(step.depth, deepest)
        trunk = trunk[: max(0, depth - 1)]
        left = "".join(trunk)
        branch = ("└" if is_last else "├") + ("╌ " if step.is_inferred else "─ ") if depth else ""
        if depth < step.depth:
            branch = f"…{step.depth} "
        if depth:
            trunk.append("   " if is_last else "│  ")
        below = "".join(trunk) + ("│  " if step.contact in has_child and step.depth < deepest else "   ")
        contact = case.contacts[step.contact]
        lines += wrapped(head_of(case, contact), width, left + branch, below + "   ")
        for said in step_texts(report, journey, step):
            lines += wrapped(said, width, below + "   ", below + "   ")
    return lines


def _is_last(steps: Sequence[Step]) -> list[bool]:
    """For each step, whether it is the last of those that hang from the same contact."""
    seen: set[str] = set()
    lasts = []
    for step in reversed(steps):
        lasts.append(step.after not in seen)
        seen.add(step.after)
    return lasts[::-1]


def step_texts(report: Report, journey: Journey, step: Step) -> Iterable[str]:
    """What there is to say below a contact: its wait, what else it follows, what became of it."""
    case, contact = report.case, report.case.contacts[step.contact]
    if step.after:
        wait = f"{_wait_text(case, step)} after {step.after}" if step.wait_days else f"follows {step.after}"
        unknown = "" if step.wait_days else "; the days between are not known, for a date is not recorded"
        guess = "; this link is inferred, not recorded" if step.is_inferred else ""
        yield wait + unknown + guess
    if step.also_follows:
        yield f"also follows {listed(step.also_follows)}"
    returned = [organisation for brought, organisation in journey.returns if brought == contact.id]
    if returned:
        yield f"came back to {listed([case.party_name(organisation) for organisation in returned])}"
    for edge in contact.edges:
        if edge not in report.requests:
            continue
        state = report.requests[edge]
        said = state.sentence.rstrip(".")
        where = f"{stops_text(case, *edge)}: " if edge in journey.stops else ""
        if len(contact.receivers) > 1 and not where:
            where = f"{case.party_name(edge[1])}: "
        clause = "" if state.outcomes else report.returns.that_could_hold([edge[1]], arrival(contact))[0]
        yield joined(where + (said[0].lower() + said[1:] if where else said), clause)


def _wait_text(case: Case, step: Step) -> str:
    """``between 3 and 21 days``; ``3 days or more`` where no recorded date says how many."""
    least, most = step.wait_days or (0, 0)
    is_open = (
        case.contacts[step.contact].date.last_day is None or case.contacts[step.after].date.first_day is None
    )
    return f"{counted(least, 'day')} or more" if is_open and most > least else days_text((least, most))


def _sum(report: Report, journey: Journey, width: int) -> list[str]:
    if len(journey.steps) == 1:
        return []
    numbers = [
        counted(len(journey.steps), "contact"),
        counted(len(journey.organisations), "organisation"),
        counted(journey.handoffs, "handoff"),
    ]
    return wrapped(f"= {listed(numbers)}", width)


def ways_text(report: Report, ways: Ways, start: str, end: str, width: int) -> str:
    """The ways found between two ends (their names), numbered, a contact a line."""
    case = report.case
    if not ways.ways:
        none = no_route_text(case, f"No way on record from {start} to {end} in an order that the dates allow")
        said = joined(none, report.returns.of_all(case.scope)[0])
        return "\n".join([*heading(case, "Ways on record"), *wrapped(said, width)]) + "\n"
    lines = [*heading(case, "Ways on record"), *wrapped(f"From {start} to {end}", width), ""]
    links = {
        "follows": "follows (recorded)",
        "after": "after, by the dates",
        "possibly after": "possibly after",
    }
    for number, way in enumerate(ways.ways, start=1):
        lines.append(
            f"{number}. "
            + ("" if way.is_certain else "possible, not certain: ")
            + counted(len(way.contacts), "contact")
        )
        for link, contact in zip(("", *way.links), way.contacts, strict=True):
            found = case.contacts[contact]
            both = "  (both ways)" if found.kind.flow == "both" else ""
            lines += wrapped(head_of(case, found) + both, width, "   ", "      ")
            lines += [f"      {links[link]}"] if link else []
        lines.append("")
    if not ways.is_complete:
        lines += ["There are, or may be, more ways. `--most` shows more."]
    return "\n".join(lines).rstrip() + "\n"


def holding_text(report: Report, days: Iterable[HoldingDays], width: int) -> str:
    """Who held the case and had requests in hand, then the days nobody and several did, subject by subject."""
    case = report.case
    lines = heading(case, "Holding")
    for of_subject in days:
        ours = [holding for holding in report.holdings if holding.subject == of_subject.subject]
        lines += [case.party_name(of_subject.subject), ""]
        for what, title in ((HOLDS, "Held the case"), ("in hand", "Had a request in hand")):
            found = [holding for holding in ours if holding.what == what]
            lines.append(f"{title}:" if found else f"{title}: {absent_text(case, NOTHING)}")
            for holding in found:
                lines += wrapped(_holding_line(case, holding), width, "  ", "      ")
            lines.append("")
        lines += [*_days_lines(report, of_subject, width), ""]
    return "\n".join(lines).rstrip() + "\n"


def _holding_line(case: Case, holding: Holding) -> str:
    certain = f"for certain {_stretch(holding.certain)}" if holding.certain else "on no day for certain"
    possible = "" if holding.possible == holding.certain else f"; possibly {_stretch(holding.possible)}"
    opened = (
        f"opened by {holding.opened_by}"
        if holding.has_start
        else not_recorded_text(case, "its start is not recorded")
    )
    if holding.what != HOLDS:
        opened = f"request {holding.contact}"
    elif holding.opened_by != holding.contact and holding.has_start:
        opened = f"{holding.contact} {holding.opened_by}"
    ended = (
        f"ended: {listed(holding.ended_by, 'or')}"
        if holding.has_end
        else not_recorded_text(case, "its end is not recorded")
    )
    basis = "" if holding.basis == "recorded" else f"; {holding.basis}"
    return f"{case.party_name(holding.party)}: {certain}{possible} ({opened}; {ended}{basis})"


def _stretch(days: Days | None) -> str:
    return f"{stretch_text(*days)} ({counted(days_in([days]), 'day')})" if days else "on no day of the case"


def _days_lines(report: Report, days: HoldingDays, width: int) -> list[str]:
    labels = [report.case.vocabulary.sectors[sector].label.lower() for sector in days.sectors]
    lines = wrapped(f"Of the sectors {listed(labels)} (change them with --sector):", width)
    in_hand = left_text(report.case, "a request is in hand, which is not holding")
    for title, certain, possible in (
        ("nobody is recorded as holding it", days.nobody, days.possibly_nobody),
        (left_text(report.case, "several are recorded as holding it"), days.several, days.possibly_several),
        (in_hand, days.in_hand, days.possibly_in_hand),
    ):
        both = range_text(days_in(certain), days_in(possible), "day") if possible else "on no day"
        stretches = listed([_stretch(stretch) for stretch in possible])
        if certain == possible and len(possible) == 1:  # its days are counted there
            both, stretches = stretches, ""
        joint = ": " if certain == possible else ", possibly "
        lines += wrapped(f"{title}: {both}{joint + stretches if stretches else ''}", width, "  ", "      ")
    clause, _ = report.returns.of_all(report.case.scope, "the period of the case")
    lines += wrapped(f"No record is not a record of nothing: {clause}.", width)
    return lines


def findings_text(report: Report, findings: Sequence[Finding], width: int) -> str:
    """Each finding with its statements, and below each statement what it rests on."""
    lines = heading(report.case, "Findings")
    for finding in findings:
        lines += [*wrapped(f"{finding.title} ({finding.name})", width), ""]
        for statement in finding.statements:
            lines += _by_clauses(statement.sentence, width)
            lines += [*wrapped(_evidence(statement), width, "      "), ""]
        if not finding.statements:
            lines += ["  Nothing on record.", ""]
    return "\n".join(lines).rstrip() + "\n"


def _by_clauses(sentence: str, width: int) -> list[str]:
    """A sentence as it is where it is short; a long one clause by clause, each on lines of its own, further in.
    No word is left out or changed."""
    lines = wrapped(sentence, width, "  ")
    if len(lines) <= _SHORT:
        return lines
    clauses = re.split(r"(?<=;) ", sentence)
    lines = wrapped(clauses[0], width, "  ")
    for clause in clauses[1:]:
        lines += wrapped(clause, width, "    ")
    return lines


def _evidence(statement: Statement) -> str:
    parts = [f"[{statement.cite}]"]
    if statement.contacts:
        parts.append(f"contacts {', '.join(statement.contacts)}")
    parts.append(f"sources {', '.join(statement.sources) or 'none'}")
    if statement.basis != "recorded":
        parts.append(f"basis {statement.basis}")
    dates = ["uncertain"] * statement.rests_on_uncertain_date + [
        "doubtful"
    ] * statement.rests_on_doubtful_date
    if dates:
        parts.append(f"rests on {listed(dates)} dates")
    if statement.returns:
        parts.append(f"could have been held by {', '.join(statement.returns)}")
    return " · ".join(parts)


def registry_text(modules: Mapping[str, ModuleType], width: int) -> str:
    """Every finding with its definition and options, for ``--list``."""
    lines: list[str] = []
    for name, module in modules.items():
        lines += wrapped(f"{name}  {module.TITLE}, version {module.VERSION}", width, "", "    ")
        lines += wrapped(" ".join((module.__doc__ or "").replace("``", "").split()), width, "    ")
        for option, item in module.OPTIONS.items():
            default = {True: "yes", False: "no", "": "blank"}.get(item.default, item.default)
            lines += wrapped(f"--option {option}={default}  {item.description}", width, "    ", "        ")
        lines.append("")
    return "\n".join(lines)
