SELECT 'FROM events' /* FROM events */ -- FROM events
FROM events
-- becomes
SELECT 'FROM events' /* FROM events */ -- FROM events
FROM <files> events
LIMIT 1001
