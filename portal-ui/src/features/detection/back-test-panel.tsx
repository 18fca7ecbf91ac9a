import { FlaskConical, Square } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { runBackTest } from '@/api/back-test'
import type { BackTestProgress, BackTestResult, RuleDraft } from '@/api/rule-types'
import { Chart } from '@/shared/chart/chart'
import { readChartTheme } from '@/shared/chart/chart-option'
import { useApp } from '@/shared/lib/app-context'
import { formatDuration, formatInstant, formatNumber, plural } from '@/shared/lib/format'
import { useTheme } from '@/shared/lib/theme'
import { Button } from '@/shared/ui/button'
import { ScrolledTable } from '@/shared/ui/scrolled-table'
import { Segmented } from '@/shared/ui/segmented'
import { errorText, Notice } from '@/shared/ui/states'
import { backTestToChartOption } from './to-chart-option'

const spans = [
  { value: '3600', label: '1 hour' },
  { value: '86400', label: '1 day' },
  { value: '604800', label: '7 days' },
] as const

/** Firings that are listed; the chart shows all of them. */
const LISTED = 20

type Run =
  | { state: 'none' }
  | { state: 'running'; progress: BackTestProgress | null }
  | { state: 'done'; result: BackTestResult }
  | { state: 'failed'; error: unknown }

/** Tries the rule on what was stored: the same evaluation as that of the running job. */
export function BackTestPanel({ rule, ready }: { rule: RuleDraft; ready: boolean }) {
  const { app } = useApp()
  const [span, setSpan] = useState<(typeof spans)[number]['value']>('86400')
  const [run, setRun] = useState<Run>({ state: 'none' })
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  async function start() {
    const controller = new AbortController()
    running.current = controller
    setRun({ state: 'running', progress: null })
    const to = new Date()
    try {
      const result = await runBackTest(
        app.id,
        { rule: { ...rule, name: rule.name.trim() || 'draft' }, from: new Date(to.getTime() - Number(span) * 1000).toISOString(), to: to.toISOString() },
        (progress) => setRun({ state: 'running', progress }),
        controller.signal,
      )
      setRun({ state: 'done', result })
    } catch (error) {
      setRun(controller.signal.aborted ? { state: 'none' } : { state: 'failed', error })
    }
  }

  return (
    <section className="card card-body stack" aria-label="Back-test">
      <div className="row row-between">
        <h2>When would it have fired?</h2>
        {run.state === 'running' ? (
          <Button small onClick={() => running.current?.abort()}>
            <Square size={13} aria-hidden="true" />
            Stop
          </Button>
        ) : (
          <Button small disabled={!ready} onClick={() => void start()}>
            <FlaskConical size={13} aria-hidden="true" />
            Try it
          </Button>
        )}
      </div>
      <Segmented label="How far back" value={span} options={spans} onChange={setSpan} />
      {run.state === 'none' && <p className="muted">Runs the rule over the stored events, with the same code as on the stream.</p>}
      {run.state === 'running' && <Progress progress={run.progress} />}
      {run.state === 'failed' && <Notice tone="bad">{errorText(run.error)}</Notice>}
      {run.state === 'done' && <Result result={run.result} />}
    </section>
  )
}

function Progress({ progress }: { progress: BackTestProgress | null }) {
  const share = progress && progress.hours > 0 ? progress.hours_read / progress.hours : undefined
  return (
    <div className="stack stack-s" role="status">
      <progress className="detection-progress" aria-label="Progress" {...(share === undefined ? {} : { value: share, max: 1 })} />
      <span className="muted">{progress ? `${plural(progress.read, 'event')} read, up to ${formatInstant(progress.at)}` : 'starting…'}</span>
    </div>
  )
}

function Result({ result }: { result: BackTestResult }) {
  const { theme } = useTheme()
  const option = useMemo(() => backTestToChartOption(result, { name: theme, ...readChartTheme() }), [result, theme])
  return (
    <div className="stack">
      <p>
        <strong>{result.fired === 0 ? 'Never' : plural(result.fired, 'time')}</strong>
        <span className="muted"> · found in {formatDuration(result.wall_ms / 1000)}</span>
        {result.late_events > 0 && <span className="muted"> · {plural(result.late_events, 'event')} came too late to count</span>}
      </p>
      {result.fired > 0 && <Chart height={160} label={`Alerts over time, ${formatNumber(result.fired)} in all`} option={option} />}
      {result.alerts.length > 0 && (
        <ScrolledTable label="Alerts there would have been">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">For</th>
                <th scope="col">Events</th>
              </tr>
            </thead>
            <tbody>
              {result.alerts.slice(0, LISTED).map((alert) => (
                <tr key={alert.id}>
                  <td>{formatInstant(alert.fired_at)}</td>
                  <td>{alert.scope_key ?? ''}</td>
                  <td className="muted">
                    {alert.matched_events.length > 0
                      ? alert.matched_events.map((event) => String(event.event_name ?? '')).join(' → ')
                      : Object.entries(alert.values)
                          .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
                          .join(', ')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrolledTable>
      )}
      {(result.truncated || result.alerts.length > LISTED) && <p className="muted">Only the first ones are listed.</p>}
    </div>
  )
}
