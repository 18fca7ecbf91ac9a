SELECT period,
  count(DISTINCT session) AS value
FROM (
  SELECT period,
    IF((session_id IS NULL), concat('p', CAST(pauses AS varchar), ' ', person_id), concat('s', session_id)) AS session
  FROM (
    SELECT period,
      person_id,
      session_id,
      ts,
      stream_seq,
      matching,
      sum(begins) OVER (PARTITION BY person_id ORDER BY ts, stream_seq ROWS UNBOUNDED PRECEDING) AS pauses
    FROM (
      SELECT period,
        person_id,
        session_id,
        ts,
        stream_seq,
        matching,
        IF(session_id IS NULL AND coalesce(ts >= lag(ts) OVER (PARTITION BY person_id, session_id IS NULL ORDER BY ts, stream_seq) + INTERVAL '30' MINUTE, TRUE), 1, 0) AS begins
      FROM (
        SELECT CAST(floor(((to_unixtime(e.ts) - 1.793574E9) / 86400.0E0)) AS integer) AS period,
          e.person_id,
          e.session_id,
          e.ts,
          e.stream_seq,
          coalesce((NOT (e.event_name IN ('identify', 'alias', 'group'))), FALSE) AS matching
        FROM lake.causality.events e
        WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-11-01 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND (NOT (e.event_name IN ('identify', 'alias', 'group'))))
      )
    )
  )
  WHERE matching
)
GROUP BY 1;
