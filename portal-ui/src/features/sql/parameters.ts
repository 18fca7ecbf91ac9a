// Parameters of a query: `{{name}}` in its text. Pure.
import type { SqlParameter } from '@/api/types'

/** Names in the text, in their order, each once. */
export function parameterNames(sql: string): string[] {
  return [...new Set([...sql.matchAll(/\{\{\s*([A-Za-z_]\w*)\s*\}\}/g)].map((match) => match[1] ?? ''))]
}

/** The parameters of the text: those known keep their type and default, new ones are text. */
export function parametersOf(sql: string, known: readonly SqlParameter[]): SqlParameter[] {
  return parameterNames(sql).map((name) => known.find((each) => each.name === name) ?? { name, type: 'text', default: '' })
}

/** Values as they are sent: numbers as numbers. A number that is none stays text, and the portal says so. */
export function valuesOf(parameters: readonly SqlParameter[], values: Record<string, string>): Record<string, string | number> {
  return Object.fromEntries(
    parameters.map((parameter) => {
      const text = values[parameter.name] ?? parameter.default ?? ''
      const number = Number(text)
      return [parameter.name, parameter.type === 'number' && text.trim() !== '' && !Number.isNaN(number) ? number : text]
    }),
  )
}
