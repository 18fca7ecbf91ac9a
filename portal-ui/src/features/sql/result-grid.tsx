import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import type { SqlResult } from '@/api/types'
import { cellText, columnWidths, isNumeric } from './cells'

const ROW = 28

/** Rows as far as they are looked at: a hundred thousand cost no more than fifty. */
export function ResultGrid({ result }: { result: SqlResult }) {
  const scroll = useRef<HTMLDivElement>(null)
  const widths = useMemo(() => columnWidths(result), [result])
  const numeric = useMemo(() => result.columns.map((column) => isNumeric(column.type)), [result])
  const rows = useVirtualizer({ count: result.rows.length, getScrollElement: () => scroll.current, estimateSize: () => ROW, overscan: 20 })
  const total = widths.reduce((sum, width) => sum + width, 0)
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled with the keyboard too
    <div className="grid-scroll" ref={scroll} tabIndex={0} role="table" aria-label="Result" aria-rowcount={result.rows.length + 1} aria-colcount={result.columns.length}>
      <div role="rowgroup" className="grid-head" style={{ width: total }}>
        <div role="row" className="grid-row" aria-rowindex={1}>
          {result.columns.map((column, index) => (
            <div key={index} role="columnheader" className="grid-cell" style={{ width: widths[index] }} title={column.type} data-number={numeric[index] || undefined}>
              {column.name}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height: rows.getTotalSize(), width: total, position: 'relative' }}>
        {rows.getVirtualItems().map((item) => (
          <div
            key={item.key}
            role="row"
            aria-rowindex={item.index + 2}
            className="grid-row"
            style={{ position: 'absolute', top: 0, left: 0, width: total, transform: `translateY(${item.start}px)` }}
          >
            {result.columns.map((_, index) => {
              const value = result.rows[item.index]?.[index]
              const text = cellText(value)
              return (
                <div
                  key={index}
                  role="cell"
                  className="grid-cell"
                  style={{ width: widths[index] }}
                  title={text.length > 24 ? text : undefined}
                  data-number={numeric[index] || undefined}
                  data-null={value === null || undefined}
                >
                  {text}
                </div>
              )
            })}
          </div>
        ))}
      </div>
    </div>
  )
}
