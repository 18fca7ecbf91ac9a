SELECT e.event_name FROM events AS e WHERE e.ts > now()
-- becomes
SELECT e.event_name FROM <files> AS e WHERE e.ts > now()
LIMIT 1001
