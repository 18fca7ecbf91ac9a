// One person's history, read with SQL: under the same row filter as everything else, and without an operation of its own.
import { api } from './client'
import type { SqlValue, Timeline, TimelineEvent } from './types'

/** How each of these statements begins, so that the editor's history can leave them out. */
export const TIMELINE_MARK = '-- a person’s timeline\n'

const PAGE = 100

/** The last event of a page; the next page begins after it. */
export interface TimelinePlace {
  ts: string
  event_id: string
}

/** A page of a person's events, newest first, with what is known of the person. */
export async function readTimeline(app: string, person: string, after: TimelinePlace | null, signal: AbortSignal): Promise<Timeline> {
  const ask = async (sql: string, parameters: Record<string, SqlValue>) =>
    (await api.post('/api/sql', { body: { sql: TIMELINE_MARK + sql, app, limit: PAGE + 1, parameters }, signal })).rows
  const [known] = await ask(`SELECT to_iso8601(first_seen) || 'Z', to_iso8601(last_seen) || 'Z', traits FROM persons WHERE person_id = {{person}}`, { person })
  const older = after ? 'AND (ts < from_iso8601_timestamp_nanos({{ts}}) OR (ts = from_iso8601_timestamp_nanos({{ts}}) AND event_id < {{event_id}}))' : ''
  const rows = await ask(
    `SELECT event_id, event_name, to_iso8601(ts) || 'Z', device_id, session_id, page_path, screen_name, properties
FROM events WHERE person_id = {{person}} ${older}
ORDER BY ts DESC, event_id DESC LIMIT ${PAGE + 1}`,
    { person, ...(after ? { ts: after.ts, event_id: after.event_id } : {}) },
  )
  const events = rows.slice(0, PAGE).map(eventOf)
  const last = events.at(-1)
  return {
    person_id: person,
    first_seen: (known?.[0] ?? null) as string | null,
    last_seen: (known?.[1] ?? null) as string | null,
    traits: (known?.[2] ?? null) as Record<string, string> | null,
    events,
    next: rows.length > PAGE && last ? { ts: last.ts, event_id: last.event_id } : null,
  }
}

function eventOf(row: unknown[]): TimelineEvent {
  const [event_id, event_name, ts, device_id, session_id, page_path, screen_name, properties] = row as [
    string,
    string,
    string,
    string | null,
    string | null,
    string | null,
    string | null,
    Record<string, string> | null,
  ]
  return { event_id, event_name, ts, device_id, session_id, page_path, screen_name, properties }
}
