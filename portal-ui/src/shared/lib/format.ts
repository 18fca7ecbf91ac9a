// Numbers, times and sizes as people read them. Pure.
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const two = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

export function formatNumber(value: number): string {
  return Number.isInteger(value) ? whole.format(value) : two.format(value)
}

/** `12.3K`, for axes and narrow places; small numbers as they are. */
export function formatCompact(value: number): string {
  return Math.abs(value) < 10_000 ? formatNumber(value) : short.format(value)
}

export function formatPercent(ratio: number, digits = 1): string {
  if (!Number.isFinite(ratio)) return '–'
  return `${(ratio * 100).toFixed(digits)}%`
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}

/** A length of time in its two greatest units: `2h 5m`. */
export function formatDuration(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`
  if (seconds < 60) return `${seconds < 10 ? Number(seconds.toFixed(1)) : Math.round(seconds)}s`
  const parts: [number, string][] = [
    [86400, 'd'],
    [3600, 'h'],
    [60, 'm'],
    [1, 's'],
  ]
  let rest = Math.round(seconds)
  const out: string[] = []
  for (const [length, unit] of parts) {
    const count = Math.floor(rest / length)
    rest -= count * length
    if (count > 0) out.push(`${count}${unit}`)
    else if (out.length > 0) break
    if (out.length === 2) break
  }
  return out.join(' ')
}

/** `just now`, `5 min ago`, `3 days ago`. */
export function formatAgo(instant: string | number | Date, now: number = Date.now()): string {
  const seconds = (now - new Date(instant).getTime()) / 1000
  if (seconds < 10) return 'just now'
  if (seconds < 60) return `${Math.round(seconds)} s ago`
  if (seconds < 3600) return `${Math.round(seconds / 60)} min ago`
  if (seconds < 86400) return `${Math.round(seconds / 3600)} h ago`
  const days = Math.round(seconds / 86400)
  return days === 1 ? 'yesterday' : `${days} days ago`
}

export function formatInstant(instant: string, timezone?: string): string {
  return new Date(instant).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    ...(timezone ? { timeZone: timezone } : {}),
  })
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`
}
