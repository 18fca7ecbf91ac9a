SELECT b0,
  sum(n) AS n
FROM (
  SELECT coalesce(t.t0, '') AS b0,
    count(*) AS n
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
  WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-10-31 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND (NOT (e.event_name IN ('identify', 'alias', 'group'))))
  GROUP BY 1
)
GROUP BY 1
ORDER BY n DESC, b0
LIMIT 26;

SELECT DISTINCT b0
FROM (
  SELECT coalesce(t.t0, '') AS b0,
    count(*) AS n
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
  WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-10-31 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND (NOT (e.event_name IN ('identify', 'alias', 'group'))))
  GROUP BY 1
);

SELECT period,
  b0,
  count(person_id) AS value
FROM (
  SELECT CAST(floor(((to_unixtime(e.ts) - 1.7934876E9) / 2592000.0E0)) AS integer) AS period,
    b0,
    person_id
  FROM (
    SELECT person_id,
      min(ts) AS ts,
      min_by(b0, ROW(ts, stream_seq)) AS b0
    FROM (
      SELECT e.ts,
        e.stream_seq,
        coalesce(t.t0, '') AS b0,
        e.person_id
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
      WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999') AND (NOT (e.event_name IN ('identify', 'alias', 'group'))))
    )
    GROUP BY 1
  ) e
  WHERE ((e.ts >= TIMESTAMP '2026-10-31 23:00:00.000') AND (person_id IS NOT NULL))
)
GROUP BY 1, 2;
