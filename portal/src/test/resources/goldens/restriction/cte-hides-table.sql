WITH events AS (SELECT ts FROM events) SELECT count(*) FROM events
-- becomes
WITH events AS (SELECT ts FROM <files> events) SELECT count(*) FROM events
LIMIT 1001
