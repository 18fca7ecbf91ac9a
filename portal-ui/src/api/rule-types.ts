// The rule model of the detection: what the rules operations take and give. The server reads it strictly.

export const conditionOps = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'contains', 'regex', 'in', 'exists', 'not_exists'] as const
export type ConditionOp = (typeof conditionOps)[number]

export type RuleScalar = string | number | boolean

/** One comparison: a JSONPath over the event as the lake names it. */
export interface RuleCondition {
  path: string
  op: ConditionOp
  value?: RuleScalar | RuleScalar[]
  /** `<step name>:<path>` in place of a value, in sequences. */
  same_as?: string
}

/** A comparison, or a group of which one must hold, or one of which all must. */
export type Where = RuleCondition | { any: Where[] } | { all: Where[] }

/** Which events: a name (null is any), and what must hold of them. */
export interface Pattern {
  event: string | null
  where?: Where[]
}

export type Step = Pattern & { name: string }

export type AnomalyMeasure = 'total' | 'dau' | `sum:${string}`

export interface RuleKinds {
  match: Pattern
  threshold: Pattern & { path: string; min?: number; max?: number }
  rate: Pattern & { more_than: number; per_s: number }
  count: Pattern & { op: 'more_than' | 'fewer_than'; n: number; window_s: number }
  sequence: { steps: Step[]; within_s: number; strict?: boolean; unless?: Pattern }
  absence: { after: Pattern; expected: Pattern; within_s: number }
  times: Pattern & { n: number; within_s: number }
  anomaly: Pattern & {
    measure: AnomalyMeasure
    interval: 'minute' | 'hour'
    sensitivity?: number
    direction: 'up' | 'down' | 'both'
    min_volume: number
  }
  silence: Pattern & { for_s: number }
}

export type RuleKind = keyof RuleKinds

/** Exactly one kind with its body. */
export type When = { [K in RuleKind]: Record<K, RuleKinds[K]> }[RuleKind]

export type Severity = 'info' | 'warning' | 'critical'
export type Scope = 'person' | 'device' | 'app' | `property:${string}`

export interface MuteWindow {
  days: string[]
  /** `HH:MM` */
  from: string
  to: string
  timezone: string
}

export interface RuleAction {
  webhook: string
  template?: string
}

/** A rule as a person writes it. */
export interface RuleDraft {
  name: string
  enabled?: boolean
  scope?: Scope
  severity?: Severity
  cooldown_s?: number
  lateness_s?: number
  mute?: MuteWindow[]
  when: When
  actions: RuleAction[]
}

/** A rule as it is kept, with what the job says of it. */
export interface Rule extends Required<RuleDraft> {
  id: string
  version: number
  /** Null until the job has told. */
  running: { version: number; since: string; state: 'running' | 'disabled' | 'invalid' | 'failed'; reason?: string; alerts: number; late_events: number } | null
  created_by: string
  created_at: string
  updated_at: string
  last_fired_at: string | null
  alerts_24h: number
  muted_until: string | null
}

/** How far a back-test has read. */
export interface BackTestProgress {
  read: number
  at: string
  hours_read: number
  /** Hours of the range that have events. */
  hours: number
}

/** When a draft would have fired. */
export interface BackTestResult {
  fired: number
  alerts: BackTestAlert[]
  /** Those without alerts are left out. */
  buckets: { from: string; count: number }[]
  bucket_s: number
  from: string
  /** The first moment after the range. */
  to: string
  truncated: boolean
  late_events: number
  wall_ms: number
}

export interface BackTestAlert {
  id: string
  fired_at: string
  scope_key?: string
  matched_events: Record<string, unknown>[]
  values: Record<string, unknown>
}
