SELECT b0,
  sum(n) AS n
FROM (
  SELECT b0,
    count(*) AS n
  FROM (
    SELECT person_id,
      period,
      b0,
      target,
      back
    FROM (
      SELECT person_id,
        period,
        b0,
        target,
        bitwise_or_agg(IF(returning, bitwise_left_shift(BIGINT '1', period), 0)) OVER (PARTITION BY person_id) AS back
      FROM (
        SELECT person_id,
          period,
          min_by(b0, ROW(ts, stream_seq)) FILTER (WHERE target) AS b0,
          bool_or(target) AS target,
          bool_or(returning) AS returning
        FROM (
          SELECT e.person_id,
            e.ts,
            e.stream_seq,
            CAST(floor(((to_unixtime(e.ts) - 1.793574E9) / 86400.0E0)) AS integer) AS period,
            coalesce((NOT (e.event_name IN ('identify', 'alias', 'group'))), FALSE) AS target,
            coalesce((e.event_name = 'page_view'), FALSE) AS returning,
            coalesce(element_at(e.properties, 'plan'), '') AS b0
          FROM lake.causality.events e
          WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-11-01 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND (((NOT (e.event_name IN ('identify', 'alias', 'group'))) OR ((e.event_name = 'page_view') AND (e.ts >= TIMESTAMP '2026-11-01 23:00:00.000'))) AND (e.person_id IS NOT NULL)))
        )
        GROUP BY 1, 2
      )
    )
    WHERE target
  )
  GROUP BY 1
)
GROUP BY 1
ORDER BY n DESC, b0
LIMIT 26;

SELECT b0,
  period,
  interval,
  sum(n) AS n
FROM (
  SELECT b0,
    period,
    bitwise_right_shift(back, period) AS back,
    count(*) AS n
  FROM (
    SELECT person_id,
      period,
      b0,
      target,
      back
    FROM (
      SELECT person_id,
        period,
        b0,
        target,
        bitwise_or_agg(IF(returning, bitwise_left_shift(BIGINT '1', period), 0)) OVER (PARTITION BY person_id) AS back
      FROM (
        SELECT person_id,
          period,
          min_by(b0, ROW(ts, stream_seq)) FILTER (WHERE target) AS b0,
          bool_or(target) AS target,
          bool_or(returning) AS returning
        FROM (
          SELECT e.person_id,
            e.ts,
            e.stream_seq,
            CAST(floor(((to_unixtime(e.ts) - 1.793574E9) / 86400.0E0)) AS integer) AS period,
            coalesce((NOT (e.event_name IN ('identify', 'alias', 'group'))), FALSE) AS target,
            coalesce((e.event_name = 'page_view'), FALSE) AS returning,
            coalesce(element_at(e.properties, 'plan'), '') AS b0
          FROM lake.causality.events e
          WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-11-01 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND (((NOT (e.event_name IN ('identify', 'alias', 'group'))) OR ((e.event_name = 'page_view') AND (e.ts >= TIMESTAMP '2026-11-01 23:00:00.000'))) AND (e.person_id IS NOT NULL)))
        )
        GROUP BY 1, 2
      )
    )
    WHERE target
  )
  GROUP BY 1, 2, 3
) c
CROSS JOIN UNNEST(sequence(0, 2 - period)) w ("interval")
WHERE ((interval = 0) OR (bitwise_and(bitwise_right_shift(back, CAST(interval AS integer)), 1) = 1))
GROUP BY 1, 2, 3;
