import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Clock, Database, FilterX, Gauge, Hourglass, MousePointerClick, RefreshCw, Zap } from 'lucide-react'
import { useState, type Ref } from 'react'
import type { InsightSpec } from '@/api/insight-types'
import { insightQuery } from '@/api/queries'
import type { InsightReply, Warning } from '@/api/types'
import type { ChartHandle } from '@/shared/chart/chart'
import { askedBy, type ChartKind } from '@/shared/insight/display'
import { InsightResult } from '@/shared/insight/insight-result'
import { renameInSpec } from '@/shared/insight/names'
import { firstIncomplete, periodTitle } from '@/shared/insight/periods'
import { PeoplePanel } from '@/shared/insight/people-panel'
import { incompleteReason, toRequest } from '@/shared/insight/spec'
import { isEmptyResult } from '@/shared/insight/to-view'
import { useCulprits } from '@/shared/insight/use-culprits'
import type { Pick } from '@/shared/insight/view'
import { useApp } from '@/shared/lib/app-context'
import { formatAgo, formatBytes, formatCompact, formatDuration } from '@/shared/lib/format'
import { Button } from '@/shared/ui/button'
import { EmptyState, ErrorState, Notice } from '@/shared/ui/states'
import { CorrelationPanel } from './correlation-panel'

interface ResultPaneProps {
  spec: InsightSpec
  chart: ChartKind
  onChange: (spec: InsightSpec) => void
  chartRef: Ref<ChartHandle>
}

/** The answer to the question that the builder holds, with how far it can be believed. */
export function ResultPane({ spec, chart, onChange, chartRef }: ResultPaneProps) {
  const { app } = useApp()
  const [pick, setPick] = useState<Pick | null>(null)
  const reason = incompleteReason(spec)
  const request = toRequest(askedBy(chart, spec), app)
  const query = useQuery({
    ...insightQuery(app.id, request),
    enabled: reason === null,
    // The last answer of the same kind stays, faded, until the next one is there.
    placeholderData: (previous, before) =>
      (before?.queryKey[3] as InsightSpec | undefined)?.kind === spec.kind ? keepPreviousData(previous) : undefined,
  })
  if (reason !== null) {
    return (
      <div className="card result-card">
        <EmptyState title="What do you want to know?" icon={<MousePointerClick size={19} />}>
          <p>{reason}</p>
        </EmptyState>
      </div>
    )
  }
  if (query.isError) {
    return (
      <div className="card result-card">
        <ErrorState title="This question has no answer" error={query.error} onRetry={() => void query.refetch()} />
      </div>
    )
  }
  if (query.isPending) {
    return (
      <div className="card result-card">
        <div className="result-busy" role="status">
          <div>
            <span className="spinner" />
            Counting…
          </div>
        </div>
      </div>
    )
  }
  const reply = query.data
  const stale = query.isPlaceholderData
  const empty = !stale && isEmptyResult(request, reply.result)
  return (
    <>
      {(reply.meta.warnings ?? []).map((warning) => (
        <WarningLine key={`${warning.code} ${warning.name}`} warning={warning} onFix={(to) => onChange(renameInSpec(spec, warning.name, to))} />
      ))}
      <div className="card result-card" data-stale={stale || undefined} aria-busy={stale}>
        {empty ? (
          <EmptyResult spec={toRequest(spec, app)} onUse={onChange} />
        ) : (
          <Shown request={request} reply={reply} chart={chart} stale={stale} onPick={setPick} chartRef={chartRef} />
        )}
      </div>
      <MetaLine reply={reply} busy={query.isFetching} onRefresh={() => void query.refetch()} />
      {request.kind === 'funnel' && !empty && (request.output ?? 'steps') === 'steps' && (
        <CorrelationPanel
          request={request}
          onFilter={(key, value) => onChange({ ...spec, filters: [...(spec.filters ?? []), { key, on: 'person', op: 'exact', value: [value] }] })}
        />
      )}
      <PeoplePanel spec={request} pick={pick} onClose={() => setPick(null)} />
    </>
  )
}

interface ShownProps {
  request: InsightSpec
  reply: InsightReply
  chart: ChartKind
  stale: boolean
  onPick: (pick: Pick) => void
  chartRef: Ref<ChartHandle>
}

/** While the next answer is on its way, the last one is drawn with the question that it answers. */
function Shown({ request, reply, chart, stale, onPick, chartRef }: ShownProps) {
  const [last, setLast] = useState({ request, reply, chart })
  if (!stale && (last.reply !== reply || last.chart !== chart || last.request !== request)) {
    if (JSON.stringify(last.request) !== JSON.stringify(request) || last.reply !== reply || last.chart !== chart) {
      setLast({ request, reply, chart })
    }
  }
  const shown = stale ? last : { request: last.request, reply: last.reply, chart }
  return (
    <InsightResult
      spec={shown.request}
      reply={shown.reply}
      chart={shown.chart}
      height={shown.request.kind === 'paths' || shown.chart === 'map' ? 480 : 360}
      withTable
      onPick={onPick}
      chartRef={chartRef}
    />
  )
}

function WarningLine({ warning, onFix }: { warning: Warning; onFix: (to: string) => void }) {
  const suggestion = warning.suggestion
  return (
    <Notice tone="warn">
      {warning.code === 'approximate' ? `${warning.name} is approximate.` : <>“{warning.name}” has never been seen in this app.</>}
      {suggestion && (
        <>
          {' '}
          Did you mean{' '}
          <button type="button" className="warning-fix" onClick={() => onFix(suggestion)}>
            {suggestion}
          </button>
          ?
        </>
      )}
    </Notice>
  )
}

/** Nothing matched: asks again without each filter, and says which of them is to blame. */
function EmptyResult({ spec, onUse }: { spec: InsightSpec; onUse: (spec: InsightSpec) => void }) {
  const { filters, busy, culprits } = useCulprits(spec)
  if (filters === 0) {
    return (
      <EmptyState title="Nothing in this range">
        <p>No event of this kind happened between the two dates. No filter is set.</p>
        {spec.kind !== 'retention' && spec.from !== 'all' && (
          <Button onClick={() => onUse({ ...spec, from: 'all', to: undefined } as InsightSpec)}>Look at all time</Button>
        )}
      </EmptyState>
    )
  }
  return (
    <EmptyState title={culprits.length === 1 ? 'One filter leaves nothing' : 'The filters leave nothing'} icon={<FilterX size={19} />}>
      {busy && (
        <p className="row" role="status">
          <span className="spinner" /> Looking which filter it is…
        </p>
      )}
      {!busy && culprits.length === 0 && <p>It is not one filter alone: without any single one of them there is still nothing.</p>}
      {culprits.length > 0 && (
        <ul className="culprits">
          {culprits.map((culprit) => (
            <li key={culprit.label}>
              <span>
                Without <b>{culprit.label}</b> there is something.
              </span>
              <Button small onClick={() => onUse(culprit.spec)}>
                Remove it
              </Button>
            </li>
          ))}
        </ul>
      )}
    </EmptyState>
  )
}

function MetaLine({ reply, busy, onRefresh }: { reply: InsightReply; busy: boolean; onRefresh: () => void }) {
  const { meta, result } = reply
  const periods = 'periods' in result ? result.periods : []
  const open = periods[firstIncomplete(periods, meta.incomplete_from)]
  return (
    <div className="meta-line" aria-label="About this answer" role="group">
      {meta.watermark && (
        <span title={meta.watermark}>
          <Clock size={12} aria-hidden="true" />
          Complete up to {formatAgo(meta.watermark)}
        </span>
      )}
      {open !== undefined && (
        <span title="Drawn dotted, pale or hatched: there is more to come.">
          <Hourglass size={12} aria-hidden="true" />
          Not over yet from {periodTitle(open, 'day')} on
        </span>
      )}
      <span>
        <Gauge size={12} aria-hidden="true" />
        {meta.exact === false ? 'Approximate' : 'Exact'}
      </span>
      <span>
        <Database size={12} aria-hidden="true" />
        {formatCompact(meta.rows_scanned)} rows, {formatBytes(meta.bytes_scanned)}
      </span>
      <span>
        <Zap size={12} aria-hidden="true" />
        {meta.cached ? `From cache${meta.computed_at ? `, ${formatAgo(meta.computed_at)}` : ''}` : formatDuration(meta.wall_ms / 1000)}
      </span>
      <Button variant="link" className="num" onClick={onRefresh} busy={busy}>
        <RefreshCw size={12} aria-hidden="true" />
        Ask again
      </Button>
    </div>
  )
}
