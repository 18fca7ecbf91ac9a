import { describe, expect, it } from 'vitest'
import type { TrendsSpec } from '@/api/insight-types'
import { canSplit, splitByCohort } from './cohort-split'

const spec: TrendsSpec = { kind: 'trends', series: [{ event: 'Paid', math: 'dau', filters: [{ key: 'plan', op: 'is_set' }] }, { event: null }] }

describe('a breakdown by a cohort', () => {
  it('asks each series once for the members and once for the others', () => {
    const { series } = splitByCohort(spec, { id: 'c1', name: 'Left the cart' })
    expect(series.map((each) => each.label)).toEqual([
      'Paid, in Left the cart',
      'Paid, not in Left the cart',
      'Any event, in Left the cart',
      'Any event, not in Left the cart',
    ])
    expect(series[1]).toMatchObject({
      math: 'dau',
      filters: [
        { key: 'plan', op: 'is_set' },
        { on: 'cohort', op: 'not_in', value: 'c1' },
      ],
    })
  })

  it('leaves a formula and a full list alone', () => {
    expect(canSplit(spec)).toBe(true)
    expect(canSplit({ ...spec, formula: 'A/B' })).toBe(false)
    expect(canSplit({ ...spec, series: Array.from({ length: 14 }, () => ({ event: 'Paid' })) })).toBe(false)
  })
})
