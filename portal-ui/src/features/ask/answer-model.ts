// What an answer shows, from what the portal sent. Pure.
import type { Answer, AnswerTable } from '@/api/ask'
import type { Filter, InsightSpec, Math as InsightMath } from '@/api/insight-types'
import { filterLabel, mathLabels } from '@/shared/insight/labels'
import { parseInsightSearch } from '@/shared/insight/search'
import type { TableModel } from '@/shared/insight/view'
import { formatDuration, formatNumber } from '@/shared/lib/format'

export type Column = AnswerTable['columns'][number]

/** A number with its unit: `12.5%`, `1m 30s`, `30.00 EUR`. */
export function formatMeasure(value: number, unit: string | undefined): string {
  switch (unit) {
    case undefined:
    case 'count':
    case 'people':
    case 'ratio':
      return formatNumber(value)
    case 'percent':
      return `${formatNumber(Number(value.toFixed(1)))}%`
    case 'ms':
      return formatDuration(value / 1000)
    case 'seconds':
      return formatDuration(value)
    default:
      return `${formatNumber(value)} ${unit}`
  }
}

/** A cell as a person reads it. */
export function cellText(value: unknown, column: Column): string {
  if (value === null || value === undefined) return '(none)'
  if (typeof value === 'number') return column.role === 'measure' ? formatMeasure(value, column.unit) : String(value)
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value as string | boolean)
  if (column.role !== 'time') return text
  return column.type === 'date' ? text : text.replace('T', ' ').replace(/:00(Z|[+-]\d\d:\d\d)?$/, '')
}

/** The rows as the table component takes them. */
export function toTableModel(table: AnswerTable): TableModel {
  return {
    columns: table.columns.map((column) => ({ label: column.name.replaceAll('_', ' '), number: column.role === 'measure' })),
    rows: table.rows.map((row) => ({
      cells: table.columns.map((column, index) => (column.role === 'measure' && typeof row[index] === 'number' ? row[index] : cellText(row[index], column))),
      format: (value, index) => formatMeasure(value, table.columns[index]?.unit),
    })),
  }
}

/** Why there is no answer, as a heading. */
export const reasonTitles: Record<NonNullable<Answer['reason']>, string> = {
  no_data: 'This is not recorded',
  unknown_name: 'There is no such name in this app',
  not_understood: 'I could not read this question',
  not_allowed: 'I do not do this',
  no_verified_match: 'No verified question means this',
  budget: 'This took more than a question may',
}

interface Definition {
  events?: string[]
  filters?: Filter[]
  from?: string
  to?: string
  timezone?: string
  math?: string
  window?: { value: number; unit: string }
  compare?: { from: string; to: string }
}

export interface DefinitionLine {
  term: string
  text: string
}

const otherMaths: Record<string, string> = {
  distinct: 'Different values',
  percent: 'Share in percent',
  ratio: 'One number divided by another',
  percent_change: 'Change in percent',
  steps: 'People at each step',
  conversion: 'Conversion from the first step to the last',
  people: 'People who came to the last step',
  dropped: 'People who did not come to the last step',
  average_time: 'Average time from the first step to the last',
  median_time: 'Median time from the first step to the last',
  retention: 'Who came back',
  paths: 'What comes right after or before',
  returning: 'People who were there before',
}

/** How the question was read, a line for each part of the definition. */
export function definitionLines(definition: Answer['definition']): DefinitionLine[] {
  if (!definition) return []
  const { events = [], filters = [], from, to, timezone, math, window, compare } = definition as Definition
  const lines: DefinitionLine[] = []
  if (math) lines.push({ term: 'Counted', text: mathLabels[math as InsightMath] ?? otherMaths[math] ?? math })
  lines.push({ term: events.length > 1 ? 'Events' : 'Event', text: events.length === 0 ? 'any event' : events.join(', ') })
  if (filters.length > 0) lines.push({ term: 'Only', text: filters.map((filter) => filterLabel(filter)).join(' and ') })
  if (from && to) lines.push({ term: 'Time', text: span(from, to, timezone) })
  if (compare) lines.push({ term: 'Compared with', text: span(compare.from, compare.to, timezone) })
  if (window) lines.push({ term: 'Within', text: `${window.value} ${window.unit}${window.value === 1 ? '' : 's'}` })
  if (timezone) lines.push({ term: 'Time zone', text: timezone })
  return lines
}

/** From one instant to another, both included: days alone where they begin and end with days. */
export function span(from: string, to: string, timezone = 'UTC'): string {
  const parts = (instant: number) => {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone: timezone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
    }).format(instant)
    const time = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant)
    return { day: format.replace(',', ''), time }
  }
  const start = parts(Date.parse(from))
  const end = parts(Date.parse(to))
  // The end is the last moment that counts: what begins a millisecond later is outside.
  const whole = start.time === '00:00' && parts(Date.parse(to) + 1).time === '00:00'
  if (whole) return start.day === end.day ? start.day : `${start.day} to ${end.day}`
  return start.day === end.day ? `${start.day}, ${start.time} to ${end.time}` : `${start.day}, ${start.time} to ${end.day}, ${end.time}`
}

/** More values than a chart of the builder can tell apart. */
const MANY = 12

/** The specs that ran and that the builder can open. */
export function insightsOf(answer: Answer): InsightSpec[] {
  if (answer.spec === null) return []
  const all: unknown[] = Array.isArray(answer.spec) ? answer.spec : [answer.spec]
  return all.flatMap((each) => {
    const spec = parseInsightSearch({ q: each }).q
    if (!spec) return []
    if ('breakdown' in spec && spec.breakdown && (spec.breakdown.limit ?? 0) > MANY) {
      return [{ ...spec, breakdown: { ...spec.breakdown, limit: MANY } } as InsightSpec]
    }
    return [spec]
  })
}

/** By what people like to tell numbers apart, the usual first. */
const usualKeys = ['country', 'platform', 'device_type', 'plan', 'utm_source', 'browser', 'payment_method', 'os', 'app_version']

/** Questions that lean on an answer, which the app's names allow. */
export function followUps(answer: Answer, properties: readonly string[]): string[] {
  if (answer.status !== 'answered' && answer.status !== 'assumed') return []
  const specs = insightsOf(answer)
  const spec = specs[0]
  if (specs.length !== 1 || spec?.kind !== 'trends') return []
  const used = spec.breakdown?.keys ?? []
  const list: string[] = []
  if (spec.aggregate) list.push('Now per day')
  for (const key of usualKeys) {
    if (list.length < 3 && properties.includes(key) && !used.includes(key)) list.push(`Now by ${key.replaceAll('_', ' ')}`)
  }
  if (spec.series.length === 1 && spec.series[0]?.math === 'total') list.push('How many people?')
  list.push('And the last 30 days?')
  return list.slice(0, 5)
}

/** A name for a saved chart: the question without its mark. */
export function nameOf(question: string): string {
  return question.trim().replace(/[?!. ]+$/, '').slice(0, 120)
}
