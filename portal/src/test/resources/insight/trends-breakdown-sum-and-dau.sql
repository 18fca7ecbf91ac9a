SELECT b0,
  sum(n) AS n
FROM (
  SELECT coalesce(element_at(e.properties, 'plan'), '') AS b0,
    count(*) AS n
  FROM lake.causality.events_files e
  WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-11-01 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND (e.event_name = 'Paid'))
  GROUP BY 1
  UNION ALL
  SELECT coalesce(element_at(e.properties, 'plan'), '') AS b0,
    count(*) AS n
  FROM lake.causality.events_files e
  WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-11-01 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND (e.event_name = 'Signed up'))
  GROUP BY 1
)
GROUP BY 1
ORDER BY n DESC, b0
LIMIT 3;

SELECT period,
  IF((b0 IN ('pro', '')), b0, 'Other') AS b0,
  sum(v) AS value
FROM (
  SELECT CAST(floor(((to_unixtime(e.ts) - 1.793574E9) / 86400.0E0)) AS integer) AS period,
    coalesce(element_at(e.properties, 'plan'), '') AS b0,
    nullif(nullif(TRY_CAST(IF(regexp_like(element_at(e.properties, 'amount'), '^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\z'), element_at(e.properties, 'amount')) AS double), infinity()), -infinity()) AS v
  FROM lake.causality.events_files e
  WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-11-01 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND (e.event_name = 'Paid'))
)
GROUP BY 1, 2;

SELECT period,
  IF((b0 IN ('pro', '')), b0, 'Other') AS b0,
  count(DISTINCT person_id) AS value
FROM (
  SELECT CAST(floor(((to_unixtime(e.ts) - 1.793574E9) / 86400.0E0)) AS integer) AS period,
    coalesce(element_at(e.properties, 'plan'), '') AS b0,
    e.person_id
  FROM lake.causality.events e
  WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-11-01 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND (e.event_name = 'Signed up'))
)
GROUP BY 1, 2;
