import { describe, expect, it } from 'vitest'
import type { ChartTheme } from '@/shared/chart/chart-option'
import { cellText, columnWidths } from './cells'
import { parameterNames, parametersOf, valuesOf } from './parameters'
import { offsetOf } from './position'
import { sqlToChartOption } from './to-chart-option'

const theme: ChartTheme = { colors: ['#1'], text: '', muted: '', grid: '', surface: '', quiet: '', good: '', bad: '', font: '' }
const meta = { id: 'i', app: 'a', sql: '', rows_scanned: 0, bytes_scanned: 0, wall_ms: 0, watermark: null, row_count: 0, truncated: null }

describe('offsetOf', () => {
  it('finds a line and a column', () => {
    expect(offsetOf('SELECT\n  x', 2, 3)).toBe(9)
    expect(offsetOf('SELECT', 9, 9)).toBe(6)
  })
})

describe('parameters', () => {
  it('are found once each, in order', () => {
    expect(parameterNames('x = {{b}} AND y = {{ a }} OR {{b}}')).toEqual(['b', 'a'])
  })

  it('keep what is known of them', () => {
    expect(parametersOf('{{n}} {{t}}', [{ name: 'n', type: 'number', default: '3' }])).toEqual([
      { name: 'n', type: 'number', default: '3' },
      { name: 't', type: 'text', default: '' },
    ])
  })

  it('go out with their types, so that a date becomes a date', () => {
    const parameters = [
      { name: 'n', type: 'number' as const, default: '3' },
      { name: 't', type: 'text' as const },
      { name: 'd', type: 'date' as const },
    ]
    expect(valuesOf(parameters, { t: '7', d: '2026-01-31' })).toEqual({
      n: { type: 'number', value: '3' },
      t: '7',
      d: { type: 'date', value: '2026-01-31' },
    })
  })
})

describe('the quick chart', () => {
  const columns = [{ name: 'event', type: 'varchar' }, { name: 'n', type: 'bigint' }]

  it('takes the first text as the axis and each number as a series', () => {
    const option = sqlToChartOption({ columns, rows: [['a', 3], ['b', 5]], meta }, theme, 'bar')
    expect(option?.xAxis).toMatchObject({ data: ['a', 'b'] })
    expect(option?.series).toMatchObject([{ type: 'bar', name: 'n', data: [3, 5] }])
  })

  it('is none without a number', () => {
    expect(sqlToChartOption({ columns: [{ name: 'event', type: 'varchar' }], rows: [['a']], meta }, theme, 'bar')).toBeNull()
  })
})

describe('cells', () => {
  it('show null, maps and numbers', () => {
    expect([cellText(null), cellText({ a: '1' }), cellText(5)]).toEqual(['null', '{"a":"1"}', '5'])
  })

  it('are as wide as their content, within limits', () => {
    expect(columnWidths({ columns: [{ name: 'x', type: 'varchar' }], rows: [['y'.repeat(500)]], meta })).toEqual([380])
  })
})
