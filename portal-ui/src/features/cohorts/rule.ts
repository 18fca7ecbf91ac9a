// A cohort's definition as the form has it: one list of conditions, joined by all or any. Pure.
import type { Condition, Definition } from '@/api/types'
import { isComplete } from '@/shared/insight/spec'

export interface Rule {
  join: 'all' | 'any'
  conditions: Condition[]
}

export function conditionsOf(definition: Definition | null): Rule {
  if (definition === null) return { join: 'all', conditions: [{ did: { event: null }, op: 'gte', times: 1, from: '-30d' }] }
  return 'all' in definition ? { join: 'all', conditions: definition.all } : { join: 'any', conditions: definition.any }
}

/** Every condition says something. */
export function isFinished(rule: Rule): boolean {
  return (
    rule.conditions.length > 0 &&
    rule.conditions.every((condition) => {
      if ('trait' in condition) return isComplete(condition.trait)
      if ('cohort' in condition) return condition.cohort !== ''
      return true
    })
  )
}
