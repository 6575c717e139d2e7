"""Rows of a cohort made in SQL, for the cases in which that says what the functions of one case would say.

Those are cases of contacts with one account each. Where links change neither a bound nor the order, bounds are the
dates, clipped to the scope, and the order is a sort; where they may, the case is named in table ``tied``, and the
function that tightens one case gives its bounds and order (:mod:`tying`). Every other case (several accounts of a
contact, steps to merge, links cut, odd parties) is named in table ``single`` and made by the functions of one case.
The conditions are on the safe side.
"""

from __future__ import annotations

from explorer.cohort.loading.connection import Workshop
from explorer.cohort.loading.rules import HAS_OWN_KEY
from explorer.cohort.schema import COLUMNS

NATURAL = """array_to_string(list_transform(regexp_extract_all(id, '[0-9]+|[^0-9]+'), lambda part:
    CASE WHEN part[1] BETWEEN '0' AND '9' THEN lpad(part[:18], 18, '0') ELSE '000000000000000000' || part END),
        '!')"""
"""A key whose order is that of :func:`explorer.chronology.natural`: whole numbers as numbers, and before them texts."""

FIRST_POSSIBLE, LAST_POSSIBLE = 1, 3_652_059


def declared() -> str:
    """The columns of a cohort as SQL declares them, with ``c``, the case as a number in order, before them."""
    return "c INTEGER, " + ", ".join(f'"{column.name}" {column.type}' for column in COLUMNS)


def number_cases(shop: Workshop) -> None:
    """Table ``cases``: a number for each case, in the order of their names."""
    shop.run("""CREATE OR REPLACE TABLE cases AS SELECT (row_number() OVER (ORDER BY "case"))::INTEGER AS c, "case"
        FROM (SELECT DISTINCT "case" FROM contacts WHERE "case" != '')""")


def draft(shop: Workshop, has_own_parties: bool) -> None:
    """Tables ``drafted`` (contacts with days as read), ``step``, ``scope`` and ``single``."""
    key = HAS_OWN_KEY if has_own_parties else "true"
    shop.run(f"""CREATE OR REPLACE TABLE drafted AS
        SELECT cases.c, c.n, c.id, k.kind, k.asks, k.counted, c.kind AS kind_text,
            CASE WHEN len(f.parties) > 0 THEN f.parties[1] ELSE '' END AS sender, coalesce(g.parties,
                []) AS receivers,
            CASE WHEN c.about = '' THEN s.sole ELSE array_to_string(list_sort(a.parties), ';') END AS about,
            c.date, m.minutes, CASE WHEN lower(c.received) = 'never' THEN 'never' ELSE c.received END AS received,
            d.first_day, d.latest_start, d.earliest_end, d.last_day, coalesce(d.is_stretch, false) AS is_stretch,
            r.first_day AS receipt_first, r.last_day AS receipt_last, r.text IS NOT NULL
                AND lower(c.received) != 'never' AS has_receipt,
            lower(c.seen) AS seen, CASE WHEN c.basis = '' THEN 'recorded' ELSE lower(c.basis) END AS basis,
            coalesce(CASE WHEN len(i.items) > 1 THEN list_sort(lf.items) ELSE lf.items END, []) AS follows,
            CASE WHEN len(i.items) > 1 THEN list_sort(ls.items) ELSE ls.items END AS shares, c.outcome, c.outcome_date
        FROM contacts c JOIN cases USING ("case") JOIN kinds k ON k.text = c.kind LEFT JOIN dates d ON d.text = c.date
        LEFT JOIN dates r ON r.text = c.received LEFT JOIN times m ON m.text = c.time
        LEFT JOIN ends f ON f.text = c."from" AND f.sectors = c.from_sector AND {key.format("f")}
        LEFT JOIN ends g ON g.text = c."to" AND g.sectors = c.to_sector AND {key.format("g")}
        LEFT JOIN ends a ON a.text = c.about AND a.sectors = '' AND {key.format("a")}
        LEFT JOIN subjects s ON s."case" = c."case" LEFT JOIN lists lf ON lf.text = c.follows
        LEFT JOIN lists ls ON ls.text = c.shares LEFT JOIN lists i ON i.text = c.source
        ANTI JOIN bad b ON b."case" = c."case" AND b.id = c.id""")
    shop.run(f"""CREATE OR REPLACE TABLE step AS
        WITH told AS (
            SELECT cases.c, o.contact AS id, CASE WHEN len(g.parties) > 0 THEN g.parties[1] END AS receiver,
                o.outcome, o.date, lower(o.seen) AS seen,
                CASE WHEN o.basis = '' THEN 'recorded' ELSE lower(o.basis) END AS basis
            FROM outcomes o JOIN cases USING ("case") LEFT JOIN ends g ON g.text = o.receiver
                AND g.sectors = '' AND {key.format("g").replace("c.", "o.")}
            ANTI JOIN bad b ON b."case" = o."case" AND b.id = o.contact
            UNION ALL SELECT c, id, NULL, outcome, outcome_date, '', basis FROM drafted WHERE outcome != '')
        SELECT told.c, told.id, coalesce(receiver, CASE WHEN len(p.receivers) > 0 THEN p.receivers[1]
            ELSE '' END) AS receiver, t.outcome, t.grouped, t.settles, t.rank,
            told.date, told.seen, told.basis, d.first_day, d.latest_start, d.earliest_end, d.last_day
        FROM told JOIN terms t ON t.text = told.outcome LEFT JOIN dates d ON d.text = told.date
        LEFT JOIN drafted p ON receiver IS NULL AND p.c = told.c AND p.id = told.id""")
    shop.run(f"""CREATE OR REPLACE TABLE scope AS
        WITH days AS (SELECT c, least(first_day, receipt_first, last_day, receipt_last) AS least,
            greatest(last_day, receipt_last, first_day, receipt_first) AS most,
                CASE WHEN kind = 'index-event' THEN last_day END AS index_day FROM drafted
            UNION ALL SELECT c, least(first_day, last_day), greatest(last_day, first_day), NULL FROM step),
        met AS (SELECT c, min(least) AS least, coalesce(max(index_day), max(most)) AS most FROM days GROUP BY c)
        SELECT c, coalesce(least(least, most), {FIRST_POSSIBLE}) AS scope_first, coalesce(most,
            {LAST_POSSIBLE}) AS scope_last,
            most IS NOT NULL AS has_days FROM met""")
    place(shop)
    choose_single(shop)


def clipped(first: str, last: str, known: str) -> tuple[str, str]:
    """The first and last day of a date clipped to the scope; :meth:`explorer.dates.EDTFDate.clipped` in SQL."""
    return (
        f"coalesce({first}, least(scope_first, {known}))",
        f"coalesce({last}, greatest(scope_last, {known}))",
    )


def place(shop: Workshop) -> None:
    """Table ``placed``: the bounds of each contact, and its place in the case were there no links."""
    first, last = clipped("first_day", "last_day", "first_day, latest_start, earliest_end, last_day")
    shop.run(f"""CREATE OR REPLACE TABLE placed AS
        WITH clip AS (SELECT d.c, d.n, d.id, d.kind, d.date, d.minutes, d.first_day AS said_first,
            d.receipt_first, d.receipt_last, {first} AS f, {last} AS l, d.latest_start AS ls, d.earliest_end AS ee,
                scope_first, scope_last FROM drafted d JOIN scope USING (c)),
        bound AS (SELECT c, n, id, kind, date, minutes, said_first, receipt_first, receipt_last, scope_first,
            scope_last, f AS first_day, coalesce(ls, l) AS latest_start, coalesce(ee, f) AS earliest_end,
                l AS last_day FROM clip)
        SELECT c, n, first_day, latest_start, earliest_end, last_day, coalesce(receipt_first,
            first_day) AS arrived_first, coalesce(receipt_last, latest_start) AS arrived_last,
            (row_number() OVER (PARTITION BY c ORDER BY CASE WHEN kind = 'index-event' THEN 2
                WHEN date = '' THEN 1 ELSE 0 END,
                CASE WHEN said_first IS NULL AND first_day = scope_first THEN latest_start ELSE first_day END,
                latest_start, coalesce(minutes, -1), {NATURAL}, id) - 1)::INTEGER AS place
        FROM bound""")


def choose_single(shop: Workshop) -> None:
    """Tables ``single``, the cases that the functions of one case have to make, and ``tied``, those that they have
    to order."""
    shop.run("""CREATE OR REPLACE TABLE tie AS
        SELECT later.c, later.n AS later, earlier.n AS earlier FROM link l JOIN cases USING ("case")
        JOIN drafted later ON later.n = l.n JOIN drafted earlier ON earlier.c = cases.c AND earlier.id = l.earlier""")
    shop.run("""CREATE OR REPLACE TABLE single AS
        SELECT c FROM cases JOIN several USING ("case") ANTI JOIN bad b ON b."case" = several."case"
            AND b.id = several.id
        UNION SELECT c FROM cases JOIN odd USING ("case")
        UNION SELECT c FROM cases JOIN cut USING ("case")
        UNION SELECT c FROM step GROUP BY c, id, receiver, outcome HAVING count(*) > 1""")
    shop.run("""CREATE OR REPLACE TABLE tied AS SELECT c FROM (
        SELECT c FROM drafted WHERE has_receipt AND (receipt_first IS NULL OR receipt_last IS NULL
            OR first_day IS NULL OR last_day IS NULL
            OR receipt_first < first_day OR receipt_last < latest_start)
        UNION SELECT t.c FROM tie t JOIN drafted a ON a.n = t.earlier JOIN drafted b ON b.n = t.later
            JOIN placed p ON p.n = t.earlier JOIN placed q ON q.n = t.later
            WHERE a.first_day IS NULL OR a.last_day IS NULL OR b.first_day IS NULL OR b.last_day IS NULL
                OR a.has_receipt
            OR a.first_day > b.first_day OR a.latest_start > b.latest_start OR p.place >= q.place) ANTI
                JOIN single USING (c)""")


def build(shop: Workshop, has_own_parties: bool) -> None:
    """Append to ``edge`` the rows of every case that is not in ``single``."""
    key = '{0}.c_key = cases."case"' if has_own_parties else "true"
    first, last = clipped("first_day", "last_day", "first_day, latest_start, earliest_end, last_day")
    shop.run(f"""CREATE OR REPLACE TABLE became AS
        WITH met AS (SELECT step.*, {first} AS f, {last} AS l FROM step JOIN scope USING (c) ANTI
            JOIN single USING (c)),
        told AS (SELECT c, id, receiver, list({{'outcome': outcome, 'date': date, 'seen': seen, 'basis': basis,
            'grouped': grouped, 'settles': settles, 'f': f, 'l': l}}
            ORDER BY date = '', f, l, rank, outcome) AS steps FROM met GROUP BY c, id, receiver)
        SELECT c, id, receiver, list_transform(steps,
            lambda s: {{'outcome': s.outcome, 'date': s.date, 'seen': s.seen, 'basis': s.basis}}) AS steps,
            steps[-1].grouped AS grouped, list_filter(steps, lambda s: s.settles)[1] AS decided FROM told""")
    shop.run(f"""INSERT INTO edge
        WITH edges AS (SELECT d.* EXCLUDE (first_day, latest_start, earliest_end, last_day), p.* EXCLUDE (c, n),
            unnest(CASE WHEN len(receivers) = 0 THEN [''] ELSE receivers END) AS receiver,
            generate_subscripts(CASE WHEN len(receivers) = 0 THEN [''] ELSE receivers END, 1)::INTEGER - 1 AS number
            FROM drafted d JOIN placed p USING (c, n) ANTI JOIN single USING (c))
        SELECT e.c, cases."case", e.id, e.place, e.number, e.sender, e.receiver, coalesce(x.sector, ''),
            coalesce(y.sector, ''),
            coalesce(x.is_organisation, false), coalesce(y.is_organisation, false), e.about, e.kind, e.counted,
            e.asks AND e.receiver != '' AND NOT y.is_person, e.date, e.minutes, e.received,
            e.first_day, e.latest_start, e.earliest_end, e.last_day,
            e.arrived_first, e.arrived_last,
            e.is_stretch, e.seen, array_to_string(e.follows, ';'), array_to_string(e.shares, ';'), e.basis,
            CASE WHEN NOT e.asks OR e.receiver = '' THEN '' WHEN e.received = 'never' THEN 'no response'
                ELSE coalesce(b.grouped, 'not recorded') END,
            coalesce(b.steps, []),
            CASE WHEN e.asks AND e.receiver != '' THEN coalesce(b.decided.outcome, '') ELSE '' END,
            e.asks AND e.receiver != '' AND b.decided IS NOT NULL AND b.decided.date != '',
            CASE WHEN e.asks AND e.receiver != '' THEN coalesce(b.decided.f, 0) ELSE 0 END,
            CASE WHEN e.asks AND e.receiver != '' THEN coalesce(b.decided.l, 0) ELSE 0 END,
            CASE WHEN has_days THEN scope_first ELSE 0 END, CASE WHEN has_days THEN scope_last ELSE 0 END
        FROM edges e JOIN cases USING (c) JOIN scope USING (c)
        LEFT JOIN facts x ON x.party = e.sender AND {key.format("x")} LEFT JOIN facts y ON y.party = e.receiver
            AND {key.format("y")}
        LEFT JOIN became b ON b.c = e.c AND b.id = e.id AND b.receiver = e.receiver""")
