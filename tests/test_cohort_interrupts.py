"""A run over a cohort that is interrupted, told to end, or loses a process: it ends, says so, and leaves nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import pytest

from explorer.cohort.engines.stretches import FEWER
from explorer.cohort.loading.single import LESS

MISSING = not (find_spec("pyspark") and find_spec("pyarrow") and shutil.which("java"))
BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
SIGNALS = [signal.SIGINT, signal.SIGTERM]
LONGEST = 120
KILLED = "A process that worked on the cases was ended by the system (signal 9), perhaps for lack of memory."
of_linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are looked up in /proc")
SAID = "Stopped. Nothing is left half-written.\n"


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of more than one stretch of cases: one alone starts no processes."""
    path = tmp_path_factory.mktemp("cohorts") / "cohort.parquet"
    made = [sys.executable, str(BENCHMARKS / "make_cohort.py"), str(path), "--contacts", "300000", "--loaded"]
    subprocess.run(made, check=True, capture_output=True)
    return path


def started(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """A command in a session of its own, so that what it leaves running is found."""
    return subprocess.Popen(
        [sys.executable, "-m", "explorer", "cohort", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "TMPDIR": str(folder), "JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1"},
    )  # fmt: skip


def assert_ended(process: subprocess.Popen[str], number: int) -> None:
    """Only when all that it started has ended are its pipes closed, and does this return."""
    process.send_signal(number)
    output, said = process.communicate(timeout=LONGEST)
    assert (process.returncode, output, said) == (128 + number, "", SAID)
    assert_none_runs(process)


def assert_none_runs(process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 10  # what watches over shared memory ends a moment after the command
    while left := running_in(process.pid):
        assert time.monotonic() < until, left
        time.sleep(0.05)


def running_in(group: int) -> list[str]:
    """Processes of a group that still run; one that has ended and was not yet asked for its end does not."""
    asked = subprocess.run(["ps", "-eo", "pgid=,stat=,args="], capture_output=True, text=True, check=True)
    rows = [line.split(maxsplit=2) for line in asked.stdout.splitlines()]
    return [row[2] for row in rows if int(row[0]) == group and not row[1].startswith("Z")]


def wait_until(there: object, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + LONGEST
    while not there():  # type: ignore[operator]
        assert process.poll() is None and time.monotonic() < until
        time.sleep(0.02)


def children_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def working_for(pid: int, loaded: str = "") -> list[int]:
    """The processes that it started to work, or those of them that have loaded a library."""
    found = []
    for child in map(int, children_of(pid)):
        with suppress(OSError):
            is_working = b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
            if is_working and loaded in Path(f"/proc/{child}/maps").read_text():
                found.append(child)
    return found


@of_linux
@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("command", ["count", "page"])
def test_counting_in_duckdb_ends_with_its_processes(
    cohort: Path, tmp_path: Path, number: int, command: str
) -> None:
    output = tmp_path / "out" / "old"
    output.parent.mkdir()
    output.write_text("old")
    what = (
        ["count", str(cohort), "journeys", "--format", "csv"]  # makes every case: some seconds
        if command == "count"
        else ["page", str(cohort)]
    )
    process = started(tmp_path, *what, "-o", str(output), "--force", "--temp", str(tmp_path / "temp"))
    if command == "count":
        wait_until(lambda: len(children_of(process.pid)) >= 1, process)
    else:
        wait_until(lambda: "duckdb" in Path(f"/proc/{process.pid}/maps").read_text(), process)
    assert_ended(process, number)
    assert [path.name for path in output.parent.iterdir()] == ["old"]
    assert output.read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} <= {"out", "temp"}
    assert not list(tmp_path.glob("temp/*"))


@of_linux
@pytest.mark.parametrize("loaded", ["", "duckdb"], ids=["as it starts", "as it counts"])
def test_a_count_ends_when_one_of_its_processes_is_killed(cohort: Path, tmp_path: Path, loaded: str) -> None:
    output = tmp_path / "out" / "old"
    output.parent.mkdir()
    output.write_text("old")
    what = ["count", str(cohort), "journeys", "--threads", "2", "-o", str(output), "--force"]
    process = started(tmp_path, *what, "--temp", str(tmp_path / "temp"))
    wait_until(lambda: working_for(process.pid, loaded), process)
    os.kill(working_for(process.pid, loaded)[-1], signal.SIGKILL)
    printed, said = process.communicate(timeout=LONGEST)
    assert (process.returncode, printed, said) == (1, "", f"Error: {KILLED} {FEWER}\n")
    assert_none_runs(process)
    assert output.read_text() == "old"
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")) == [
        "out",
        "out/old",
        "temp",
    ]


@of_linux
def test_processes_end_when_the_count_that_started_them_is_killed(cohort: Path, tmp_path: Path) -> None:
    process = started(tmp_path, "count", str(cohort), "journeys", "--threads", "2")
    wait_until(lambda: len(working_for(process.pid, "duckdb")) == 2, process)
    process.kill()
    process.communicate(timeout=LONGEST)
    assert_none_runs(process)


@of_linux
@pytest.mark.skipif(os.cpu_count() == 1, reason="one processor loads in one process")
def test_a_load_ends_when_one_of_its_processes_is_killed(tmp_path: Path) -> None:
    for number in range(120):  # more than a process takes at a time
        folder = tmp_path / "cases" / f"case-{number}"
        folder.mkdir(parents=True)
        (folder / "contacts.csv").write_text("id,date,from,to,kind\nC1,2020-01-02,school,police,referral\n")
        (folder / "parties.csv").write_text("id,sector\nschool,education\npolice,police\nchild,subject\n")
    output = tmp_path / "out" / "cohort.parquet"
    output.parent.mkdir()
    output.write_text("old")
    process = started(tmp_path, "load", str(tmp_path / "cases"), "-o", str(output), "--force")
    wait_until(lambda: working_for(process.pid), process)
    os.kill(working_for(process.pid)[-1], signal.SIGKILL)
    printed, said = process.communicate(timeout=LONGEST)
    assert (process.returncode, printed, said) == (1, "", f"Error: {KILLED} {LESS}\n")
    assert_none_runs(process)
    assert [path.name for path in output.parent.iterdir()] == ["cohort.parquet"]
    assert output.read_text() == "old"


WHILE_LOADED = """
import signal, sys
from pathlib import Path

class Finder:
    @staticmethod
    def find_spec(name, *rest):
        if name == "_duckdb":
            signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, Finder)
signal.signal(signal.SIGINT, signal.default_int_handler)  # what started the tests may have ignored it
from explorer.cohort.engines.duck import connected
from explorer.cohort.loading.connection import Workshop
try:
    OPEN
except KeyboardInterrupt:
    print("_duckdb" in sys.modules)
"""


@pytest.mark.parametrize("opening", ["connected()", "Workshop(Path('.'))"])
def test_an_interrupt_while_duckdb_is_loaded_waits_until_it_is(tmp_path: Path, opening: str) -> None:
    code = WHILE_LOADED.replace("OPEN", opening)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")


@pytest.mark.parametrize("number", SIGNALS)
def test_loading_leaves_the_old_file_and_nothing_else(cohort: Path, tmp_path: Path, number: int) -> None:
    raw = tmp_path / "raw"
    made = [sys.executable, str(BENCHMARKS / "make_cohort.py"), str(raw), "--contacts", "60000"]
    subprocess.run(made, check=True, capture_output=True)
    folder = tmp_path / "out"
    folder.mkdir()
    output = folder / "cohort.parquet"
    output.write_text("old")
    process = started(tmp_path, "load", str(raw), "-o", str(output), "--force")
    wait_until(lambda: len(list(folder.iterdir())) > 1, process)
    assert_ended(process, number)
    assert [path.name for path in folder.iterdir()] == ["cohort.parquet"]
    assert output.read_text() == "old"


@pytest.mark.skipif(MISSING and not os.environ.get("CI"), reason="pyspark or Java is not installed")
@pytest.mark.parametrize(
    ("number", "wait"), [(signal.SIGINT, 0.5), (signal.SIGTERM, 0.5), (signal.SIGTERM, 4)]
)
def test_spark_ends_with_its_jvm_and_its_folder(
    cohort: Path, tmp_path: Path, number: int, wait: float
) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    process = started(
        tmp_path, "count", str(cohort), "journeys", "--engine", "local[2]", "--temp", str(temp)
    )  # makes every case, so that it is not done before the signal comes
    wait_until(lambda: list(temp.glob("*/log4j2.properties")), process)
    time.sleep(wait)  # as its JVM starts, or after
    assert_ended(process, number)
    assert list(temp.iterdir()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["temp"]
