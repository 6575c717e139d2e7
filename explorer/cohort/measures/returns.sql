-- name: returns
-- title: Coming back to an organisation
-- Runs of contacts of one organisation that come after it had been left, over the plain order of contacts: directly
-- (A, B, A) or through several others. The finding of one case goes by recorded links instead.
-- finding: returns
-- column organisation text: Organisation
-- column sector text: Sector
-- column runs count: Runs. Of consecutive contacts of the organisation
-- column cases cases: Cases. With at least one of them
-- column returns part: Came back. Runs that are not its first in the case
-- column direct part: Came back directly. After a run of one other organisation
-- column through_others part: Came back through others. After runs of several others
-- column cases_with_return part: Cases with a return
-- sum runs: cases returns
-- sum returns: direct through_others
SELECT p.name AS organisation, p.sector, f.runs, f.cases, f.runs - f.cases AS returns, f.direct,
       f.runs - f.cases - f.direct AS through_others, f.cases_with_return
FROM (
    SELECT organisation, sum(runs) AS runs, count(*) AS cases, sum(direct) AS direct,
           sum(CASE WHEN runs > 1 THEN 1 ELSE 0 END) AS cases_with_return
    FROM (
        SELECT organisation, case_code, count(*) AS runs, count(direct) AS direct
        FROM run
        GROUP BY organisation, case_code
    ) AS of_case
    GROUP BY organisation
) AS f
JOIN party AS p ON p.code = f.organisation
ORDER BY p.name
