// Specs: the first one of a kind, from one kind to another, and what is sent of them. Pure.
import type { Filter, InsightSpec, Kind, Selector } from '@/api/insight-types'

const range = { from: '-30d' }

export function defaultSpec(kind: Kind): InsightSpec {
  switch (kind) {
    case 'trends':
      return { kind, series: [{ event: null, math: 'dau' }], interval: 'day', ...range }
    case 'funnel':
      return { kind, steps: [], window: { value: 14, unit: 'day' }, ...range }
    case 'retention':
      return { kind, mode: 'first_time', target: { event: null }, returning: { event: null }, period: 'week', intervals: 8 }
    case 'paths':
      return { kind, include: ['page', 'screen'], max_steps: 5, ...range }
    case 'lifecycle':
      return { kind, series: { event: null }, interval: 'week', from: '-90d' }
    case 'stickiness':
      return { kind, series: { event: null }, interval: 'day', ...range }
    case 'sessions':
      return { kind, from: '-7d' }
  }
}

/** The events that a spec looks at, in its order. */
export function selectorsOf(spec: InsightSpec): Selector[] {
  switch (spec.kind) {
    case 'trends':
      return spec.series
    case 'funnel':
      return spec.steps
    case 'retention':
      return [spec.target, spec.returning]
    case 'lifecycle':
    case 'stickiness':
      return [spec.series]
    case 'paths':
    case 'sessions':
      return []
  }
}

function plain({ event, any_of, filters, label }: Selector): Selector {
  return {
    ...(event === undefined ? {} : { event }),
    ...(any_of ? { any_of } : {}),
    ...(filters?.length ? { filters } : {}),
    ...(label ? { label } : {}),
  }
}

/** The same question asked in another way: events, range and filters stay as far as the new kind has them. */
export function toKind(spec: InsightSpec, kind: Kind): InsightSpec {
  if (spec.kind === kind) return spec
  const fresh = defaultSpec(kind)
  const selectors = selectorsOf(spec).map(plain)
  const first = selectors[0] ?? { event: null }
  const kept: Partial<InsightSpec> = {
    ...(spec.timezone ? { timezone: spec.timezone } : {}),
    ...(spec.week_start ? { week_start: spec.week_start } : {}),
    ...(spec.filters?.length ? { filters: spec.filters } : {}),
    ...(spec.exclude_internal ? { exclude_internal: true } : {}),
    ...(kind !== 'retention' && spec.from ? { from: spec.from } : {}),
    ...(kind !== 'retention' && spec.to ? { to: spec.to } : {}),
  }
  const next = { ...fresh, ...kept } as InsightSpec
  switch (next.kind) {
    case 'trends':
      return selectors.length > 0 ? { ...next, series: selectors.map((each) => ({ ...each, math: 'total' as const })) } : next
    case 'funnel':
      return { ...next, steps: selectors.filter((each) => each.event !== null) }
    case 'retention':
      return { ...next, target: first, returning: selectors[1] ?? { event: null } }
    case 'lifecycle':
    case 'stickiness':
      return { ...next, series: first }
    case 'paths':
    case 'sessions':
      return next
  }
}

/** Why a spec cannot be asked yet, in words of the builder; null when it can. */
export function incompleteReason(spec: InsightSpec): string | null {
  if (spec.kind === 'funnel' && spec.steps.length === 0) return 'Choose the first step of the funnel.'
  if (spec.kind === 'funnel' && spec.steps.length === 1) return 'Choose a second step: a funnel tells how many get there.'
  if (spec.kind === 'trends') {
    const bare = spec.series.findIndex((each) => each.math && needsPropertyOf(each.math) && !each.math_property)
    if (bare >= 0) return `Choose the property that series ${String.fromCharCode(65 + bare)} measures.`
  }
  return null
}

function needsPropertyOf(math: string): boolean {
  return ['sum', 'avg', 'min', 'max', 'median', 'p75', 'p90', 'p95', 'p99'].includes(math)
}

/** A filter that says something: one without its value is still being written, as is a group of nothing else. */
export function isComplete(filter: Filter): boolean {
  if ('all' in filter) return filter.all.some(isComplete)
  if ('any' in filter) return filter.any.some(isComplete)
  if (filter.on === 'cohort') return filter.value !== ''
  if (!('key' in filter) || filter.key === '') return false
  if (filter.op === 'is_set' || filter.op === 'is_not_set') return true
  return Array.isArray(filter.value) ? filter.value.length > 0 : filter.value !== undefined && filter.value !== ''
}

/** Those that say something, in groups too. */
export function completeFilters(filters: readonly Filter[]): Filter[] {
  return filters.filter(isComplete).map((filter) => {
    if ('all' in filter) return { all: completeFilters(filter.all) }
    if ('any' in filter) return { any: completeFilters(filter.any) }
    return filter
  })
}

function complete(filters: Filter[] | undefined): { filters?: Filter[] } {
  const kept = completeFilters(filters ?? [])
  return kept.length > 0 ? { filters: kept } : {}
}

function completeSelector<S extends Selector>(selector: S): S {
  const { filters, ...rest } = selector
  return { ...(rest as S), ...complete(filters) }
}

/** What the portal is asked: unfinished filters left out, and the app's zone and week where the spec says nothing. */
export function toRequest(spec: InsightSpec, app: { timezone?: string; week_start?: 'monday' | 'sunday' }): InsightSpec {
  const { filters, ...rest } = spec
  const base = {
    ...(app.timezone ? { timezone: app.timezone } : {}),
    ...(app.week_start ? { week_start: app.week_start } : {}),
    ...rest,
    ...complete(filters),
  } as InsightSpec
  switch (base.kind) {
    case 'trends':
      return { ...base, series: base.series.map(completeSelector) }
    case 'funnel':
      return {
        ...base,
        steps: base.steps.map(completeSelector),
        ...(base.exclusions ? { exclusions: base.exclusions.map(completeSelector) } : {}),
      }
    case 'retention':
      return { ...base, target: completeSelector(base.target), returning: completeSelector(base.returning) }
    case 'lifecycle':
    case 'stickiness':
      return { ...base, series: completeSelector(base.series) }
    case 'paths':
    case 'sessions':
      return base
  }
}

/** A spec under the range and the filters of a dashboard. */
export function withGlobals(
  spec: InsightSpec,
  globals: { from?: string | undefined; to?: string | undefined; filters?: Filter[] | null | undefined },
): InsightSpec {
  const filters = [...(spec.filters ?? []), ...(globals.filters ?? [])]
  const next: InsightSpec = { ...spec, ...(filters.length > 0 ? { filters } : {}) }
  if (globals.from === undefined) return next
  if (next.kind === 'retention') {
    return globals.to === undefined ? next : { ...next, to: globals.to }
  }
  const { to: _to, ...rest } = next
  return { ...rest, from: globals.from, ...(globals.to === undefined ? {} : { to: globals.to }) } as InsightSpec
}
