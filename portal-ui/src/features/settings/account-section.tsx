import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { api } from '@/api/client'
import { formatAgo } from '@/shared/lib/format'
import { Button } from '@/shared/ui/button'
import { Field, Input } from '@/shared/ui/field'
import { EmptyState, errorText, ErrorState, LoadingRows, Notice } from '@/shared/ui/states'
import { toastDone } from '@/shared/ui/toast'
import { deviceOf } from './device'
import { Secret } from './secret'

const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async ({ signal }) => (await api.get('/api/sessions', { signal })).sessions,
})

const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: async ({ signal }) => (await api.get('/api/tokens', { signal })).tokens,
})

export function AccountSection() {
  return (
    <>
      <PasswordForm />
      <Sessions />
      <TokenList />
    </>
  )
}

function PasswordForm() {
  const queryClient = useQueryClient()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const change = useMutation({
    mutationFn: () => api.post('/api/password', { body: { current, password } }),
    meta: { ownError: true },
    onSuccess: async () => {
      setCurrent('')
      setPassword('')
      toastDone('Password changed. Your other sessions have ended.')
      await queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey })
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    change.mutate()
  }
  return (
    <form className="card" onSubmit={submit}>
      <div className="card-head">
        <h2>Password</h2>
      </div>
      <div className="card-body stack">
        {change.error && <Notice tone="bad">{errorText(change.error)}</Notice>}
        <Field label="Current password">
          {(ids) => <Input {...ids} type="password" autoComplete="current-password" required value={current} onChange={(event) => setCurrent(event.target.value)} />}
        </Field>
        <Field label="New password" hint="At least 10 characters.">
          {(ids) => (
            <Input {...ids} type="password" autoComplete="new-password" required minLength={10} maxLength={200} value={password} onChange={(event) => setPassword(event.target.value)} />
          )}
        </Field>
        <div className="dialog-actions">
          <Button type="submit" variant="primary" busy={change.isPending}>
            Change password
          </Button>
        </div>
      </div>
    </form>
  )
}

function Sessions() {
  const queryClient = useQueryClient()
  const sessions = useQuery(sessionsQuery)
  const end = useMutation({
    mutationFn: (id: string) => api.delete('/api/sessions/{id}', { path: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  })
  return (
    <section className="card" aria-labelledby="sessions">
      <div className="card-head">
        <h2 id="sessions">Where you are signed in</h2>
      </div>
      {sessions.isPending && <LoadingRows rows={2} />}
      {sessions.isError && <ErrorState error={sessions.error} />}
      {sessions.data && (
        <div className="table-wrap">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Browser</th>
                <th scope="col">Address</th>
                <th scope="col">Since</th>
                <th scope="col">Last seen</th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {sessions.data.map((session) => (
                <tr key={session.id}>
                  <td title={session.user_agent ?? undefined}>
                    {deviceOf(session.user_agent)} {session.current && <span className="badge badge-accent">this one</span>}
                  </td>
                  <td className="muted">{session.ip ?? '–'}</td>
                  <td className="muted">{formatAgo(session.created_at)}</td>
                  <td className="muted">{formatAgo(session.last_seen_at)}</td>
                  <td className="table-actions">
                    {!session.current && (
                      <Button small variant="ghost" disabled={end.isPending} onClick={() => end.mutate(session.id)}>
                        Sign out
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function TokenList() {
  const queryClient = useQueryClient()
  const tokens = useQuery(tokensQuery)
  const [name, setName] = useState('')
  const [made, setMade] = useState<string | null>(null)
  const refresh = () => queryClient.invalidateQueries({ queryKey: tokensQuery.queryKey })
  const create = useMutation({
    mutationFn: () => api.post('/api/tokens', { body: { name: name.trim() } }),
    onSuccess: async (token) => {
      setMade(token.token)
      setName('')
      await refresh()
    },
  })
  const remove = useMutation({
    mutationFn: (id: string) => api.delete('/api/tokens/{id}', { path: { id } }),
    onSuccess: refresh,
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    create.mutate()
  }
  return (
    <section className="card" aria-labelledby="tokens">
      <div className="card-head">
        <div>
          <h2 id="tokens">Personal tokens</h2>
          <p className="muted">For scripts: a token may do through the API what you may do here.</p>
        </div>
      </div>
      <form className="card-body stack" onSubmit={submit}>
        <div className="row">
          <div className="grow">
            <Input aria-label="Name of the token" placeholder="What is it for?" required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
          </div>
          <Button type="submit" busy={create.isPending} disabled={name.trim() === ''}>
            <Plus size={14} aria-hidden="true" />
            Make a token
          </Button>
        </div>
        {made && <Secret what="token" value={made} />}
      </form>
      {tokens.isPending && <LoadingRows rows={2} />}
      {tokens.isError && <ErrorState error={tokens.error} />}
      {tokens.data?.length === 0 && <EmptyState title="No token yet" />}
      {tokens.data && tokens.data.length > 0 && (
        <div className="table-wrap">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Ends with</th>
                <th scope="col">Made</th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {tokens.data.map((token) => (
                <tr key={token.id}>
                  <td>{token.name}</td>
                  <td>
                    <code>…{token.last_four}</code>
                  </td>
                  <td className="muted">{formatAgo(token.created_at)}</td>
                  <td className="table-actions">
                    <Button small variant="ghost" disabled={remove.isPending} onClick={() => remove.mutate(token.id)}>
                      Delete
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
