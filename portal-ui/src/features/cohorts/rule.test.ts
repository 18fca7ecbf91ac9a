import { describe, expect, it } from 'vitest'
import { conditionsOf, isFinished } from './rule'

describe('a cohort’s rule', () => {
  it('keeps a definition as it is', () => {
    expect(conditionsOf({ any: [{ cohort: 'c', op: 'not_in' }] })).toEqual({ join: 'any', conditions: [{ cohort: 'c', op: 'not_in' }] })
  })

  it('is not finished while a condition says nothing', () => {
    expect(isFinished({ join: 'all', conditions: [] })).toBe(false)
    expect(isFinished({ join: 'all', conditions: [{ trait: { on: 'person', key: '', op: 'exact', value: [] } }] })).toBe(false)
    expect(isFinished({ join: 'all', conditions: [{ did: { event: 'Paid' }, times: 2 }] })).toBe(true)
  })
})
