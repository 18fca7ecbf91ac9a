SELECT (SELECT max(ts) FROM events), count(*)
FROM events
WHERE EXISTS (SELECT 1 FROM events i WHERE i.device_id = events.device_id)
  AND user_id IN (SELECT user_id FROM persons)
-- becomes
SELECT (SELECT max(ts) FROM <files> events), count(*)
FROM <files> events
WHERE EXISTS (SELECT 1 FROM <files> i WHERE i.device_id = events.device_id)
  AND user_id IN (SELECT user_id FROM (<persons>) persons)
LIMIT 1001
