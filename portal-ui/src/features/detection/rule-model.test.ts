import { describe, expect, it } from 'vitest'
import type { RuleDraft } from '@/api/rule-types'
import { emptyRule, kinds, nameIn, pathOf, problemOf, scalarOf, sentence } from './rule-model'
import { allBuckets } from './to-chart-option'

const columns = new Set(['total_cents'])

describe('rules', () => {
  it('say what they do in a sentence', () => {
    const sequence: RuleDraft = {
      ...emptyRule('sequence'),
      name: 'Crash after paying',
      when: {
        sequence: {
          steps: [
            { name: 'paid', event: 'Paid', where: [{ path: '$.total_cents', op: 'gt', value: 100 }] },
            { name: 'crash', event: 'app_crash', where: [{ path: '$.properties.cart', op: 'eq', same_as: 'paid:$.properties.cart' }] },
          ],
          within_s: 600,
          unless: { event: 'Refunded' },
        },
      },
    }
    expect(sentence(sequence.when)).toBe(
      'When “Paid” where total_cents is more than 100, then “app_crash” where cart is that of “paid” within 10m, unless “Refunded” comes between',
    )
    expect(problemOf(sequence)).toBeNull()
  })

  it('of each kind begin with a sentence, and name what is missing first', () => {
    for (const { kind } of kinds) {
      const rule = emptyRule(kind)
      expect(sentence(rule.when)).toMatch(/^When /)
      expect(problemOf(rule)).toBe('The rule has no name yet.')
    }
    expect(problemOf({ ...emptyRule('threshold'), name: 'x' })).toBe('The number to watch is missing.')
    expect(problemOf({ ...emptyRule('match'), name: 'x', when: { match: { event: 'Paid', where: [{ any: [{ path: '$.a', op: 'eq' }] }] } } })).toBe(
      '“a” is compared with nothing yet.',
    )
    expect(problemOf({ ...emptyRule('sequence'), name: 'x', when: { sequence: { steps: [{ name: 'a', event: null }, { name: 'a', event: null }], within_s: 1 } } })).toBe(
      'Two steps have the same name.',
    )
  })

  it('address columns and properties of one’s own by path, and back', () => {
    expect(pathOf('total_cents', columns)).toBe('$.total_cents')
    expect(pathOf('plan', columns)).toBe('$.properties.plan')
    expect(pathOf("it's a name", columns)).toBe("$.properties['it\\'s a name']")
    for (const key of ['plan', "it's a name", 'a\\b']) expect(nameIn(pathOf(key, columns))).toBe(key)
  })

  it('compare numbers as numbers and text as text', () => {
    expect(scalarOf('12.5')).toBe(12.5)
    expect(scalarOf('true')).toBe(true)
    expect(scalarOf('007')).toBe('007')
    expect(scalarOf('')).toBe('')
  })
})

describe('a back-test', () => {
  it('shows empty buckets too', () => {
    const range = { bucket_s: 3600, from: '2026-11-28T00:30:00Z', to: '2026-11-28T04:00:00Z' }
    expect(allBuckets({ ...range, buckets: [{ from: '2026-11-28T02:00:00Z', count: 3 }] }).map((bucket) => bucket.count)).toEqual([0, 0, 3, 0])
  })
})
