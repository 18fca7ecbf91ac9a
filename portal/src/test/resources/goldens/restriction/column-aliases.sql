SELECT count(a) FROM events AS e (a)
-- becomes
SELECT count(a) FROM <events> AS e (a)
LIMIT 1001
