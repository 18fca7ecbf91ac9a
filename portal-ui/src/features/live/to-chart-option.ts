import type { LiveActive } from '@/api/types'
import { baseOption, categoryAxis, tooltipHead, tooltipRow, tooltipStyle, valueAxis } from '@/shared/chart/axes'
import { colorAt, type ChartOption, type ChartTheme } from '@/shared/chart/chart-option'
import { formatNumber } from '@/shared/lib/format'

/** Events and people of the last 30 minutes; the last minute is still going on. */
export function liveToChartOption(active: LiveActive, theme: ChartTheme): ChartOption {
  const count = active.events_per_minute.length
  const labels = active.events_per_minute.map((_, index) => (index === count - 1 ? 'now' : `−${count - 1 - index} min`))
  return {
    ...baseOption(theme),
    animation: false,
    xAxis: categoryAxis(theme, labels, true),
    yAxis: { ...valueAxis(theme), minInterval: 1, splitNumber: 2 },
    tooltip: {
      ...tooltipStyle(theme),
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: theme.grid, opacity: 0.5 } },
      formatter: (params: unknown) => {
        const index = (params as { dataIndex: number }[])[0]?.dataIndex ?? 0
        return (
          tooltipHead(labels[index] ?? '') +
          tooltipRow(colorAt(theme, 0), 'Events', formatNumber(active.events_per_minute[index] ?? 0)) +
          tooltipRow(colorAt(theme, 1), 'People', formatNumber(active.per_minute[index] ?? 0))
        )
      },
    },
    series: [
      {
        type: 'bar',
        name: 'Events',
        color: colorAt(theme, 0),
        barCategoryGap: '18%',
        itemStyle: { borderRadius: [3, 3, 0, 0] },
        data: active.events_per_minute.map((value, index) => (index === count - 1 ? { value, itemStyle: { opacity: 0.5 } } : value)),
      },
    ],
  }
}
