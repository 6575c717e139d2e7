"""Findings: a contract over the folder, then each finding on cases with the answer in view, then the real case."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from drawing import drawn, raw_case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import explorer
from explorer.case import BASES, Case
from explorer.checking import case_of
from explorer.cli import main
from explorer.errors import CaseError, UnknownNameError
from explorer.expectation import matches_of
from explorer.findings import findings_of, registry
from explorer.findings.conflicting_accounts import grade
from explorer.report import Report
from explorer.statements import Finding, Option, Statement
from explorer.wording import days_text, range_text

MARCH = '[scope]\nfrom = "2020-03-01"\nto = "2020-03-31"'
REFERRAL = "K1 | 2020-03-02 | school -> hub | referral"
JUDGING = re.compile(
    r"\b(fail\w*|should|must|ought|missed|ignor\w+|neglect\w*|inadequate\w*|despite|merely|refus\w+|negligen\w+|poor\w*|"
    r"wrong\w*|unfortunately|however|yet|even though|risk\w*|dangerous\w*|blame\w*|delay\w*|late|too)\b",
    re.IGNORECASE,
)


def stated(
    name: str, contacts: str | Case, options: dict[str, str] | None = None, **others: str
) -> list[Statement]:
    case = contacts if isinstance(contacts, Case) else drawn(contacts, **others)
    (finding,) = findings_of(Report(case), [name], options)
    return list(finding.statements)


def sentence(name: str, contacts: str, options: dict[str, str] | None = None, **others: str) -> str:
    (statement,) = stated(name, contacts, options, **others)
    return statement.sentence


def values(statement: Statement) -> dict[str, object]:
    return dict(statement.values)


# ---- the contract of the folder


MODULES = list(registry().values())


def test_the_folder_is_the_registry() -> None:
    files = {path.stem for path in Path(explorer.findings.__file__).parent.glob("*.py")} - {"__init__"}
    assert len(registry()) == len(files)
    assert len({module.RANK for module in MODULES}) == len(MODULES)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.NAME)
def test_a_finding_says_what_it_is(module) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", module.NAME)
    assert module.TITLE and module.VERSION >= 1 and len(module.__doc__.split()) > 8
    for name, option in module.OPTIONS.items():
        assert isinstance(option, Option)
        assert option.description.endswith(".")
        assert not (isinstance(option.default, int) and name.endswith("days")) or option.unit == "days"


CASES = {
    "empty": drawn(),
    "no organisation": drawn("K1 | 2020-03-01 | family -> subject | call"),
    "nobody in particular": drawn(
        "K1 |  | unknown -> unknown:police | referral\nK2 | 2020 | unknown -> unknown | call"
    ),
    "no dates": drawn(
        "K1 |  | school -> hub | referral\nK2 |  | school -> hub | referral", outcomes="K1 | hub | closed"
    ),
    "one contact": drawn(REFERRAL),
    "several of everything": drawn(
        """
        K1 | 2020-03-02               | school -> hub;gp            | referral | about=subject;sibling source=S1
        K1 | 2020-03                  | school -> hub               | referral | about=subject;sibling source=S2
        K2 | 2020-04/2020-06          | hub -> subject              | session  | about=subject follows=K1
        K3 | [2020-05-01..]           | hub -> social-care;unknown  | referral | about=sibling follows=K1 basis=inferred
        K4 | 2020-07-01?              | school -> prevent           | transfer | about=subject received=never
        K5 | ../2020-03-20            | school -> subject           | enrolment | about=subject
        K6 | 2021-07~                 | prevent -> school           | closure  | about=subject
        K7 | 2021-08-01               | subject ->                  | index-event | about=subject
        K8 | 2021-07-02               | social-care -> family       | call     | about=sibling
        """,
        outcomes="K1 | hub | closed | 2020-07 | seen=no source=S1\nK1 | gp | passed-on\nK3 | social-care | no-response",
        sources="S1 | school | 2019/2021 | records\nS2 | hub | 2020/.. | nothing known",
        settings='[[expected]]\nid = "E1"\nfrom = "hub"\nto = "prevent"\nkind = "referral"\nabout = "sibling"\n'
        'said_by = "S1"\nlocator = "p 4"\nground = "guidance"\nby = "2021"\n[targets.quick]\ndays = 5',
    ),
    "real": explorer.read_case("data/southport"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.NAME)
def test_every_statement_is_a_sentence_with_its_evidence(module, case: Case) -> None:
    (finding,) = findings_of(Report(case), [module.NAME])
    cites = [statement.cite for statement in finding.statements]
    assert len(set(cites)) == len(cites)
    for statement in finding.statements:
        check(statement, finding, case)


def check(statement: Statement, finding: Finding, case: Case) -> None:
    said = statement.sentence
    assert said[0].isupper() or said.startswith("K")
    assert (
        said.endswith(".")
        and ".." not in said
        and "  " not in said
        and " ;" not in said
        and "None" not in said
    )
    names = [party.name for party in case.parties.values()] + [
        kind.label.lower() for kind in case.vocabulary.kinds.values()
    ]
    plain = said
    for name in sorted(names, key=len, reverse=True):
        plain = plain.replace(name, "")
    assert not JUDGING.search(plain), JUDGING.search(plain)
    assert statement.finding == finding.name and statement.cite.startswith(finding.name + " ")
    assert set(statement.contacts) <= set(case.contacts)
    assert set(statement.sources) | set(statement.returns) <= set(case.sources)
    assert statement.sources or not any(case.contacts[c].sources for c in statement.contacts)
    assert statement.subject in case.subjects
    assert statement.basis in BASES
    for contact in re.findall(r"\b[KC]\d+\b", said):
        assert contact in statement.contacts or contact in case.contacts


@pytest.mark.parametrize(
    "name", ["no-outcome", "passed-on", "no-feedback", "expected", "gaps", "nobody-holding"]
)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_every_sentence_of_absence_names_the_returns_that_could_have_held_it(name: str, case: Case) -> None:
    for statement in stated(name, case):
        assert "return" in statement.sentence, statement.sentence


def test_findings_are_told_in_the_order_of_the_registry_and_progress_is_told() -> None:
    told: list[tuple[str, int, int]] = []
    found = findings_of(Report(drawn()), ["gaps", "returns"], progress=lambda *step: told.append(step))
    assert [finding.name for finding in found] == ["returns", "gaps"]
    assert [(done, of) for _, done, of in told] == [(0, 2), (1, 2)]


def test_a_finding_that_takes_long_tells_which_share_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.blindness.LOOKS", 1)
    told: list[str] = []
    report = Report(drawn(f"{REFERRAL} \n K2 | 2020-03-05 | gp -> hub | message"))
    findings_of(
        report, ["blind-spots", "gaps"], progress=lambda title, *_: told.append(title.split(", ")[-1])
    )
    assert told[-1] == "50%"
    assert report.tell_share is None


def test_progress_is_shown_on_a_terminal_and_taken_away(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    real = Path(__file__).parent.parent / "data" / "southport"
    main(["findings", str(real), "gaps", "waits"], standalone_mode=False)
    shown = capfd.readouterr().err
    assert "1/2 Gaps in the record" in shown and "2/2 Waits" in shown
    assert shown.endswith("\r" + " " * 70 + "\r")


def test_names_and_options_that_are_none_are_refused_with_what_is_meant() -> None:
    report = Report(drawn(REFERRAL))
    for names, options, meant in (
        (["gap"], {}, 'Did you mean "gaps"'),
        ([], {"gap_day": "3"}, 'Did you mean "gap_days"'),
        (["gaps"], {"gap_days": "many"}, "whole number of days, 1 or more"),
        (["gaps"], {"gap_days": "0"}, "1 or more"),
        (["no-feedback"], {"people": "perhaps"}, "yes or no"),
        (["no-feedback"], {"kinds": "smoke signal"}, "no kind"),
        (["nobody-holding"], {"sectors": "wizards"}, "no sector"),
        (["gaps"], {"returns.gap_days": "3"}, "no option"),
    ):
        with pytest.raises(UnknownNameError, match=meant):
            findings_of(report, names, options)
    (finding,) = findings_of(report, ["Gaps"], {"gaps.gap_days": "7"})
    assert dict(finding.options) == {"gap_days": 7}


@st.composite
def rows(draw: st.DrawFn) -> tuple[str, str]:
    """A few contacts and outcomes of many sorts, some following earlier ones."""
    parties = st.sampled_from(
        ["school", "hub", "gp", "police", "family", "subject", "unknown", "unknown:health"]
    )
    kinds = st.sampled_from(
        ["referral", "visit", "message", "transfer", "enrolment", "closure", "meeting", "call"]
    )
    dates = st.sampled_from(
        [
            "",
            "2020-03-02",
            "2020-03",
            "2020-03-05/2020-03-09",
            "[2020-03-01..]",
            "2020-03-04?",
            "../2020-04",
            "2020~",
        ]
    )
    contacts, outcomes = [], []
    for number in range(draw(st.integers(1, 5))):
        follows = [f"K{earlier}" for earlier in range(number) if draw(st.integers(0, 3)) == 0]
        about = draw(st.sampled_from(["subject", "sibling", "subject;sibling"]))
        receiver = draw(parties)
        line = f"K{number} | {draw(dates)} | {draw(parties)} -> {receiver} | {draw(kinds)} | about={about}"
        contacts.append(line + (f" follows={';'.join(follows)}" if follows else ""))
        if draw(st.booleans()):
            outcome = draw(st.sampled_from(["closed", "accepted", "passed-on", "no-response", "received"]))
            when = draw(st.sampled_from(["", "2020-03-09", "2020-05"]))
            outcomes.append(f"K{number} | {receiver} | {outcome} | {when}")
    return "\n".join(contacts), "\n".join(outcomes)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(rows(), st.randoms(use_true_random=False))
def test_any_case_gives_sound_statements_in_any_order_of_rows(
    text: tuple[str, str], shuffle: random.Random
) -> None:
    raw = raw_case(*text)
    try:
        case = case_of(raw)
    except CaseError:
        return
    found = findings_of(Report(case))
    for finding in found:
        for statement in finding.statements:
            check(statement, finding, case)
    for table in raw.tables.values():
        shuffle.shuffle(table.rows)
    assert findings_of(Report(case_of(raw))) == found


# ---- which returns could have held it


COVERS = {
    "": "no return from hub is among the sources",
    "S1 | hub | 2020/2021 | records": "the return of hub (S1) covers this date",
    "S1 | hub | 2020/2021 | nothing known": "return of hub (S1), which says that nothing is known, covers this date",
    "S1 | hub | 2021 | records": "the return of hub (S1) covers 2021, not this date",
    "S1 | hub | 2020/.. | records": "covers from 2020, end not recorded, which may or may not include this date",
    "S1 | hub |  | records": "the period that the return of hub (S1) covers is not recorded",
    "S1 | hub |  | no return": "hub made no return (S1)",
    "S1 | school | 2020 | records": "no return from hub is among the sources",
}


@pytest.mark.parametrize(("sources", "clause"), COVERS.items())
def test_a_return_is_named_with_what_it_covers(sources: str, clause: str) -> None:
    (statement,) = stated("no-outcome", REFERRAL, sources=sources)
    assert clause in statement.sentence
    assert statement.returns == (("S1",) if "hub" in sources else ())


def test_the_return_of_the_organisation_it_is_part_of_is_named_too() -> None:
    (statement,) = stated(
        "no-outcome",
        REFERRAL,
        parties="hub | safeguarding-hub | parent=council",
        sources="S1 | council | 2020 | records",
    )
    assert "the return of council (S1) covers this date, and hub is part of it" in statement.sentence
    assert statement.returns == ("S1",)


# ---- repeat referrals


def test_repeat_referrals_count_senders_days_and_outcomes() -> None:
    (statement,) = stated(
        "repeat-referrals",
        """
        K1 | 2020-03-01 | school -> hub | referral
        K2 | 2020-03-11 | gp -> hub     | referral
        K3 | 2020-03-12 | gp -> police  | referral
        """,
        outcomes="K1 | hub | closed | 2020-03-05 | seen=no\nK2 | hub | accepted",
    )
    assert statement.sentence == (
        "The supplied sources record 2 referrals about the subject to hub, from school (1) and gp (1): "
        "K1, 1 March 2020: closed on 5 March 2020 (a source says that the subject was not seen before that); "
        "K2, 11 March 2020, 10 days later: accepted, date not recorded."
    )
    assert (statement.contacts, statement.cite) == (("K1", "K2"), "repeat-referrals K1")
    assert not statement.rests_on_uncertain_date


def test_repeat_referrals_of_uncertain_days_give_ranges() -> None:
    (statement,) = stated(
        "repeat-referrals",
        """
        K1 | 2020-03-01 | school -> hub | referral
        K2 | [2020-03-11..2020-03-14] | school -> hub | welfare-check
        """,
    )
    assert "2 requests" in statement.sentence
    assert "between 10 and 13 days later" in statement.sentence
    assert statement.rests_on_uncertain_date


def test_requests_whose_order_is_not_known_are_within_days_of_each_other_and_one_sender_is_named_once() -> (
    None
):
    said = sentence(
        "repeat-referrals",
        "K1 | [2020-03-01..2020-03-09] | school -> hub | referral\n"
        "K2 | [2020-03-05..2020-03-14] | school -> hub | referral",
    )
    assert "to hub, from school: K1," in said
    assert "K2, one day between 5 March 2020 and 14 March 2020, within 13 days of K1: no outcome" in said


def test_requests_to_nobody_in_particular_are_never_repeats() -> None:
    assert not stated(
        "repeat-referrals",
        "K1 | 2020 | school -> unknown | referral\nK2 | 2021 | school -> unknown | referral",
    )


# ---- no outcome


def test_no_outcome_names_what_the_receiver_did_next() -> None:
    said = sentence("no-outcome", REFERRAL + "\nK2 | 2020-03-04 | hub -> subject | visit | follows=K1")
    assert "of what followed from hub, the sources record K2 (visit, 4 March 2020)" in said


def test_no_outcome_leaves_out_people_and_what_was_never_received() -> None:
    assert not stated("no-outcome", "K1 | 2020 | school -> family | referral")
    assert not stated("no-outcome", REFERRAL + " | received=never")


def test_no_outcome_says_that_a_contact_is_inferred() -> None:
    (statement,) = stated("no-outcome", REFERRAL + " | basis=inferred")
    assert statement.sentence.startswith(
        "No outcome is recorded for K1 (inferred), a referral from school to hub"
    )
    assert statement.basis == "inferred"


# ---- closed unseen


CLOSED = "K1 | hub | closed | 2020-03-20"


def test_closed_with_no_meeting_on_record() -> None:
    (statement,) = stated("closed-unseen", REFERRAL, outcomes=CLOSED)
    assert values(statement)["says"] == "none recorded"
    assert "no contact at which hub can have seen the subject is recorded" in statement.sentence
    assert not statement.rests_on_uncertain_date


@pytest.mark.parametrize(
    ("meeting", "is_unseen"),
    [
        ("K2 | 2020-03-10 | hub -> subject | visit", False),
        ("K2 | 2020-03-10 | gp;subject -> hub | meeting".replace("gp;", ""), False),
        ("K2 | 2020-03-10 | hub -> subject | visit | seen=no", True),
        ("K2 | 2020-03-10 | hub -> subject | attempted-visit", True),
        ("K2 | 2020-03-10 | hub -> subject | call | seen=yes", False),
        ("K2 | 2020-03-10 | hub -> family | visit", True),
        ("K2 | 2020-03-10 | gp -> subject | visit", True),
        ("K2 | 2020-03-01 | hub -> subject | visit", True),
        ("K2 | 2020-03-25 | hub -> subject | visit", True),
        ("K2 | 2020-03-25 | hub -> subject | visit | follows=K1", False),
        ("K2 | [2020-03-10..2020-03-25] | hub -> subject | visit", True),
        ("K2 |  | hub -> subject | visit", True),
        ("K2 |  | hub -> subject | visit | follows=K1", False),
    ],
)
def test_what_counts_as_a_meeting(meeting: str, is_unseen: bool) -> None:
    found = stated("closed-unseen", f"{REFERRAL}\n{meeting}", outcomes=CLOSED, settings=MARCH)
    assert bool(found) is is_unseen


def test_a_meeting_that_may_lie_between_is_named_and_the_date_matters() -> None:
    (statement,) = stated(
        "closed-unseen", REFERRAL + "\nK2 | 2020-03 | hub -> subject | visit", outcomes=CLOSED
    )
    assert "by its date, K2 (visit, March 2020) may lie between" in statement.sentence
    assert statement.rests_on_uncertain_date


@pytest.mark.parametrize(("seen", "says"), [("no", "not seen"), ("yes", None), ("", "none recorded")])
def test_what_the_source_says_of_seeing_decides(seen: str, says: str | None) -> None:
    found = stated("closed-unseen", REFERRAL, outcomes=f"{CLOSED} | seen={seen}")
    assert [values(statement)["says"] for statement in found] == ([says] if says else [])


def test_sources_that_say_not_seen_at_the_same_place_are_named_together() -> None:
    steps = [
        f"K1 | hub | closed | 2020-03-20 | seen=no source={source} locator={place}"
        for source, place in (("S1", "p1"), ("S2", "p2"), ("S3", "p2"))
    ]
    said = sentence("closed-unseen", REFERRAL, outcomes="\n".join(steps), sources="S1 |\nS2 |\nS3 |")
    assert said.endswith(
        "the sources say (S1 p1 and S2 and S3 p2) that hub did not see the subject before this."
    )
    one = sentence("closed-unseen", REFERRAL, outcomes=steps[0], sources="S1 |")
    assert one.endswith("the source says (S1 p1) that hub did not see the subject before this.")


def test_sources_that_differ_on_seeing_are_said_to_differ() -> None:
    (statement,) = stated(
        "closed-unseen",
        REFERRAL,
        outcomes=f"{CLOSED} | seen=no source=S1\n{CLOSED} | seen=yes source=S2",
        sources="S1 | hub\nS2 | gp",
    )
    assert values(statement)["says"] == "sources differ"
    assert statement.sources == ("S1", "S2")


def test_a_closure_by_the_receiver_closes_a_request_too() -> None:
    contacts = REFERRAL + "\nK2 | 2020-03-09 | hub -> | closure | follows=K1"
    assert "K2, a closure, 9 March 2020" in sentence("closed-unseen", contacts)
    assert not stated("closed-unseen", contacts.replace("hub ->", "gp ->"))


def test_passed_on_is_not_closed() -> None:
    assert not stated("closed-unseen", REFERRAL, outcomes="K1 | hub | passed-on | 2020-03-20")


# ---- handoffs and returns


def test_handoffs_tell_where_a_journey_stopped() -> None:
    said = sentence(
        "handoffs",
        REFERRAL
        + "\nK2 | 2020-03-04 | hub -> gp | referral | follows=K1"
        + "\nK3 | 2020-03-05 | hub -> police | referral | follows=K1",
        outcomes="K3 | police | closed | 2020-03-09",
    )
    assert "involves 4 organisations and 3 handoffs from one to another: school, hub, gp and police" in said
    assert (
        "its last requests on record, to gp (K2): no outcome recorded in the supplied sources; to police (K3): closed"
        in said
    )


def test_last_requests_of_which_the_same_is_recorded_are_told_together() -> None:
    said = sentence(
        "handoffs",
        REFERRAL
        + "\nK2 | 2020-03-04 | hub -> gp | referral | follows=K1"
        + "\nK3 | 2020-03-05 | hub -> police | referral | follows=K1",
    )
    assert "to gp (K2) and police (K3): no outcome recorded in the supplied sources; no return from" in said


def test_handoffs_are_told_from_the_most_organisations() -> None:
    contacts = REFERRAL + "\nK2 | 2020-03-04 | hub -> gp | referral | follows=K1"
    assert len(stated("handoffs", contacts)) == 1
    assert not stated("handoffs", contacts, {"least_organisations": "4"})


def test_a_return_names_the_way_back() -> None:
    (statement,) = stated("returns", REFERRAL + "\nK2 | 2020-03-04 | hub -> school | message | follows=K1")
    assert (
        "came back to school with K2, a message from hub; it went from school to hub to school"
        in statement.sentence
    )
    assert statement.contacts == ("K1", "K2")


# ---- passed on


def test_passed_on_and_nobody_recorded_as_receiving_it() -> None:
    onward = REFERRAL + "\nK2 | 2020-03-06 | hub -> gp | referral | follows=K1"
    passed = "K1 | hub | passed-on | 2020-03-05"
    assert "it was passed to gp (K2), and nobody there is recorded as receiving it" in sentence(
        "passed-on", onward, outcomes=passed
    )
    for receipt in ("K2 | gp | received", "K2 | gp | closed"):
        assert not stated("passed-on", onward, outcomes=f"{passed}\n{receipt}")
    assert stated("passed-on", onward, outcomes=f"{passed}\nK2 | gp | no-response")
    assert not stated("passed-on", onward + " received=2020-03-07", outcomes=passed)
    assert not stated(
        "passed-on", onward + "\nK3 | 2020-03-09 | gp -> subject | visit | follows=K2", outcomes=passed
    )


def test_passed_on_to_nobody_on_record() -> None:
    said = sentence("passed-on", REFERRAL, outcomes="K1 | hub | signposted | 2020-03-05")
    assert "to whom it went on is not recorded" in said


def test_closed_but_sent_on_to_others_is_told_for_those_without_receipt() -> None:
    said = sentence(
        "passed-on",
        REFERRAL
        + "\nK2 | 2020-03-06 | hub -> gp | referral | follows=K1"
        + "\nK3 | 2020-03-06 | hub -> camhs | referral | follows=K1",
        outcomes="K1 | hub | closed | 2020-03-05\nK3 | camhs | accepted",
    )
    assert "it was passed to 2 organisations, of which gp (K2) is not recorded as receiving it" in said


def test_taken_on_and_sent_to_others_is_not_passed_on() -> None:
    assert not stated(
        "passed-on",
        REFERRAL + "\nK2 | 2020-03-06 | hub -> gp | referral | follows=K1",
        outcomes="K1 | hub | accepted | 2020-03-05",
    )


def test_what_is_not_in_the_receivers_return_though_it_covers_the_date() -> None:
    sources = "S1 | school | 2020 | records\nS2 | hub | 2020 | records"
    (statement,) = stated("passed-on", REFERRAL + " | source=S1", sources=sources)
    assert statement.sentence == (
        "K1 (referral, 2 March 2020) from school to hub is in S1 and not in the return of hub (S2), "
        "which covers its date."
    )
    assert statement.returns == ("S2",)
    assert not stated("passed-on", REFERRAL + " | source=S1;S2", sources=sources)
    assert not stated(
        "passed-on", REFERRAL + " | source=S1", sources=sources.replace("hub | 2020", "hub | 2021")
    )
    assert not stated("passed-on", REFERRAL.replace("2020-03-02", "2020~") + " | source=S1", sources=sources)


# ---- no feedback


@pytest.mark.parametrize(
    ("reply", "is_missing"),
    [
        ("", True),
        ("K2 | 2020-03-25 | hub -> school | message", False),
        ("K2 | 2020-03-25 | hub -> school | information-return", False),
        ("K2 | 2020-03-25 | hub -> gp | message", True),
        ("K2 | 2020-03-25 | school -> hub | message", True),
        ("K2 | 2020-03-10 | hub -> school | message", True),
        ("K2 | 2020-03-10 | hub -> school | message | follows=K1", True),
        ("K2 | 2020-03 | hub -> school | message", True),
        ("K2 | 2020-03 | hub -> school | message | follows=K1", False),
        ("K2 | 2020-03-25 | hub -> school | referral", True),
    ],
)
def test_what_counts_as_feedback(reply: str, is_missing: bool) -> None:
    assert bool(stated("no-feedback", f"{REFERRAL}\n{reply}", outcomes=CLOSED)) is is_missing


def test_feedback_that_may_follow_is_named() -> None:
    (statement,) = stated(
        "no-feedback", REFERRAL + "\nK2 | 2020-03 | hub -> school | message", outcomes=CLOSED
    )
    assert "by its date, K2 (message, March 2020) may do so" in statement.sentence
    assert statement.rests_on_uncertain_date


def test_feedback_to_people_is_told_where_asked_for() -> None:
    contacts = REFERRAL.replace("school", "family")
    assert not stated("no-feedback", contacts, outcomes=CLOSED)
    assert len(stated("no-feedback", contacts, {"people": "yes"}, outcomes=CLOSED)) == 1


# ---- expected


EXPECTED = (
    '[[expected]]\nid = "E1"\nfrom = "school"\nto = "hub"\nkind = "referral"\nby = "{by}"\nabout = "subject"\n'
    'said_by = "S1"\nlocator = "p 4"\nground = "guidance"'
)


@pytest.mark.parametrize(
    ("contact", "by", "matches"),
    [
        (REFERRAL, "", True),
        (REFERRAL, "2020-03-02", True),
        (REFERRAL, "2020-03-01", False),
        (REFERRAL, "2020-03-03/2020-03-09", False),
        (REFERRAL, "2020-03-01/2020-03-09", True),
        (REFERRAL.replace("hub", "gp;hub"), "", True),
        (REFERRAL.replace("referral", "message"), "", False),
        (REFERRAL.replace("school", "gp"), "", False),
        (REFERRAL.replace("2020-03-02", ""), "2020-03-01", True),
        (REFERRAL + " | received=never", "", False),
    ],
)
def test_what_matches_an_expected_contact(contact: str, by: str, matches: bool) -> None:
    case = drawn(
        contact,
        settings=EXPECTED.format(by=by),
        sources="S1 | gp",
        parties="school | education\nhub | safeguarding-hub",
    )
    assert bool(matches_of(case)["E1"]) is matches
    assert bool(stated("expected", case)) is not matches


def test_an_expected_contact_not_on_record_says_who_called_for_it() -> None:
    case = drawn(
        settings=EXPECTED.format(by="2020-05"), sources="S1 | gp", parties="school | education\nhub | health"
    )
    (statement,) = stated("expected", case)
    assert statement.sentence.startswith(
        "A referral from school to hub was called for by guidance (S1 p 4), to be made by May 2020; no such contact"
    )
    assert (statement.cite, statement.sources) == ("expected E1", ("S1",))


# ---- gaps


def gap_days(contacts: str, seeing: bool = False, least: str = "5", **others: str) -> list[object]:
    found = [values(statement) for statement in stated("gaps", contacts, {"gap_days": least}, **others)]
    return [said["days"] for said in found if said["seeing"] is seeing]


def test_a_gap_is_counted_from_the_last_possible_day_to_the_first_possible_day() -> None:
    contacts = """
        K1 | [2020-03-01..2020-03-04] | school -> hub | call
        K2 | [2020-03-20..2020-03-22] | school -> hub | call
    """
    assert gap_days(contacts) == [15]
    assert gap_days(contacts, least="15") == [15]
    assert gap_days(contacts, least="16") == []


def test_a_contact_dated_too_loosely_is_named_and_ends_no_gap() -> None:
    contacts = """
        K1 | 2020-03-01 | school -> hub | call
        K2 | 2020-03    | school -> hub | call
        K3 |            | school -> hub | call
        K4 | 2020-03-20 | school -> hub | call
    """
    (statement,) = (s for s in stated("gaps", contacts, {"gap_days": "10"}))
    assert "by its date, K2 may lie in them" in statement.sentence
    assert "K3, whose date is open or not recorded, may also lie in them" in statement.sentence
    assert statement.rests_on_uncertain_date
    assert statement.contacts == ("K1", "K4", "K2", "K3")


@pytest.mark.parametrize(
    ("undated", "said"),
    [
        (3, "; K3, K4 and K5, whose dates are open or not recorded, may lie in them"),
        (4, "; 4 contacts whose dates are open or not recorded may lie in them"),
    ],
)
def test_many_contacts_without_a_date_are_counted_in_each_gap_and_named_in_its_contacts(
    undated: int, said: str
) -> None:
    rows = ["K1 | 2020-03-01 | school -> hub | call", "K2 | 2020-03-20 | school -> hub | call"]
    rows += [f"K{3 + number} | | school -> hub | call" for number in range(undated)]
    (statement,) = (s for s in stated("gaps", "\n".join(rows), {"gap_days": "10"}))
    assert said in statement.sentence
    assert statement.contacts == ("K1", "K2", *(f"K{3 + number}" for number in range(undated)))


def test_days_outside_the_dates_of_what_may_lie_in_a_gap_are_told() -> None:
    contacts = """
        K1 | 2020-03-01 | school -> hub | call
        K2 | [2020-03-02..2020-03-20] | school -> hub | call
        K3 | 2020-03-31 | school -> hub | call
    """
    (statement,) = (s for s in stated("gaps", contacts, {"gap_days": "15"}))
    assert "outside those dates are 21 March 2020 to 30 March 2020 (10 days)" in statement.sentence


def test_a_stretch_fills_its_days_and_an_enrolment_runs_through() -> None:
    contacts = "K1 | 2020-03-01 | school -> hub | call\nK3 | 2020-03-31 | school -> hub | call\n"
    assert gap_days(contacts + "K2 | 2020-03-02/2020-03-29 | school -> subject | session") == []
    (statement,) = (
        s
        for s in stated(
            "gaps", contacts + "K0 | 2020-02-28/2020-05 | school -> subject | enrolment", {"gap_days": "20"}
        )
        if not values(s)["seeing"]
    )
    assert "K0 ran, or may have run, through them" in statement.sentence


def test_a_gap_runs_to_the_index_event_and_not_past_it() -> None:
    contacts = "K1 | 2020-03-01 | school -> hub | call\nK2 | 2020-03-20 | subject -> | index-event"
    assert gap_days(contacts) == [18]
    assert gap_days(contacts + "\nK3 | 2020-05-20 | school -> hub | call") == [18]
    assert gap_days("K2 | 2020-03-20 | subject -> | index-event") == []


def test_incidents_do_not_end_a_gap() -> None:
    contacts = """
        K1 | 2020-03-01 | school -> hub | call
        K2 | 2020-03-10 | subject ->    | incident
        K3 | 2020-03-20 | gp -> hub     | call
    """
    assert gap_days(contacts) == [18]


def test_gaps_in_seeing_count_only_contacts_at_which_the_subject_can_have_been_seen() -> None:
    contacts = """
        K1 | 2020-03-01 | hub -> subject | visit
        K2 | 2020-03-10 | hub -> subject | visit | seen=no
        K3 | 2020-03-15 | hub -> family  | visit
        K4 | 2020-03-31 | hub -> subject | session
    """
    assert gap_days(contacts, seeing=True) == [29]
    assert gap_days(contacts, least="10") == [15]


def test_a_gap_says_which_returns_cover_it() -> None:
    contacts = "K1 | 2020-03-01 | school -> hub | call\nK2 | 2020-05-20 | school -> hub | call"
    for sources, clause in {
        "S1 | hub | 2020 | records": "the return of hub (S1) covers these days",
        "S1 | hub | 2020-04 | records": "the return of hub (S1) covers or may cover part of these days",
        "S1 | hub | 2021 | records": "no return among the sources covers these days",
        "S1 |": "none of the sources is an agency's return",
    }.items():
        assert sentence("gaps", contacts, {"gap_days": "30"}, sources=sources).endswith(clause + ".")


# ---- nobody holding


def test_nobody_holding_gives_a_range_and_the_stretches() -> None:
    (statement,) = stated(
        "nobody-holding",
        REFERRAL,
        {"least_days": "5"},
        outcomes="K1 | hub | accepted | [2020-03-04..2020-03-06]\nK1 | hub | closed | 2020-03-20",
        settings=MARCH,
    )
    assert (values(statement)["nobody"], values(statement)["possibly_nobody"]) == (14, 16)
    assert statement.sentence.startswith(
        "On between 14 and 16 of the 31 days from 1 March 2020 to 31 March 2020, as"
    )
    assert (
        "; possibly in stretches: 1 March 2020 to 5 March 2020 (5 days) and 21 March 2020 to 31 March 2020 (11 days)"
        in statement.sentence
    )
    assert statement.rests_on_uncertain_date


def test_nobody_holding_on_perhaps_no_day_says_the_most() -> None:
    contacts = "K1 | 2020-03-01 | school -> hub | referral"
    said = sentence("nobody-holding", contacts, outcomes="K1 | hub | accepted | 2020-03", settings=MARCH)
    assert said.startswith(
        "On at most 31 of the 31 days from 1 March 2020 to 31 March 2020, as not all dates"
    )


def test_nobody_holding_on_all_days_says_so_once() -> None:
    said = sentence("nobody-holding", REFERRAL, settings=MARCH)
    assert said.startswith(
        "On all 31 days from 1 March 2020 to 31 March 2020, no organisation of the sectors "
    )


def test_nobody_holding_takes_other_sectors() -> None:
    contacts = "K1 | 2020-03-01/2020-03-31 | school -> subject | enrolment"
    assert stated("nobody-holding", contacts, settings=MARCH)
    assert not stated("nobody-holding", contacts, {"sectors": "education, police"}, settings=MARCH)


# ---- accumulation


def test_accumulation_counts_what_certainly_and_what_possibly_came_before() -> None:
    contacts = """
        K1 | 2020-03-01 | subject -> helpline | self-contact
        K2 | 2020-03-02 | school -> hub       | referral
        K3 | 2020-03    | gp -> camhs         | message
        K4 | 2020-03-20 | school -> hub       | call
        K5 | 2020-03-01 | subject ->          | incident
    """
    found = stated("accumulation", contacts, {"window_days": "3"}, outcomes="K2 | hub | closed | 2020-03-10")
    assert "between 2 and 3 contacts about the subject came before the outcome of K2" in found[0].sentence
    assert "with 1 request among them and between 3 and 5 organisations involved" in found[0].sentence
    assert values(found[1])["contacts"] == 2 and found[1].contacts == ("K1", "K2")


def test_where_perhaps_nothing_came_before_the_most_is_told() -> None:
    contacts = """
        K1 | 2020-03    | gp -> hub         | referral
        K2 | 2020-03-10 | school -> subject | exclusion
    """
    said = sentence("accumulation", contacts)
    assert "at most 1 contact about the subject came before" in said
    assert "with at most 1 request among them and at most 3 organisations involved" in said


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((0, 0), "0 days"),
        ((0, 1), "at most 1 day"),
        ((1, 1), "1 day"),
        ((1, 2000), "between 1 and 2,000 days"),
    ],
)
def test_a_range_says_no_more_than_it_must(numbers: tuple[int, int], said: str) -> None:
    assert days_text(numbers) == range_text(*numbers, "day") == said


def test_a_decision_without_a_date_says_within_which_days_it_is_taken() -> None:
    (statement,) = stated(
        "accumulation",
        REFERRAL + "\nK2 | 2020-03-09 | hub -> gp | message | follows=K1",
        outcomes="K1 | hub | closed",
    )[:1]
    assert "(closed, date not recorded)" in statement.sentence
    assert statement.sentence.endswith(
        "the decision is taken as made between the request and K2, which follows it (2 March 2020 to 9 March 2020)."
    )
    assert statement.contacts == ("K1", "K2")


def test_the_first_contact_that_follows_is_the_one_that_has_begun_by_the_earliest_day() -> None:
    contacts = f"""{REFERRAL}
        K2 | [2020-03-03..2020-06-30] | hub -> gp | message | follows=K1
        K3 | 2020-03-09/2020-05-01 | hub -> gp | plan | follows=K1
        K4 | 2020-03-05 | gp -> hub | message | follows=K1
    """
    (statement,) = stated("accumulation", contacts, outcomes="K1 | hub | closed")[:1]
    assert "between the request and K3, which follows it (2 March 2020 to 9 March 2020)" in statement.sentence


def test_a_decision_without_a_date_that_nothing_follows_may_be_as_late_as_the_case_goes() -> None:
    contacts = f"{REFERRAL}\nK2 | 2020-05-01 | gp -> hub | message"
    (statement,) = stated("accumulation", contacts, outcomes="K1 | hub | closed")[:1]
    assert (
        "between the request and the end of the case's days (2 March 2020 to 1 May 2020)"
        in statement.sentence
    )


def test_a_closure_counts_what_came_before_it_and_not_itself() -> None:
    contacts = (
        REFERRAL + "\nK2 | 2020-03-09 | hub -> | closure | follows=K1\nK3 | 2020-03-12 | gp -> hub | call"
    )
    said = stated("accumulation", contacts)[0].sentence
    assert said.startswith(
        "As the supplied sources date them, 1 contact about the subject came before the decision of hub by K2, a "
        "closure, 9 March 2020, with"
    )


# ---- waits


def test_waits_are_ranges_and_told_against_targets() -> None:
    targets = "[targets.{name}]\ndays = {days}"
    contacts = "K1 | [2020-03-02..2020-03-04] | school -> hub | referral"
    for days, met in ((20, "met"), (5, "not met"), (17, "not to be told")):
        (statement,) = stated(
            "waits", contacts, outcomes=CLOSED, settings=targets.format(name="reply", days=days)
        )
        assert "between 16 and 18 days after it" in statement.sentence
        assert values(statement)["target reply"] == met
    assert statement.rests_on_uncertain_date


def test_a_wait_is_counted_from_receipt_to_the_first_deciding_outcome() -> None:
    steps = (
        "K1 | hub | received | 2020-03-07\nK1 | hub | accepted | 2020-03-09\nK1 | hub | closed | 2020-03-20"
    )
    assert "4 days after it" in sentence("waits", REFERRAL + " | received=2020-03-05", outcomes=steps)


def test_waits_that_cannot_be_counted_are_told_together() -> None:
    (statement,) = stated("waits", REFERRAL, outcomes="K1 | hub | closed")
    assert statement.sentence.startswith(
        "For the one request with an outcome that settles what was asked, the wait cannot"
    )


def test_targets_hold_for_their_kind_and_sector() -> None:
    for settings_text, is_told in (
        ('[targets.a]\ndays = 3\nkind = "referral"\nsector = "safeguarding-hub"', True),
        ('[targets.a]\ndays = 3\nkind = "escalation"', False),
        ('[targets.a]\ndays = 3\nsector = "police"', False),
    ):
        assert ("target a" in sentence("waits", REFERRAL, outcomes=CLOSED, settings=settings_text)) is is_told


def test_waits_of_some_requests_that_cannot_be_counted_say_of_how_many() -> None:
    contacts = f"{REFERRAL}\nK2 | 2020-03-04 | gp -> police | referral"
    found = stated("waits", contacts, outcomes="K1 | hub | closed\nK2 | police | closed | 2020-03-09")
    assert found[-1].sentence.startswith("For 1 of the 2 requests with an outcome")


# ---- accounts


SOURCES = "S1 | school\nS2 | hub"


def test_accounts_that_agree_are_counted() -> None:
    (statement,) = stated(
        "conflicting-accounts", f"{REFERRAL} | source=S1\n{REFERRAL} | source=S2", sources=SOURCES
    )
    assert "they agree" in statement.sentence
    assert not stated(
        "conflicting-accounts", f"{REFERRAL} | source=S1;S2", {"agreeing": "no"}, sources=SOURCES
    )


@pytest.mark.parametrize(
    ("other", "field", "found"),
    [
        ("K1 | 2020-03 | school -> hub | referral", "date", "more precise"),
        ("K1 | 2020-03-03 | school -> hub | referral", "date", "contradict"),
        ("K1 | 2020-03-01/2020-03-09 | school -> hub | referral", "date", "compatible"),
        ("K1 | 2020-03-02 | gp -> hub | referral", "from", "contradict"),
        ("K1 | 2020-03-02 | school -> council | referral", "to", "more precise"),
        ("K1 | 2020-03-02 | school -> hub;gp | referral", "to", "compatible"),
        ("K1 | 2020-03-02 | unknown -> hub | referral", "from", "more precise"),
        ("K1 | 2020-03-02 | school -> hub | message", "kind", "contradict"),
    ],
)
def test_accounts_that_differ_are_graded_field_by_field(other: str, field: str, found: str) -> None:
    statements = stated(
        "conflicting-accounts",
        f"{REFERRAL} | source=S1\n{other} | source=S2",
        {"agreeing": "no"},
        sources=SOURCES,
        parties="hub | safeguarding-hub | parent=council",
    )
    assert [(values(s)["field"], values(s)["grade"]) for s in statements] == [(field, found)]


def test_what_several_sources_say_alike_is_said_once() -> None:
    rows = [
        f"K1 | 2020-03-02 | {sender} -> hub | referral | source={source}"
        for sender, source in (("school", "S1"), ("gp", "S2"), ("school", "S3"), ("camhs", "S4"))
    ]
    sources = "S1 |\nS2 |\nS3 |\nS4 |"
    options = {"agreeing": "no"}
    assert sentence("conflicting-accounts", "\n".join(rows[:3]), options, sources=sources) == (
        "On K1 (referral), the sources differ on who made it: school (S1 and S3); gp (S2); they contradict each other."
    )
    assert sentence("conflicting-accounts", "\n".join(rows), options, sources=sources).endswith(
        "school (S1 and S3); gp (S2); camhs (S4); some contradict others."
    )


def test_outcomes_whose_accounts_differ_are_told() -> None:
    (statement,) = stated(
        "conflicting-accounts",
        REFERRAL,
        outcomes="K1 | hub | closed | 2020-03-20 | seen=no source=S1\nK1 | hub | closed | 2020-03 | seen=no source=S2",
        sources=SOURCES,
    )
    assert (values(statement)["field"], values(statement)["grade"]) == ("date", "more precise")


def test_grades_are_symmetric_and_equal_values_agree() -> None:
    from explorer.dates import parse

    case = drawn(REFERRAL)
    texts = ["2020", "2020-03", "2020-03-02", "[2020-02..2020-03-02]", "2020/2021", "[..2020]", "2021"]
    for a in texts:
        assert grade(case, "date", parse(a), parse(a)) == "agree"
        for b in texts:
            assert grade(case, "date", parse(a), parse(b)) == grade(case, "date", parse(b), parse(a))


def test_contacts_that_rest_on_one_source_are_told_by_source() -> None:
    found = stated(
        "single-source",
        f"{REFERRAL} | source=S1\nK2 | 2020 | school -> hub | call | source=S1;S2\nK3 | 2020 | gp -> hub | call",
        sources=SOURCES,
    )
    assert [(statement.cite, statement.contacts) for statement in found] == [
        ("single-source subject none", ("K3",)),
        ("single-source subject S1", ("K1",)),
    ]
    assert "Of 3 contacts about the subject, 1 rests on S1 alone" in found[1].sentence


# ---- the real case


@pytest.fixture(scope="module")
def real() -> dict[str, list[Statement]]:
    report = Report(explorer.read_case("data/southport"))
    return {finding.name: list(finding.statements) for finding in report.findings}


def by_cite(statements: list[Statement]) -> dict[str, Statement]:
    return {statement.cite: statement for statement in statements}


def test_real_three_referrals_to_prevent_from_two_schools_each_closed(real) -> None:
    said = by_cite(real["repeat-referrals"])["repeat-referrals C06"]
    assert (values(said)["requests"], values(said)["senders"]) == (3, 2)
    assert said.sentence.count(": closed, date not recorded") == 3
    assert "The Acorns School (2) and The Range High School (1)" in said.sentence


def test_real_what_the_document_says_of_seeing_the_subject_at_each(real) -> None:
    said = by_cite(real["repeat-referrals"])["repeat-referrals C06"].sentence
    assert re.findall(r"the subject was (not )?seen before that", said) == ["", "not ", "not "]
    assert [statement.cite for statement in real["closed-unseen"]] == [
        "closed-unseen C23",
        "closed-unseen C24",
    ]
    assert {values(statement)["says"] for statement in real["closed-unseen"]} == {"not seen"}


def test_real_the_services_the_first_was_passed_to_and_nobody_recorded_as_taking_it_on(real) -> None:
    said = by_cite(real["passed-on"])["passed-on C06"]
    assert said.contacts == ("C06", "C13", "C14", "C15")
    assert said.basis == "inferred"
    for name in ("social care (C13, inferred)", "Education services (C14, inferred)", "(C15, inferred)"):
        assert name in said.sentence
    assert "none of them is recorded as receiving it or taking it on" in said.sentence


def test_real_the_hub_referrals_have_no_recorded_outcome(real) -> None:
    hub = [statement for statement in real["no-outcome"] if values(statement)["receiver"] == "mash"]
    assert [statement.contacts for statement in hub] == [("C03",), ("C31",), ("C35",), ("C40",), ("C44",)]
    assert all("is among the sources" in statement.sentence for statement in hub)


def test_real_channel_was_called_for_by_the_review_and_is_not_on_record(real) -> None:
    (said,) = real["expected"]
    assert "to Channel was called for by a review (S2 para 45); no such contact is on record" in said.sentence


def test_a_statement_that_another_account_could_change_says_so() -> None:
    other = REFERRAL.replace("2020-03-02", "2020-03-05")
    (statement,) = stated(
        "no-outcome", f"{REFERRAL} | source=S1\n{other} | source=S2", sources="S1 | school\nS2 | gp"
    )
    assert statement.sentence.endswith("; the sources differ on K1 (date).")
    assert statement.conflicting == ("K1",)
