import { describe, expect, it } from 'vitest'
import type { Kind } from '@/api/insight-types'
import { parseInsightSearch } from './search'
import { defaultSpec } from './spec'

describe('parseInsightSearch', () => {
  it.each<Kind>(['trends', 'funnel', 'retention', 'paths', 'lifecycle', 'stickiness', 'sessions'])('reads back a %s spec', (kind) => {
    const spec = kind === 'funnel' ? { ...defaultSpec('funnel'), steps: [{ event: 'a' }, { event: 'b' }] } : defaultSpec(kind)
    expect(parseInsightSearch({ q: JSON.parse(JSON.stringify(spec)) })).toEqual({ q: spec })
  })

  it('keeps nested filters and cohorts', () => {
    const q = {
      kind: 'trends',
      series: [{ event: 'Paid', math: 'sum', math_property: 'amount' }],
      filters: [{ any: [{ key: 'plan', op: 'exact', value: ['pro', 'free'] }, { on: 'cohort', op: 'in', value: 'c1' }] }],
    }
    expect(parseInsightSearch({ q }).q).toEqual(q)
  })

  it('says where a spec is wrong instead of believing it', () => {
    const parsed = parseInsightSearch({ q: { kind: 'trends', series: [{ event: 'a', math: 'bogus' }] } })
    expect(parsed.q).toBeUndefined()
    expect(parsed.problem).toContain('series.0.math')
  })

  it('refuses a field that it does not know', () => {
    expect(parseInsightSearch({ q: { kind: 'sessions', colour: 'red' } }).problem).toContain('colour')
  })

  it('takes an address without a spec', () => {
    expect(parseInsightSearch({ chart: 'bar' })).toEqual({ chart: 'bar' })
  })
})
