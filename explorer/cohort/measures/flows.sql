-- name: flows
-- title: Referrals from one party to another
-- Each pair of who asked and which organisation was asked: how many requests, in how many cases, what became of them, and
-- the days from request to the first outcome that settles it, where both have a date. A wait whose days are not exact
-- is counted at its least and at its most.
-- finding: no-outcome, waits
-- column sender text: From. Who asked: an organisation, or people by their sector
-- column sender_sector text: Sector of the sender
-- column receiver text: To. The organisation asked
-- column receiver_sector text: Sector of the receiver
-- column referrals count: Referrals. Requests, an edge each
-- column cases cases: Cases. With at least one of them
-- column taken_on part: Taken on. By the last outcome on record
-- column still_open part: Open. Received or being assessed, by the last outcome on record
-- column ended part: Ended. Ended, closed or advice only, by the last outcome on record
-- column passed_on part: Passed on. By the last outcome on record
-- column no_response part: No response. As recorded, or recorded as never received
-- column no_outcome part: No outcome recorded. None in the supplied sources
-- column other part: Other. Withheld, or an outcome of a case's own vocabulary
-- column waits part: Waits. Referrals whose wait can be counted
-- column median_least_days days: Median wait, least. Half of the waits are at most this long, each at its least
-- column median_most_days days: Median wait, most. The same, each at its most
-- column p90_least_days days: Nine of ten, least. Nine of ten waits are at most this long, each at its least
-- column p90_most_days days: Nine of ten, most. The same, each at its most
-- column least_days days: Shortest wait. At its least
-- column most_days days: Longest wait. At its most
-- sum referrals: taken_on still_open ended passed_on no_response no_outcome other
-- margin receiver: referrals taken_on still_open ended passed_on no_response no_outcome other
-- margin sender: referrals
-- margin sender_sector+receiver_sector: referrals taken_on still_open ended passed_on no_response no_outcome other waits
SELECT s.name AS sender, s.sector AS sender_sector, r.name AS receiver, r.sector AS receiver_sector,
       f.referrals, c.cases, f.taken_on, f.still_open, f.ended, f.passed_on, f.no_response,
       f.no_outcome, f.other, f.waits,
       w.median_least_days, w.median_most_days, w.p90_least_days, w.p90_most_days, f.least_days, f.most_days
FROM (
    SELECT sender, receiver, count(*) AS referrals, count(taken_on) AS taken_on, count(still_open) AS still_open,
           count(ended) AS ended, count(passed_on) AS passed_on, count(no_response) AS no_response,
           count(no_outcome) AS no_outcome, count(other) AS other, count(least_wait) AS waits,
           min(least_wait) AS least_days, max(most_wait) AS most_days
    FROM referral
    GROUP BY sender, receiver
) AS f
JOIN (
    SELECT sender, receiver, count(*) AS cases
    FROM (SELECT DISTINCT sender, receiver, case_code FROM referral) AS of_case
    GROUP BY sender, receiver
) AS c ON c.sender = f.sender AND c.receiver = f.receiver
LEFT JOIN wait_of_flow AS w ON w.sender = f.sender AND w.receiver = f.receiver
JOIN party AS s ON s.code = f.sender
JOIN party AS r ON r.code = f.receiver
ORDER BY s.name, r.name
