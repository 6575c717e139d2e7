"""Fuzzes the parsers, guided by coverage (atheris, https://github.com/google/atheris):

    python tests/fuzz/fuzz.py TARGET -runs=1000000 [CORPUS]
    python tests/fuzz/fuzz.py all 1000000
    python tests/fuzz/fuzz.py short TARGET ...      as many executions of each as CI has time for

Whatever the bytes, a parser gives its result or an ``ExplorerError`` that says what is wrong. Anything else is a crash,
and becomes a test in ``tests/test_fuzz.py``. Targets are in ``TARGETS``; each takes bytes.

Executions by 30 November 2026, all runs together: a million or more of every target of what is ours alone; of
``prose``, ``cohort_words``, ``cohort_heads``, ``cohort_case``, ``return_row`` and ``return_merged`` on the code of that
day. Fewer of whole files, where most of the time is the library's: ``log_database`` 5,000, ``returned`` 3,000,
``told_in_pdf`` 1,800, ``old_workbook`` 1,500, ``cohort`` 8. A million take 2 to 5 minutes of a processor for
``old_sheet``, ``remembered``, ``cohort_heads``, ``cohort_xes``, 6 to 10 for ``return_lines`` and ``log_rows``, 15 to 35
for the others that are ours alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NoReturn

sys.path.insert(0, str(Path(__file__).parent))
import fabricated as made_up
import packed_files as packed
import returned_parts as parts
import texts
import whole_files as files
from seeds import LONGEST, SEEDS, SHORT, SLOW

sys.path.remove(str(Path(__file__).parent))
__all__ = ["SEEDS", "SLOW", "TARGETS"]

SCRATCH = files.SCRATCH

TARGETS: dict[str, Callable[[bytes], None]] = {
    "dates": texts.dates, "times": texts.times, "typed_dates": texts.typed_dates, "told_dates": texts.told_dates,
    "headings": texts.headings, "settings": texts.settings, "folder": texts.folder, "workbook": texts.workbook,
    "cells": texts.cells, "mapping": texts.mapping, "key": texts.key, "names": texts.names, "prose": texts.prose,
    "layers": texts.layers, "pages": texts.pages,
    "delimited": files.delimited, "records": files.records, "ocel": files.records, "xes": files.xes,
    "word": packed.word, "spreadsheet": packed.spreadsheet, "sheet": packed.sheet,
    "old_sheet": made_up.old_sheet, "old_workbook": partial(packed.old_workbook, SCRATCH),
    "log_rows": made_up.log_rows, "log_database": partial(packed.log_database, SCRATCH),
    "narrative": files.narrative, "told_in_word": packed.told_in_word,
    "pdf_pages": made_up.pdf_pages, "told_in_pdf": partial(packed.told_in_pdf, SCRATCH),
    "return_lines": parts.return_lines, "return_row": parts.return_row, "return_merged": parts.return_merged,
    "remembered": partial(parts.remembered, SCRATCH), "returned": files.returned,
    "cohort_heads": partial(made_up.cohort_heads, SCRATCH), "cohort_words": made_up.cohort_words,
    "cohort_xes": partial(made_up.cohort_xes, SCRATCH), "cohort_case": files.cohort_case, "cohort": files.cohort,
}  # fmt: skip

TRACED = {
    "returned": ["explorer.returns"],
    "return_lines": ["explorer.returns"],
    "return_row": ["explorer.returns"],
    "return_merged": ["explorer.returns"],
    "remembered": ["explorer.returns"],
    "cohort_words": ["explorer.cohort", "explorer.dates"],
    "cohort_heads": ["explorer.cohort"],
    "cohort_xes": ["explorer.cohort"],
    "cohort_case": ["explorer.cohort", "explorer.checking", "explorer.accounts"],
    "old_sheet": ["explorer.returns"],
    "log_rows": ["explorer.returns"],
    "prose": ["explorer.redaction", "explorer.dates"],
    "told_in_pdf": ["explorer", "pypdf"],
}
"""Packages through which coverage guides the fuzzer, where others than :data:`OURS`: for speed only those that no other
target has, and those of others that do the reading."""

OURS = ["explorer", "tomllib", "csv", "json"]


THREADED = frozenset({"cohort", "cohort_heads", "cohort_xes"})
"""Targets that start threads (DuckDB's), after which no process may go off from theirs."""


def groups() -> list[list[str]]:
    """Targets that the same packages guide, for short runs: what takes longest there is to make these ready."""
    found: dict[tuple[str, ...], list[str]] = {}
    for target in TARGETS:
        alone = (target,) if target in THREADED else ()
        found.setdefault((*TRACED.get(target, OURS), *alone), []).append(target)
    return list(found.values())


def make_ready(targets: list[str]) -> None:
    """Load all code of targets of one group, so that its coverage is told."""
    import atheris

    with atheris.instrument_imports(include=TRACED.get(targets[0], OURS)):
        for target in targets:
            for seed in SEEDS[target]:
                TARGETS[target](seed)


def fuzz(target: str, arguments: list[str]) -> NoReturn:
    """Run one target, made ready, until the runs are done or it crashes; does not come back."""
    import atheris

    corpus = SCRATCH / f"corpus {target}"
    corpus.mkdir(exist_ok=True)
    for number, seed in enumerate(SEEDS[target]):
        (corpus / str(number)).write_bytes(seed)
    most = LONGEST.get(target, 200)
    options = [
        f"-max_len={most}",
        "-timeout=20",
        "-print_final_stats=1",
        "-verbosity=0",
        "-rss_limit_mb=4096",
    ]
    atheris.Setup([sys.argv[0], *options, *arguments, str(corpus)], TARGETS[target])
    atheris.Fuzz()
    raise SystemExit  # it ends the process itself


def fuzz_short(targets: list[str]) -> int:
    """A short run of each target of one group; all but one alone in a process that goes off from this one."""
    make_ready(targets)
    if len(targets) == 1:
        fuzz(targets[0], [f"-runs={SLOW.get(targets[0], SHORT)}"])
    worst = 0
    for target in targets:
        child = os.fork()
        if not child:
            fuzz(target, [f"-runs={SLOW.get(target, SHORT)}"])
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(json.dumps({"target": target, "exit": status}), flush=True)
        worst = worst or int(status != 0)
    return worst


def fuzz_all(runs: str) -> int:
    """Every target in a process of its own; what each did, as one JSON line."""
    worst = 0
    for target in TARGETS:
        command = [sys.executable, __file__, target, f"-runs={runs}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, errors="replace")
        stats = [line for line in done.stderr.splitlines() if "number_of_executed_units" in line]
        ran = int(stats[0].split(":")[-1]) if stats else 0
        print(json.dumps({"target": target, "executions": ran, "exit": done.returncode}), flush=True)
        if done.returncode:
            print(done.stderr[-3000:], flush=True)
            worst = 1
    return worst


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))
    os.chdir(SCRATCH)
    if sys.argv[1] == "all":
        raise SystemExit(fuzz_all(sys.argv[2] if len(sys.argv) > 2 else "1000000"))
    if sys.argv[1] == "short":
        raise SystemExit(fuzz_short(sys.argv[2:]))
    make_ready([sys.argv[1]])
    fuzz(sys.argv[1], sys.argv[2:])
