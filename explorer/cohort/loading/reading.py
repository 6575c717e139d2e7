"""Tables of contacts, outcomes, parties and sources as text, from files of any of the shapes that can be loaded.

Each becomes a table of DuckDB with the columns of design section 3 in their order, ``case`` before them and ``n``,
the row in its file, before that; what a file lacks is ''. A CSV is read as text with the delimiter of its suffix:
nothing is guessed of it. A row that is no CSV goes to the quarantine.
"""

from __future__ import annotations

import codecs
import csv
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from explorer.cohort.loading.connection import NULL, Workshop
from explorer.errors import CaseError, Problem
from explorer.rows import COLUMNS, MAX_CELL
from explorer.sql import named, quoted
from explorer.vocabulary import clip, suggest

TABLES = ("contacts", "parties", "outcomes", "sources")
SECTORS = ("from_sector", "to_sector")
KEPT = {
    "contacts": (*COLUMNS["contacts"], *SECTORS),
    "parties": COLUMNS["parties"],
    "outcomes": COLUMNS["outcomes"],
    "sources": ("id",),
}
NEEDED = {
    "contacts": ("case", "id", "from", "to", "kind"),
    "parties": ("id", "sector"),
    "outcomes": ("case", "contact", "outcome"),
    "sources": ("case", "id"),
}
DELIMITERS = {".csv": ",", ".tsv": "\t"}
PARQUET = (".parquet", ".pq")
DATABASES = (".duckdb", ".ddb", ".db")
MAX_LINE = 4_000_000
"""Bytes in one row of a CSV file; a longer one goes to the quarantine."""


@dataclass(frozen=True)
class Origin:
    """Where a table comes from: ``file`` for messages, ``sql`` that gives its rows (with ``n``), ``columns`` with
    their types by name as written."""

    file: str
    sql: str
    columns: Mapping[str, str]


def refused(file: str, expected: str, fix: str, row: int = 0, column: str = "") -> CaseError:
    """The error of a source that cannot be loaded."""
    return CaseError([Problem(file, row, column, "", expected, fix)])


def readable(shop: Workshop, path: Path) -> Path:
    """A path that DuckDB takes as it is: a name with characters that it would expand gets another one."""
    whole = path.resolve()
    if not any(char in str(whole) for char in "*?[]{}"):
        return whole
    other = shop.fresh(path.suffix.lstrip("."))
    os.symlink(whole, other)
    return other


def origin_of(shop: Workshop, path: Path, encoding: str) -> Origin:
    """A CSV, TSV or Parquet file, not yet read."""
    if path.stat().st_size == 0:
        raise refused(path.name, "the file is empty.", "Give the file itself.")
    if path.suffix.casefold() in PARQUET:
        return _parquet(shop, path)
    return _csv(shop, path, encoding)


def _parquet(shop: Workshop, path: Path) -> Origin:
    with path.open("rb") as stream:
        head = stream.read(4)
    if head != b"PAR1":
        raise refused(
            path.name, "this is no Parquet file, whatever its name says.", "If it is CSV, name it .csv."
        )
    source = f"read_parquet({quoted(readable(shop, path))}, file_row_number = true)"
    try:
        described = shop.rows(f"DESCRIBE SELECT * FROM {source}")
    except shop.error as error:
        raise refused(
            path.name, f"cannot be read as Parquet: {_first_line(error)}", "Write it again."
        ) from error
    columns = {name: kind for name, kind, *_ in described if name != "file_row_number"}
    return Origin(
        path.name, f"SELECT file_row_number + 1 AS n, * EXCLUDE (file_row_number) FROM {source}", columns
    )


def _first_line(error: Exception) -> str:
    return clip(str(error).splitlines()[0], 200)


def _csv(shop: Workshop, path: Path, encoding: str) -> Origin:
    delimiter = DELIMITERS[path.suffix.casefold()]
    is_plain = encoding.casefold().replace("_", "-") in ("utf-8", "utf8", "utf-8-sig")
    _check_text(path, is_plain)
    if not is_plain:
        path = _as_utf8(shop, path, encoding)
    limit = csv.field_size_limit(MAX_CELL * 4)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            header = next(csv.reader(stream, delimiter=delimiter, strict=True), [])
    except UnicodeDecodeError as error:
        raise _not_utf8(path.name) from error
    except csv.Error as error:
        raise refused(
            path.name, f"its first row cannot be read ({error}).", "Look for a quotation mark left open.", 1
        ) from error
    finally:
        csv.field_size_limit(limit)
    if not any(cell.strip() for cell in header):
        raise refused(
            path.name, "its first row is empty.", f"It must be: case,{','.join(COLUMNS['contacts'])}", 1
        )
    if len(header) == 1:
        for mark, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars"), (",", "commas")):
            if mark in header[0]:
                fix = 'Save it as "CSV UTF-8 (comma delimited)"; a file with tabs is named .tsv.'
                raise refused(path.name, f"the cells are separated by {name}.", fix, 1)
    types = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(len(header)))
    sql = (
        f"SELECT row_number() OVER () + 1 AS n, * FROM read_csv({quoted(readable(shop, path))}, auto_detect = false, "
        f"header = true, delim = {quoted(delimiter)}, quote = '\"', escape = '\"', nullstr = {quoted(NULL + NULL)}, "
        f"strict_mode = true, store_rejects = true, rejects_limit = 0, "
        f"max_line_size = {MAX_LINE}, columns = {{{types}}})"
    )
    renamed = ", ".join(f"c{at} AS {named(f'{at}:{column}')}" for at, column in enumerate(header))
    return Origin(
        path.name,
        f"SELECT n, {renamed} FROM ({sql})",
        {f"{at}:{name}": "CSV" for at, name in enumerate(header)},
    )


def _check_text(path: Path, is_plain: bool) -> None:
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith(b"PAR1"):
        raise refused(path.name, "this is a Parquet file, not CSV.", "Name it .parquet.")
    if head.startswith(b"PK\x03\x04"):
        raise refused(path.name, "this is a workbook, not CSV.", "Save it as CSV UTF-8.")
    if is_plain and head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise refused(
            path.name,
            "the file is UTF-16, not UTF-8.",
            "Run with --encoding utf-16, or save it as CSV UTF-8.",
        )
    if is_plain and b"\0" in head:
        raise refused(path.name, "the file holds zero bytes: it is no UTF-8 text.", "Save it as CSV UTF-8.")


def _not_utf8(file: str) -> CaseError:
    return refused(file, "the file is not UTF-8.", "Run with --encoding cp1252, or save it as CSV UTF-8.")


def _as_utf8(shop: Workshop, path: Path, encoding: str) -> Path:
    """A copy in the private folder, under the same name."""
    other = shop.fresh("folder") / path.name
    other.parent.mkdir()
    try:
        with (
            path.open(encoding=encoding, newline="") as source,
            other.open("w", encoding="utf-8", newline="") as copy,
        ):
            while text := source.read(1 << 20):
                copy.write(text)
    except LookupError as error:
        raise refused(
            path.name, f'"{clip(encoding)}" is no encoding.', "Use --encoding cp1252, utf-16 or utf-8."
        ) from error
    except UnicodeError as error:
        raise refused(
            path.name, f"the file is not {encoding}.", "Leave --encoding out, or name another."
        ) from error
    return other


def standard_name(column: str) -> str:
    """A heading as the design spells it: case, spaces and underscores do not matter."""
    return " ".join(column.split()).casefold().replace(" ", "_")


def take(shop: Workshop, name: str, origin: Origin, notices: list[str]) -> None:
    """Read one table. Raises :class:`CaseError` for columns that are missing or there twice."""
    wanted = ("case", *KEPT[name])
    columns: dict[str, str] = {}
    problems = []
    for column in origin.columns:
        said = column.partition(":")[2] if origin.columns[column] == "CSV" else column
        known = standard_name(said)
        if known in columns and known in wanted:
            fix = "Keep one of them."
            problems.append(Problem(origin.file, 1, clip(said), said, "this column is there twice.", fix))
        columns.setdefault(known, column)
    for needed in NEEDED[name]:
        if needed not in columns:
            near = suggest(needed, [column for column in columns if column not in wanted])
            fix = f'Is "{clip(near)}" meant?' if near else f"The columns are: {', '.join(wanted)}."
            problems.append(Problem(origin.file, 1, needed, "", f'the column "{needed}" is missing.', fix))
    if problems:
        raise CaseError(problems)
    unknown = sorted(
        column for column in columns if column and column not in ("case", *COLUMNS[name], *SECTORS)
    )
    if unknown:
        shown = ", ".join(f'"{clip(column)}"' for column in unknown[:8]) + (
            " and others" if len(unknown) > 8 else ""
        )
        notices.append(f"{origin.file}: columns that are not known were not used: {shown}.")
    cells = ", ".join(
        f"{_cell(columns.get(column), origin, column, columns)} AS {named(column)}" for column in wanted
    )
    try:
        shop.run(f"CREATE OR REPLACE TABLE {name} AS SELECT n, {cells} FROM ({origin.sql})")
    except shop.error as error:
        raise refused(
            origin.file, f"cannot be read: {_first_line(error)}", "Write the file again."
        ) from error
    if "CSV" in origin.columns.values():
        _count_unreadable(shop, name, origin.file)
    shop.run(f"ALTER TABLE {name} ADD COLUMN file VARCHAR DEFAULT {quoted(origin.file)}")


def _count_unreadable(shop: Workshop, name: str, file: str) -> None:
    """Row numbers count the rows that are no CSV too, a line each: what is told is where it stands in the file."""
    if not shop.one("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'reject_errors'"):
        return
    shop.run(f"""CREATE OR REPLACE TABLE torn AS SELECT line - row_number() OVER (ORDER BY line) + 1 AS before FROM
        (SELECT DISTINCT line FROM reject_errors JOIN reject_scans USING (scan_id, file_id)
         WHERE ends_with(file_path, {quoted("/" + file)}))""")
    if shop.one("SELECT count(*) FROM torn"):
        shop.run(f"UPDATE {name} SET n = n + (SELECT count(*) FROM torn WHERE before <= n)")


def _cell(column: str | None, origin: Origin, wanted: str, columns: Mapping[str, str]) -> str:
    """SQL of one cell as text, in the form in which people write it."""
    if column is None:
        source = columns.get("date", "")
        if wanted == "time" and origin.columns.get(source, "").startswith("TIMESTAMP"):
            moment = named(source)
            timed = f"{moment} != date_trunc('day', {moment})"
            return f"coalesce(CASE WHEN {timed} THEN strftime({moment}, '%H:%M') END, '')"
        return "''"
    kind, name = origin.columns[column], named(column)
    if kind == "BOOLEAN":
        text = f"CASE WHEN {name} THEN 'yes' WHEN NOT {name} THEN 'no' END"
    elif kind.startswith("TIMESTAMP"):
        text = f"strftime({name}, '%Y-%m-%d')"
    elif kind == "TIME":
        text = f"substr({name}::VARCHAR, 1, 5)"
    elif kind in ("DOUBLE", "FLOAT"):
        is_whole = f"{name} = floor({name}) AND abs({name}) < 1e15"
        text = f"CASE WHEN {is_whole} THEN {name}::BIGINT::VARCHAR ELSE {name}::VARCHAR END"
    elif kind == "VARCHAR[]":
        text = f"array_to_string({name}, ';')"
    else:
        text = f"{name}::VARCHAR"
    return f"bare(coalesce({text}, ''))"


def empty(shop: Workshop, name: str) -> None:
    """A table without rows, where the source has none of that name."""
    columns = ", ".join(f"{named(column)} VARCHAR" for column in ("case", *KEPT[name], "file"))
    shop.run(f"CREATE OR REPLACE TABLE {name} (n BIGINT, {columns})")


def unreadable(shop: Workshop) -> list[tuple[str, int, str, str]]:
    """(file, row, what is wrong, the row) of what was no CSV in the files read so far."""
    known = shop.one("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'reject_errors'")
    if not known:
        return []
    found = shop.rows("""SELECT file_path, line, error_type, error_message, csv_line FROM reject_errors
        JOIN reject_scans USING (scan_id, file_id) ORDER BY file_path, line, column_idx""")
    if any("ENCODING" in str(kind) for _, _, kind, *_ in found):
        raise _not_utf8(Path(str(found[0][0])).name)
    rows: dict[tuple[str, int], tuple[str, int, str, str]] = {}
    for path, line, _, message, text in found:
        file = Path(str(path)).name
        rows.setdefault(
            (file, int(line)), (file, int(line), clip(str(message).splitlines()[0], 200), str(text))
        )
    return list(rows.values())
