TABLE events
-- becomes
<events>
LIMIT 1001
