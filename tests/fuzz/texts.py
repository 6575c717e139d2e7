"""Fuzz targets of parsers of text: dates, settings, mappings, keys, cells, and what redaction finds in prose."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path


def text_of(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def quietly(call: Callable[[], object]) -> None:
    from explorer.errors import ExplorerError

    with contextlib.suppress(ExplorerError):
        call()


def dates(data: bytes) -> None:
    from explorer.dates import describe, describe_short, parse
    from explorer.redaction.coarse import coarse_text

    def all_of_it() -> None:
        found = parse(text_of(data))
        describe(found)
        describe_short(found)
        bounds = found.clipped(1, 3_000_000)
        assert bounds.first_day <= bounds.last_day
        for unit in ("month", "quarter", "year"):
            parse(coarse_text(found, unit))

    quietly(all_of_it)


def times(data: bytes) -> None:
    from explorer.dates import parse_time
    from explorer.returns.typed_times import typed_time

    quietly(lambda: parse_time(text_of(data)))
    quietly(lambda: typed_time(text_of(data)))


def typed_dates(data: bytes) -> None:
    from explorer.returns.typed_dates import typed_date

    quietly(lambda: typed_date(text_of(data)))


def told_dates(data: bytes) -> None:
    from explorer.returns.told_dates import told_dates as told

    before = None
    for sentence in text_of(data).split("|")[:3]:
        found = told(sentence, before)
        before = found[-1] if found else before


def headings(data: bytes) -> None:
    from explorer.returns.headings import heading_of

    quietly(lambda: heading_of(text_of(data)))


def settings(data: bytes) -> None:
    from explorer.profiles import profiles_of
    from explorer.settings import settings_of

    found, _, _ = settings_of(text_of(data))
    quietly(lambda: profiles_of(found.raw))


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
    values = (when, when.time(), time(0), number / 7, float(number), number % 2 == 0, None, text_of(data[6:]))
    for value in values:
        text = cell_text(_Cell(value, text_of(data[6:])))
        quietly(lambda text=text: parse(text))  # type: ignore[misc]


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
    text = text_of(data)
    rows = [dict(zip(columns, line.split("|"), strict=False)) for line in text.split("\n")[:2]]
    parties = [
        {"id": "subject", "sector": "subject"},
        {"id": "school", "sector": "education", "aliases": text[:12]},
    ]
    tables = {name: table_of(name, []) for name in COLUMNS if name != "terms"}
    tables |= {"parties": table_of("parties", parties), "contacts": table_of("contacts", list(rows))}
    quietly(lambda: case_of(RawCase("case", "", tables)))


def mapping(data: bytes) -> None:
    from explorer.returns.mapping import mapping_in

    quietly(lambda: mapping_in(Path("mapping.toml"), data))


def key(data: bytes) -> None:
    from explorer.redaction.keys import key_in, restored_rows
    from explorer.rows import RawCase, table_of

    raw = RawCase("case", "", {"parties": table_of("parties", [{"id": "b", "name": "c"}])})
    quietly(lambda: restored_rows(raw, key_in(Path("key"), data)))


def names(data: bytes) -> None:
    from explorer.redaction.folding import names_from
    from explorer.verify import Proof

    listed = [name for name in text_of(data).split("|") if name.strip()][:3]
    text = text_of(data).replace("|", " ")
    found = names_from([*((name, "Person A") for name in listed), ("Person A", "Person A")])

    def searched() -> None:
        after = found.settled(text)
        assert found.replaced(after) == after
        Proof(dict.fromkeys(listed, "a name")).hits("x.txt", after.encode("utf-8", "replace"))

    quietly(searched)


def prose(data: bytes) -> None:
    """Days in free text, made coarser and counted; to which unit, the first byte says."""
    from explorer.dates import parse
    from explorer.redaction.coarse import coarse_prose
    from explorer.redaction.dating import Dating
    from explorer.redaction.told_days import days_in

    text = text_of(data[1:])
    unit = ("month", "quarter", "year")[data[0] % 3 if data else 0]
    coarse = coarse_prose(text, unit)
    assert coarse_prose(coarse, unit) == coarse
    for told in days_in(text):
        quietly(lambda told=told: parse(told.day))  # type: ignore[misc]
    dating = Dating("day", 737_000, frozenset({"day 0", "day 11"}))
    counted = dating.prose(text)
    assert dating.prose(counted) == counted


def pages(data: bytes) -> None:
    """The dictionary page of a Parquet file; which codec, the first byte says."""
    from explorer.parquet_pages import PageError, dictionary_texts

    codecs = ("UNCOMPRESSED", "SNAPPY", "LZ4_RAW", "GZIP", "ZSTD", "BROTLI")
    codec = codecs[data[0] % len(codecs)] if data else codecs[0]
    with contextlib.suppress(PageError):
        list(dictionary_texts(data, 1, codec, lambda packed: packed[::-1]))


def layers(data: bytes) -> None:
    from explorer.layers import layers_of

    quietly(lambda: list(layers_of("x.bin", data)))
