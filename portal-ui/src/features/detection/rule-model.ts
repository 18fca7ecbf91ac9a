// Rules as the builder has them: drafts, what is missing in them, and the sentence that says what they do. Pure.
import type { ConditionOp, Pattern, RuleCondition, RuleDraft, RuleKind, RuleKinds, Where, When } from '@/api/rule-types'
import { formatDuration, formatNumber } from '@/shared/lib/format'

export const kinds: { kind: RuleKind; label: string; hint: string }[] = [
  { kind: 'match', label: 'An event comes', hint: 'Each payment that failed' },
  { kind: 'threshold', label: 'A number leaves its limits', hint: 'An order of more than 5,000' },
  { kind: 'rate', label: 'Too many in a short time', hint: 'More than 20 errors in a minute' },
  { kind: 'count', label: 'Too many or too few in a window', hint: 'Fewer than 5 sign-ups in an hour' },
  { kind: 'sequence', label: 'One after the other', hint: 'Paid, then a crash within 10 minutes' },
  { kind: 'absence', label: 'Something does not follow', hint: 'Checkout, and no payment within 15 minutes' },
  { kind: 'times', label: 'Again and again', hint: 'The same person, 3 failed payments in an hour' },
  { kind: 'anomaly', label: 'Unlike this hour of the week', hint: 'Far fewer visits than on other Monday mornings' },
  { kind: 'silence', label: 'Nothing comes any more', hint: 'No event of an app for 10 minutes' },
]

export const opNames: Record<ConditionOp, string> = {
  eq: 'is',
  ne: 'is not',
  gt: 'is more than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
  contains: 'contains',
  regex: 'matches the pattern',
  in: 'is one of',
  exists: 'exists',
  not_exists: 'does not exist',
}

const any: Pattern = { event: null }

const empty: RuleKinds = {
  match: { event: null },
  threshold: { event: null, path: '' },
  rate: { event: null, more_than: 20, per_s: 60 },
  count: { event: null, op: 'fewer_than', n: 1, window_s: 3600 },
  sequence: { steps: [{ name: 'first', event: null }, { name: 'second', event: null }], within_s: 600 },
  absence: { after: any, expected: any, within_s: 900 },
  times: { event: null, n: 3, within_s: 3600 },
  anomaly: { event: null, measure: 'total', interval: 'hour', sensitivity: 3, direction: 'both', min_volume: 20 },
  silence: { event: null, for_s: 600 },
}

/** The scope that a rule of this kind is usually about. */
export function usualScope(kind: RuleKind): 'person' | 'app' {
  return kind === 'rate' || kind === 'count' || kind === 'anomaly' || kind === 'silence' ? 'app' : 'person'
}

export function emptyWhen(kind: RuleKind): When {
  return { [kind]: structuredClone(empty[kind]) } as When
}

export function emptyRule(kind: RuleKind): RuleDraft {
  return { name: '', scope: usualScope(kind), severity: 'warning', cooldown_s: usualScope(kind) === 'app' ? 300 : 0, when: emptyWhen(kind), actions: [] }
}

export function kindOf(when: When): RuleKind {
  const kind = Object.keys(when)[0]
  if (kind === undefined || !(kind in empty)) throw new Error('the rule has no kind that this page knows')
  return kind as RuleKind
}

/** The kind with its body, so that a `switch` narrows both. */
export function bodyOf(when: When): { [K in RuleKind]: { kind: K; body: RuleKinds[K] } }[RuleKind] {
  const kind = kindOf(when)
  return { kind, body: (when as Record<string, unknown>)[kind] } as never
}

export function isCondition(where: Where): where is RuleCondition {
  return 'path' in where
}

/** `$.total_cents` for a column of the lake, `$.properties.plan` for a property of one's own. */
export function pathOf(key: string, columns: ReadonlySet<string>): string {
  if (columns.has(key)) return `$.${key}`
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `$.properties.${key}` : `$.properties['${key.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`
}

/** The name in a path, for people. */
export function nameIn(path: string): string {
  const quoted = /^\$\.properties\['(.*)'\]$/.exec(path)
  if (quoted?.[1] !== undefined) return quoted[1].replaceAll("\\'", "'").replaceAll('\\\\', '\\')
  return path.replace(/^\$\.(properties\.)?/, '')
}

/** What a person typed, as the scalar that it looks like: numbers are compared as numbers. */
export function scalarOf(text: string): string | number | boolean {
  if (text === 'true') return true
  if (text === 'false') return false
  return text.trim() !== '' && Number.isFinite(Number(text)) && String(Number(text)) === text.trim() ? Number(text) : text
}

function conditionText(where: Where): string {
  if (!isCondition(where)) {
    const [parts, word] = 'any' in where ? [where.any, ' or '] : [where.all, ' and ']
    return `(${parts.map(conditionText).join(word)})`
  }
  const name = nameIn(where.path)
  if (where.op === 'exists' || where.op === 'not_exists') return `${name} ${opNames[where.op]}`
  if (where.same_as !== undefined) return `${name} ${opNames[where.op]} that of “${where.same_as.split(':')[0] ?? ''}”`
  const value = Array.isArray(where.value) ? where.value.join(', ') : String(where.value ?? '…')
  return `${name} ${opNames[where.op]} ${value}`
}

export function patternText(pattern: Pattern): string {
  const event = pattern.event === null ? 'any event' : `“${pattern.event}”`
  const where = pattern.where ?? []
  return where.length === 0 ? event : `${event} where ${where.map(conditionText).join(' and ')}`
}

const within = (seconds: number) => `within ${formatDuration(seconds)}`

/** What the rule does, as a plain sentence. */
export function sentence(when: When): string {
  const it = bodyOf(when)
  switch (it.kind) {
    case 'match':
      return `When ${patternText(it.body)} comes`
    case 'threshold': {
      const limits = [
        ...(it.body.min === undefined ? [] : [`below ${formatNumber(it.body.min)}`]),
        ...(it.body.max === undefined ? [] : [`above ${formatNumber(it.body.max)}`]),
      ]
      return `When ${nameIn(it.body.path) || '…'} of ${patternText(it.body)} is ${limits.join(' or ') || '…'}`
    }
    case 'rate':
      return `When ${patternText(it.body)} comes more than ${formatNumber(it.body.more_than)} times within ${formatDuration(it.body.per_s)}`
    case 'count':
      return `When ${patternText(it.body)} comes ${it.body.op === 'more_than' ? 'more' : 'fewer'} than ${formatNumber(it.body.n)} times in a window of ${formatDuration(it.body.window_s)}`
    case 'sequence':
      return `When ${it.body.steps.map(patternText).join(', then ')} ${within(it.body.within_s)}${it.body.unless ? `, unless ${patternText(it.body.unless)} comes between` : ''}`
    case 'absence':
      return `When ${patternText(it.body.after)} comes and no ${patternText(it.body.expected)} follows ${within(it.body.within_s)}`
    case 'times':
      return `When ${patternText(it.body)} comes ${formatNumber(it.body.n)} times ${within(it.body.within_s)}`
    case 'anomaly': {
      const unlike = { up: 'far more', down: 'far fewer', both: 'far more or fewer' }[it.body.direction]
      const what = it.body.measure === 'dau' ? 'people with ' : it.body.measure === 'total' ? '' : `of the sum of ${nameIn(it.body.measure.slice(4))} of `
      return `When ${unlike} ${what}${patternText(it.body)} come in ${it.body.interval === 'hour' ? 'an hour' : 'a minute'} than usual at this hour of the week`
    }
    case 'silence':
      return `When no ${patternText(it.body)} comes for ${formatDuration(it.body.for_s)}`
  }
}

function conditionProblem(where: Where): string | null {
  if (!isCondition(where)) return ('any' in where ? where.any : where.all).map(conditionProblem).find((each) => each !== null) ?? null
  if (where.path.trim() === '') return 'A condition has no property yet.'
  if (where.op === 'exists' || where.op === 'not_exists' || where.same_as) return null
  const missing = Array.isArray(where.value) ? where.value.length === 0 : where.value === undefined || where.value === ''
  return missing ? `“${nameIn(where.path)}” is compared with nothing yet.` : null
}

function patternProblem(pattern: Pattern): string | null {
  return (pattern.where ?? []).map(conditionProblem).find((each) => each !== null) ?? null
}

/** The first thing that the rule still lacks, in words; null when it can be saved. The server checks everything again. */
export function problemOf(rule: RuleDraft): string | null {
  if (rule.name.trim() === '') return 'The rule has no name yet.'
  if (rule.scope === 'property:') return 'The property that the rule is about is missing.'
  const it = bodyOf(rule.when)
  switch (it.kind) {
    case 'sequence': {
      const names = it.body.steps.map((step) => step.name.trim())
      if (names.some((name) => name === '')) return 'Each step needs a name.'
      if (new Set(names).size < names.length) return 'Two steps have the same name.'
      return [...it.body.steps, ...(it.body.unless ? [it.body.unless] : [])].map(patternProblem).find((each) => each !== null) ?? null
    }
    case 'absence':
      return patternProblem(it.body.after) ?? patternProblem(it.body.expected)
    case 'threshold':
      if (it.body.path.trim() === '') return 'The number to watch is missing.'
      if (it.body.min === undefined && it.body.max === undefined) return 'A limit is missing: from below, from above, or both.'
      return patternProblem(it.body)
    case 'anomaly':
      if (it.body.measure.startsWith('sum:') && it.body.measure.length === 4) return 'The number to add up is missing.'
      return patternProblem(it.body)
    default:
      return patternProblem(it.body)
  }
}
