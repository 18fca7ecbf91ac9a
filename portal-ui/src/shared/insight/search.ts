// The address of a chart: its search parameters hold the whole insight, and are checked before they are believed.
import * as v from 'valibot'
import {
  filterOps,
  maths,
  type Filter,
  type InsightSpec,
  type Selector,
} from '@/api/insight-types'

const scalar = v.union([v.string(), v.number(), v.boolean()])

const filter: v.GenericSchema<Filter> = v.lazy(() =>
  v.union([
    v.strictObject({ on: v.literal('cohort'), value: v.string(), op: v.picklist(['in', 'not_in']) }),
    v.strictObject({ all: v.array(filter) }),
    v.strictObject({ any: v.array(filter) }),
    v.strictObject({
      key: v.string(),
      op: v.picklist(filterOps),
      value: v.optional(v.union([scalar, v.array(scalar)])),
      on: v.optional(v.picklist(['event', 'person'])),
    }),
  ]),
)

const selectorEntries = {
  event: v.optional(v.nullable(v.string())),
  any_of: v.optional(v.array(v.lazy((): v.GenericSchema<Selector> => selector))),
  filters: v.optional(v.array(filter)),
  label: v.optional(v.string()),
}
const selector: v.GenericSchema<Selector> = v.strictObject(selectorEntries)
const interval = v.picklist(['hour', 'day', 'week', 'month'])

const common = {
  from: v.optional(v.string()),
  to: v.optional(v.string()),
  timezone: v.optional(v.string()),
  week_start: v.optional(v.picklist(['monday', 'sunday'])),
  filters: v.optional(v.array(filter)),
  exclude_internal: v.optional(v.boolean()),
}

const breakdown = v.strictObject({
  on: v.optional(v.picklist(['event', 'person'])),
  keys: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(3)),
  limit: v.optional(v.number()),
  attribution: v.optional(v.picklist(['first_touch', 'last_touch', 'all_events', 'step'])),
  step: v.optional(v.number()),
})

const spec: v.GenericSchema<InsightSpec> = v.variant('kind', [
  v.strictObject({
    ...common,
    kind: v.literal('trends'),
    series: v.pipe(
      v.array(
        v.strictObject({
          ...selectorEntries,
          math: v.optional(v.picklist(maths)),
          math_property: v.optional(v.string()),
        }),
      ),
      v.minLength(1),
      v.maxLength(26),
    ),
    interval: v.optional(interval),
    formula: v.optional(v.string()),
    breakdown: v.optional(breakdown),
    compare: v.optional(
      v.union([v.picklist(['previous_period', 'previous_year']), v.strictObject({ from: v.string(), to: v.string() })]),
    ),
    cumulative: v.optional(v.boolean()),
    aggregate: v.optional(v.boolean()),
  }),
  v.strictObject({
    ...common,
    kind: v.literal('funnel'),
    steps: v.pipe(
      v.array(v.strictObject({ ...selectorEntries, first_time_ever: v.optional(v.boolean()) })),
      v.minLength(1),
      v.maxLength(20),
    ),
    order: v.optional(v.picklist(['ordered', 'strict', 'unordered'])),
    window: v.optional(
      v.strictObject({
        value: v.number(),
        unit: v.picklist(['second', 'minute', 'hour', 'day', 'week', 'month']),
      }),
    ),
    exclusions: v.optional(
      v.array(v.strictObject({ ...selectorEntries, from_step: v.number(), to_step: v.number() })),
    ),
    breakdown: v.optional(breakdown),
    output: v.optional(v.picklist(['steps', 'trends', 'time_to_convert'])),
    from_step: v.optional(v.number()),
    to_step: v.optional(v.number()),
    interval: v.optional(interval),
    bin_count: v.optional(v.number()),
  }),
  v.strictObject({
    ...common,
    kind: v.literal('retention'),
    mode: v.optional(v.picklist(['recurring', 'first_time'])),
    target: selector,
    returning: selector,
    period: v.optional(interval),
    intervals: v.optional(v.number()),
    cumulative: v.optional(v.boolean()),
    breakdown: v.optional(breakdown),
  }),
  v.strictObject({
    ...common,
    kind: v.literal('paths'),
    include: v.optional(v.array(v.picklist(['page', 'screen', 'custom']))),
    start: v.optional(v.string()),
    end: v.optional(v.string()),
    max_steps: v.optional(v.number()),
    session_gap_s: v.optional(v.number()),
    min_edge_count: v.optional(v.number()),
    edge_limit: v.optional(v.number()),
    exclude: v.optional(v.array(v.string())),
    group: v.optional(v.array(v.string())),
  }),
  v.strictObject({ ...common, kind: v.literal('lifecycle'), series: selector, interval: v.optional(interval) }),
  v.strictObject({ ...common, kind: v.literal('stickiness'), series: selector, interval: v.optional(interval) }),
  v.strictObject({
    ...common,
    kind: v.literal('sessions'),
    limit: v.optional(v.number()),
    cursor: v.optional(v.string()),
  }),
])

export interface InsightSearch {
  /** The insight; absent: the default one. */
  q?: InsightSpec
  chart?: string
  /** Id of the saved chart that is being looked at or changed. */
  saved?: string
  /** Why the address's insight could not be read. */
  problem?: string
}

export function parseInsightSearch(search: Record<string, unknown>): InsightSearch {
  const out: InsightSearch = {}
  if (typeof search.chart === 'string') out.chart = search.chart
  if (typeof search.saved === 'string') out.saved = search.saved
  if (search.q !== undefined) {
    const parsed = v.safeParse(spec, search.q)
    if (parsed.success) out.q = parsed.output
    else {
      const issue = parsed.issues[0]
      const at = v.getDotPath(issue)
      out.problem = at ? `${at}: ${issue.message}` : issue.message
    }
  }
  return out
}

/** Filters of an address; undefined where there are none or they cannot be read. */
export function parseFilters(value: unknown): Filter[] | undefined {
  const parsed = v.safeParse(v.array(filter), value)
  return parsed.success ? parsed.output : undefined
}
