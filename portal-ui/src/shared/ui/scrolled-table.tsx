import type { ReactNode } from 'react'

/** Around a table that may be wider than its place: it is scrolled by itself, with the keyboard too. */
export function ScrolledTable({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what can be scrolled must be reachable
    <div className={className ? `table-wrap ${className}` : 'table-wrap'} tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  )
}
