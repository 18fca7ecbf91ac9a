import type { EChartsOption } from 'echarts'

export type ChartOption = EChartsOption
export type SeriesOption = Extract<EChartsOption['series'], unknown[]>[number]

/** What a chart looks like beside its data: resolved from the CSS variables, so that options are pure. */
export interface ChartTheme {
  name?: string
  colors: string[]
  text: string
  muted: string
  grid: string
  surface: string
  quiet: string
  good: string
  bad: string
  font: string
}

/** The theme in force, read from the document. */
export function readChartTheme(): ChartTheme {
  const style = getComputedStyle(document.documentElement)
  const value = (name: string) => style.getPropertyValue(name).trim()
  return {
    colors: Array.from({ length: 8 }, (_, index) => value(`--chart-${index + 1}`)),
    text: value('--text'),
    muted: value('--text-3'),
    grid: value('--chart-grid'),
    surface: value('--raised'),
    quiet: value('--chart-muted'),
    good: value('--good'),
    bad: value('--bad'),
    font: value('--font'),
  }
}

export function colorAt(theme: ChartTheme, index: number): string {
  return theme.colors[index % theme.colors.length] ?? theme.text
}
