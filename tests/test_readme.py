"""The README tells the truth: its generated parts are those of the code, and what it names is there."""

from __future__ import annotations

import re
import subprocess

import pytest
from readme import README, generated

ROOT = README.parent
TEXT = README.read_text("utf-8")


def test_generated_parts_are_those_of_the_code() -> None:
    assert generated(TEXT) == TEXT, "run: python tests/readme.py"


def test_every_file_the_readme_names_is_there() -> None:
    for name in re.findall(r"\]\((?!http)([^)#]+)\)", TEXT):
        assert (ROOT / name).exists(), name
    for name in re.findall(r"`(explorer/[\w./]+|tests/\w+|data/\w+|benchmarks/)`", TEXT):
        if not name.startswith("data/my-review"):
            assert (ROOT / name).exists(), name


def test_the_changelog_names_the_version() -> None:
    from explorer import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_python_of_the_readme_runs() -> None:
    code = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    assert code
    for block in code:
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102  our own README


def test_no_path_of_a_machine_and_no_registry_is_named_in_what_is_committed() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout
    names = [name for name in listed.decode().split("\0") if name]
    # Written backwards, so that this file does not name them either.
    backwards = ("/krow/", "/toor/", "/emoh/", "gro.ipyp", "sjmpn.yrtsiger", "detsohnohtyp.selif")
    parts = [part[::-1] for part in backwards]
    forbidden = re.compile("|".join(map(re.escape, parts)))
    for name in names:
        path = ROOT / name
        if path.suffix in (
            ".py",
            ".md",
            ".cfg",
            ".toml",
            ".js",
            ".json",
            ".csv",
        ):
            assert not forbidden.search(path.read_text("utf-8")), name


def test_every_promise_names_tests_that_are_there() -> None:
    promises = (ROOT / "SECURITY.md").read_text("utf-8").split("## Promises")[1].split("\n## ")[0]
    rows = [line.rsplit(" | ", 1)[1] for line in promises.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 20
    for tested in rows:
        named = re.findall(r"`(?:tests/)?([\w/]+\.py)`", tested)
        assert named, tested
        assert [name for name in named if not (ROOT / "tests" / name).exists()] == []


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not in git")
def test_git_takes_no_case_but_the_public_ones_and_no_page() -> None:
    asked = [
        "data/my-case/contacts.csv",
        "data/x.key",
        "graphs/x.html",
        "data/southport/contacts.csv",
        "graphs/x.png",
    ]
    done = subprocess.run(
        ["git", "check-ignore", "--no-index", *asked], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.stdout.splitlines() == asked[:3]
