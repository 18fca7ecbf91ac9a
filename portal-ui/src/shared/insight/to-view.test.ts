import { describe, expect, it } from 'vitest'
import type {
  FunnelSpec,
  FunnelStepsResult,
  LifecycleSpec,
  RetentionSpec,
  StickinessSpec,
  TrendsResult,
  TrendsSpec,
} from '@/api/insight-types'
import type { ChartClick } from '@/shared/chart/chart'
import type { ChartTheme } from '@/shared/chart/chart-option'
import { retentionCurve } from './to-chart-option/retention'
import { durationCounts, summarize } from './to-chart-option/sessions'
import { isEmptyResult, toTable, toView } from './to-view'

const theme: ChartTheme = {
  colors: ['#1', '#2', '#3'],
  text: '#t',
  muted: '#m',
  grid: '#g',
  surface: '#s',
  quiet: '#q',
  good: '#ok',
  bad: '#no',
  font: 'Inter',
}
const click = (seriesIndex: number, dataIndex: number): ChartClick => ({ seriesIndex, dataIndex, kind: undefined, name: '', data: null })
const periods = ['2026-11-02T00:00:00+01:00', '2026-11-03T00:00:00+01:00', '2026-11-04T00:00:00+01:00']

interface DrawnSeries {
  type: string
  name?: string
  color?: string
  stack?: string
  data: unknown[]
  lineStyle?: { type?: string }
}
const seriesOf = (option: { series?: unknown }) => option.series as DrawnSeries[]

describe('trends', () => {
  const spec: TrendsSpec = { kind: 'trends', series: [{ event: 'Paid' }], interval: 'day', breakdown: { keys: ['plan'] } }
  const result: TrendsResult = {
    periods,
    series: [
      { series: 0, label: 'Paid', breakdown: ['pro'], window: 'current', data: [20, 30, 0], total: 50 },
      { series: 0, label: 'Paid', breakdown: [''], window: 'current', data: [1, 2, 3], total: 6 },
      { series: 0, label: 'Paid', breakdown: ['pro'], window: 'previous', data: [5, 5, 5], total: 15 },
    ],
  }

  it('draws one line per row and calls a missing value (none)', () => {
    const drawn = seriesOf(toView(spec, result, 'line', theme).option)
    expect(drawn.map((each) => [each.type, each.name, each.data])).toEqual([
      ['line', 'pro', [20, 30, 0]],
      ['line', '(none)', [1, 2, 3]],
      ['line', 'pro (before)', [5, 5, 5]],
    ])
  })

  it('gives the time before the colour of its series', () => {
    const drawn = seriesOf(toView(spec, result, 'line', theme).option)
    expect(drawn[2]?.color).toBe(`${drawn[0]?.color}80`)
    expect(drawn[2]?.lineStyle?.type).toBe('dashed')
  })

  it('dots the line from the period on that is not over', () => {
    const drawn = seriesOf(toView(spec, result, 'line', theme, '2026-11-04T00:00:00+01:00').option)
    expect(drawn[0]?.data).toEqual([20, 30, null])
    expect(drawn[1]?.lineStyle?.type).toBe('dotted')
    expect(drawn[1]?.data).toEqual([null, 30, 0])
  })

  it('finds the people behind a point, also on the dotted part', () => {
    const view = toView(spec, result, 'line', theme, '2026-11-04T00:00:00+01:00')
    expect(view.pickOf(click(1, 2))?.cell).toEqual({ series: 0, period: periods[2], breakdown: ['pro'] })
    expect(view.pickOf(click(3, 0))?.cell).toEqual({ series: 0, period: periods[0], breakdown: [''] })
    expect(view.pickOf(click(0, 1))?.title).toBe('pro, Tue 3 Nov 2026')
  })

  it('has nobody behind a formula or the time before', () => {
    const formula: TrendsResult = { periods, series: [{ series: 'formula', label: 'A/B', breakdown: null, window: 'current', data: [1, 1, 1], total: 3 }] }
    expect(toView(spec, formula, 'line', theme).pickOf(click(0, 0))).toBeNull()
    expect(toView(spec, result, 'line', theme).pickOf(click(2, 0))).toBeNull()
  })

  it('stacks bars of a breakdown', () => {
    const drawn = seriesOf(toView(spec, result, 'bar', theme).option)
    expect(drawn.map((each) => each.stack)).toEqual(['current', 'current', 'previous'])
  })

  it('draws totals where there are no periods', () => {
    const totals: TrendsResult = { periods: [], series: [{ series: 0, label: 'Any event', breakdown: null, window: 'current', data: [], total: 3 }] }
    const view = toView({ ...spec, aggregate: true }, totals, 'bar', theme)
    expect(seriesOf(view.option)[0]?.data).toMatchObject([{ value: 3 }])
    expect(view.pickOf(click(0, 0))?.cell).toEqual({ series: 0 })
  })

  it('lists totals from the greatest down, in the picture and in the table', () => {
    const row = (value: string, total: number) => ({ series: 0, label: 'Any event', breakdown: [value], window: 'current' as const, data: [], total })
    const totals: TrendsResult = { periods: [], series: [row('free', 1), row('pro', 7)] }
    expect(seriesOf(toView({ ...spec, aggregate: true }, totals, 'bar', theme).option)[0]?.data).toMatchObject([{ value: 7 }, { value: 1 }])
    expect(toView({ ...spec, aggregate: true }, totals, 'bar', theme).pickOf(click(0, 0))?.cell).toEqual({ series: 0, breakdown: ['pro'] })
    expect(toTable({ ...spec, aggregate: true }, totals, theme).rows.map((each) => each.cells)).toEqual([['pro', 7], ['free', 1]])
  })

  it('has the same numbers in the table', () => {
    const table = toTable(spec, result, theme)
    expect(table.columns.map((column) => column.label)).toEqual(['Series', 'Total', '2 Nov', '3 Nov', '4 Nov'])
    expect(table.rows[0]?.cells).toEqual(['pro', 50, 20, 30, 0])
    expect(table.rows[0]?.picks?.[2]?.cell.period).toBe(periods[0])
  })

  it('is empty when all is zero', () => {
    expect(isEmptyResult(spec, result)).toBe(false)
    expect(isEmptyResult(spec, { periods, series: [] })).toBe(true)
  })
})

describe('funnel', () => {
  const spec: FunnelSpec = { kind: 'funnel', steps: [{ event: 'Signed up' }, { event: 'Paid' }] }
  const step = (step: number, label: string, count: number, breakdown: string[] | null = null) => ({ step, label, count, avg_s: step ? 90 : null, median_s: step ? 60 : null, breakdown })
  const result: FunnelStepsResult = { steps: [step(0, 'Signed up', 4), step(1, 'Paid', 1)] }

  it('draws the part that arrives and the part that drops', () => {
    const drawn = seriesOf(toView(spec, result, 'funnel', theme).option)
    expect(drawn.map((each) => each.data)).toEqual([
      [100, 25],
      [0, 75],
    ])
  })

  it('finds who reached a step, and who dropped before it', () => {
    const view = toView(spec, result, 'funnel', theme)
    expect(view.pickOf(click(0, 1))?.cell).toEqual({ step: 1, outcome: 'reached' })
    expect(view.pickOf(click(1, 1))?.cell).toEqual({ step: 0, outcome: 'dropped' })
  })

  it('says in words what the picture shows', () => {
    expect(toView(spec, result, 'funnel', theme).label).toBe('Funnel of 2 steps. Signed up: 4, Paid: 1. 25.0% get to the end.')
  })

  it('puts each group beside the others', () => {
    const broken: FunnelStepsResult = { steps: [step(0, 'Signed up', 2, ['DE']), step(1, 'Paid', 1, ['DE']), step(0, 'Signed up', 2, ['']), step(1, 'Paid', 0, [''])] }
    const view = toView(spec, broken, 'funnel', theme)
    expect(seriesOf(view.option).map((each) => each.stack)).toEqual(['group-0', 'group-0', 'group-1', 'group-1'])
    expect(view.pickOf(click(2, 0))?.cell).toEqual({ step: 0, outcome: 'reached', breakdown: [''] })
    expect(toTable(spec, broken, theme).rows[3]?.cells.slice(0, 3)).toEqual(['(none)', '2. Paid', 0])
  })

  it('divides by nobody without a fuss', () => {
    const nobody: FunnelStepsResult = { steps: [step(0, 'Signed up', 0), step(1, 'Paid', 0)] }
    expect(seriesOf(toView(spec, nobody, 'funnel', theme).option)[0]?.data).toEqual([0, 0])
    expect(isEmptyResult(spec, nobody)).toBe(true)
  })
})

describe('retention', () => {
  const spec: RetentionSpec = { kind: 'retention', target: { event: 'a' }, returning: { event: null }, period: 'day', intervals: 3 }
  const matrix = [[4, 2, 1], [2, 1], [2]]

  it('weighs the curve by the size of the cohorts', () => {
    expect(retentionCurve(matrix, 3, 3)).toEqual([1, 0.5, 0.25])
  })

  it('leaves cells out whose period is not over', () => {
    expect(retentionCurve(matrix, 3, 2)).toEqual([1, 0.5, null])
  })

  it('knows the cohort and the period of a cell of the table', () => {
    const table = toTable(spec, { periods, matrix }, theme)
    expect(table.rows[1]?.cells).toEqual(['Tue 3 Nov 2026', 2, 1])
    expect(table.rows[1]?.picks?.[2]?.cell).toEqual({ period: periods[1], interval: 1 })
  })
})

describe('paths', () => {
  const result = { edges: [{ source: '1_/', target: '2_/a_b', value: 3, avg_ms: 2000 }] }

  it('places an item by its step and names it without', () => {
    const view = toView({ kind: 'paths' }, result, 'sankey', theme)
    const [sankey] = view.option.series as { data: { name: string; depth: number }[]; links: unknown[] }[]
    expect(sankey?.data.map((node) => [node.name, node.depth])).toEqual([
      ['1_/', 0],
      ['2_/a_b', 1],
    ])
    expect(toTable({ kind: 'paths' }, result, theme).rows[0]?.cells).toEqual([1, '/', '/a_b', 3, '2s'])
  })
})

describe('lifecycle and stickiness', () => {
  it('keeps the dormant below zero and finds them', () => {
    const spec: LifecycleSpec = { kind: 'lifecycle', series: { event: null } }
    const result = { periods, new: [2, 1, 0], returning: [0, 1, 0], resurrecting: [0, 0, 1], dormant: [0, -1, -2] }
    const view = toView(spec, result, 'bar', theme)
    expect(seriesOf(view.option)[3]?.data).toEqual([0, -1, -2])
    expect(view.pickOf(click(3, 2))?.cell).toEqual({ period: periods[2], series: 'dormant' })
  })

  it('counts periods from one', () => {
    const spec: StickinessSpec = { kind: 'stickiness', series: { event: null } }
    const view = toView(spec, { data: [1, 2, 0] }, 'bar', theme)
    expect(view.pickOf(click(0, 1))?.cell).toEqual({ interval: 2 })
    expect(toTable(spec, { data: [1, 2, 0] }, theme).rows[1]?.cells).toEqual(['2', 2, '66.7%'])
  })
})

describe('sessions', () => {
  const session = (duration_s: number, bounce: boolean, person_id: string) => ({
    session_id: null, person_id, start: periods[0] ?? '', end: periods[0] ?? '', duration_s, events: 2, page_views: 1, screen_views: 1, entry: null, exit: null,
    entry_url: null, exit_url: null, bounce, utm_source: null, utm_campaign: null, device_type: null,
  })

  it('sums up and sorts by length', () => {
    const result = { sessions: [session(0, true, 'a'), session(20, false, 'a'), session(100, false, 'b'), session(7200, false, 'c')], cursor: null }
    expect(summarize(result)).toEqual({ sessions: 4, people: 3, bounceRate: 0.25, medianDuration: 60, viewsPerSession: 2 })
    expect(durationCounts(result)).toEqual([1, 0, 1, 0, 1, 0, 0, 1])
  })

  it('has numbers for no session at all', () => {
    expect(summarize({ sessions: [], cursor: null })).toEqual({ sessions: 0, people: 0, bounceRate: 0, medianDuration: 0, viewsPerSession: 0 })
  })
})
