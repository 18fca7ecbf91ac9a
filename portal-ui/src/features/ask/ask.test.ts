import { describe, expect, it } from 'vitest'
import { takeEvents, type Answer, type AnswerTable } from '@/api/ask'
import { cellText, definitionLines, followUps, formatMeasure, insightsOf, nameOf, span, toTableModel } from './answer-model'
import { drawingOf, toChartOption } from './to-chart-option'

const column = (name: string, role: 'dimension' | 'time' | 'measure', unit?: string): AnswerTable['columns'][number] => ({
  name,
  role,
  type: role === 'measure' ? 'number' : role === 'time' ? 'date' : 'string',
  ...(unit ? { unit } : {}),
})
const table = (columns: AnswerTable['columns'], rows: unknown[][]): AnswerTable => ({ columns, rows, truncated: false })
const answer = (fields: Partial<Answer>): Answer => ({
  id: 'a',
  conversation: 'c',
  question: 'How many signups last week?',
  status: 'answered',
  text: null,
  value: null,
  result: null,
  choices: null,
  reason: null,
  spec: null,
  sql: [],
  definition: null,
  assumptions: [],
  sources: [],
  engine: 'interpreter',
  verified: null,
  watermark: null,
  usage: null,
  unsupported: [],
  ...fields,
})

describe('the stream of an answer', () => {
  it('is taken apart at empty lines, and what is not whole waits', () => {
    const { events, rest } = takeEvents(': asked\n\nevent: step\ndata: {"n":1}\n\nevent: answer\ndata: {"id"')
    expect(events).toEqual([{ event: 'step', data: '{"n":1}' }])
    expect(rest).toBe('event: answer\ndata: {"id"')
    expect(takeEvents(`${rest}:"x"}\n\n`).events).toEqual([{ event: 'answer', data: '{"id":"x"}' }])
  })
})

describe('numbers and cells', () => {
  it('carry their units', () => {
    expect(formatMeasure(1234, 'count')).toBe('1,234')
    expect(formatMeasure(12.345, 'percent')).toBe('12.3%')
    expect(formatMeasure(600, 'seconds')).toBe('10m')
    expect(formatMeasure(30, 'EUR')).toBe('30 EUR')
  })

  it('say what is missing, and keep numbers as numbers', () => {
    expect(cellText(null, column('plan', 'dimension'))).toBe('(none)')
    const model = toTableModel(table([column('device_type', 'dimension'), column('share', 'measure', 'percent')], [['mobile', 12.5]]))
    expect(model.columns).toEqual([
      { label: 'device type', number: false },
      { label: 'share', number: true },
    ])
    expect(model.rows[0]?.cells).toEqual(['mobile', 12.5])
    expect(model.rows[0]?.format?.(12.5, 1)).toBe('12.5%')
  })
})

describe('how a question was read', () => {
  it('names whole days as days, in the zone of the question', () => {
    expect(span('2026-10-18T22:00:00Z', '2026-10-25T22:59:59.999Z', 'Europe/Berlin')).toBe('Mon 19 Oct 2026 to Sun 25 Oct 2026')
    expect(span('2026-10-19T00:00:00Z', '2026-10-19T23:59:59.999Z', 'UTC')).toBe('Mon 19 Oct 2026')
    expect(span('2026-10-31T09:00:00Z', '2026-11-01T09:00:00Z', 'UTC')).toBe('Sat 31 Oct 2026, 09:00 to Sun 1 Nov 2026, 09:00')
  })

  it('tells events, filters, time, comparison and window', () => {
    const lines = definitionLines({
      events: ['Added to cart', 'Paid'],
      filters: [{ key: 'country', op: 'exact', value: 'DE' }],
      from: '2026-10-19T00:00:00Z',
      to: '2026-10-25T23:59:59.999Z',
      timezone: 'UTC',
      math: 'conversion',
      window: { value: 14, unit: 'day' },
    })
    expect(Object.fromEntries(lines.map((line) => [line.term, line.text]))).toEqual({
      Counted: 'Conversion from the first step to the last',
      Events: 'Added to cart, Paid',
      Only: 'country is DE',
      Time: 'Mon 19 Oct 2026 to Sun 25 Oct 2026',
      Within: '14 days',
      'Time zone': 'UTC',
    })
  })
})

describe('specs of an answer', () => {
  const spec = { kind: 'trends', series: [{ event: 'Paid', math: 'total' }], from: '2026-10-19', to: '2026-10-25', aggregate: true }

  it('open in the builder, with no more values than it can tell apart', () => {
    const wide = { ...spec, breakdown: { on: 'event', keys: ['country'], limit: 1000 } }
    expect(insightsOf(answer({ spec: wide }))).toEqual([{ ...wide, breakdown: { on: 'event', keys: ['country'], limit: 12 } }])
    expect(insightsOf(answer({ spec: [spec, spec] }))).toHaveLength(2)
    expect(insightsOf(answer({ spec: { kind: 'unheard of' } }))).toEqual([])
  })

  it('lead to questions that the names of the app allow', () => {
    expect(followUps(answer({ spec }), ['plan', 'colour'])).toEqual(['Now per day', 'Now by plan', 'How many people?', 'And the last 30 days?'])
    expect(followUps(answer({ spec, status: 'declined' }), ['plan'])).toEqual([])
  })

  it('are saved under the question', () => {
    expect(nameOf('How many signups last week? ')).toBe('How many signups last week')
  })
})

describe('the picture of an answer', () => {
  const theme = { colors: ['#111', '#222'], text: '', muted: '', grid: '', surface: '', quiet: '', good: '', bad: '', font: '' }

  it('is none for one number', () => {
    expect(drawingOf(table([column('events', 'measure', 'count')], [[3]]))).toBeNull()
  })

  it('is a line for each value over time', () => {
    const drawing = drawingOf(
      table(
        [column('date', 'time'), column('country', 'dimension'), column('events', 'measure', 'count')],
        [
          ['2026-10-19', 'DE', 3],
          ['2026-10-19', 'CH', 1],
          ['2026-10-20', 'DE', 4],
        ],
      ),
    )
    expect(drawing).toMatchObject({
      shape: 'line',
      categories: ['2026-10-19', '2026-10-20'],
      lines: [
        { name: 'DE', values: [3, 4] },
        { name: 'CH', values: [1, null] },
      ],
    })
    expect(drawing && toChartOption(drawing, theme).series).toHaveLength(2)
  })

  it('is a bar for each value of a breakdown, the greatest at the top', () => {
    const drawing = drawingOf(table([column('country', 'dimension'), column('events', 'measure', 'count')], [['DE', 3], ['CH', 1]]))
    expect(drawing).toMatchObject({ shape: 'bar', categories: ['DE', 'CH'], lines: [{ name: 'events', values: [3, 1] }] })
  })

  it('puts weekdays in their order', () => {
    const drawing = drawingOf(table([column('weekday', 'dimension'), column('events', 'measure', 'count')], [['Sunday', 9], ['Monday', 1]]))
    expect(drawing).toMatchObject({ shape: 'column', categories: ['Monday', 'Sunday'] })
  })

  it('is a curve for each cohort of a retention', () => {
    const drawing = drawingOf(
      table(
        [column('cohort', 'time'), column('period', 'dimension'), column('people', 'measure', 'people'), column('percent', 'measure', 'percent')],
        [
          ['2026-10-05', 0, 70, 100],
          ['2026-10-05', 1, 35, 50],
          ['2026-10-12', 0, 60, 100],
        ],
      ),
    )
    expect(drawing).toMatchObject({
      categories: ['0', '1'],
      unit: 'percent',
      lines: [
        { name: '2026-10-05', values: [100, 50] },
        { name: '2026-10-12', values: [100, null] },
      ],
    })
  })

  it('stands the two ranges of an explanation beside each other', () => {
    const drawing = drawingOf(
      table(
        [column('dimension', 'dimension'), column('value', 'dimension'), column('previous', 'measure', 'count'), column('current', 'measure', 'count'), column('change', 'measure', 'count')],
        [
          ['country', 'DE', 10, 2, -8],
          ['country', 'CH', 5, 5, 0],
        ],
      ),
    )
    expect(drawing).toMatchObject({ categories: ['country · DE', 'country · CH'], lines: [{ name: 'previous' }, { name: 'current' }] })
  })
})
