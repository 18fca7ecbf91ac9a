SELECT target AS period,
  count(DISTINCT person_id) AS value
FROM (
  SELECT period AS active_day,
    person_id
  FROM (
    SELECT person_id,
      CAST(w.period AS integer) AS period
    FROM (
      SELECT person_id,
        bitwise_or_agg(bits) AS bits
      FROM (
SELECT coalesce(e.user_id, element_at(filter(l.links, k -> k[1] <= e.ts), -1)[3], l.first_user, e.device_id) AS person_id, e."bits"
FROM (
SELECT app_id,
  i.user_id,
  i.device_id,
  i.ts,
  i.bits
FROM (
  SELECT any_value(app_id) AS app_id,
    identities(user_id, device_id, ts, bits, CAST(NULL AS timestamp(3))) AS found
  FROM (
    SELECT e.app_id,
      e.user_id,
      e.device_id,
      IF(((e.user_id IS NULL) AND e.device_id IN (SELECT device_id FROM lake.causality.device_links GROUP BY app_id, device_id HAVING min(user_id) <> max(user_id))), e.ts) AS ts,
      bitwise_left_shift(BIGINT '1', CAST(floor(((to_unixtime(e.ts) - 1.7930556E9) / 86400.0E0)) AS integer)) AS bits
    FROM lake.causality.events_files e
    WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-10-26 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND (NOT (e.event_name IN ('identify', 'alias', 'group'))))
  )
) t
CROSS JOIN UNNEST(found) i (user_id, device_id, ts, bits, no_time)
) e
LEFT JOIN (SELECT app_id, device_id, min_by(user_id, ROW(ts, stream_seq)) AS first_user, IF(min(user_id) <> max(user_id), array_sort(array_agg(ROW(ts, stream_seq, user_id)))) AS links FROM lake.causality.device_links GROUP BY app_id, device_id) l ON l.app_id = e.app_id AND l.device_id = e.device_id
      )
      WHERE (person_id IS NOT NULL)
      GROUP BY 1
    )
    CROSS JOIN UNNEST(filter(sequence(0, 8), p -> bitwise_and(bitwise_right_shift(bits, CAST(p AS integer)), 1) = 1)) w (period)
  )
) d
CROSS JOIN UNNEST(sequence(greatest((active_day - 6), 0), least(active_day, 2))) w (target)
WHERE (greatest((active_day - 6), 0) <= least(active_day, 2))
GROUP BY 1;
