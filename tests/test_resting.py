"""What a profile leaves blank makes no finding: where it answers what the rest leaves open, the rest says so."""

from __future__ import annotations

from dataclasses import fields

import pytest
from drawing import drawn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer import Report
from explorer.case import Case
from explorer.checking import case_of
from explorer.profiles import BLANKABLE, Profile
from explorer.redacting import redact
from explorer.resting import SHOWN_ONLY, rests_on
from explorer.rows import RawCase, table_of
from explorer.vouching import is_not_stated
from explorer.withheld import vouched

COLUMNS = sorted(BLANKABLE)
SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SEEN_AFTER = """
C1 | 2021-02-01 | school -> hub     | referral     | time=10:00
C2 | 2021-02-01 | hub -> subject    | visit        | time=14:00 seen=yes
C3 | 2021-02-05 | school -> police  | notification | time=09:00
C4 | 2021-02-05 | police -> hub     | notification | time=10:00
C5 | 2021-02-05 | hub -> police     | referral     | time=11:00
"""
"""By their times, the hub saw the subject after it was asked, and told the police what it had been told."""
OUTCOMES = "C1 | hub | closed | 2021-02-05\nC5 | police | no-further-action | 2021-02-08"

PARTIES = [
    {"id": "subject", "sector": "subject"}, {"id": "school", "sector": "education"},
    {"id": "hub", "sector": "social-care"}, {"id": "police", "sector": "police", "parent": "hub"},
]  # fmt: skip
DAYS = st.sampled_from(["2021-02-01", "2021-02-05", "2021-02"])
ENDS = st.sampled_from(["", "2021-03-10", "2021-03"])
KINDS = st.sampled_from(["referral", "referral", "visit", "notification"])


@st.composite
def close_rows(draw: st.DrawFn) -> RawCase:
    """Contacts of two days, told apart by times, each of one or two accounts, told apart by their places in one
    source: blank, either changes what comes first."""
    contacts: list[dict[str, str]] = []
    outcomes: list[dict[str, str]] = []
    seen, text = st.sampled_from(["", "yes", "no"]), st.sampled_from(["", "a", "b"])
    for number in range(draw(st.integers(1, 6))):
        sender, receiver = draw(st.permutations(["school", "hub", "police", "subject"]))[:2]
        row = {
            "id": f"C{number}", "date": draw(DAYS), "from": sender, "to": receiver, "kind": draw(KINDS),
            "time": draw(st.sampled_from(["", "09:00", "14:00"])), "source": "S1", "seen": draw(seen),
            "locator": "p2", "topics": "knife", "summary": draw(text), "quote": draw(text),
        }  # fmt: skip
        contacts.append(row)
        if draw(st.booleans()):
            place = draw(st.sampled_from(["p1", "p3"]))
            contacts.append({**row, "date": draw(DAYS), "locator": place, "summary": "a", "seen": draw(seen)})
        if row["kind"] == "referral" and receiver != "subject":
            said = {
                "contact": row["id"],
                "receiver": receiver,
                "outcome": draw(st.sampled_from(["accepted", "closed"])),
            }
            outcomes += [
                {**said, "date": draw(ENDS), "source": "S1", "locator": place, "seen": draw(seen)}
                for place in draw(st.lists(st.sampled_from(["p1", "p2"]), max_size=2, unique=True))
            ]
    tables = {
        "parties": PARTIES, "contacts": contacts, "outcomes": outcomes, "notes": [{"id": "N1", "text": "x"}],
        "sources": [{"id": "S1", "party": "hub", "covers": "2021"}],
    }  # fmt: skip
    raw = RawCase("case", 'title = "A case"\n')
    raw.tables |= {name: table_of(name, list(rows)) for name, rows in tables.items()}
    return raw


def sentences(case: Case) -> set[tuple[str, tuple[str, ...], str]]:
    return {
        (statement.finding, statement.contacts, statement.sentence)
        for finding in Report(case).findings
        for statement in finding.statements
        if not is_not_stated(statement)
    }


def told(case: Case) -> set[tuple[str, tuple[str, ...]]]:
    return {(finding, tuple(sorted(contacts))) for finding, contacts, _ in sentences(case)}


@given(
    raw=close_rows(),
    blank=st.one_of(st.sampled_from(COLUMNS).map(lambda one: (one,)), st.just(tuple(COLUMNS))),
)
@SLOW
def test_what_is_left_blank_makes_no_finding(raw: RawCase, blank: tuple[str, ...]) -> None:
    case = case_of(raw)
    left = redact(case, Profile("x", blank=blank, new_ids=False)).case
    assert told(left) <= told(case)


@pytest.mark.parametrize("column", COLUMNS)
def test_of_each_column_it_is_known_whether_an_answer_rests_on_it(column: str) -> None:
    """No finding of a case is another for a blank column, nor hedged for one on which none rests."""
    case = drawn(SEEN_AFTER, outcomes=OUTCOMES)
    left = redact(case, Profile("x", blank=(column,), new_ids=False)).case
    assert told(left) <= told(case)
    is_needed = column in ("contacts.time", "outcomes.outcome")
    assert (vouched(left) is not None) == is_needed
    if not is_needed:
        assert sentences(left) == sentences(case)


def test_times_that_are_left_blank_make_no_absence() -> None:
    case = drawn(SEEN_AFTER, outcomes=OUTCOMES)
    left = Report(redact(case, Profile("x", blank=("contacts.time",), new_ids=False)).case)
    found = {
        finding.name: [statement.sentence for statement in finding.statements] for finding in left.findings
    }
    assert found["closed-unseen"][-1] == "Not stated: records withheld."
    assert [said[:2] for said in found["closed-unseen"][:-1]] == ["C5"]


def test_a_whole_that_is_taken_out_makes_no_conflict() -> None:
    """A team and the whole that it is part of are taken for one: without the whole, they would conflict."""
    case = drawn(
        """
        K1 | 2020-01 | hub -> police    | call | source=S1
        K1 | 2020-01 | school -> police | call | source=S2
        """,
        parties="hub | safeguarding-hub | parent=school",
        sources="S1 | police\nS2 | police",
    )
    left = redact(case, Profile("x", replace=("hub",))).case
    whole = {
        (statement.finding, statement.contacts)
        for finding in Report(case).findings
        for statement in finding.statements
    }
    for finding in Report(left).findings:
        for statement in finding.statements:
            contacts = tuple("K1" for _ in statement.contacts)
            assert is_not_stated(statement) or (statement.finding, contacts) in whole


def test_names_and_new_ids_alone_change_nothing_that_answers_rest_on() -> None:
    own = '[vocabulary.sector.scouts]\nlabel = "Scouts"\n'
    case = drawn(SEEN_AFTER + "C6 | 2021-03 | unknown:scouts -> hub | call", outcomes=OUTCOMES, settings=own)
    assert vouched(redact(case, Profile("x", replace=("all",), extra=False)).case) is None


def test_every_field_of_a_record_counts_but_those_that_are_only_shown() -> None:
    for record, shown in SHOWN_ONLY.items():
        assert shown < {item.name for item in fields(record)}
    case = drawn(SEEN_AFTER, outcomes=OUTCOMES)
    other = drawn(SEEN_AFTER.replace("10:00", "10:01"), outcomes=OUTCOMES)
    assert rests_on(case) == rests_on(drawn(SEEN_AFTER, outcomes=OUTCOMES))
    assert rests_on(case) != rests_on(other)


CASE = {
    "contacts": SEEN_AFTER,
    "outcomes": OUTCOMES,
    "sources": "S1 | hub | 2021",
    "parties": "team | social-care | parent=hub",
    "settings": """
    [scope]
    from = "2020"
    [holding]
    sectors = ["police"]
    [targets]
    referral = 5
    [[expected]]
    id = "E1"
    from = "hub"
    to = "police"
    kind = "referral"
    by = "2021-06"
    said_by = "S1"
    ground = "guidance"
    """,
}


@pytest.mark.parametrize(
    ("what", "was", "is_now"),
    [
        ("settings", 'from = "2020"', 'from = "2019"'),
        ("settings", 'sectors = ["police"]', 'sectors = ["health"]'),
        ("settings", "referral = 5", "referral = 6"),
        ("settings", 'by = "2021-06"', 'by = "2021-07"'),
        ("settings", 'to = "police"', 'to = "school"'),
        ("contacts", "seen=yes", "seen=no"),
        ("contacts", "2021-02-01 | school", "2021-02-02 | school"),
        ("outcomes", "closed", "accepted"),
        ("sources", "2021", "2020"),
        ("sources", "hub", "police"),
        ("parties", "parent=hub", "parent=police"),
    ],
)
def test_a_case_that_differs_in_what_answers_rest_on_is_another(what: str, was: str, is_now: str) -> None:
    assert was in CASE[what]
    other = {**CASE, what: CASE[what].replace(was, is_now, 1)}
    assert rests_on(drawn(**CASE)) != rests_on(drawn(**other))
