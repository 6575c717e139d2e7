-- name: organisations
-- title: Organisations
-- Each organisation: in how many cases it took part, what it sent and received, and what became of what it was asked.
-- finding: accumulation, no-outcome
-- column organisation text: Organisation
-- column sector text: Sector
-- column cases cases: Cases. In which it took part in a contact
-- column contacts_sent count: Contacts made. By it
-- column contacts_received count: Contacts received. By it, an edge each
-- column referrals_sent count: Referrals made. Requests to an organisation, an edge each
-- column referrals_received count: Referrals received. Requests, an edge each
-- column taken_on part: Taken on. By the last outcome on record
-- column still_open part: Open. Received or being assessed, by the last outcome on record
-- column ended part: Ended. Ended, closed or advice only, by the last outcome on record
-- column passed_on part: Passed on. By the last outcome on record
-- column no_response part: No response. As recorded, or recorded as never received
-- column no_outcome part: No outcome recorded. None in the supplied sources
-- column other part: Other. Withheld, or an outcome of a case's own vocabulary
-- sum referrals_received: taken_on still_open ended passed_on no_response no_outcome other
SELECT p.name AS organisation, p.sector, t.cases, t.contacts_sent, t.contacts_received,
       coalesce(m.referrals_sent, 0) AS referrals_sent, coalesce(a.referrals, 0) AS referrals_received,
       coalesce(a.taken_on, 0) AS taken_on, coalesce(a.still_open, 0) AS still_open, coalesce(a.ended, 0) AS ended,
       coalesce(a.passed_on, 0) AS passed_on, coalesce(a.no_response, 0) AS no_response,
       coalesce(a.no_outcome, 0) AS no_outcome, coalesce(a.other, 0) AS other
FROM (
    SELECT organisation, count(*) AS cases, sum(sent) AS contacts_sent, sum(received) AS contacts_received
    FROM (
        SELECT organisation, case_code, sum(sent) AS sent, sum(received) AS received
        FROM taken_part
        GROUP BY organisation, case_code
    ) AS of_case
    GROUP BY organisation
) AS t
JOIN party AS p ON p.code = t.organisation
LEFT JOIN (SELECT sender, count(*) AS referrals_sent FROM referral GROUP BY sender) AS m ON m.sender = t.organisation
LEFT JOIN (
    SELECT receiver, count(*) AS referrals, count(taken_on) AS taken_on, count(still_open) AS still_open,
           count(ended) AS ended, count(passed_on) AS passed_on, count(no_response) AS no_response,
           count(no_outcome) AS no_outcome, count(other) AS other
    FROM referral
    GROUP BY receiver
) AS a ON a.receiver = t.organisation
WHERE p.is_organisation
ORDER BY p.name
