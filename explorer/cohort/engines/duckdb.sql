-- What the measures read, for DuckDB: cases and parties as numbers, then thin tables, each of one pass over the edges.
-- spark.sql makes the same tables; a test holds their rows alike. People are told by their sector: "(family)".

CREATE TEMP TABLE named_case AS
SELECT name, CAST(row_number() OVER (ORDER BY name) AS INTEGER) AS code
FROM (SELECT DISTINCT "case" AS name FROM edge);

CREATE TEMP TABLE named_party AS
SELECT party, sector, is_organisation, name, CAST(dense_rank() OVER (ORDER BY name) AS INTEGER) AS code
FROM (
    SELECT DISTINCT party, sector, is_organisation,
           CASE WHEN is_organisation OR party IN ('', 'unknown') OR party LIKE 'unknown:%' THEN party
                ELSE '(' || sector || ')' END AS name
    FROM (
        SELECT DISTINCT sender AS party, sender_sector AS sector, sender_is_organisation AS is_organisation FROM edge
        UNION ALL
        SELECT DISTINCT receiver, receiver_sector, receiver_is_organisation FROM edge
    ) AS ends
) AS named;

CREATE TEMP TABLE party AS
SELECT code, name, min(sector) AS sector, max(is_organisation) AS is_organisation FROM named_party GROUP BY code, name;

-- Every request to an organisation: what became of it, and its wait in days where both ends have a date.
CREATE TEMP TABLE referral AS
SELECT case_code, place, about, sender, receiver, first_day, latest_start,
       CAST(state = 'taken on' AS TINYINT) AS taken_on, CAST(state = 'open' AS TINYINT) AS still_open,
       CAST(state = 'ended' AS TINYINT) AS ended, CAST(state = 'passed on' AS TINYINT) AS passed_on,
       CAST(state = 'no response' AS TINYINT) AS no_response, CAST(state = 'not recorded' AS TINYINT) AS no_outcome,
       CAST(state NOT IN ('taken on', 'open', 'ended', 'passed on', 'no response', 'not recorded') AS TINYINT) AS other,
       CAST(is_timed AS TINYINT) AS is_timed,
       CASE WHEN is_timed THEN greatest(0, decided_first - arrived_latest_start) END AS least_wait,
       CASE WHEN is_timed THEN greatest(0, decided_first - arrived_latest_start, decided_last - arrived_first_day)
       END AS most_wait
FROM (
    SELECT c.code AS case_code, e.place, e.about, s.code AS sender, r.code AS receiver, e.state,
           e.first_day, e.latest_start, e.arrived_first_day, e.arrived_latest_start,
           e.date <> '' AND e.decided_is_dated AS is_timed,
           greatest(e.decided_first_day, e.arrived_first_day) AS decided_first,
           greatest(e.decided_last_day, e.decided_first_day, e.arrived_first_day) AS decided_last
    FROM edge AS e
    JOIN named_case AS c ON c.name = e."case"
    JOIN named_party AS s ON s.party = e.sender AND s.sector = e.sender_sector
    JOIN named_party AS r ON r.party = e.receiver AND r.sector = e.receiver_sector
    WHERE e.is_referral
) AS asked;

-- Runs: consecutive contacts of one organisation, as in a plain event log. A contact is of the organisation that made
-- it; where a person or nobody made it, of the first that received it. `came_from` is the run before, 0 for the first.
CREATE TEMP TABLE run AS
SELECT case_code, place, organisation, coalesce(came_from, 0) AS came_from,
       greatest(0, first_day - before_latest) AS least_days,
       greatest(0, first_day - before_latest, latest_start - before_first) AS most_days
FROM (
    SELECT case_code, place, organisation, first_day, latest_start,
           lag(organisation) OVER told AS came_from,
           lag(first_day) OVER told AS before_first,
           lag(latest_start) OVER told AS before_latest
    FROM (
        SELECT c.code AS case_code, e.place, e.first_day, e.latest_start,
               CASE WHEN e.sender_is_organisation THEN s.code ELSE r.code END AS organisation
        FROM edge AS e
        JOIN named_case AS c ON c.name = e."case"
        JOIN named_party AS s ON s.party = e.sender AND s.sector = e.sender_sector
        JOIN named_party AS r ON r.party = e.receiver AND r.sector = e.receiver_sector
        WHERE e.is_counted AND e.number = 0 AND (e.sender_is_organisation OR e.receiver_is_organisation)
    ) AS event
    WINDOW told AS (PARTITION BY case_code ORDER BY place)
) AS step
WHERE came_from IS NULL OR came_from <> organisation;

-- Every contact that an organisation made, and every one that it received, an edge each. One with itself is both.
CREATE TEMP VIEW taken_part AS
SELECT s.code AS organisation, c.code AS case_code, 1 AS sent, 0 AS received
FROM edge AS e
JOIN named_case AS c ON c.name = e."case"
JOIN named_party AS s ON s.party = e.sender AND s.sector = e.sender_sector
WHERE e.is_counted AND e.number = 0 AND e.sender_is_organisation
UNION ALL
SELECT r.code, c.code, 0, 1
FROM edge AS e
JOIN named_case AS c ON c.name = e."case"
JOIN named_party AS r ON r.party = e.receiver AND r.sector = e.receiver_sector
WHERE e.is_counted AND e.receiver_is_organisation;

CREATE TEMP VIEW referral_of_sectors AS
SELECT x.*, s.sector AS sender_sector, r.sector AS receiver_sector
FROM referral AS x
JOIN party AS s ON s.code = x.sender
JOIN party AS r ON r.code = x.receiver;

-- One row a subject: most requests are about one.
CREATE TEMP VIEW referral_about AS
SELECT case_code, place, receiver, first_day, latest_start, about AS subject FROM referral WHERE about NOT LIKE '%;%'
UNION ALL
SELECT case_code, place, receiver, first_day, latest_start, unnest(string_split(about, ';')) FROM referral
WHERE about LIKE '%;%';
