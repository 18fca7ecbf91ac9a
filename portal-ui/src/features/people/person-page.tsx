import './people.css'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { timelineQuery } from '@/api/queries'
import type { TimelineEvent } from '@/api/types'
import { useApp } from '@/shared/lib/app-context'
import { formatAgo, formatInstant, formatNumber, plural } from '@/shared/lib/format'
import { Button } from '@/shared/ui/button'
import { CopyButton } from '@/shared/ui/copy-button'
import { Page } from '@/shared/ui/page'
import { EmptyState, ErrorState, LoadingRows } from '@/shared/ui/states'

/** Everything that one person did, newest first, on all devices; a device's id leads to its person. */
export function PersonPage() {
  const { app } = useApp()
  const { person } = useParams({ from: '/signed-in/$app/people/$person' })
  const timeline = useInfiniteQuery(timelineQuery(app.id, person))
  const first = timeline.data?.pages[0]
  const events = timeline.data?.pages.flatMap((page) => page.events) ?? []
  return (
    <Page
      title={first?.person_id ?? person}
      subtitle={
        <Link to="/$app/people" params={{ app: app.id }} className="row" style={{ gap: 4, display: 'inline-flex' }}>
          <ArrowLeft size={12} aria-hidden="true" />
          People
        </Link>
      }
      actions={<CopyButton text={first?.person_id ?? person} label="Copy id" />}
    >
      {timeline.isPending && <LoadingRows rows={8} />}
      {timeline.isError && <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />}
      {first && (
        <div className="person">
          <div className="person-facts">
            <section className="card" aria-label="Traits">
              <div className="card-head">
                <h2>Traits</h2>
              </div>
              <dl className="card-body trait-list">
                <dt>First seen</dt>
                <dd title={first.first_seen ?? undefined}>{first.first_seen ? formatAgo(first.first_seen) : 'never'}</dd>
                <dt>Last seen</dt>
                <dd title={first.last_seen ?? undefined}>{first.last_seen ? formatAgo(first.last_seen) : 'never'}</dd>
                <Pair name="Events" value={formatNumber(first.events_total)} />
                {Object.entries(first.traits).map(([name, value]) => (
                  <Pair key={name} name={name} value={value} />
                ))}
              </dl>
            </section>
            {first.devices.length > 0 && (
              <section className="card" aria-label="Devices">
                <div className="card-head">
                  <h2>Devices</h2>
                </div>
                <dl className="card-body trait-list">
                  {first.devices.map((device) => (
                    <Pair key={device.device_id} name={device.device_id} value={`${plural(device.events, 'event')}, ${formatAgo(device.last_seen)}`} />
                  ))}
                </dl>
              </section>
            )}
          </div>
          <section className="card timeline" aria-label="Timeline">
            <div className="card-head">
              <h2>Timeline</h2>
            </div>
            {events.length === 0 ? <EmptyState title="No events" /> : <Days events={events} timezone={app.timezone ?? 'UTC'} />}
            {timeline.hasNextPage && (
              <div className="card-body">
                <Button busy={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
                  Earlier events
                </Button>
              </div>
            )}
          </section>
        </div>
      )}
    </Page>
  )
}

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}

function Days({ events, timezone }: { events: TimelineEvent[]; timezone: string }) {
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric', timeZone: timezone })
  const days = Map.groupBy(events, (event) => day.format(new Date(event.ts)))
  return [...days].map(([title, list]) => (
    <div key={title}>
      <h3 className="timeline-day">{title}</h3>
      {list.map((event) => (
        <EventRow key={event.event_id} event={event} timezone={timezone} />
      ))}
    </div>
  ))
}

function EventRow({ event, timezone }: { event: TimelineEvent; timezone: string }) {
  const time = new Date(event.ts).toLocaleTimeString('en-GB', { timeZone: timezone })
  const facts: [string, string | null][] = [
    ['Time', formatInstant(event.ts, timezone)],
    ['Page', event.page_path],
    ['Screen', event.screen_name],
    ['Session', event.session_id],
    ['Device', event.device_id],
    ['Event id', event.event_id],
    ...Object.entries(event.properties),
  ]
  return (
    <details>
      <summary>
        <time dateTime={event.ts}>{time}</time>
        <strong>{event.event_name}</strong>
        <span className="muted ellipsis">{event.page_path ?? event.screen_name ?? ''}</span>
      </summary>
      <dl className="trait-list">
        {facts.map(([name, value]) => value !== null && value !== '' && <Pair key={name} name={name} value={value} />)}
      </dl>
    </details>
  )
}
