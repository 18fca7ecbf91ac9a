WITH events AS (SELECT 1 AS x) SELECT count(*) FROM events, causality.events AS r
-- becomes
WITH events AS (SELECT 1 AS x) SELECT count(*) FROM events, <files> AS r
LIMIT 1001
