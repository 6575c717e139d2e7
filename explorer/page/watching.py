"""Writing a page anew whenever its case changes on disk."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

PAUSE = 0.5  # seconds between two looks


def stamp_of(case: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, time of change and size of every file of a case; a workbook is one file. Empty where nothing is there."""
    files = sorted(case.glob("*")) if case.is_dir() else [case]
    found = []
    for file in files:
        try:
            stat = file.stat()
        except OSError:
            continue  # being swapped just now
        found.append((file.name, stat.st_mtime_ns, stat.st_size))
    return tuple(found)


def watch(case: Path, rebuild: Callable[[], None], *, wait: Callable[[float], None] = time.sleep) -> None:
    """Call ``rebuild`` after each change of ``case``, once it has held still for a pause; until interrupted."""
    built = stamp_of(case)
    while True:
        wait(PAUSE)
        now = stamp_of(case)
        if now == built:
            continue
        wait(PAUSE)
        if stamp_of(case) == now:
            built = now
            rebuild()
