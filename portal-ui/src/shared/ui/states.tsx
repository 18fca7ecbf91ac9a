import { AlertTriangle, CircleCheck, Inbox, Info, RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { ApiError } from '@/api/client'
import { Button } from './button'

interface EmptyProps {
  title: string
  icon?: ReactNode
  children?: ReactNode
}

export function EmptyState({ title, icon, children }: EmptyProps) {
  return (
    <div className="state">
      <span className="state-icon" aria-hidden="true">
        {icon ?? <Inbox size={19} />}
      </span>
      <h2>{title}</h2>
      {children}
    </div>
  )
}

/** What to tell a person about an error, in one sentence or two. */
export function errorText(error: unknown): string {
  if (error instanceof ApiError && error.suggestion) return `${error.message} Did you mean “${error.suggestion}”?`
  return error instanceof Error ? error.message : String(error)
}

interface ErrorProps {
  error: unknown
  title?: string
  onRetry?: () => void
}

export function ErrorState({ error, title = 'That did not work', onRetry }: ErrorProps) {
  const api = error instanceof ApiError ? error : null
  return (
    <div className="state" role="alert">
      <span className="state-icon state-icon-bad" aria-hidden="true">
        <AlertTriangle size={19} />
      </span>
      <h2>{title}</h2>
      <p>{errorText(error)}</p>
      {api?.field && (
        <p className="muted">
          Where: <code>{api.field}</code>
        </p>
      )}
      {onRetry && (
        <Button small onClick={onRetry}>
          <RotateCw size={14} aria-hidden="true" />
          Try again
        </Button>
      )}
      {api?.requestId && (
        <p className="muted">
          <small>
            {api.code} · request {api.requestId}
          </small>
        </p>
      )}
    </div>
  )
}

export function Skeleton({ height, width }: { height: number | string; width?: number | string }) {
  return <div className="skeleton" style={{ height, width: width ?? '100%' }} aria-hidden="true" />
}

/** Stands for a list that is on its way. */
export function LoadingRows({ rows = 5 }: { rows?: number }) {
  return (
    <div className="stack" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={34} />
      ))}
    </div>
  )
}

interface NoticeProps {
  tone?: 'plain' | 'good' | 'warn' | 'bad'
  icon?: ReactNode
  children: ReactNode
}

const icons = {
  plain: <Info size={14} aria-hidden="true" />,
  good: <CircleCheck size={14} aria-hidden="true" />,
  warn: <AlertTriangle size={14} aria-hidden="true" />,
  bad: <AlertTriangle size={14} aria-hidden="true" />,
}

const roles = { plain: 'note', good: 'status', warn: 'note', bad: 'alert' } as const

export function Notice({ tone = 'plain', icon, children }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={roles[tone]}>
      {icon ?? icons[tone]}
      <div>{children}</div>
    </div>
  )
}
