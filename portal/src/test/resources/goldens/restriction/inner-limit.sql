(SELECT ts FROM events LIMIT 5)
-- becomes
(SELECT ts FROM <files> events LIMIT 5)
LIMIT 1001
