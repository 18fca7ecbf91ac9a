// Shapes that features name, and the paths whose bodies the OpenAPI file leaves open: specs of insights, definitions, parameters.
import type { InsightResult, InsightSpec, Filter } from './insight-types'
import type { Rule, RuleDraft } from './rule-types'
import type { components } from './schema'

export type Role = 'admin' | 'editor' | 'viewer'

export interface User {
  id: string
  email: string
  role: Role
  apps: string[]
  disabled?: boolean
  created_at?: string
}

export interface App {
  id: string
  name: string
  created_at: string
  timezone?: string
  week_start?: 'monday' | 'sunday'
  internal_filters?: Filter[]
  verified_only?: boolean
}

export interface Session {
  user: User
  csrf: string
  gateway: string | null
}

export interface SessionEntry {
  id: string
  created_at: string
  last_seen_at: string
  user_agent: string | null
  ip: string | null
  current: boolean
}

export interface AuditEntry {
  id: string
  at: string
  user: string | null
  action: string
  target: string | null
  app: string | null
  detail: unknown
}

export interface EventName {
  name: string
  category?: string | null
  count: number
  first_seen?: string | null
  last_seen?: string | null
}

export interface PropertyName {
  name: string
  on: 'event' | 'person'
  type: 'string' | 'number' | 'boolean'
  count: number
  last_seen?: string | null
}

export interface PropertyValue {
  value: string
  count: number
}

export interface Warning {
  code: string
  name: string
  suggestion: string | null
}

export interface Meta {
  sql: string | string[]
  rows_scanned: number
  bytes_scanned: number
  wall_ms: number
  watermark: string | null
  cached: boolean
  computed_at?: string
  data_version?: string | number
  exact?: boolean
  incomplete_from?: string | null
  warnings?: Warning[]
}

export interface InsightReply {
  result: InsightResult
  meta: Meta
}

export interface PeopleRequest {
  query: InsightSpec
  step?: number
  outcome?: string
  breakdown?: string[]
  period?: string
  /** Index of a trend's series, or the state of a lifecycle. */
  series?: number | string
  interval?: number
  limit?: number
  cursor?: string
}

export interface Person {
  person_id: string
  traits: Record<string, string> | null
}

export interface PeopleReply {
  people: Person[]
  total: number
  cursor: string | null
}

export type Timeline = components['schemas']['Timeline']
export type TimelineEvent = Timeline['events'][number]

export interface CorrelationItem {
  kind: 'event' | 'trait'
  name: string
  value: string | null
  converted_with: number
  converted_without: number
  dropped_with: number
  dropped_without: number
  odds_ratio: number
}

export interface Correlation {
  items: CorrelationItem[]
  converted: number
  dropped: number
}

export interface Display {
  chart: string
}

export interface SavedChart {
  id: string
  app: string
  name: string
  description?: string | null
  query: InsightSpec
  display: Display
  created_by?: string | null
  created_at: string
  updated_at: string
}

export type SavedChartDraft = Pick<SavedChart, 'name' | 'query' | 'display'> & { description?: string }

export type Condition =
  | { did: EventSelector; op?: 'gte' | 'lte' | 'eq'; times?: number; from?: string; to?: string }
  | { did_not: EventSelector; from?: string; to?: string }
  | { trait: Filter }
  | { cohort: string; op: 'in' | 'not_in' }
  | Definition

export type Definition = { all: Condition[] } | { any: Condition[] }

export interface EventSelector {
  event: string | null
  filters?: Filter[]
}

export interface Cohort {
  id: string
  app: string
  name: string
  kind: 'static' | 'dynamic'
  size: number | null
  definition?: Definition | null
  created_by?: string | null
  created_at: string
  updated_at: string
}

export type CohortDraft =
  | { name: string; kind: 'static'; people: string[] }
  | { name: string; kind: 'static'; people_of: PeopleRequest }
  | { name: string; kind: 'dynamic'; definition: Definition }

export interface Tile {
  id: string
  title: string
  chart?: string | null
  query?: InsightSpec | null
  display: Display
  x: number
  y: number
  w: number
  h: number
}

export interface DashboardEntry {
  id: string
  app: string
  name: string
  description?: string | null
  built_in: boolean
  created_by?: string | null
  updated_at: string | null
}

export interface Dashboard extends DashboardEntry {
  range?: { from: string; to?: string } | null
  filters?: Filter[] | null
  refresh_s?: number | null
  tiles: Tile[]
}

export interface DashboardDraft {
  app?: string
  name: string
  description?: string
  range?: { from: string; to?: string } | null
  filters?: Filter[] | null
  refresh_s?: number | null
  tiles?: Tile[]
}

export interface DeadLetter {
  id: string
  at: string
  reason: string
  detail: string | null
  event_id: string | null
  event_name: string | null
  payload: string | null
  replayable?: boolean
  replayed_at?: string | null
}

export interface SqlProgress {
  id: string
  state: string
  rows: number
  bytes: number
  splits_done: number
  splits_total: number
  wall_ms: number
}

export interface SqlHistoryEntry {
  id: string
  app: string
  sql: string
  at: string
  wall_ms: number | null
  rows: number | null
  bytes: number | null
  state: string
  error: string | null
}

export interface SqlParameter {
  name: string
  type: 'text' | 'number' | 'date'
  default?: string | null
}

/** A parameter's value; a plain string is text. */
export type SqlValue = string | { type: SqlParameter['type']; value: string }

export interface SavedQuery {
  id: string
  app: string
  name: string
  sql: string
  parameters: SqlParameter[]
  created_by?: string | null
  updated_at: string
}

export interface SqlTable {
  name: string
  comment: string | null
  columns: { name: string; type: string; comment: string | null; samples: string[] }[]
}

export interface SqlRequest {
  sql: string
  app?: string
  limit?: number
  id?: string
  parameters?: Record<string, SqlValue>
}

export interface SqlResult {
  columns: { name: string; type: string }[]
  rows: unknown[][]
  meta: {
    id: string
    app: string
    sql: string
    rows_scanned: number
    bytes_scanned: number
    wall_ms: number
    watermark: string | null
    row_count: number
    truncated: 'rows' | 'bytes' | null
  }
}

export interface LiveEvent {
  event_id: string
  event_name: string
  ts: string
  received_at: string
  device_id: string | null
  user_id: string | null
  session_id: string | null
  platform: string | null
  page_path: string | null
  screen_name: string | null
  country: string | null
  properties: Record<string, string> | null
}

export interface LiveRejection {
  at: string
  code: string
  detail: string
  field: string | null
  event_name?: string | null
}

export interface LiveActive {
  active_5m: number
  per_minute: number[]
  events_per_minute: number[]
}

interface Op<Path, Query, Body, Reply> {
  parameters: { path: Path; query?: Query }
  requestBody: { content: { 'application/json': Body } }
  responses: { 200: { content: { 'application/json': Reply } } }
}

type ByApp = { app: string }
type None = undefined

export interface PlannedPaths {
  '/api/apps': {
    get: Op<None, None, None, { apps: App[] }>
    post: Op<None, None, { id: string; name?: string }, App>
  }
  '/api/apps/{app}': {
    patch: Op<
      ByApp,
      None,
      { name?: string; timezone?: string; week_start?: 'monday' | 'sunday'; verified_only?: boolean; internal_filters?: Filter[] },
      App
    >
  }
  '/api/apps/{app}/insights/query': { post: Op<ByApp, { max_age_s?: number }, InsightSpec, InsightReply> }
  '/api/apps/{app}/insights/people': { post: Op<ByApp, None, PeopleRequest, PeopleReply> }
  '/api/apps/{app}/insights/correlation': {
    post: Op<ByApp, None, { query: InsightSpec; limit?: number }, Correlation>
  }
  '/api/apps/{app}/charts': {
    get: Op<ByApp, None, None, { charts: SavedChart[] }>
    post: Op<ByApp, None, SavedChartDraft, SavedChart>
  }
  '/api/apps/{app}/charts/{id}': {
    get: Op<{ app: string; id: string }, None, None, SavedChart>
    put: Op<{ app: string; id: string }, None, SavedChartDraft, SavedChart>
    delete: Op<{ app: string; id: string }, None, None, None>
  }
  '/api/apps/{app}/cohorts': {
    get: Op<ByApp, None, None, { cohorts: Cohort[] }>
    post: Op<ByApp, None, CohortDraft, Cohort>
  }
  '/api/apps/{app}/cohorts/{id}': {
    get: Op<{ app: string; id: string }, None, None, Cohort>
    put: Op<{ app: string; id: string }, None, CohortDraft, Cohort>
    delete: Op<{ app: string; id: string }, None, None, None>
  }
  '/api/apps/{app}/rules': {
    get: Op<ByApp, None, None, { rules: Rule[] }>
    post: Op<ByApp, None, RuleDraft, Rule>
  }
  '/api/apps/{app}/rules/{id}': {
    get: Op<{ app: string; id: string }, None, None, Rule>
    put: Op<{ app: string; id: string }, None, RuleDraft, Rule>
    delete: Op<{ app: string; id: string }, None, None, None>
  }
  '/api/apps/{app}/rules/{id}/enable': { post: Op<{ app: string; id: string }, None, None, Rule> }
  '/api/apps/{app}/rules/{id}/disable': { post: Op<{ app: string; id: string }, None, None, Rule> }
  '/api/apps/{app}/rules/{id}/mute': { post: Op<{ app: string; id: string }, None, { until: string | null }, Rule> }
  '/api/dashboards': {
    get: Op<None, { app: string }, None, { dashboards: DashboardEntry[] }>
    post: Op<None, None, DashboardDraft & { app: string; copy_of?: string }, Dashboard>
  }
  '/api/dashboards/{id}': {
    get: Op<{ id: string }, None, None, Dashboard>
    put: Op<{ id: string }, None, DashboardDraft, Dashboard>
    delete: Op<{ id: string }, None, None, None>
  }
  '/api/sql': { post: Op<None, None, SqlRequest, SqlResult> }
  '/api/sql/saved': {
    get: Op<None, { app: string }, None, { queries: SavedQuery[] }>
    post: Op<None, None, { app: string; name: string; sql: string; parameters: SqlParameter[] }, SavedQuery>
  }
  '/api/sql/saved/{id}': {
    put: Op<{ id: string }, None, { app: string; name: string; sql: string; parameters: SqlParameter[] }, SavedQuery>
    delete: Op<{ id: string }, None, None, None>
  }
}
