-- name: handovers
-- title: Inferred handovers
-- Consecutive runs of contacts of two organisations in one case, as in a plain event log: the one is recorded as acting
-- last before the other first does. Nothing records that anything was handed over: referrals are counted apart.
-- finding: handoffs
-- column sender text: From. The organisation whose run ends
-- column sender_sector text: Sector of the sender
-- column receiver text: To. The organisation whose run begins
-- column receiver_sector text: Sector of the receiver
-- column handovers count: Handovers. Inferred from the order of contacts
-- column cases cases: Cases. With at least one of them
-- column median_least_days days: Median days between, least. From start to start of the two contacts, each at its least
-- column median_most_days days: Median days between, most. The same, each at its most
SELECT s.name AS sender, s.sector AS sender_sector, r.name AS receiver, r.sector AS receiver_sector,
       f.handovers, c.cases, f.median_least_days, f.median_most_days
FROM (
    SELECT came_from, organisation, count(*) AS handovers,
           percentile_disc(0.5) WITHIN GROUP (ORDER BY least_days) AS median_least_days,
           percentile_disc(0.5) WITHIN GROUP (ORDER BY most_days) AS median_most_days
    FROM run
    WHERE came_from <> 0
    GROUP BY came_from, organisation
) AS f
JOIN (
    SELECT came_from, organisation, count(*) AS cases
    FROM (SELECT DISTINCT came_from, organisation, case_code FROM run WHERE came_from <> 0) AS of_case
    GROUP BY came_from, organisation
) AS c ON c.came_from = f.came_from AND c.organisation = f.organisation
JOIN party AS s ON s.code = f.came_from
JOIN party AS r ON r.code = f.organisation
ORDER BY s.name, r.name
