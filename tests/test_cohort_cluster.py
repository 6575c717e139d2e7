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


WITHOUT_EXPLORER = """
import sys
from pathlib import Path
sys.meta_path[:] = [finder for finder in sys.meta_path if "Editable" not in getattr(finder, "__name__", "")]
sys.path[:] = [path for path in sys.path if not (Path(path) / "explorer").is_dir()]
"""


@pytest.fixture
def workers_without_explorer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever Python a Spark starts has no explorer but the one that it is sent."""
    folder = tmp_path / "python"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WITHOUT_EXPLORER)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.chdir(folder)
    found = subprocess.run([sys.executable, "-c", "import explorer"], capture_output=True, text=True)
    assert "No module named 'explorer'" in found.stderr


def with_explorer() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


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
    done = subprocess.run(command, capture_output=True, text=True, env=with_explorer())
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def needs(*, missing: bool) -> pytest.MarkDecorator:
    return pytest.mark.skipif(missing, reason="pyspark, its extra for Connect, or Java is not installed")


@pytest.mark.parametrize(
    "started",
    [
        pytest.param("cluster", marks=needs(missing=MISSING and not os.environ.get("CI")), id="two workers"),
        pytest.param("connect_server", marks=needs(missing=MISSING or not find_spec("grpc")), id="connect"),
    ],
)
def test_a_spark_of_its_own_gives_the_same_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers_without_explorer: None, started: str
) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")  # a short life is not worth more
    import spark_cluster

    path, temp = tmp_path / "cohort.parquet", tmp_path / "temp"
    temp.mkdir()
    made = [sys.executable, str(BENCHMARKS / "make_cohort.py"), str(path), "--contacts", "2000", "--loaded"]
    subprocess.run(made, check=True, capture_output=True, env=with_explorer())
    with getattr(spark_cluster, started)() as address:
        # The measure that needs the explorer on the workers; those of SQL alone are compared in test_cohort_spark.py.
        found = counted(path, "blind-spots", "--engine", address, "--temp", str(temp))
        assert found == counted(path, "blind-spots")
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
