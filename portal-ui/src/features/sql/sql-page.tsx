import './sql.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { BarChart3, Bookmark, Database, Download, LineChart, Play, Square, Table2 } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { api, ApiError, send } from '@/api/client'
import type { SavedQuery, SqlParameter, SqlResult } from '@/api/types'
import { Chart } from '@/shared/chart/chart'
import { readChartTheme } from '@/shared/chart/chart-option'
import { useApp } from '@/shared/lib/app-context'
import { download } from '@/shared/lib/download'
import { formatBytes, formatCompact, formatDuration, formatNumber, plural } from '@/shared/lib/format'
import { useTheme } from '@/shared/lib/theme'
import { Button } from '@/shared/ui/button'
import { Field, Input } from '@/shared/ui/field'
import { FormDialog } from '@/shared/ui/form-dialog'
import { Menu } from '@/shared/ui/menu'
import { Segmented } from '@/shared/ui/segmented'
import { Select } from '@/shared/ui/select'
import { EmptyState, errorText, Notice } from '@/shared/ui/states'
import { toastDone, toastError } from '@/shared/ui/toast'
import { Editor, type EditorHandle } from './editor'
import { parametersOf, valuesOf } from './parameters'
import { ResultGrid } from './result-grid'
import { Sidebar } from './sidebar'
import { historyQuery, savedQuery, schemaQuery } from './sql-queries'
import { sqlToChartOption } from './to-chart-option'

const EXAMPLE = `SELECT event_name, count(*) AS events, count(DISTINCT person_id) AS people
FROM events
WHERE ts >= current_timestamp - INTERVAL '7' DAY
GROUP BY event_name
ORDER BY events DESC`

type View = 'grid' | 'bar' | 'line'

export function SqlPage() {
  const { app, editor: mayEdit } = useApp()
  const search = useSearch({ from: '/signed-in/$app/sql' })
  const queryClient = useQueryClient()
  const schema = useQuery(schemaQuery(app.id))
  const editor = useRef<EditorHandle>(null)
  const [text, setText] = useState(search.sql ?? EXAMPLE)
  const [known, setKnown] = useState<SqlParameter[]>([])
  const [values, setValues] = useState<Record<string, string>>({})
  const [running, setRunning] = useState<string | null>(null)
  const [view, setView] = useState<View>('grid')
  const [open, setOpen] = useState<SavedQuery | null>(null)
  const [saving, setSaving] = useState(false)
  const parameters = useMemo(() => parametersOf(text, known), [text, known])
  const tables = useMemo(() => schema.data ?? [], [schema.data])

  const run = useMutation({
    mutationFn: async () => {
      const { text: sql, from } = editor.current?.selected() ?? { text, from: 0 }
      const id = crypto.randomUUID()
      setRunning(id)
      editor.current?.mark(null)
      const used = parametersOf(sql, known)
      try {
        return await api.post('/api/sql', {
          body: { sql, app: app.id, id, limit: 100_000, ...(used.length > 0 ? { parameters: valuesOf(used, values) } : {}) },
        })
      } catch (error) {
        if (error instanceof ApiError && error.line !== undefined && error.column !== undefined) {
          editor.current?.mark({ message: errorText(error), line: error.line, column: error.column, from })
        }
        throw error
      } finally {
        setRunning(null)
        void queryClient.invalidateQueries({ queryKey: historyQuery(app.id).queryKey })
      }
    },
    meta: { ownError: true },
  })
  const cancel = useMutation({ mutationFn: (id: string) => api.delete('/api/sql/{id}', { path: { id } }) })
  const save = useMutation({
    mutationFn: () => {
      if (!open) throw new Error('no saved query is open')
      return api.put('/api/sql/saved/{id}', { path: { id: open.id }, body: { app: app.id, name: open.name, sql: text, parameters } })
    },
    onSuccess: async (saved) => {
      setOpen(saved)
      toastDone(`Query “${saved.name}” saved.`)
      await queryClient.invalidateQueries({ queryKey: savedQuery(app.id).queryKey })
    },
  })

  const downloading = useMutation({
    mutationFn: async (format: 'csv' | 'parquet') => {
      const { text: sql } = editor.current?.selected() ?? { text }
      const used = parametersOf(sql, known)
      const response = await send('post', '/api/sql/download', { sql, app: app.id, format, ...(used.length > 0 ? { parameters: valuesOf(used, values) } : {}) })
      download(`result.${format}`, await response.blob(), format === 'csv' ? 'text/csv' : 'application/vnd.apache.parquet')
    },
  })

  function openQuery(sql: string, saved: SavedQuery | null) {
    editor.current?.replace(sql)
    setOpen(saved)
    setKnown(saved?.parameters ?? [])
    setValues({})
  }

  return (
    <div className="page">
      <header className="page-head">
        <div className="page-title">
          <h1>{open?.name ?? 'SQL'}</h1>
        </div>
        <div className="page-actions">
          <Menu
            trigger={
              <Button busy={downloading.isPending} title="Runs the query and downloads all its rows">
                <Download size={14} aria-hidden="true" />
                Download
              </Button>
            }
            entries={[
              { label: 'CSV', hint: 'text, for spreadsheets', onSelect: () => downloading.mutate('csv') },
              { label: 'Parquet', hint: 'keeps the types', onSelect: () => downloading.mutate('parquet') },
            ]}
          />
          {mayEdit && (
            <Button busy={save.isPending} onClick={() => (open ? save.mutate() : setSaving(true))}>
              <Bookmark size={14} aria-hidden="true" />
              {open ? 'Save changes' : 'Save'}
            </Button>
          )}
          {running === null ? (
            <Button variant="primary" onClick={() => run.mutate()} title="Ctrl+Enter">
              <Play size={14} aria-hidden="true" />
              Run
            </Button>
          ) : (
            <Button variant="danger" busy={cancel.isPending} onClick={() => cancel.mutate(running, { onError: toastError })}>
              <Square size={13} aria-hidden="true" />
              Cancel
            </Button>
          )}
        </div>
      </header>
      <div className="sql">
        <Sidebar onInsert={(name) => editor.current?.insert(name)} onOpen={openQuery} />
        <div className="sql-main">
          <Editor ref={editor} initial={text} tables={tables} onChange={setText} onRun={() => running === null && run.mutate()} />
          <div className="sql-bar">
            {parameters.length > 0 && (
              <div className="sql-parameters" role="group" aria-label="Parameters">
                {parameters.map((parameter) => (
                  <ParameterField
                    key={parameter.name}
                    parameter={parameter}
                    value={values[parameter.name] ?? parameter.default ?? ''}
                    onValue={(value) => setValues({ ...values, [parameter.name]: value })}
                    onType={(type) => setKnown([...known.filter((each) => each.name !== parameter.name), { ...parameter, type }])}
                  />
                ))}
              </div>
            )}
            <div className="grow" role="status">
              {running !== null ? <Progress id={running} /> : run.data ? <Summary result={run.data} /> : <span className="muted">Ctrl+Enter runs the query, or what is selected of it.</span>}
            </div>
            {run.data && (
              <Segmented
                iconsOnly
                label="Show as"
                value={view}
                options={[
                  { value: 'grid', label: 'Table', icon: <Table2 size={14} aria-hidden="true" /> },
                  { value: 'bar', label: 'Bars', icon: <BarChart3 size={14} aria-hidden="true" /> },
                  { value: 'line', label: 'Line', icon: <LineChart size={14} aria-hidden="true" /> },
                ]}
                onChange={setView}
              />
            )}
          </div>
          <div className="sql-result">
            {run.isError && (
              <div className="card-body">
                <SqlError error={run.error} />
              </div>
            )}
            {run.isSuccess && view === 'grid' && <ResultGrid result={run.data} />}
            {run.isSuccess && view !== 'grid' && <QuickChart result={run.data} kind={view} />}
            {run.isIdle && (
              <EmptyState title="Ask your events anything" icon={<Database size={19} />}>
                <p>The tables are at the left. What you write sees this app’s data and nothing else, and cannot change it.</p>
              </EmptyState>
            )}
          </div>
        </div>
      </div>
      {saving && (
        <SaveQueryDialog
          sql={text}
          parameters={parameters.map((parameter) => ({ ...parameter, default: values[parameter.name] ?? parameter.default ?? '' }))}
          onClose={() => setSaving(false)}
          onSaved={(saved) => {
            setOpen(saved)
            setSaving(false)
          }}
        />
      )}
    </div>
  )
}

function SqlError({ error }: { error: Error }) {
  const at = error instanceof ApiError && error.line !== undefined ? `Line ${error.line}${error.column === undefined ? '' : `, column ${error.column}`}: ` : ''
  return (
    <Notice tone="bad">
      <strong>{at}</strong>
      {/* The engine says the place again, in its own words. */}
      {at === '' ? errorText(error) : errorText(error).replace(/^line \d+:\d+: /, '')}
    </Notice>
  )
}

function Summary({ result }: { result: SqlResult }) {
  const { meta } = result
  return (
    <span className="muted num">
      {plural(meta.row_count, 'row')}
      {meta.truncated === 'rows' && ' (the first ones)'}
      {meta.truncated === 'bytes' && ' (cut at the size limit)'} · {formatDuration(meta.wall_ms / 1000)} · {formatCompact(meta.rows_scanned)} rows and {formatBytes(meta.bytes_scanned)} scanned
    </span>
  )
}

function Progress({ id }: { id: string }) {
  const progress = useQuery({
    queryKey: ['sql', 'progress', id],
    queryFn: ({ signal }) => api.get('/api/sql/{id}', { path: { id }, signal }),
    refetchInterval: 500,
    // It may not run yet, or not any more.
    retry: false,
  })
  const now = progress.data
  return (
    <span className="row num">
      <span className="spinner" aria-hidden="true" />
      {now
        ? `${now.state.toLowerCase()} · ${formatNumber(now.splits_done)} of ${formatNumber(now.splits_total)} splits · ${formatCompact(now.rows)} rows · ${formatBytes(now.bytes)}`
        : 'running'}
    </span>
  )
}

function QuickChart({ result, kind }: { result: SqlResult; kind: 'bar' | 'line' }) {
  const { theme } = useTheme()
  const option = useMemo(() => sqlToChartOption(result, { name: theme, ...readChartTheme() }, kind), [result, theme, kind])
  if (!option) {
    return (
      <EmptyState title="Nothing to draw">
        <p>A chart needs at least one row and one column of numbers.</p>
      </EmptyState>
    )
  }
  return (
    <div className="card-body" style={{ flex: 1, minHeight: 0 }}>
      <Chart option={option} height="100%" label={`Chart of ${plural(result.rows.length, 'row')}; the table has the same numbers.`} />
    </div>
  )
}

interface ParameterFieldProps {
  parameter: SqlParameter
  value: string
  onValue: (value: string) => void
  onType: (type: SqlParameter['type']) => void
}

function ParameterField({ parameter, value, onValue, onType }: ParameterFieldProps) {
  const types = { text: 'text', number: 'number', date: 'date' } as const
  return (
    <div className="row" style={{ gap: 4 }}>
      <label htmlFor={`parameter-${parameter.name}`}>
        <code>{parameter.name}</code>
      </label>
      <Input id={`parameter-${parameter.name}`} small type={types[parameter.type]} style={{ width: 140 }} value={value} onChange={(event) => onValue(event.target.value)} />
      <Select
        small
        quiet
        label={`Type of ${parameter.name}`}
        value={parameter.type}
        options={[
          { value: 'text', label: 'text' },
          { value: 'number', label: 'number' },
          { value: 'date', label: 'date' },
        ]}
        onChange={onType}
      />
    </div>
  )
}

interface SaveQueryProps {
  sql: string
  parameters: SqlParameter[]
  onClose: () => void
  onSaved: (saved: SavedQuery) => void
}

function SaveQueryDialog({ sql, parameters, onClose, onSaved }: SaveQueryProps) {
  const { app } = useApp()
  const queryClient = useQueryClient()
  const [name, setName] = useState('')
  const save = useMutation({
    mutationFn: () => api.post('/api/sql/saved', { body: { app: app.id, name: name.trim(), sql, parameters } }),
    meta: { ownError: true },
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: savedQuery(app.id).queryKey })
      toastDone(`Query “${saved.name}” saved.`)
      onSaved(saved)
    },
  })
  return (
    <FormDialog
      onClose={onClose}
      title="Save query"
      description="Write {{name}} in the text for a value that is asked for with each run."
      submit="Save"
      onSubmit={() => save.mutate()}
      busy={save.isPending}
      disabled={name.trim() === ''}
      error={save.error}
    >
      <Field label="Name">{(ids) => <Input {...ids} required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />}</Field>
    </FormDialog>
  )
}
