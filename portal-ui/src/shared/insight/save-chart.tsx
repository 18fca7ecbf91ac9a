import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '@/api/client'
import type { InsightSpec } from '@/api/insight-types'
import { chartsQuery, dashboardQuery, dashboardsQuery } from '@/api/queries'
import type { SavedChart } from '@/api/types'
import { placeTile } from './place-tile'
import { useApp } from '@/shared/lib/app-context'
import { Field, Input, TextArea } from '@/shared/ui/field'
import { FormDialog } from '@/shared/ui/form-dialog'
import { Select } from '@/shared/ui/select'
import { toastDone } from '@/shared/ui/toast'

interface SaveProps {
  spec: InsightSpec
  chart: string
  suggestedName: string
  open: boolean
  onClose: () => void
  onSaved: (chart: SavedChart) => void
}

export function SaveChartDialog({ spec, chart, suggestedName, open, onClose, onSaved }: SaveProps) {
  const { app } = useApp()
  const queryClient = useQueryClient()
  const [name, setName] = useState(suggestedName)
  const [description, setDescription] = useState('')
  const save = useMutation({
    mutationFn: () =>
      api.post('/api/apps/{app}/charts', {
        path: { app: app.id },
        body: { name: name.trim(), query: spec, display: { chart }, ...(description.trim() ? { description: description.trim() } : {}) },
      }),
    meta: { ownError: true },
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: chartsQuery(app.id).queryKey })
      toastDone(`Chart “${saved.name}” saved.`)
      onSaved(saved)
    },
  })
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title="Save chart"
      description="Everybody with access to the app finds it under “Saved charts”."
      submit="Save"
      onSubmit={() => save.mutate()}
      busy={save.isPending}
      disabled={name.trim() === ''}
      error={save.error}
    >
      <Field label="Name">
        {(ids) => <Input {...ids} required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Field label="Description" hint="Optional: what question does it answer?">
        {(ids) => <TextArea {...ids} rows={2} maxLength={1000} value={description} onChange={(event) => setDescription(event.target.value)} />}
      </Field>
    </FormDialog>
  )
}

const NEW = 'new'

export function AddToDashboardDialog({ spec, chart, suggestedName, open, onClose }: Omit<SaveProps, 'onSaved'>) {
  const { app } = useApp()
  const queryClient = useQueryClient()
  const dashboards = useQuery({ ...dashboardsQuery(app.id), enabled: open })
  const own = (dashboards.data ?? []).filter((dashboard) => !dashboard.built_in)
  const [target, setTarget] = useState<string | null>(null)
  const [title, setTitle] = useState(suggestedName)
  const [newName, setNewName] = useState('')
  const chosen = target ?? own[0]?.id ?? NEW
  const add = useMutation({
    mutationFn: async () => {
      const tile = { id: crypto.randomUUID(), title: title.trim(), query: spec, display: { chart } }
      if (chosen === NEW) {
        return api.post('/api/dashboards', { body: { app: app.id, name: newName.trim(), tiles: [placeTile([], tile)] } })
      }
      const dashboard = await queryClient.fetchQuery({ ...dashboardQuery(chosen), staleTime: 0 })
      const tiles = dashboard.tiles.map(({ chart: saved, query, ...rest }) => ({ ...rest, ...(saved ? { chart: saved } : { query }) }))
      return api.put('/api/dashboards/{id}', {
        path: { id: chosen },
        body: {
          name: dashboard.name,
          ...(dashboard.description ? { description: dashboard.description } : {}),
          ...(dashboard.range ? { range: dashboard.range } : {}),
          ...(dashboard.filters ? { filters: dashboard.filters } : {}),
          ...(dashboard.refresh_s ? { refresh_s: dashboard.refresh_s } : {}),
          tiles: [...tiles, placeTile(tiles, tile)],
        },
      })
    },
    meta: { ownError: true },
    onSuccess: async (dashboard) => {
      await queryClient.invalidateQueries({ queryKey: dashboardsQuery(app.id).queryKey })
      queryClient.setQueryData(dashboardQuery(dashboard.id).queryKey, dashboard)
      toastDone(`Added to “${dashboard.name}”.`)
      onClose()
    },
  })
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title="Add to dashboard"
      submit="Add"
      onSubmit={() => add.mutate()}
      busy={add.isPending}
      disabled={title.trim() === '' || (chosen === NEW && newName.trim() === '')}
      error={add.error}
    >
      <Field label="Title of the tile">
        {(ids) => <Input {...ids} required maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />}
      </Field>
      <Field label="Dashboard">
        {({ id }) => (
          <Select
            id={id}
            label="Dashboard"
            value={chosen}
            options={[...own.map((dashboard) => ({ value: dashboard.id, label: dashboard.name })), { value: NEW, label: 'New dashboard…' }]}
            onChange={setTarget}
          />
        )}
      </Field>
      {chosen === NEW && (
        <Field label="Name of the new dashboard">
          {(ids) => <Input {...ids} required maxLength={200} value={newName} onChange={(event) => setNewName(event.target.value)} />}
        </Field>
      )}
    </FormDialog>
  )
}
