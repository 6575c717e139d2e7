"""Who could have known, as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.answer_text import head_of, heading, wrapped
from explorer.case import Case
from explorer.dates import day_text, describe
from explorer.known import BY_DAY, DecisionKnown, Known, teams_of
from explorer.known_tables import chain_text
from explorer.reach import Standing
from explorer.withheld import absent_text, no_route_text, standing_text
from explorer.wording import counted, listed, taken

CAUTION = (
    "No recorded route is not proof that nobody was told: it says what the supplied sources record. "
    "Nothing here says that anybody knew."
)


def _said(case: Case, standing: Standing) -> str:
    return standing_text(case, standing.value)


def _called(case: Case, party: str, with_teams: bool) -> str:
    """An organisation, and which it is taken for one with."""
    name, top = case.party_name(party), teams_of(case)[party] if with_teams else party
    return name if top == party else f"{name} with {case.party_name(top)}"


def _teams(case: Case, with_teams: bool, width: int) -> list[str]:
    """Which organisations are taken for one, and by which name the answers call them."""
    members: dict[str, list[str]] = {}
    for party, top in teams_of(case).items() if with_teams else ():
        members.setdefault(top, []).append(case.party_name(party))
    lines = []
    for top, names in members.items():
        if len(names) > 1:
            name = case.party_name(top)
            parts = listed([name, *sorted(part for part in names if part != name)])
            lines += wrapped(f"Taken for one, and named {name} in what follows: {parts}.", width)
    return [*lines, ""] if lines else []


def known_text(
    case: Case, party: str, day: int, answers: Sequence[Known], width: int, *, with_teams: bool = False
) -> str:
    """Every contact by standing, each with its chain."""
    name = _called(case, party, with_teams)
    *marking, title, _ = heading(case, f"What {name} could have known at the end of {day_text(day)}")
    lines = [*marking, *wrapped(title, width), ""]
    lines += _teams(case, with_teams, width)
    for standing in Standing:
        found = [answer for answer in answers if answer.standing is standing]
        if not found:
            continue
        total = counted(len(found), "contact", "contacts")
        lines += wrapped(
            f"{_said(case, standing).capitalize()}: {total} ({BY_DAY[standing]})", width, "", "    "
        )
        for answer in found:
            lines += wrapped(head_of(case, case.contacts[answer.contact]), width, "  ", "      ")
            if len(answer.chain) > 1 or standing is Standing.WAS_TOLD:
                lines += wrapped(chain_text(case, answer), width, "      ")
        lines.append("")
    if not answers:
        lines += [*wrapped(absent_text(case, "No contact is on record by then."), width), ""]
    return "\n".join([*lines, *wrapped(CAUTION, width)]) + "\n"


def known_of_text(
    case: Case, contact: str, answers: Sequence[Known], width: int, *, with_teams: bool = False
) -> str:
    """Who could have known of one contact, and from when."""
    lines = heading(case, "Who could have known of")
    lines += _teams(case, with_teams, width)
    lines += [*wrapped(head_of(case, case.contacts[contact]), width, "  ", "      "), ""]
    lines += [
        *wrapped("Each line gives the day from which the supplied sources support it.", width),
        "",
    ] * bool(answers)
    for answer in answers:
        said = f"{day_text(answer.day or 0)}: {case.party_name(answer.party)} {_said(case, answer.standing)}"
        lines += wrapped(said, width, "  ", "      ")
        if len(answer.chain) > 1 or answer.standing is Standing.WAS_TOLD:
            lines += wrapped(chain_text(case, answer), width, "      ")
    if not answers:
        lines += wrapped(absent_text(case, "No organisation has any recorded route to it."), width, "  ")
    return "\n".join([*lines, "", *wrapped(CAUTION, width)]) + "\n"


def decisions_text(
    case: Case, decisions: Sequence[DecisionKnown], width: int, *, with_teams: bool = False
) -> str:
    """Each decision with what was on record by then and the decider's standings."""
    lines = heading(case, "What each decision had behind it")
    lines += _teams(case, with_teams, width)
    for item in decisions:
        point = item.decision
        label = (point.outcome.term.label if point.outcome else point.contact.kind.label).lower()
        date = describe(point.outcome.date if point.outcome else point.contact.date)
        name = _called(case, point.party, with_teams)
        lines += wrapped(f"{point.contact.id}  {name}: {label}, {date}", width, "", "    ")
        if not point.is_dated:
            lines += wrapped(f"It is {taken(point)}.", width, "    ")
        on_record = (
            f"On record by then, anywhere in the sources: {item.certain} certainly, "
            f"{item.possible - item.certain} more possibly."
        )
        lines += wrapped(on_record, width, "    ")
        counts = [
            f"{_said(case, standing)} {item.count(standing)}" for standing in Standing if item.count(standing)
        ]
        lines += wrapped(f"Its standing with these: {'; '.join(counts) or 'none'}.", width, "    ")
        if item.blind:
            what = no_route_text(case, "Certainly elsewhere by then, with no recorded route")
            said = f"{what}: {', '.join(item.blind)}."
            lines += wrapped(said, width, "    ")
        may_have = {contact for contact, found in item.standings if found is Standing.MAY_HAVE_TAKEN_PART}
        others = [contact for contact in item.possible_blind if contact not in may_have]
        own = [contact for contact in item.possible_blind if contact in may_have]
        if others:
            what = no_route_text(case, "Possibly elsewhere by then, with no certain route")
            said = f"{what}: {', '.join(others)}."
            lines += wrapped(said, width, "    ")
        if own:
            said = f"Its own, which may have come before or after: {', '.join(own)}."
            lines += wrapped(said, width, "    ")
        lines.append("")
    if not decisions:
        lines += [*wrapped(absent_text(case, "No decision of an organisation is on record."), width), ""]
    return "\n".join([*lines, *wrapped(CAUTION, width)]) + "\n"
