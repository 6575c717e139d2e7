"""The contacts of a synthetic cohort, and what became of its requests, drawn in SQL from hashes, some cases at a time."""

# ruff: noqa: E501 (lines of SQL)
from __future__ import annotations

import duckdb
from cohort_plan import (
    DAYS,
    FIRST_DAY,
    MEETING,
    OUTCOMES,
    PASSING,
    PLANTED_EVERY,
    Plan,
    pick,
)


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
    """Bounds tightened along the chains of follows, the scope of each case, and the place of each: a row a contact, in no order."""
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
            CASE WHEN form = 'stretch' THEN l ELSE latest_start END AS last_day FROM contact JOIN placed USING (c, i)""")
