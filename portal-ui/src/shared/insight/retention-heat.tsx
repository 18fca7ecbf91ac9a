import type { RetentionResult, RetentionSpec } from '@/api/insight-types'
import { formatNumber, formatPercent } from '@/shared/lib/format'
import { classNames } from '@/shared/ui/class-names'
import { ScrolledTable } from '@/shared/ui/scrolled-table'
import { firstIncomplete, periodTitle } from './periods'
import { retentionGroups, retentionPick } from './to-chart-option/retention'
import type { Pick } from './view'

interface HeatProps {
  spec: RetentionSpec
  result: RetentionResult
  incompleteFrom?: string | null
  onPick?: (pick: Pick) => void
}

/** Cohorts by row, periods since by column, the darker the more came back. */
export function RetentionHeat({ spec, result, incompleteFrom, onPick }: HeatProps) {
  const unit = spec.period ?? 'day'
  const open = firstIncomplete(result.periods, incompleteFrom)
  return (
    <>
      {retentionGroups(result).map((group) => (
        <ScrolledTable key={group.name} className="result-tables" label={`Cohorts, ${group.name}`}>
          <table className="table heat">
            <caption className={group.breakdown === null ? 'visually-hidden' : 'menu-label'}>{group.name}</caption>
            <thead>
              <tr>
                <th scope="col">Cohort</th>
                <th scope="col" className="number">
                  People
                </th>
                {result.periods.map((_, offset) => (
                  <th key={offset} scope="col" style={{ textAlign: 'center' }}>
                    {unit[0]?.toUpperCase()}
                    {unit.slice(1)} {offset}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {group.matrix.map((row, cohort) => (
                <tr key={cohort}>
                  <th scope="row" className="heat-name">
                    {periodTitle(result.periods[cohort] ?? '', unit)}
                  </th>
                  <td className="number heat-name">{formatNumber(row[0] ?? 0)}</td>
                  {row.map((count, offset) => {
                    const share = (row[0] ?? 0) === 0 ? 0 : count / (row[0] ?? 1)
                    const pick = retentionPick(group, spec, result.periods, cohort, offset)
                    return (
                      <td key={offset}>
                        <button
                          type="button"
                          className={classNames('heat-cell', cohort + offset >= open && 'heat-open')}
                          disabled={!onPick || count === 0 || !pick}
                          title={`${formatNumber(count)} people${cohort + offset >= open ? ', not over yet' : ''}`}
                          style={{
                            // At most 70 %, so that the text keeps its contrast in both themes.
                            backgroundColor: `color-mix(in srgb, var(--accent) ${Math.round(share * 70)}%, var(--sunken))`,
                          }}
                          onClick={() => pick && onPick?.(pick)}
                        >
                          {(row[0] ?? 0) === 0 ? '–' : formatPercent(share, share === 1 ? 0 : 1)}
                        </button>
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrolledTable>
      ))}
    </>
  )
}
