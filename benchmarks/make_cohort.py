"""Writes a synthetic cohort of any size: deterministic, skewed as real ones are, with known answers planted.

python benchmarks/make_cohort.py cohort.parquet --contacts 10000000 --loaded       as `explorer cohort load` makes it
python benchmarks/make_cohort.py FOLDER --contacts 10000000                        the same cohort as an agency's tables

No real person, no real event. Every number is drawn from a hash of the seed, the case and the contact, in SQL: ten
million contacts take seconds. A batch of cases at a time, so that memory does not grow with the cohort. Beside the cohort, ``NAME.answers.json`` says what was planted.
"""

# ruff: noqa: E501 (lines of SQL)
from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from explorer.cohort.engines.stretches import quoted
from explorer.cohort.schema import COLUMNS, METADATA, VERSION
from explorer.vocabulary import standard

BATCH = 1_000_000
"""Contacts drawn at a time: about 1.5 GB of memory."""

FIRST_DAY = 734_138  # 3 January 2011
DAYS = 3_650
PEOPLE = ("subject", "family", "public", "professional")
SECTORS = (
    *(
        "education",
        "education",
        "education",
        "health",
        "health",
        "mental-health",
        "social-care",
        "social-care",
    ),
    *("safeguarding-hub", "police", "police", "counter-terrorism", "justice", "voluntary", "housing"),
    *("government", "other"),
)
PASSING = (
    *(("referral",) * 6), *("information-request", "welfare-check", "escalation", "transfer"),
    *("notification", "notification", "message", "message", "call", "consultation", "information-return", "meeting"),
)  # fmt: skip
MEETING = ("visit", "visit", "session", "interview", "assessment", "attempted-visit", "not-attended")
OUTCOMES = (
    *(
        "closed",
        "closed",
        "no-further-action",
        "no-further-action",
        "threshold-not-met",
        "returned",
        "signposted",
    ),
    *(
        "accepted",
        "accepted",
        "accepted",
        "passed-on",
        "passed-on",
        "stepped-down",
        "assessing",
        "no-response",
    ),
)
PLANTED_EVERY = 50
"""One case in so many comes back to where it started, and another one repeats a referral."""


@dataclass(frozen=True)
class Plan:
    """How much of what: ``contacts`` and ``organisations`` as numbers, the rest as shares of contacts (0 to 1)."""

    contacts: int = 100_000
    organisations: int = 2_000
    seed: int = 1
    windows: float = 0.08
    months: float = 0.06
    blanks: float = 0.03
    links: float = 0.35
    planted: bool = True


def values(words: tuple[str, ...]) -> str:
    """A list of SQL."""
    return "[" + ", ".join(f"'{word}'" for word in words) + "]"


def pick(words: tuple[str, ...], salt: int) -> str:
    """One of the words, by the hash of the contact."""
    return f"{values(words)}[1 + floor(u(c, i, {salt}) * {len(words)})::INTEGER]"


def prepare(con: duckdb.DuckDBPyConnection, plan: Plan) -> int:
    """Macros, the vocabulary and the sizes of the cases as tables; the number of cases."""
    con.execute(f"CREATE MACRO u(c, i, salt) AS (hash(c, i, salt, {plan.seed}) >> 40) / 16777216.0")
    con.execute("CREATE MACRO day_text(day) AS (DATE '0001-01-01' + (day - 1)::INTEGER)::VARCHAR")
    con.execute(
        "CREATE MACRO month_first(day) AS (date_trunc('month', DATE '0001-01-01' + (day - 1)::INTEGER)::DATE - DATE '0001-01-01') + 1"
    )
    con.execute(
        "CREATE MACRO month_last(day) AS (last_day(DATE '0001-01-01' + (day - 1)::INTEGER) - DATE '0001-01-01') + 1"
    )
    vocabulary = standard()
    con.execute("CREATE TABLE kinds (kind VARCHAR, counted BOOLEAN, asks BOOLEAN)")
    con.executemany(
        "INSERT INTO kinds VALUES (?, ?, ?)", [(k.id, k.counted, k.asks) for k in vocabulary.kinds.values()]
    )
    con.execute("CREATE TABLE terms (outcome VARCHAR, grouped VARCHAR, settles BOOLEAN)")
    con.executemany(
        "INSERT INTO terms VALUES (?, ?, ?)",
        [(t.id, t.group, t.settles) for t in vocabulary.outcomes.values()],
    )
    # 1 to 200 contacts a case: half of the cases have fewer than eight, a few very many (a Lomax distribution).
    cases = plan.contacts // 4 + 10
    is_planted = f"c % {PLANTED_EVERY} IN (7, 23)" if plan.planted else "false"
    con.execute(f"""CREATE TABLE sizes AS
        WITH drawn AS (SELECT c, {is_planted} AS planted, CASE WHEN {is_planted} THEN 3 ELSE least(200, 1 + floor(26 * (power(1 - u(c, 0, 1), -1 / 3.0) - 1)))::INTEGER END AS n
                       FROM range(1, {cases}) AS cases(c)),
             summed AS (SELECT *, sum(n) OVER (ORDER BY c) AS upto FROM drawn)
        SELECT c, planted, n, upto FROM summed WHERE upto <= {plan.contacts} ORDER BY c""")
    short, last = con.execute(
        f"SELECT {plan.contacts} - coalesce(max(upto), 0), coalesce(max(c), 0) FROM sizes"
    ).fetchall()[0]
    # The rest of the contacts in cases of their own (never planted), so that their number is exact.
    number = last
    while short > 0:
        number += 1
        if number % PLANTED_EVERY not in (7, 23):
            size = min(200, short)
            con.execute(
                "INSERT INTO sizes SELECT ?, false, ?, coalesce(max(upto), 0) + ? FROM sizes",
                [number, size, size],
            )
            short -= size
    return int(number)


def batches(con: duckdb.DuckDBPyConnection, plan: Plan) -> Iterator[tuple[int, int]]:
    """First and last case of each batch."""
    for first, last in con.execute(
        f"SELECT min(c), max(c) FROM sizes GROUP BY (upto - 1) // {BATCH} ORDER BY 1"
    ).fetchall():
        yield int(first), int(last)


def draw(con: duckdb.DuckDBPyConnection, plan: Plan, first: int, last: int) -> None:
    """The contacts and edges of some cases as tables ``contact``, ``step`` and ``edge`` of plain numbers and words."""
    slot = "(CASE WHEN u(c, {0}, 2) < 0.4 THEN 0 WHEN u(c, {0}, 2) < 0.65 THEN 1 WHEN u(c, {0}, 2) < 0.82 THEN 2 WHEN u(c, {0}, 2) < 0.93 THEN 3 ELSE 4 END)"
    # The cube of a uniform number: a few organisations have much of the work, most have little.
    organisation = f"(1 + floor({plan.organisations} * power(u(c, {{0}}, 3), 3))::INTEGER)"
    form = f"""(CASE WHEN u(c, {{0}}, 4) < {plan.windows} THEN 'window' WHEN u(c, {{0}}, 4) < {plan.windows + plan.months} THEN 'month'
        WHEN u(c, {{0}}, 4) < {plan.windows + plan.months + plan.blanks} THEN 'blank' WHEN u(c, {{0}}, 4) > 0.985 THEN 'stretch' ELSE 'day' END)"""
    receipt = "(CASE WHEN u(c, {0}, 5) < 0.01 THEN 'never' WHEN u(c, {0}, 5) < 0.02 THEN 'later' ELSE '' END)"
    con.execute("DROP TABLE IF EXISTS contact; DROP TABLE IF EXISTS step; DROP TABLE IF EXISTS edge")
    con.execute(f"""CREATE TEMP TABLE contact AS
        WITH spread AS (SELECT c, n, planted, unnest(range(n))::INTEGER AS i FROM sizes WHERE c BETWEEN {first} AND {last}),
        ends AS (SELECT c, n, i, planted,
            {FIRST_DAY} + floor(u(c, 0, 6) * {DAYS})::INTEGER + i * (4 + floor(56 * u(c, 0, 7))::INTEGER) + floor(4 * u(c, i, 8))::INTEGER AS day,
            {organisation.format(slot.format("i"))} AS sender, {organisation.format(slot.format("i + 1"))} AS receiver,
            {form.format("i")} AS form, {receipt.format("i")} AS receipt,
            {form.format("i - 1")} AS form_before, {receipt.format("i - 1")} AS receipt_before,
            {form.format("i + 1")} AS form_after, {receipt.format("i + 1")} AS receipt_after
            FROM spread WHERE NOT planted),
        linked AS (SELECT *,
            i > 0 AND u(c, i, 9) < {plan.links} AND form NOT IN ('blank', 'stretch') AND form_before NOT IN ('blank', 'stretch')
                AND receipt != 'later' AND receipt_before != 'later' AS follows,
            i < n - 1 AND u(c, i + 1, 9) < {plan.links} AND form NOT IN ('blank', 'stretch') AND form_after NOT IN ('blank', 'stretch')
                AND receipt != 'later' AND receipt_after != 'later' AS is_followed FROM ends),
        told AS (SELECT c, i, planted, day, form, CASE WHEN receipt = 'later' AND form IN ('blank', 'stretch') THEN '' ELSE receipt END AS receipt, follows,
            CASE WHEN i = 0 AND (u(c, i, 10) < 0.2 OR sender = receiver) THEN 'family' WHEN i = 0 AND u(c, i, 10) < 0.3 THEN 'public'
                 ELSE printf('org-%05d', sender) END AS sender,
            CASE WHEN form = 'stretch' OR (sender = receiver AND i > 0) THEN ['subject']
                 WHEN u(c, i, 11) < 0.03 THEN list_distinct([printf('org-%05d', receiver), printf('org-%05d', {organisation.format("7")}), 'unknown:police'])
                 WHEN u(c, i, 11) < 0.04 THEN ['unknown:police']
                 WHEN u(c, i, 11) < 0.05 THEN ['unknown'] ELSE [printf('org-%05d', receiver)] END AS receivers,
            CASE WHEN form = 'stretch' THEN 'enrolment' WHEN sender = receiver AND i > 0 THEN {pick(MEETING, 12)}
                 WHEN i = 0 THEN 'referral' ELSE {pick(PASSING, 12)} END AS kind,
            CASE WHEN form = 'day' AND NOT follows AND NOT is_followed AND u(c, i, 13) < 0.3 THEN 480 + floor(600 * u(c, i, 14))::INTEGER END AS time,
            CASE WHEN follows AND u(c, i, 15) < 0.15 THEN 'earlier' WHEN u(c, i, 15) > 0.96 THEN 'none' END AS shares,
            CASE WHEN u(c, i, 16) < 0.06 THEN 'reported' WHEN u(c, i, 16) < 0.08 THEN 'inferred' ELSE 'recorded' END AS basis,
            CASE WHEN u(c, i, 17) < 0.7 THEN '' WHEN u(c, i, 17) < 0.93 THEN 'yes' ELSE 'no' END AS seen,
            1 + floor(20 * u(c, i, 18))::INTEGER AS before, 1 + floor(30 * u(c, i, 19))::INTEGER AS after FROM linked
            UNION ALL BY NAME {planted_contacts(first, last)})
        SELECT * EXCLUDE (seen) REPLACE (list_filter(list_sort(receivers), lambda x: x != sender OR len(receivers) = 1) AS receivers),
            CASE WHEN kind IN ('attempted-visit', 'not-attended') AND seen = 'yes' THEN 'no'
                WHEN receivers != ['subject'] AND kind != 'meeting' THEN '' ELSE seen END AS seen,
            CASE form WHEN 'day' THEN day_text(day) WHEN 'month' THEN substr(day_text(day), 1, 7)
                WHEN 'window' THEN printf('[%s..%s]', day_text(day - before), day_text(day + after))
                WHEN 'stretch' THEN CASE WHEN after < 10 THEN day_text(day) || '/..' ELSE printf('%s/%s', day_text(day), day_text(day + 10 * after)) END
                ELSE '' END AS date,
            CASE form WHEN 'month' THEN month_first(day) WHEN 'window' THEN day - before WHEN 'blank' THEN NULL ELSE day END AS first_raw,
            CASE form WHEN 'month' THEN month_last(day) WHEN 'window' THEN day + after WHEN 'blank' THEN NULL
                WHEN 'stretch' THEN CASE WHEN after < 10 THEN NULL ELSE day + 10 * after END ELSE day END AS last_raw,
            CASE receipt WHEN 'later' THEN day + 40 + after END AS receipt_day
        FROM told""")
    draw_steps(con, first, last)
    draw_edges(con)


def planted_contacts(first: int, last: int) -> str:
    """Cases of three contacts between organisations that stand in no other case."""
    rows = (
        # sort of case, contact, day, sender, receiver, follows
        (7, 0, 0, "planted-a", "planted-b", "false"),
        (7, 1, 10, "planted-b", "planted-a", "true"),
        (7, 2, 40, "planted-a", "planted-c", "true"),
        (23, 0, 0, "planted-d", "planted-e", "false"),
        (23, 1, 60, "planted-d", "planted-e", "false"),
        (23, 2, 260, "planted-d", "planted-e", "false"),
    )
    lines = ", ".join(
        f"({sort}, {i}, {day}, '{sender}', '{receiver}', {follows})"
        for sort, i, day, sender, receiver, follows in rows
    )
    return f"""SELECT c, p.i::INTEGER AS i, planted, {FIRST_DAY} + floor(u(c, 0, 6) * {DAYS})::INTEGER + p.day AS day, 'day' AS form, '' AS receipt,
        p.follows, p.sender, [p.receiver] AS receivers, 'referral' AS kind, NULL AS time, NULL AS shares, 'recorded' AS basis,
        '' AS seen, 0 AS before, 0 AS after
        FROM sizes JOIN (VALUES {lines}) AS p(sort, i, day, sender, receiver, follows) ON c % {PLANTED_EVERY} = p.sort
        WHERE planted AND c BETWEEN {first} AND {last}"""


def draw_steps(con: duckdb.DuckDBPyConnection, first: int, last: int) -> None:
    """What became of requests, a row a step: two in three have an outcome, some of them first one that is open."""
    con.execute(f"""CREATE TEMP TABLE step AS
        WITH asked AS (SELECT c, i, planted, sender, basis, day + after AS from_day, unnest(receivers) AS receiver FROM contact
                       JOIN kinds USING (kind) WHERE asks),
        ended AS (SELECT c, i, receiver, from_day, {pick(OUTCOMES, 20)} AS outcome, floor(30 * (1 / (1.02 - u(c, i, 21)) - 1) / 4)::INTEGER AS wait,
                  u(c, i, 22) AS dated, basis FROM asked WHERE NOT planted AND u(c, i, 23) < 0.65)
        SELECT c, i, receiver, outcome, basis, CASE WHEN dated < 0.9 THEN from_day + wait END AS day,
               CASE WHEN dated < 0.85 THEN 'day' WHEN dated < 0.9 THEN 'month' ELSE '' END AS form,
               CASE WHEN u(c, i, 24) < 0.8 THEN '' WHEN u(c, i, 24) < 0.92 THEN 'yes' ELSE 'no' END AS seen,
               CASE WHEN wait > 35 AND u(c, i, 25) < 0.6 THEN from_day END AS received_day FROM ended
        UNION ALL SELECT c, i, receiver, CASE WHEN sender = 'planted-b' THEN 'accepted' ELSE 'passed-on' END, basis, from_day + 7, 'day', '', NULL
                  FROM asked WHERE planted AND sender IN ('planted-a', 'planted-b') AND receiver != 'planted-c'
        UNION ALL SELECT c, i, receiver, 'closed', basis, from_day + 21, 'day', 'no', NULL FROM asked WHERE planted AND receiver = 'planted-e' AND i < 2""")


def draw_edges(con: duckdb.DuckDBPyConnection) -> None:
    """Bounds tightened along the chains of follows, the scope of each case, and the order: a row a contact."""
    con.execute("""CREATE TEMP TABLE edge AS
        WITH outcome_days AS (SELECT c, least(min(CASE form WHEN 'month' THEN month_first(day) ELSE day END), min(received_day)) AS least,
                greatest(max(CASE form WHEN 'month' THEN month_last(day) ELSE day END), max(received_day)) AS most FROM step GROUP BY c),
        scoped AS (SELECT c, i, form, follows, day, time, first_raw, last_raw, receipt_day, coalesce(o.least, 4000000) AS o_least, coalesce(o.most, 0) AS o_most,
                (sum((NOT follows)::INTEGER) OVER cases)::INTEGER AS run,
                min(first_raw) OVER whole AS c_least, max(coalesce(last_raw, first_raw)) OVER whole AS c_most, max(receipt_day) OVER whole AS r_most
                FROM contact LEFT JOIN outcome_days o USING (c)
                WINDOW cases AS (PARTITION BY c ORDER BY i), whole AS (PARTITION BY c)),
        clipped AS (SELECT *, least(coalesce(c_least, 4000000), o_least) AS s_least, greatest(coalesce(c_most, 0), o_most, coalesce(r_most, 0)) AS s_most FROM scoped),
        bounded AS (SELECT *, CASE WHEN s_most = 0 THEN 1 ELSE s_least END AS scope_first, CASE WHEN s_most = 0 THEN 3652059 ELSE s_most END AS scope_last FROM clipped),
        opened AS (SELECT *, coalesce(first_raw, scope_first) AS f, coalesce(last_raw, scope_last) AS l FROM bounded),
        tight AS (SELECT *, max(f) OVER (PARTITION BY c, run ORDER BY i) AS first_day,
                CASE WHEN form = 'stretch' THEN day ELSE min(l) OVER (PARTITION BY c, run ORDER BY i ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) END AS latest_start
                FROM opened),
        placed AS (SELECT c, i, first_day, latest_start, l, scope_first, scope_last, s_most > 0 AS has_days,
            (row_number() OVER (PARTITION BY c ORDER BY form = 'blank', CASE WHEN form = 'blank' THEN latest_start ELSE first_day END, latest_start, coalesce(time, -1), i) - 1)::INTEGER AS place FROM tight)
        SELECT contact.* EXCLUDE (planted, day, before, after), first_day, latest_start, place, scope_first, scope_last, has_days,
            CASE WHEN form = 'stretch' THEN coalesce(last_raw, first_day) ELSE first_day END AS earliest_end,
            CASE WHEN form = 'stretch' THEN l ELSE latest_start END AS last_day FROM contact JOIN placed USING (c, i) ORDER BY c, place""")


def sector(party: str) -> str:
    """SQL of the sector of a party."""
    return f"""CASE WHEN {party} = '' THEN '' WHEN {party} IN {PEOPLE} THEN {party} WHEN {party} = 'unknown' THEN 'other'
        WHEN starts_with({party}, 'unknown:') THEN substr({party}, 9) WHEN starts_with({party}, 'planted') THEN 'voluntary'
        ELSE {values(SECTORS)}[1 + (hash({party}, 1) % {len(SECTORS)})::INTEGER] END"""


def loaded_sql() -> str:
    """The rows of a cohort as `explorer cohort load` makes them, in order."""

    def is_organisation(party: str) -> str:
        return f"{party} NOT IN ('', 'unknown', 'subject', 'family', 'public') AND NOT starts_with({party}, 'unknown:')"

    return f"""
        WITH steps AS (SELECT step.*, grouped, settles, CASE form WHEN 'day' THEN day_text(day) WHEN 'month' THEN substr(day_text(day), 1, 7) ELSE '' END AS date,
                CASE form WHEN 'month' THEN month_first(day) ELSE day END AS f, CASE form WHEN 'month' THEN month_last(day) ELSE day END AS l
                FROM step JOIN terms USING (outcome)),
        became AS (SELECT c, i, receiver, grouped, f, l,
                list_concat(CASE WHEN received_day IS NULL THEN [] ELSE [{{'outcome': 'received', 'date': day_text(received_day), 'seen': '', 'basis': basis}}] END,
                    [{{'outcome': outcome, 'date': date, 'seen': seen, 'basis': basis}}]) AS steps,
                CASE WHEN settles THEN outcome END AS decided, CASE WHEN settles THEN f END AS decided_f, CASE WHEN settles THEN l END AS decided_l
                FROM steps),
        rows AS (SELECT c, i, place, unnest(range(len(receivers)))::INTEGER AS number, unnest(receivers) AS receiver, * EXCLUDE (c, i, place, receivers) FROM edge)
        SELECT printf('case-%08d', c) AS "case", printf('C%d', i + 1) AS contact, place, number, sender, receiver,
            {sector("sender")} AS sender_sector, {sector("receiver")} AS receiver_sector,
            {is_organisation("sender")} AS sender_is_organisation, {is_organisation("receiver")} AS receiver_is_organisation,
            'subject' AS about, kind, counted AS is_counted,
            asks AND receiver NOT IN ('subject', 'family', 'public') AS is_referral, date, time::SMALLINT AS time,
            CASE receipt WHEN 'never' THEN 'never' WHEN 'later' THEN day_text(receipt_day) ELSE '' END AS received,
            first_day, latest_start, earliest_end, last_day,
            coalesce(receipt_day, first_day) AS arrived_first_day, coalesce(receipt_day, latest_start) AS arrived_latest_start,
            form = 'stretch' AS is_stretch, seen, CASE WHEN follows THEN printf('C%d', i) ELSE '' END AS follows,
            CASE shares WHEN 'earlier' THEN printf('C%d', i) WHEN 'none' THEN 'none' END AS shares, basis,
            CASE WHEN NOT asks THEN '' WHEN receipt = 'never' THEN 'no response' ELSE coalesce(grouped, 'not recorded') END AS state,
            coalesce(steps, []) AS steps, CASE WHEN asks THEN coalesce(decided, '') ELSE '' END AS decided,
            asks AND decided IS NOT NULL AND decided_f IS NOT NULL AS decided_is_dated,
            CASE WHEN asks AND decided IS NOT NULL THEN coalesce(decided_f, scope_first) ELSE 0 END AS decided_first_day,
            CASE WHEN asks AND decided IS NOT NULL THEN coalesce(decided_l, scope_last) ELSE 0 END AS decided_last_day,
            CASE WHEN has_days THEN scope_first ELSE 0 END AS scope_first_day, CASE WHEN has_days THEN scope_last ELSE 0 END AS scope_last_day
        FROM rows JOIN kinds USING (kind) LEFT JOIN became USING (c, i, receiver) ORDER BY c, place, number"""


def raw_sql() -> dict[str, str]:
    """The same contacts as an agency's tables would hold them, in no order that matters."""
    return {
        "contacts": f"""SELECT printf('case-%08d', c) AS "case", printf('C%d', i + 1) AS id, date, coalesce(printf('%02d:%02d', time // 60, time % 60), '') AS time,
            CASE receipt WHEN 'never' THEN 'never' WHEN 'later' THEN day_text(receipt_day) ELSE '' END AS received,
            sender AS "from", array_to_string(receivers, ';') AS "to", {sector("sender")} AS from_sector,
            array_to_string(list_transform(receivers, lambda x: {sector("x")}), ';') AS to_sector,
            '' AS about, kind, seen, CASE WHEN follows THEN printf('C%d', i) ELSE '' END AS follows,
            CASE shares WHEN 'earlier' THEN printf('C%d', i) WHEN 'none' THEN 'none' ELSE '' END AS shares,
            CASE basis WHEN 'recorded' THEN '' ELSE basis END AS basis FROM edge ORDER BY hash(c, 99), i""",
        "outcomes": """WITH told AS (SELECT c, i, receiver, CASE form WHEN 'day' THEN day_text(day) WHEN 'month' THEN substr(day_text(day), 1, 7) ELSE '' END AS date, outcome, seen, basis
                FROM step UNION ALL SELECT c, i, receiver, day_text(received_day), 'received', '', basis FROM step WHERE received_day IS NOT NULL)
            SELECT printf('case-%08d', c) AS "case", printf('C%d', i + 1) AS contact, receiver, date, outcome, seen, basis
            FROM told ORDER BY hash(c, 98), i, receiver, outcome""",
    }  # fmt: skip


def answers(con: duckdb.DuckDBPyConnection, plan: Plan) -> dict[str, object]:
    """What was planted, and so what any measure must find of these organisations."""
    returning, repeating = (
        con.execute(f"SELECT count(*) FROM sizes WHERE planted AND c % {PLANTED_EVERY} = {sort}").fetchall()[
            0
        ][0]
        for sort in (7, 23)
    )
    cases, contacts = con.execute("SELECT count(*), sum(n)::BIGINT FROM sizes").fetchall()[0]
    return {
        "plan": asdict(plan), "cases": cases, "contacts": contacts,
        "flows": {
            "planted-a -> planted-b": {"referrals": returning, "cases": returning, "passed on": returning, "wait_days": 7},
            "planted-b -> planted-a": {"referrals": returning, "cases": returning, "taken on": returning, "wait_days": 7},
            "planted-a -> planted-c": {"referrals": returning, "cases": returning, "not recorded": returning},
            "planted-d -> planted-e": {"referrals": 3 * repeating, "cases": repeating, "ended": 2 * repeating, "not recorded": repeating, "wait_days": 21},
        },
        "returns": {"to planted-a, by planted-b": returning, "journeys planted-a, planted-b, planted-a, planted-c": returning},
        "repeats": {"to planted-e, within 90 days of the one before": repeating, "within 365 days": 2 * repeating, "days apart": [60, 200]},
    }  # fmt: skip


def make_cohort(
    output: Path, plan: Plan, *, loaded: bool = False, is_folder: bool = False, shape: str = "parquet"
) -> dict[str, object]:
    """Writes the cohort and what was planted in it, and returns the latter.

    ``loaded``: ``output`` is a Parquet file as loading makes it (``is_folder``: a folder of parts in order, which saves
    writing it twice). Else ``output`` is a folder of ``contacts`` and ``outcomes``, ``shape`` ``parquet`` or ``csv``.
    """
    con = duckdb.connect()
    parts_folder = output.parent / f".{output.name}.parts"
    con.execute("SET temp_directory = ?", [str(parts_folder / "temp")])
    shutil.rmtree(parts_folder, ignore_errors=True)
    parts_folder.mkdir(parents=True)
    prepare(con, plan)
    made: dict[str, list[Path]] = {}
    for number, (first, last) in enumerate(batches(con, plan)):
        draw(con, plan, first, last)
        for name, sql in ({"loaded": loaded_sql()} if loaded else raw_sql()).items():
            made.setdefault(name, []).append(parts_folder / f"{name}-{number:04}.parquet")
            _copy(con, sql, made[name][-1], is_loaded=loaded)
    found = answers(con, plan)
    con.execute("DROP TABLE IF EXISTS contact; DROP TABLE IF EXISTS step; DROP TABLE IF EXISTS edge")
    if output.is_dir():
        shutil.rmtree(output)
    if is_folder or not loaded:
        output.mkdir(parents=True)
    for name, paths in made.items():
        if is_folder:
            for path in paths:
                path.rename(output / path.name)
        else:
            whole = output if loaded else output / f"{name}.{shape}"
            _copy(
                con,
                f"SELECT * FROM read_parquet({quoted([str(path) for path in paths])})",
                whole,
                is_loaded=loaded,
            )
    con.close()
    shutil.rmtree(parts_folder)
    output.with_name(f"{output.stem}.answers.json").write_text(json.dumps(found, indent=1), "utf-8")
    return found


def _copy(con: duckdb.DuckDBPyConnection, sql: str, path: Path, *, is_loaded: bool = False) -> None:
    if is_loaded:
        text = json.dumps(
            {
                "version": VERSION,
                "title": "A synthetic cohort",
                "marking": "",
                "organisations": {},
                "vocabulary": {},
            }
        )
        named = ", ".join(f'"{column.name}"::{column.type} AS "{column.name}"' for column in COLUMNS)
        sql = f"SELECT {named} FROM ({sql})"
        options = (
            f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880, KV_METADATA {{'{METADATA}': '{text}'}}"
        )
    else:
        options = (
            "FORMAT parquet, COMPRESSION zstd" if path.suffix == ".parquet" else "FORMAT csv, HEADER true"
        )
    target = quoted([str(path)])[1:-1]
    con.execute(f"COPY ({sql}) TO {target} ({options})")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("output", type=Path)
    parser.add_argument("--loaded", action="store_true", help="as `explorer cohort load` would make it")
    parser.add_argument("--parts", action="store_true", help="a folder of parts in order, with --loaded")
    parser.add_argument("--shape", choices=("parquet", "csv"), default="parquet", help="of the raw tables")
    parser.add_argument("--bare", dest="planted", action="store_false", help="plant nothing")
    for name, default in asdict(Plan()).items():
        if name != "planted":
            parser.add_argument(f"--{name}", type=type(default), default=default)
    wanted = vars(parser.parse_args())
    output, loaded, shape = wanted.pop("output"), wanted.pop("loaded"), wanted.pop("shape")
    is_folder = wanted.pop("parts") and loaded
    print(
        json.dumps(
            make_cohort(output, Plan(**wanted), loaded=loaded, is_folder=is_folder, shape=shape), indent=1
        )
    )
