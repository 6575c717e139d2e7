-- What the measures read, for Spark: the tables of duckdb.sql, which says what each is. A case is told by its name, which
-- saves a join of all edges with all cases; a party by a number. Tables are kept by Spark as long as the cohort is open.

CACHE TABLE named_party AS
SELECT party, sector, is_organisation, name, CAST(dense_rank() OVER (ORDER BY name) AS INT) AS code
FROM (
    SELECT DISTINCT party, sector, is_organisation,
           CASE WHEN is_organisation OR party IN ('', 'unknown') OR party LIKE 'unknown:%' THEN party
                ELSE concat('(', sector, ')') END AS name
    FROM (
        SELECT DISTINCT sender AS party, sender_sector AS sector, sender_is_organisation AS is_organisation FROM edge
        UNION ALL
        SELECT DISTINCT receiver, receiver_sector, receiver_is_organisation FROM edge
    ) AS ends
) AS named;

CACHE TABLE party AS
SELECT code, name, min(sector) AS sector, max(is_organisation) AS is_organisation FROM named_party GROUP BY code, name;

-- The cases by name, for whoever has to name them.
CREATE OR REPLACE TEMPORARY VIEW named_case AS
SELECT DISTINCT e.case AS name, e.case AS code FROM edge AS e;

CACHE TABLE referral AS
SELECT case_code, place, about, sender, receiver, first_day, latest_start,
       CASE WHEN state = 'taken on' THEN 1 END AS taken_on, CASE WHEN state = 'open' THEN 1 END AS still_open,
       CASE WHEN state = 'ended' THEN 1 END AS ended, CASE WHEN state = 'passed on' THEN 1 END AS passed_on,
       CASE WHEN state = 'no response' THEN 1 END AS no_response, CASE WHEN state = 'not recorded' THEN 1 END AS no_outcome,
       CASE WHEN state NOT IN ('taken on', 'open', 'ended', 'passed on', 'no response', 'not recorded') THEN 1 END AS other,
       CASE WHEN is_timed THEN greatest(0, decided_first - arrived_latest_start) END AS least_wait,
       CASE WHEN is_timed THEN greatest(0, decided_first - arrived_latest_start, decided_last - arrived_first_day)
       END AS most_wait
FROM (
    SELECT e.case AS case_code, e.place, e.about, s.code AS sender, r.code AS receiver, e.state,
           e.first_day, e.latest_start, e.arrived_first_day, e.arrived_latest_start,
           e.date <> '' AND e.decided_is_dated AS is_timed,
           greatest(e.decided_first_day, e.arrived_first_day) AS decided_first,
           greatest(e.decided_last_day, e.decided_first_day, e.arrived_first_day) AS decided_last
    FROM edge AS e
    JOIN named_party AS s ON s.party = e.sender AND s.sector = e.sender_sector
    JOIN named_party AS r ON r.party = e.receiver AND r.sector = e.receiver_sector
    WHERE e.is_referral
) AS asked;

CACHE TABLE run AS
SELECT case_code, organisation, came_from,
       CASE WHEN came_from <> 0 THEN greatest(0, first_day - before_latest) END AS least_days,
       CASE WHEN came_from <> 0 THEN greatest(0, first_day - before_latest, latest_start - before_first) END AS most_days,
       CASE WHEN lag(came_from) OVER (PARTITION BY case_code ORDER BY place) = organisation THEN 1 END AS direct
FROM (
    SELECT case_code, place, organisation, first_day, latest_start, before_first, before_latest,
           coalesce(before, 0) AS came_from
    FROM (
        SELECT case_code, place, organisation, first_day, latest_start,
               lag(organisation) OVER told AS before,
               lag(first_day) OVER told AS before_first,
               lag(latest_start) OVER told AS before_latest
        FROM (
            SELECT e.case AS case_code, e.place, e.first_day, e.latest_start, o.code AS organisation
            FROM edge AS e
            JOIN party AS o ON o.name = CASE WHEN e.sender_is_organisation THEN e.sender ELSE e.receiver END
            WHERE e.is_counted AND e.number = 0 AND (e.sender_is_organisation OR e.receiver_is_organisation)
        ) AS event
        WINDOW told AS (PARTITION BY case_code ORDER BY place)
    ) AS step
    WHERE before IS NULL OR before <> organisation
) AS begun;

CREATE OR REPLACE TEMPORARY VIEW taken_part AS
SELECT s.code AS organisation, e.case AS case_code, 1 AS sent, 0 AS received
FROM edge AS e
JOIN named_party AS s ON s.party = e.sender AND s.sector = e.sender_sector
WHERE e.is_counted AND e.number = 0 AND e.sender_is_organisation
UNION ALL
SELECT r.code, e.case, 0, 1
FROM edge AS e
JOIN named_party AS r ON r.party = e.receiver AND r.sector = e.receiver_sector
WHERE e.is_counted AND e.receiver_is_organisation;

CREATE OR REPLACE TEMPORARY VIEW referral_of_sectors AS
SELECT x.*, s.sector AS sender_sector, r.sector AS receiver_sector
FROM referral AS x
JOIN party AS s ON s.code = x.sender
JOIN party AS r ON r.code = x.receiver;

CREATE OR REPLACE TEMPORARY VIEW referral_about AS
SELECT case_code, place, receiver, first_day, latest_start, about AS subject FROM referral WHERE about NOT LIKE '%;%'
UNION ALL
SELECT case_code, place, receiver, first_day, latest_start, explode(split(about, ';')) FROM referral
WHERE about LIKE '%;%';

CREATE OR REPLACE TEMPORARY VIEW request_again AS
SELECT receiver, CASE WHEN number = 1 THEN 1 END AS is_first,
       CASE WHEN before_first IS NOT NULL
            AND row_number() OVER (PARTITION BY case_code, receiver, before_first IS NULL ORDER BY number) = 1
            THEN 1 END AS is_first_again,
       CASE WHEN before_first IS NOT NULL THEN greatest(0, first_day - before_latest) END AS least_days,
       CASE WHEN before_first IS NOT NULL
            THEN greatest(0, first_day - before_latest, latest_start - before_first) END AS most_days
FROM (
    SELECT case_code, receiver, first_day, latest_start,
           row_number() OVER (PARTITION BY case_code, receiver ORDER BY subject, place) AS number,
           lag(first_day) OVER told AS before_first, lag(latest_start) OVER told AS before_latest
    FROM referral_about
    WINDOW told AS (PARTITION BY case_code, receiver, subject ORDER BY place)
) AS pair
WHERE number = 1 OR before_first IS NOT NULL;

CREATE OR REPLACE TEMPORARY VIEW wait_of_flow AS
SELECT sender, receiver,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY least_wait) AS median_least_days,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY most_wait) AS median_most_days,
       percentile_disc(0.9) WITHIN GROUP (ORDER BY least_wait) AS p90_least_days,
       percentile_disc(0.9) WITHIN GROUP (ORDER BY most_wait) AS p90_most_days
FROM referral
WHERE least_wait IS NOT NULL
GROUP BY sender, receiver;

CREATE OR REPLACE TEMPORARY VIEW wait_of_sectors AS
SELECT sender_sector, receiver_sector,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY least_wait) AS median_least_days,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY most_wait) AS median_most_days,
       percentile_disc(0.9) WITHIN GROUP (ORDER BY least_wait) AS p90_least_days,
       percentile_disc(0.9) WITHIN GROUP (ORDER BY most_wait) AS p90_most_days
FROM referral_of_sectors
WHERE least_wait IS NOT NULL
GROUP BY sender_sector, receiver_sector;
