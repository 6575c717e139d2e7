"""Who could have known, drawn by hand: small cases with the answer in view. Days are days of March 2020."""

from __future__ import annotations

import re
from datetime import date

import pytest
from drawing import drawn

from explorer.case import Case
from explorer.known import known

SAID = {
    "took": "took part",
    "told": "was told",
    "could": "could have been told",
    "access": "had access to",
    "may": "may have taken part",
    "might": "might have known",
    "none": "no recorded route",
}
TEAM = 'team | police | parent=police name="The team"'

# (what it shows, the contacts, who by which day, the standings)
CASES = [
    # same day
    ("one day, no times: only possible", "K1|2|police>hub|call; K2|2|hub>school|call", "school 9", "K1 might K2 took"),
    ("times order one day", "K1|2|police>hub|call time=09:00; K2|2|hub>school|call time=10:00", "school 9", "K1 could"),
    ("times the other way", "K1|2|police>hub|call time=10:00; K2|2|hub>school|call time=09:00", "school 9", "K1 none"),
    ("one time of two", "K1|2|police>hub|call time=09:00; K2|2|hub>school|call", "school 9", "K1 might"),
    ("follows orders one day", "K1|2|police>hub|call; K2|2|hub>school|call follows=K1", "school 9", "K1 could"),
    ("shares is told, one day", "K1|2|police>hub|call; K2|2|hub>school|call shares=K1", "school 9", "K1 told"),
    # before and after
    ("the next day is certain", "K1|2|police>hub|call; K2|3|hub>school|call", "school 9", "K1 could"),
    ("the day before is no way", "K1|3|police>hub|call; K2|2|hub>school|call", "school 9", "K1 none"),
    ("not yet arrived", "K1|2|police>hub|call; K2|5|hub>school|call", "school 4", "K1 none"),
    ("arrived on the day asked", "K1|2|police>hub|call; K2|5|hub>school|call", "school 5", "K1 could"),
    ("three links", "K1|2|police>hub|call; K2|3|hub>gp|call; K3|4|gp>school|call", "school 9", "K1 could K2 could"),
    ("a sender keeps what it sent", "K1|2|police>hub|call; K2|3|police>school|call", "school 9", "K1 could"),
    # people and nobody relay nothing
    ("a parent is no relay", "K1|2|police>mother|call; K2|3|mother>school|call", "school 9", "K1 none K2 took"),
    ("the subject is no relay", "K1|2|police>subject|visit; K2|3|subject>school|self-contact", "school 9", "K1 none"),
    ("nobody is no relay", "K1|2|police>unknown|call; K2|3|unknown>school|call", "school 9", "K1 none"),
    ("nobody of a sector neither", "K1|2|police>unknown:health|call; K2|3|unknown:health>school|call", "school 9",
     "K1 none"),
    ("but what a person shares was told", "K1|2|police>mother|call; K2|3|mother>school|call shares=K1", "school 9",
     "K1 told"),
    # kinds without a flow
    ("a visit passes nothing on", "K1|2|police>hub|call; K2|3|hub>school|visit", "school 9", "K1 none K2 took"),
    ("nor does an arrest", "K1|2|school>police|call; K2|3|police>subject|arrest; K3|4|gp>hub|call", "hub 9",
     "K1 none K2 none K3 took"),
    # both ways
    ("a meeting goes both ways", "K1|2|police>hub|call; K2|3|school>hub|meeting", "school 9", "K1 could"),
    ("and among its receivers", "K1|2|police>hub|call; K2|3|gp>hub;school|meeting", "school 9", "K1 could"),
    ("a referral goes one way", "K1|2|police>hub|call; K2|3|school>hub|referral", "school 9", "K1 none"),
    ("a meeting of three", "K1|2|police>hub|call; K2|3|school>hub;gp|meeting", "gp 9", "K1 could K2 took"),
    # shares
    ("none passes nothing earlier", "K1|2|police>hub|call; K2|3|hub>school|call shares=none", "school 9", "K1 none"),
    ("a list leaves the rest out", "K1|2|police>hub|call; K2|3|gp>hub|call; K3|4|hub>school|call shares=K2", "school 9",
     "K1 none K2 told"),
    ("a list nests", "K1|2|subject>helpline|self-contact; K2|3|helpline>police|referral shares=K1; "
     "K3|4|police>hub|referral shares=K2", "hub 9", "K1 told K2 told"),
    ("blank inside a list stays could", "K1|2|gp>police|call; K2|3|police>hub|referral; K3|4|hub>school|call shares=K2",
     "school 9", "K1 could K2 told"),
    ("told, by one with no way to it", "K1|2|police>gp|call; K2|3|hub>school|call shares=K1", "school 9", "K1 told"),
    ("and that teller is told of it no earlier", "K1|2|police>gp|call; K2|5|hub>school|call shares=K1", "school 4",
     "K1 none"),
    ("what was told goes on", "K1|2|police>gp|call; K2|3|hub>school|call shares=K1; K3|4|school>camhs|call", "camhs 9",
     "K1 could"),
    # received
    ("received late: not yet", "K1|2|police>hub|referral received=@6", "hub 4", "K1 none"),
    ("received late: then", "K1|2|police>hub|referral received=@6", "hub 6", "K1 took"),
    ("received late: the sender at once", "K1|2|police>hub|referral received=@6", "police 2", "K1 took"),
    ("a late receipt misses the next contact", "K1|2|police>hub|referral received=@6; K2|4|hub>school|call", "school 9",
     "K1 none"),
    ("a late receipt before the next contact", "K1|2|police>hub|referral received=@6; K2|7|hub>school|call", "school 9",
     "K1 could"),
    ("never received: nobody was told", "K1|2|police>hub|referral received=never; K2|7|hub>school|call", "hub 9",
     "K1 none"),
    ("never received: passes nothing", "K1|2|gp>police|call; K2|3|police>hub|referral received=never", "hub 9",
     "K1 none"),
    ("never received: its sender has it", "K1|2|police>hub|referral received=never", "police 9", "K1 took"),
    # stretches
    ("a stretch once it has begun", "K1|@2/@6|police>hub|notification", "hub 3", "K1 took"),
    ("a stretch passes what came before its end", "K1|4|gp>police|call; K2|@2/@6|police>hub|notification", "hub 9",
     "K1 could"),
    ("and not what came after", "K1|7|gp>police|call; K2|@2/@6|police>hub|notification", "hub 9", "K1 none"),
    ("it arrives the day after: not the same day", "K1|4|gp>police|call; K2|@2/@6|police>hub|notification", "hub 4",
     "K1 might"),
    ("it arrives the day after: then", "K1|4|gp>police|call; K2|@2/@6|police>hub|notification", "hub 5", "K1 could"),
    ("what was there before arrives as it begins", "K1|1|gp>police|call; K2|@3/@6|police>hub|notification", "hub 3",
     "K1 could"),
    # standing access
    ("access is told apart", "K1|2|school>police|call; K2|@3/@8|police>prevent|standing-access", "prevent 9",
     "K1 access"),
    ("a plain way is better", "K1|2|school>police|call; K2|@3/@8|police>prevent|standing-access; "
     "K3|5|police>prevent|call", "prevent 9", "K1 could"),
    ("access runs one way", "K1|2|school>prevent|call; K2|@3/@8|police>prevent|standing-access", "police 9", "K1 none"),
    ("access, then a call", "K1|2|school>police|call; K2|@3/@8|police>prevent|standing-access; K3|6|prevent>hub|call",
     "hub 9", "K1 access"),
    # parent and part
    ("a team is not its parent", "K1|2|school>team|call", "police 9", "K1 none"),
    ("a team passes nothing by itself", "K1|2|school>team|call; K2|3|police>hub|call", "hub 9", "K1 none K2 took"),
    # sets, open and blank dates
    ("a set may be over", "K1|[@2..@5]|police>hub|call", "hub 3", "K1 may"),
    ("a set is over", "K1|[@2..@5]|police>hub|call", "hub 5", "K1 took"),
    ("two sets that overlap", "K1|[@2..@5]|police>hub|call; K2|[@4..@8]|hub>school|call", "school 9", "K1 might"),
    ("two sets apart", "K1|[@2..@3]|police>hub|call; K2|[@4..@8]|hub>school|call", "school 9", "K1 could"),
    ("a set that follows is tightened", "K1|5|police>hub|call; K2|[@2..@8]|hub>school|call follows=K1", "school 9",
     "K1 could"),
    ("by then: it may be over", "K1|[..@5]|police>hub|call; K2|1|school>gp|call", "hub 3", "K1 may"),
    ("from then: it may not have been", "K1|[@2..]|police>hub|call; K2|20|school>gp|call", "hub 9", "K1 may"),
    ("blank: it may have been", "K1||police>hub|call; K2|1|school>gp|call; K3|9|school>gp|call", "hub 5", "K1 may"),
    ("blank, following: not before", "K1|5|police>hub|call; K2||hub>school|call follows=K1; K3|9|gp>school|call",
     "school 8", "K1 might"),
    ("blank, following: over by the end", "K1|5|police>hub|call; K2||hub>school|call follows=K1; K3|9|gp>school|call",
     "school 9", "K1 could"),
    ("a doubtful date pads nothing", "K1|2?|police>hub|call; K2|3|hub>school|call", "school 9", "K1 could"),
    ("about pads a week", "K1|12~|police>hub|call; K2|14|hub>school|call", "school 20", "K1 might"),
    # possible link by link, but not as a whole
    ("one day cannot be two", "K1|5|police>hub|call; K2|[@3..@7]|hub>gp|call; K3|4|gp>school|call", "school 9",
     "K1 none K2 might"),
    ("going back is no way", "K1|[@2..@6]|police>hub|call; K2|5|hub>gp|call; K3|[@1..@4]|gp>school|call", "school 9",
     "K1 none"),
]  # fmt: skip


def _dated(text: str) -> str:
    """``2`` and ``@2`` are days of March 2020; the mark stays."""
    if re.fullmatch(r"\d+[~?]?", text):
        text = f"@{text}"
    return re.sub(r"@(\d+)", lambda day: f"2020-03-{int(day[1]):02}", text)


def case_of(rows: str) -> Case:
    """The case of ``id|date|from>to|kind other=...`` rows."""
    lines = []
    for row in rows.split(";  ") if ";  " in rows else re.split(r";\s+(?=K\d)", rows):
        contact, day, ends, rest = row.strip().split("|")
        kind, _, more = rest.partition(" ")
        lines.append(f"{contact} | {_dated(day)} | {ends.replace('>', ' -> ')} | {kind} | {_dated(more)}")
    drawing = "\n".join(lines)
    return drawn(drawing, parties=TEAM if "team" in rows else "")


@pytest.mark.parametrize(
    ("rows", "asked", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_who_could_have_known(rows: str, asked: str, expected: str) -> None:
    case = case_of(rows)
    party, day = asked.split()
    if party == "police" and party not in case.parties:
        pytest.fail("the drawing names no police")
    found = {
        answer.contact: answer.standing.value
        for answer in known(case, party, date(2020, 3, int(day)).toordinal())
    }
    words = expected.split()
    for contact, said in zip(words[::2], words[1::2], strict=True):
        assert found[contact] == SAID[said], (contact, found)


def test_at_least_fifty_cases_are_drawn() -> None:
    assert len(CASES) >= 50
    assert len({case[0] for case in CASES}) == len(CASES)
