import type { SessionsResult } from '@/api/insight-types'
import { baseOption, categoryAxis, tooltipStyle, valueAxis } from '@/shared/chart/axes'
import { colorAt, type ChartTheme } from '@/shared/chart/chart-option'
import { formatDuration, formatInstant, plural } from '@/shared/lib/format'
import type { InsightView, TableModel } from '../view'

const bins: { upTo: number; label: string }[] = [
  { upTo: 1, label: '0 s' },
  { upTo: 10, label: '1–10 s' },
  { upTo: 30, label: '10–30 s' },
  { upTo: 60, label: '30–60 s' },
  { upTo: 180, label: '1–3 min' },
  { upTo: 600, label: '3–10 min' },
  { upTo: 1800, label: '10–30 min' },
  { upTo: Infinity, label: '30 min +' },
]

export interface SessionSummary {
  sessions: number
  people: number
  bounceRate: number
  medianDuration: number
  viewsPerSession: number
}

export function summarize(result: SessionsResult): SessionSummary {
  const rows = result.sessions
  const durations = rows.map((row) => row.duration_s).sort((a, b) => a - b)
  const middle = (durations.length - 1) / 2
  const median = durations.length === 0 ? 0 : ((durations[Math.floor(middle)] ?? 0) + (durations[Math.ceil(middle)] ?? 0)) / 2
  const part = (count: number) => (rows.length === 0 ? 0 : count / rows.length)
  return {
    sessions: rows.length,
    people: new Set(rows.map((row) => row.person_id)).size,
    bounceRate: part(rows.filter((row) => row.bounce).length),
    medianDuration: median,
    viewsPerSession: part(rows.reduce((sum, row) => sum + row.page_views + row.screen_views, 0)),
  }
}

export function durationCounts(result: SessionsResult): number[] {
  const counts = bins.map(() => 0)
  for (const row of result.sessions) {
    const index = bins.findIndex((bin) => row.duration_s < bin.upTo)
    counts[index] = (counts[index] ?? 0) + 1
  }
  return counts
}

export function sessionsToChartOption(result: SessionsResult, theme: ChartTheme): InsightView {
  return {
    label: `Histogram of the duration of ${plural(result.sessions.length, 'session')}.`,
    option: {
      ...baseOption(theme),
      xAxis: categoryAxis(theme, bins.map((bin) => bin.label), true),
      yAxis: valueAxis(theme),
      tooltip: { ...tooltipStyle(theme), trigger: 'axis', axisPointer: { type: 'shadow', shadowStyle: { color: theme.grid, opacity: 0.5 } } },
      series: [
        { type: 'bar', name: 'Sessions', color: colorAt(theme, 0), barCategoryGap: '12%', itemStyle: { borderRadius: [3, 3, 0, 0] }, data: durationCounts(result) },
      ],
    },
    pickOf: () => null,
  }
}

export function sessionsToTable(result: SessionsResult): TableModel {
  return {
    columns: [
      { label: 'Start' },
      { label: 'Person' },
      { label: 'Duration', number: true },
      { label: 'Events', number: true },
      { label: 'Views', number: true },
      { label: 'Entry' },
      { label: 'Exit' },
      { label: 'Source' },
      { label: 'Bounce' },
    ],
    rows: result.sessions.map((row) => ({
      cells: [
        formatInstant(row.start),
        row.person_id,
        formatDuration(row.duration_s),
        row.events,
        row.page_views + row.screen_views,
        row.entry,
        row.exit,
        row.utm_source,
        row.bounce ? 'yes' : 'no',
      ],
    })),
  }
}
