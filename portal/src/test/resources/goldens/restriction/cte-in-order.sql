WITH a AS (SELECT ts FROM events), "Events" AS (SELECT ts FROM a), b AS (SELECT ts FROM events) SELECT count(*) FROM b
-- becomes
WITH a AS (SELECT ts FROM <files> events), "Events" AS (SELECT ts FROM a), b AS (SELECT ts FROM events) SELECT count(*) FROM b
LIMIT 1001
