SELECT ts FROM events UNION ALL TABLE persons
-- becomes
SELECT ts FROM <events> events UNION ALL (<persons>)
LIMIT 1001
