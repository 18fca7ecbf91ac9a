import './live.css'
import { Pause, Play, Radio } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { LiveActive } from '@/api/types'
import { Chart } from '@/shared/chart/chart'
import { readChartTheme } from '@/shared/chart/chart-option'
import { EventPicker } from '@/shared/insight/event-picker'
import { useApp } from '@/shared/lib/app-context'
import { formatNumber, plural } from '@/shared/lib/format'
import { useTheme } from '@/shared/lib/theme'
import { useDebounced } from '@/shared/lib/use-debounced'
import { useLive } from '@/shared/lib/use-live'
import { useShortcuts } from '@/shared/lib/use-shortcuts'
import { Button } from '@/shared/ui/button'
import { Input } from '@/shared/ui/field'
import { LiveList } from '@/shared/ui/live-list'
import { Page } from '@/shared/ui/page'
import { EmptyState, Notice } from '@/shared/ui/states'
import { liveToChartOption } from './to-chart-option'

export function LivePage() {
  const { app } = useApp()
  const [event, setEvent] = useState<string | null>(null)
  const [search, setSearch] = useState('')
  const [paused, setPaused] = useState(false)
  const settled = useDebounced(search.trim(), 300)
  const live = useLive(app.id, { ...(event === null ? {} : { event }), search: settled }, paused)
  useShortcuts({ p: () => setPaused(!paused) })
  return (
    <Page
      title={
        <span className="row">
          <span className="live-dot" data-state={paused ? 'paused' : live.state} aria-hidden="true" />
          Live
        </span>
      }
      actions={
        <>
          <EventPicker
            value={event}
            onChange={setEvent}
            trigger={
              <Button>
                <Radio size={14} aria-hidden="true" />
                {event ?? 'Any event'}
              </Button>
            }
          />
          <div style={{ width: 190 }}>
            <Input aria-label="Search in the events" placeholder="Search…" value={search} onChange={(change) => setSearch(change.target.value)} />
          </div>
          <Button variant={paused ? 'primary' : 'secondary'} onClick={() => setPaused(!paused)}>
            {paused ? <Play size={14} aria-hidden="true" /> : <Pause size={14} aria-hidden="true" />}
            {paused ? `Go on${live.waiting > 0 ? ` (${formatNumber(live.waiting)} new)` : ''}` : 'Pause'}
          </Button>
        </>
      }
    >
      {live.state === 'closed' && <Notice tone="bad">The stream is closed. Load the page again, and if that does not help, sign in again.</Notice>}
      <div className="live-top">
        <div className="card live-now">
          <strong>{live.active ? formatNumber(live.active.active_5m) : '–'}</strong>
          <span>people active in the last 5 minutes</span>
        </div>
        <div className="card live-chart">
          <h2>Last 30 minutes</h2>
          {live.active ? <Minutes active={live.active} /> : <div style={{ height: 140 }} />}
        </div>
      </div>
      <section className="card" aria-label="Events">
        {live.items.length === 0 ? (
          <EmptyState title="Waiting for events" icon={<Radio size={19} />}>
            <p>{event !== null || settled !== '' ? 'None has come that fits the filter.' : 'They appear here within a second of arriving at the gateway.'}</p>
          </EmptyState>
        ) : (
          <LiveList items={live.items} />
        )}
      </section>
    </Page>
  )
}

function Minutes({ active }: { active: LiveActive }) {
  const { theme } = useTheme()
  const option = useMemo(() => liveToChartOption(active, { name: theme, ...readChartTheme() }), [active, theme])
  const events = active.events_per_minute.reduce((sum, each) => sum + each, 0)
  return <Chart option={option} height={140} label={`${plural(events, 'event')} in the last 30 minutes.`} />
}
