import type { BackTestResult } from '@/api/rule-types'
import { baseOption, categoryAxis, tooltipStyle, valueAxis } from '@/shared/chart/axes'
import { colorAt, type ChartOption, type ChartTheme } from '@/shared/chart/chart-option'
import { formatInstant } from '@/shared/lib/format'

/** Every bucket of the range, those without alerts too. */
export function allBuckets({ buckets, bucket_s, from, to }: Pick<BackTestResult, 'buckets' | 'bucket_s' | 'from' | 'to'>): { from: string; count: number }[] {
  const step = bucket_s * 1000
  const counts = new Map(buckets.map((bucket) => [Math.floor(Date.parse(bucket.from) / step), bucket.count]))
  const first = Math.floor(Date.parse(from) / step)
  const end = Math.max(first + 1, Math.ceil(Date.parse(to) / step))
  return Array.from({ length: end - first }, (_, index) => ({ from: new Date((first + index) * step).toISOString(), count: counts.get(first + index) ?? 0 }))
}

/** How often a rule would have fired, over time. */
export function backTestToChartOption(result: BackTestResult, theme: ChartTheme): ChartOption {
  const buckets = allBuckets(result)
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
