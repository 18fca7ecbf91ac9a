// The insight requests and results of insights/query.
export type Kind = 'trends' | 'funnel' | 'retention' | 'paths' | 'lifecycle' | 'stickiness' | 'sessions'
export type Interval = 'hour' | 'day' | 'week' | 'month'

export const filterOps = [
  'exact',
  'is_not',
  'icontains',
  'not_icontains',
  'regex',
  'gt',
  'lt',
  'gte',
  'lte',
  'is_set',
  'is_not_set',
  'before',
  'after',
] as const
export type FilterOp = (typeof filterOps)[number]

export type FilterValue = string | number | boolean | (string | number | boolean)[]

export interface PropertyFilter {
  key: string
  op: FilterOp
  value?: FilterValue
  on?: 'event' | 'person'
}

export interface CohortFilter {
  on: 'cohort'
  value: string
  op: 'in' | 'not_in'
}

export type Filter = PropertyFilter | CohortFilter | { all: Filter[] } | { any: Filter[] }

export interface Selector {
  event?: string | null
  any_of?: Selector[]
  filters?: Filter[]
  label?: string
}

export const maths = [
  'total',
  'dau',
  'weekly_active',
  'monthly_active',
  'unique_session',
  'first_time',
  'count_per_person_avg',
  'sum',
  'avg',
  'min',
  'max',
  'median',
  'p75',
  'p90',
  'p95',
  'p99',
] as const
export type Math = (typeof maths)[number]

export interface Series extends Selector {
  math?: Math
  math_property?: string
}

export interface Step extends Selector {
  first_time_ever?: boolean
}

export interface Exclusion extends Selector {
  from_step: number
  to_step: number
}

export interface Breakdown {
  on?: 'event' | 'person'
  keys: string[]
  limit?: number
  attribution?: 'first_touch' | 'last_touch' | 'all_events' | 'step'
  step?: number
}

export type Compare = 'previous_period' | 'previous_year' | { from: string; to: string }
export type WindowUnit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month'

interface Common {
  from?: string
  to?: string
  timezone?: string
  week_start?: 'monday' | 'sunday'
  filters?: Filter[]
  exclude_internal?: boolean
}

export interface TrendsSpec extends Common {
  kind: 'trends'
  series: Series[]
  interval?: Interval
  formula?: string
  breakdown?: Breakdown
  compare?: Compare
  cumulative?: boolean
  aggregate?: boolean
}

export interface FunnelSpec extends Common {
  kind: 'funnel'
  steps: Step[]
  order?: 'ordered' | 'strict' | 'unordered'
  window?: { value: number; unit: WindowUnit }
  exclusions?: Exclusion[]
  breakdown?: Breakdown
  output?: 'steps' | 'trends' | 'time_to_convert'
  from_step?: number
  to_step?: number
  interval?: Interval
  bin_count?: number
}

export interface RetentionSpec extends Common {
  kind: 'retention'
  mode?: 'recurring' | 'first_time'
  target: Selector
  returning: Selector
  period?: Interval
  intervals?: number
  cumulative?: boolean
  breakdown?: Breakdown
}

export interface PathsSpec extends Common {
  kind: 'paths'
  include?: ('page' | 'screen' | 'custom')[]
  start?: string
  end?: string
  max_steps?: number
  session_gap_s?: number
  min_edge_count?: number
  edge_limit?: number
  exclude?: string[]
  group?: string[]
}

export interface LifecycleSpec extends Common {
  kind: 'lifecycle'
  series: Selector
  interval?: Interval
}

export interface StickinessSpec extends Common {
  kind: 'stickiness'
  series: Selector
  interval?: Interval
}

export interface SessionsSpec extends Common {
  kind: 'sessions'
  limit?: number
  cursor?: string
}

export type InsightSpec =
  | TrendsSpec
  | FunnelSpec
  | RetentionSpec
  | PathsSpec
  | LifecycleSpec
  | StickinessSpec
  | SessionsSpec

export interface TrendsRow {
  series: number | 'formula'
  label: string
  breakdown: string[] | null
  window: 'current' | 'previous'
  data: number[]
  total: number
}

export interface TrendsResult {
  periods: string[]
  previous_periods?: string[]
  series: TrendsRow[]
}

export interface FunnelStep {
  step: number
  label: string
  count: number
  avg_s: number | null
  median_s: number | null
  breakdown: string[] | null
}

export interface FunnelStepsResult {
  steps: FunnelStep[]
}

export interface FunnelTrendRow {
  breakdown?: string[] | null
  entered: number[]
  converted: number[]
  rate_pct: number[]
}

export type FunnelTrendsResult = { periods: string[] } & (FunnelTrendRow | { series: FunnelTrendRow[] })

export interface TimeToConvertResult {
  bins: [number, number][]
  avg_s: number | null
  median_s: number | null
}

export type RetentionResult = { periods: string[] } & (
  | { matrix: number[][] }
  | { series: { breakdown: string[]; matrix: number[][] }[] }
)

export interface PathEdge {
  source: string
  target: string
  value: number
  avg_ms: number
}

export interface PathsResult {
  edges: PathEdge[]
}

export interface LifecycleResult {
  periods: string[]
  new: number[]
  returning: number[]
  resurrecting: number[]
  dormant: number[]
}

export interface StickinessResult {
  data: number[]
}

export interface SessionRow {
  session_id: string | null
  person_id: string
  start: string
  end: string
  duration_s: number
  events: number
  page_views: number
  screen_views: number
  entry: string | null
  exit: string | null
  entry_url: string | null
  exit_url: string | null
  bounce: boolean
  utm_source: string | null
  utm_campaign: string | null
  device_type: string | null
}

export interface SessionsResult {
  sessions: SessionRow[]
  cursor: string | null
}

export type InsightResult =
  | TrendsResult
  | FunnelStepsResult
  | FunnelTrendsResult
  | TimeToConvertResult
  | RetentionResult
  | PathsResult
  | LifecycleResult
  | StickinessResult
  | SessionsResult
