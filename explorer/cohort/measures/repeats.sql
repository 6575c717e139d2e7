-- name: repeats
-- title: Repeat referrals
-- Requests about the same subject to the same organisation that come again after an earlier one: within so many days of
-- the one before it for certain (at the most their dates allow), or possibly (at the least).
-- finding: repeat-referrals
-- option within_days 90 days: Days from one request to the next, at most
-- column receiver text: To. The organisation asked
-- column sector text: Sector of the receiver
-- column referrals count: Referrals. Requests, an edge and a subject each
-- column cases cases: Cases. With at least one of them
-- column repeats part: Came again. Requests with an earlier one in the same case
-- column certainly_within part: Certainly within the days
-- column possibly_within part: Possibly within the days. The certain ones among them
-- column cases_with_repeat part: Cases with a repeat
SELECT p.name AS receiver, p.sector, f.referrals, f.cases, f.repeats, f.certainly_within, f.possibly_within,
       f.cases_with_repeat
FROM (
    SELECT receiver, sum(referrals) AS referrals, count(*) AS cases, sum(repeats) AS repeats,
           sum(certainly_within) AS certainly_within, sum(possibly_within) AS possibly_within,
           sum(CASE WHEN repeats > 0 THEN 1 ELSE 0 END) AS cases_with_repeat
    FROM (
        SELECT receiver, case_code, count(*) AS referrals,
               sum(CASE WHEN before_first IS NULL THEN 0 ELSE 1 END) AS repeats,
               sum(CASE WHEN greatest(0, first_day - before_latest, latest_start - before_first) <= :within_days
                        AND before_first IS NOT NULL THEN 1 ELSE 0 END) AS certainly_within,
               sum(CASE WHEN greatest(0, first_day - before_latest) <= :within_days
                        AND before_first IS NOT NULL THEN 1 ELSE 0 END) AS possibly_within
        FROM (
            SELECT receiver, case_code, first_day, latest_start,
                   lag(first_day) OVER told AS before_first, lag(latest_start) OVER told AS before_latest
            FROM referral_about
            WINDOW told AS (PARTITION BY case_code, receiver, subject ORDER BY place)
        ) AS pair
        GROUP BY receiver, case_code
    ) AS of_case
    GROUP BY receiver
) AS f
JOIN party AS p ON p.code = f.receiver
ORDER BY p.name
