import './live.css'
import type { LiveItem } from '@/shared/lib/use-live'

function clock(instant: string): string {
  return new Date(instant).toLocaleTimeString('en-GB')
}

/** Events and refusals as rows that open, newest first. */
export function LiveList({ items }: { items: LiveItem[] }) {
  return (
    <div role="log" aria-label="Events as they arrive" aria-live="off">
      {items.map((item) => (item.kind === 'event' ? <EventRow key={item.event.event_id} item={item} /> : <RejectedRow key={`rejected ${item.id}`} item={item} />))}
    </div>
  )
}

function EventRow({ item: { event } }: { item: Extract<LiveItem, { kind: 'event' }> }) {
  const facts: [string, string | null][] = [
    ['User', event.user_id],
    ['Device', event.device_id],
    ['Session', event.session_id],
    ['Platform', event.platform],
    ['Country', event.country],
    ['Event time', event.ts],
    ['Event id', event.event_id],
    ...Object.entries(event.properties ?? {}),
  ]
  return (
    <details className="live-row">
      <summary>
        <time dateTime={event.received_at}>{clock(event.received_at)}</time>
        <strong className="ellipsis">{event.event_name}</strong>
        <span className="ellipsis">{event.page_path ?? event.screen_name ?? ''}</span>
        <span className="muted ellipsis">{event.user_id ?? event.device_id ?? ''}</span>
      </summary>
      <dl>
        {facts.map(
          ([name, value]) =>
            value !== null &&
            value !== '' && (
              <div key={name} style={{ display: 'contents' }}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </details>
  )
}

function RejectedRow({ item: { rejection } }: { item: Extract<LiveItem, { kind: 'rejected' }> }) {
  return (
    <details className="live-row" data-rejected open>
      <summary>
        <time dateTime={rejection.at}>{clock(rejection.at)}</time>
        <strong className="ellipsis">{rejection.event_name ?? 'Refused'}</strong>
        <span>{rejection.detail}</span>
        <span className="badge badge-bad">{rejection.code}</span>
      </summary>
      {rejection.field && (
        <dl>
          <dt>Field</dt>
          <dd>
            <code>{rejection.field}</code>
          </dd>
        </dl>
      )}
    </details>
  )
}
