import './dashboards.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { LayoutGrid, Plus, Sparkles } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/api/client'
import { dashboardsQuery } from '@/api/queries'
import type { DashboardEntry } from '@/api/types'
import { useApp } from '@/shared/lib/app-context'
import { formatAgo } from '@/shared/lib/format'
import { Button } from '@/shared/ui/button'
import { Field, Input } from '@/shared/ui/field'
import { FormDialog } from '@/shared/ui/form-dialog'
import { Page } from '@/shared/ui/page'
import { EmptyState, ErrorState, LoadingRows } from '@/shared/ui/states'

export function DashboardsPage() {
  const { app, editor } = useApp()
  const dashboards = useQuery(dashboardsQuery(app.id))
  const [creating, setCreating] = useState(false)
  const own = dashboards.data?.filter((each) => !each.built_in) ?? []
  const builtIn = dashboards.data?.filter((each) => each.built_in) ?? []
  return (
    <Page
      title="Dashboards"
      actions={
        editor && (
          <Button variant="primary" onClick={() => setCreating(true)}>
            <Plus size={14} aria-hidden="true" />
            New dashboard
          </Button>
        )
      }
    >
      {dashboards.isPending && <LoadingRows />}
      {dashboards.isError && <ErrorState error={dashboards.error} onRetry={() => void dashboards.refetch()} />}
      {dashboards.isSuccess && (
        <>
          <section className="stack" aria-labelledby="own">
            <h2 id="own">Yours</h2>
            {own.length === 0 ? (
              <div className="card">
                <EmptyState title="No dashboard of your own yet" icon={<LayoutGrid size={19} />}>
                  <p>Make one, or copy one of those below and change it.</p>
                </EmptyState>
              </div>
            ) : (
              <Cards list={own} />
            )}
          </section>
          <section className="stack" aria-labelledby="ready">
            <h2 id="ready">Ready-made</h2>
            <Cards list={builtIn} />
          </section>
        </>
      )}
      {creating && <NewDialog onClose={() => setCreating(false)} />}
    </Page>
  )
}

function Cards({ list }: { list: DashboardEntry[] }) {
  const { app } = useApp()
  return (
    <ul className="dashboard-cards">
      {list.map((dashboard) => (
        <li key={dashboard.id}>
          <Link to="/$app/dashboards/$id" params={{ app: app.id, id: dashboard.id }} className="card dashboard-card">
            <span className="row">
              {dashboard.built_in ? <Sparkles size={15} aria-hidden="true" /> : <LayoutGrid size={15} aria-hidden="true" />}
              <strong className="ellipsis" style={{ color: 'var(--text)' }}>
                {dashboard.name}
              </strong>
            </span>
            {dashboard.description && <p>{dashboard.description}</p>}
            {!dashboard.built_in && dashboard.updated_at && <p>Changed {formatAgo(dashboard.updated_at)}</p>}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function NewDialog({ onClose }: { onClose: () => void }) {
  const { app } = useApp()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const create = useMutation({
    mutationFn: () => api.post('/api/dashboards', { body: { app: app.id, name: name.trim() } }),
    meta: { ownError: true },
    onSuccess: async (dashboard) => {
      await queryClient.invalidateQueries({ queryKey: dashboardsQuery(app.id).queryKey })
      await navigate({ to: '/$app/dashboards/$id', params: { app: app.id, id: dashboard.id } })
    },
  })
  return (
    <FormDialog
      onClose={onClose}
      title="New dashboard"
      submit="Create"
      onSubmit={() => create.mutate()}
      busy={create.isPending}
      disabled={name.trim() === ''}
      error={create.error}
    >
      <Field label="Name">{(ids) => <Input {...ids} required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />}</Field>
    </FormDialog>
  )
}
