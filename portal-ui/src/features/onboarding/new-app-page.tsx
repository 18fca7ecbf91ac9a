import './onboarding.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { api, ApiError } from '@/api/client'
import { appsQuery, sessionQuery } from '@/api/queries'
import { Button } from '@/shared/ui/button'
import { Field, Input } from '@/shared/ui/field'
import { EmptyState, errorText, Notice } from '@/shared/ui/states'
import { appIdOf } from './app-id'

export function NewAppPage() {
  const session = useQuery(sessionQuery).data
  const apps = useQuery(appsQuery).data ?? []
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [id, setId] = useState<string | null>(null)
  const shownId = id ?? appIdOf(name)
  const create = useMutation({
    mutationFn: () => api.post('/api/apps', { body: { id: shownId, name: name.trim() } }),
    meta: { ownError: true },
    onSuccess: async (app) => {
      await queryClient.invalidateQueries({ queryKey: appsQuery.queryKey })
      await navigate({ to: '/$app/setup', params: { app: app.id } })
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    create.mutate()
  }
  const first = apps[0]
  if (session?.user.role !== 'admin') {
    return (
      <main className="new-app">
        <EmptyState title="No app for you yet">
          <p>An admin has to make one, or give you access to one.</p>
        </EmptyState>
      </main>
    )
  }
  return (
    <main className="new-app">
      <div className="stack">
        <div>
          <h1 style={{ fontSize: 'var(--text-xl)' }}>{apps.length === 0 ? 'Welcome. What do you want to measure?' : 'New app'}</h1>
          <p className="muted">An app is one product: its events, its people, its dashboards. Nobody sees it from another app.</p>
        </div>
        <form className="card card-body stack" onSubmit={submit}>
          {create.error && (
            <Notice tone="bad">
              {create.error instanceof ApiError && create.error.status === 409 ? `There is already an app “${shownId}”.` : errorText(create.error)}
            </Notice>
          )}
          <Field label="Name">
            {(ids) => <Input {...ids} required maxLength={200} placeholder="My shop" value={name} onChange={(event) => setName(event.target.value)} />}
          </Field>
          <Field label="Id" hint="In paths and in SQL. It stays for ever.">
            {(ids) => (
              <Input {...ids} required pattern="[a-z0-9][a-z0-9_\-]{0,62}" placeholder="my-shop" value={shownId} onChange={(event) => setId(event.target.value)} />
            )}
          </Field>
          <div className="dialog-actions">
            {first && (
              <Link to="/$app" params={{ app: first.id }} className="button button-secondary">
                Cancel
              </Link>
            )}
            <Button type="submit" variant="primary" busy={create.isPending} disabled={shownId === ''}>
              Create the app
            </Button>
          </div>
        </form>
      </div>
    </main>
  )
}
