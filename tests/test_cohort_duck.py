"""DuckDB leaves nothing behind of what it puts aside: neither where the command runs nor in the folder it was given."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from explorer.cohort.engines.duck import DuckEngine
from explorer.errors import CohortError

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "make_cohort.py"
MORE_THAN_FITS = "CREATE TEMP TABLE much AS SELECT hash(range) AS a, hash(range + 1) AS b FROM range(8000000)"


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("the cohort's") / "cohort.parquet"
    subprocess.run(
        [sys.executable, str(SCRIPT), str(path), "--contacts", "500", "--loaded"],
        check=True,
        capture_output=True,
    )
    return path


@pytest.mark.parametrize("is_named", [True, False])
def test_what_does_not_fit_goes_to_a_folder_that_is_removed(
    cohort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_named: bool
) -> None:
    here, system = tmp_path / "here", tmp_path / "system"
    here.mkdir()
    system.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setattr(tempfile, "tempdir", str(system))
    place = tmp_path / "named" if is_named else system
    with DuckEngine(cohort, "60MB", place if is_named else None, threads=1) as engine:
        engine._connection.execute(MORE_THAN_FITS)
        assert [path for path in place.rglob("*") if path.is_file()]
    assert not list(place.iterdir())
    assert not list(here.iterdir())
    assert not list(system.iterdir())


def test_nothing_is_left_where_the_file_is_no_cohort(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.parquet"
    wrong.write_bytes(b"not a table")
    with pytest.raises(CohortError, match="cannot be read as Parquet"):
        DuckEngine(wrong, temporary=tmp_path / "aside")
    assert not list((tmp_path / "aside").iterdir())


def test_a_folder_that_cannot_be_made_is_named(cohort: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(CohortError, match=r"file/aside cannot be written to: .* --temp"):
        DuckEngine(cohort, temporary=tmp_path / "file" / "aside")
