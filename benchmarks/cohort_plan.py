"""What a synthetic cohort is drawn from: how much of what, its words, and the sizes of its cases."""

# ruff: noqa: E501 (lines of SQL)
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

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
