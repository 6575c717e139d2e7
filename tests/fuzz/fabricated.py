"""Fuzz targets of what is behind the parsers of others: what xlrd, SQLite and pypdf would give is made up here, so that
a million runs of our own reading take minutes and not days. Whole files are in ``packed_files``.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

CELL = 12
"""Bytes of one made-up cell of an old workbook: row and column, type, style, value."""


# ---- old workbooks, as xlrd gives them


def _old_cell(data: bytes, words: str) -> Any:
    """A cell of any of the seven types, with a value that xlrd can give it."""
    kind, style = data[1] % 7, data[2] % 4
    number = struct.unpack("<d", data[4:12])[0] if data[3] % 2 else int.from_bytes(data[4:10], "little") / 64
    values: dict[int, Any] = {0: "", 1: words[data[3] % 8 :], 4: data[4] % 3, 5: data[4], 6: ""}
    return SimpleNamespace(ctype=kind, value=values.get(kind, number), xf_index=style)


def _old_book(shown: str) -> Any:
    """The styles of a workbook: plain, of a date, coloured, struck out; ``shown`` is how dates are."""
    formats = {0: SimpleNamespace(format_str="General"), 1: SimpleNamespace(format_str=shown)}
    grounds = [
        SimpleNamespace(fill_pattern=on, pattern_colour_index=colour) for on, colour in ((0, 64), (1, 13))
    ]
    styles = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 1)]
    return SimpleNamespace(
        format_map=formats,
        xf_list=[SimpleNamespace(format_key=key, background=grounds[fill], font_index=font)
                 for key, fill, font in styles],
        font_list=[SimpleNamespace(struck_out=0), SimpleNamespace(struck_out=1)],
    )  # fmt: skip


def old_sheet(data: bytes) -> None:
    """The cells of a sheet of an old workbook. Eight bytes say what is hidden, merged and noted; then come cells; what
    stands behind a zero byte and ``|`` is the words, how dates are shown, and a comment."""
    from explorer.returns.formats import old_workbook as reader
    from explorer.returns.grids import Document

    head, cells = data[:8].ljust(8, b"\0"), data[8:]
    packed, _, told = cells.partition(b"\0|")
    words, shown, note, *_ = [*told.decode("utf-8", "replace").split("|"), "", ""]
    book = _old_book(shown or "dd/mm/yyyy")
    book.datemode = head[0] % 2
    blank = SimpleNamespace(ctype=0, value="", xf_index=0)
    rows = [[blank] * 4 for _ in range(6)]
    for at in range(0, len(packed) - CELL + 1, CELL):
        place = packed[at]
        rows[place // 4 % 6][place % 4] = _old_cell(packed[at : at + CELL], words)
    sheet = SimpleNamespace(
        name=words[:31], nrows=6, ncols=4, visibility=head[1] % 3, row=rows.__getitem__,
        rowinfo_map={head[2] % 6: SimpleNamespace(hidden=head[3] % 2)},
        colinfo_map={head[4] % 6: SimpleNamespace(hidden=head[3] // 2 % 2)},
        merged_cells=[(head[5] % 6, head[6] % 8, head[7] % 4, 4)],
        cell_note_map={(head[5] % 6, head[4] % 4): SimpleNamespace(text=note)},
    )  # fmt: skip
    reader._read_sheet(Document("x.xls"), book, sheet)


# ---- event logs in a database


TABLES = {
    "event": ("ocel_id", "ocel_type"),
    "event_map_type": ("ocel_type", "ocel_type_map"),
    "event_object": ("ocel_event_id", "ocel_object_id", "ocel_qualifier"),
    "object": ("ocel_id", "ocel_type"),
    "object_map_type": ("ocel_type", "ocel_type_map"),
    "object_object": ("ocel_source_id", "ocel_target_id", "ocel_qualifier"),
    "object_A": ("ocel_id", "ocel_time", "ocel_changed_field", "name"),
    "event_R": ("ocel_id", "ocel_time", "from", "id"),
}


@cache
def _database() -> sqlite3.Connection:
    """A log in memory; its columns have no type, so that each cell has the one it is given."""
    found = sqlite3.connect(":memory:", isolation_level=None)
    for name, columns in TABLES.items():
        found.execute(f'CREATE TABLE "{name}" ({", ".join(map(_quoted, columns))})')
    found.text_factory = lambda data: data.decode("utf-8", "replace")
    return found


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _database_cell(text: str) -> object:
    """A cell of a type: a number, bytes, none, or text."""
    mark, rest = text[:1], text[1:]
    if mark == "#":
        with contextlib.suppress(ValueError):
            return max(-(2**63), min(2**63 - 1, int(rest)))
        with contextlib.suppress(ValueError):
            return float(rest)
    return {"~": None, "^": rest.encode("utf-8", "replace")}.get(mark, text)


def log_rows(data: bytes) -> None:
    """The rows of a log. A line a row: which table by its first character, then cells between ``|``. A line that begins
    with ``:`` makes one more type of event: its name, then its columns."""
    from explorer.errors import ExplorerError
    from explorer.returns.formats import event_database as reader
    from explorer.returns.grids import Document

    database, made, filled = _database(), "", set()
    for line in data.decode("utf-8", "replace").split("\n")[:8]:
        cells = line[1:].split("|")
        if line[:1] == ":" and not made and len(cells) > 1:
            columns = ", ".join(map(_quoted, ["ocel_id", *cells[1:6]]))
            with contextlib.suppress(sqlite3.Error):
                database.execute(f"CREATE TABLE {_quoted('event_' + cells[0])} ({columns})")
                made = f"event_{cells[0]}"
                database.execute(f"INSERT INTO {_quoted(made)} VALUES ({', '.join('?' * (columns.count(',') + 1))})",
                                 ["e1", *cells[1:6]])  # fmt: skip
            continue
        name = list(TABLES)[ord(line[:1] or "0") % len(TABLES)]
        filled.add(name)
        values = [_database_cell(text) for text in cells[: len(TABLES[name])]]
        values += [None] * (len(TABLES[name]) - len(values))
        with contextlib.suppress(UnicodeEncodeError):
            database.execute(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(values))})', values)
    try:
        with contextlib.suppress(ExplorerError):
            reader._take(Path("x.sqlite"), database, Document("x.sqlite"))
    finally:
        if made:
            database.execute(f"DROP TABLE {_quoted(made)}")
        for name in sorted(filled):
            database.execute(f'DELETE FROM "{name}"')


# ---- pages of a PDF


def pdf_pages(data: bytes) -> None:
    """The texts of pages, as pypdf takes them out, to paragraphs and sentences."""
    from explorer.returns.narratives import _of_pages, sentences

    for paragraph in _of_pages(data.decode("utf-8", "replace").split("\f")):
        assert paragraph.text.strip() and "\n" not in paragraph.text
        sentences(paragraph.text)


# ---- a cohort, as DuckDB gives its distinct texts and its rows


class Shop:
    """Stands for DuckDB: whatever is asked, it gives these texts in as many columns as the question has."""

    error = sqlite3.Error

    def __init__(self, texts: Sequence[str], folder: Path = Path()) -> None:
        self.texts, self.folder = texts, folder

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        if "sum(n)" in sql:
            return [(text, other, 1) for text, other in zip(self.texts, self.texts[1:], strict=False)]
        if "date_text" in sql:
            days = [text for text in self.texts if _is_day(text)]
            return [(day, other) for day in days for other in self.texts]
        return [(text,) for text in self.texts]

    stream = rows

    def one(self, sql: str) -> Any:
        return 0

    def run(self, sql: str, values: object = None) -> None:
        assert "\0" not in sql or values is None

    def fill(self, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
        for row in rows:
            assert len(row) == len(columns.split(", ")), table

    def fresh(self, suffix: str) -> Path:
        """A name that nothing has: what was there of an earlier run is removed."""
        found = self.folder / f"fresh.{suffix}"
        if found.is_dir():
            shutil.rmtree(found)
        found.unlink(missing_ok=True)
        return found


def _is_day(text: str) -> bool:
    from explorer.dates import parse
    from explorer.errors import DateError

    try:
        parse(text)
    except DateError:
        return False
    return len(text) == 10


@contextlib.contextmanager
def likely_words() -> Iterator[None]:
    """What is like a word that is not known is not looked for by ``difflib``, which would take most of the time: it is
    the first word there is, or none."""
    import difflib

    before = difflib.get_close_matches
    difflib.get_close_matches = lambda word, known, *_, **__: [*known][: len(word) % 2]  # type: ignore[assignment]
    try:
        yield
    finally:
        difflib.get_close_matches = before


def cohort_words(data: bytes) -> None:
    """The distinct texts of a cohort: dates, times, kinds, outcomes, lists, names and their sectors."""
    from explorer.cohort.loading import parties, words
    from explorer.errors import CaseError
    from explorer.vocabulary import standard

    texts = [text for text in dict.fromkeys(data.decode("utf-8", "replace").split("|")) if text][:6]
    shop: Any = Shop(texts)
    for read in (words.read_dates, words.read_times, words.read_turned, words.read_lists):
        read(shop)
    words.read_vocabulary(shop, standard())
    with likely_words(), contextlib.suppress(CaseError):
        table = parties.implied_register(shop, standard())
        assert not parties.read_register(shop, standard(), table, ()).problems


def cohort_heads(scratch: Path, data: bytes) -> None:
    """The first row of a table of many cases, and which of its columns is which."""
    from explorer.cohort.loading import events, reading
    from explorer.errors import ExplorerError

    path = scratch / ("x.tsv" if data[:1] == b"\t" else "x.csv")
    path.write_bytes(data)
    shop: Any = Shop([], scratch)
    with contextlib.suppress(ExplorerError):
        origin = reading.origin_of(shop, path, "utf-16" if data[:2] == b"\xff\xfe" else "utf-8")
        if events.is_log(origin):
            events.take_log(shop, origin, events.LogColumns())
        else:
            reading.take(shop, "contacts", origin, [])


def cohort_xes(scratch: Path, data: bytes) -> None:
    """An XES log of many cases, as its events."""
    from explorer.cohort.loading import events
    from explorer.errors import ExplorerError

    path = scratch / "many.xes"
    path.write_bytes(data)
    with contextlib.suppress(ExplorerError):
        list(events._xes_events(path, events.LogColumns()))


COLUMNS_OF_CASE = (
    "id",
    "date",
    "from",
    "to",
    "kind",
    "follows",
    "outcome",
    "received",
    "shares",
    "time",
    "about",
)


def cohort_case(data: bytes) -> None:
    """The rows of one case of a cohort, to the rows of the cohort or to what is wrong with them."""
    from explorer.cohort.loading.single import Given, made
    from explorer.rows import COLUMNS

    def row(table: str, number: int, columns: Sequence[str], cells: Sequence[str]) -> tuple[Any, ...]:
        known = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
        return (number, *(known.get(column, "") for column in COLUMNS[table]))

    lines = [line.split("|") for line in data.decode("utf-8", "replace").split("\n")[:4]]
    given = Given(0, "A", tables={"contacts": [], "outcomes": [], "parties": [
        row("parties", 2, ("id", "sector"), ("subject", "subject")),
        row("parties", 3, ("id", "sector", "name"), ("school", "education", lines[0][-1])),
    ]})  # fmt: skip
    for number, cells in enumerate(lines, start=2):
        if cells[0] == "!":
            given.tables["outcomes"].append(
                row("outcomes", number, ("contact", "outcome", "date", "receiver"), cells[1:])
            )
        elif cells[0] == "?":
            given.cuts[2] = set(cells[1:])
        else:
            given.tables["contacts"].append(row("contacts", number, COLUMNS_OF_CASE, cells))
    edges, faults = made(given)
    assert not (edges and faults), "a case is made, or something is wrong with it"
