"""What changed from one state of a case to another: contacts and their accounts, outcomes, notes, parties, sources,
and findings (new, gone, told otherwise, resting on other evidence)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from explorer.case import Case
from explorer.report import Report
from explorer.rows import SETTINGS
from explorer.storing import rows_of, settings_text
from explorer.tables import Cell, Column, Table, of_case
from explorer.withheld import TABLE

NEW, GONE, CHANGED = "new", "gone", "changed"
ORDER = ("contact", "outcome", "note", "party", "source", "setting", "finding")

COLUMNS = (
    Column("what", "What", "text", "contact, outcome, note, party, source, setting or finding", in_head=True),
    Column("id", "Id", "text", "of the contact, party, ...; how the finding is cited", in_head=True),
    Column("change", "Change", "text", "new, gone or changed", in_head=True),
    Column("field", "Field", "text", "which field; '' where the whole is new or gone"),
    Column("old", "Before", "text", "the value before"),
    Column("new", "After", "text", "the value after"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``field`` is '' where the whole is new or gone; ``old`` and ``new`` are texts."""

    what: str
    id: str
    change: str
    field: str = ""
    old: str = ""
    new: str = ""


def changes_between(old: Report, new: Report, *, with_findings: bool = True) -> list[Change]:
    """Every change, contacts first, then by id. The same case twice gives none. Cost: that of both reports."""
    found = [*_records(old.case, new.case)]
    if with_findings:
        found += _findings(old, new)
    return sorted(
        found, key=lambda item: (ORDER.index(item.what), _natural(item.id), item.field, item.old, item.new)
    )


def change_table(changes: list[Change], case: Case, older: Case | None = None) -> Table:
    """Changes as a table, under the title of the newer case and the markings of both: it holds rows of both."""
    rows: list[tuple[Cell, ...]] = [
        (item.what, item.id, item.change, item.field, item.old, item.new) for item in changes
    ]
    markings = dict.fromkeys((case.marking, older.marking if older else ""))
    table = of_case(Table("changes", "What changed", COLUMNS, tuple(rows)), case)
    return replace(table, marking=" / ".join(marking for marking in markings if marking))


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    import re

    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.split(r"(\d+)", text) if part
    )


# ---- records


def _records(old: Case, new: Case) -> Iterator[Change]:
    before, after = rows_of(old), rows_of(new)
    for table, what, keys in (
        ("contacts", "contact", ("id",)),
        ("outcomes", "outcome", ("contact", "receiver", "outcome")),
        ("notes", "note", ("id",)),
        ("parties", "party", ("id",)),
        ("sources", "source", ("id",)),
    ):
        rows = [_by_key(raw.tables[table].columns, raw.tables[table].rows, keys) for raw in (before, after)]
        for key in sorted(rows[0].keys() | rows[1].keys()):
            yield from _of_key(what, key, rows[0].get(key, []), rows[1].get(key, []))
    told = [_settings(case) for case in (old, new)]
    if told[0] != told[1]:
        yield Change("setting", SETTINGS, CHANGED, "", *told)


def _settings(case: Case) -> str:
    """The settings as text, without what a redacted case lists for the explorer alone."""
    return settings_text({name: value for name, value in case.settings.items() if name != TABLE})


Rows = list[Mapping[str, str]]


def _by_key(columns: tuple[str, ...], rows: list[list[str]], keys: tuple[str, ...]) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for cells in rows:
        row = dict(zip(columns, cells, strict=True))
        found.setdefault(" ".join(filter(None, (row[key] for key in keys))), []).append(row)
    return found


def _of_key(what: str, key: str, old: Rows, new: Rows) -> Iterator[Change]:
    """The rows of one id: accounts are known again by their source and locator, then by their source."""
    if not old or not new:
        rows = new or old
        said = "; ".join(_told(row) for row in rows)
        yield Change(what, key, NEW if new else GONE, "", "" if new else said, said if new else "")
        return
    waiting = list(new)
    for row in old:
        same = (
            next((other for other in waiting if other == row), None)
            or next((other for other in waiting if _place(other) == _place(row)), None)
            or next((other for other in waiting if other.get("source") == row.get("source")), None)
        )
        if same is None:
            yield Change(what, key, CHANGED, "account", _told(row), "")
            continue
        waiting.remove(same)
        for name in sorted(set(row) | set(same)):
            if row.get(name, "") != same.get(name, ""):
                yield Change(what, key, CHANGED, name, row.get(name, ""), same.get(name, ""))
    for row in waiting:
        yield Change(what, key, CHANGED, "account", "", _told(row))


def _place(row: Mapping[str, str]) -> tuple[str, str]:
    return (row.get("source", ""), row.get("locator", ""))


def _told(row: Mapping[str, str]) -> str:
    """A row in one line."""
    names = ("date", "kind", "outcome", "from", "to", "summary", "text", "name", "title", "source")
    return ", ".join(row[name] for name in names if row.get(name))


# ---- findings


def _findings(old: Report, new: Report) -> Iterator[Change]:
    before, after = (
        {
            f"{item.finding} | {item.subject} | {item.cite}": item
            for finding in report.findings
            for item in finding.statements
        }
        for report in (old, new)
    )
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key), after.get(key)
        if was is None and now is not None:
            yield Change("finding", now.cite, NEW, "", "", now.sentence)
        elif was is not None and now is None:
            yield Change("finding", was.cite, GONE, "", was.sentence, "")
        elif was is not None and now is not None:
            if was.sentence != now.sentence:
                yield Change("finding", now.cite, CHANGED, "sentence", was.sentence, now.sentence)
            for name in ("contacts", "sources", "returns", "basis"):
                if getattr(was, name) != getattr(now, name):
                    shown = [
                        value if isinstance(value, str) else "; ".join(value)
                        for value in (getattr(was, name), getattr(now, name))
                    ]
                    yield Change("finding", now.cite, CHANGED, f"evidence: {name}", *shown)
