-- name: trends
-- title: Referrals by month
-- Requests to organisations by the month in which they certainly began, with what became of them, for each sector asked.
-- Those whose dates allow several months stand in a row of their own, with no month.
-- finding: no-outcome
-- option quarters 0 yes-no: 1: by quarter in place of month
-- column period text: Month. The first day of it; blank where the date does not tell
-- column sector text: Sector of the organisation asked
-- column referrals count: Referrals. Requests, an edge each
-- column cases cases: Cases. With at least one of them
-- column taken_on part: Taken on. By the last outcome on record
-- column still_open part: Open. Received or being assessed, by the last outcome on record
-- column ended part: Ended. Ended, closed or advice only, by the last outcome on record
-- column passed_on part: Passed on. By the last outcome on record
-- column no_response part: No response. As recorded, or recorded as never received
-- column no_outcome part: No outcome recorded. None in the supplied sources
-- column other part: Other. Withheld, or an outcome of a case's own vocabulary
-- sum referrals: taken_on still_open ended passed_on no_response no_outcome other
-- margin sector: referrals taken_on still_open ended passed_on no_response no_outcome other
WITH dated AS (
    SELECT CASE WHEN :quarters = 0 AND x.month = y.month THEN x.month
                WHEN :quarters = 1 AND x.quarter = y.quarter THEN x.quarter ELSE 0 END AS period, z.*
    FROM referral_of_sectors AS z
    LEFT JOIN calendar AS x ON x.day = z.first_day
    LEFT JOIN calendar AS y ON y.day = z.latest_start
)
SELECT CASE WHEN t.period = 0 THEN '' ELSE b.text END AS period, t.receiver_sector AS sector, t.referrals, c.cases,
       t.taken_on, t.still_open, t.ended, t.passed_on, t.no_response, t.no_outcome, t.other
FROM (
    SELECT period, receiver_sector, count(*) AS referrals, count(taken_on) AS taken_on, count(still_open) AS still_open,
           count(ended) AS ended, count(passed_on) AS passed_on, count(no_response) AS no_response,
           count(no_outcome) AS no_outcome, count(other) AS other
    FROM dated
    GROUP BY period, receiver_sector
) AS t
JOIN (
    SELECT period, receiver_sector, count(*) AS cases
    FROM (SELECT DISTINCT period, receiver_sector, case_code FROM dated) AS of_case
    GROUP BY period, receiver_sector
) AS c ON c.period = t.period AND c.receiver_sector = t.receiver_sector
LEFT JOIN calendar AS b ON b.day = t.period
ORDER BY t.period, t.receiver_sector
