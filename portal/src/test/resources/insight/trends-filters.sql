SELECT period,
  count(*) AS value
FROM (
  SELECT CAST(floor(((to_unixtime(e.ts) - 1.793574E9) / 86400.0E0)) AS integer) AS period
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
  WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-11-01 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND (((nullif(nullif(TRY_CAST(IF(regexp_like(element_at(e.properties, 'amount'), '^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\z'), element_at(e.properties, 'amount')) AS double), infinity()), -infinity()) >= 20.0E0) OR (strpos(lower(t.t0), lower('f')) > 0) OR ((element_at(e.properties, 'plan') IS NULL) AND (try(from_iso8601_timestamp_nanos(concat(IF(regexp_like(coalesce(element_at(e.properties, 'ts'), date_format(e.ts, '%Y-%m-%dT%H:%i:%s.%fZ')), '^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?\z'), upper(coalesce(element_at(e.properties, 'ts'), date_format(e.ts, '%Y-%m-%dT%H:%i:%s.%fZ')))), IF((length(coalesce(element_at(e.properties, 'ts'), date_format(e.ts, '%Y-%m-%dT%H:%i:%s.%fZ'))) = 10), 'T00:00:00Z', '')))) > TIMESTAMP '2026-11-03 00:00:00.000000000 UTC'))) AND ((e.event_name = 'Paid') OR ((e.event_name = 'Signed up') AND ((element_at(e.properties, 'plan') IS NULL) OR (NOT (element_at(e.properties, 'plan') IN ('free', '10'))))))))
)
GROUP BY 1;
