"""Fuzz targets of whole files as their readers take them: returns, narratives, a cohort."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fabricated
from texts import quietly

SCRATCH = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))


def _read(name: str, data: bytes) -> None:
    from explorer.returns.formats import read_return

    path = SCRATCH / name
    path.write_bytes(data)
    quietly(lambda: read_return(path))


def delimited(data: bytes) -> None:
    _read("x.csv", data)


def records(data: bytes) -> None:
    _read("x.json", data)


def xes(data: bytes) -> None:
    _read("x.xes", data)


def narrative(data: bytes) -> None:
    """A narrative from its bytes to the contacts proposed."""
    from explorer.returns.drafts import drafts_of

    path = SCRATCH / ("x.html" if b"<" in data else "x.txt")
    path.write_bytes(data)
    quietly(lambda: drafts_of(path, None))


def returned(data: bytes) -> None:
    """A return from its bytes to the rows of a checked case; nothing is written."""
    from explorer.returns.bringing import Bringing
    from explorer.returns.mapping import Mapping

    path = SCRATCH / "return.csv"
    path.write_bytes(data)

    def brought() -> None:
        bringing = Bringing(SCRATCH / "none")
        bringing.bring(path, Mapping(party="School"))
        bringing.checked()

    with settings_kept():
        quietly(brought)


_kept: dict[str, Any] = {}


@contextlib.contextmanager
def settings_kept() -> Iterator[None]:
    """The same settings are read once: most of the time goes into them, and ``settings`` fuzzes them."""
    from explorer import checking, settings

    before = settings.settings_of

    def settings_of(text: str) -> Any:
        if text not in _kept:
            if len(_kept) > 200:
                _kept.clear()
            _kept[text] = before(text)
        found, wrong, warned = _kept[text]
        return found, [*wrong], [*warned]

    settings.settings_of = checking.settings_of = settings_of
    try:
        yield
    finally:
        settings.settings_of = checking.settings_of = before


def cohort(data: bytes) -> None:
    """The contacts of many cases as CSV, from their bytes to a cohort."""
    from explorer.cohort.loading import load

    path = SCRATCH / "contacts.csv"
    path.write_bytes(data)
    quietly(lambda: load(path, SCRATCH / "cohort.parquet", force=True))


def cohort_case(data: bytes) -> None:
    """The rows of one case of a cohort, its settings read once."""
    with settings_kept():
        fabricated.cohort_case(data)
