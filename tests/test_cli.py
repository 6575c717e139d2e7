"""The command line as a person types it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from folders import case_folder, referral

from explorer.cli import main

REAL = str(Path(__file__).parent.parent / "data" / "southport")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_help_names_every_command() -> None:
    done = run("--help")
    assert done.exit_code == 0
    for command in main.commands:
        assert command in done.output
        assert run(command, "--help").exit_code == 0


def test_version_is_that_of_the_package() -> None:
    from explorer import __version__

    assert __version__ in run("--version").output


def test_a_blank_case_checks_clean_and_gives_a_page(tmp_path: Path) -> None:
    case = tmp_path / "blank"
    assert run("new", case, "--title", "A new review").exit_code == 0
    assert run("check", case).exit_code == 0
    page = tmp_path / "blank.html"
    assert run("page", case, "-o", page).exit_code == 0
    assert "The supplied sources record no contact." in page.read_text("utf-8")


def test_a_blank_case_never_replaces_contacts(tmp_path: Path) -> None:
    case = case_folder(tmp_path / "case", referral())
    done = run("new", case, "--force")
    assert done.exit_code == 1
    assert "holds contacts" in done.stderr


def test_check_prints_every_problem_and_exits_1(tmp_path: Path) -> None:
    case = case_folder(tmp_path / "bad", *(referral(id=f"C{at}", to="x") for at in range(30)))
    done = run("check", case)
    assert done.exit_code == 1
    assert done.output.count('"x" is no party of this case.') == 30
    assert "bad: 30 problems." in done.output


def test_check_as_json_has_its_documented_shape(tmp_path: Path) -> None:
    done = run("check", case_folder(tmp_path / "bad", referral(to="Poilce")), "--format", "json")
    assert done.exit_code == 1
    shape = json.loads(done.output)
    assert shape["version"] == 1
    assert shape["problems"] == [
        {
            "file": "contacts.csv",
            "row": 2,
            "column": "to",
            "found": "Poilce",
            "expected": '"Poilce" is no party of this case.',
            "fix": 'Did you mean "police"?',
        }
    ]
    good = json.loads(run("check", REAL, "--format", "json").output)
    assert good["problems"] == []
    assert good["contacts"] == 47


@pytest.mark.parametrize("command", ["page", "chronology", "referrals", "parties", "summary", "workbook"])
def test_a_bad_case_gives_a_message_exit_1_and_no_file(command: str, tmp_path: Path) -> None:
    case = case_folder(tmp_path / "bad", referral(date="31/02/2021"))
    target = tmp_path / ("x.xlsx" if command == "workbook" else "x.html" if command == "page" else "x.csv")
    done = run(command, case, "-o", target)
    assert done.exit_code == 1
    assert "contacts.csv, row 2, column date" in done.stderr
    assert "Nothing was written: 1 problem in the case." in done.stderr
    assert not target.exists()
    assert "Traceback" not in done.output


def test_what_is_typed_wrong_exits_2() -> None:
    assert run("chronolgy", REAL).exit_code == 2
    assert run("page").exit_code == 2


def test_the_folder_one_stands_in_is_a_case_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case_folder(tmp_path / "here", referral()))
    done = run("check", ".")
    assert done.exit_code == 0
    assert "here: no problems" in done.output
    done = run("check", "contacts.csv")
    assert "Give its folder" in done.output


def test_an_unwritable_target_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = run("page", REAL, "-o", tmp_path / "file" / "x.html")
    assert done.exit_code == 1
    assert "cannot be written" in done.stderr


def test_an_existing_file_is_kept_without_force(tmp_path: Path) -> None:
    target = tmp_path / "x.csv"
    target.write_text("mine")
    done = run("chronology", REAL, "-o", target)
    assert done.exit_code == 1
    assert "--force" in done.stderr
    assert target.read_text() == "mine"
    assert run("chronology", REAL, "-o", target, "--force").exit_code == 0


@pytest.mark.parametrize("command", ["chronology", "referrals", "parties", "summary"])
def test_a_table_is_the_same_rows_in_every_format(command: str) -> None:
    shape = json.loads(run(command, REAL, "--format", "json").output)
    rows = list(csv.DictReader(io.StringIO(run(command, REAL, "--format", "csv").output)))
    assert shape["version"] == 1
    assert shape["table"] == command
    assert len(rows) == len(shape["rows"])
    first = shape["columns"][0]["name"]
    assert [row[first] for row in rows] == [str(row[first]) for row in shape["rows"]]
    text = run(command, REAL).output
    shown = "value" if command == "summary" else first
    for row in shape["rows"]:
        assert str(row[shown])[:40] in text
    assert max(len(line) for line in text.splitlines()) <= 100


def test_a_date_is_three_columns_in_csv() -> None:
    rows = {
        row["id"]: row
        for row in csv.DictReader(io.StringIO(run("chronology", REAL, "--format", "csv").output))
    }
    first = rows["C01"]
    assert (first["date"], first["date_first_day"], first["date_last_day"]) == (
        "2019-10",
        "2019-10-01",
        "2019-10-31",
    )


def test_formulas_are_made_harmless_in_csv(tmp_path: Path) -> None:
    case = case_folder(tmp_path / "case", referral(summary="=HYPERLINK(1)"))
    rows = list(csv.DictReader(io.StringIO(run("chronology", case, "--format", "csv").output)))
    assert rows[0]["summary"] == "'=HYPERLINK(1)"


def test_a_format_that_is_none_is_refused_with_those_there_are() -> None:
    done = run("chronology", REAL, "--format", "jsn")
    assert done.exit_code == 1
    assert 'Did you mean "json"?' in done.stderr
    assert "has the suffix" in run("chronology", REAL, "-o", "x.qqq").stderr


def test_a_terminal_is_never_sent_control_characters(tmp_path: Path) -> None:
    case = case_folder(tmp_path / "case", referral(summary="left\u202eright\u200b"))
    text = run("chronology", case).output
    assert "\u202e" not in text
    assert "left" in text


def test_warnings_go_to_the_error_stream(tmp_path: Path) -> None:
    case = case_folder(tmp_path / "case", referral(kind="notification", outcome="received"))
    done = run("summary", case, "--format", "json")
    assert "asks nothing" in done.stderr
    json.loads(done.stdout)


def test_the_summary_tells_the_real_case() -> None:
    rows = {
        row["name"]: row["value"]
        for row in json.loads(run("summary", REAL, "--format", "json").output)["rows"]
    }
    assert rows["contacts"] == 42
    assert rows["no_outcome"] == 8


def test_every_table_declares_what_its_rows_hold() -> None:
    from explorer import Report, read_case

    for table in Report(read_case(REAL)).tables.values():
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        for row in table.rows:
            assert len(row) == len(names), table.name
        for column in table.columns:
            assert column.description.endswith("."), (table.name, column.name)


def output(seed: str, *arguments: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "COLUMNS": "100"}
    command = [sys.executable, "-m", "explorer", *arguments]
    return subprocess.run(command, capture_output=True, check=True, env=environment).stdout


@pytest.mark.parametrize("command", ["chronology", "referrals", "parties", "summary"])
def test_the_same_case_is_the_same_bytes_whatever_the_hash_seed(command: str) -> None:
    assert output("1", command, REAL, "--format", "json") == output("2", command, REAL, "--format", "json")


def test_the_page_and_the_workbook_are_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    for name, command in (("x.html", "page"), ("x.xlsx", "workbook")):
        first, second = tmp_path / "1" / name, tmp_path / "2" / name
        output("1", command, REAL, "-o", str(first))
        output("2", command, REAL, "-o", str(second))
        assert first.read_bytes() == second.read_bytes()


# ---- the process ------------------------------------------------------------------------------------------


def process(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "explorer", *arguments]
    return subprocess.run(command, capture_output=True, text=True, **options)  # type: ignore[call-overload]


def test_the_process_ends_with_all_that_was_said_and_its_exit_code(tmp_path: Path) -> None:
    rows = [referral(id=f"C{at}", summary="words " * 40) for at in range(2000)]
    case = case_folder(tmp_path / "long", *rows)
    done = process("chronology", str(case), "--format", "csv")
    assert done.returncode == 0
    assert len(list(csv.DictReader(io.StringIO(done.stdout)))) == 2000  # far more than a pipe holds
    bad = process("check", str(case_folder(tmp_path / "bad", referral(to="x"))))
    assert bad.returncode == 1 and '"x" is no party' in bad.stdout + bad.stderr
    typed = process("chronolgy", str(case))
    assert typed.returncode == 2 and "No such command" in typed.stderr


def test_the_process_ends_quietly_where_nobody_reads_on(tmp_path: Path) -> None:
    rows = [referral(id=f"C{at}", summary="words " * 40) for at in range(2000)]
    case = case_folder(tmp_path / "long", *rows)
    command = [sys.executable, "-m", "explorer", "chronology", str(case), "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() in (0, 1)


def test_what_breaks_inside_is_told_as_python_tells_it(tmp_path: Path) -> None:
    code = "import explorer.__main__ as process; process.main = lambda **_: 1 / 0; process.run()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1 and "ZeroDivisionError" in done.stderr
    code = "import explorer.__main__ as process, sys; process.main = lambda **_: sys.exit('words'); process.run()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (1, "words\n")
