// A breakdown by a cohort, in the words that a spec has: each series once for its members and once for the others. Pure.
import type { Filter, Series, TrendsSpec } from '@/api/insight-types'
import { selectorLabel } from '@/shared/insight/labels'

export const MOST_SERIES = 26

/** Whether the series can be doubled: a formula's letters would name others then. */
export function canSplit(spec: TrendsSpec): boolean {
  return spec.formula === undefined && spec.series.length * 2 <= MOST_SERIES
}

export function splitByCohort(spec: TrendsSpec, cohort: { id: string; name: string }): TrendsSpec {
  const part = (series: Series, op: 'in' | 'not_in'): Series => {
    const filter: Filter = { on: 'cohort', op, value: cohort.id }
    return {
      ...series,
      label: `${selectorLabel(series)}, ${op === 'in' ? 'in' : 'not in'} ${cohort.name}`,
      filters: [...(series.filters ?? []), filter],
    }
  }
  return { ...spec, series: spec.series.flatMap((series) => [part(series, 'in'), part(series, 'not_in')]) }
}
