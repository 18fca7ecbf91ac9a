import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { api } from '@/api/client'
import { keysQuery } from '@/api/queries'
import { useApp } from '@/shared/lib/app-context'
import { formatAgo } from '@/shared/lib/format'
import { Button } from '@/shared/ui/button'
import { ConfirmDialog } from '@/shared/ui/dialog'
import { Field, Input } from '@/shared/ui/field'
import { EmptyState, ErrorState, LoadingRows } from '@/shared/ui/states'
import { toastDone } from '@/shared/ui/toast'
import { Secret } from './secret'

export function KeysSection() {
  const { app, editor } = useApp()
  const queryClient = useQueryClient()
  const keys = useQuery(keysQuery(app.id))
  const [name, setName] = useState('')
  const [made, setMade] = useState<string | null>(null)
  const [revoking, setRevoking] = useState<{ id: string; name: string } | null>(null)
  const refresh = () => queryClient.invalidateQueries({ queryKey: keysQuery(app.id).queryKey })
  const create = useMutation({
    mutationFn: () => api.post('/api/apps/{app}/keys', { path: { app: app.id }, body: { name: name.trim() } }),
    onSuccess: async (key) => {
      setMade(key.key)
      setName('')
      await refresh()
    },
  })
  const revoke = useMutation({
    mutationFn: (key: string) => api.delete('/api/apps/{app}/keys/{key}', { path: { app: app.id, key } }),
    onSuccess: async () => {
      toastDone('Key revoked. The gateway refuses it within a second.')
      await refresh()
    },
    onSettled: () => setRevoking(null),
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    create.mutate()
  }
  return (
    <>
      {editor && (
        <form className="card card-body stack" onSubmit={submit} aria-label="New key">
          <div className="row" style={{ alignItems: 'flex-end' }}>
            <div className="grow">
              <Field label="New key" hint="Where it is used, so that you know which one to revoke.">
                {(ids) => <Input {...ids} required maxLength={200} placeholder="Web shop" value={name} onChange={(event) => setName(event.target.value)} />}
              </Field>
            </div>
          </div>
          <div>
            <Button type="submit" variant="primary" busy={create.isPending} disabled={name.trim() === ''}>
              <Plus size={14} aria-hidden="true" />
              Make
            </Button>
          </div>
          {made && <Secret what="key" value={made} />}
        </form>
      )}
      <section className="card" aria-label="Keys">
        {keys.isPending && <LoadingRows />}
        {keys.isError && <ErrorState error={keys.error} />}
        {keys.data?.length === 0 && <EmptyState title="No key yet" icon={<KeyRound size={19} />} />}
        {keys.data && keys.data.length > 0 && (
          <div className="table-wrap">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Ends with</th>
                  <th scope="col">Made</th>
                  <th scope="col">State</th>
                  <th scope="col">
                    <span className="visually-hidden">Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {keys.data.map((key) => (
                  <tr key={key.id}>
                    <td>{key.name}</td>
                    <td>
                      <code>…{key.last_four}</code>
                    </td>
                    <td className="muted">{formatAgo(key.created_at)}</td>
                    <td>{key.revoked_at === null ? <span className="badge badge-good">in use</span> : <span className="badge">revoked {formatAgo(key.revoked_at)}</span>}</td>
                    <td className="table-actions">
                      {editor && key.revoked_at === null && (
                        <Button small variant="ghost" onClick={() => setRevoking(key)}>
                          Revoke
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
      <ConfirmDialog
        open={revoking !== null}
        title={`Revoke “${revoking?.name ?? ''}”?`}
        text="Clients that use it are refused from then on. This cannot be undone."
        confirm="Revoke"
        busy={revoke.isPending}
        onConfirm={() => revoking && revoke.mutate(revoking.id)}
        onClose={() => setRevoking(null)}
      />
    </>
  )
}
