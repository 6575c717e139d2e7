"""A synthetic cohort as queries over what was drawn: as loading makes it, and as an agency's tables would hold it."""

# ruff: noqa: E501 (lines of SQL)
from __future__ import annotations

from cohort_plan import PEOPLE, SECTORS, values


def sector(party: str) -> str:
    """SQL of the sector of a party."""
    return f"""CASE WHEN {party} = '' THEN '' WHEN {party} IN {PEOPLE} THEN {party} WHEN {party} = 'unknown' THEN 'other'
        WHEN starts_with({party}, 'unknown:') THEN substr({party}, 9) WHEN starts_with({party}, 'planted') THEN 'voluntary'
        ELSE {values(SECTORS)}[1 + (hash({party}, 1) % {len(SECTORS)})::INTEGER] END"""


def loaded_sql() -> str:
    """The rows of a cohort as `explorer cohort load` makes them, in order."""

    return f"""
        WITH steps AS (SELECT step.*, grouped, settles, CASE form WHEN 'day' THEN day_text(day) WHEN 'month' THEN substr(day_text(day), 1, 7) ELSE '' END AS date,
                CASE form WHEN 'month' THEN month_first(day) ELSE day END AS f, CASE form WHEN 'month' THEN month_last(day) ELSE day END AS l
                FROM step JOIN terms USING (outcome)),
        became AS (SELECT c, i, receiver, grouped, f, l,
                list_concat(CASE WHEN received_day IS NULL THEN [] ELSE [{{'outcome': 'received', 'date': day_text(received_day), 'seen': '', 'basis': basis}}] END,
                    [{{'outcome': outcome, 'date': date, 'seen': seen, 'basis': basis}}]) AS steps,
                CASE WHEN settles THEN outcome END AS decided, CASE WHEN settles THEN f END AS decided_f, CASE WHEN settles THEN l END AS decided_l
                FROM steps),
        rows AS (SELECT c, i, place, unnest(range(len(receivers)))::INTEGER AS number, unnest(receivers) AS receiver, * EXCLUDE (c, i, place, receivers) FROM edge),
        named AS (SELECT party, {sector("party")} AS sector,
                party NOT IN ('', 'unknown', 'subject', 'family', 'public') AND NOT starts_with(party, 'unknown:') AS is_organisation
                FROM (SELECT DISTINCT sender AS party FROM rows UNION SELECT DISTINCT receiver FROM rows))
        SELECT printf('case-%08d', c) AS "case", printf('C%d', i + 1) AS contact, place, number, sender, receiver,
            s.sector AS sender_sector, r.sector AS receiver_sector,
            s.is_organisation AS sender_is_organisation, r.is_organisation AS receiver_is_organisation,
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
        FROM rows JOIN kinds USING (kind) JOIN named AS s ON s.party = sender JOIN named AS r ON r.party = receiver
            LEFT JOIN became USING (c, i, receiver) ORDER BY c, place, number"""


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
