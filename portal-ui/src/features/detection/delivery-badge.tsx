import type { Delivery } from './queries'

const tones = { pending: 'badge badge-warn', delivered: 'badge badge-good', dead: 'badge badge-bad' } as const

/** Where a delivery stands: arrived, waiting for its next try, or given up. */
export function DeliveryBadge({ delivery }: { delivery: Delivery }) {
  const words = delivery.state === 'pending' ? (delivery.attempts === 0 ? 'waiting' : `failed ${delivery.attempts}×, tries again`) : delivery.state === 'dead' ? 'given up' : 'delivered'
  return (
    <span className={tones[delivery.state]} title={delivery.error ?? undefined}>
      {words}
    </span>
  )
}
