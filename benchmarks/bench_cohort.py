"""Many cases: every flat measure over cohorts of growing size, each run a cold process of its own.

python benchmarks/bench_cohort.py FOLDER [--contacts 1000000 10000000] [--what flat sort statements casewise]
python benchmarks/bench_cohort.py FOLDER --contacts 1000000 --what spark cluster
python benchmarks/bench_cohort.py FOLDER --contacts 10000000 --what pm4py --pm4py ENVIRONMENT/bin/python
python benchmarks/bench_cohort.py FOLDER --contacts 1760000 --what page       about 20,000 flows shown

Cohorts are made in FOLDER where they are not there (250 MB on disk for ten million contacts, 2.5 GB for a hundred
million). Wall clock, processor time and the most memory are those of the whole process with all that it starts.
PM4Py is AGPL: it is no dependency. To set it beside, make an environment of its own by hand (python -m venv; pip
install pm4py duckdb pyarrow) and name its Python.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

NAMED = ("flows", "sector-flows", "handovers", "returns", "repeats", "waits")
"""Flow, return, repeat, wait and outcome measures: those that the aim names."""

FLAT = (*NAMED, "trends", "organisations")

FLAT_CODE = """
import sys
from pathlib import Path
from explorer.cohort.engines import engine_of
from explorer.cohort.measures import measure_called
path, address, memory, *names = sys.argv[1:]
if __name__ == "__main__":
    with engine_of(Path(path), address, memory) as engine:
        print(*(len(engine.rows(measure_called(name).query({}))) for name in names))
"""
CASEWISE_CODE = """
import sys
from pathlib import Path
from explorer.cohort.engines import engine_of
from explorer.cohort.streaming import rows_over
path, address, memory, name = sys.argv[1:]
if __name__ == "__main__":
    with engine_of(Path(path), address, memory) as engine:
        print(len(rows_over(engine, name)))
"""
SORT_CODE = """
import sys, duckdb
path, temporary = sys.argv[1:]
with duckdb.connect(config={"temp_directory": temporary, "memory_limit": "6GB"}) as connection:
    connection.execute("SET enable_progress_bar = false")
    reading = f"read_parquet('{path}/*.parquet')"
    connection.execute(
        f'CREATE TEMP TABLE ordered AS SELECT "case", first_day, place, sender, receiver FROM {reading} '
        'ORDER BY "case", first_day, place'
    )
"""
STATEMENTS_CODE = """
import resource, sys, time
from pathlib import Path
from explorer.cohort.engines import DAYS, made_for
from explorer.cohort.engines.duck import DuckEngine
from explorer.cohort.measures import measure_called
path, *names = sys.argv[1:]
with DuckEngine(Path(path)) as engine:
    connection = engine._connection
    def run(name, sql, doing=None):
        before, start = time.process_time(), time.perf_counter()
        doing() if doing else connection.execute(sql).fetchall()
        wall, processor = time.perf_counter() - start, time.process_time() - before
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"  {name:<24}{wall:>8.2f} s wall{processor:>9.2f} s processor{peak:>8,} MiB so far", flush=True)
    for name in names:
        sql = measure_called(name).query({})
        for table, statement in made_for("duckdb.sql", sql + DAYS).items():
            if table not in engine._made:
                run(table, statement, lambda: engine._prepare(f"SELECT * FROM {table}"))
        engine._prepare(sql)
        run(name, sql)
"""
PM4PY_CODE = """
import sys, duckdb, pm4py
log = duckdb.connect().execute(
    "SELECT \\"case\\" AS \\"case:concept:name\\", kind AS \\"concept:name\\", sender AS \\"org:resource\\", "
    "DATE '0001-01-01' + (first_day - 1) + to_seconds(place) AS \\"time:timestamp\\" "
    f"FROM read_parquet('{sys.argv[1]}/*.parquet') WHERE number = 0 AND is_counted ORDER BY ALL"
).df()
print(len(log))
print(len(pm4py.discover_handover_of_work_network(log).connections))
print(len(pm4py.discover_dfg(log)[0]))
print(len(pm4py.discover_performance_dfg(log)[0]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--contacts", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--organisations", type=int, default=500, help="of a cohort that is made here")
    parser.add_argument("--what", nargs="+", default=["flat", "sort", "statements", "blind-spots"])
    parser.add_argument("--memory", default="", help="limit of the engine, such as 4GB")
    parser.add_argument("--pm4py", default="", help="a Python in whose environment PM4Py is")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for contacts in options.contacts:
        path = cohort_of(options.folder, contacts, options.organisations)
        print(f"{contacts:,} contacts", flush=True)
        for what in options.what:
            run(what, path, options)


def cohort_of(folder: Path, contacts: int, organisations: int) -> Path:
    """The cohort, made where it is not there."""
    path = folder / f"cohort-{contacts}"
    if not path.exists():
        script = Path(__file__).parent / "make_cohort.py"
        made = [sys.executable, str(script), str(path), "--contacts", str(contacts), "--loaded", "--parts"]
        made += ["--organisations", str(organisations)]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
    return path


def run(what: str, path: Path, options: argparse.Namespace) -> None:
    """One of the things that can be measured."""
    memory: str = options.memory
    if what == "flat":
        command = [sys.executable, "-c", FLAT_CODE, str(path), "duckdb", memory]
        measured("flows, returns, repeats, waits, outcomes", [*command, *NAMED], is_alone=True)
        measured("the same, trends and organisations", [*command, *FLAT], is_alone=True)
    elif what == "sort":
        with tempfile.TemporaryDirectory(dir=options.folder) as temporary:
            measured(
                "DuckDB's own sort", [sys.executable, "-c", SORT_CODE, str(path), temporary], is_alone=True
            )
    elif what == "statements":
        subprocess.run([sys.executable, "-c", STATEMENTS_CODE, str(path), *FLAT], check=True)
    elif what == "page":
        script = Path(__file__).parent / "bench_cohort_page.py"
        subprocess.run(
            [sys.executable, str(script), str(path), *(["--memory", memory] if memory else [])], check=True
        )
    elif what == "casewise":
        from explorer.cohort.casewise import registry

        for name in registry():
            casewise(name, path, "duckdb", memory)
    elif what == "spark":
        measured(
            "Spark local[2], flat", [sys.executable, "-c", FLAT_CODE, str(path), "local[2]", memory, *FLAT]
        )
        casewise("blind-spots", path, "local[2]", memory)
    elif what == "cluster":
        from spark_cluster import cluster

        with cluster(memory=memory.lower().rstrip("b") or "2g") as address:
            measured(
                "Spark master, 2 workers",
                [sys.executable, "-c", FLAT_CODE, str(path), address, memory, *FLAT],
            )
            casewise("blind-spots", path, address, memory)
    elif what == "pm4py":
        if not options.pm4py:
            sys.exit("--pm4py: name the Python in whose environment PM4Py is.")
        measured(
            "PM4Py: handover, directly-follows, performance",
            [options.pm4py, "-c", PM4PY_CODE, str(path)],
            is_alone=True,
        )
    else:
        casewise(what, path, "duckdb", memory)


def casewise(name: str, path: Path, address: str, memory: str) -> None:
    """A measure that runs the functions of one case. From a file: processes are started anew and read it again."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "casewise.py"
        script.write_text(CASEWISE_CODE, "utf-8")
        measured(
            f"{name}, {address.split(':')[0]}",
            [sys.executable, str(script), str(path), address, memory, name],
        )


def measured(title: str, command: list[str], *, is_alone: bool = False) -> None:
    """Runs a command and prints its wall clock, its processor time, and the most memory that it and its own took.
    ``is_alone``: it starts nothing, so that the system's own account of it is enough, and looking on slows nothing."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    watch = None if is_alone else Watch(process.pid)
    said = (process.stdout.read() if process.stdout else "").split()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    processor, peak_mib = usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024
    if watch is not None:
        watch.stop()
        processor, peak_mib = watch.processor, watch.peak_mib
    state = "" if process.returncode == 0 else f"  FAILED ({process.returncode})"
    print(
        f"  {title:<48}{wall:>8.1f} s wall{processor:>9.1f} s processor{peak_mib:>8,} MiB  "
        f"{' '.join(said)}{state}",
        flush=True,
    )


class Watch(threading.Thread):
    """Looks at a process and all that it started, ten times a second: proportional memory, and processor time."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak_mib = pid, 0
        self.spent: dict[int, float] = {}
        self.ended = threading.Event()
        self.start()

    @property
    def processor(self) -> float:
        """Seconds of all, each as last seen."""
        return sum(self.spent.values())

    def run(self) -> None:
        while not self.ended.wait(0.1):
            memory = 0
            for pid in self._family():
                try:
                    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                    self.spent[pid] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
                    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
                    memory += int(rollup.partition("\nPss:")[2].split()[0])
                except (OSError, IndexError):
                    continue  # it has just ended
            self.peak_mib = max(self.peak_mib, memory // 1024)

    def stop(self) -> None:
        """No longer."""
        self.ended.set()
        self.join()

    def _family(self) -> list[int]:
        found = [self.pid]
        for pid in found:
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                try:
                    found += [int(child) for child in task.read_text().split()]
                except OSError:
                    continue
        return found


if __name__ == "__main__":
    main()
