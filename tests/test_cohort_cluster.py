"""A stand-alone Spark with two workers, started and stopped here on loopback, gives what DuckDB gives."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

MISSING = not (find_spec("pyspark") and find_spec("pyarrow") and shutil.which("java"))
BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


def counted(path: Path, measure: str, *options: str) -> str:
    command = [
        sys.executable,
        "-m",
        "explorer",
        "cohort",
        "count",
        str(path),
        measure,
        "--format",
        "csv",
        "--threshold",
        "0",
        *options,
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.skipif(MISSING and not os.environ.get("CI"), reason="pyspark or Java is not installed")
def test_a_master_with_two_workers_gives_the_same_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")  # a short life is not worth more
    from spark_cluster import cluster

    path, temp = tmp_path / "cohort.parquet", tmp_path / "temp"
    temp.mkdir()
    made = [sys.executable, str(BENCHMARKS / "make_cohort.py"), str(path), "--contacts", "2000", "--loaded"]
    subprocess.run(made, check=True, capture_output=True)
    with cluster() as address:
        for measure in ("sector-flows", "blind-spots"):
            found = counted(path, measure, "--engine", address, "--temp", str(temp))
            assert found == counted(path, measure)
            assert found.count("\n") > 20
    assert list(temp.iterdir()) == []


@pytest.mark.skipif(MISSING or not find_spec("grpc"), reason="pyspark[connect] or Java is not installed")
def test_a_spark_connect_server_gives_the_same_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")
    from spark_cluster import connect_server

    path, temp = tmp_path / "cohort.parquet", tmp_path / "temp"
    temp.mkdir()
    made = [sys.executable, str(BENCHMARKS / "make_cohort.py"), str(path), "--contacts", "2000", "--loaded"]
    subprocess.run(made, check=True, capture_output=True)
    with connect_server() as address:
        for measure in ("sector-flows", "blind-spots"):
            found = counted(path, measure, "--engine", address, "--temp", str(temp))
            assert found == counted(path, measure)
            assert found.count("\n") > 20
    assert list(temp.iterdir()) == []


def test_an_address_where_no_spark_is_gives_one_line(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "explorer",
        "cohort",
        "count",
        str(tmp_path),
        "flows",
        "--engine",
        "spark//x",
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert "is no engine" in done.stderr
    assert "Traceback" not in done.stderr
