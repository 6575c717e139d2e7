"""Fuzzes the parsers, guided by coverage (atheris, https://github.com/google/atheris):

    python tests/fuzz/fuzz.py TARGET -runs=1000000 [CORPUS]
    python tests/fuzz/fuzz.py all 1000000

Whatever the bytes, a parser gives its result or an ``ExplorerError`` that says what is wrong. Anything else is a crash,
and becomes a test in ``tests/test_fuzz.py``. Targets are in ``TARGETS``; each takes bytes.
"""

# ruff: noqa: E501  (tables of texts)
from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
SEEDS = {
    "dates": [b"2019-12-05/2021-02~", b"[2019-12-05..2021-02?]", b"2019-1X", b"5 Dec 2019", b"../2020-21"],
    "typed_dates": [b"Mon 5th Dec '19 - Jan 2020", b"05/12/19 or 6.12.2019", b"week commencing 3 May 2020", b"summer 2019?"],
    "settings": [b'title = "x"\n[scope]\nfrom = "2019"\n[[expected]]\nid = "E1"\n[profile.a]\nlike = "family"\nblank = ["contacts.quote"]\n'
                 b'[vocabulary.kind.x]\nlabel = "X"\nasks = true\n[targets.t]\ndays = 3\n'],
    "folder": [b'id,date,from,to,kind,summary\nC1,2020,a,b,referral,"x\ny"\n', b"\xef\xbb\xbfid;date\n", b"\xff\xfei\0d\0"],
    "cells": [b"C1|2020|subject|school|referral|none\nC2|2020~/..|school|subject|visit|C1\n"],
    "mapping": [b'[columns]\n"Date of contact" = "date"\n[parties]\n"MASH" = "hub"\n[return]\nparty = "police"\n'],
    "key": [b'{"kind":"explorer key","version":1,"profile":"x","name":"c","pseudonyms":{"a":["b","c"]},"ids":{},"settings":"",'
            b'"protected":{},"rows":{"parties":[[{"id":"a"},{"id":"b"}]]},"stubs":{}}'],
    "names": ["José Núñez-\nO’Brien|The Range\u200b High|IT may".encode()],
    "layers": [b'<!doctype html><script>["\\u0041"]</script><p title="&amp;">x</p>', b"PK\x05\x06" + bytes(18), b"\x1f\x8b\x08\0"],
}  # fmt: skip


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _quietly(call: Callable[[], object]) -> None:
    from explorer.errors import ExplorerError

    with contextlib.suppress(ExplorerError):
        call()


def dates(data: bytes) -> None:
    from explorer.dates import describe, describe_short, parse, parse_time
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
    _quietly(lambda: parse_time(_text(data)))


def typed_dates(data: bytes) -> None:
    from explorer.returns.headings import heading_of
    from explorer.returns.typed_dates import typed_date
    from explorer.returns.typed_times import typed_time

    text = _text(data)
    _quietly(lambda: typed_date(text))
    _quietly(lambda: typed_time(text))
    _quietly(lambda: heading_of(text))


def settings(data: bytes) -> None:
    from explorer.profiles import profiles_of
    from explorer.settings import settings_of

    found, _, _ = settings_of(_text(data))
    _quietly(lambda: profiles_of(found.raw))


def folder(data: bytes) -> None:
    from explorer.readers.folder import read

    case = SCRATCH / "case"
    case.mkdir(exist_ok=True)
    (case / "parties.csv").write_bytes(b"id,sector\nsubject,subject\n")
    (case / "contacts.csv").write_bytes(data)
    _quietly(lambda: read(case, "utf-8"))


def cells(data: bytes) -> None:
    from explorer import Report
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
    )
    rows = [dict(zip(columns, line.split("|"), strict=False)) for line in _text(data).split("\n")[:6]]
    parties = [
        {"id": "subject", "sector": "subject"},
        {"id": "school", "sector": "education", "aliases": _text(data[:20])},
    ]
    tables = {name: table_of(name, []) for name in COLUMNS if name != "terms"}
    tables |= {"parties": table_of("parties", parties), "contacts": table_of("contacts", list(rows))}
    _quietly(lambda: Report(case_of(RawCase("case", "", tables))).requests)


def mapping(data: bytes) -> None:
    from explorer.returns.mapping import read_mapping

    path = SCRATCH / "mapping.toml"
    path.write_bytes(data)
    _quietly(lambda: read_mapping(path))


def key(data: bytes) -> None:
    from explorer.redaction.keys import read_key, restored_rows
    from explorer.rows import RawCase, table_of

    path = SCRATCH / "key"
    path.write_bytes(data)
    raw = RawCase("case", "", {"parties": table_of("parties", [{"id": "b", "name": "c"}])})
    _quietly(lambda: restored_rows(raw, read_key(path)))


def names(data: bytes) -> None:
    from explorer.redaction.folding import names_from
    from explorer.verify import Proof

    listed = [name for name in _text(data).split("|") if name.strip()][:5]
    text = _text(data).replace("|", " ")
    after = names_from([(name, "Person A") for name in listed]).settled(text)
    Proof(dict.fromkeys(listed, "a name")).hits("x.txt", after.encode("utf-8", "replace"))


def layers(data: bytes) -> None:
    from explorer.layers import layers_of

    _quietly(lambda: list(layers_of("x.bin", data)))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "dates": dates, "typed_dates": typed_dates, "settings": settings, "folder": folder, "cells": cells, "mapping": mapping,
    "key": key, "names": names, "layers": layers,
}  # fmt: skip


def fuzz(target: str, arguments: list[str]) -> None:
    """Run one target until the runs are done or it crashes; does not come back."""
    import atheris

    with atheris.instrument_imports(include=["explorer", "tomllib", "csv", "json"]):
        for seed in SEEDS[target]:
            TARGETS[target](seed)
    corpus = SCRATCH / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, seed in enumerate(SEEDS[target]):
        (corpus / str(number)).write_bytes(seed)
    options = ["-max_len=200", "-timeout=20", "-print_final_stats=1", "-verbosity=0"]
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
