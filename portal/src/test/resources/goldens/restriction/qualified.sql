SELECT lake.causality.events.ts, causality.events.event_id
FROM lake . "causality" . EVENTS
-- becomes
SELECT events.ts, events.event_id
FROM <files> events
LIMIT 1001
