import { ArrowDown, ArrowUp } from 'lucide-react'
import type { TrendsResult, TrendsRow } from '@/api/insight-types'
import { formatNumber, formatPercent } from '@/shared/lib/format'
import { classNames } from '@/shared/ui/class-names'
import { trendsRowName } from './to-chart-option/trends'

function before(result: TrendsResult, row: TrendsRow): TrendsRow | undefined {
  return result.series.find(
    (each) =>
      each.window === 'previous' &&
      each.series === row.series &&
      JSON.stringify(each.breakdown) === JSON.stringify(row.breakdown),
  )
}

/**
 * One large number per series, with the change against the time before where that was asked.
 * Where a title stands above it, a single number needs no second one.
 */
export function BigNumbers({ result, titled }: { result: TrendsResult; titled?: boolean }) {
  const rows = result.series.filter((row) => row.window === 'current').slice(0, 12)
  return (
    <dl className="big-numbers">
      {rows.map((row, index) => {
        const previous = before(result, row)
        const change = previous && previous.total !== 0 ? row.total / previous.total - 1 : null
        return (
          <div key={index} className="big-number">
            <dt>
              <span className={titled && rows.length === 1 ? 'visually-hidden' : undefined}>{trendsRowName(row, result)}</span>
            </dt>
            <dd>
              <strong>{formatNumber(row.total)}</strong>
            </dd>
            {previous && (
              <dd className={classNames('delta', change === null && 'muted', change !== null && change > 0 && 'delta-up', change !== null && change < 0 && 'delta-down')}>
                {change !== null && change !== 0 && (change > 0 ? <ArrowUp size={13} aria-hidden="true" /> : <ArrowDown size={13} aria-hidden="true" />)}
                {change === null ? 'none before' : `${formatPercent(Math.abs(change))} from ${formatNumber(previous.total)}`}
              </dd>
            )}
          </div>
        )
      })}
    </dl>
  )
}
