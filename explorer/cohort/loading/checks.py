"""Every row checked by the rules: table ``fault``, a row a rule broken; table ``bad``, the contacts that go with
them.

What a bad row takes with it: its contact, that is all accounts of it and all its outcomes. A contact half of whose
record is unreadable must not be counted as one without an outcome. Links of other contacts to it are cut, and the
cuts counted; those contacts stay. Where whole cases are asked for, one bad row takes all rows of its case.
"""

from __future__ import annotations

from collections.abc import Iterable

from explorer.accounts import NOTHING_EARLIER
from explorer.cohort.loading.connection import Workshop
from explorer.cohort.loading.reading import KEPT
from explorer.cohort.loading.rules import Rule, contact_rules, contacts_from, outcome_rules, outcomes_from
from explorer.cohort.loading.words import union
from explorer.sql import quoted
from explorer.vocabulary import Vocabulary, clip

FAULT = (
    '"table" VARCHAR, n BIGINT, rule VARCHAR, "column" VARCHAR, found VARCHAR, expected VARCHAR, fix VARCHAR'
)
MOST_SUGGESTIONS = 100
"""Unknown words for which the nearest of the vocabulary is looked for: that takes some milliseconds each."""


def read_unknown_words(shop: Workshop, vocabulary: Vocabulary) -> None:
    """Table ``unknown_words``: what to say of words that are none of the vocabulary."""
    rows = []
    for what, known, columns in (
        ("kind", "kinds", [("contacts", "kind")]),
        ("outcome", "terms", [("contacts", "outcome"), ("outcomes", "outcome")]),
    ):
        found = shop.rows(f"SELECT text FROM ({union(columns)}) ANTI JOIN {known} USING (text) ORDER BY text")
        for number, (text,) in enumerate(found):
            if number < MOST_SUGGESTIONS:
                problem = vocabulary.unknown(what, text)
                rows.append((what, text, problem.expected, problem.fix))
            else:
                rows.append(
                    (what, text, f'"{clip(text)}" is no {what} of the vocabulary.', "Use a word of it.")
                )
        if what == "outcome":
            rows.append((what, "", "the outcome is missing.", "Name the outcome, or leave the row out."))
    shop.fill("unknown_words", "what VARCHAR, text VARCHAR, expected VARCHAR, fix VARCHAR", rows)


def leave_out(shop: Workshop, include: Iterable[str], has_own_parties: bool) -> None:
    """Table ``left_out``: contacts under a restriction, or naming a party under one, that is not included. They are
    no problem, and no part of the cohort."""
    tags = ", ".join(quoted(tag) for tag in include) or "''"
    key = 'e.c_key = c."case"' if has_own_parties else "true"
    shop.run("""CREATE OR REPLACE TABLE held_cell AS SELECT DISTINCT e.c_key, e.text FROM
        (SELECT c_key, text, unnest(parties) AS party FROM ends) e JOIN held USING (c_key, party)""")
    shop.run(f"""CREATE OR REPLACE TABLE left_out AS
        SELECT "case", id FROM contacts WHERE restriction != '' AND restriction NOT IN ({tags})
        UNION SELECT c."case", c.id FROM contacts c JOIN held_cell e ON e.text IN (c."from", c."to") AND {key}""")
    for table, column in (("contacts", "id"), ("outcomes", "contact")):
        if shop.one("SELECT count(*) FROM left_out"):
            shop.run(f"""DELETE FROM {table} WHERE EXISTS
                (SELECT 1 FROM left_out l WHERE l."case" = {table}."case" AND l.id = {table}.{column})""")


def find_faults(shop: Workshop, has_own_parties: bool, has_sources: bool) -> None:
    """Check every row. Tables ``several``, ``told``, ``link`` and ``fault`` are made; nothing is taken out."""
    shop.run(
        'CREATE OR REPLACE TABLE several AS SELECT "case", id FROM contacts GROUP BY ALL HAVING count(*) > 1'
    )
    shop.run("""CREATE OR REPLACE TABLE about_wrong AS SELECT DISTINCT e.c_key, e.text FROM
        (SELECT c_key, text, unnest(parties) AS party FROM ends WHERE text IN (SELECT about FROM contacts)) e
        JOIN facts USING (c_key, party) WHERE facts.sector != 'subject'""")
    shop.run(f"CREATE OR REPLACE TABLE fault ({FAULT})")
    columns = {name: tuple(column for column in KEPT[name]) for name in ("contacts", "outcomes")}
    _apply(shop, "contacts", contact_rules(("case", *columns["contacts"])), contacts_from(has_own_parties))
    key = 'AND e.c_key = c."case"' if has_own_parties else ""
    shop.run(f"""CREATE OR REPLACE TABLE told AS SELECT c."case", c.id, min(e.parties) AS receivers,
            CASE WHEN count(*) = 1 THEN min(d.first_day) END AS first_day, min(c.date) AS date
        FROM contacts c LEFT JOIN ends e ON e.text = c."to" AND e.sectors = c.to_sector {key} LEFT
            JOIN dates d ON d.text = c.date
        SEMI JOIN outcomes x ON x."case" = c."case" AND x.contact = c.id GROUP BY ALL""")
    _apply(shop, "outcomes", outcome_rules(("case", *columns["outcomes"])), outcomes_from(has_own_parties))
    _check_links(shop)
    if has_sources:
        _check_sources(shop)
    shop.run("""DELETE FROM fault WHERE "table" = 'contacts' AND n IN (SELECT n FROM contacts JOIN odd USING ("case"))
        OR "table" = 'outcomes' AND n IN (SELECT n FROM outcomes JOIN odd USING ("case"))""")


def _apply(shop: Workshop, table: str, rules: tuple[Rule, ...], source: str) -> None:
    """Every rule in one pass over the rows; what is said of a fault is worked out for faulty rows alone."""
    bits = " + ".join(f"coalesce(({rule.wrong})::BIGINT, 0) * {1 << bit}" for bit, rule in enumerate(rules))
    shop.run(
        f"CREATE OR REPLACE TABLE mask AS SELECT n, bits FROM (SELECT c.n, {bits} AS bits FROM {source}) "
        "WHERE bits != 0"
    )
    for bit, rule in enumerate(rules):
        if shop.one(f"SELECT count(*) FROM mask WHERE bits & {1 << bit} != 0"):
            said = f"{rule.found}, {rule.expected}, {rule.fix}"
            shop.run(f"""INSERT INTO fault SELECT {quoted(table)}, c.n, {quoted(rule.name)},
                    {quoted(rule.column)}, {said}
                FROM {source} WHERE c.n IN (SELECT n FROM mask WHERE bits & {1 << bit} != 0)""")


def _check_links(shop: Workshop) -> None:
    """Table ``link``: each id that ``follows`` and ``shares`` name, and whether it is there."""
    shop.run(f"""CREATE OR REPLACE TABLE link AS
        WITH named AS (SELECT c.n, c."case", c.id, 'follows' AS "column", unnest(l.items) AS earlier
            FROM contacts c JOIN lists l ON l.text = c.follows
            UNION ALL SELECT c.n, c."case", c.id, 'shares', unnest(l.items) FROM contacts c
                JOIN lists l ON l.text = c.shares)
        SELECT * FROM named WHERE earlier != '{NOTHING_EARLIER}' OR "column" = 'follows'""")
    shop.run("""INSERT INTO fault SELECT 'contacts', n, 'link to itself', "column", earlier,
        printf('"%s" is the contact itself.', earlier), 'Leave it out.' FROM link WHERE earlier = id""")
    shop.run("""INSERT INTO fault SELECT 'contacts', n, 'link', "column", earlier,
        printf('"%s" is no contact of this case.', earlier[:60]), 'Use the id of a contact of this case.'
        FROM link ANTI JOIN contacts c ON c."case" = link."case" AND c.id = link.earlier
        WHERE NOT EXISTS (SELECT 1 FROM left_out l WHERE l."case" = link."case" AND l.id = link.earlier)""")


def _check_sources(shop: Workshop) -> None:
    for table in ("contacts", "outcomes"):
        shop.run(f"""INSERT INTO fault SELECT {quoted(table)}, n, 'source', 'source', item,
            printf('"%s" is no source of this case.', item[:60]), 'Add it to the sources.'
            FROM (SELECT c.n, c."case", unnest(l.items) AS item FROM {table} c JOIN lists l ON l.text = c.source) t
            ANTI JOIN sources s ON s."case" = t."case" AND s.id = t.item""")


def take_out(shop: Workshop, whole_cases: bool) -> None:
    """Table ``bad``: contacts that go to the quarantine, and table ``cut``: links to contacts that are not there any
    more, because they are bad or left out. To be run again when there are new faults."""
    scope = '"case"' if whole_cases else '"case", id'
    owner = """SELECT c."case", c.id FROM contacts c JOIN fault f ON f."table" = 'contacts' AND f.n = c.n
        UNION SELECT c."case", c.contact FROM outcomes c JOIN fault f ON f."table" = 'outcomes' AND f.n = c.n"""
    shop.run(f"""CREATE OR REPLACE TABLE bad AS SELECT DISTINCT c."case", c.id FROM contacts c
        SEMI JOIN ({owner}) b USING ({scope})""")
    shop.run("""CREATE OR REPLACE TABLE cut AS SELECT l.* FROM link l ANTI JOIN bad b ON b."case" = l."case"
            AND b.id = l.id
        SEMI JOIN (SELECT "case", id FROM bad UNION SELECT "case", id FROM left_out) g ON g."case" = l."case"
            AND g.id = l.earlier""")
