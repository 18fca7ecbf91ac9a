SELECT period,
  IF((place <= 1), b0, 'Other') AS b0,
  (sum(s) / nullif(sum(c), 0)) AS value
FROM (
  SELECT period,
    b0,
    n,
    s,
    c,
    dense_rank() OVER (ORDER BY total DESC, b0) AS place
  FROM (
    SELECT period,
      b0,
      n,
      s,
      c,
      sum(n) OVER (PARTITION BY b0) AS total
    FROM (
      SELECT period,
        b0,
        count(*) AS n,
        sum(v) AS s,
        count(v) AS c
      FROM (
        SELECT CAST(floor(((to_unixtime(e.ts) - 1.793574E9) / 86400.0E0)) AS integer) AS period,
          coalesce(element_at(e.properties, 'plan'), '') AS b0,
          nullif(nullif(TRY_CAST(IF(regexp_like(element_at(e.properties, 'amount'), '^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\z'), element_at(e.properties, 'amount')) AS double), infinity()), -infinity()) AS v
        FROM lake.causality.events_files e
        WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-11-01 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND (NOT (e.event_name IN ('identify', 'alias', 'group'))))
      )
      GROUP BY 1, 2
    )
  )
)
GROUP BY 1, 2;
