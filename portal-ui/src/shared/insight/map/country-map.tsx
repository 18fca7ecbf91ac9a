import './map.css'
import { useId, useMemo, useState, type Ref } from 'react'
import type { TrendsResult, TrendsSpec } from '@/api/insight-types'
import type { ChartHandle } from '@/shared/chart/chart'
import { readChartTheme } from '@/shared/chart/chart-option'
import { drawnCountries, WORLD } from '@/shared/chart/world-map'
import { formatNumber, formatPercent } from '@/shared/lib/format'
import { useTheme } from '@/shared/lib/theme'
import { Button } from '@/shared/ui/button'
import { InsightPicture } from '../insight-picture'
import { ResultTable } from '../result-table'
import type { Pick, TableModel } from '../view'
import { placeCountries, type Placed, type Recorded } from './place'
import { mapToChartOption } from './to-chart-option'

export interface CountryMapProps {
  spec: TrendsSpec
  result: TrendsResult
  height: number | string
  withTable?: boolean
  onPick?: (pick: Pick) => void
  chartRef?: Ref<ChartHandle>
}

/** A trend by country on the world, with what the map has no place for below it. */
export function CountryMap({ spec, result, height, withTable, onPick, chartRef }: CountryMapProps) {
  const { theme } = useTheme()
  const placed = useMemo(() => placeCountries(spec, result, drawnCountries), [spec, result])
  // `theme` stands for the CSS variables that are read here.
  const view = useMemo(() => mapToChartOption(placed, WORLD, { name: theme, ...readChartTheme() }), [placed, theme])
  return (
    <>
      <div className="country-map" style={{ height }}>
        <InsightPicture view={view} height="100%" onPick={onPick} chartRef={chartRef} />
        <Unplaced rows={placed.recorded.filter((row) => !row.drawn)} {...(onPick ? { onPick } : {})} />
      </div>
      {withTable && (
        <div className="result-tables">
          <ResultTable table={toTable(placed)} caption="The numbers of the map" {...(onPick ? { onPick } : {})} />
        </div>
      )}
    </>
  )
}

const FIRST = 8

function Unplaced({ rows, onPick }: { rows: Recorded[]; onPick?: (pick: Pick) => void }) {
  const id = useId()
  const [all, setAll] = useState(false)
  if (rows.length === 0) return null
  const shown = all ? rows : rows.slice(0, FIRST)
  return (
    <div className="unplaced">
      <span id={id}>Not on the map:</span>
      <ul aria-labelledby={id}>
        {shown.map((row) => {
          const name = row.name === null || row.name === row.text ? row.text : `${row.text} (${row.name})`
          const { pick } = row
          return (
            <li key={row.text}>
              {name}{' '}
              {pick && onPick && row.value !== 0 ? (
                <button type="button" className="cell-button" aria-label={`${formatNumber(row.value)}: ${name}, show people`} onClick={() => onPick(pick)}>
                  {formatNumber(row.value)}
                </button>
              ) : (
                <b>{formatNumber(row.value)}</b>
              )}
            </li>
          )
        })}
        {shown.length < rows.length && (
          <li>
            <Button variant="link" onClick={() => setAll(true)}>
              and {formatNumber(rows.length - shown.length)} more
            </Button>
          </li>
        )}
      </ul>
    </div>
  )
}

function toTable({ recorded, whole }: Placed): TableModel {
  const compared = recorded.some((row) => row.before !== null)
  return {
    columns: [
      { label: 'Country' },
      { label: 'Recorded as' },
      { label: 'Total', number: true },
      ...(whole ? [{ label: 'Share', number: true }] : []),
      ...(compared ? [{ label: 'Before', number: true }] : []),
    ],
    rows: recorded.map((row) => ({
      cells: [row.name ?? '–', row.text, row.value, ...(whole ? [formatPercent(row.value / whole)] : []), ...(compared ? [row.before] : [])],
      picks: [null, null, row.pick],
    })),
  }
}
