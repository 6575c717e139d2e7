"""Loading: checks the rows of many cases in bulk, and makes one sorted table of them.

What is read: a Parquet, CSV or TSV file of contacts (the columns of ``contacts.csv`` and ``case``; ``from_sector``
and ``to_sector`` where there is no table of parties); a folder, or a DuckDB file, of such tables ``contacts``,
``parties``, ``outcomes``, ``sources``; a folder of case folders; an event log. The rules are those of the one-case
checker: SQL checks rows and makes the plain cases, the functions of one case make all others (:mod:`building` says
which is which).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from explorer.cohort.loading.building import build, declared, draft, number_cases
from explorer.cohort.loading.checks import FAULT, find_faults, leave_out, read_unknown_words, take_out
from explorer.cohort.loading.connection import Workshop
from explorer.cohort.loading.events import LogColumns
from explorer.cohort.loading.folders import Met, load_folders
from explorer.cohort.loading.gathering import Gathered, gather
from explorer.cohort.loading.parties import implied_register, read_own_parties, read_register, read_subjects
from explorer.cohort.loading.quarantine import Counts, fill_quarantine, report_of
from explorer.cohort.loading.reading import refused
from explorer.cohort.loading.remains import work_folder
from explorer.cohort.loading.single import Fault, make_single
from explorer.cohort.loading.tying import place_tied
from explorer.cohort.loading.words import read_dates, read_lists, read_times, read_turned, read_vocabulary
from explorer.cohort.loading.writing import part_of, settle, write_cohort, write_quarantine
from explorer.errors import CaseError, ExplorerError, OutputError
from explorer.files import make_folders, refuse_existing
from explorer.tables import Table
from explorer.vocabulary import standard

__all__ = ["Counts", "Loaded", "LogColumns", "load"]

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Loaded:
    """What was loaded: the cohort, the quarantine (``None`` where nothing is in it), numbers, what was not used, and
    the table of what was not loaded, and why."""

    output: Path
    quarantine: Path | None
    counts: Counts
    notices: tuple[str, ...]
    table: Table


def load(
    source: Path | str,
    output: Path | str,
    *,
    title: str = "",
    marking: str = "",
    include: Iterable[str] = (),
    encoding: str = "utf-8",
    log: LogColumns | None = None,
    whole_cases: bool = False,
    memory: str = "",
    temp: Path | None = None,
    workers: int = 1,
    force: bool = False,
    progress: Progress | None = None,
) -> Loaded:
    """Load many cases into ``output``, a Parquet file with the columns of :data:`explorer.cohort.schema.COLUMNS`.

    include
        restrictions whose rows are let in; others are left out and counted.
    whole_cases
        a bad row takes its whole case to the quarantine, not only its contact.
    memory, temp
        how much DuckDB may use (``4GB``; else most of the machine's), and where it puts aside what is more (else
        beside the output).

    The same source gives the same bytes. Output and quarantine (``NAME.quarantine.parquet``) are written whole or not
    at all, readable by their owner alone; what a load that was killed left beside them is cleared away. Raises
    :class:`CaseError` for a source that cannot be loaded, and :class:`explorer.errors.OutputError`. Cost: about 15 µs
    of processor a row for plain cases, 30 µs more where links change bounds, 100 µs for a case that has to be made by
    itself.
    """
    source, output = Path(source), Path(output)
    say = progress or (lambda _: None)
    if output.suffix.casefold() not in (".parquet", ".pq"):
        raise OutputError(f"{output} is no name of a Parquet file. Write -o {output.with_suffix('.parquet')}")
    aside = output.with_name(f"{output.stem}.quarantine{output.suffix}")
    refuse_existing(output, force)
    refuse_existing(aside, force)
    if not source.exists():
        raise refused(str(source), f"there is no {source}.", "Check the name.")
    parts = [part_of(output), part_of(aside)]
    asked = {
        "title": title, "marking": marking, "include": tuple(sorted(include)), "encoding": encoding,
        "log": log or LogColumns(), "whole_cases": whole_cases, "memory": memory, "workers": workers,
    }  # fmt: skip
    try:
        make_folders(output.parent)
        with work_folder(temp or output.parent, parts) as folder:
            return _load(source, output, aside, parts, folder, say, asked)
    except OSError as error:
        raise OutputError(
            f"{output} cannot be written: {error.strerror or error}. Choose another place."
        ) from error


def _load(
    source: Path,
    output: Path,
    aside: Path,
    parts: list[Path],
    folder: Path,
    say: Progress,
    asked: dict[str, Any],
) -> Loaded:
    gathered = gather(source, asked["log"])
    shop = Workshop(folder, [*gathered.paths, *parts], asked["memory"])
    try:
        shop.run(f"CREATE TABLE edge ({declared()})")
        met = Met()
        unreadable: list[tuple[str, int, str, str]] = []
        notices: list[str] = []
        say("reading")
        if gathered.cases:
            _empty(shop)
            met = load_folders(shop, gathered.cases, asked["include"], asked["encoding"], asked["workers"])
        else:
            gathered.read(shop, asked["encoding"], notices)
            _make(shop, gathered, asked, say)
            unreadable = gathered.unreadable(shop)
        say("writing")
        fill_quarantine(shop, asked["whole_cases"], unreadable, met.wrong)
        counts = _counts(shop, met)
        marking = asked["marking"] or " / ".join(sorted(met.markings))
        table = report_of(shop, asked["title"], marking)
        if not counts.edges:
            _refuse_empty(source, counts, table)
        metadata = {
            "title": asked["title"], "marking": marking, "vocabulary": met.vocabulary,
            "organisations": gathered.names(shop) if not gathered.cases else _names(met),
        }  # fmt: skip
        write_cohort(shop, parts[0], metadata)
        if counts.quarantined or counts.cut:
            write_quarantine(shop, parts[1])
            settle(parts[1], aside)
        else:
            aside.unlink(missing_ok=True)
        settle(parts[0], output)
    except shop.error as error:
        raise ExplorerError(_said_by_engine(error)) from error
    finally:
        shop.close()
    return Loaded(output, aside if counts.quarantined or counts.cut else None, counts, tuple(notices), table)


def _said_by_engine(error: Exception) -> str:
    text = str(error).splitlines()[0][:300]
    if "Out of Memory" in text:
        return f"The memory does not suffice: {text} Give more with --memory, and room with --temp FOLDER."
    return f"The cohort cannot be loaded: {text}"


def _empty(shop: Workshop) -> None:
    from explorer.cohort.loading.reading import TABLES, empty

    for name in TABLES:
        empty(shop, name)
    shop.run(f"CREATE TABLE fault ({FAULT})")
    shop.run('CREATE TABLE bad ("case" VARCHAR, id VARCHAR)')
    shop.run('CREATE TABLE left_out ("case" VARCHAR, id VARCHAR)')
    shop.run('CREATE TABLE cut (n BIGINT, "case" VARCHAR, id VARCHAR, "column" VARCHAR, earlier VARCHAR)')


def _make(shop: Workshop, gathered: Gathered, asked: dict[str, Any], say: Progress) -> None:
    """Check the tables that were read, and make the rows of the cohort."""
    vocabulary = standard()
    say("reading dates and names")
    read_dates(shop)
    read_times(shop)
    read_turned(shop)
    read_vocabulary(shop, vocabulary)
    read_lists(shop)
    own, sources = gathered.has_own_parties, gathered.has_sources
    if own:
        read_own_parties(shop, vocabulary, asked["include"])
    else:
        register = gathered.register(shop) if gathered.has_parties else implied_register(shop, vocabulary)
        problems = read_register(shop, vocabulary, register, asked["include"]).problems
        if problems:
            raise CaseError(problems)
    say("checking")
    leave_out(shop, asked["include"], own)
    read_subjects(shop, own)
    read_unknown_words(shop, vocabulary)
    find_faults(shop, own, sources)
    take_out(shop, asked["whole_cases"])
    say("ordering")
    number_cases(shop)
    draft(shop, own)
    say("cases of which links change the dates")
    place_tied(shop, asked["workers"])
    say("making rows")
    build(shop, own)
    say("cases made one by one")
    faults = make_single(shop, asked["workers"], own, sources)
    while faults:
        _again(shop, faults, asked["whole_cases"])
        faults = make_single(shop, asked["workers"], own, sources)


def _again(shop: Workshop, faults: list[Fault], whole_cases: bool) -> None:
    """Take out what the functions of one case refused; only those cases are made again, without it."""
    shop.fill(
        "more",
        FAULT,
        faults,
    )
    shop.run("INSERT INTO fault SELECT * FROM more")
    take_out(shop, whole_cases)
    shop.run("""CREATE OR REPLACE TABLE single AS SELECT DISTINCT c FROM cases JOIN (
        SELECT t."case" FROM contacts t JOIN more ON more."table" = 'contacts' AND more.n = t.n
        UNION SELECT t."case" FROM outcomes t JOIN more ON more."table" = 'outcomes'
            AND more.n = t.n) USING ("case")""")


def _counts(shop: Workshop, met: Met) -> Counts:
    edges, contacts, cases = shop.rows(
        """SELECT count(*), count(*) FILTER (number = 0), count(DISTINCT c) FROM edge"""
    )[0]
    quarantined = shop.one(
        'SELECT count(*) FROM (SELECT DISTINCT file, "row" FROM quarantine WHERE NOT is_kept)'
    )
    read = shop.one("SELECT count(*) FROM contacts") + met.read
    left = shop.one("SELECT count(*) FROM left_out") + met.left_out
    return Counts(read, contacts, cases, edges, quarantined, left, shop.one("SELECT count(*) FROM cut"))


def _names(met: Met) -> dict[str, str]:
    return {
        party: min(names, key=lambda name: (-names[name], name)) for party, names in sorted(met.names.items())
    }


def _refuse_empty(source: Path, counts: Counts, table: Table) -> None:
    if not counts.quarantined:
        raise refused(
            source.name,
            "there are no contacts in it.",
            "Give a table with rows, or let restricted rows in with --include.",
        )
    worst = next((row for row in table.rows if not str(row[0]).startswith("with its ")), table.rows[0])
    shown = f"{worst[1]}, row {worst[5]}, column {worst[6]}: {worst[8]} {worst[9]}"
    raise refused(
        source.name,
        f'no row can be loaded. The rule broken most is "{worst[0]}", such as {shown}',
        "Mend the source.",
    )
