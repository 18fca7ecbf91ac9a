SELECT count(DISTINCT "PERSON_ID") FROM events
-- becomes
SELECT count(DISTINCT "PERSON_ID") FROM <events> events
LIMIT 1001
