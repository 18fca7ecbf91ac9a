import { useQuery } from '@tanstack/react-query'
import { api } from '@/api/client'
import { useApp } from '@/shared/lib/app-context'

const none: ReadonlySet<string> = new Set()

/** The columns of the lake's events: what a path names directly, everything else lies in the open properties. */
export function useColumns(): ReadonlySet<string> {
  const { app } = useApp()
  const schema = useQuery({
    queryKey: ['apps', app.id, 'event-columns'],
    queryFn: async ({ signal }) => {
      const { tables } = await api.get('/api/sql/schema', { query: { app: app.id }, signal })
      return new Set(tables.find((table) => table.name === 'events')?.columns.map((column) => column.name))
    },
    staleTime: Infinity,
  })
  return schema.data ?? none
}
