import { describe, expect, it } from 'vitest'
import type { TrendsSpec } from '@/api/insight-types'
import { alertInvestigation, investigation } from './investigate'
import type { Pick } from './view'

const trends = (fields: Partial<TrendsSpec> = {}): TrendsSpec => ({ kind: 'trends', series: [{ event: 'Paid', math: 'total' }], ...fields })
const at = (period: string | undefined, breakdown?: string[]): Pick => ({
  title: '',
  cell: { series: 0, ...(period ? { period } : {}), ...(breakdown ? { breakdown } : {}) },
})

describe('investigating a point of a chart', () => {
  it('asks why the number changed, in the words of its interval', () => {
    expect(investigation(trends(), at('2026-11-03T00:00:00+01:00'))).toBe('Why did "Paid" change on 2026-11-03?')
    expect(investigation(trends({ interval: 'hour' }), at('2026-11-03T23:00:00Z'))).toBe('Why did "Paid" change on 2026-11-03 between 23:00 and 00:00?')
    expect(investigation(trends({ interval: 'week' }), at('2026-11-02T00:00:00Z'))).toBe('Why did "Paid" change in the week of 2026-11-02?')
    expect(investigation(trends({ interval: 'month' }), at('2026-11-01'))).toBe('Why did "Paid" change in November 2026?')
  })

  it('says what is counted, and of whom', () => {
    expect(investigation(trends({ series: [{ event: null, math: 'dau' }] }), at('2026-11-03'))).toBe('Why did the number of active people change on 2026-11-03?')
    expect(investigation(trends({ series: [{ event: 'Paid', math: 'sum', math_property: 'amount' }] }), at('2026-11-03'))).toBe('Why did the total amount of "Paid" change on 2026-11-03?')
    expect(investigation(trends({ breakdown: { keys: ['country'] } }), at('2026-11-03', ['DE']))).toBe('Why did "Paid" with country "DE" change on 2026-11-03?')
  })

  it('asks nothing that a sentence cannot say', () => {
    expect(investigation(trends(), at(undefined))).toBeNull()
    expect(investigation(trends({ formula: 'A / B' }), at('2026-11-03'))).toBeNull()
    expect(investigation(trends({ filters: [{ key: 'plan', op: 'exact', value: 'pro' }] }), at('2026-11-03'))).toBeNull()
    expect(investigation({ kind: 'lifecycle', series: { event: null } }, at('2026-11-03'))).toBeNull()
  })
})

describe('investigating an alert', () => {
  it('asks about its event on its day, in the zone of the app', () => {
    expect(alertInvestigation('Paid', '2026-11-03T23:30:00Z', 'Europe/Berlin')).toBe('Why did "Paid" change on 2026-11-04?')
    expect(alertInvestigation(undefined, '2026-11-03T23:30:00Z', 'UTC')).toBe('Why did the number of events change on 2026-11-03?')
  })
})
