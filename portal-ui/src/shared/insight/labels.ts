// Names of what a spec says, for people. Pure.
import type { Filter, FilterOp, Kind, Math, Selector } from '@/api/insight-types'

export const kindLabels: Record<Kind, string> = {
  trends: 'Trends',
  funnel: 'Funnel',
  retention: 'Retention',
  paths: 'Paths',
  lifecycle: 'Lifecycle',
  stickiness: 'Stickiness',
  sessions: 'Sessions',
}

export const mathLabels: Record<Math, string> = {
  total: 'Total count',
  dau: 'Unique people',
  weekly_active: 'Weekly active',
  monthly_active: 'Monthly active',
  unique_session: 'Unique sessions',
  first_time: 'First-time people',
  count_per_person_avg: 'Average per person',
  sum: 'Sum of',
  avg: 'Average of',
  min: 'Minimum of',
  max: 'Maximum of',
  median: 'Median of',
  p75: '75th percentile of',
  p90: '90th percentile of',
  p95: '95th percentile of',
  p99: '99th percentile of',
}

const propertyMaths: readonly Math[] = ['sum', 'avg', 'min', 'max', 'median', 'p75', 'p90', 'p95', 'p99']

export function needsProperty(math: Math): boolean {
  return propertyMaths.includes(math)
}

export const opLabels: Record<FilterOp, string> = {
  exact: 'is',
  is_not: 'is not',
  icontains: 'contains',
  not_icontains: 'does not contain',
  regex: 'matches',
  gt: '>',
  lt: '<',
  gte: '≥',
  lte: '≤',
  is_set: 'is set',
  is_not_set: 'is not set',
  before: 'before',
  after: 'after',
}

export function needsValue(op: FilterOp): boolean {
  return op !== 'is_set' && op !== 'is_not_set'
}

export function selectorLabel(selector: Selector): string {
  if (selector.label) return selector.label
  if (selector.any_of) return selector.any_of.map(selectorLabel).join(' or ')
  return selector.event ?? 'Any event'
}

/** `plan is pro`, for a chip or a sentence; a group inside a group in brackets. */
export function filterLabel(filter: Filter, cohortName: (id: string) => string = (id) => id): string {
  const members = 'all' in filter ? filter.all : 'any' in filter ? filter.any : null
  if (members !== null) {
    const texts = members.map((each) => {
      const text = filterLabel(each, cohortName)
      return ('all' in each || 'any' in each) && members.length > 1 ? `(${text})` : text
    })
    return texts.join('all' in filter ? ' and ' : ' or ')
  }
  if (!('op' in filter)) return ''
  if (filter.on === 'cohort') return `${filter.op === 'in' ? 'in' : 'not in'} cohort ${cohortName(filter.value)}`
  if ('key' in filter) {
    const value = Array.isArray(filter.value) ? filter.value.join(', ') : String(filter.value ?? '')
    return `${filter.key} ${opLabels[filter.op]}${needsValue(filter.op) ? ` ${value === '' ? '…' : value}` : ''}`
  }
  return ''
}

export function breakdownLabel(values: readonly string[]): string {
  return values.map((value) => (value === '' ? '(none)' : value)).join(' · ')
}

/** Letter of a series, as formulas name it. */
export function seriesLetter(index: number): string {
  return String.fromCharCode(65 + index)
}
