SELECT paths_report('gap_ms=1800000 start=.%2F end= max_steps=3 exclude=.%2Flogin group=.%2Fdo* min_edge_count=1 edge_limit=50', log) AS report
FROM (
  SELECT person_id,
    event_log(ts, stream_seq, 0, item) AS log
  FROM (
    SELECT e.person_id,
      e.ts,
      e.stream_seq,
      CASE e.event_name WHEN 'page_view' THEN IF(((length(e.page_path) > 1) AND (substr(e.page_path, (-1)) = '/')), substr(e.page_path, 1, (length(e.page_path) - 1)), e.page_path) WHEN 'screen_view' THEN e.screen_name ELSE e.event_name END AS item
    FROM lake.causality.events e
    WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-11-01 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND ((NOT (e.event_name IN ('identify', 'alias', 'group'))) AND (e.event_name = 'page_view')))
  )
  GROUP BY 1
) l;
