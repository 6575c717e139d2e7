"""The commands journeys, path, holding and findings: what they print, in text and JSON, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from drawing import drawn

import explorer
from explorer.answer_text import findings_text, holding_text, journeys_text, registry_text, wrapped
from explorer.cli import main
from explorer.findings import findings_of, registry
from explorer.report import Report

REAL = str(Path(__file__).resolve().parent.parent / "data" / "southport")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_journeys_are_told_as_trees() -> None:
    report = Report(
        drawn(
            """
            K1 | 2020-03-01 | school -> hub     | referral
            K2 | 2020-03-03 | hub -> police     | referral | follows=K1 basis=inferred
            K3 | 2020-03-04 | police -> subject | visit    | follows=K2
            K4 | 2020-03-05 | hub -> school     | message  | follows=K1
            """,
            outcomes="K1 | hub | closed | 2020-03-06",
            settings='marking = "OFFICIAL"',
        )
    )
    assert journeys_text(report, report.journeys, 100) == (
        "OFFICIAL\n"
        "Journeys\n"
        "\n"
        "K1  1 March 2020  Referral  school → hub\n"
        "│     Closed: 6 March 2020.\n"
        "├─ K2  3 March 2020  Referral  hub → police  (inferred)\n"
        "│  │     2 days after K1\n"
        "│  │     The record stops at police: no outcome recorded in the supplied sources; no return from\n"
        "│  │     police is among the sources.\n"
        "│  └─ K3  4 March 2020  Visit  police → subject\n"
        "│           1 day after K2\n"
        "└─ K4  5 March 2020  Message  hub → school\n"
        "         4 days after K1\n"
        "         came back to school\n"
        "= 4 contacts, 3 organisations and 3 handoffs\n"
    )


def test_an_inferred_link_is_dashed_and_says_so() -> None:
    report = Report(
        drawn("K1 | 2020-03-01 | school -> hub | referral\nK2 | 2020-03-03 | hub -> gp | referral")
    )
    said = journeys_text(report, report.journeys_where(infer_days=9), 100)
    assert "└╌ K2" in said
    assert "2 days after K1; this link is inferred, not recorded" in said
    assert "inferred" not in journeys_text(report, report.journeys, 100)


def test_an_open_wait_is_so_many_days_or_more() -> None:
    report = Report(
        drawn("""
            K1 | 2020-03-01     | school -> hub | referral
            K2 | [2020-03-04..] | hub -> gp     | call | follows=K1
            K3 | 2020-05-01     | gp -> hub     | call
            K4 |                | gp -> hub     | call | follows=K3
        """)
    )
    said = journeys_text(report, report.journeys, 100)
    assert "3 days or more after K1" in said
    assert "follows K3; the days between are not known, for a date is not recorded" in said


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    from explorer.readers import read_case

    report = Report(read_case(REAL))
    texts = [
        journeys_text(report, report.journeys, width),
        holding_text(report, report.holding_days.values(), width),
        findings_text(report, report.findings, width),
        registry_text(registry(), width),
    ]
    for text in texts:
        assert max(len(line) for line in text.splitlines()) <= width
        assert not any(line != line.rstrip() for line in text.splitlines())


def test_a_long_finding_is_set_clause_by_clause_with_every_word() -> None:
    report = Report(explorer.read_case(REAL))
    text = findings_text(report, findings_of(report, ["blind-spots", "accumulation", "no-outcome"]), 80)
    lines = text.splitlines()
    start = next(
        at for at, line in enumerate(lines) if line.startswith("  When Prevent (north-west) decided on C24")
    )
    end = next(at for at in range(start, len(lines)) if lines[at].startswith("      [blind-spots C24]"))
    said = lines[start:end]
    (finding,) = findings_of(report, ["blind-spots"])
    (statement,) = [one for one in finding.statements if one.cite == "blind-spots C24"]
    assert " ".join(line.strip() for line in said) == statement.sentence
    assert any(line.startswith("    it had access to records of C02, C03") for line in said)
    assert any(
        line.startswith("    the decision is taken as made between the request and the end") for line in said
    )
    assert (
        "  No outcome is recorded for C31, a referral from Lancashire Police to MASH" in lines
    )  # short: as it is


def test_a_deep_journey_stays_within_the_terminal() -> None:
    lines = [
        f"K{n} | 2020-03-01 | hub -> gp | call" + (f" | follows=K{n - 1}" if n else "") for n in range(60)
    ]
    report = Report(drawn("\n".join(lines)))
    text = journeys_text(report, report.journeys, 80)
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "…59 K59" in text


def test_control_characters_never_reach_the_terminal() -> None:
    assert wrapped("a\x1b[31mb", 80) == ["a\N{REPLACEMENT CHARACTER}[31mb"]


def test_what_finds_nothing_says_so() -> None:
    report = Report(drawn())
    assert journeys_text(report, (), 80) == "Journeys: nothing on record.\n"
    assert "Nothing on record." in findings_text(report, findings_of(report, ["returns"]), 80)


@pytest.mark.parametrize(
    ("arguments", "name", "columns"),
    [
        (("journeys", REAL), "journeys", {"journey", "id", "after", "least_wait_days", "stopped_at"}),
        (("journeys", REAL, "--from", "C06", "--infer", "30"), "journeys", {"inferred_link"}),
        (("path", REAL, "family", "MASH"), "path", {"way", "link", "certain"}),
        (
            ("holding", REAL, "--sector", "police"),
            "holding",
            {"what", "certain_days", "possible_days", "sectors"},
        ),
        (
            ("findings", REAL, "gaps", "--option", "gap_days=30"),
            "findings",
            {"cite", "sentence", "contacts", "returns"},
        ),
    ],
)
def test_every_answer_has_a_versioned_json_shape(
    arguments: tuple[str, ...], name: str, columns: set[str]
) -> None:
    done = run(*arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["version"], told["table"]) == (1, name)
    assert columns <= {column["name"] for column in told["columns"]}
    assert told["rows"]


@pytest.mark.parametrize(
    ("arguments", "exit_code", "said"),
    [
        (("journeys", REAL, "--to", "camhs"), 0, "C06  5 December 2019"),
        (("journeys", REAL, "--from", "C99"), 1, '"C99" is no contact of this case.'),
        (("journeys", REAL, "--infer", "-1"), 2, "-1"),
        (("path", REAL, "C06", "camhs"), 0, "follows (recorded)"),
        (("path", REAL, "childline", "mash"), 0, "No way on record from Childline"),
        (("path", REAL, "nobody-here", "mash"), 1, "is no party and no contact of this case"),
        (("holding", REAL), 0, "No record is not a record of nothing"),
        (("holding", REAL, "--sector", "wizards"), 1, '"wizards" is no sector'),
        (("findings", REAL, "closed-unseen"), 0, "[closed-unseen C23]"),
        (("findings", REAL, "closed-unseens"), 1, 'Did you mean "closed-unseen"?'),
        (("findings", REAL, "--option", "gap_days"), 2, "is not NAME=VALUE"),
        (("findings", "--list"), 0, "--option gap_days=90"),
    ],
)
def test_what_a_person_types_and_gets(arguments: tuple[str, ...], exit_code: int, said: str) -> None:
    done = run(*arguments)
    assert done.exit_code == exit_code, done.output
    assert said in done.output


def test_an_answer_is_written_to_a_file_whose_suffix_picks_the_format(tmp_path: Path) -> None:
    path = tmp_path / "findings.csv"
    assert run("findings", REAL, "-o", str(path)).exit_code == 0
    assert path.read_text("utf-8-sig").startswith("cite,finding,title,version,subject,sentence")
    assert run("findings", REAL, "-o", str(path)).exit_code != 0


def test_a_way_says_of_a_contact_that_goes_both_ways_that_it_does() -> None:
    done = CliRunner().invoke(main, ["path", str(REAL), "acorns", "prevent"])
    text = " ".join(done.output.split())
    assert "Consultation Prevent (north-west) → The Acorns School (both ways)" in text
    assert "Referral The Acorns School → Prevent (north-west) (both ways)" not in text


def test_what_is_written_to_no_terminal_has_lines_of_80_columns_at_most() -> None:
    for command in ("journeys", "findings", "holding"):
        done = CliRunner().invoke(main, [command, str(REAL)])
        assert max(len(line) for line in done.output.splitlines()) <= 80


def test_days_of_which_the_dates_leave_some_open_are_said_to_be_possible() -> None:
    report = Report(
        drawn(
            "K1 | 2020-03-02 | school -> hub | referral",
            outcomes="K1 | hub | accepted | [2020-03-04..2020-03-06]\nK1 | hub | closed | 2020-03-20",
            settings='[scope]\nfrom = "2020-03-01"\nto = "2020-03-31"',
        )
    )
    text = " ".join(holding_text(report, report.holding_days.values(), 200).split())
    assert (
        "nobody is recorded as holding it: between 14 and 16 days, possibly 1 March 2020 to 5 March 2020"
        in text
    )
    assert "several are recorded as holding it: on no day" in text
