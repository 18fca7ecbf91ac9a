import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Table2, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/api/client'
import type { SavedQuery, SqlTable } from '@/api/types'
import { useApp } from '@/shared/lib/app-context'
import { formatAgo, formatDuration, plural } from '@/shared/lib/format'
import { IconButton } from '@/shared/ui/button'
import { EmptyState, ErrorState, LoadingRows } from '@/shared/ui/states'
import { historyQuery, savedQuery, schemaQuery } from './sql-queries'

type Tab = 'schema' | 'saved' | 'history'

interface SidebarProps {
  onInsert: (text: string) => void
  onOpen: (sql: string, saved: SavedQuery | null) => void
}

export function Sidebar({ onInsert, onOpen }: SidebarProps) {
  const [tab, setTab] = useState<Tab>('schema')
  return (
    <aside className="sql-side" aria-label="Tables and queries">
      <div className="tabs" role="tablist" aria-label="Tables and queries">
        {(['schema', 'saved', 'history'] as const).map((each) => (
          <button key={each} type="button" role="tab" aria-selected={each === tab} onClick={() => setTab(each)}>
            {{ schema: 'Tables', saved: 'Saved', history: 'History' }[each]}
          </button>
        ))}
      </div>
      <div className="sql-side-body">
        {tab === 'schema' && <Schema onInsert={onInsert} />}
        {tab === 'saved' && <Saved onOpen={onOpen} />}
        {tab === 'history' && <History onOpen={(sql) => onOpen(sql, null)} />}
      </div>
    </aside>
  )
}

function Schema({ onInsert }: { onInsert: (text: string) => void }) {
  const { app } = useApp()
  const schema = useQuery(schemaQuery(app.id))
  if (schema.isPending) return <LoadingRows />
  if (schema.isError) return <ErrorState error={schema.error} />
  return schema.data.map((table) => <TableEntry key={table.name} table={table} onInsert={onInsert} />)
}

function TableEntry({ table, onInsert }: { table: SqlTable; onInsert: (text: string) => void }) {
  return (
    <details className="schema-table" open={table.name === 'events'}>
      <summary title={table.comment ?? undefined}>
        <Table2 size={13} aria-hidden="true" />
        {table.name}
      </summary>
      {table.columns.map((column) => (
        <button
          key={column.name}
          type="button"
          className="schema-column"
          title={[column.comment, column.samples.length > 0 ? `e.g. ${column.samples.join(', ')}` : null].filter(Boolean).join('\n')}
          onClick={() => onInsert(column.name)}
        >
          <span className="ellipsis">{column.name}</span>
          <small>{column.type}</small>
        </button>
      ))}
    </details>
  )
}

function Saved({ onOpen }: { onOpen: (sql: string, saved: SavedQuery) => void }) {
  const { app, editor } = useApp()
  const queryClient = useQueryClient()
  const saved = useQuery(savedQuery(app.id))
  const remove = useMutation({
    mutationFn: (id: string) => api.delete('/api/sql/saved/{id}', { path: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: savedQuery(app.id).queryKey }),
  })
  if (saved.isPending) return <LoadingRows />
  if (saved.isError) return <ErrorState error={saved.error} />
  if (saved.data.length === 0) return <EmptyState title="No saved query" />
  return saved.data.map((query) => (
    <div key={query.id} className="row" style={{ gap: 0 }}>
      <button type="button" className="query-entry grow" onClick={() => onOpen(query.sql, query)}>
        <strong>{query.name}</strong>
        <code className="muted">{query.sql}</code>
      </button>
      {editor && (
        <IconButton small label={`Delete ${query.name}`} hint="Delete" icon={<Trash2 size={13} aria-hidden="true" />} onClick={() => remove.mutate(query.id)} />
      )}
    </div>
  ))
}

function History({ onOpen }: { onOpen: (sql: string) => void }) {
  const { app } = useApp()
  const history = useQuery(historyQuery(app.id))
  if (history.isPending) return <LoadingRows />
  if (history.isError) return <ErrorState error={history.error} />
  if (history.data.length === 0) return <EmptyState title="No query yet" />
  return history.data.map((query) => (
    <button key={query.id} type="button" className="query-entry" onClick={() => onOpen(query.sql)} title={query.error ?? query.sql}>
      <code>{query.sql}</code>
      <small className="muted">
        {formatAgo(query.at)}
        {query.error ? ' · failed' : query.rows !== null ? ` · ${plural(query.rows, 'row')}` : ''}
        {query.wall_ms !== null ? ` · ${formatDuration(query.wall_ms / 1000)}` : ''}
      </small>
    </button>
  ))
}
