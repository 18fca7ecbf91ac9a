import type { SqlResult } from '@/api/types'
import { baseOption, categoryAxis, legend, tooltipStyle, valueAxis } from '@/shared/chart/axes'
import { colorAt, type ChartOption, type ChartTheme } from '@/shared/chart/chart-option'
import { cellText, isNumeric } from './cells'

const MOST = 500

/** A quick chart: the first column that is no number is the axis, every number column a series. Null where there is none. */
export function sqlToChartOption(result: SqlResult, theme: ChartTheme, kind: 'bar' | 'line'): ChartOption | null {
  const measures = result.columns.flatMap((column, index) => (isNumeric(column.type) ? [{ name: column.name, index }] : []))
  const axis = result.columns.findIndex((column) => !isNumeric(column.type))
  const values = axis < 0 && measures.length > 1 ? measures.slice(1) : measures
  if (values.length === 0 || result.rows.length === 0) return null
  const axisIndex = axis < 0 ? (measures.length > 1 ? (measures[0]?.index ?? -1) : -1) : axis
  const rows = result.rows.slice(0, MOST)
  const names = values.map((each) => each.name)
  const chartLegend = legend(theme, names)
  return {
    ...baseOption(theme),
    grid: { ...baseOption(theme).grid, bottom: chartLegend.show ? 34 : 8 },
    legend: chartLegend,
    xAxis: categoryAxis(theme, rows.map((row, index) => (axisIndex < 0 ? String(index + 1) : cellText(row[axisIndex]))), kind === 'bar'),
    yAxis: valueAxis(theme),
    tooltip: { ...tooltipStyle(theme), trigger: 'axis' },
    series: values.map((each, position) =>
      kind === 'bar'
        ? { type: 'bar' as const, name: each.name, color: colorAt(theme, position), barMaxWidth: 40, itemStyle: { borderRadius: [3, 3, 0, 0] }, data: rows.map((row) => Number(row[each.index] ?? 0)) }
        : { type: 'line' as const, name: each.name, color: colorAt(theme, position), showSymbol: rows.length < 40, data: rows.map((row) => Number(row[each.index] ?? 0)) },
    ),
  }
}
