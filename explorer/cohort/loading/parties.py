"""Who is meant by the names in a cohort: tables ``ends``, ``facts``, ``subjects``, ``held`` and ``odd``.

Three shapes of input. A register: a table of parties without a column ``case`` stands for all cases. No table of
parties: each name in ``from``, ``to`` and ``about`` is a party, and ``from_sector``, ``to_sector`` say its sector;
together they make a register. A table of parties with a column ``case``: each case has names of its own, which SQL
looks up; a case in which that is not plain (a name twice, a parent not found) is odd, and is left to the one-case
checker.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from explorer.case import NOBODY
from explorer.cohort.loading.connection import Workshop
from explorer.cohort.loading.words import items_of, union
from explorer.naming import PartyNames
from explorer.rows import COLUMNS, MAX_CELL, RawCase, RawTable, table_of
from explorer.settings import SLUG
from explorer.sheet import CONTROL, Log, sheet_of
from explorer.sql import quoted
from explorer.vocabulary import Vocabulary, clip, spelled, suggest

SUBJECT = "subject"
"""The sector of subjects, and the id of the one that a case without any is about."""

ENDS = "c_key VARCHAR, text VARCHAR, sectors VARCHAR, parties VARCHAR[], found VARCHAR, wrong VARCHAR, fix VARCHAR"
FACTS = "c_key VARCHAR, party VARCHAR, sector VARCHAR, is_person BOOLEAN, is_organisation BOOLEAN"
MOST_SUGGESTIONS = 50
"""Names not known for which a likely one is looked for: that takes 20 ms each."""


def read_register(shop: Workshop, vocabulary: Vocabulary, table: RawTable, include: Iterable[str]) -> Log:
    """One register for all cases, of rows as in ``parties.csv``; what is wrong with them is in the log."""
    log = Log()
    at = COLUMNS["parties"].index("sector")
    if not any(vocabulary.id_of("sector", row[at]) == SUBJECT for row in table.rows):
        (subject,) = table_of("parties", [{"id": SUBJECT, "name": "The subject", "sector": SUBJECT}]).rows
        table = replace(table, rows=[*table.rows, subject], numbers=[*table.numbers, 0])
    names = PartyNames(vocabulary)
    names.read(sheet_of(RawCase("", "", {"parties": table}), "parties", log))
    known = dict(names.parties)
    cells = [(text, sectors) for text, sectors, _ in _cells(shop)]
    shop.fill("ends", ENDS, _ends(names, cells))
    facts = [
        ("", item.id, item.sector.id, item.is_person, item.is_organisation) for item in names.parties.values()
    ]
    shop.fill("facts", FACTS, facts)
    called = [
        (item.id, item.name)
        for item in names.parties.values()
        if item.is_organisation and item.name != item.id
    ]
    shop.fill("register_name", "party VARCHAR, name VARCHAR", called)
    included = set(include)
    held = [("", item.id) for item in known.values() if item.restriction and item.restriction not in included]
    shop.fill("held", "c_key VARCHAR, party VARCHAR", held)
    shop.run('CREATE OR REPLACE TABLE odd ("case" VARCHAR)')
    return log


def _cells(shop: Workshop) -> Iterator[tuple[str, str, int]]:
    """(cell, its sectors, rows) of every cell that names parties."""
    sql = """SELECT text, sectors, sum(n)::BIGINT FROM (
        SELECT "from" AS text, from_sector AS sectors, count(*) AS n FROM contacts GROUP BY ALL
        UNION ALL SELECT "to", to_sector, count(*) FROM contacts GROUP BY ALL
        UNION ALL SELECT about, '', count(*) FROM contacts GROUP BY ALL
        UNION ALL SELECT receiver, '', count(*) FROM outcomes GROUP BY ALL)
            WHERE text != '' GROUP BY ALL ORDER BY ALL"""
    yield from shop.rows(sql)


def _ends(names: PartyNames, cells: Iterable[tuple[str, str]]) -> Iterator[tuple[object, ...]]:
    suggested = 0
    for text, sectors in cells:
        items = items_of(text)
        found = [(item, names.find(item)) for item in items]
        missing = next((item for item, party in found if party is None), None)
        if missing is None:
            parties = list(dict.fromkeys(party for _, party in found if party))
            wrong, culprit, fix = _sectors_wrong(names, text, sectors)
            yield ("", text, sectors, json.dumps(parties), culprit, wrong, fix)
            continue
        suggested += 1
        near = suggest(spelled(missing), names._ids) if suggested <= MOST_SUGGESTIONS else None
        fix = (
            f'Did you mean "{names._ids[near]}"?' if near else "Add it to the parties, or mend the spelling."
        )
        yield ("", text, sectors, "[]", missing, f'"{clip(missing)}" is no party of this case.', fix)


def _pairs(text: str, sectors: str) -> list[tuple[str, str]] | None:
    """(name, sector) of a cell and that of its sectors: one for all, or one each; ``None`` where they do not fit."""
    names = [part.strip() for part in text.split(";") if part.strip()]
    said = [part.strip() for part in sectors.split(";")] if sectors else [""]
    if len(said) == 1:
        said *= len(names)
    return list(zip(names, said, strict=True)) if len(said) == len(names) else None


def _sectors_wrong(names: PartyNames, text: str, sectors: str) -> tuple[str, str, str]:
    """What is wrong with the sectors of a cell, as (expected, found, fix); blanks where nothing is."""
    if not sectors:
        return ("", "", "")
    pairs = _pairs(text, sectors)
    if pairs is None:
        return (
            "there are not as many sectors as names.",
            sectors,
            "Write one sector for all, or one for each.",
        )
    for name, said in pairs:
        if not said:
            continue
        sector = names.vocabulary.id_of("sector", said)
        if sector is None:
            problem = names.vocabulary.unknown("sector", said)
            return (problem.expected, said, problem.fix)
        party = names.find(name)
        if party and not party.startswith(NOBODY) and names.parties[party].sector.id != sector:
            known = names.parties[party].sector.id
            return (
                f'"{clip(name)}" is of the sector {known} elsewhere.',
                said,
                "Give a party one sector throughout.",
            )
    return ("", "", "")


def implied_register(shop: Workshop, vocabulary: Vocabulary) -> RawTable:
    """The register that the contacts imply: a party for each name, spelled as most rows spell it, of the sector that
    most rows give it (``other`` where none does). Two names that differ in case, hyphens or spacing are one."""
    spellings: dict[str, Counter[str]] = {}
    sectors: dict[str, Counter[str]] = {}
    for text, said, number in _cells(shop):
        for name, sector in _pairs(text, said) or ():
            key = spelled(name)
            if spelled(name.partition(":")[0]) == NOBODY or CONTROL.search(name) or len(name) > MAX_CELL:
                continue  # nobody in particular, or a cell that a rule refuses
            spellings.setdefault(key, Counter())[name] += number
            known = vocabulary.id_of("sector", sector) if sector else None
            sectors.setdefault(key, Counter()).update({known: number} if known else {})
    about = {
        spelled(item) for (text,) in shop.rows(union([("contacts", "about")])) for item in items_of(text)
    }
    taken = {NOBODY, *spellings}
    rows: list[Mapping[str, str]] = []
    for key in sorted(spellings):
        name = _most(spellings[key])
        sector = (
            SUBJECT if key in about and not sectors[key] else _most(sectors[key]) if sectors[key] else "other"
        )
        party = name if SLUG.match(name) else _slug(name, taken)
        rows.append({"id": party, "name": name, "sector": sector})
    return table_of("parties", rows)


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda text: (-counts[text], text))


def _slug(name: str, taken: set[str]) -> str:
    head = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:56] or "party"
    slug, number = head, 1
    while spelled(slug) in taken and spelled(slug) != spelled(name):
        number += 1
        slug = f"{head}-{number}"
    taken.add(spelled(slug))
    return slug


def read_subjects(shop: Workshop, has_own_parties: bool) -> None:
    """Table ``subjects``: how many each case has, and the only one. Where no case has parties of its own, the
    subjects of a case are those it names; one that names none is about the subject of the register."""
    if has_own_parties:
        shop.run("""CREATE OR REPLACE TABLE subjects AS SELECT c_key AS "case", count(*) AS number, min(party) AS sole
            FROM facts WHERE sector = 'subject' GROUP BY c_key""")
        return
    default = shop.rows("SELECT count(*), min(party) FROM facts WHERE sector = 'subject'")[0]
    shop.run("""CREATE OR REPLACE TABLE subject_cell AS SELECT DISTINCT e.text, e.party FROM
        (SELECT text, unnest(parties) AS party FROM ends) e JOIN facts USING (party) WHERE sector = 'subject'""")
    shop.run(f"""CREATE OR REPLACE TABLE subjects AS
        WITH named AS (SELECT "case", party FROM contacts JOIN subject_cell ON text = "from"
            UNION SELECT "case", party FROM contacts JOIN subject_cell ON text = "to"
            UNION SELECT "case", party FROM contacts JOIN subject_cell ON text = about),
        met AS (SELECT "case", count(*) AS number, min(party) AS sole FROM named GROUP BY "case")
        SELECT "case", coalesce(number, {default[0]}) AS number, coalesce(sole, {quoted(default[1] or "")}) AS sole
        FROM (SELECT DISTINCT "case" FROM contacts) LEFT JOIN met USING ("case")""")


def read_own_parties(shop: Workshop, vocabulary: Vocabulary, include: Iterable[str]) -> None:
    """Parties case by case, from the table ``parties``; odd cases are named in ``odd``."""
    keys = union([("parties", "id"), ("parties", "name"), ("parties", "parent"), ("party_alias", "alias")])
    shop.run("""CREATE OR REPLACE TABLE party_alias AS SELECT "case", id, bare(unnest(string_split(aliases,
            ';'))) AS alias
        FROM parties WHERE aliases != ''""")
    shop.run("""CREATE OR REPLACE TABLE party_cell AS SELECT DISTINCT "case", text FROM (
        SELECT "case", "from" AS text FROM contacts UNION ALL SELECT "case", "to" FROM contacts
        UNION ALL SELECT "case", about FROM contacts UNION ALL SELECT "case", receiver FROM outcomes)
            WHERE text != ''""")
    shop.run("""CREATE OR REPLACE TABLE party_item AS SELECT "case", text, unnest(string_split(text, ';')) AS raw,
        generate_subscripts(string_split(text, ';'), 1) AS spot FROM party_cell""")
    shop.run("UPDATE party_item SET raw = bare(raw)")
    texts = f"SELECT DISTINCT text FROM ({keys} UNION ALL SELECT raw FROM party_item WHERE raw != '')"
    shop.fill("party_key", "text VARCHAR, key VARCHAR, nobody VARCHAR", _keys(shop, vocabulary, texts))
    sectors = [
        (text, sector, vocabulary.sectors[sector].is_person)
        for (text,) in shop.rows(union([("parties", "sector")]))
        if (sector := vocabulary.id_of("sector", text)) is not None
    ]
    shop.fill("party_sector", "text VARCHAR, sector VARCHAR, is_person BOOLEAN", sectors)
    shop.run("""CREATE OR REPLACE TABLE party_named AS SELECT DISTINCT "case", key, id FROM (
        SELECT "case", id, id AS text FROM parties UNION ALL SELECT "case", id, name FROM parties WHERE name != ''
        UNION ALL SELECT "case", id, alias FROM party_alias WHERE alias != '') JOIN party_key USING (text)""")
    _find_odd(shop)
    shop.run("""CREATE OR REPLACE TABLE ends AS
        WITH met AS (SELECT i."case", i.text, i.raw, i.spot, coalesce(n.id, k.nobody) AS party FROM party_item i
                     JOIN party_key k ON k.text = i.raw LEFT JOIN party_named n ON n."case" = i."case"
                         AND n.key = k.key
                     WHERE i.raw != ''),
        once AS (SELECT "case", text, party, min(spot) AS spot, min(raw) FILTER (party IS NULL) AS missing
            FROM met GROUP BY ALL)
        SELECT "case" AS c_key, text, '' AS sectors,
            coalesce(list(party ORDER BY spot) FILTER (party IS NOT NULL), []) AS parties,
            coalesce(min(missing), '') AS found,
            CASE WHEN min(missing) IS NULL THEN '' ELSE printf('"%s" is no party of this case.',
                min(missing)[:60]) END AS wrong,
            CASE WHEN min(missing) IS NULL THEN '' ELSE 'Add it to the parties, or mend the spelling.' END AS fix
        FROM once GROUP BY "case", text""")
    shop.run("""CREATE OR REPLACE TABLE facts AS SELECT "case" AS c_key, id AS party, s.sector, s.is_person,
        NOT s.is_person AS is_organisation FROM parties JOIN party_sector s ON s.text = parties.sector""")
    nobodies = [
        (party, party.partition(":")[2] or "other")
        for (party,) in shop.rows("SELECT DISTINCT nobody FROM party_key WHERE nobody IS NOT NULL")
    ]
    shop.fill("nobodies", "party VARCHAR, sector VARCHAR, is_person BOOLEAN",
              [(party, sector, vocabulary.sectors[sector].is_person) for party, sector in nobodies])  # fmt: skip
    shop.run("""INSERT INTO facts SELECT DISTINCT c_key, n.party, n.sector, n.is_person, false
        FROM (SELECT c_key, unnest(parties) AS party FROM ends) JOIN nobodies n USING (party)""")
    tags = ", ".join(quoted(tag) for tag in include) or "''"
    shop.run(f"""CREATE OR REPLACE TABLE held AS SELECT "case" AS c_key, id AS party FROM parties
        WHERE restriction != '' AND restriction NOT IN ({tags})""")


def _keys(shop: Workshop, vocabulary: Vocabulary, sql: str) -> Iterator[tuple[object, ...]]:
    names = PartyNames(vocabulary)
    for (text,) in shop.stream(sql):
        yield (text, spelled(text), names.find(text))


def _find_odd(shop: Workshop) -> None:
    """Cases whose parties are not plain: left to the one-case checker, which says what is wrong, if anything is."""
    slug = "'[A-Za-z0-9][A-Za-z0-9._-]{0,63}'"
    shop.run(f"""CREATE OR REPLACE TABLE odd AS SELECT DISTINCT "case" FROM (
        SELECT "case" FROM parties GROUP BY "case", id HAVING count(*) > 1
        UNION ALL SELECT "case" FROM party_named GROUP BY "case", key HAVING count(*) > 1
        UNION ALL SELECT "case" FROM parties LEFT JOIN party_sector s ON s.text = parties.sector
            WHERE s.sector IS NULL OR NOT regexp_full_match(id, {slug}) OR id = '{NOBODY}'
        UNION ALL SELECT p."case" FROM parties p JOIN party_key k ON k.text = p.parent
            LEFT JOIN party_named n ON n."case" = p."case" AND n.key = k.key
            LEFT JOIN parties q ON q."case" = p."case" AND q.id = n.id
            WHERE p.parent != '' AND (n.id IS NULL OR n.id = p.id OR q.parent != '')
        UNION ALL SELECT "case" FROM party_item JOIN party_key k ON k.text = raw
            WHERE k.nobody = '{NOBODY}:{SUBJECT}')""")
