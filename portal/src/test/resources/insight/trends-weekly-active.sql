SELECT target AS period,
  count(DISTINCT person_id) AS value
FROM (
  SELECT DISTINCT active_day,
    person_id
  FROM (
    SELECT CAST(floor(((to_unixtime(e.ts) - 1.7930556E9) / 86400.0E0)) AS integer) AS active_day,
      e.person_id
    FROM lake.causality.events e
    WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-10-26 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND (NOT (e.event_name IN ('identify', 'alias', 'group'))))
  )
) d
CROSS JOIN UNNEST(sequence(greatest((active_day - 6), 0), least(active_day, 2))) w (target)
WHERE (greatest((active_day - 6), 0) <= least(active_day, 2))
GROUP BY 1;
