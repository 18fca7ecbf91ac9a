import './insight.css'
import { lazy, Suspense, useMemo, type Ref } from 'react'
import type { InsightSpec, RetentionResult, RetentionSpec, SessionsResult, TrendsResult, TrendsSpec } from '@/api/insight-types'
import type { InsightReply } from '@/api/types'
import type { ChartHandle } from '@/shared/chart/chart'
import { readChartTheme } from '@/shared/chart/chart-option'
import { formatDuration, formatNumber, formatPercent } from '@/shared/lib/format'
import { useTheme } from '@/shared/lib/theme'
import { useStable } from '@/shared/lib/use-stable'
import { BigNumbers } from './big-numbers'
import type { ChartKind } from './display'
import { InsightPicture } from './insight-picture'
import { ResultTable } from './result-table'
import { RetentionHeat } from './retention-heat'
import { summarize } from './to-chart-option/sessions'
import { toTable, toView } from './to-view'
import type { Pick } from './view'

interface InsightResultProps {
  spec: InsightSpec
  reply: InsightReply
  chart: ChartKind
  /** Height of the picture; the table below it comes on top. */
  height: number | string
  /** Without it the picture stands alone, as on a dashboard. */
  withTable?: boolean
  onPick?: (pick: Pick) => void
  chartRef?: Ref<ChartHandle>
}

/** Comes with the shapes and names of all countries, so it is loaded with the first map. */
const CountryMap = lazy(() =>
  import('./map/country-map').then(
    ({ CountryMap: loaded }) => ({ default: loaded }),
    () => ({ default: () => <p className="muted">The map could not be loaded; the table has the same numbers.</p> }),
  ),
)

/** An answer as it is shown everywhere: in the builder, on dashboards, in the SQL editor's neighbours. */
export function InsightResult({ spec: asked, ...props }: InsightResultProps) {
  // A chart that is drawn again without need plays its beginning again.
  const spec = useStable(asked)
  if (props.chart !== 'map') return <PlainResult spec={spec} {...props} />
  const { reply, chart: _map, ...place } = props
  return (
    <Suspense fallback={<div className="skeleton" style={{ height: props.height }} aria-hidden="true" />}>
      <CountryMap spec={spec as TrendsSpec} result={reply.result as TrendsResult} {...place} />
    </Suspense>
  )
}

function PlainResult({ spec, reply, chart, height, withTable, onPick, chartRef }: InsightResultProps) {
  const { theme } = useTheme()
  const { result, meta } = reply
  const incompleteFrom = meta.incomplete_from ?? null
  const { view, table } = useMemo(() => {
    // `theme` stands for the CSS variables that are read here.
    const chartTheme = { name: theme, ...readChartTheme() }
    return {
      view: toView(spec, result, chart, chartTheme, incompleteFrom),
      table: toTable(spec, result, chartTheme),
    }
  }, [spec, result, chart, incompleteFrom, theme])

  if (chart === 'table') {
    return <ResultTable table={table} caption={view.label} {...(onPick ? { onPick } : {})} />
  }
  if (chart === 'number') {
    return (
      <div style={{ height: withTable ? undefined : height, overflow: 'auto' }}>
        <BigNumbers result={result as TrendsResult} titled={!withTable} />
        {withTable && (
          <div className="result-tables">
            <ResultTable table={table} caption="The numbers as a table" {...(onPick ? { onPick } : {})} />
          </div>
        )}
      </div>
    )
  }
  const click = onPick
  return (
    <>
      {spec.kind === 'sessions' && <SessionStats result={result as SessionsResult} />}
      <InsightPicture view={view} height={height} onPick={click} chartRef={chartRef} />
      {withTable && spec.kind === 'retention' && (
        <RetentionHeat spec={spec as RetentionSpec} result={result as RetentionResult} incompleteFrom={incompleteFrom} {...(onPick ? { onPick } : {})} />
      )}
      {withTable && spec.kind !== 'retention' && (
        <div className="result-tables">
          <ResultTable table={table} caption="The numbers of the chart" {...(onPick ? { onPick } : {})} />
        </div>
      )}
    </>
  )
}

function SessionStats({ result }: { result: SessionsResult }) {
  const summary = summarize(result)
  return (
    <div className="insight-stats">
      <div>
        <span>Sessions{result.cursor ? ' (the first page)' : ''}</span>
        <strong>{formatNumber(summary.sessions)}</strong>
      </div>
      <div>
        <span>People</span>
        <strong>{formatNumber(summary.people)}</strong>
      </div>
      <div>
        <span>Bounce rate</span>
        <strong>{formatPercent(summary.bounceRate)}</strong>
      </div>
      <div>
        <span>Median duration</span>
        <strong>{formatDuration(summary.medianDuration)}</strong>
      </div>
      <div>
        <span>Views per session</span>
        <strong>{formatNumber(Number(summary.viewsPerSession.toFixed(2)))}</strong>
      </div>
    </div>
  )
}
