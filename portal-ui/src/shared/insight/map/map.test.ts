import { describe, expect, it } from 'vitest'
import type { TrendsResult, TrendsRow, TrendsSpec } from '@/api/insight-types'
import type { ChartTheme } from '@/shared/chart/chart-option'
import { askedBy, chartOf, chartsFor } from '../display'
import { placeCountries } from './place'
import { mapToChartOption, mixed } from './to-chart-option'

const drawn = new Set(['DE', 'FR', 'US'])
const spec: TrendsSpec = { kind: 'trends', series: [{ event: 'Paid' }], breakdown: { keys: ['country'] }, aggregate: true }
const row = (value: string, total: number, window: TrendsRow['window'] = 'current'): TrendsRow => ({
  series: 0,
  label: 'Paid',
  breakdown: [value],
  window,
  data: [],
  total,
})
const result = (...series: TrendsRow[]): TrendsResult => ({ periods: [], series })
const numbers = (placed: ReturnType<typeof placeCountries>) => placed.places.map(({ code, value }) => [code, value])
const unplaced = (placed: ReturnType<typeof placeCountries>) => placed.recorded.filter((each) => !each.drawn).map(({ text, value }) => [text, value])

describe('the map is offered', () => {
  const by = (keys: string[], more: Partial<TrendsSpec> = {}): TrendsSpec => ({ ...spec, aggregate: false, breakdown: { keys }, ...more })
  it.each([
    [by(['country'])],
    [by(['Country'], { aggregate: true })],
    [by(['country_code'])],
    [by(['x'], { breakdown: { on: 'person', keys: ['country'] } })],
    [by(['country'], { series: [{ event: 'A' }, { event: 'B' }], formula: 'A/B' })],
  ])('for %j', (known) => expect(chartsFor(known)).toContain('map'))

  it.each([
    [by(['plan'])],
    [by(['country', 'plan'])],
    [by(['country'], { series: [{ event: 'A' }, { event: 'B' }] })],
    [{ kind: 'trends', series: [{ event: 'A' }] } satisfies TrendsSpec],
  ])('not for %j', (other) => {
    expect(chartsFor(other)).not.toContain('map')
    expect(chartOf(other, 'map')).not.toBe('map')
  })
})

it('a map asks for every country and for the whole range, other charts for what the spec says', () => {
  const shown: TrendsSpec = { ...spec, aggregate: false, breakdown: { on: 'person', keys: ['country'], limit: 10 } }
  expect(askedBy('map', shown)).toEqual({ ...shown, aggregate: true, breakdown: { on: 'person', keys: ['country'], limit: 1000 } })
  expect(askedBy('bar', shown)).toBe(shown)
})

describe('placing', () => {
  it('puts every row on the map or below it', () => {
    const placed = placeCountries(spec, result(row('us', 2), row('DE', 5), row('', 3), row('Other', 1), row('SG', 4), row('Atlantis', 6)), drawn)
    expect(numbers(placed)).toEqual([
      ['DE', 5],
      ['US', 2],
    ])
    expect(unplaced(placed)).toEqual([
      ['Atlantis', 6],
      ['SG', 4],
      ['(none)', 3],
      ['Other', 1],
    ])
    expect(placed.recorded.find((each) => each.text === 'SG')?.name).toBe('Singapore')
    expect(placed.recorded).toHaveLength(6)
    expect(placed.whole).toBe(21)
  })

  it('adds up what means the same country, whose people are those of all its values', () => {
    const filtered: TrendsSpec = { ...spec, filters: [{ key: 'plan', op: 'exact', value: 'pro' }], breakdown: { on: 'person', keys: ['country'], limit: 1000 } }
    const placed = placeCountries(filtered, result(row('DE', 5), row('Germany', 2), row('deu', 1), row('FR', 4)), drawn)
    expect(numbers(placed)).toEqual([
      ['DE', 8],
      ['FR', 4],
    ])
    expect(unplaced(placed)).toEqual([])
    const { breakdown: _none, ...plain } = filtered
    expect(placed.places[0]?.pick).toEqual({
      title: 'Germany',
      cell: { series: 0 },
      query: {
        ...plain,
        filters: [
          { key: 'plan', op: 'exact', value: 'pro' },
          { key: 'country', op: 'exact', value: ['DE', 'Germany', 'deu'], on: 'person' },
        ],
      },
    })
    expect(placed.places[1]?.pick).toEqual({ title: 'France', cell: { series: 0, breakdown: ['FR'] } })
  })

  it('does not add up people, who may be in two values, nor averages', () => {
    for (const math of ['dau', 'avg'] as const) {
      const placed = placeCountries({ ...spec, series: [{ event: 'Paid', math }] }, result(row('Germany', 2), row('DE', 5)), drawn)
      expect(numbers(placed)).toEqual([['DE', 5]])
      expect(unplaced(placed)).toEqual([['Germany', 2]])
      expect(placed.whole).toBe(math === 'dau' ? 7 : null)
    }
  })

  it('has the time before beside each number, 0 where there was nothing', () => {
    const placed = placeCountries({ ...spec, compare: 'previous_period' }, result(row('DE', 5), row('FR', 1), row('DE', 4, 'previous')), drawn)
    expect(placed.places.map(({ code, value, before }) => [code, value, before])).toEqual([
      ['DE', 5, 4],
      ['FR', 1, 0],
    ])
  })

  it('has no people behind a formula, and no share of it', () => {
    const placed = placeCountries({ ...spec, formula: '100*A' }, result({ ...row('DE', 500), series: 'formula' }), drawn)
    expect(placed.places[0]?.pick).toBeNull()
    expect(placed.whole).toBeNull()
  })
})

describe('the picture', () => {
  const theme: ChartTheme = {
    colors: ['#0000ff'],
    text: '#111111',
    muted: '#222222',
    grid: '#eeeeee',
    surface: '#ffffff',
    quiet: '#dddddd',
    good: '#00ff00',
    bad: '#ff0000',
    font: 'Inter',
  }
  const placed = placeCountries(spec, result(row('DE', 75), row('FR', 25), row('', 100)), drawn)
  const view = mapToChartOption(placed, 'countries', theme)
  const series = (view.option.series as { data: { name: string; itemStyle: { areaColor: string } }[] }[])[0]
  const tooltip = (view.option.tooltip as { formatter: (params: unknown) => string }).formatter

  it('has the deepest colour where the number is greatest', () => {
    expect(series?.data.map((each) => [each.name, each.itemStyle.areaColor])).toEqual([
      ['DE', '#0000ff'],
      ['FR', mixed(mixed('#ffffff', '#0000ff', 0.18), '#0000ff', Math.sqrt(1 / 3))],
    ])
  })

  it('mixes colours as style sheets write them, minified too', () => {
    expect(mixed('#fff', '#0000ff', 0)).toBe('#ffffff')
    expect(mixed('#ffffff', '#00f', 1)).toBe('#0000ff')
    expect(mixed('#000000', '#646464', 0.5)).toBe('#323232')
  })

  it('says name, number and share, also where there is nothing', () => {
    expect(tooltip({ name: 'DE' })).toMatch(/Germany.*Paid.*75.*37\.5%/s)
    expect(tooltip({ name: 'US' })).toMatch(/United States.*none/s)
    expect(view.label).toBe('World map of 2 countries: Germany 75, France 25.')
  })

  it('leads from a country to its people, and from land without a number nowhere', () => {
    const click = (name: string) => ({ seriesIndex: 0, dataIndex: 0, kind: undefined, name, data: null })
    expect(view.pickOf(click('FR'))?.cell).toEqual({ series: 0, breakdown: ['FR'] })
    expect(view.pickOf(click('US'))).toBeNull()
  })
})
