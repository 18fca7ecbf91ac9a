import type { StickinessResult, StickinessSpec } from '@/api/insight-types'
import { baseOption, categoryAxis, tooltipHead, tooltipRow, tooltipStyle, valueAxis } from '@/shared/chart/axes'
import { colorAt, type ChartTheme } from '@/shared/chart/chart-option'
import { formatNumber, formatPercent, plural } from '@/shared/lib/format'
import type { InsightView, Pick, TableModel } from '../view'

function pick(spec: StickinessSpec, periods: number): Pick {
  return { title: `Active in exactly ${plural(periods, spec.interval ?? 'day')}`, cell: { interval: periods } }
}

export function stickinessToChartOption(spec: StickinessSpec, result: StickinessResult, theme: ChartTheme): InsightView {
  const interval = spec.interval ?? 'day'
  const all = result.data.reduce((sum, count) => sum + count, 0)
  return {
    label: `Bars of people by the number of ${interval}s in which they were active, 1 to ${result.data.length}.`,
    option: {
      ...baseOption(theme),
      xAxis: categoryAxis(theme, result.data.map((_, index) => String(index + 1)), true),
      yAxis: valueAxis(theme),
      tooltip: {
        ...tooltipStyle(theme),
        trigger: 'axis',
        axisPointer: { type: 'shadow', shadowStyle: { color: theme.grid, opacity: 0.5 } },
        formatter: (params: unknown) => {
          const index = (params as { dataIndex: number }[])[0]?.dataIndex ?? 0
          const count = result.data[index] ?? 0
          return (
            tooltipHead(`Active in ${plural(index + 1, interval)}`) +
            tooltipRow(colorAt(theme, 0), 'People', formatNumber(count)) +
            tooltipRow('transparent', 'of all active', formatPercent(all === 0 ? 0 : count / all))
          )
        },
      },
      series: [{ type: 'bar', color: colorAt(theme, 0), barMaxWidth: 40, itemStyle: { borderRadius: [3, 3, 0, 0] }, data: result.data }],
    },
    pickOf: (click) => pick(spec, click.dataIndex + 1),
  }
}

export function stickinessToTable(spec: StickinessSpec, result: StickinessResult): TableModel {
  const interval = spec.interval ?? 'day'
  const all = result.data.reduce((sum, count) => sum + count, 0)
  return {
    columns: [{ label: `Active ${interval}s` }, { label: 'People', number: true }, { label: 'Of all active', number: true }],
    rows: result.data.map((count, index) => ({
      cells: [String(index + 1), count, formatPercent(all === 0 ? 0 : count / all)],
      picks: [null, pick(spec, index + 1), null],
    })),
  }
}
