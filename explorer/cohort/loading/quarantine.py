"""What was not loaded, and why: a file of rows with the rule each broke, and a table of counts with examples."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.cohort.loading.connection import Workshop
from explorer.cohort.loading.reading import KEPT
from explorer.sql import named, quoted
from explorer.tables import Column, Table
from explorer.vocabulary import clip

WITH_ITS_CONTACT = "with its contact"
WITH_ITS_CASE = "with its case"
LINK_CUT = "link cut"
UNREADABLE = "unreadable row"
NOT_LOADED = ("table", "n", "rule", "column", "found", "expected", "fix")

COLUMNS = (
    Column("rule", "Rule", "text", "The rule that was broken."),
    Column("file", "File", "text", "The file, or table, of the rows."),
    Column("rows", "Rows", "number", "Rows that broke it.", "rows"),
    Column("cases", "Cases", "number", "Cases of these rows.", "cases"),
    Column("is_kept", "Kept", "yes-no", "Is the row in the cohort all the same?"),
    Column("row", "First row", "number", "The first of them, counted as a spreadsheet does."),
    Column("column", "Column", "text", "The column that is wrong."),
    Column("found", "Found", "text", "What stands there.", is_wide=True),
    Column("expected", "What is wrong", "text", "What was expected.", is_wide=True),
    Column("fix", "How to mend it", "text", "What to write instead.", is_wide=True),
)


@dataclass(frozen=True)
class Counts:
    """Numbers of one load. ``read`` rows of contacts; ``contacts``, ``cases``, ``edges`` that are in the cohort;
    ``quarantined`` rows of any table; ``left_out`` contacts under a restriction; ``cut`` links."""

    read: int
    contacts: int
    cases: int
    edges: int
    quarantined: int
    left_out: int
    cut: int


def fill_quarantine(
    shop: Workshop,
    whole_cases: bool,
    torn: list[tuple[str, int, str, str]],
    folders: list[tuple[str, ...]],
) -> None:
    """Table ``quarantine``: every row that is not in the cohort, once for each rule it broke or for what took it
    along, with its cells; and rows that are in it but lost a link."""
    cells = list(dict.fromkeys(["case", *KEPT["contacts"], "contact", "receiver"]))
    columns = ", ".join(f"{named(f'its {cell}')} VARCHAR" for cell in cells)
    shop.run(f"""CREATE OR REPLACE TABLE quarantine (file VARCHAR, "row" BIGINT, is_kept BOOLEAN, rule VARCHAR,
            "column" VARCHAR,
        found VARCHAR, expected VARCHAR, fix VARCHAR, {columns})""")
    why = WITH_ITS_CASE if whole_cases else WITH_ITS_CONTACT
    along = (
        "another row of its case is in quarantine."
        if whole_cases
        else "another row of its contact is in quarantine."
    )
    for table, owner in (("contacts", "id"), ("outcomes", "contact")):
        held = [cell for cell in cells if cell in ("case", *KEPT[table])]
        names = ", ".join(named(f"its {cell}") for cell in held)
        picked = ", ".join(f"t.{named(cell)}" for cell in held)
        head = (
            f'INSERT INTO quarantine (file, "row", is_kept, rule, "column", found, expected, fix, {names}) '
        )
        shop.run(f"""{head} SELECT t.file, t.n, false, f.rule, f."column", f.found, f.expected, f.fix, {picked}
            FROM {table} t JOIN fault f ON f."table" = {quoted(table)} AND f.n = t.n""")
        shop.run(f"""{head} SELECT t.file, t.n, false, {quoted(why)}, '', '', {quoted(along)},
                'Mend the other row.', {picked}
            FROM {table} t JOIN bad b ON b."case" = t."case" AND b.id = t.{named(owner)}
            WHERE NOT EXISTS (SELECT 1 FROM fault f WHERE f."table" = {quoted(table)} AND f.n = t.n)""")
        if table == "contacts":
            shop.run(f"""{head} SELECT t.file, t.n, true, {quoted(LINK_CUT)}, k."column", k.earlier,
                'the contact it names is in quarantine, or left out under a restriction.',
                    'Mend that contact, or include it.', {picked}
                FROM contacts t JOIN cut k ON k.n = t.n""")
    fix = "Look for a quotation mark or a comma too many."
    said = [
        *((file, row, False, UNREADABLE, "", clip(text, 2000), message, fix) for file, row, message, text in torn),
        *folders,
    ]  # fmt: skip
    if said:
        shop.fill(
            "aside",
            'file VARCHAR, "row" BIGINT, is_kept BOOLEAN, rule VARCHAR, "column" VARCHAR, found VARCHAR, '
            "expected VARCHAR, fix VARCHAR",
            said,
        )
        shop.run("INSERT INTO quarantine BY NAME SELECT * FROM aside")


def report_of(shop: Workshop, title: str, marking: str) -> Table:
    """Counts by rule, most rows first, each with its first row as an example."""
    rows = shop.rows("""SELECT rule, file, count(DISTINCT "row"), count(DISTINCT "its case"), bool_and(is_kept),
            arg_min(struct_pack(r := "row", c := "column", f := found, e := expected, x := fix), "row")
        FROM quarantine GROUP BY rule, file ORDER BY count(DISTINCT "row") DESC, rule, file""")
    cells = tuple(
        (
            rule,
            file,
            number,
            cases,
            kept,
            example["r"],
            example["c"],
            clip(example["f"] or ""),
            example["e"],
            example["x"],
        )
        for rule, file, number, cases, kept, example in rows
    )
    return Table("cohort-load", "What was not loaded, and why", COLUMNS, cells, title, marking)
