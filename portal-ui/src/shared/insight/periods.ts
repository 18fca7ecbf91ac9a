// Periods of an answer as labels, and which of them are not over yet. Pure.
import type { Interval } from '@/api/insight-types'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A period's start as the portal writes it, in the zone of the query: the offset is part of the text. */
interface Parts {
  year: number
  month: number
  day: number
  time: string
}

function partsOf(period: string): Parts {
  const [, year = '', month = '', day = '', time = '00:00'] = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?/.exec(period) ?? []
  return { year: Number(year), month: Number(month), day: Number(day), time }
}

/** Short, for axes: `12 Nov`, `09:00`, `Nov 2026`. */
export function periodLabel(period: string, interval: Interval): string {
  const { year, month, day, time } = partsOf(period)
  const name = months[month - 1] ?? ''
  switch (interval) {
    case 'hour':
      return time === '00:00' ? `${day} ${name}` : time
    case 'day':
    case 'week':
      return `${day} ${name}`
    case 'month':
      return `${name} ${year}`
  }
}

/** Long, for tooltips and tables: `Thu 12 Nov 2026`. */
export function periodTitle(period: string, interval: Interval): string {
  const { year, month, day, time } = partsOf(period)
  const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][new Date(Date.UTC(year, month - 1, day)).getUTCDay()]
  const date = `${weekday} ${day} ${months[month - 1] ?? ''} ${year}`
  switch (interval) {
    case 'hour':
      return `${date}, ${time}`
    case 'day':
      return date
    case 'week':
      return `Week of ${date}`
    case 'month':
      return `${months[month - 1] ?? ''} ${year}`
  }
}

/** Index of the first period that is not over, or the number of periods when all are. */
export function firstIncomplete(periods: string[], incompleteFrom: string | null | undefined): number {
  if (!incompleteFrom) return periods.length
  const limit = Date.parse(incompleteFrom)
  for (let index = 0; index < periods.length; index++) {
    const next = periods[index + 1]
    // The last period has no end in the answer; it is open where the portal says that something is.
    if (next === undefined || Date.parse(next) > limit) return index
  }
  return periods.length
}
