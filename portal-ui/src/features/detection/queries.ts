import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, type Reply } from '@/api/client'

export type Alert = Reply<'/api/apps/{app}/alerts/{id}', 'get'>
export type Webhook = Reply<'/api/webhooks/{id}', 'get'>
export type Delivery = Reply<'/api/webhooks/deliveries', 'get'>['deliveries'][number]
export type DeliveryState = Delivery['state']

/** What looks at alerts asks again: they come by themselves. */
const AGAIN = 10_000

export const deliveriesQuery = (webhook: string, state: DeliveryState | null) =>
  infiniteQueryOptions({
    queryKey: ['webhooks', webhook, 'deliveries', state],
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/webhooks/{id}/deliveries', {
        path: { id: webhook },
        query: { limit: 50, ...(state ? { state } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.cursor ?? undefined,
    refetchInterval: AGAIN,
  })

export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', 'delivery', id],
    queryFn: ({ signal }) => api.get('/api/webhooks/deliveries/{id}', { path: { id }, signal }),
  })

export interface AlertFilter {
  rule?: string
  /** RFC 3339 */
  from?: string
}

export const alertsQuery = (app: string, filter: AlertFilter) =>
  infiniteQueryOptions({
    queryKey: ['apps', app, 'alerts', filter],
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/apps/{app}/alerts', { path: { app }, query: { ...filter, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.cursor ?? undefined,
    refetchInterval: AGAIN,
  })

export const rulesQuery = (app: string) =>
  queryOptions({
    queryKey: ['apps', app, 'rules'],
    queryFn: async ({ signal }) => (await api.get('/api/apps/{app}/rules', { path: { app }, signal })).rules,
    refetchInterval: AGAIN,
  })

export const ruleQuery = (app: string, id: string) =>
  queryOptions({
    queryKey: ['apps', app, 'rules', id],
    queryFn: ({ signal }) => api.get('/api/apps/{app}/rules/{id}', { path: { app, id }, signal }),
  })
