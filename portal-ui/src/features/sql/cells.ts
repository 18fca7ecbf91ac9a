// Cells of a SQL result. Pure.
import type { SqlResult } from '@/api/types'

export function cellText(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

export function isNumeric(type: string): boolean {
  return /^(tinyint|smallint|integer|bigint|real|double|decimal)/.test(type)
}

/** A width per column in px, from its name and its first rows. */
export function columnWidths(result: SqlResult): number[] {
  return result.columns.map((column, index) => {
    const lengths = result.rows.slice(0, 60).map((row) => cellText(row[index]).length)
    return Math.min(380, Math.max(70, Math.max(column.name.length + 2, ...lengths) * 7.4 + 22))
  })
}
