import type { LifecycleResult, LifecycleSpec } from '@/api/insight-types'
import { baseOption, categoryAxis, legend, tooltipHead, tooltipRow, tooltipStyle, valueAxis } from '@/shared/chart/axes'
import { colorAt, type ChartTheme } from '@/shared/chart/chart-option'
import { formatCompact, formatNumber, plural } from '@/shared/lib/format'
import { firstIncomplete, periodLabel, periodTitle } from '../periods'
import type { InsightView, Pick, TableModel } from '../view'

export const lifecycleStates = ['new', 'returning', 'resurrecting', 'dormant'] as const
export type LifecycleState = (typeof lifecycleStates)[number]

const labels: Record<LifecycleState, string> = {
  new: 'New',
  returning: 'Returning',
  resurrecting: 'Resurrecting',
  dormant: 'Dormant',
}

function colorOf(theme: ChartTheme, state: LifecycleState): string {
  switch (state) {
    case 'new':
      return colorAt(theme, 0)
    case 'returning':
      return colorAt(theme, 1)
    case 'resurrecting':
      return colorAt(theme, 3)
    case 'dormant':
      return colorAt(theme, 2)
  }
}

function pick(state: LifecycleState, period: string | undefined, spec: LifecycleSpec): Pick | null {
  if (period === undefined) return null
  return { title: `${labels[state]}, ${periodTitle(period, spec.interval ?? 'day')}`, cell: { period, series: state } }
}

export function lifecycleToChartOption(
  spec: LifecycleSpec,
  result: LifecycleResult,
  theme: ChartTheme,
  incompleteFrom?: string | null,
): InsightView {
  const interval = spec.interval ?? 'day'
  const open = firstIncomplete(result.periods, incompleteFrom)
  return {
    label: `Bars of new, returning, resurrecting and dormant people over ${plural(result.periods.length, interval)}.`,
    option: {
      ...baseOption(theme),
      grid: { ...baseOption(theme).grid, bottom: 34 },
      legend: legend(theme, lifecycleStates.map((state) => labels[state])),
      xAxis: { ...categoryAxis(theme, result.periods.map((period) => periodLabel(period, interval)), true), axisLine: { onZero: false, lineStyle: { color: theme.grid } } },
      yAxis: valueAxis(theme, (value) => formatCompact(Math.abs(value))),
      tooltip: {
        ...tooltipStyle(theme),
        trigger: 'axis',
        axisPointer: { type: 'shadow', shadowStyle: { color: theme.grid, opacity: 0.5 } },
        formatter: (params: unknown) => {
          const index = (params as { dataIndex: number }[])[0]?.dataIndex ?? 0
          return (
            tooltipHead(periodTitle(result.periods[index] ?? '', interval)) +
            (index >= open ? '<div style="opacity:.7">not over yet</div>' : '') +
            lifecycleStates
              .map((state) => tooltipRow(colorOf(theme, state), labels[state], formatNumber(Math.abs(result[state][index] ?? 0))))
              .join('')
          )
        },
      },
      series: lifecycleStates.map((state) => ({
        type: 'bar' as const,
        name: labels[state],
        stack: 'people',
        barMaxWidth: 40,
        color: colorOf(theme, state),
        data: result[state].map((value, index) => (index >= open ? { value, itemStyle: { opacity: 0.5 } } : value)),
      })),
    },
    pickOf: (click) => {
      const state = lifecycleStates[click.seriesIndex]
      return state ? pick(state, result.periods[click.dataIndex], spec) : null
    },
  }
}

export function lifecycleToTable(spec: LifecycleSpec, result: LifecycleResult): TableModel {
  return {
    columns: [{ label: 'Period' }, ...lifecycleStates.map((state) => ({ label: labels[state], number: true }))],
    rows: result.periods.map((period, index) => ({
      cells: [periodTitle(period, spec.interval ?? 'day'), ...lifecycleStates.map((state) => result[state][index] ?? 0)],
      picks: [null, ...lifecycleStates.map((state) => pick(state, period, spec))],
    })),
  }
}
