SELECT period,
  (min(IF(upto > floor(place), v)) + ((min(IF(upto > ceiling(place), v)) - min(IF(upto > floor(place), v))) * (max(place) - floor(max(place))))) AS value
FROM (
  SELECT period,
    v,
    sum(n) OVER (PARTITION BY period ORDER BY v NULLS LAST) AS upto,
    0.9E0 * (sum(n) OVER (PARTITION BY period) - 1) AS place
  FROM (
    SELECT period,
      v,
      count(v) AS n
    FROM (
      SELECT CAST(floor(((to_unixtime(e.ts) - 1.793574E9) / 604800.0E0)) AS integer) AS period,
        nullif(nullif(TRY_CAST(IF(regexp_like(element_at(e.properties, 'amount'), '^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\z'), element_at(e.properties, 'amount')) AS double), infinity()), -infinity()) AS v
      FROM lake.causality.events_files e
      WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-11-01 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND (e.event_name = 'Paid'))
    )
    GROUP BY 1, 2
  )
)
GROUP BY 1;
