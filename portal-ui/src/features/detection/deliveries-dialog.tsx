import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/api/client'
import { useApp } from '@/shared/lib/app-context'
import { formatAgo, formatInstant } from '@/shared/lib/format'
import { Button } from '@/shared/ui/button'
import { Dialog } from '@/shared/ui/dialog'
import { Select } from '@/shared/ui/select'
import { EmptyState, ErrorState, LoadingRows } from '@/shared/ui/states'
import { DeliveryBadge } from './delivery-badge'
import { deliveriesQuery, deliveryQuery, type Delivery, type DeliveryState, type Webhook } from './queries'

/** What was sent to a webhook: each delivery with its attempts, requests and answers. */
export function DeliveriesDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const [state, setState] = useState<DeliveryState | ''>('')
  const deliveries = useInfiniteQuery(deliveriesQuery(webhook.id, state === '' ? null : state))
  const list = deliveries.data?.pages.flatMap((page) => page.deliveries) ?? []
  return (
    <Dialog
      side
      open
      onClose={onClose}
      title={`Deliveries to “${webhook.name}”`}
      actions={
        <Select
          small
          label="State"
          value={state}
          options={[
            { value: '', label: 'all' },
            { value: 'pending', label: 'waiting' },
            { value: 'delivered', label: 'delivered' },
            { value: 'dead', label: 'given up' },
          ]}
          onChange={setState}
        />
      }
    >
      {deliveries.isPending && <LoadingRows />}
      {deliveries.isError && <ErrorState error={deliveries.error} onRetry={() => void deliveries.refetch()} />}
      {deliveries.isSuccess && list.length === 0 && <EmptyState title={state === '' ? 'Nothing was sent yet' : 'None in this state'} />}
      {list.map((delivery) => (
        <DeliveryItem key={delivery.id} delivery={delivery} />
      ))}
      {deliveries.hasNextPage && (
        <div>
          <Button small busy={deliveries.isFetchingNextPage} onClick={() => void deliveries.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </Dialog>
  )
}

function DeliveryItem({ delivery }: { delivery: Delivery }) {
  const { editor } = useApp()
  const queryClient = useQueryClient()
  const [open, setOpen] = useState(false)
  const detail = useQuery({ ...deliveryQuery(delivery.id), enabled: open })
  const again = useMutation({
    mutationFn: () => api.post('/api/webhooks/deliveries/{id}/redeliver', { path: { id: delivery.id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['webhooks'] }),
  })
  return (
    <details className="detection-alert" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="detection-delivery">
        <DeliveryBadge delivery={delivery} />
        <span className="ellipsis">
          {delivery.app === null ? 'test' : <code>{delivery.alert}</code>}
          {delivery.error && <span className="muted"> · {delivery.error}</span>}
        </span>
        <time className="muted" dateTime={delivery.created_at} title={formatInstant(delivery.created_at)}>
          {formatAgo(delivery.created_at)}
        </time>
      </summary>
      <div className="detection-alert-body stack">
        {editor && delivery.app !== null && (
          <div>
            <Button small busy={again.isPending} disabled={delivery.state === 'pending'} onClick={() => again.mutate()}>
              <RotateCw size={13} aria-hidden="true" />
              Send again
            </Button>
          </div>
        )}
        {detail.isPending && <LoadingRows rows={2} />}
        {detail.isError && <ErrorState error={detail.error} />}
        {detail.data?.log.length === 0 && <p className="muted">Requests and answers are shown to who may change things.</p>}
        {detail.data?.log.map((attempt) => (
          <section key={attempt.at} className="stack stack-s" aria-label={`Attempt at ${attempt.at}`}>
            <div>
              <strong>{attempt.status ?? 'no answer'}</strong>{' '}
              <span className="muted">
                after {attempt.latency_ms} ms, {formatInstant(attempt.at)}
                {attempt.address ? `, ${attempt.address}` : ''}
              </span>
            </div>
            {attempt.error && <p>{attempt.error}</p>}
            <pre className="code code-wrap">{headersText(attempt.request.headers) + attempt.request.body}</pre>
            {attempt.status !== null && <pre className="code code-wrap">{headersText(attempt.response.headers) + attempt.response.body}</pre>}
          </section>
        ))}
      </div>
    </details>
  )
}

function headersText(headers: Record<string, string>): string {
  return `${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')}\n\n`
}
