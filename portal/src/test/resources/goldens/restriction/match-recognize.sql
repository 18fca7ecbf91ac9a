SELECT m.n FROM events MATCH_RECOGNIZE (PARTITION BY device_id ORDER BY ts MEASURES count(*) AS n PATTERN (a+) DEFINE a AS true) m
-- becomes
SELECT m.n FROM <files> events MATCH_RECOGNIZE (PARTITION BY device_id ORDER BY ts MEASURES count(*) AS n PATTERN (a+) DEFINE a AS true) m
LIMIT 1001
