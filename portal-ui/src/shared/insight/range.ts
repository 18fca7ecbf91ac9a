// Date ranges: presets, their names, and the moments that a spec's `from` and `to` stand for. Pure.
export interface Range {
  from: string
  to?: string
}

export interface RangePreset extends Range {
  label: string
  short: string
  key?: string
}

export const rangePresets: readonly RangePreset[] = [
  { from: 'today', label: 'Today', short: 'Today' },
  { from: '-7d', label: 'Last 7 days', short: '7D', key: '7' },
  { from: '-30d', label: 'Last 30 days', short: '30D', key: '3' },
  { from: '-90d', label: 'Last 90 days', short: '90D', key: '9' },
  { from: 'mtd', label: 'Month to date', short: 'MTD', key: 'm' },
  { from: 'ytd', label: 'Year to date', short: 'YTD', key: 'y' },
  { from: 'all', label: 'All time', short: 'All', key: 'a' },
]

/** The calendar day before `now` in a zone, as a range of that one day: the portal has no word for it. */
export function yesterday(timezone: string, now: Date = new Date()): Range {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone }).format(now)
  const before = new Date(Date.parse(`${today}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  return { from: before, to: before }
}

/** The preset that is the range, if one is. */
export function presetOf(range: { from?: string; to?: string }): RangePreset | undefined {
  return rangePresets.find((preset) => preset.from === range.from && preset.to === range.to)
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

function dayText(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? day.format(new Date(`${text}T00:00:00Z`)) : text
}

/** A range as a person says it. */
export function rangeLabel(range: { from?: string; to?: string }): string {
  const preset = presetOf(range)
  if (preset) return preset.label
  const relative = /^-(\d+)([dwh])$/.exec(range.from ?? '')
  if (relative && range.to === undefined) {
    const unit = { d: 'days', w: 'weeks', h: 'hours' }[relative[2] as 'd' | 'w' | 'h']
    return `Last ${relative[1]} ${unit}`
  }
  if (range.from === undefined) return range.to === undefined ? 'Until now' : `Until ${dayText(range.to)}`
  if (range.to === undefined) return `Since ${dayText(range.from)}`
  return range.from === range.to ? dayText(range.from) : `${dayText(range.from)} – ${dayText(range.to)}`
}

/** How many periods of an interval a preset range has, roughly; to propose an interval that is readable. */
export function rangeDays(range: { from?: string; to?: string }, today: Date = new Date()): number {
  const from = range.from ?? ''
  if (from === 'today') return 1
  if (from === 'yesterday') return 2
  const relative = /^-(\d+)([dwh])$/.exec(from)
  if (relative) return Number(relative[1]) * { d: 1, w: 7, h: 1 / 24 }[relative[2] as 'd' | 'w' | 'h']
  if (from === 'mtd') return today.getUTCDate()
  if (from === 'ytd') return today.getUTCMonth() * 30 + today.getUTCDate()
  if (from === 'all') return 365
  const start = Date.parse(from)
  const end = range.to === undefined ? today.getTime() : Date.parse(range.to)
  return Number.isNaN(start) || Number.isNaN(end) ? 30 : Math.max(1, (end - start) / 86_400_000 + 1)
}
