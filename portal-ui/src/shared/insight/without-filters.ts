// Which filter emptied a chart: the specs with one filter less each. Pure.
import type { Filter, InsightSpec, Selector } from '@/api/insight-types'
import { filterLabel, selectorLabel } from './labels'

export interface Without {
  /** The filter that is left out, as a person reads it. */
  label: string
  spec: InsightSpec
}

type CohortName = (id: string) => string

function minusOne(filters: Filter[] | undefined, build: (rest: Filter[]) => InsightSpec, where: string, name: CohortName): Without[] {
  return (filters ?? []).map((filter, index) => ({
    label: `${filterLabel(filter, name)}${where}`,
    spec: build((filters ?? []).filter((_, position) => position !== index)),
  }))
}

function ofSelector<S extends Selector>(selector: S, put: (selector: S) => InsightSpec, name: CohortName): Without[] {
  return minusOne(selector.filters, (rest) => put({ ...selector, filters: rest }), ` (on ${selectorLabel(selector)})`, name)
}

/** One spec per filter, without it; then without the internal-users filter, where it is on. */
export function withoutFilters(spec: InsightSpec, name: CohortName = (id) => id): Without[] {
  const out = minusOne(spec.filters, (rest) => ({ ...spec, filters: rest }), '', name)
  switch (spec.kind) {
    case 'trends':
      spec.series.forEach((series, index) =>
        out.push(...ofSelector(series, (next) => ({ ...spec, series: spec.series.with(index, next) }), name)),
      )
      break
    case 'funnel':
      spec.steps.forEach((step, index) =>
        out.push(...ofSelector(step, (next) => ({ ...spec, steps: spec.steps.with(index, next) }), name)),
      )
      break
    case 'retention':
      out.push(...ofSelector(spec.target, (next) => ({ ...spec, target: next }), name))
      out.push(...ofSelector(spec.returning, (next) => ({ ...spec, returning: next }), name))
      break
    case 'lifecycle':
    case 'stickiness':
      out.push(...ofSelector(spec.series, (next) => ({ ...spec, series: next }), name))
      break
    case 'paths':
    case 'sessions':
      break
  }
  if (spec.exclude_internal) out.push({ label: 'without internal users', spec: { ...spec, exclude_internal: false } })
  return out
}
