import type {
  FunnelSpec,
  FunnelStep,
  FunnelStepsResult,
  FunnelTrendRow,
  FunnelTrendsResult,
  TimeToConvertResult,
} from '@/api/insight-types'
import { baseOption, categoryAxis, legend, tooltipHead, tooltipRow, tooltipStyle, valueAxis } from '@/shared/chart/axes'
import { colorAt, type ChartTheme } from '@/shared/chart/chart-option'
import { formatDuration, formatNumber, formatPercent, plural } from '@/shared/lib/format'
import type { ChartKind } from '../display'
import { breakdownLabel } from '../labels'
import { firstIncomplete, periodLabel, periodTitle } from '../periods'
import type { InsightView, Pick, TableModel } from '../view'

export interface FunnelGroup {
  breakdown: string[] | null
  name: string
  steps: FunnelStep[]
}

/** The steps of each breakdown value together, in the order of the answer. */
export function funnelGroups(result: FunnelStepsResult): FunnelGroup[] {
  const groups = new Map<string, FunnelGroup>()
  for (const step of result.steps) {
    const key = JSON.stringify(step.breakdown)
    const group = groups.get(key)
    if (group) group.steps.push(step)
    else
      groups.set(key, {
        breakdown: step.breakdown,
        name: step.breakdown === null ? 'All' : breakdownLabel(step.breakdown),
        steps: [step],
      })
  }
  return [...groups.values()].map((group) => ({ ...group, steps: group.steps.sort((a, b) => a.step - b.step) }))
}

/** Part of the first step's people that are at this one. */
export function conversion(group: FunnelGroup, index: number): number {
  const first = group.steps[0]?.count ?? 0
  return first === 0 ? 0 : (group.steps[index]?.count ?? 0) / first
}

export function funnelPick(group: FunnelGroup, step: number, outcome: 'reached' | 'dropped'): Pick {
  const label = group.steps[step]?.label ?? ''
  const who = outcome === 'reached' ? `Reached “${label}”` : `Dropped after “${label}”`
  return {
    title: group.breakdown === null ? who : `${who}, ${group.name}`,
    cell: { step, outcome, ...(group.breakdown === null ? {} : { breakdown: group.breakdown }) },
  }
}

export function funnelToChartOption(result: FunnelStepsResult, theme: ChartTheme): InsightView {
  const groups = funnelGroups(result)
  const steps = groups[0]?.steps ?? []
  const several = groups.length > 1
  const labels = steps.map((step, index) => `${index + 1}  ${step.label}`)
  const names = groups.map((group) => group.name)
  const chartLegend = legend(theme, names)
  const percent = (index: number, group: FunnelGroup) => conversion(group, index) * 100
  const last = groups[0] ? conversion(groups[0], steps.length - 1) : 0
  const series = groups.flatMap((group, position) => {
    const color = colorAt(theme, position)
    const stack = `group-${position}`
    const common = { type: 'bar' as const, stack, barMaxWidth: several ? 46 : 92, barGap: '12%', barCategoryGap: '28%' }
    return [
      {
        ...common,
        name: group.name,
        color,
        itemStyle: { borderRadius: [4, 4, 0, 0] },
        label: {
          show: groups.length <= 3,
          position: 'insideTop' as const,
          distance: 8,
          color: theme.name === 'dark' ? theme.surface : '#fff',
          fontWeight: 600,
          formatter: (params: { dataIndex: number }) => {
            const share = conversion(group, params.dataIndex)
            return share < 0.09 ? '' : formatPercent(share)
          },
        },
        data: group.steps.map((_, index) => percent(index, group)),
      },
      {
        ...common,
        name: `${group.name} dropped`,
        color: theme.quiet,
        itemStyle: { borderRadius: [4, 4, 0, 0], opacity: 0.55 },
        emphasis: { itemStyle: { opacity: 0.9 } },
        data: group.steps.map((_, index) => (index === 0 ? 0 : percent(index - 1, group) - percent(index, group))),
      },
    ]
  })
  return {
    label: `Funnel of ${plural(steps.length, 'step')}. ${steps.map((step) => `${step.label}: ${formatNumber(step.count)}`).join(', ')}. ${formatPercent(last)} get to the end.`,
    option: {
      ...baseOption(theme),
      grid: { ...baseOption(theme).grid, bottom: chartLegend.show ? 34 : 8 },
      legend: chartLegend,
      xAxis: {
        ...categoryAxis(theme, labels, true),
        axisLabel: { color: theme.text, fontSize: 12, interval: 0, width: 150, overflow: 'truncate', margin: 12 },
      },
      yAxis: { ...valueAxis(theme, (value) => `${value}%`), max: 100, interval: 25 },
      tooltip: {
        ...tooltipStyle(theme),
        trigger: 'axis',
        axisPointer: { type: 'shadow', shadowStyle: { color: theme.grid, opacity: 0.5 } },
        formatter: (params: unknown) => {
          const index = (params as { dataIndex: number }[])[0]?.dataIndex ?? 0
          return funnelTooltip(groups, index, theme)
        },
      },
      series,
    },
    pickOf: (click) => {
      const group = groups[Math.floor(click.seriesIndex / 2)]
      if (!group) return null
      const dropped = click.seriesIndex % 2 === 1
      return dropped ? funnelPick(group, click.dataIndex - 1, 'dropped') : funnelPick(group, click.dataIndex, 'reached')
    },
  }
}

function funnelTooltip(groups: FunnelGroup[], index: number, theme: ChartTheme): string {
  const title = groups[0]?.steps[index]?.label ?? ''
  return (
    tooltipHead(`${index + 1}. ${title}`) +
    groups
      .slice(0, 10)
      .map((group, position) => {
        const step = group.steps[index]
        const before = group.steps[index - 1]
        const lines = [tooltipRow(colorAt(theme, position), group.name === 'All' ? 'People' : group.name, formatNumber(step?.count ?? 0))]
        lines.push(tooltipRow('transparent', 'of the first step', formatPercent(conversion(group, index))))
        if (before && step) {
          lines.push(tooltipRow('transparent', 'of the step before', before.count === 0 ? '–' : formatPercent(step.count / before.count)))
          lines.push(tooltipRow('transparent', 'dropped here', formatNumber(before.count - step.count)))
          if (step.median_s !== null) lines.push(tooltipRow('transparent', 'median time', formatDuration(step.median_s)))
        }
        return lines.join('')
      })
      .join('')
  )
}

export function funnelToTable(result: FunnelStepsResult, theme: ChartTheme): TableModel {
  const groups = funnelGroups(result)
  const several = groups.length > 1 || groups[0]?.breakdown != null
  return {
    columns: [
      ...(several ? [{ label: 'Group' }] : []),
      { label: 'Step' },
      { label: 'People', number: true },
      { label: 'Of first', number: true },
      { label: 'Of step before', number: true },
      { label: 'Dropped after it', number: true },
      { label: 'Median time', number: true },
      { label: 'Mean time', number: true },
    ],
    rows: groups.flatMap((group, position) =>
      group.steps.map((step, index) => {
        const before = group.steps[index - 1]
        const next = group.steps[index + 1]
        const pad = several ? [null] : []
        return {
          color: colorAt(theme, position),
          cells: [
            ...(several ? [group.name] : []),
            `${index + 1}. ${step.label}`,
            step.count,
            formatPercent(conversion(group, index)),
            before ? formatPercent(before.count === 0 ? 0 : step.count / before.count) : null,
            next ? step.count - next.count : null,
            step.median_s === null ? null : formatDuration(step.median_s),
            step.avg_s === null ? null : formatDuration(step.avg_s),
          ],
          picks: [
            ...pad,
            null,
            funnelPick(group, index, 'reached'),
            null,
            null,
            next ? funnelPick(group, index, 'dropped') : null,
            null,
            null,
          ],
        }
      }),
    ),
  }
}

export function funnelTrendRows(result: FunnelTrendsResult): { name: string; row: FunnelTrendRow }[] {
  const rows = 'series' in result ? result.series : [result]
  return rows.map((row) => ({ name: row.breakdown ? breakdownLabel(row.breakdown) : 'Conversion', row }))
}

export function funnelTrendsToChartOption(
  spec: FunnelSpec,
  result: FunnelTrendsResult,
  chart: ChartKind,
  theme: ChartTheme,
  incompleteFrom?: string | null,
): InsightView {
  const interval = spec.interval ?? 'day'
  const rows = funnelTrendRows(result)
  const open = firstIncomplete(result.periods, incompleteFrom)
  const chartLegend = legend(theme, rows.map(({ name }) => name))
  return {
    label: `Conversion rate of ${plural(rows.length, 'group')} over ${plural(result.periods.length, interval)}.`,
    option: {
      ...baseOption(theme),
      grid: { ...baseOption(theme).grid, bottom: chartLegend.show ? 34 : 8 },
      legend: chartLegend,
      xAxis: categoryAxis(theme, result.periods.map((period) => periodLabel(period, interval)), chart === 'bar'),
      yAxis: valueAxis(theme, (value) => `${value}%`),
      tooltip: {
        ...tooltipStyle(theme),
        trigger: 'axis',
        formatter: (params: unknown) => {
          const index = (params as { dataIndex: number }[])[0]?.dataIndex ?? 0
          return (
            tooltipHead(periodTitle(result.periods[index] ?? '', interval)) +
            (index >= open ? '<div style="opacity:.7">may still convert</div>' : '') +
            rows
              .map(({ name, row }, position) =>
                tooltipRow(
                  colorAt(theme, position),
                  name,
                  `${row.rate_pct[index] ?? 0}%  (${formatNumber(row.converted[index] ?? 0)} of ${formatNumber(row.entered[index] ?? 0)})`,
                ),
              )
              .join('')
          )
        },
      },
      series: rows.map(({ name, row }, position) =>
        chart === 'bar'
          ? { type: 'bar' as const, name, color: colorAt(theme, position), barMaxWidth: 34, itemStyle: { borderRadius: [3, 3, 0, 0] }, data: row.rate_pct }
          : { type: 'line' as const, name, color: colorAt(theme, position), symbolSize: 7, showSymbol: result.periods.length === 1, lineStyle: { width: 2 }, data: row.rate_pct },
      ),
    },
    pickOf: () => null,
  }
}

export function funnelTrendsToTable(spec: FunnelSpec, result: FunnelTrendsResult): TableModel {
  const rows = funnelTrendRows(result)
  const several = rows.length > 1
  return {
    columns: [
      ...(several ? [{ label: 'Group' }] : []),
      { label: 'Period' },
      { label: 'Entered', number: true },
      { label: 'Converted', number: true },
      { label: 'Rate', number: true },
    ],
    rows: rows.flatMap(({ name, row }) =>
      result.periods.map((period, index) => ({
        cells: [
          ...(several ? [name] : []),
          periodTitle(period, spec.interval ?? 'day'),
          row.entered[index] ?? 0,
          row.converted[index] ?? 0,
          `${row.rate_pct[index] ?? 0}%`,
        ],
      })),
    ),
  }
}

export function timeToConvertToChartOption(result: TimeToConvertResult, theme: ChartTheme): InsightView {
  return {
    label: `Histogram of the time to convert; median ${result.median_s === null ? 'unknown' : formatDuration(result.median_s)}.`,
    option: {
      ...baseOption(theme),
      xAxis: categoryAxis(theme, result.bins.map(([from]) => formatDuration(from)), true),
      yAxis: valueAxis(theme),
      tooltip: {
        ...tooltipStyle(theme),
        trigger: 'axis',
        axisPointer: { type: 'shadow', shadowStyle: { color: theme.grid, opacity: 0.5 } },
        formatter: (params: unknown) => {
          const index = (params as { dataIndex: number }[])[0]?.dataIndex ?? 0
          const bin = result.bins[index]
          const next = result.bins[index + 1]
          if (!bin) return ''
          return (
            tooltipHead(next ? `${formatDuration(bin[0])} to ${formatDuration(next[0])}` : `From ${formatDuration(bin[0])}`) +
            tooltipRow(colorAt(theme, 0), 'People', formatNumber(bin[1]))
          )
        },
      },
      series: [
        { type: 'bar', color: colorAt(theme, 0), barCategoryGap: '8%', itemStyle: { borderRadius: [3, 3, 0, 0] }, data: result.bins.map(([, count]) => count) },
      ],
    },
    pickOf: () => null,
  }
}

export function timeToConvertToTable(result: TimeToConvertResult): TableModel {
  return {
    columns: [{ label: 'From' }, { label: 'People', number: true }],
    rows: result.bins.map(([from, count]) => ({ cells: [formatDuration(from), count] })),
  }
}
