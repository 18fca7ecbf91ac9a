WITH RECURSIVE t (n) AS (VALUES 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3) SELECT count(*) FROM t, events
-- becomes
WITH RECURSIVE t (n) AS (VALUES 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3) SELECT count(*) FROM t, <files> events
LIMIT 1001
