// Questions about a moment, in words that Ask reads with or without a model. Pure.
import type { InsightSpec, Interval, Series } from '@/api/insight-types'
import type { Pick } from './view'

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** When a period of a chart was; its start carries the offset of the chart's zone. */
function when(period: string, interval: Interval): string | null {
  const [, year, month, day, hour = '00'] = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}))?/.exec(period) ?? []
  if (year === undefined || month === undefined || day === undefined) return null
  const date = `${year}-${month}-${day}`
  switch (interval) {
    case 'hour':
      return `on ${date} between ${hour}:00 and ${String((Number(hour) + 1) % 24).padStart(2, '0')}:00`
    case 'day':
      return `on ${date}`
    case 'week':
      return `in the week of ${date}`
    case 'month':
      return `in ${months[Number(month) - 1] ?? ''} ${year}`
  }
}

function what(series: Series): string | null {
  if (series.any_of || (series.filters?.length ?? 0) > 0) return null
  const event = series.event === undefined || series.event === null ? null : quoted(series.event)
  if (series.event && event === null) return null
  switch (series.math ?? 'total') {
    case 'total':
      return event ?? 'the number of events'
    case 'dau':
      return event ? `the number of people who did ${event}` : 'the number of active people'
    case 'sum':
      return event && series.math_property ? `the total ${series.math_property} of ${event}` : null
    case 'avg':
      return event && series.math_property ? `the average ${series.math_property} of ${event}` : null
    default:
      return null
  }
}

/** A name that holds a quote cannot be told in quotes. */
function quoted(name: string): string | null {
  return name.includes('"') ? null : `"${name}"`
}

/** Asks why a number of a trend is as it is; null where that cannot be asked in a sentence. */
export function investigation(spec: InsightSpec, pick: Pick): string | null {
  if (spec.kind !== 'trends' || spec.formula !== undefined || pick.cell.period === undefined) return null
  const series = spec.series[Number(pick.cell.series ?? 0)]
  const subject = series ? what(series) : null
  const time = when(pick.cell.period, spec.interval ?? 'day')
  if (subject === null || time === null || (spec.filters?.length ?? 0) > 0) return null
  const keys = spec.breakdown?.keys ?? []
  const values = pick.cell.breakdown ?? []
  const value = values[0]
  if (keys.length > 1) return null
  const of = keys[0] !== undefined && value ? ` with ${keys[0]} ${quoted(value) ?? ''}` : ''
  return `Why did ${subject}${of} change ${time}?`
}

/** Asks why the events of an alert changed on the day on which it was raised, in the app's zone. */
export function alertInvestigation(event: string | undefined, firedAt: string, timezone: string): string {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(firedAt))
  return `Why did ${(event && quoted(event)) ?? 'the number of events'} change on ${day}?`
}
