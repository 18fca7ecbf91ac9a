import type { InsightSpec } from '@/api/insight-types'

export const chartKinds = [
  'line',
  'area',
  'bar',
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

/** The charts that can show an insight; the first is the default. */
export function chartsFor(spec: InsightSpec): readonly ChartKind[] {
  switch (spec.kind) {
    case 'trends':
      return spec.aggregate ? ['number', 'bar', 'table'] : ['line', 'area', 'bar', 'number', 'table']
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
