import type { ReactNode } from 'react'
import { classNames } from './class-names'

interface PageProps {
  title: ReactNode
  subtitle?: ReactNode
  actions?: ReactNode
  narrow?: boolean
  children: ReactNode
}

/** The frame of every page: a heading with actions that stays, and the content. */
export function Page({ title, subtitle, actions, narrow, children }: PageProps) {
  return (
    <div className="page">
      <header className="page-head">
        <div className="page-title">
          <h1>{title}</h1>
          {subtitle && <p>{subtitle}</p>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      <div className={classNames('page-body', narrow && 'page-narrow')}>{children}</div>
    </div>
  )
}
