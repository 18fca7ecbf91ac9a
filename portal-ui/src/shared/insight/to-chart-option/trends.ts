import type { Interval, TrendsResult, TrendsRow, TrendsSpec } from '@/api/insight-types'
import { baseOption, categoryAxis, legend, tooltipHead, tooltipRow, tooltipStyle, valueAxis } from '@/shared/chart/axes'
import { colorAt, type ChartTheme, type SeriesOption } from '@/shared/chart/chart-option'
import { formatNumber, plural } from '@/shared/lib/format'
import type { ChartKind } from '../display'
import { breakdownLabel } from '../labels'
import { firstIncomplete, periodLabel, periodTitle } from '../periods'
import type { InsightView, Pick, TableModel } from '../view'

/** A row's name: the series, its breakdown value, and whether it is the time before. */
export function trendsRowName(row: TrendsRow, result: TrendsResult): string {
  const several = new Set(result.series.map((each) => each.series)).size > 1
  const parts: string[] = []
  if (row.breakdown === null || several) parts.push(row.label)
  if (row.breakdown !== null) parts.push(breakdownLabel(row.breakdown))
  return parts.join(' · ') + (row.window === 'previous' ? ' (before)' : '')
}

/**
 * Rows of the two windows that belong together have one colour, paler for the time before.
 * Totals are told apart by their names: one colour per series is enough.
 */
export function trendsColor(theme: ChartTheme, result: TrendsResult, row: TrendsRow): string {
  const totals = result.periods.length === 0
  const key = (each: TrendsRow) => JSON.stringify(totals ? each.series : [each.series, each.breakdown])
  const order = [...new Set(result.series.map(key))]
  const color = colorAt(theme, order.indexOf(key(row)))
  return row.window === 'previous' ? `${color}80` : color
}

/** The rows as they are listed: over time as they came, totals with the greatest first unless each stands beside its time before. */
function listed(result: TrendsResult): TrendsRow[] {
  if (result.periods.length > 0 || result.series.some((row) => row.window === 'previous')) return result.series
  return [...result.series].sort((a, b) => b.total - a.total)
}

export function trendsPick(row: TrendsRow, period: string | undefined, interval: Interval, name: string): Pick | null {
  if (row.series === 'formula' || row.window === 'previous') return null
  return {
    title: period === undefined ? name : `${name}, ${periodTitle(period, interval)}`,
    cell: {
      series: row.series,
      ...(period === undefined ? {} : { period }),
      ...(row.breakdown === null ? {} : { breakdown: row.breakdown }),
    },
  }
}

export function trendsToChartOption(
  spec: TrendsSpec,
  result: TrendsResult,
  chart: ChartKind,
  theme: ChartTheme,
  incompleteFrom?: string | null,
): InsightView {
  return result.periods.length === 0
    ? totals(result, theme)
    : overTime(spec, result, chart, theme, firstIncomplete(result.periods, incompleteFrom))
}

function overTime(spec: TrendsSpec, result: TrendsResult, chart: ChartKind, theme: ChartTheme, open: number): InsightView {
  const interval = spec.interval ?? 'day'
  const bars = chart === 'bar'
  const area = chart === 'area'
  const names = result.series.map((row) => trendsRowName(row, result))
  const stacked = (bars || area) && result.series.some((row) => row.breakdown !== null)
  const rowOfSeries: number[] = []
  const series = result.series.flatMap((row, index): SeriesOption[] => {
    const color = trendsColor(theme, result, row)
    const before = row.window === 'previous'
    const shared = { name: names[index] ?? '', color, ...(stacked ? { stack: row.window } : {}) }
    if (bars) {
      rowOfSeries.push(index)
      return [
        {
          ...shared,
          type: 'bar' as const,
          barMaxWidth: 34,
          barGap: '15%',
          itemStyle: { borderRadius: stacked ? 0 : [3, 3, 0, 0] },
          data: row.data.map((value, period) =>
            period >= open && !before ? { value, itemStyle: { opacity: 0.45, borderType: 'dashed' as const, borderColor: color, borderWidth: 1 } } : value,
          ),
        },
      ]
    }
    const line = {
      ...shared,
      type: 'line' as const,
      showSymbol: result.periods.length === 1,
      symbol: 'circle',
      symbolSize: 7,
      triggerLineEvent: true,
      emphasis: { focus: 'series' as const },
      ...(area ? { areaStyle: { opacity: before ? 0.05 : stacked ? 0.55 : 0.14 } } : {}),
    }
    const split = !stacked && !before && open < row.data.length
    rowOfSeries.push(index)
    const solid = {
      ...line,
      lineStyle: { width: 2, ...(before ? { type: 'dashed' as const } : {}) },
      data: row.data.map((value, period) => (split && period >= open ? null : value)),
    }
    if (!split) return [solid]
    rowOfSeries.push(index)
    const dashed = {
      ...line,
      showSymbol: open === 0,
      lineStyle: { width: 2, type: 'dotted' as const },
      data: row.data.map((value, period) => (period >= open - 1 ? value : null)),
    }
    return [solid, dashed]
  })
  const seriesLegend = legend(theme, [...new Set(names)])
  return {
    label: `${bars ? 'Bar' : area ? 'Area' : 'Line'} chart of ${plural(result.series.length, 'series', 'series')} over ${plural(result.periods.length, interval)}.`,
    option: {
      ...baseOption(theme),
      grid: { ...baseOption(theme).grid, bottom: seriesLegend.show ? 34 : 8 },
      legend: seriesLegend,
      xAxis: categoryAxis(
        theme,
        result.periods.map((period) => periodLabel(period, interval)),
        bars,
      ),
      yAxis: valueAxis(theme),
      tooltip: {
        ...tooltipStyle(theme),
        trigger: 'axis',
        axisPointer: bars
          ? { type: 'shadow', shadowStyle: { color: theme.grid, opacity: 0.5 } }
          : { type: 'line', lineStyle: { color: theme.quiet, type: 'solid' } },
        formatter: (params: unknown) => {
          const index = (params as { dataIndex: number }[])[0]?.dataIndex ?? 0
          return trendsTooltip(result, interval, theme, names, index, index >= open)
        },
      },
      series,
    },
    pickOf: (click) => {
      const row = result.series[rowOfSeries[click.seriesIndex] ?? -1]
      if (!row) return null
      const period = result.periods[click.dataIndex]
      return trendsPick(row, period, interval, trendsRowName(row, result))
    },
  }
}

function trendsTooltip(
  result: TrendsResult,
  interval: Interval,
  theme: ChartTheme,
  names: string[],
  index: number,
  open: boolean,
): string {
  const period = result.periods[index]
  const rows = result.series
    .map((row, position) => ({ row, name: names[position] ?? '', value: row.data[index] ?? 0 }))
    .sort((a, b) => b.value - a.value)
  const shown = rows.slice(0, 12)
  return (
    tooltipHead(period === undefined ? '' : periodTitle(period, interval)) +
    (open ? '<div style="opacity:.7">not over yet</div>' : '') +
    shown.map(({ row, name, value }) => tooltipRow(trendsColor(theme, result, row), name, formatNumber(value))).join('') +
    (rows.length > shown.length ? `<div style="opacity:.7;margin-top:3px">and ${rows.length - shown.length} more</div>` : '')
  )
}

function totals(result: TrendsResult, theme: ChartTheme): InsightView {
  const rows = listed(result).map((row) => ({ row, name: trendsRowName(row, result) }))
  return {
    label: `Bar chart of ${plural(rows.length, 'total')}.`,
    option: {
      ...baseOption(theme),
      xAxis: valueAxis(theme),
      yAxis: { ...categoryAxis(theme, rows.map(({ name }) => name), true), inverse: true, axisLabel: { color: theme.text, width: 180, overflow: 'truncate' } },
      tooltip: { ...tooltipStyle(theme), trigger: 'item' },
      series: [
        {
          type: 'bar',
          barMaxWidth: 26,
          label: { show: true, position: 'right', color: theme.text, formatter: (params: { value: unknown }) => formatNumber(Number(params.value)) },
          data: rows.map(({ row }) => ({
            value: row.total,
            itemStyle: { color: trendsColor(theme, result, row), borderRadius: [0, 3, 3, 0] },
          })),
        },
      ],
    },
    pickOf: (click) => {
      const row = rows[click.dataIndex]
      return row ? trendsPick(row.row, undefined, 'day', row.name) : null
    },
  }
}

export function trendsToTable(spec: TrendsSpec, result: TrendsResult, theme: ChartTheme): TableModel {
  const interval = spec.interval ?? 'day'
  return {
    columns: [
      { label: 'Series' },
      { label: 'Total', number: true },
      ...result.periods.map((period) => ({ label: periodLabel(period, interval), number: true })),
    ],
    rows: listed(result).map((row) => {
      const name = trendsRowName(row, result)
      return {
        color: trendsColor(theme, result, row),
        cells: [name, row.total, ...row.data],
        picks: [
          null,
          result.periods.length === 0 ? trendsPick(row, undefined, interval, name) : null,
          ...row.data.map((_, index) => trendsPick(row, result.periods[index], interval, name)),
        ],
      }
    }),
  }
}
