import { queryOptions } from '@tanstack/react-query'
import { api } from '@/api/client'

export const schemaQuery = (app: string) =>
  queryOptions({
    queryKey: ['sql', app, 'schema'],
    queryFn: async ({ signal }) => (await api.get('/api/sql/schema', { query: { app }, signal })).tables,
    staleTime: 300_000,
  })

export const historyQuery = (app: string) =>
  queryOptions({
    queryKey: ['sql', app, 'history'],
    queryFn: async ({ signal }) => (await api.get('/api/sql/history', { query: { app, limit: 100 }, signal })).queries,
  })

export const savedQuery = (app: string) =>
  queryOptions({
    queryKey: ['sql', app, 'saved'],
    queryFn: async ({ signal }) => (await api.get('/api/sql/saved', { query: { app }, signal })).queries,
  })
