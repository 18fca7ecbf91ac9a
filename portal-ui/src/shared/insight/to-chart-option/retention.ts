import type { RetentionResult, RetentionSpec } from '@/api/insight-types'
import { baseOption, categoryAxis, legend, tooltipHead, tooltipRow, tooltipStyle, valueAxis } from '@/shared/chart/axes'
import { colorAt, type ChartTheme } from '@/shared/chart/chart-option'
import { formatNumber, formatPercent, plural } from '@/shared/lib/format'
import { breakdownLabel } from '../labels'
import { firstIncomplete, periodTitle } from '../periods'
import type { InsightView, Pick, TableModel } from '../view'

export interface RetentionGroup {
  breakdown: string[] | null
  name: string
  matrix: number[][]
}

export function retentionGroups(result: RetentionResult): RetentionGroup[] {
  return 'series' in result
    ? result.series.map((row) => ({ breakdown: row.breakdown, name: breakdownLabel(row.breakdown), matrix: row.matrix }))
    : [{ breakdown: null, name: 'All cohorts', matrix: result.matrix }]
}

/**
 * The mean curve, weighted by cohort size: of those who could be seen so long, the part that came back.
 * A cell whose period is not over says nothing yet and is left out; null where no cohort has been seen so long.
 */
export function retentionCurve(matrix: number[][], periods: number, open: number): (number | null)[] {
  return Array.from({ length: periods }, (_, offset) => {
    let people = 0
    let back = 0
    matrix.forEach((row, cohort) => {
      const value = row[offset]
      if (value === undefined || (offset > 0 && cohort + offset >= open)) return
      people += row[0] ?? 0
      back += value
    })
    return people === 0 ? null : back / people
  })
}

export function retentionPick(group: RetentionGroup, spec: RetentionSpec, periods: string[], cohort: number, offset: number): Pick | null {
  const period = periods[cohort]
  if (period === undefined) return null
  const title = `Cohort of ${periodTitle(period, spec.period ?? 'day')}, ${offset === 0 ? 'all of it' : `back in ${spec.period ?? 'day'} ${offset}`}`
  return {
    title: group.breakdown === null ? title : `${title}, ${group.name}`,
    cell: { period, interval: offset, ...(group.breakdown === null ? {} : { breakdown: group.breakdown }) },
  }
}

export function retentionToChartOption(
  spec: RetentionSpec,
  result: RetentionResult,
  theme: ChartTheme,
  incompleteFrom?: string | null,
): InsightView {
  const unit = spec.period ?? 'day'
  const groups = retentionGroups(result)
  const open = firstIncomplete(result.periods, incompleteFrom)
  const count = result.periods.length
  const curves = groups.map((group) => retentionCurve(group.matrix, count, open))
  const chartLegend = legend(theme, groups.map((group) => group.name))
  const first = curves[0]?.[1]
  return {
    label: `Retention curve over ${plural(count, unit)}${first == null ? '' : `; ${formatPercent(first)} come back in ${unit} 1`}.`,
    option: {
      ...baseOption(theme),
      grid: { ...baseOption(theme).grid, bottom: chartLegend.show ? 34 : 8 },
      legend: chartLegend,
      xAxis: categoryAxis(theme, Array.from({ length: count }, (_, index) => `${unit[0]?.toUpperCase()}${unit.slice(1)} ${index}`), false),
      yAxis: { ...valueAxis(theme, (value) => `${value}%`), max: 100, interval: 25 },
      tooltip: {
        ...tooltipStyle(theme),
        trigger: 'axis',
        formatter: (params: unknown) => {
          const index = (params as { dataIndex: number }[])[0]?.dataIndex ?? 0
          return (
            tooltipHead(`${unit[0]?.toUpperCase()}${unit.slice(1)} ${index}`) +
            groups
              .map((group, position) => {
                const value = curves[position]?.[index]
                return tooltipRow(colorAt(theme, position), group.name, value == null ? '–' : formatPercent(value))
              })
              .join('')
          )
        },
      },
      series: groups.map((group, position) => ({
        type: 'line' as const,
        name: group.name,
        color: colorAt(theme, position),
        symbol: 'circle',
        symbolSize: 6,
        lineStyle: { width: 2 },
        ...(groups.length === 1 ? { areaStyle: { opacity: 0.1 } } : {}),
        data: (curves[position] ?? []).map((value) => (value === null ? null : Number((value * 100).toFixed(2)))),
      })),
    },
    pickOf: () => null,
  }
}

export function retentionToTable(spec: RetentionSpec, result: RetentionResult): TableModel {
  const unit = spec.period ?? 'day'
  const groups = retentionGroups(result)
  const several = groups.some((group) => group.breakdown !== null)
  return {
    columns: [
      ...(several ? [{ label: 'Group' }] : []),
      { label: 'Cohort' },
      ...result.periods.map((_, index) => ({ label: `${unit[0]?.toUpperCase()}${unit.slice(1)} ${index}`, number: true })),
    ],
    rows: groups.flatMap((group) =>
      group.matrix.map((row, cohort) => ({
        cells: [...(several ? [group.name] : []), periodTitle(result.periods[cohort] ?? '', unit), ...row],
        picks: [
          ...(several ? [null] : []),
          null,
          ...row.map((_, offset) => retentionPick(group, spec, result.periods, cohort, offset)),
        ],
        format: formatNumber,
      })),
    ),
  }
}
