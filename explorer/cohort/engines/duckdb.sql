-- What the measures read, for DuckDB: parties as numbers, then thin tables, each of one pass over the edges.
-- spark.sql makes the same tables; a test holds their rows alike. People are told by their sector: "(family)".

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

-- Sectors as a type, in order: what is grouped by them is grouped by numbers, and read as text.
CREATE TEMP TYPE sector_name AS
ENUM (SELECT DISTINCT sector FROM named_party ORDER BY sector);

CREATE TEMP TABLE party AS
SELECT code, name, CAST(min(sector) AS sector_name) AS sector, max(is_organisation) AS is_organisation
FROM named_party
GROUP BY code, name;

-- What stands for a name of a case or of an organisation: a number, worked out once for each text of a file's dictionary,
-- where a join looks up every row. The engine sees to it that no two names have the same, or takes the name itself.
CREATE TEMP MACRO key_of(name) AS
hash(name);

-- The cases by name and key: for whoever has to name them.
CREATE TEMP VIEW named_case AS
SELECT DISTINCT "case" AS name, key_of("case") AS code FROM edge;

-- What requests are about, and each subject of it: most are about one.
CREATE TEMP TABLE named_about AS
SELECT about, CAST(row_number() OVER (ORDER BY about) AS INTEGER) AS code
FROM (SELECT DISTINCT about FROM edge WHERE is_referral) AS every;

CREATE TEMP TABLE about_subject AS
SELECT about, CAST(dense_rank() OVER (ORDER BY subject) AS INTEGER) AS subject
FROM (SELECT code AS about, unnest(string_split(about, ';')) AS subject FROM named_about) AS one;

-- Every request to an organisation: what became of it, and its wait in days where both ends have a date.
CREATE TEMP TABLE thin_referral AS
SELECT case_code, place, about, sender, receiver, first_day, latest_start,
       CAST(CASE state WHEN 'taken on' THEN 1 WHEN 'open' THEN 2 WHEN 'ended' THEN 3 WHEN 'passed on' THEN 4
                       WHEN 'no response' THEN 5 WHEN 'not recorded' THEN 6 ELSE 7 END AS TINYINT) AS outcome,
       CASE WHEN is_timed THEN greatest(0, decided_first - arrived_latest_start) END AS least_wait,
       CASE WHEN is_timed THEN greatest(0, decided_first - arrived_latest_start, decided_last - arrived_first_day)
       END AS most_wait
FROM (
    SELECT key_of(e."case") AS case_code, e.place, a.code AS about, s.code AS sender, r.code AS receiver, e.state,
           e.first_day, e.latest_start, e.arrived_first_day, e.arrived_latest_start,
           e.date <> '' AND e.decided_is_dated AS is_timed,
           greatest(e.decided_first_day, e.arrived_first_day) AS decided_first,
           greatest(e.decided_last_day, e.decided_first_day, e.arrived_first_day) AS decided_last
    FROM edge AS e
    JOIN named_party AS s ON s.party = e.sender AND s.sector = e.sender_sector
    JOIN named_party AS r ON r.party = e.receiver AND r.sector = e.receiver_sector
    JOIN named_about AS a ON a.about = e.about
    WHERE e.is_referral
) AS request;

-- The same, with what became of it in words: 1 in one column, null in the others.
CREATE TEMP VIEW referral AS
SELECT case_code, place, about, sender, receiver, first_day, latest_start,
       CASE WHEN outcome = 1 THEN 1 END AS taken_on, CASE WHEN outcome = 2 THEN 1 END AS still_open,
       CASE WHEN outcome = 3 THEN 1 END AS ended, CASE WHEN outcome = 4 THEN 1 END AS passed_on,
       CASE WHEN outcome = 5 THEN 1 END AS no_response, CASE WHEN outcome = 6 THEN 1 END AS no_outcome,
       CASE WHEN outcome = 7 THEN 1 END AS other, least_wait, most_wait
FROM thin_referral;

-- Contacts of organisations, as in a plain event log. A contact is of the organisation that made it; where a person or
-- nobody made it, of the first that received it.
CREATE TEMP VIEW event AS
SELECT key_of("case") AS case_code, place, first_day, latest_start,
       CASE WHEN sender_is_organisation THEN key_of(sender) ELSE key_of(receiver) END AS organisation
FROM edge
WHERE is_counted AND number = 0 AND (sender_is_organisation OR receiver_is_organisation);

-- Runs: consecutive events of one organisation. `came_from` is the organisation of the run before, 0 for the first;
-- `direct` is 1 where the run before that was of this organisation, else null. A file is in order of case and place, so
-- that what comes before is the row before, and nothing is sorted: `direct` is -1 where it was not, and then the engine
-- sorts first. Nothing is joined before the rows are looked at, as a join does not keep their order.
CREATE TEMP TABLE run AS
SELECT b.case_code, o.code AS organisation, coalesce(f.code, 0) AS came_from,
       CASE WHEN f.code IS NOT NULL THEN greatest(0, b.first_day - b.before_latest) END AS least_days,
       CASE WHEN f.code IS NOT NULL
            THEN greatest(0, b.first_day - b.before_latest, b.latest_start - b.before_first) END AS most_days,
       CAST(CASE WHEN b.is_out_of_order THEN -1 WHEN b.before_that = b.organisation THEN 1 END AS TINYINT) AS direct
FROM (
    SELECT case_code, organisation, first_day, latest_start, before_first, before_latest, came_from, is_out_of_order,
           CASE WHEN came_from IS NOT NULL THEN lag(came_from) OVER () END AS before_that
    FROM (
        SELECT case_code, organisation, first_day, latest_start, before_first, before_latest,
               CASE WHEN before_case = case_code THEN before END AS came_from,
               before_case = case_code AND before_place >= place AS is_out_of_order
        FROM (
            SELECT case_code, place, organisation, first_day, latest_start, lag(case_code) OVER () AS before_case,
                   lag(place) OVER () AS before_place, lag(organisation) OVER () AS before,
                   lag(first_day) OVER () AS before_first, lag(latest_start) OVER () AS before_latest
            FROM event
        ) AS step
        WHERE before_case IS NULL OR before_case <> case_code OR before <> organisation OR before_place >= place
    ) AS begun
) AS b
JOIN party AS o ON key_of(o.name) = b.organisation
LEFT JOIN party AS f ON key_of(f.name) = b.came_from;

-- Every contact that an organisation made, and every one that it received, an edge each. One with itself is both.
CREATE TEMP VIEW taken_part AS
SELECT s.code AS organisation, key_of(e."case") AS case_code, 1 AS sent, 0 AS received
FROM edge AS e
JOIN named_party AS s ON s.party = e.sender AND s.sector = e.sender_sector
WHERE e.is_counted AND e.number = 0 AND e.sender_is_organisation
UNION ALL
SELECT r.code, key_of(e."case"), 0, 1
FROM edge AS e
JOIN named_party AS r ON r.party = e.receiver AND r.sector = e.receiver_sector
WHERE e.is_counted AND e.receiver_is_organisation;

CREATE TEMP VIEW referral_of_sectors AS
SELECT x.*, s.sector AS sender_sector, r.sector AS receiver_sector
FROM referral AS x
JOIN party AS s ON s.code = x.sender
JOIN party AS r ON r.code = x.receiver;

-- One row a subject.
CREATE TEMP VIEW referral_about AS
SELECT x.case_code, x.place, x.receiver, x.first_day, x.latest_start, y.subject
FROM referral AS x
JOIN about_subject AS y ON y.about = x.about;

-- The first request of a case to an organisation, and those that come again about a subject, with the days since the one
-- before: one row each. Those that are only of a new subject are in no row. Sorted once, what comes before is the row
-- before, which takes a third of the time of a window for each case, organisation and subject.
CREATE TEMP VIEW request_again AS
SELECT receiver, is_first, CASE WHEN is_first IS NULL AND lag(is_first) OVER () = 1 THEN 1 END AS is_first_again,
       CASE WHEN is_first IS NULL THEN greatest(0, first_day - before_latest) END AS least_days,
       CASE WHEN is_first IS NULL THEN greatest(0, first_day - before_latest, latest_start - before_first) END AS most_days
FROM (
    SELECT receiver, subject, first_day, latest_start, before_subject, before_first, before_latest,
           CASE WHEN before_case = case_code AND before_receiver = receiver THEN NULL ELSE 1 END AS is_first
    FROM (
        SELECT case_code, receiver, subject, first_day, latest_start, lag(case_code) OVER () AS before_case,
               lag(receiver) OVER () AS before_receiver, lag(subject) OVER () AS before_subject,
               lag(first_day) OVER () AS before_first, lag(latest_start) OVER () AS before_latest
        FROM (
            SELECT case_code, receiver, subject, first_day, latest_start
            FROM referral_about
            ORDER BY case_code, receiver, subject, place
        ) AS in_order
    ) AS step
) AS pair
WHERE is_first = 1 OR before_subject = subject;

-- Half, and nine of ten, of the waits of each flow are at most so long: both at once, which saves a third of the time.
CREATE TEMP VIEW wait_of_flow AS
SELECT sender, receiver, least[1] AS median_least_days, most[1] AS median_most_days, least[2] AS p90_least_days,
       most[2] AS p90_most_days
FROM (
    SELECT sender, receiver, quantile_disc(least_wait, [0.5, 0.9]) AS least, quantile_disc(most_wait, [0.5, 0.9]) AS most
    FROM referral
    WHERE least_wait IS NOT NULL
    GROUP BY sender, receiver
) AS w;

CREATE TEMP VIEW wait_of_sectors AS
SELECT sender_sector, receiver_sector, least[1] AS median_least_days, most[1] AS median_most_days,
       least[2] AS p90_least_days, most[2] AS p90_most_days
FROM (
    SELECT sender_sector, receiver_sector, quantile_disc(least_wait, [0.5, 0.9]) AS least,
           quantile_disc(most_wait, [0.5, 0.9]) AS most
    FROM referral_of_sectors
    WHERE least_wait IS NOT NULL
    GROUP BY sender_sector, receiver_sector
) AS w;
