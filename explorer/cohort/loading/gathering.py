"""What a source is, and which files and tables it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from explorer.cohort.loading.connection import Workshop
from explorer.cohort.loading.events import SUFFIXES as LOG_SUFFIXES
from explorer.cohort.loading.events import LogColumns, is_log, take_log, xes_origin
from explorer.cohort.loading.folders import case_paths
from explorer.cohort.loading.reading import (
    DATABASES,
    DELIMITERS,
    PARQUET,
    TABLES,
    Origin,
    empty,
    origin_of,
    refused,
    standard_name,
    take,
    unreadable,
)
from explorer.rows import COLUMNS, RawTable
from explorer.sql import named, quoted
from explorer.vocabulary import clip


@dataclass
class Gathered:
    """A source. ``cases`` are case folders; else ``files`` are tables by name, ``database`` a DuckDB file that holds
    them, or ``events`` an XES log."""

    source: Path
    log: LogColumns
    cases: list[Path] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    database: Path | None = None
    events: Path | None = None
    has_parties: bool = False
    has_own_parties: bool = False
    has_sources: bool = False

    @property
    def paths(self) -> list[Path]:
        """Every file that DuckDB reads."""
        found = [path.resolve() for path in self.files.values()]
        if self.database:
            found += [self.database.resolve(), Path(f"{self.database.resolve()}.wal")]
        return found

    def read(self, shop: Workshop, encoding: str, notices: list[str]) -> None:
        """Make the tables of text."""
        origins = self._origins(shop, encoding)
        for name in TABLES:
            origin = origins.get(name)
            if origin is None:
                empty(shop, name)
            elif name == "contacts" and (self.events or self.log.is_asked or is_log(origin)):
                take_log(
                    shop,
                    origin,
                    self.log
                    if not self.events
                    else LogColumns("case", "time", "organisation", self.log.time_format),
                )
            else:
                take(shop, name, origin, notices)
        self.has_parties, self.has_sources = "parties" in origins, "sources" in origins
        self.has_own_parties = self.has_parties and any(
            standard_name(name.partition(":")[2] if kind == "CSV" else name) == "case"
            for name, kind in origins["parties"].columns.items()
        )
        if self.has_parties and not self.has_own_parties:
            for column in ("from_sector", "to_sector"):
                shop.run(f"UPDATE contacts SET {column} = '' WHERE {column} != ''")

    def _origins(self, shop: Workshop, encoding: str) -> dict[str, Origin]:
        if self.events:
            return {"contacts": xes_origin(shop, self.events, self.log)}
        if self.database:
            return _database(shop, self.database)
        return {name: origin_of(shop, path, encoding) for name, path in self.files.items()}

    def unreadable(self, shop: Workshop) -> list[tuple[str, int, str, str]]:
        """Rows that are no CSV."""
        return (
            unreadable(shop)
            if any(path.suffix.casefold() in DELIMITERS for path in self.files.values())
            else []
        )

    def register(self, shop: Workshop) -> RawTable:
        """The one table of parties for all cases."""
        columns = COLUMNS["parties"]
        rows = shop.rows(f"SELECT n, file, {', '.join(map(named, columns))} FROM parties ORDER BY n")
        file = str(rows[0][1]) if rows else "parties"
        return RawTable(file, columns, [[*row[2:]] for row in rows], [int(row[0]) for row in rows])

    def names(self, shop: Workshop) -> dict[str, str]:
        """Names of organisations by id, where they differ from it."""
        if self.has_own_parties:
            sql = """SELECT id, arg_max(name, (n, name)) FROM (SELECT id, name, count(*) AS n FROM parties SEMI
                JOIN facts f
                ON f.party = id AND f.is_organisation WHERE name NOT IN ('',
                    id) GROUP BY ALL) GROUP BY id ORDER BY id"""
        else:
            sql = "SELECT party, name FROM register_name ORDER BY party"
        return dict(shop.rows(sql))


def gather(source: Path, log: LogColumns) -> Gathered:
    """What a source is, by its suffix and what stands in it. Nothing is read but names."""
    found = Gathered(source, log)
    if source.is_dir():
        _folder(found)
        return found
    suffix = source.suffix.casefold()
    if suffix in LOG_SUFFIXES:
        found.events = source
    elif suffix in DATABASES:
        with source.open("rb") as stream:
            if stream.read(12)[8:] != b"DUCK":
                raise refused(
                    source.name,
                    "this is no DuckDB file, whatever its name says.",
                    "Give a file that DuckDB wrote.",
                )
        found.database = source
    elif suffix in DELIMITERS or suffix in PARQUET:
        found.files["contacts"] = source
    else:
        known = ", ".join([*PARQUET[:1], *DELIMITERS, *DATABASES[:1], ".xes"])
        raise refused(
            source.name,
            "this is no source that can be loaded.",
            f"Give a folder, or a file of one of: {known}.",
        )
    return found


def _folder(found: Gathered) -> None:
    folder = found.source
    for name in TABLES:
        there = [path for suffix in (*PARQUET, *DELIMITERS) if (path := folder / f"{name}{suffix}").is_file()]
        if len(there) > 1:
            raise refused(
                folder.name,
                f"there are several tables of {name}.",
                f"Keep one of: {', '.join(path.name for path in there)}.",
            )
        if there:
            found.files[name] = there[0]
    if "contacts" in found.files and not _is_case(found.files["contacts"]):
        return
    is_one = "contacts" in found.files
    found.files = {}
    found.cases = [folder] if is_one else case_paths(folder)
    if not found.cases:
        fix = "Give a folder of case folders, or one that holds contacts.csv or contacts.parquet with a column case."
        raise refused(str(folder), "there are no cases in this folder.", fix)


def _is_case(contacts: Path) -> bool:
    """Is it the ``contacts.csv`` of one case, without a column ``case``?"""
    if contacts.suffix != ".csv" or not contacts.with_name("parties.csv").is_file():
        return False
    with contacts.open("rb") as stream:
        header = stream.readline(100_000).decode("utf-8", "replace")
    return "case" not in {standard_name(cell.strip('"\r\n\ufeff ')) for cell in header.split(",")}


def _database(shop: Workshop, path: Path) -> dict[str, Origin]:
    try:
        shop.run(f"ATTACH {quoted(path.resolve())} AS source (READ_ONLY)")
    except shop.error as error:
        said = clip(str(error).splitlines()[0], 160)
        fix = "Write it as Parquet (EXPORT DATABASE ... (FORMAT parquet)), or install a newer duckdb."
        raise refused(path.name, f"DuckDB cannot open it: {said}", fix) from error
    origins = {}
    for name in TABLES:
        # Tables alone: a view could say anything.
        columns = shop.rows(f"""SELECT column_name, data_type FROM duckdb_columns()
            JOIN duckdb_tables() USING (database_name, schema_name, table_name)
            WHERE database_name = 'source' AND schema_name = 'main'
                AND lower(table_name) = {quoted(name)} ORDER BY column_index""")
        if columns:
            origins[name] = Origin(
                f"{path.name}, table {name}",
                f"SELECT row_number() OVER () AS n, * FROM source.main.{name}",
                dict(columns),
            )
    if "contacts" not in origins:
        raise refused(
            path.name, "it has no table contacts.", f"It must hold tables named: {', '.join(TABLES[:3])}."
        )
    return origins
