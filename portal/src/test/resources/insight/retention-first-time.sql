SELECT period,
  interval,
  sum(n) AS n
FROM (
  SELECT period,
    bitwise_right_shift(back, period) AS back,
    count(*) AS n
  FROM (
    SELECT person_id,
      CAST(floor(((to_unixtime(first) - 1.7929728E9) / 604800.0E0)) AS integer) AS period,
      back
    FROM (
      SELECT person_id,
        min(IF(target, ts)) AS first,
        bitwise_or_agg(IF(((ts >= TIMESTAMP '2026-10-26 00:00:00.000') AND returning), bitwise_left_shift(BIGINT '1', period), 0)) AS back
      FROM (
        SELECT e.person_id,
          e.ts,
          e.stream_seq,
          CAST(floor(((to_unixtime(e.ts) - 1.7929728E9) / 604800.0E0)) AS integer) AS period,
          coalesce((e.event_name = 'Signed up'), FALSE) AS target,
          coalesce((NOT (e.event_name IN ('identify', 'alias', 'group'))), FALSE) AS returning
        FROM lake.causality.events e
        WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND (e.ts <= TIMESTAMP '2026-11-08 23:59:59.999') AND (((e.event_name = 'Signed up') OR ((NOT (e.event_name IN ('identify', 'alias', 'group'))) AND (e.ts >= TIMESTAMP '2026-10-26 00:00:00.000'))) AND (e.person_id IS NOT NULL)))
      )
      GROUP BY 1
    )
    WHERE (first >= TIMESTAMP '2026-10-26 00:00:00.000')
  )
  GROUP BY 1, 2
) c
CROSS JOIN UNNEST(sequence(0, 1 - period)) w ("interval")
WHERE ((interval = 0) OR (bitwise_right_shift(back, CAST(interval AS integer)) <> 0))
GROUP BY 1, 2;
