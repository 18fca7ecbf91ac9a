SELECT periods,
  count(*) AS n
FROM (
  SELECT person_id,
    count(*) AS periods
  FROM (
    SELECT DISTINCT e.person_id,
      CAST(floor(((to_unixtime(e.ts) - 1.793574E9) / 86400.0E0)) AS integer) AS period
    FROM lake.causality.events e
    WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-11-01 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND ((NOT (e.event_name IN ('identify', 'alias', 'group'))) AND (e.person_id IS NOT NULL)))
  )
  GROUP BY 1
)
GROUP BY 1;
