"""A long run says on a terminal what it is doing; elsewhere nothing, and the line is gone at the end."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from cohort_oracle import write_cohort

from explorer.checking import case_of
from explorer.cohort.counting import counted
from explorer.cohort.engines import engine_of
from explorer.rows import RawCase, table_of

CONTACTS = [
    {"id": "C1", "date": "2020-01-01", "from": "school", "to": "hub", "kind": "referral"},
    {"id": "C2", "date": "2020-01-09", "from": "hub", "to": "police", "kind": "referral", "follows": "C1"},
]
PARTIES = [
    {"id": party, "name": party.title(), "sector": sector}
    for party, sector in {
        "subject": "subject",
        "school": "education",
        "hub": "health",
        "police": "police",
    }.items()
]


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    tables = {"parties": table_of("parties", PARTIES), "contacts": table_of("contacts", CONTACTS)}
    return write_cohort([case_of(RawCase("a", "", tables))], tmp_path / "cohort.parquet")


@pytest.mark.parametrize(
    "measure, said",
    [
        (
            "flows",
            [
                "counting flows",
                "reading the cohort: named party",
                "reading the cohort: thin referral",
                "flows: looking for small numbers in 2 rows",
            ],
        ),
        ("handovers", ["counting handovers", "reading the cohort: run"]),
        ("journeys", ["counting journeys", "journeys: parts of the cohort done: 1"]),
    ],
)
def test_an_engine_tells_its_steps_in_order(cohort: Path, measure: str, said: list[str]) -> None:
    told: list[str] = []
    with engine_of(cohort, threads=1) as engine:
        engine.say = told.append
        counted(engine, measure)
    places = [told.index(step) for step in said]
    assert places == sorted(places)


def on_a_terminal(*command: str) -> tuple[str, str]:
    """What a command says on stderr, which is a terminal, and on stdout, which is none."""
    outer, inner = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "explorer", *command], stdout=subprocess.PIPE, stderr=inner, text=True
    )
    os.close(inner)
    found = b""
    while True:
        try:
            some = os.read(outer, 65536)
        except OSError:  # its other end is closed
            break
        if not some:
            break
        found += some
    os.close(outer)
    output = running.communicate()[0]
    assert running.returncode == 0
    return found.decode(), output


def test_a_count_tells_a_terminal_what_it_does_and_clears_the_line(cohort: Path) -> None:
    said, written = on_a_terminal(
        "cohort", "count", str(cohort), "flows", "--threshold", "0", "--format", "csv"
    )
    assert "\r\x1b[Kcounting flows ..." in said
    assert said.endswith("\r\x1b[K")
    assert written.count("\n") == 3 and "\x1b" not in written


def test_a_page_tells_a_terminal_what_it_does(cohort: Path, tmp_path: Path) -> None:
    said, _ = on_a_terminal("cohort", "page", str(cohort), "-o", str(tmp_path / "page.html"))
    steps = ["counting flows", "counting yearly-flows", "writing the page"]
    places = [said.index(f"\r\x1b[K{step} ...") for step in steps]
    assert places == sorted(places)


def test_nothing_is_told_where_stderr_is_no_terminal(cohort: Path) -> None:
    command = [sys.executable, "-m", "explorer", "cohort", "count", str(cohort), "flows", "--threshold", "0"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stderr == ""
