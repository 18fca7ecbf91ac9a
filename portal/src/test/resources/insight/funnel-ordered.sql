SELECT funnel_report('steps=2 order=ORDERED window_ms=86400000 exclusions= first_ever=0 attribution=NONE attribution_step=0 keys=1 limit=1 output=STEPS from_step=0 to_step=1 periods= only_period=-1 bins=0', log, value) AS report
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
        (IF((e.event_name = 'Signed up'), 1, 0) + IF(((e.event_name = 'Paid') AND (nullif(nullif(TRY_CAST(IF(regexp_like(element_at(e.properties, 'amount'), '^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\z'), element_at(e.properties, 'amount')) AS double), infinity()), -infinity()) >= 20.0E0)), 2, 0)) AS mask,
        CAST(NULL AS varchar) AS value
      FROM lake.causality.events e
      WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-11-01 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND ((e.event_name = 'Signed up') OR ((e.event_name = 'Paid') AND (nullif(nullif(TRY_CAST(IF(regexp_like(element_at(e.properties, 'amount'), '^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\z'), element_at(e.properties, 'amount')) AS double), infinity()), -infinity()) >= 20.0E0))))
    )
    GROUP BY 1
  ) l
) p;
