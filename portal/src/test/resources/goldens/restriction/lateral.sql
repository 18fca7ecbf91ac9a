SELECT x FROM events CROSS JOIN LATERAL (SELECT ts AS x FROM events) l, UNNEST(ARRAY[1]) u (y)
-- becomes
SELECT x FROM <files> events CROSS JOIN LATERAL (SELECT ts AS x FROM <files> events) l, UNNEST(ARRAY[1]) u (y)
LIMIT 1001
