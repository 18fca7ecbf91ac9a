// Parameters of a query: `{{name}}` in its text. Pure.
import type { SqlParameter, SqlValue } from '@/api/types'

/** Names in the text, in their order, each once. */
export function parameterNames(sql: string): string[] {
  return [...new Set([...sql.matchAll(/\{\{\s*([A-Za-z_]\w*)\s*\}\}/g)].map((match) => match[1] ?? ''))]
}

/** The parameters of the text: those known keep their type and default, new ones are text. */
export function parametersOf(sql: string, known: readonly SqlParameter[]): SqlParameter[] {
  return parameterNames(sql).map((name) => known.find((each) => each.name === name) ?? { name, type: 'text', default: '' })
}

/** Values as they are sent, each with its type. A number that is none stays as it was typed, and the portal says what is wrong with it. */
export function valuesOf(parameters: readonly SqlParameter[], values: Record<string, string>): Record<string, SqlValue> {
  return Object.fromEntries(
    parameters.map(({ name, type, default: fallback }) => {
      const value = values[name] ?? fallback ?? ''
      return [name, type === 'text' ? value : { type, value }]
    }),
  )
}
