// From the rows of a trend by country to places on the map, and to what has none. Pure.
import type { InsightSpec, Math as Measure, TrendsResult, TrendsRow, TrendsSpec } from '@/api/insight-types'
import { countryName, countryOf } from '@/shared/lib/countries'
import { breakdownLabel } from '../labels'
import { trendsPick } from '../to-chart-option/trends'
import type { Pick } from '../view'

/** A country on the map. */
export interface Place {
  code: string
  name: string
  value: number
  /** The number of the time before, where that was asked. */
  before: number | null
  pick: Pick | null
}

/** A value as it is in the data: a row of the table. */
export interface Recorded {
  text: string
  /** Of the country that the value names; null where it names none. */
  name: string | null
  /** Whether its number is on the map. */
  drawn: boolean
  value: number
  before: number | null
  pick: Pick | null
}

export interface Placed {
  /** What the numbers count. */
  label: string
  places: Place[]
  recorded: Recorded[]
  /** Of which each number is a share; null where numbers are no parts of a whole, as averages. */
  whole: number | null
}

const additive: readonly Measure[] = ['total', 'sum']
const counts: readonly Measure[] = [...additive, 'dau', 'weekly_active', 'monthly_active', 'unique_session', 'first_time']

/**
 * Where the values stand on a map of the countries `drawn`. Several values may name one country, as `de` and `Germany`:
 * where their sum means something, the country has it; else it has the greatest number, and the others have no place.
 */
export function placeCountries(spec: TrendsSpec, result: TrendsResult, drawn: ReadonlySet<string>): Placed {
  const measure = spec.formula === undefined ? (spec.series[0]?.math ?? 'total') : null
  const adds = measure !== null && additive.includes(measure)
  const now = result.series.filter((row) => row.window === 'current').sort((a, b) => b.total - a.total)
  const earlier = new Map(result.series.filter((row) => row.window === 'previous').map((row) => [textOf(row), row.total]))
  const beforeOf = (row: TrendsRow) => (spec.compare ? (earlier.get(textOf(row)) ?? 0) : null)

  const rowsOf = new Map<string, TrendsRow[]>()
  for (const row of now) {
    const code = countryOf(textOf(row))
    if (code === null || !drawn.has(code)) continue
    const rows = rowsOf.get(code)
    if (rows === undefined) rowsOf.set(code, [row])
    else if (adds) rows.push(row)
  }
  const places = [...rowsOf].map(([code, shown]): Place => {
    const befores = shown.map(beforeOf).filter((value) => value !== null)
    const name = countryName(code)
    return { code, name, value: sum(shown.map((row) => row.total)), before: befores.length === 0 ? null : sum(befores), pick: pickOf(spec, shown, name) }
  })
  const placed = new Set([...rowsOf.values()].flat())
  const recorded = now.map((row): Recorded => {
    const code = countryOf(textOf(row))
    return {
      text: breakdownLabel(row.breakdown ?? []),
      name: code === null ? null : countryName(code),
      drawn: placed.has(row),
      value: row.total,
      before: beforeOf(row),
      pick: trendsPick(row, undefined, 'day', breakdownLabel(row.breakdown ?? [])),
    }
  })
  const parts = measure !== null && counts.includes(measure) && now.every((row) => row.total >= 0)
  return { label: now[0]?.label ?? '', places: places.sort((a, b) => b.value - a.value), recorded, whole: parts ? sum(now.map((row) => row.total)) : null }
}

function textOf(row: TrendsRow): string {
  return row.breakdown?.[0] ?? ''
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** The people of several values are those of a filter: a cell has one value. */
function pickOf(spec: TrendsSpec, rows: TrendsRow[], name: string): Pick | null {
  const [first] = rows
  const pick = first ? trendsPick(first, undefined, 'day', name) : null
  const key = spec.breakdown?.keys[0]
  if (pick === null || key === undefined || rows.length === 1) return pick
  const { breakdown: _one, ...cell } = pick.cell
  const { breakdown: _split, ...rest } = spec
  const filters = [...(spec.filters ?? []), { key, op: 'exact' as const, value: rows.map(textOf), on: spec.breakdown?.on ?? 'event' }]
  return { ...pick, cell, query: { ...rest, filters } satisfies InsightSpec }
}
