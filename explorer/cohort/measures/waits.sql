-- name: waits
-- title: Waits from request to outcome
-- How long requests to each sector waited for the first outcome that settles them, where both have a date, in bands of
-- days (the last is open). A wait whose days are not exact stands in one band at its least and in another at its most.
-- finding: waits
-- column sector text: Sector of the organisation asked
-- column from_days text: From, days. The band begins here; it ends before the next
-- column cases cases: Cases. With at least one of them
-- column at_least part: Waits at their least
-- column at_most part: Waits at their most
-- margin sector: at_least at_most
SELECT sector, CAST(from_days AS VARCHAR(3)) AS from_days, count(*) AS cases, sum(at_least) AS at_least, sum(at_most) AS at_most
FROM (
    SELECT sector, from_days, case_code, sum(at_least) AS at_least, sum(at_most) AS at_most
    FROM (
        SELECT receiver_sector AS sector, case_code, 1 AS at_least, 0 AS at_most,
               CASE WHEN least_wait < 8 THEN 0 WHEN least_wait < 15 THEN 8 WHEN least_wait < 29 THEN 15 WHEN least_wait < 57 THEN 29
                        WHEN least_wait < 113 THEN 57 ELSE 113 END AS from_days
        FROM referral_of_sectors
        WHERE least_wait IS NOT NULL
        UNION ALL
        SELECT receiver_sector, case_code, 0, 1,
               CASE WHEN most_wait < 8 THEN 0 WHEN most_wait < 15 THEN 8 WHEN most_wait < 29 THEN 15 WHEN most_wait < 57 THEN 29
                        WHEN most_wait < 113 THEN 57 ELSE 113 END
        FROM referral_of_sectors
        WHERE least_wait IS NOT NULL
    ) AS wait
    GROUP BY sector, from_days, case_code
) AS of_case
GROUP BY sector, from_days
ORDER BY sector, CAST(from_days AS INTEGER)
