import { describe, expect, it } from 'vitest'
import type { CorrelationItem } from '@/api/types'
import { findingName, findings, oddsText } from './correlation'

function item(name: string, odds_ratio: number, people: number): CorrelationItem {
  return { kind: 'event', name, value: null, converted_with: people, converted_without: 10, dropped_with: 0, dropped_without: 10, odds_ratio }
}

describe('correlation', () => {
  it('puts the strongest first on both sides, and leaves out what few have and what makes no difference', () => {
    const found = findings([item('a', 9, 3), item('b', 3, 40), item('c', 1, 40), item('d', 0.5, 40), item('e', 0.1, 40)], 100)
    expect(found.helps.map((each) => each.name)).toEqual(['b'])
    expect(found.hinders.map((each) => each.name)).toEqual(['e', 'd'])
  })

  it('leaves out what everybody has', () => {
    const all = { ...item('a', 0.2, 30), converted_without: 0, dropped_with: 200, dropped_without: 0 }
    expect(findings([all], 230)).toEqual({ helps: [], hinders: [] })
  })

  it('asks for more people where there are more attempts', () => {
    expect(findings([item('a', 2, 19)], 1000).helps).toEqual([])
    expect(findings([item('a', 2, 20)], 1000).helps).toHaveLength(1)
  })

  it('says odds as a factor', () => {
    expect([3.24, 12.6, 1, 0.25, 0.08].map(oddsText)).toEqual(['3.2×', '13×', '1×', '1/4', '1/13'])
  })

  it('names a trait with its value', () => {
    expect(findingName({ ...item('plan', 2, 5), kind: 'trait', value: 'pro' })).toBe('plan = pro')
    expect(findingName({ ...item('plan', 2, 5), kind: 'trait', value: '' })).toBe('plan = (empty)')
  })
})
