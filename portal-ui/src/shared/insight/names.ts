// Exchanging a name inside a spec: what a warning proposes, with one click. Pure.
import type { InsightSpec } from '@/api/insight-types'

const nameKeys = new Set(['event', 'key', 'math_property'])

/** `spec` with every event or property named `from` named `to`. */
export function renameInSpec(spec: InsightSpec, from: string, to: string): InsightSpec {
  const rename = (value: unknown, key: string | null): unknown => {
    if (typeof value === 'string') return key !== null && nameKeys.has(key) && value === from ? to : value
    if (Array.isArray(value)) return value.map((each) => rename(each, key === 'keys' ? 'key' : null))
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, rename(each, name)]))
    }
    return value
  }
  return rename(spec, null) as InsightSpec
}
