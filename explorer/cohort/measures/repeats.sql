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
SELECT p.name AS receiver, p.sector, t.referrals, f.cases, f.repeats, f.certainly_within, f.possibly_within,
       f.cases_with_repeat
FROM (
    SELECT receiver, count(is_first) AS cases, count(most_days) AS repeats,
           count(CASE WHEN most_days <= :within_days THEN 1 END) AS certainly_within,
           count(CASE WHEN least_days <= :within_days THEN 1 END) AS possibly_within,
           count(is_first_again) AS cases_with_repeat
    FROM request_again
    GROUP BY receiver
) AS f
JOIN (SELECT receiver, count(*) AS referrals FROM referral_about GROUP BY receiver) AS t ON t.receiver = f.receiver
JOIN party AS p ON p.code = f.receiver
ORDER BY p.name
