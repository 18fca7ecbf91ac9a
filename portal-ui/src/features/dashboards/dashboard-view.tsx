import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Copy, LayoutGrid, Link2, MoreHorizontal, Pencil, Plus, RefreshCw, SlidersHorizontal, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/api/client'
import type { Filter } from '@/api/insight-types'
import { dashboardQuery, dashboardsQuery } from '@/api/queries'
import type { Dashboard, Tile } from '@/api/types'
import { FilterList } from '@/shared/insight/filter-list'
import type { DashboardSearch } from '@/shared/insight/dashboard-search'
import { completeFilters } from '@/shared/insight/spec'
import { RangePicker } from '@/shared/insight/range-picker'
import { useApp } from '@/shared/lib/app-context'
import { plural } from '@/shared/lib/format'
import { Button, IconButton } from '@/shared/ui/button'
import { ConfirmDialog } from '@/shared/ui/dialog'
import { Field, Input } from '@/shared/ui/field'
import { FormDialog } from '@/shared/ui/form-dialog'
import { Menu } from '@/shared/ui/menu'
import { Page } from '@/shared/ui/page'
import { Popover } from '@/shared/ui/popover'
import { Select } from '@/shared/ui/select'
import { EmptyState, ErrorState, LoadingRows } from '@/shared/ui/states'
import { toastDone, toastError } from '@/shared/ui/toast'
import { Board } from './board'

const refreshes = [
  { value: '0', label: 'No refresh' },
  { value: '10', label: 'Every 10 s' },
  { value: '60', label: 'Every minute' },
  { value: '300', label: 'Every 5 minutes' },
  { value: '3600', label: 'Every hour' },
]

interface DashboardViewProps {
  id: string
  search: DashboardSearch
  onSearch: (search: DashboardSearch) => void
}

export function DashboardView({ id, search, onSearch }: DashboardViewProps) {
  const dashboard = useQuery(dashboardQuery(id))
  if (dashboard.isPending) {
    return (
      <Page title="Dashboard">
        <LoadingRows />
      </Page>
    )
  }
  if (dashboard.isError) return <ErrorState error={dashboard.error} onRetry={() => void dashboard.refetch()} />
  return <Loaded key={id} dashboard={dashboard.data} search={search} onSearch={onSearch} />
}

/** What is sent when a dashboard is saved: a saved chart's tile by its id, any other by its question. */
function draftOf(dashboard: Dashboard) {
  return {
    name: dashboard.name,
    ...(dashboard.description ? { description: dashboard.description } : {}),
    ...(dashboard.range ? { range: dashboard.range } : {}),
    ...(dashboard.filters?.length ? { filters: dashboard.filters } : {}),
    ...(dashboard.refresh_s ? { refresh_s: dashboard.refresh_s } : {}),
    tiles: dashboard.tiles.map(({ chart, query, ...tile }) => ({ ...tile, ...(chart ? { chart } : query ? { query } : {}) })),
  }
}

function Loaded({ dashboard, search, onSearch }: { dashboard: Dashboard } & Omit<DashboardViewProps, 'id'>) {
  const { app, editor } = useApp()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [draft, setDraft] = useState<Dashboard | null>(null)
  const [renaming, setRenaming] = useState<Tile | null>(null)
  const [deleting, setDeleting] = useState(false)
  const shown = draft ?? dashboard
  const range: { from?: string; to?: string } =
    search.from === undefined ? (shown.range ?? {}) : { from: search.from, ...(search.to === undefined ? {} : { to: search.to }) }
  const filters = search.filters ?? shown.filters ?? []
  const refresh = search.refresh ?? shown.refresh_s ?? 0

  const save = useMutation({
    mutationFn: (next: Dashboard) => api.put('/api/dashboards/{id}', { path: { id: next.id }, body: draftOf(next) }),
    onSuccess: async (next) => {
      queryClient.setQueryData(dashboardQuery(next.id).queryKey, next)
      await queryClient.invalidateQueries({ queryKey: dashboardsQuery(app.id).queryKey })
      setDraft(null)
      onSearch({})
      toastDone('Dashboard saved.')
    },
  })
  const copy = useMutation({
    mutationFn: () => api.post('/api/dashboards', { body: { app: app.id, name: `${dashboard.name} (copy)`, copy_of: dashboard.id } }),
    onSuccess: async (next) => {
      await queryClient.invalidateQueries({ queryKey: dashboardsQuery(app.id).queryKey })
      await navigate({ to: '/$app/dashboards/$id', params: { app: app.id, id: next.id } })
      toastDone(`This is your copy: “${next.name}”.`)
    },
  })
  const remove = useMutation({
    mutationFn: () => api.delete('/api/dashboards/{id}', { path: { id: dashboard.id } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: dashboardsQuery(app.id).queryKey })
      await navigate({ to: '/$app/dashboards', params: { app: app.id } })
    },
  })

  return (
    <Page
      title={shown.name}
      subtitle={shown.description ?? undefined}
      actions={
        draft ? (
          <>
            <Button onClick={() => setDraft(null)}>Cancel</Button>
            <Button variant="primary" busy={save.isPending} onClick={() => save.mutate({ ...draft, range: range.from ? { from: range.from, ...(range.to ? { to: range.to } : {}) } : null, filters: completeFilters(filters), refresh_s: refresh || null })}>
              Save
            </Button>
          </>
        ) : (
          <>
            <RangePicker unset="Each chart’s range" range={range} onChange={(next) => onSearch({ ...withoutRange(search), ...next })} />
            <FilterButton filters={filters} onChange={(next) => onSearch({ ...search, filters: next })} />
            <Select
              quiet
              label="Refresh"
              className="dashboard-refresh"
              icon={<RefreshCw size={13} aria-hidden="true" />}
              value={String(refresh)}
              options={refreshes.some((each) => each.value === String(refresh)) ? refreshes : [...refreshes, { value: String(refresh), label: `Every ${refresh} s` }]}
              onChange={(value) => onSearch({ ...search, refresh: Number(value) })}
            />
            {editor && !dashboard.built_in && (
              <Button onClick={() => setDraft(dashboard)}>
                <Pencil size={13} aria-hidden="true" />
                Edit
              </Button>
            )}
            <Menu
              trigger={<IconButton label="More" icon={<MoreHorizontal size={16} aria-hidden="true" />} />}
              entries={[
                {
                  label: 'Copy link',
                  icon: <Link2 size={15} aria-hidden="true" />,
                  onSelect: () => {
                    const url = new URL(`/app/${app.id}/dashboards/${encodeURIComponent(dashboard.id)}${window.location.search}`, window.location.origin)
                    navigator.clipboard.writeText(url.href).then(() => toastDone('Link copied, for everybody with access to the app.'), toastError)
                  },
                },
                ...(editor ? [{ label: 'Make a copy', icon: <Copy size={15} aria-hidden="true" />, onSelect: () => copy.mutate() }] : []),
                ...(editor && !dashboard.built_in
                  ? [{ label: 'Delete', danger: true, icon: <Trash2 size={15} aria-hidden="true" />, onSelect: () => setDeleting(true) }]
                  : []),
              ]}
            />
          </>
        )
      }
    >
      {draft && (
        <div className="card card-body row row-wrap">
          <div className="grow">
            <Field label="Name">
              {(ids) => <Input {...ids} required maxLength={200} value={draft.name} onChange={(event) => setDraft({ ...draft, name: event.target.value })} />}
            </Field>
          </div>
          <div className="grow">
            <Field label="Description">
              {(ids) => <Input {...ids} maxLength={1000} value={draft.description ?? ''} onChange={(event) => setDraft({ ...draft, description: event.target.value })} />}
            </Field>
          </div>
        </div>
      )}
      {shown.tiles.length === 0 ? (
        <EmptyState title="No chart stands here yet" icon={<LayoutGrid size={19} />}>
          <p>Ask something under “Insights”, then “Add to dashboard”.</p>
          {editor && (
            <Button variant="primary" onClick={() => void navigate({ to: '/$app/insights', params: { app: app.id } })}>
              <Plus size={14} aria-hidden="true" />
              New insight
            </Button>
          )}
        </EmptyState>
      ) : (
        <Board
          tiles={shown.tiles}
          range={range}
          filters={completeFilters(filters)}
          refreshMs={refresh > 0 ? refresh * 1000 : false}
          onTiles={draft ? (tiles) => setDraft({ ...draft, tiles }) : undefined}
          onRename={setRenaming}
        />
      )}
      {renaming && draft && (
        <RenameDialog
          title={renaming.title}
          onClose={() => setRenaming(null)}
          onDone={(title) => {
            setDraft({ ...draft, tiles: draft.tiles.map((tile) => (tile.id === renaming.id ? { ...tile, title } : tile)) })
            setRenaming(null)
          }}
        />
      )}
      <ConfirmDialog
        open={deleting}
        title={`Delete “${dashboard.name}”?`}
        text="The dashboard is gone for everybody. Its saved charts stay."
        confirm="Delete"
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setDeleting(false)}
      />
    </Page>
  )
}

function withoutRange(search: DashboardSearch): DashboardSearch {
  const { from: _from, to: _to, ...rest } = search
  return rest
}

function FilterButton({ filters, onChange }: { filters: Filter[]; onChange: (filters: Filter[]) => void }) {
  return (
    <Popover
      label="Filters of the dashboard"
      align="end"
      trigger={
        <Button>
          <SlidersHorizontal size={13} aria-hidden="true" />
          {filters.length === 0 ? 'Filter' : plural(filters.length, 'filter')}
        </Button>
      }
    >
      <div style={{ width: 'min(340px, 80vw)' }} className="stack">
        <p className="muted">These hold for every chart of the dashboard.</p>
        <FilterList filters={filters} onChange={onChange} />
      </div>
    </Popover>
  )
}

function RenameDialog({ title, onClose, onDone }: { title: string; onClose: () => void; onDone: (title: string) => void }) {
  const [text, setText] = useState(title)
  return (
    <FormDialog
      onClose={onClose}
      title="Rename the tile"
      submit="Rename"
      onSubmit={() => onDone(text.trim())}
      disabled={text.trim() === ''}
    >
      <Field label="Title">{(ids) => <Input {...ids} required maxLength={200} value={text} onChange={(event) => setText(event.target.value)} />}</Field>
    </FormDialog>
  )
}
