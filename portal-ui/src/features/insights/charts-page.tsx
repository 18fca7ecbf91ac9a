import './insights.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Bookmark, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/api/client'
import { chartsQuery } from '@/api/queries'
import type { SavedChart } from '@/api/types'
import { kindLabels } from '@/shared/insight/labels'
import { useApp } from '@/shared/lib/app-context'
import { formatAgo } from '@/shared/lib/format'
import { Button, IconButton } from '@/shared/ui/button'
import { ConfirmDialog } from '@/shared/ui/dialog'
import { Page } from '@/shared/ui/page'
import { EmptyState, ErrorState, LoadingRows } from '@/shared/ui/states'

export function ChartsPage() {
  const { app, editor } = useApp()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const charts = useQuery(chartsQuery(app.id))
  const [deleting, setDeleting] = useState<SavedChart | null>(null)
  const remove = useMutation({
    mutationFn: (id: string) => api.delete('/api/apps/{app}/charts/{id}', { path: { app: app.id, id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: chartsQuery(app.id).queryKey }),
    onSettled: () => setDeleting(null),
  })
  return (
    <Page
      title="Saved charts"
      actions={
        <Button variant="primary" onClick={() => void navigate({ to: '/$app/insights', params: { app: app.id } })}>
          <Plus size={14} aria-hidden="true" />
          New insight
        </Button>
      }
    >
      {charts.isPending && <LoadingRows />}
      {charts.isError && <ErrorState error={charts.error} onRetry={() => void charts.refetch()} />}
      {charts.data?.length === 0 && (
        <EmptyState title="No chart has been saved" icon={<Bookmark size={19} />}>
          <p>Ask something under “Insights” and save it; it can then stand on dashboards.</p>
        </EmptyState>
      )}
      {charts.data && charts.data.length > 0 && (
        <div className="card table-wrap">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Kind</th>
                <th scope="col">Changed</th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {charts.data.map((chart) => (
                <tr key={chart.id}>
                  <td>
                    <Link to="/$app/insights" params={{ app: app.id }} search={{ saved: chart.id }}>
                      <strong>{chart.name}</strong>
                    </Link>
                    {chart.description && <div className="muted">{chart.description}</div>}
                  </td>
                  <td className="kind-mark">{kindLabels[chart.query.kind]}</td>
                  <td className="muted">{formatAgo(chart.updated_at)}</td>
                  <td className="table-actions">
                    {editor && (
                      <IconButton small label={`Delete ${chart.name}`} hint="Delete" icon={<Trash2 size={14} aria-hidden="true" />} onClick={() => setDeleting(chart)} />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <ConfirmDialog
        open={deleting !== null}
        title={`Delete “${deleting?.name ?? ''}”?`}
        text="The chart is gone for everybody, also from the dashboards on which it stands."
        confirm="Delete"
        busy={remove.isPending}
        onClose={() => setDeleting(null)}
        onConfirm={() => deleting && remove.mutate(deleting.id)}
      />
    </Page>
  )
}
