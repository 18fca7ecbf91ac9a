import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Pencil, Plus, Trash2, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/api/client'
import { cohortsQuery } from '@/api/queries'
import type { Cohort } from '@/api/types'
import { useApp } from '@/shared/lib/app-context'
import { formatAgo, formatNumber } from '@/shared/lib/format'
import { Button, IconButton } from '@/shared/ui/button'
import { ConfirmDialog } from '@/shared/ui/dialog'
import { Page } from '@/shared/ui/page'
import { EmptyState, ErrorState, LoadingRows } from '@/shared/ui/states'
import { CohortDialog } from './cohort-dialog'

export function CohortsPage() {
  const { app, editor } = useApp()
  const queryClient = useQueryClient()
  const cohorts = useQuery(cohortsQuery(app.id))
  const [editing, setEditing] = useState<Cohort | 'new' | null>(null)
  const [deleting, setDeleting] = useState<Cohort | null>(null)
  const remove = useMutation({
    mutationFn: (id: string) => api.delete('/api/apps/{app}/cohorts/{id}', { path: { app: app.id, id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: cohortsQuery(app.id).queryKey }),
    onSettled: () => setDeleting(null),
  })
  return (
    <Page
      title="Cohorts"
      subtitle="Groups of people, to filter and compare by"
      actions={
        editor && (
          <Button variant="primary" onClick={() => setEditing('new')}>
            <Plus size={14} aria-hidden="true" />
            New cohort
          </Button>
        )
      }
    >
      {cohorts.isPending && <LoadingRows />}
      {cohorts.isError && <ErrorState error={cohorts.error} onRetry={() => void cohorts.refetch()} />}
      {cohorts.data?.length === 0 && (
        <EmptyState title="No cohort yet" icon={<UsersRound size={19} />}>
          <p>Say here who belongs to one, or click a bar of a chart and save the people behind it.</p>
        </EmptyState>
      )}
      {cohorts.data && cohorts.data.length > 0 && (
        <div className="card table-wrap">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Kind</th>
                <th scope="col" className="number">
                  People
                </th>
                <th scope="col">Changed</th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {cohorts.data.map((cohort) => (
                <tr key={cohort.id}>
                  <td>
                    <Link
                      to="/$app/insights"
                      params={{ app: app.id }}
                      search={{
                        q: {
                          kind: 'trends',
                          series: [{ event: null, math: 'dau' }],
                          interval: 'day',
                          from: '-30d',
                          filters: [{ on: 'cohort', op: 'in', value: cohort.id }],
                        },
                      }}
                    >
                      <strong>{cohort.name}</strong>
                    </Link>
                  </td>
                  <td>
                    <span className={cohort.kind === 'dynamic' ? 'badge badge-accent' : 'badge'}>{cohort.kind === 'dynamic' ? 'follows a rule' : 'fixed list'}</span>
                  </td>
                  <td className="number">{cohort.size === null ? '–' : formatNumber(cohort.size)}</td>
                  <td className="muted">{formatAgo(cohort.updated_at)}</td>
                  <td className="table-actions">
                    {editor && cohort.kind === 'dynamic' && (
                      <IconButton small label={`Change ${cohort.name}`} hint="Change" icon={<Pencil size={14} aria-hidden="true" />} onClick={() => setEditing(cohort)} />
                    )}
                    {editor && <IconButton small label={`Delete ${cohort.name}`} hint="Delete" icon={<Trash2 size={14} aria-hidden="true" />} onClick={() => setDeleting(cohort)} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {editing !== null && <CohortDialog cohort={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      <ConfirmDialog
        open={deleting !== null}
        title={`Delete “${deleting?.name ?? ''}”?`}
        text="Charts that filter by it will no longer have an answer."
        confirm="Delete"
        busy={remove.isPending}
        onConfirm={() => deleting && remove.mutate(deleting.id)}
        onClose={() => setDeleting(null)}
      />
    </Page>
  )
}
