import type { InsightSpec, TrendsSpec } from '@/api/insight-types'

export const chartKinds = [
  'line',
  'area',
  'bar',
  'map',
  'number',
  'table',
  'funnel',
  'histogram',
  'retention',
  'sankey',
] as const
export type ChartKind = (typeof chartKinds)[number]

const labels: Record<ChartKind, string> = {
  line: 'Line',
  area: 'Area',
  bar: 'Bars',
  map: 'Map',
  number: 'Number',
  table: 'Table',
  funnel: 'Funnel',
  histogram: 'Histogram',
  retention: 'Curve and table',
  sankey: 'Flow',
}

export function chartLabel(kind: ChartKind): string {
  return labels[kind]
}

/** One line, broken down by nothing but a country: what a map can show. */
function hasCountries(spec: TrendsSpec): boolean {
  const keys = spec.breakdown?.keys ?? []
  return keys.length === 1 && /^country([ _-]?(code|name))?$/i.test(keys[0] ?? '') && (spec.series.length === 1 || spec.formula !== undefined)
}

/** As many values as the portal keeps apart. */
const EVERY_VALUE = 1000

/** What a chart asks: a map has no time, and shows every country, not those alone that come most often. */
export function askedBy(chart: ChartKind, spec: InsightSpec): InsightSpec {
  return chart === 'map' && spec.kind === 'trends' && spec.breakdown
    ? { ...spec, aggregate: true, breakdown: { ...spec.breakdown, limit: EVERY_VALUE } }
    : spec
}

/** The charts that can show an insight; the first is the default. */
export function chartsFor(spec: InsightSpec): readonly ChartKind[] {
  switch (spec.kind) {
    case 'trends':
      return [...(spec.aggregate ? (['number', 'bar'] as const) : (['line', 'area', 'bar', 'number'] as const)), ...(hasCountries(spec) ? (['map'] as const) : []), 'table']
    case 'funnel':
      switch (spec.output ?? 'steps') {
        case 'steps':
          return ['funnel', 'table']
        case 'trends':
          return ['line', 'bar', 'table']
        case 'time_to_convert':
          return ['histogram', 'table']
      }
      break
    case 'retention':
      return ['retention', 'table']
    case 'paths':
      return ['sankey', 'table']
    case 'lifecycle':
    case 'stickiness':
      return ['bar', 'table']
    case 'sessions':
      return ['histogram', 'table']
  }
}

/** The wished chart where it can show the insight, else the insight's default. */
export function chartOf(spec: InsightSpec, wished: string | undefined): ChartKind {
  const possible = chartsFor(spec)
  return possible.find((kind) => kind === wished) ?? possible[0] ?? 'table'
}
