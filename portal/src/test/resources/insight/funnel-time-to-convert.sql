SELECT funnel_report('steps=2 order=UNORDERED window_ms=1209600000 exclusions= first_ever=0 attribution=NONE attribution_step=0 keys=1 limit=1 output=TIME_TO_CONVERT from_step=0 to_step=1 periods= only_period=-1 bins=3', log, value) AS report
FROM (
  SELECT person_id,
    log,
    CAST(NULL AS varchar) AS value
  FROM (
    SELECT person_id,
      event_log(ts, stream_seq, mask, value) AS log
    FROM (
      SELECT e.person_id,
        e.ts,
        e.stream_seq,
        (IF((e.event_name = 'Signed up'), 1, 0) + IF((e.event_name = 'Paid'), 2, 0)) AS mask,
        CAST(NULL AS varchar) AS value
      FROM lake.causality.events e
      LEFT JOIN (
        SELECT person_id,
          max(IF((name = 'country'), value)) AS t0
        FROM (
    SELECT app_id, person_id, name, coalesce(value, element_at(filter(onces,
      o -> set_at IS NULL OR ROW(o[1], o[2]) >= set_at), 1)[3]) AS value
    FROM (
      SELECT app_id, person_id, name,
        max_by(value, ROW(ts, stream_seq)) FILTER (WHERE NOT once) AS value,
        max(ROW(ts, stream_seq)) FILTER (WHERE NOT once) AS set_at,
        array_sort(array_agg(ROW(ts, stream_seq, value))
          FILTER (WHERE once AND value IS NOT NULL)) AS onces
      FROM (
        SELECT e.app_id, e.name, e.value, e.once, e.ts, e.stream_seq, coalesce(e.user_id, element_at(filter(l.links, k -> k[1] <= e.ts), -1)[3], l.first_user, e.device_id) AS person_id
        FROM (SELECT * FROM lake.causality.traits WHERE (name = 'country')) e
        LEFT JOIN (SELECT app_id, device_id, min_by(user_id, ROW(ts, stream_seq)) AS first_user, IF(min(user_id) <> max(user_id), array_sort(array_agg(ROW(ts, stream_seq, user_id)))) AS links FROM lake.causality.device_links GROUP BY app_id, device_id) l ON l.app_id = e.app_id AND l.device_id = e.device_id
      )
      WHERE person_id IS NOT NULL
      GROUP BY app_id, person_id, name
    )
        )
        GROUP BY 1
      ) t ON (t.person_id = e.person_id)
      WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-11-01 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND ((t.t0 IS NOT NULL) AND ((e.event_name = 'Signed up') OR (e.event_name = 'Paid'))))
    )
    GROUP BY 1
  ) l
) p;
