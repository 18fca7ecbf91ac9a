// Which filter emptied a chart: the specs with one filter less each. Pure.
import type { Filter, InsightSpec, Selector } from '@/api/insight-types'
import { filterLabel, selectorLabel } from './labels'

export interface Without {
  /** The filter that is left out, as a person reads it. */
  label: string
  spec: InsightSpec
}

function minusOne(filters: Filter[] | undefined, build: (rest: Filter[]) => InsightSpec, where: string): Without[] {
  return (filters ?? []).map((filter, index) => ({
    label: `${filterLabel(filter)}${where}`,
    spec: build((filters ?? []).filter((_, position) => position !== index)),
  }))
}

function ofSelector<S extends Selector>(selector: S, put: (selector: S) => InsightSpec): Without[] {
  return minusOne(selector.filters, (rest) => put({ ...selector, filters: rest }), ` (on ${selectorLabel(selector)})`)
}

/** One spec per filter, without it; then without the internal-users filter, where it is on. */
export function withoutFilters(spec: InsightSpec): Without[] {
  const out = minusOne(spec.filters, (rest) => ({ ...spec, filters: rest }), '')
  switch (spec.kind) {
    case 'trends':
      spec.series.forEach((series, index) =>
        out.push(...ofSelector(series, (next) => ({ ...spec, series: spec.series.with(index, next) }))),
      )
      break
    case 'funnel':
      spec.steps.forEach((step, index) =>
        out.push(...ofSelector(step, (next) => ({ ...spec, steps: spec.steps.with(index, next) }))),
      )
      break
    case 'retention':
      out.push(...ofSelector(spec.target, (next) => ({ ...spec, target: next })))
      out.push(...ofSelector(spec.returning, (next) => ({ ...spec, returning: next })))
      break
    case 'lifecycle':
    case 'stickiness':
      out.push(...ofSelector(spec.series, (next) => ({ ...spec, series: next })))
      break
    case 'paths':
    case 'sessions':
      break
  }
  if (spec.exclude_internal) out.push({ label: 'without internal users', spec: { ...spec, exclude_internal: false } })
  return out
}
