SELECT session_id,
  person_id,
  start_ms,
  end_ms,
  events,
  page_views,
  screen_views,
  entry,
  exit,
  entry_url,
  exit_url,
  utm_source,
  utm_campaign,
  device_type,
  first_seq,
  further
FROM (
  SELECT session_id,
    person_id,
    start_ms,
    end_ms,
    events,
    page_views,
    screen_views,
    entry,
    exit,
    entry_url,
    exit_url,
    utm_source,
    utm_campaign,
    device_type,
    first_seq,
    further
  FROM (
    SELECT session_id AS g0,
      session_id,
      min_by(person_id, ROW(ms, stream_seq)) FILTER (WHERE kept AND TRUE) AS person_id,
      min(ms) FILTER (WHERE kept) AS start_ms,
      max(ms) FILTER (WHERE kept) AS end_ms,
      count_if(kept) AS events,
      count_if(kept AND is_page) AS page_views,
      count_if(kept AND is_screen) AS screen_views,
      min_by(item, ROW(ms, stream_seq)) FILTER (WHERE kept AND (is_page OR is_screen)) AS entry,
      max_by(item, ROW(ms, stream_seq)) FILTER (WHERE kept AND (is_page OR is_screen)) AS exit,
      min_by(page_url, ROW(ms, stream_seq)) FILTER (WHERE kept AND (is_page OR is_screen)) AS entry_url,
      max_by(page_url, ROW(ms, stream_seq)) FILTER (WHERE kept AND (is_page OR is_screen)) AS exit_url,
      min_by(utm_source, ROW(ms, stream_seq)) FILTER (WHERE kept AND utm_source IS NOT NULL) AS utm_source,
      min_by(utm_campaign, ROW(ms, stream_seq)) FILTER (WHERE kept AND utm_campaign IS NOT NULL) AS utm_campaign,
      min_by(device_type, ROW(ms, stream_seq)) FILTER (WHERE kept AND device_type IS NOT NULL) AS device_type,
      min_by(stream_seq, ROW(ms, stream_seq)) FILTER (WHERE kept AND TRUE) AS first_seq,
      FALSE AS further
    FROM (
      SELECT r.person_id,
        r.session_id,
        r.ts,
        r.stream_seq,
        r.item,
        r.is_page,
        r.is_screen,
        r.page_url,
        r.utm_source,
        r.utm_campaign,
        r.device_type,
        r.kept,
        r.ms
      FROM (
        SELECT e.person_id,
          nullif(e.session_id, '') AS session_id,
          e.ts,
          e.stream_seq,
          CASE e.event_name WHEN 'page_view' THEN IF(((length(e.page_path) > 1) AND (substr(e.page_path, (-1)) = '/')), substr(e.page_path, 1, (length(e.page_path) - 1)), e.page_path) WHEN 'screen_view' THEN e.screen_name ELSE e.event_name END AS item,
          (e.event_name = 'page_view') AS is_page,
          (e.event_name = 'screen_view') AS is_screen,
          e.page_url,
          e.utm_source,
          e.utm_campaign,
          e.device_type,
          coalesce((coalesce(element_at(e.properties, 'page_path'), e.page_path) IS NOT NULL), FALSE) AS kept,
          date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', e.ts) AS ms
        FROM lake.causality.events e
        WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((NOT (e.event_name IN ('identify', 'alias', 'group'))) AND ((nullif(e.session_id, '') IS NOT NULL) AND coalesce((coalesce(element_at(e.properties, 'page_path'), e.page_path) IS NOT NULL), FALSE))))
      ) r
      JOIN (
        SELECT DISTINCT nullif(e.session_id, '') AS session_id
        FROM lake.causality.events_files e
        WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-11-01 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-04 22:59:59.999')) AND ((coalesce(element_at(e.properties, 'page_path'), e.page_path) IS NOT NULL) AND ((NOT (e.event_name IN ('identify', 'alias', 'group'))) AND (nullif(e.session_id, '') IS NOT NULL))))
      ) i ON (i.session_id = r.session_id)
    )
    GROUP BY 1
  )
  WHERE ((start_ms >= 1793574000000) AND (start_ms <= 1793833199999))
  UNION ALL
  SELECT session_id,
    person_id,
    start_ms,
    end_ms,
    events,
    page_views,
    screen_views,
    entry,
    exit,
    entry_url,
    exit_url,
    utm_source,
    utm_campaign,
    device_type,
    first_seq,
    further
  FROM (
    SELECT person_id AS g0,
      number AS g1,
      CAST(NULL AS varchar) AS session_id,
      person_id,
      min(ms) FILTER (WHERE kept) AS start_ms,
      max(ms) FILTER (WHERE kept) AS end_ms,
      count_if(kept) AS events,
      count_if(kept AND is_page) AS page_views,
      count_if(kept AND is_screen) AS screen_views,
      min_by(item, ROW(ms, stream_seq)) FILTER (WHERE kept AND (is_page OR is_screen)) AS entry,
      max_by(item, ROW(ms, stream_seq)) FILTER (WHERE kept AND (is_page OR is_screen)) AS exit,
      min_by(page_url, ROW(ms, stream_seq)) FILTER (WHERE kept AND (is_page OR is_screen)) AS entry_url,
      max_by(page_url, ROW(ms, stream_seq)) FILTER (WHERE kept AND (is_page OR is_screen)) AS exit_url,
      min_by(utm_source, ROW(ms, stream_seq)) FILTER (WHERE kept AND utm_source IS NOT NULL) AS utm_source,
      min_by(utm_campaign, ROW(ms, stream_seq)) FILTER (WHERE kept AND utm_campaign IS NOT NULL) AS utm_campaign,
      min_by(device_type, ROW(ms, stream_seq)) FILTER (WHERE kept AND device_type IS NOT NULL) AS device_type,
      min_by(stream_seq, ROW(ms, stream_seq)) FILTER (WHERE kept AND TRUE) AS first_seq,
      ((min(ms) < 1793489400000) OR (max(ms) > 1793917799999)) AS further
    FROM (
      SELECT person_id,
        session_id,
        ts,
        stream_seq,
        item,
        is_page,
        is_screen,
        page_url,
        utm_source,
        utm_campaign,
        device_type,
        kept,
        ms,
        sum(begins) OVER (PARTITION BY person_id ORDER BY ms, stream_seq) AS number
      FROM (
        SELECT person_id,
          session_id,
          ts,
          stream_seq,
          item,
          is_page,
          is_screen,
          page_url,
          utm_source,
          utm_campaign,
          device_type,
          kept,
          ms,
          IF(ms - lag(ms) OVER (PARTITION BY person_id ORDER BY ms, stream_seq) < 1800000, 0, 1) AS begins
        FROM (
          SELECT e.person_id,
            nullif(e.session_id, '') AS session_id,
            e.ts,
            e.stream_seq,
            CASE e.event_name WHEN 'page_view' THEN IF(((length(e.page_path) > 1) AND (substr(e.page_path, (-1)) = '/')), substr(e.page_path, 1, (length(e.page_path) - 1)), e.page_path) WHEN 'screen_view' THEN e.screen_name ELSE e.event_name END AS item,
            (e.event_name = 'page_view') AS is_page,
            (e.event_name = 'screen_view') AS is_screen,
            e.page_url,
            e.utm_source,
            e.utm_campaign,
            e.device_type,
            coalesce((coalesce(element_at(e.properties, 'page_path'), e.page_path) IS NOT NULL), FALSE) AS kept,
            date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00.000', e.ts) AS ms
          FROM lake.causality.events e
          WHERE (("day" IN ('year=2026/month=11/day=02', 'year=2026/month=11/day=03', 'year=2026/month=11/day=04') AND "hour" IN ('07', '08', '09', '10')) AND ((e.ts >= TIMESTAMP '2026-10-31 23:00:00.000') AND (e.ts <= TIMESTAMP '2026-11-05 22:59:59.999')) AND ((NOT (e.event_name IN ('identify', 'alias', 'group'))) AND (NOT (nullif(e.session_id, '') IS NOT NULL))))
        )
      )
    )
    GROUP BY 1, 2
  )
  WHERE ((start_ms >= 1793574000000) AND (start_ms <= 1793833199999))
) s
ORDER BY start_ms, first_seq
LIMIT 4;
