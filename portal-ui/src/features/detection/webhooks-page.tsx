import './detection.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ListChecks, Pencil, Plus, Send, Trash2, Webhook as WebhookIcon } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/api/client'
import { webhooksQuery } from '@/api/queries'
import { useApp } from '@/shared/lib/app-context'
import { Button, IconButton } from '@/shared/ui/button'
import { ConfirmDialog } from '@/shared/ui/dialog'
import { Page } from '@/shared/ui/page'
import { EmptyState, ErrorState, LoadingRows } from '@/shared/ui/states'
import { toastDone, toastError } from '@/shared/ui/toast'
import { DeliveriesDialog } from './deliveries-dialog'
import type { Webhook } from './queries'
import { WebhookDialog } from './webhook-dialog'

/** Where alerts go: addresses, a test, what was delivered. */
export function WebhooksPage() {
  const { app, editor } = useApp()
  const queryClient = useQueryClient()
  const webhooks = useQuery(webhooksQuery(app.id))
  const [editing, setEditing] = useState<Webhook | 'new' | null>(null)
  const [looking, setLooking] = useState<Webhook | null>(null)
  const [deleting, setDeleting] = useState<Webhook | null>(null)
  const test = useMutation({
    mutationFn: (id: string) => api.post('/api/webhooks/{id}/test', { path: { id } }),
    onSuccess: (delivery) => {
      if (delivery.state === 'delivered') toastDone(`It answered ${delivery.status ?? ''} after ${delivery.latency_ms ?? 0} ms.`)
      else toastError(new Error(`It did not arrive: ${delivery.error ?? `answer ${delivery.status ?? 'none'}`}`))
    },
  })
  const remove = useMutation({
    mutationFn: (id: string) => api.delete('/api/webhooks/{id}', { path: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: webhooksQuery(app.id).queryKey }),
    onSettled: () => setDeleting(null),
  })
  return (
    <Page
      title="Webhooks"
      subtitle="Where alerts are sent: signed, repeated until they arrive"
      actions={
        editor && (
          <Button variant="primary" onClick={() => setEditing('new')}>
            <Plus size={14} aria-hidden="true" />
            New webhook
          </Button>
        )
      }
    >
      {webhooks.isPending && <LoadingRows />}
      {webhooks.isError && <ErrorState error={webhooks.error} onRetry={() => void webhooks.refetch()} />}
      {webhooks.data?.length === 0 && (
        <EmptyState title="No webhook yet" icon={<WebhookIcon size={19} />}>
          <p>Give the address of a service of yours, or of a Slack channel, and choose it in a rule.</p>
        </EmptyState>
      )}
      {webhooks.data && webhooks.data.length > 0 && (
        <div className="card table-wrap">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Address</th>
                <th scope="col">Body</th>
                <th scope="col">Authorization</th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {webhooks.data.map((webhook) => (
                <tr key={webhook.id}>
                  <td>
                    <strong>{webhook.name}</strong> {webhook.app === null && <span className="badge">all apps</span>}
                  </td>
                  <td>
                    <code className="ellipsis">{webhook.url}</code>
                  </td>
                  <td>{webhook.template === 'slack' ? 'Slack message' : 'JSON'}</td>
                  <td className="muted">{webhook.auth.type === 'none' ? 'signature' : `signature, ${webhook.auth.type}`}</td>
                  <td className="table-actions">
                    <Button small variant="ghost" aria-label={`Deliveries to ${webhook.name}`} onClick={() => setLooking(webhook)}>
                      <ListChecks size={14} aria-hidden="true" />
                      Deliveries
                    </Button>
                    {editor && (
                      <>
                        <Button small variant="ghost" aria-label={`Test ${webhook.name}`} busy={test.isPending && test.variables === webhook.id} onClick={() => test.mutate(webhook.id)}>
                          <Send size={14} aria-hidden="true" />
                          Test
                        </Button>
                        <IconButton small label={`Change ${webhook.name}`} hint="Change" icon={<Pencil size={14} aria-hidden="true" />} onClick={() => setEditing(webhook)} />
                        <IconButton small label={`Delete ${webhook.name}`} hint="Delete" icon={<Trash2 size={14} aria-hidden="true" />} onClick={() => setDeleting(webhook)} />
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {editing !== null && <WebhookDialog webhook={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {looking !== null && <DeliveriesDialog webhook={looking} onClose={() => setLooking(null)} />}
      <ConfirmDialog
        open={deleting !== null}
        title={`Delete “${deleting?.name ?? ''}”?`}
        text="Alerts that wait for it are not sent any more, and its log of deliveries goes with it."
        confirm="Delete"
        busy={remove.isPending}
        onConfirm={() => deleting && remove.mutate(deleting.id)}
        onClose={() => setDeleting(null)}
      />
    </Page>
  )
}
