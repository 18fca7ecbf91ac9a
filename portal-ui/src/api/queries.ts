// Query options of what several features read. What one feature alone reads stands in that feature.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, ApiError, setCsrfToken } from './client'
import type { InsightSpec } from './insight-types'
import type { PeopleRequest, Role, Session } from './types'

/** The session of this browser; null when there is none. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      const session = await api.get('/api/session', { signal })
      setCsrfToken(session.csrf)
      return session
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null
      throw error
    }
  },
  staleTime: Infinity,
})

export const appsQuery = queryOptions({
  queryKey: ['apps'],
  queryFn: async ({ signal }) => (await api.get('/api/apps', { signal })).apps,
  staleTime: 60_000,
})

export const keysQuery = (app: string) =>
  queryOptions({
    queryKey: ['apps', app, 'keys'],
    queryFn: async ({ signal }) => (await api.get('/api/apps/{app}/keys', { path: { app }, signal })).keys,
  })

export const freshnessQuery = (app: string) =>
  queryOptions({
    queryKey: ['apps', app, 'freshness'],
    queryFn: ({ signal }) => api.get('/api/apps/{app}/freshness', { path: { app }, signal }),
    refetchInterval: 5_000,
  })

export const eventNamesQuery = (app: string, search: string) =>
  queryOptions({
    queryKey: ['apps', app, 'names', 'events', search],
    queryFn: async ({ signal }) =>
      (await api.get('/api/apps/{app}/names/events', { path: { app }, query: { search, limit: 100 }, signal })).events,
    staleTime: 30_000,
    placeholderData: (previous) => previous,
  })

export const propertyNamesQuery = (app: string, on: 'event' | 'person', search: string, event?: string) =>
  queryOptions({
    queryKey: ['apps', app, 'names', 'properties', on, event ?? null, search],
    queryFn: async ({ signal }) =>
      (
        await api.get('/api/apps/{app}/names/properties', {
          path: { app },
          query: { on, search, limit: 100, ...(event ? { event } : {}) },
          signal,
        })
      ).properties,
    staleTime: 30_000,
    placeholderData: (previous) => previous,
  })

export const propertyValuesQuery = (app: string, on: 'event' | 'person', property: string, search: string) =>
  queryOptions({
    queryKey: ['apps', app, 'names', 'values', on, property, search],
    queryFn: async ({ signal }) =>
      (
        await api.get('/api/apps/{app}/names/values', {
          path: { app },
          query: { property, on, search, limit: 100 },
          signal,
        })
      ).values,
    staleTime: 30_000,
    placeholderData: (previous) => previous,
  })

/**
 * An insight's answer. The portal caches by spec and data version, so asking again is cheap. With `maxAgeS`, a kept answer that is
 * no older will do, even if the data has changed.
 */
export const insightQuery = (app: string, spec: InsightSpec, maxAgeS = 0) =>
  queryOptions({
    queryKey: ['apps', app, 'insight', spec],
    queryFn: ({ signal }) =>
      api.post('/api/apps/{app}/insights/query', {
        path: { app },
        ...(maxAgeS > 0 ? { query: { max_age_s: maxAgeS } } : {}),
        body: spec,
        signal,
      }),
    staleTime: 60_000,
    retry: false,
  })

export const peopleQuery = (app: string, request: PeopleRequest) =>
  infiniteQueryOptions({
    queryKey: ['apps', app, 'people-of', request],
    queryFn: ({ pageParam, signal }) =>
      api.post('/api/apps/{app}/insights/people', {
        path: { app },
        body: { ...request, limit: 100, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.cursor || undefined,
    retry: false,
  })

export const timelineQuery = (app: string, person: string) =>
  infiniteQueryOptions({
    queryKey: ['apps', app, 'people', person],
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/apps/{app}/people/timeline', { path: { app }, query: { person, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.cursor || undefined,
    retry: false,
  })

export const chartsQuery = (app: string) =>
  queryOptions({
    queryKey: ['apps', app, 'charts'],
    queryFn: async ({ signal }) => (await api.get('/api/apps/{app}/charts', { path: { app }, signal })).charts,
  })

export const cohortsQuery = (app: string) =>
  queryOptions({
    queryKey: ['apps', app, 'cohorts'],
    queryFn: async ({ signal }) => (await api.get('/api/apps/{app}/cohorts', { path: { app }, signal })).cohorts,
    staleTime: 15_000,
  })

/** Where alerts of the app can be sent. */
export const webhooksQuery = (app: string) =>
  queryOptions({
    queryKey: ['apps', app, 'webhooks'],
    queryFn: async ({ signal }) => (await api.get('/api/webhooks', { query: { app }, signal })).webhooks,
  })

/** Numbers of charts that are watched. */
export const metricAlertsQuery = (app: string) =>
  queryOptions({
    queryKey: ['apps', app, 'metric-alerts'],
    queryFn: async ({ signal }) => (await api.get('/api/apps/{app}/metric-alerts', { path: { app }, signal })).metric_alerts,
  })

export const dashboardsQuery = (app: string) =>
  queryOptions({
    queryKey: ['dashboards', app],
    queryFn: async ({ signal }) => (await api.get('/api/dashboards', { query: { app }, signal })).dashboards,
  })

export const dashboardQuery = (id: string) =>
  queryOptions({
    queryKey: ['dashboard', id],
    queryFn: ({ signal }) => api.get('/api/dashboards/{id}', { path: { id }, signal }),
  })

/** Whether `role` may change things in its apps. The server checks it again with every call. */
export function mayEdit(role: Role): boolean {
  return role !== 'viewer'
}
