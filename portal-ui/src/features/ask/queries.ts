import { queryOptions } from '@tanstack/react-query'
import type { Conversation } from '@/api/ask'
import { api, type Reply } from '@/api/client'

export type Rating = Reply<'/api/apps/{app}/ratings', 'get'>['ratings'][number]

export const conversationsQuery = (app: string) =>
  queryOptions({
    queryKey: ['apps', app, 'conversations'],
    queryFn: async ({ signal }) => (await api.get('/api/apps/{app}/conversations', { path: { app }, signal })).conversations,
  })

export const conversationQuery = (app: string, id: string) =>
  queryOptions({
    queryKey: ['apps', app, 'conversations', id],
    queryFn: async ({ signal }) => (await api.get('/api/apps/{app}/conversations/{id}', { path: { app, id }, signal })) as Conversation,
    staleTime: Infinity,
  })

export const suggestionsQuery = (app: string) =>
  queryOptions({
    queryKey: ['apps', app, 'suggestions'],
    queryFn: async ({ signal }) => (await api.get('/api/apps/{app}/suggestions', { path: { app }, signal })).questions,
    staleTime: 60_000,
  })

export const verifiedQuery = (app: string) =>
  queryOptions({
    queryKey: ['apps', app, 'verified'],
    queryFn: async ({ signal }) => (await api.get('/api/apps/{app}/verified', { path: { app }, signal })).verified,
  })

export const ratingsQuery = (app: string) =>
  queryOptions({
    queryKey: ['apps', app, 'ratings'],
    queryFn: async ({ signal }) => (await api.get('/api/apps/{app}/ratings', { path: { app }, signal })).ratings,
  })
