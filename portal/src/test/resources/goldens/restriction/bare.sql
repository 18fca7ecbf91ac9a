SELECT count(*) FROM events
-- becomes
SELECT count(*) FROM <files> events
LIMIT 1001
