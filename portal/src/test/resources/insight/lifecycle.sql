SELECT "state",
  period,
  count(*) AS n
FROM (
  SELECT person_id,
    s.at AS period,
    s."state"
  FROM (
    SELECT person_id,
      period,
      begun,
      lag(period) OVER (PARTITION BY person_id ORDER BY period) AS before,
      lead(period) OVER (PARTITION BY person_id ORDER BY period) AS after
    FROM (
      SELECT a.person_id,
        a.period,
        f.begun
      FROM (
        SELECT DISTINCT e.person_id,
          CAST(floor(((to_unixtime(e.ts) - 1.7934876E9) / 86400.0E0)) AS integer) AS period
        FROM lake.causality.events e
        WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-10-31 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND ((NOT (e.event_name IN ('identify', 'alias', 'group'))) AND (e.person_id IS NOT NULL)))
      ) a
      LEFT JOIN (
        SELECT person_id,
          CAST(floor(((to_unixtime(first) - 1.7934876E9) / 86400.0E0)) AS integer) AS begun
        FROM (
          SELECT person_id,
            min(ts) AS first
          FROM (
            SELECT e.person_id,
              e.ts
            FROM lake.causality.events e
            WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999') AND (NOT (e.event_name IN ('identify', 'alias', 'group'))))
          )
          GROUP BY 1
        )
        WHERE (first >= TIMESTAMP '2026-10-31 23:00:00.000')
      ) f ON (f.person_id = a.person_id)
    )
  )
  CROSS JOIN UNNEST(ARRAY[period, IF(coalesce(after > period + 1, TRUE), period + 1)], ARRAY[CASE WHEN begun = period THEN 'new' WHEN before = period - 1 THEN 'returning' ELSE 'resurrecting' END, 'dormant']) s (at, state)
  WHERE ((s.at >= 1) AND (s.at <= 3))
)
GROUP BY 1, 2;
