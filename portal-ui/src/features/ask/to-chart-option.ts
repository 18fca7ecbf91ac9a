// From an answer's rows to a picture. Pure.
import type { AnswerTable } from '@/api/ask'
import { baseOption, categoryAxis, legend, tooltipHead, tooltipRow, tooltipStyle, valueAxis } from '@/shared/chart/axes'
import { colorAt, type ChartOption, type ChartTheme } from '@/shared/chart/chart-option'
import { formatCompact, plural } from '@/shared/lib/format'
import { cellText, formatMeasure } from './answer-model'

const MOST_SERIES = 8
const MOST_BARS = 20

interface Line {
  name: string
  values: (number | null)[]
}

/** What is drawn: categories, and a line of values for each series. */
export interface Drawing {
  shape: 'line' | 'column' | 'bar'
  categories: string[]
  lines: Line[]
  unit: string | undefined
  /** Series or categories that are in the table alone. */
  leftOut: number
}

/** How rows can be drawn; null where the number or the table says it all. */
export function drawingOf(table: AnswerTable): Drawing | null {
  const indexed = table.columns.map((column, index) => ({ column, index }))
  const measures = indexed.filter(({ column }) => column.role === 'measure')
  const times = indexed.filter(({ column }) => column.role === 'time')
  const dimensions = indexed.filter(({ column }) => column.role === 'dimension')
  const first = measures[0]
  if (!first || table.rows.length < 2) return null
  const text = (row: unknown[], at: { column: AnswerTable['columns'][number]; index: number }) => cellText(row[at.index], at.column)
  const number = (row: unknown[], index: number) => (typeof row[index] === 'number' ? row[index] : null)
  const time = times[0]
  if (time) {
    const period = dimensions.find(({ column }) => column.name === 'period')
    const percent = measures.find(({ column }) => column.unit === 'percent')
    // Retention: a line for each cohort, over the periods after it.
    const [across, apart, measure] = period && percent ? [period, [time], percent] : [time, dimensions, first]
    return pivot(
      table.rows.map((row) => ({ category: text(row, across), series: apart.map((each) => text(row, each)).join(' · '), value: number(row, measure.index) })),
      measure.column.unit,
      apart.length === 0 ? measure.column.name : null,
    )
  }
  if (dimensions.length === 0) return null
  const folded = dimensions.length === 1 && ['weekday', 'hour'].includes(dimensions[0]?.column.name ?? '')
  const steps = dimensions.some(({ column }) => column.name === 'step')
  const named = steps ? dimensions.filter(({ column }) => column.name !== 'step') : dimensions
  // Of an explanation the two ranges stand beside each other; of a funnel the percents are in the table.
  const shown = measures.filter(({ column }) => column.name !== 'change' && column.unit === first.column.unit)
  const sorted = folded ? [...table.rows].sort((a, b) => place(a[dimensions[0]?.index ?? 0]) - place(b[dimensions[0]?.index ?? 0])) : table.rows
  const rows = sorted.slice(0, folded ? sorted.length : MOST_BARS)
  return {
    shape: folded || steps ? 'column' : 'bar',
    categories: rows.map((row) => named.map((each) => text(row, each)).join(' · ')),
    lines: shown.map(({ column, index }) => ({ name: column.name, values: rows.map((row) => number(row, index)) })),
    unit: first.column.unit,
    leftOut: sorted.length - rows.length,
  }
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

function place(value: unknown): number {
  return typeof value === 'number' ? value : weekdays.indexOf(String(value))
}

function pivot(cells: { category: string; series: string; value: number | null }[], unit: string | undefined, only: string | null): Drawing {
  const categories = [...new Set(cells.map((cell) => cell.category))]
  const sums = new Map<string, number>()
  for (const cell of cells) sums.set(cell.series, (sums.get(cell.series) ?? 0) + (cell.value ?? 0))
  const names = [...sums.keys()]
  const kept = names.length > MOST_SERIES ? [...names].sort((a, b) => (sums.get(b) ?? 0) - (sums.get(a) ?? 0)).slice(0, MOST_SERIES) : names
  const values = new Map(cells.map((cell) => [JSON.stringify([cell.series, cell.category]), cell.value]))
  return {
    shape: 'line',
    categories,
    lines: kept.map((name) => ({ name: only ?? name, values: categories.map((category) => values.get(JSON.stringify([name, category])) ?? null) })),
    unit,
    leftOut: names.length - kept.length,
  }
}

/** The picture in a sentence. */
export function labelOf(drawing: Drawing): string {
  const what = drawing.shape === 'line' ? 'Line' : 'Bar'
  return `${what} chart of ${plural(drawing.lines.length, 'series', 'series')} over ${plural(drawing.categories.length, 'value')}. The table has the same numbers.`
}

export function heightOf(drawing: Drawing): number {
  return drawing.shape === 'bar' ? Math.max(120, drawing.categories.length * (drawing.lines.length > 1 ? 34 : 26) + 40) : 260
}

export function toChartOption(drawing: Drawing, theme: ChartTheme): ChartOption {
  const names = drawing.lines.map((line) => line.name)
  const chartLegend = legend(theme, names)
  const format = (value: number) => (drawing.unit === 'percent' ? `${formatCompact(value)}%` : formatCompact(value))
  const value = valueAxis(theme, format)
  const category = categoryAxis(theme, drawing.categories, drawing.shape !== 'line')
  const lying = drawing.shape === 'bar'
  return {
    ...baseOption(theme),
    grid: { ...baseOption(theme).grid, bottom: chartLegend.show ? 34 : 8 },
    legend: chartLegend,
    xAxis: lying ? value : category,
    yAxis: lying ? { ...category, inverse: true, axisLabel: { ...category.axisLabel, width: 180, overflow: 'truncate' as const } } : value,
    tooltip: {
      ...tooltipStyle(theme),
      trigger: 'axis',
      axisPointer: { type: drawing.shape === 'line' ? 'line' : 'shadow' },
      formatter: (points: unknown) => {
        const list = points as { dataIndex: number; seriesIndex: number; color: string; value: number | null }[]
        const head = tooltipHead(drawing.categories[list[0]?.dataIndex ?? 0] ?? '')
        const rows = list
          .filter((point) => point.value !== null)
          .map((point) => tooltipRow(point.color, names[point.seriesIndex] ?? '', formatMeasure(point.value ?? 0, drawing.unit)))
        return head + rows.join('')
      },
    },
    series: drawing.lines.map((line, index) =>
      drawing.shape === 'line'
        ? {
            type: 'line' as const,
            name: line.name,
            color: colorAt(theme, index),
            symbol: 'circle',
            symbolSize: 6,
            showSymbol: drawing.categories.length < 32,
            lineStyle: { width: 2 },
            data: line.values,
          }
        : {
            type: 'bar' as const,
            name: line.name,
            color: colorAt(theme, index),
            barMaxWidth: lying ? 18 : 40,
            itemStyle: { borderRadius: lying ? [0, 3, 3, 0] : [3, 3, 0, 0] },
            data: line.values,
          },
    ),
  }
}
