import './insight.css'
import { useState } from 'react'
import { formatNumber } from '@/shared/lib/format'
import { Button } from '@/shared/ui/button'
import { ScrolledTable } from '@/shared/ui/scrolled-table'
import type { Pick, TableModel } from './view'

const FIRST = 50

/** The numbers of a chart as a table; a number with people behind it is a button. */
export function ResultTable({ table, caption, onPick }: { table: TableModel; caption: string; onPick?: (pick: Pick) => void }) {
  const [all, setAll] = useState(false)
  const rows = all ? table.rows : table.rows.slice(0, FIRST)
  return (
    <ScrolledTable label={caption}>
      <table className="table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column, index) => (
              <th key={index} scope="col" className={column.number ? 'number' : index === 0 ? 'first-column' : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {table.columns.map((column, position) => {
                const cell = row.cells[position] ?? null
                const pick = row.picks?.[position] ?? null
                const text = typeof cell === 'number' ? (row.format ?? formatNumber)(cell, position) : (cell ?? '')
                return (
                  <td key={position} className={column.number ? 'number' : position === 0 ? 'first-column ellipsis' : undefined} title={position === 0 ? text : undefined}>
                    {position === 0 && row.color && <span className="dot" style={{ color: row.color }} aria-hidden="true" />}
                    {pick && onPick && cell !== null && cell !== 0 ? (
                      <button type="button" className="cell-button" onClick={() => onPick(pick)} aria-label={`${text}: ${pick.title}, show people`}>
                        {text}
                      </button>
                    ) : (
                      text
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {!all && table.rows.length > FIRST && (
        <div className="more-row">
          <Button variant="link" onClick={() => setAll(true)}>
            Show all {formatNumber(table.rows.length)} rows
          </Button>
        </div>
      )}
    </ScrolledTable>
  )
}
