import { describe, expect, it } from 'vitest'
import type { FunnelSpec, InsightSpec, TrendsSpec } from '@/api/insight-types'
import { renameInSpec } from './names'
import { completeFilters, incompleteReason, isComplete, toKind, toRequest, withGlobals } from './spec'
import { withoutFilters } from './without-filters'

const trends: TrendsSpec = {
  kind: 'trends',
  from: '-30d',
  timezone: 'Europe/Berlin',
  filters: [{ key: 'plan', op: 'exact', value: ['pro'] }],
  series: [
    { event: 'Signed up', math: 'dau' },
    { event: 'Paid', math: 'total', filters: [{ key: 'amount', op: 'gt', value: '10' }] },
  ],
}

describe('toKind', () => {
  it('takes events, range and filters to a funnel', () => {
    expect(toKind(trends, 'funnel')).toEqual({
      kind: 'funnel',
      from: '-30d',
      timezone: 'Europe/Berlin',
      filters: trends.filters,
      window: { value: 14, unit: 'day' },
      steps: [{ event: 'Signed up' }, { event: 'Paid', filters: [{ key: 'amount', op: 'gt', value: '10' }] }],
    })
  })

  it('gives retention no range, which it does not have', () => {
    const retention = toKind(trends, 'retention')
    expect(retention).not.toHaveProperty('from')
    expect(retention).toMatchObject({ target: { event: 'Signed up' }, returning: { event: 'Paid' } })
  })
})

describe('toRequest', () => {
  it('leaves out filters that are still being written, and takes the zone of the app', () => {
    const spec: InsightSpec = { kind: 'sessions', from: '-7d', filters: [{ key: 'plan', op: 'exact', value: [] }] }
    expect(toRequest(spec, { timezone: 'Asia/Tokyo', week_start: 'sunday' })).toEqual({
      kind: 'sessions',
      from: '-7d',
      timezone: 'Asia/Tokyo',
      week_start: 'sunday',
    })
  })

  it('lets the zone of the spec win', () => {
    expect(toRequest(trends, { timezone: 'Asia/Tokyo' }).timezone).toBe('Europe/Berlin')
  })
})

describe('withGlobals', () => {
  it('puts the range of a dashboard in place of both ends', () => {
    const spec: InsightSpec = { kind: 'stickiness', series: { event: null }, from: '2026-11-01', to: '2026-11-05' }
    expect(withGlobals(spec, { from: '-7d', filters: [{ key: 'os', op: 'is_set' }] })).toEqual({
      kind: 'stickiness',
      series: { event: null },
      from: '-7d',
      filters: [{ key: 'os', op: 'is_set' }],
    })
  })
})

describe('incompleteReason', () => {
  it('asks for a second step', () => {
    const funnel: FunnelSpec = { kind: 'funnel', steps: [{ event: 'a' }] }
    expect(incompleteReason(funnel)).toMatch(/second step/)
    expect(incompleteReason({ ...funnel, steps: [{ event: 'a' }, { event: 'b' }] })).toBeNull()
  })

  it('asks for the property of a sum', () => {
    expect(incompleteReason({ kind: 'trends', series: [{ event: 'a' }, { event: 'b', math: 'sum' }] })).toMatch(/series B/)
  })
})

describe('completeFilters', () => {
  it('keeps of a group what is written, and no group of nothing', () => {
    const written = { key: 'plan', op: 'exact', value: ['pro'] } as const
    const blank = { key: 'amount', op: 'gt', value: '' } as const
    expect(completeFilters([{ any: [{ ...written, value: ['pro'] }, blank] }, { any: [blank] }, { all: [] }])).toEqual([{ any: [written] }])
    expect(completeFilters([{ any: [blank, { all: [blank, { key: 'amount', op: 'gt', value: '5' }] }] }])).toEqual([{ any: [{ all: [{ key: 'amount', op: 'gt', value: '5' }] }] }])
  })
})

describe('isComplete', () => {
  it('wants a value where the operator needs one', () => {
    expect(isComplete({ key: 'a', op: 'gt', value: '' })).toBe(false)
    expect(isComplete({ key: 'a', op: 'gt', value: '0' })).toBe(true)
    expect(isComplete({ key: 'a', op: 'is_set' })).toBe(true)
    expect(isComplete({ all: [] })).toBe(false)
  })
})

describe('renameInSpec', () => {
  it('exchanges a misspelt event everywhere and nothing else', () => {
    const spec: InsightSpec = {
      kind: 'trends',
      series: [{ event: 'Payd', label: 'Payd' }],
      breakdown: { keys: ['Payd', 'plan'] },
      filters: [{ key: 'plan', op: 'exact', value: ['Payd'] }],
    }
    expect(renameInSpec(spec, 'Payd', 'Paid')).toEqual({
      kind: 'trends',
      series: [{ event: 'Paid', label: 'Payd' }],
      breakdown: { keys: ['Paid', 'plan'] },
      filters: [{ key: 'plan', op: 'exact', value: ['Payd'] }],
    })
  })
})

describe('withoutFilters', () => {
  it('leaves out each filter once, those of a series too', () => {
    const candidates = withoutFilters({ ...trends, exclude_internal: true })
    expect(candidates.map((each) => each.label)).toEqual(['plan is pro', 'amount > 10 (on Paid)', 'without internal users'])
    expect(candidates[0]?.spec.filters).toEqual([])
    expect((candidates[1]?.spec as TrendsSpec).series[1]?.filters).toEqual([])
    expect(candidates[1]?.spec.filters).toEqual(trends.filters)
    expect(candidates[2]?.spec.exclude_internal).toBe(false)
  })
})
