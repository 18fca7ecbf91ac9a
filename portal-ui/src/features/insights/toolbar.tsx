import { AreaChart, BarChart3, Filter as Funnel, GitCompareArrows, Globe, Grid3x3, Hash, LineChart, Map, Table2, Waypoints } from 'lucide-react'
import type { ReactNode } from 'react'
import type { InsightSpec, Interval } from '@/api/insight-types'
import { chartLabel, chartsFor, type ChartKind } from '@/shared/insight/display'
import { rangeDays } from '@/shared/insight/range'
import { RangePicker } from '@/shared/insight/range-picker'
import { useApp } from '@/shared/lib/app-context'
import { Segmented } from '@/shared/ui/segmented'
import { Select } from '@/shared/ui/select'

const icons: Record<ChartKind, ReactNode> = {
  line: <LineChart size={15} aria-hidden="true" />,
  area: <AreaChart size={15} aria-hidden="true" />,
  bar: <BarChart3 size={15} aria-hidden="true" />,
  map: <Map size={15} aria-hidden="true" />,
  number: <Hash size={15} aria-hidden="true" />,
  table: <Table2 size={15} aria-hidden="true" />,
  funnel: <Funnel size={15} aria-hidden="true" />,
  histogram: <BarChart3 size={15} aria-hidden="true" />,
  retention: <Grid3x3 size={15} aria-hidden="true" />,
  sankey: <Waypoints size={15} aria-hidden="true" />,
}

const intervals: { value: Interval; label: string }[] = [
  { value: 'hour', label: 'by hour' },
  { value: 'day', label: 'by day' },
  { value: 'week', label: 'by week' },
  { value: 'month', label: 'by month' },
]

/** The interval that gives a readable number of points for a range. */
export function intervalFor(range: { from?: string; to?: string }): Interval {
  const days = rangeDays(range)
  return days <= 2 ? 'hour' : days <= 62 ? 'day' : days <= 370 ? 'week' : 'month'
}

/** A spec with another range, and with an interval that fits it where the old one would not. */
export function withRange(spec: InsightSpec, range: { from: string; to?: string }): InsightSpec {
  const { from: _from, to: _to, ...rest } = spec
  const next = { ...rest, from: range.from, ...(range.to === undefined ? {} : { to: range.to }) } as InsightSpec
  if (next.kind === 'paths' || next.kind === 'sessions' || next.kind === 'retention' || (next.kind === 'funnel' && next.output !== 'trends')) return next
  const days = rangeDays(range)
  const points = days / { hour: 1 / 24, day: 1, week: 7, month: 30 }[next.interval ?? 'day']
  return points < 2 || points > 200 ? { ...next, interval: intervalFor(range) } : next
}

interface ToolbarProps {
  spec: InsightSpec
  chart: ChartKind
  onSpec: (spec: InsightSpec) => void
  onChart: (chart: ChartKind) => void
  rangeOpen: boolean
  onRangeOpen: (open: boolean) => void
}

export function Toolbar({ spec, chart, onSpec, onChart, rangeOpen, onRangeOpen }: ToolbarProps) {
  const { app } = useApp()
  const charts = chartsFor(spec)
  const local = Intl.DateTimeFormat().resolvedOptions().timeZone
  const zones = [...new Set([app.timezone ?? 'UTC', 'UTC', local, spec.timezone ?? app.timezone ?? 'UTC'])]
  const compare = spec.kind === 'trends' ? (typeof spec.compare === 'string' ? spec.compare : 'none') : 'none'
  const withInterval = (spec.kind === 'trends' && !spec.aggregate && chart !== 'map') || spec.kind === 'lifecycle' || spec.kind === 'stickiness' || (spec.kind === 'funnel' && spec.output === 'trends')
  return (
    <div className="toolbar" role="group" aria-label="Range and chart">
      {spec.kind !== 'retention' && <RangePicker range={spec} onChange={(range) => onSpec(withRange(spec, range))} open={rangeOpen} onOpenChange={onRangeOpen} />}
      {withInterval && (
        <Select label="Interval" value={('interval' in spec ? spec.interval : undefined) ?? 'day'} options={intervals} onChange={(interval) => onSpec({ ...spec, interval } as InsightSpec)} />
      )}
      {spec.kind === 'trends' && (
        <Select
          label="Compare with"
          icon={<GitCompareArrows size={14} aria-hidden="true" />}
          value={compare}
          options={[
            { value: 'none', label: 'No comparison' },
            { value: 'previous_period', label: 'Previous period' },
            { value: 'previous_year', label: 'Previous year' },
          ]}
          onChange={(next) => {
            const { compare: _old, ...rest } = spec
            onSpec(next === 'none' ? rest : { ...rest, compare: next })
          }}
        />
      )}
      <Select
        quiet
        label="Time zone"
        icon={<Globe size={14} aria-hidden="true" />}
        value={spec.timezone ?? app.timezone ?? 'UTC'}
        options={zones.map((zone) => ({ value: zone, label: zone, ...(zone === app.timezone ? { hint: 'of the app' } : {}) }))}
        onChange={(timezone) => onSpec({ ...spec, timezone })}
      />
      <span className="grow" />
      <Segmented
        label="Chart"
        iconsOnly
        value={chart}
        options={charts.map((kind) => ({ value: kind, label: chartLabel(kind), icon: icons[kind] }))}
        onChange={onChart}
      />
    </div>
  )
}
