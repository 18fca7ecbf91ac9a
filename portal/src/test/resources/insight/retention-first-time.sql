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
        min(first) AS first,
        bitwise_or_agg(back) AS back
      FROM (
SELECT coalesce(e.user_id, element_at(filter(l.links, k -> k[1] <= e.ts), -1)[3], l.first_user, e.device_id) AS person_id, e."first", e."back"
FROM (
SELECT app_id,
  i.user_id,
  i.device_id,
  i.ts,
  i.first,
  i.back
FROM (
  SELECT any_value(app_id) AS app_id,
    identities(user_id, device_id, ts, back, first) AS found
  FROM (
    SELECT e.app_id,
      e.user_id,
      e.device_id,
      IF(((e.user_id IS NULL) AND e.device_id IN (SELECT device_id FROM lake.causality.device_links GROUP BY app_id, device_id HAVING min(user_id) <> max(user_id))), e.ts) AS ts,
      IF(coalesce((e.event_name = 'Signed up'), FALSE), e.ts) AS first,
      IF(((e.ts >= TIMESTAMP '2026-10-26 00:00:00.000') AND coalesce((NOT (e.event_name IN ('identify', 'alias', 'group'))), FALSE)), bitwise_left_shift(BIGINT '1', CAST(floor(((to_unixtime(e.ts) - 1.7929728E9) / 604800.0E0)) AS integer)), 0) AS back
    FROM lake.causality.events_files e
    WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND (e.ts <= TIMESTAMP '2026-11-08 23:59:59.999') AND ((e.event_name = 'Signed up') OR ((NOT (e.event_name IN ('identify', 'alias', 'group'))) AND (e.ts >= TIMESTAMP '2026-10-26 00:00:00.000'))))
  )
) t
CROSS JOIN UNNEST(found) i (user_id, device_id, ts, back, first)
) e
LEFT JOIN (SELECT app_id, device_id, min_by(user_id, ROW(ts, stream_seq)) AS first_user, IF(min(user_id) <> max(user_id), array_sort(array_agg(ROW(ts, stream_seq, user_id)))) AS links FROM lake.causality.device_links GROUP BY app_id, device_id) l ON l.app_id = e.app_id AND l.device_id = e.device_id
      )
      WHERE (person_id IS NOT NULL)
      GROUP BY 1
    )
    WHERE (first >= TIMESTAMP '2026-10-26 00:00:00.000')
  )
  GROUP BY 1, 2
) c
CROSS JOIN UNNEST(sequence(0, 1 - period)) w ("interval")
WHERE ((interval = 0) OR (bitwise_right_shift(back, CAST(interval AS integer)) <> 0))
GROUP BY 1, 2;
