import { baseOption, categoryAxis, tooltipStyle, valueAxis } from '@/shared/chart/axes'
import { colorAt, type ChartOption, type ChartTheme } from '@/shared/chart/chart-option'
import { formatInstant } from '@/shared/lib/format'

/** How often a rule would have fired, over time. */
export function backTestToChartOption(buckets: readonly { from: string; count: number }[], theme: ChartTheme): ChartOption {
  return {
    ...baseOption(theme),
    animation: false,
    xAxis: categoryAxis(
      theme,
      buckets.map((bucket) => formatInstant(bucket.from)),
      true,
    ),
    yAxis: { ...valueAxis(theme), minInterval: 1, splitNumber: 2 },
    tooltip: { ...tooltipStyle(theme), trigger: 'axis' },
    series: [
      {
        type: 'bar',
        name: 'Alerts',
        color: colorAt(theme, 4),
        barCategoryGap: '12%',
        data: buckets.map((bucket) => bucket.count),
      },
    ],
  }
}
