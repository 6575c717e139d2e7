-- name: yearly-flows
-- title: Referrals from one party to another, by year
-- Each pair of who asked and which organisation was asked, by the year in which the requests certainly began. Those whose
-- dates allow several years stand in a row of their own, with no year.
-- finding: no-outcome
-- column sender text: From. Who asked: an organisation, or people by their sector
-- column receiver text: To. The organisation asked
-- column year text: Year. Blank where the date does not tell
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
-- margin sender+receiver: referrals taken_on still_open ended passed_on no_response no_outcome other
WITH dated AS (
    SELECT CASE WHEN substr(x.text, 1, 4) = substr(y.text, 1, 4) THEN substr(x.text, 1, 4) ELSE '' END AS year, z.*
    FROM referral AS z
    LEFT JOIN calendar AS x ON x.day = z.first_day
    LEFT JOIN calendar AS y ON y.day = z.latest_start
)
SELECT s.name AS sender, r.name AS receiver, f.year, f.referrals, c.cases, f.taken_on, f.still_open, f.ended,
       f.passed_on, f.no_response, f.no_outcome, f.other
FROM (
    SELECT sender, receiver, year, count(*) AS referrals, count(taken_on) AS taken_on, count(still_open) AS still_open,
           count(ended) AS ended, count(passed_on) AS passed_on, count(no_response) AS no_response,
           count(no_outcome) AS no_outcome, count(other) AS other
    FROM dated
    GROUP BY sender, receiver, year
) AS f
JOIN (
    SELECT sender, receiver, year, count(*) AS cases
    FROM (SELECT DISTINCT sender, receiver, year, case_code FROM dated) AS of_case
    GROUP BY sender, receiver, year
) AS c ON c.sender = f.sender AND c.receiver = f.receiver AND c.year = f.year
JOIN party AS s ON s.code = f.sender
JOIN party AS r ON r.code = f.receiver
ORDER BY s.name, r.name, f.year
