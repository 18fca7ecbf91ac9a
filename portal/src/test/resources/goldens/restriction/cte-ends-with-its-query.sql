SELECT count(*) FROM (WITH events AS (SELECT 1 AS x) SELECT x FROM events) a CROSS JOIN events
-- becomes
SELECT count(*) FROM (WITH events AS (SELECT 1 AS x) SELECT x FROM events) a CROSS JOIN <files> events
LIMIT 1001
