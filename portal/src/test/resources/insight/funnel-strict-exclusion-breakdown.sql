SELECT funnel_report('steps=2 order=STRICT window_ms=1209600000 exclusions=0,1 first_ever=0 attribution=LAST_TOUCH attribution_step=0 keys=2 limit=25 output=STEPS from_step=0 to_step=1 periods= only_period=-1 bins=0', log, value) AS report
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
        (((IF((e.event_name = 'Signed up'), 1, 0) + IF(((e.event_name = 'Paid') OR (e.event_name = 'page_view')), 2, 0)) + IF((e.event_name = 'Refunded'), 1048576, 0)) + IF((NOT (NOT (e.event_name IN ('identify', 'alias', 'group')))), 2305843009213693952, 0)) AS mask,
        concat(replace(replace(coalesce(element_at(e.properties, 'plan'), ''), chr(27), concat(chr(27), 'e')), chr(31), concat(chr(27), 's')), chr(31), replace(replace(coalesce(coalesce(element_at(e.properties, 'platform'), e.platform), ''), chr(27), concat(chr(27), 'e')), chr(31), concat(chr(27), 's'))) AS value
      FROM lake.causality.events e
      WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-11-01 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND ((e.event_name = 'Signed up') OR ((e.event_name = 'Paid') OR (e.event_name = 'page_view')) OR (e.event_name = 'Refunded') OR (NOT (e.event_name IN ('identify', 'alias', 'group')))))
    )
    GROUP BY 1
  ) l
) p;
