import { Link } from '@tanstack/react-router'
import { BarChart3, MessageCircleQuestion, User } from 'lucide-react'
import { alertInvestigation } from '@/shared/insight/investigate'
import { useApp } from '@/shared/lib/app-context'
import { formatAgo, formatInstant } from '@/shared/lib/format'
import { ScrolledTable } from '@/shared/ui/scrolled-table'
import { DeliveryBadge } from './delivery-badge'
import type { Alert } from './queries'
import { SeverityBadge } from './severity'

type Matched = Record<string, unknown>

const text = (value: unknown): string => (typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value))

/** What an alert shows of an event's own values: everything but what has a column. */
function rest(event: Matched): string {
  const { event_id: _id, event_name: _name, ts: _ts, person_id: _person, properties, ...others } = event
  const open = typeof properties === 'object' && properties !== null ? (properties as Matched) : {}
  return Object.entries({ ...others, ...open })
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name} ${text(value)}`)
    .join(' · ')
}

/** One alert: a line, and behind it the events, their person, and the deliveries. */
export function AlertRow({ alert, open }: { alert: Alert; open: boolean }) {
  const { app } = useApp()
  const events: Matched[] = alert.matched_events
  const person = alert.scope === 'person' && alert.scope_key ? alert.scope_key : events.map((event) => text(event.person_id)).find((id) => id !== '')
  const names = [...new Set(events.map((event) => text(event.event_name)).filter((name) => name !== ''))]
  const values = Object.entries(alert.values)
  // Raised by the number of a chart, which no rule has.
  const ofChart = 'condition' in alert.values && 'threshold' in alert.values
  return (
    <details className="detection-alert" open={open}>
      <summary>
        <span>
          <SeverityBadge severity={alert.severity} />
        </span>
        <span className="ellipsis">
          <strong>{alert.rule.name}</strong>
          {alert.scope_key ? <span className="muted"> · {alert.scope_key}</span> : null}
          {values.length > 0 && <span className="muted"> · {values.map(([name, value]) => `${name} ${text(value)}`).join(', ')}</span>}
        </span>
        <span className="row">
          {alert.muted && <span className="badge">quiet: not sent</span>}
          {alert.deliveries.map((delivery) => (
            <DeliveryBadge key={delivery.id} delivery={delivery} />
          ))}
        </span>
        <time dateTime={alert.fired_at} title={formatInstant(alert.fired_at)} className="muted">
          {formatAgo(alert.fired_at)}
        </time>
      </summary>
      <div className="detection-alert-body stack">
        <div className="row row-wrap">
          <Link
            className="button button-secondary button-small"
            to="/$app/ask"
            params={{ app: app.id }}
            search={{ q: alertInvestigation(names[names.length - 1], alert.fired_at, app.timezone ?? 'UTC') }}
          >
            <MessageCircleQuestion size={13} aria-hidden="true" />
            Investigate
          </Link>
          {person && (
            <Link className="button button-secondary button-small" to="/$app/people/$person" params={{ app: app.id, person }}>
              <User size={13} aria-hidden="true" />
              The person’s timeline
            </Link>
          )}
          <Link
            className="button button-secondary button-small"
            to="/$app/insights"
            params={{ app: app.id }}
            search={{
              q: {
                kind: 'trends',
                series: (names.length > 0 ? names : [null]).map((event) => ({ event, math: 'total' as const })),
                interval: 'hour',
                from: new Date(Date.parse(alert.fired_at) - 86_400_000).toISOString(),
                to: new Date(Date.parse(alert.fired_at) + 3_600_000).toISOString(),
              },
            }}
          >
            <BarChart3 size={13} aria-hidden="true" />
            The day around it
          </Link>
          {ofChart ? (
            <Link className="button button-secondary button-small" to="/$app/rules" params={{ app: app.id }}>
              Numbers of charts
            </Link>
          ) : (
            <Link className="button button-secondary button-small" to="/$app/rules/$id" params={{ app: app.id, id: alert.rule.id }}>
              The rule
            </Link>
          )}
          <span className="muted">
            version {alert.rule.version} · <code>{alert.id}</code>
          </span>
        </div>
        {alert.window && (
          <p>
            Window: {text(alert.window.from)} to {text(alert.window.to)}
          </p>
        )}
        {events.length > 0 && (
          <ScrolledTable label={`Events of the alert ${alert.id}`}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">Event</th>
                  <th scope="col">When</th>
                  <th scope="col">Person</th>
                  <th scope="col">Values</th>
                </tr>
              </thead>
              <tbody>
                {events.map((event, index) => (
                  <tr key={text(event.event_id) || index}>
                    <td>{text(event.event_name)}</td>
                    <td title={text(event.ts)}>{event.ts ? formatInstant(text(event.ts)) : ''}</td>
                    <td>{text(event.person_id)}</td>
                    <td className="muted">{rest(event)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrolledTable>
        )}
      </div>
    </details>
  )
}
