SELECT period,
  count(*) AS value
FROM (
  SELECT 0 AS period
  FROM lake.causality.events_files e
  WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-11-01 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND (e.event_name = 'Paid'))
)
GROUP BY 1;

SELECT period,
  count(*) AS value
FROM (
  SELECT 0 AS period
  FROM lake.causality.events_files e
  WHERE FALSE
)
GROUP BY 1;
