select * from Events
-- becomes
select * from <events> events
LIMIT 1001
