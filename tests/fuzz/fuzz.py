"""Fuzzes the parsers, guided by coverage (atheris, https://github.com/google/atheris):

    python tests/fuzz/fuzz.py TARGET -runs=1000000 [CORPUS]
    python tests/fuzz/fuzz.py all 1000000

Whatever the bytes, a parser gives its result or an ``ExplorerError`` that says what is wrong. Anything else is a crash,
and becomes a test in ``tests/test_fuzz.py``. Targets are in ``TARGETS``; each takes bytes.

Executions by 30 November 2026, all runs together: a million or more of ``dates``, ``times``, ``typed_dates``,
``told_dates``, ``headings``, ``settings``, ``folder``, ``workbook``, ``cells``, ``mapping``, ``key``, ``layers``,
``delimited``, ``records``, ``ocel``, ``xes``, ``word``, ``spreadsheet``, ``sheet``, ``names``, ``narrative``,
``pages``. Fewer of: ``prose`` 148,000; ``told_in_word`` 32,000; ``log_database`` 5,000; ``returned`` 3,000 (its parts
are in other targets); ``told_in_pdf`` 1,800; ``old_workbook`` 1,500; ``cohort`` 8.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import packed_files as packed
from seeds import LONGEST, SEEDS, SLOW

sys.path.remove(str(Path(__file__).parent))
__all__ = ["SEEDS", "SLOW", "TARGETS"]

SCRATCH = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _quietly(call: Callable[[], object]) -> None:
    from explorer.errors import ExplorerError

    with contextlib.suppress(ExplorerError):
        call()


def dates(data: bytes) -> None:
    from explorer.dates import describe, describe_short, parse
    from explorer.redaction.coarse import coarse_text

    def all_of_it() -> None:
        found = parse(_text(data))
        describe(found)
        describe_short(found)
        bounds = found.clipped(1, 3_000_000)
        assert bounds.first_day <= bounds.last_day
        for unit in ("month", "quarter", "year"):
            parse(coarse_text(found, unit))

    _quietly(all_of_it)


def times(data: bytes) -> None:
    from explorer.dates import parse_time
    from explorer.returns.typed_times import typed_time

    _quietly(lambda: parse_time(_text(data)))
    _quietly(lambda: typed_time(_text(data)))


def typed_dates(data: bytes) -> None:
    from explorer.returns.typed_dates import typed_date

    _quietly(lambda: typed_date(_text(data)))


def told_dates(data: bytes) -> None:
    from explorer.returns.told_dates import told_dates as told

    before = None
    for sentence in _text(data).split("|")[:3]:
        found = told(sentence, before)
        before = found[-1] if found else before


def headings(data: bytes) -> None:
    from explorer.returns.headings import heading_of

    _quietly(lambda: heading_of(_text(data)))


def settings(data: bytes) -> None:
    from explorer.profiles import profiles_of
    from explorer.settings import settings_of

    found, _, _ = settings_of(_text(data))
    _quietly(lambda: profiles_of(found.raw))


def folder(data: bytes) -> None:
    """The reader of case folders, from the bytes of a file to checked rows; nothing is written."""
    from explorer.readers.folder import decoded, table_in
    from explorer.rows import RawCase
    from explorer.sheet import Log, sheet_of

    for encoding in ("utf-8", "utf-16", "cp1252"):
        text = decoded("contacts.csv", data, encoding, [])
        table = None if text is None else table_in("contacts.csv", text, [])
        if table is not None:
            sheet = sheet_of(RawCase("case", "", {"contacts": table}), "contacts", Log())
            rows = list(sheet.rows()) if sheet.is_usable else []
            for row in rows[:3]:
                row.date("date")
                row.items("topics")


class _Cell:
    """A cell of a workbook, as openpyxl gives it."""

    def __init__(self, value: object, number_format: str) -> None:
        self.value, self.number_format = value, number_format


def workbook(data: bytes) -> None:
    """Cells of every type that a workbook has; the archive around them is opened by openpyxl."""
    from datetime import datetime, time, timedelta

    from explorer.dates import parse
    from explorer.readers.workbook import cell_text

    number = int.from_bytes(data[:6], "little")
    when = datetime(1, 1, 1) + timedelta(minutes=number % 5_258_000_000)
    values = (when, when.time(), time(0), number / 7, float(number), number % 2 == 0, None, _text(data[6:]))
    for value in values:
        text = cell_text(_Cell(value, _text(data[6:])))
        _quietly(lambda text=text: parse(text))  # type: ignore[misc]


def cells(data: bytes) -> None:
    """The checking of rows: two contacts whose cells are anything."""
    from explorer.checking import case_of
    from explorer.rows import COLUMNS, RawCase, table_of

    columns = (
        "id",
        "date",
        "from",
        "to",
        "kind",
        "shares",
        "follows",
        "received",
        "source",
        "topics",
        "time",
        "outcome",
    )
    text = _text(data)
    rows = [dict(zip(columns, line.split("|"), strict=False)) for line in text.split("\n")[:2]]
    parties = [
        {"id": "subject", "sector": "subject"},
        {"id": "school", "sector": "education", "aliases": text[:12]},
    ]
    tables = {name: table_of(name, []) for name in COLUMNS if name != "terms"}
    tables |= {"parties": table_of("parties", parties), "contacts": table_of("contacts", list(rows))}
    _quietly(lambda: case_of(RawCase("case", "", tables)))


def mapping(data: bytes) -> None:
    from explorer.returns.mapping import mapping_in

    _quietly(lambda: mapping_in(Path("mapping.toml"), data))


def key(data: bytes) -> None:
    from explorer.redaction.keys import key_in, restored_rows
    from explorer.rows import RawCase, table_of

    raw = RawCase("case", "", {"parties": table_of("parties", [{"id": "b", "name": "c"}])})
    _quietly(lambda: restored_rows(raw, key_in(Path("key"), data)))


def names(data: bytes) -> None:
    from explorer.redaction.folding import names_from
    from explorer.verify import Proof

    listed = [name for name in _text(data).split("|") if name.strip()][:3]
    text = _text(data).replace("|", " ")
    after = names_from([(name, "Person A") for name in listed]).settled(text)
    _quietly(lambda: Proof(dict.fromkeys(listed, "a name")).hits("x.txt", after.encode("utf-8", "replace")))


def prose(data: bytes) -> None:
    """Days in free text, made coarser and counted."""
    from explorer.dates import parse
    from explorer.redaction.coarse import coarse_prose
    from explorer.redaction.counting import without_dates
    from explorer.redaction.told_days import IN_TEXT, day_of

    text = _text(data)
    for unit in ("month", "quarter", "year"):
        coarse_prose(text, unit)
    for match in IN_TEXT.finditer(text):
        _quietly(lambda match=match: parse(day_of(match)))  # type: ignore[misc]
    without_dates(text)


def pages(data: bytes) -> None:
    """The dictionary page of a Parquet file; which codec, the first byte says."""
    from explorer.parquet_pages import PageError, dictionary_texts

    codecs = ("UNCOMPRESSED", "SNAPPY", "LZ4_RAW", "GZIP", "ZSTD", "BROTLI")
    codec = codecs[data[0] % len(codecs)] if data else codecs[0]
    with contextlib.suppress(PageError):
        list(dictionary_texts(data, 1, codec, lambda packed: packed[::-1]))


def layers(data: bytes) -> None:
    from explorer.layers import layers_of

    _quietly(lambda: list(layers_of("x.bin", data)))


# ---- returns: a file of each format, as short as its reader takes it


def _read(name: str, data: bytes) -> None:
    from explorer.returns.formats import read_return

    path = SCRATCH / name
    path.write_bytes(data)
    _quietly(lambda: read_return(path))


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
    _quietly(lambda: drafts_of(path, None))


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

    with _settings_kept():
        _quietly(brought)


_kept: dict[str, Any] = {}


@contextlib.contextmanager
def _settings_kept() -> Iterator[None]:
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
    _quietly(lambda: load(path, SCRATCH / "cohort.parquet", force=True))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "dates": dates, "times": times, "typed_dates": typed_dates, "told_dates": told_dates, "headings": headings,
    "settings": settings, "folder": folder, "workbook": workbook, "cells": cells, "mapping": mapping, "key": key,
    "names": names, "prose": prose, "layers": layers, "pages": pages, "delimited": delimited, "records": records,
    "ocel": records, "xes": xes,
    "word": packed.word, "spreadsheet": packed.spreadsheet, "sheet": packed.sheet,
    "old_workbook": partial(packed.old_workbook, SCRATCH), "log_database": partial(packed.log_database, SCRATCH),
    "narrative": narrative, "told_in_word": packed.told_in_word, "told_in_pdf": partial(packed.told_in_pdf, SCRATCH),
    "returned": returned, "cohort": cohort,
}  # fmt: skip

TRACED = {
    "returned": ["explorer.returns"],
    "told_in_pdf": ["explorer", "pypdf"],
}
"""Packages through which coverage guides the fuzzer, where others than :data:`OURS`: for speed only those that no other
target has, and those of others that do the reading."""

OURS = ["explorer", "tomllib", "csv", "json"]


def fuzz(target: str, arguments: list[str]) -> None:
    """Run one target until the runs are done or it crashes; does not come back."""
    import atheris

    with atheris.instrument_imports(include=TRACED.get(target, OURS)):
        for seed in SEEDS[target]:
            TARGETS[target](seed)
    corpus = SCRATCH / "corpus"
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
    fuzz(sys.argv[1], sys.argv[2:])
