SELECT '😀', count(*) FROM events e
-- becomes
SELECT '😀', count(*) FROM <files> e
LIMIT 1001
