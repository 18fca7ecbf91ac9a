SELECT ts FROM events ORDER BY ts LIMIT 5
-- becomes
SELECT ts FROM <files> events ORDER BY ts LIMIT 5
