import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Database } from 'lucide-react'
import type { InsightSpec } from '@/api/insight-types'
import { insightQuery } from '@/api/queries'
import { incompleteReason, toRequest } from '@/shared/insight/spec'
import { useApp } from '@/shared/lib/app-context'
import { CopyButton } from '@/shared/ui/copy-button'
import { Dialog } from '@/shared/ui/dialog'
import { ErrorState, LoadingRows } from '@/shared/ui/states'

export function SqlDialog({ spec, open, onClose }: { spec: InsightSpec; open: boolean; onClose: () => void }) {
  const { app } = useApp()
  const query = useQuery({ ...insightQuery(app.id, toRequest(spec, app)), enabled: open && incompleteReason(spec) === null })
  const texts = query.data ? [query.data.meta.sql].flat() : []
  return (
    <Dialog wide open={open} onClose={onClose} title="The SQL of this chart" description="What ran in the query engine for the numbers that you see.">
      {incompleteReason(spec) !== null && <p>{incompleteReason(spec)}</p>}
      {query.isError && <ErrorState error={query.error} />}
      {query.isLoading && <LoadingRows />}
      {texts.map((sql, index) => (
        <div key={index} className="stack stack-s">
          <div className="row row-between">
            <strong>{texts.length > 1 ? `Statement ${index + 1}` : 'Statement'}</strong>
            <div className="row">
              <CopyButton text={sql} />
              <Link to="/$app/sql" params={{ app: app.id }} search={{ sql }} className="button button-secondary button-small">
                <Database size={13} aria-hidden="true" />
                Open in the editor
              </Link>
            </div>
          </div>
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled with the keyboard too */}
          <pre className="code code-wrap" tabIndex={0}>
            {sql}
          </pre>
        </div>
      ))}
    </Dialog>
  )
}
