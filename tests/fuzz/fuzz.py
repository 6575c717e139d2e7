"""Fuzzes the parsers, guided by coverage (atheris, https://github.com/google/atheris):

    python tests/fuzz/fuzz.py TARGET -runs=1000000 [CORPUS]
    python tests/fuzz/fuzz.py all 1000000

Whatever the bytes, a parser gives its result or an ``ExplorerError`` that says what is wrong. Anything else is a crash,
and becomes a test in ``tests/test_fuzz.py``. Targets are in ``TARGETS``; each takes bytes.
"""

# ruff: noqa: E501  (tables of texts)
from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
SEEDS = {
    "dates": [b"2019-12-05/2021-02~", b"[2019-12-05..2021-02?]", b"2019-1X", b"5 Dec 2019", b"../2020-21"],
    "typed_dates": [b"Mon 5th Dec '19 - Jan 2020", b"05/12/19 or 6.12.2019", b"week commencing 3 May 2020", b"summer 2019?"],
    "times": [b"09:30", b"9.30 pm", b"1430hrs", b"noon", b"between 2 and 3pm"],
    "told_dates": [b"On 5 May 2019 they met.|Two weeks later, on the Monday, a visit.|By the end of the month"],
    "headings": [b"Date of contact", b"Agency / worker", b"what happened (in brief)"],
    "workbook": [b"\0\0\0\0\0\0dd/mm/yyyy hh:mm", b"\xff\xff\x01\0\0\0[$-809]mmm yy;@"],
    "settings": [b'title = "x"\n[scope]\nfrom = "2019"\n[[expected]]\nid = "E1"\n[profile.a]\nlike = "family"\nblank = ["contacts.quote"]\n'
                 b'[vocabulary.kind.x]\nlabel = "X"\nasks = true\n[targets.t]\ndays = 3\n'],
    "folder": [b'id,date,from,to,kind,summary\nC1,2020,a,b,referral,"x\ny"\n', b"\xef\xbb\xbfid;date\n", b"\xff\xfei\0d\0",
               b"id,date,from,to,kind,topics,x\nC1,2019-1X,a,b,c,d;e,f"],
    "cells": [b"C1|2020|subject|school|referral|none\nC2|2020~/..|school|subject|visit|C1\n"],
    "mapping": [b'[columns]\n"Date" = "date"\n[parties]\n"MASH" = "hub"\n[return]\nparty = "police"\n'],
    "key": [b'{"kind":"explorer key","version":1,"profile":"x","name":"c","pseudonyms":{"a":["b","c"]},"ids":{},"settings":"",'
            b'"protected":{},"rows":{"parties":[[{"id":"a"},{"id":"b"}]]},"stubs":{}}'],
    "names": ["José Núñez-\nO’Brien|The Range\u200b High|IT may".encode()],
    "layers": [b'<!doctype html><script>["\\u0041"]</script><p title="&amp;">x</p>', b"PK\x05\x06" + bytes(18), b"\x1f\x8b\x08\0"],
    "delimited": [b"Date;From;To;What\n03/05/19;School;Police;\"Told; him\"\n", b"\xff\xfeD\0a\0", b"Date\tTo\n1\t2\n"],
    "records": [b'[{"date":"2019-12-05","from":"A school","kind":"visit"}]', b'{"columns":["date"],"rows":[[1]]}'],
    "ocel": [b'{"objects":[{"id":"a","type":"x","attributes":[]}],"events":[{"id":"e","type":"t","time":"2019-12-05T10:00:00",'
             b'"relationships":[{"objectId":"a","qualifier":"q"}]}],"objectTypes":[],"eventTypes":[]}',
             b'{"ocel:events":{"e":{"ocel:activity":"t","ocel:timestamp":"2019","ocel:omap":["a"],"ocel:vmap":{}}},'
             b'"ocel:objects":{"a":{"ocel:type":"x"}}}'],
    "xes": [b'<log><trace><string key="concept:name" value="1"/><event><string key="concept:name" value="R"/><date '
            b'key="time:timestamp" value="2019-12-05T10:00:00"/></event></trace></log>'],
    "word": [b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>Date</w:t></w:r></w:p></w:tc></w:tr>'
             b"</w:tbl>", b"<w:p><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"],
    "spreadsheet": [b'<table:table table:name="a"><table:table-row table:number-rows-repeated="2"><table:table-cell '
                    b'office:value-type="date" office:date-value="2019-12-05"><text:p>5 Dec</text:p></table:table-cell>'
                    b"</table:table-row></table:table>"],
    "sheet": [b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>43804.5</v></c></row>', b'<row r="9"><c t="b"><v>1</v></c></row>'],
    "narrative": [b"On 5 May 2019 the school told the police. Two weeks later they met.", b"<p>On 5 May <script>x</script>a</p>"],
    "returned": [b"Date,From,To,Type,What happened\n03/05/2019,School,Police,Referral,A call.\n",
                 b"When;Agency;Action;Outcome\nMay 2019;Police;Rang MASH;NFA\n"],
}  # fmt: skip


LONGEST = {
    "dates": 48,
    "times": 24,
    "typed_dates": 48,
    "told_dates": 96,
    "headings": 32,
    "workbook": 40,
    "folder": 96,
    "cells": 96,
    "ocel": 400,
    "spreadsheet": 320,
}
"""Bytes of an input; 200 where nothing is said. Short inputs are where parsers branch, and they run faster."""


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

    listed = [name for name in _text(data).split("|") if name.strip()][:5]
    text = _text(data).replace("|", " ")
    after = names_from([(name, "Person A") for name in listed]).settled(text)
    _quietly(lambda: Proof(dict.fromkeys(listed, "a name")).hits("x.txt", after.encode("utf-8", "replace")))


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


def _archive(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    return stream.getvalue()


def word(data: bytes) -> None:
    """The body of a Word file; the archive around it is opened by zipfile."""
    spaces = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = b"<w:document " + spaces + b"><w:body>" + data + b"</w:body></w:document>"
    _read("x.docx", _archive({"word/document.xml": body}))


def spreadsheet(data: bytes) -> None:
    """The sheets of an OpenDocument file."""
    name = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(
        f'xmlns:{short}="{name}:{short}:1.0"' for short in ("office", "table", "text", "style", "number")
    )
    head = f"<office:document-content {spaces}><office:body><office:spreadsheet>".encode()
    tail = b"</office:spreadsheet></office:body></office:document-content>"
    _read("x.ods", _archive({"content.xml": head + data + tail}))


@cache
def _book() -> dict[str, bytes]:
    import datetime

    from openpyxl import Workbook

    stream, book = io.BytesIO(), Workbook()
    book.active.append(["Date", datetime.datetime(2019, 12, 5)])
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return {item: archive.read(item) for item in archive.namelist() if "docProps" not in item}


def sheet(data: bytes) -> None:
    """The rows of an Excel sheet."""
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rows = b"<worksheet " + space + b"><sheetData>" + data + b"</sheetData></worksheet>"
    _read("x.xlsx", _archive({**_book(), "xl/worksheets/sheet1.xml": rows}))


def narrative(data: bytes) -> None:
    """A narrative from its bytes to the contacts proposed."""
    from explorer.returns.drafts import drafts_of

    for name in ("x.txt", "x.html"):
        path = SCRATCH / name
        path.write_bytes(data)
        _quietly(lambda path=path: drafts_of(path, None))  # type: ignore[misc]


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

    _quietly(brought)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "dates": dates, "times": times, "typed_dates": typed_dates, "told_dates": told_dates, "headings": headings,
    "settings": settings, "folder": folder, "workbook": workbook, "cells": cells, "mapping": mapping, "key": key,
    "names": names, "layers": layers, "delimited": delimited, "records": records, "ocel": records, "xes": xes, "word": word,
    "spreadsheet": spreadsheet, "sheet": sheet, "narrative": narrative, "returned": returned,
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
