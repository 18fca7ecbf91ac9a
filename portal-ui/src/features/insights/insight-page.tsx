import './insights.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { BellRing, Bookmark, Code2, Download, Image, Keyboard, LayoutGrid, Link2, MoreHorizontal, Save } from 'lucide-react'
import { useRef, useState } from 'react'
import { api } from '@/api/client'
import type { InsightSpec, Kind } from '@/api/insight-types'
import { chartsQuery, insightQuery } from '@/api/queries'
import type { ChartHandle } from '@/shared/chart/chart'
import { readChartTheme } from '@/shared/chart/chart-option'
import { askedBy, chartOf, chartsFor, type ChartKind } from '@/shared/insight/display'
import { FilterList } from '@/shared/insight/filter-list'
import { kindLabels, selectorLabel } from '@/shared/insight/labels'
import { alertable, MetricAlertDialog } from '@/shared/insight/metric-alert-dialog'
import { rangePresets } from '@/shared/insight/range'
import { defaultSpec, incompleteReason, selectorsOf, toKind, toRequest } from '@/shared/insight/spec'
import { toTable } from '@/shared/insight/to-view'
import { useApp } from '@/shared/lib/app-context'
import { download, toCsv } from '@/shared/lib/download'
import { useShortcuts } from '@/shared/lib/use-shortcuts'
import { Button, IconButton } from '@/shared/ui/button'
import { Checkbox } from '@/shared/ui/field'
import { Menu } from '@/shared/ui/menu'
import { Notice } from '@/shared/ui/states'
import { toastDone, toastError } from '@/shared/ui/toast'
import { BreakdownSection } from './breakdown-section'
import { FunnelBuilder } from './funnel-builder'
import { PathsBuilder, RetentionBuilder, SingleBuilder } from './other-builders'
import { ResultPane } from './result-pane'
import { AddToDashboardDialog, SaveChartDialog } from '@/shared/insight/save-chart'
import { Section } from './section'
import { ShortcutsDialog } from './shortcuts-dialog'
import { SqlDialog } from './sql-dialog'
import { Toolbar, withRange } from './toolbar'
import { TrendsBuilder } from './trends-builder'

type Open = 'save' | 'dashboard' | 'alert' | 'sql' | 'shortcuts' | null

/** The insight builder: question at the left, answer at the right, both in the address. */
export function InsightPage() {
  const { app, editor } = useApp()
  const search = useSearch({ from: '/signed-in/$app/insights' })
  const navigate = useNavigate({ from: '/$app/insights' })
  const queryClient = useQueryClient()
  const saved = useQuery({ ...chartsQuery(app.id), enabled: search.saved !== undefined }).data?.find((each) => each.id === search.saved)
  const spec: InsightSpec = search.q ?? saved?.query ?? defaultSpec('trends')
  const chart = chartOf(spec, search.chart ?? saved?.display.chart)
  const [open, setOpen] = useState<Open>(null)
  const [pickerOpen, setPickerOpen] = useState(false)
  const [rangeOpen, setRangeOpen] = useState(false)
  const picture = useRef<ChartHandle>(null)
  const name = saved?.name ?? suggestName(spec)

  function setSpec(next: InsightSpec) {
    void navigate({ search: (old) => ({ ...(old.saved ? { saved: old.saved } : {}), ...(old.chart ? { chart: old.chart } : {}), q: next }), replace: true })
  }
  function setChart(next: ChartKind) {
    void navigate({ search: (old) => ({ ...(old.saved ? { saved: old.saved } : {}), q: spec, chart: next }), replace: true })
  }
  function setKind(kind: Kind) {
    void navigate({ search: { q: toKind(spec, kind) } })
  }
  function compare() {
    if (spec.kind !== 'trends') return
    const { compare: old, ...rest } = spec
    setSpec(old ? rest : { ...rest, compare: 'previous_period' })
  }

  const update = useMutation({
    mutationFn: () => {
      if (!saved) throw new Error('no saved chart is open')
      return api.put('/api/apps/{app}/charts/{id}', {
        path: { app: app.id, id: saved.id },
        body: { name: saved.name, query: spec, display: { chart }, ...(saved.description ? { description: saved.description } : {}) },
      })
    },
    onSuccess: async (next) => {
      await queryClient.invalidateQueries({ queryKey: chartsQuery(app.id).queryKey })
      toastDone(`Chart “${next.name}” saved.`)
    },
  })
  const changed = saved !== undefined && (JSON.stringify(saved.query) !== JSON.stringify(spec) || saved.display.chart !== chart)

  function exportCsv() {
    if (incompleteReason(spec) !== null) return
    const request = toRequest(askedBy(chart, spec), app)
    queryClient.fetchQuery(insightQuery(app.id, request)).then((reply) => {
      const table = toTable(request, reply.result, readChartTheme())
      download(`${fileName(name)}.csv`, toCsv([table.columns.map((column) => column.label), ...table.rows.map((row) => row.cells)]), 'text/csv')
    }, toastError)
  }
  function exportPng() {
    const url = picture.current?.toPng(readChartTheme().surface)
    if (!url) {
      toastError(new Error('There is no picture to save: this is a table, or the chart is not drawn yet.'))
      return
    }
    const link = document.createElement('a')
    link.href = url
    link.download = `${fileName(name)}.png`
    link.click()
  }

  useShortcuts({
    e: () => setPickerOpen(true),
    d: () => setRangeOpen(true),
    t: () => setSpec(withRange(spec, { from: 'today' })),
    ...Object.fromEntries(
      rangePresets.flatMap((preset) =>
        preset.key && spec.kind !== 'retention' ? [[preset.key, () => setSpec(withRange(spec, { from: preset.from }))]] : [],
      ),
    ),
    x: compare,
    c: () => {
      const charts = chartsFor(spec)
      const next = charts[(charts.indexOf(chart) + 1) % charts.length]
      if (next) setChart(next)
    },
    s: () => editor && setOpen('save'),
    q: () => setOpen('sql'),
    '?': () => setOpen('shortcuts'),
  })

  return (
    <div className="page">
      <header className="page-head">
        <div className="page-title">
          <h1 className="ellipsis">{name}</h1>
        </div>
        <div className="page-actions">
          <Button variant="ghost" onClick={() => setOpen('sql')}>
            <Code2 size={14} aria-hidden="true" />
            SQL
          </Button>
          {editor && (
            <Button onClick={() => setOpen('dashboard')}>
              <LayoutGrid size={14} aria-hidden="true" />
              Add to dashboard
            </Button>
          )}
          {editor && saved && changed && (
            <Button variant="primary" busy={update.isPending} onClick={() => update.mutate()}>
              <Save size={14} aria-hidden="true" />
              Save changes
            </Button>
          )}
          {editor && !saved && (
            <Button variant="primary" onClick={() => setOpen('save')}>
              <Bookmark size={14} aria-hidden="true" />
              Save
            </Button>
          )}
          <Menu
            trigger={<IconButton label="More" icon={<MoreHorizontal size={16} aria-hidden="true" />} />}
            entries={[
              {
                label: 'Copy link',
                icon: <Link2 size={15} aria-hidden="true" />,
                onSelect: () => {
                  navigator.clipboard.writeText(window.location.href).then(() => toastDone('Link copied. It shows this very chart.'), toastError)
                },
              },
              { label: 'Save as PNG', icon: <Image size={15} aria-hidden="true" />, onSelect: exportPng },
              { label: 'Save as CSV', icon: <Download size={15} aria-hidden="true" />, onSelect: exportCsv },
              ...(editor && saved ? [{ label: 'Save as a new chart', icon: <Bookmark size={15} aria-hidden="true" />, onSelect: () => setOpen('save') }] : []),
              ...(editor && alertable(spec) ? [{ label: 'Tell me when…', icon: <BellRing size={15} aria-hidden="true" />, onSelect: () => setOpen('alert') }] : []),
              'separator',
              { label: 'Keyboard shortcuts', icon: <Keyboard size={15} aria-hidden="true" />, hint: '?', onSelect: () => setOpen('shortcuts') },
            ]}
          />
        </div>
      </header>
      <div className="tabs kinds" role="tablist" aria-label="Kind of insight">
        {(Object.keys(kindLabels) as Kind[]).map((kind) => (
          <button key={kind} type="button" role="tab" aria-selected={kind === spec.kind} onClick={() => setKind(kind)}>
            {kindLabels[kind]}
          </button>
        ))}
      </div>
      <div className="builder">
        <div className="builder-side" key={`${spec.kind} ${saved?.id ?? ''}`}>
          <KindBuilder spec={spec} onChange={setSpec} pickerOpen={pickerOpen} onPickerOpen={setPickerOpen} />
          <Section title="Filters">
            <FilterList filters={spec.filters ?? []} onChange={(filters) => setSpec({ ...spec, filters })} />
            <Checkbox
              label="Leave out internal users"
              checked={spec.exclude_internal ?? false}
              onChange={(exclude_internal) => setSpec({ ...spec, exclude_internal })}
            />
          </Section>
          {(spec.kind === 'trends' || spec.kind === 'retention' || (spec.kind === 'funnel' && spec.output !== 'time_to_convert')) && (
            <BreakdownSection spec={spec} everyValue={chart === 'map'} onChange={setSpec} />
          )}
        </div>
        <div className="builder-main">
          {search.problem && <Notice tone="bad">The link’s question could not be read ({search.problem}). This is a fresh one.</Notice>}
          <Toolbar spec={spec} chart={chart} onSpec={setSpec} onChart={setChart} rangeOpen={rangeOpen} onRangeOpen={setRangeOpen} />
          <ResultPane spec={spec} chart={chart} onChange={setSpec} chartRef={picture} />
        </div>
      </div>
      {open === 'save' && (
        <SaveChartDialog
          open
          spec={spec}
          chart={chart}
          suggestedName={name}
          onClose={() => setOpen(null)}
          onSaved={(next) => {
            setOpen(null)
            void navigate({ search: { saved: next.id, q: spec, chart }, replace: true })
          }}
        />
      )}
      {open === 'dashboard' && <AddToDashboardDialog open spec={spec} chart={chart} suggestedName={name} onClose={() => setOpen(null)} />}
      {open === 'alert' && <MetricAlertDialog spec={spec} lines={'formula' in spec && spec.formula ? [] : selectorsOf(spec).map(selectorLabel)} suggestedName={name} alert={null} onClose={() => setOpen(null)} />}
      <SqlDialog spec={askedBy(chart, spec)} open={open === 'sql'} onClose={() => setOpen(null)} />
      <ShortcutsDialog open={open === 'shortcuts'} onClose={() => setOpen(null)} />
    </div>
  )
}

interface KindBuilderProps {
  spec: InsightSpec
  onChange: (spec: InsightSpec) => void
  pickerOpen: boolean
  onPickerOpen: (open: boolean) => void
}

function KindBuilder({ spec, onChange, pickerOpen, onPickerOpen }: KindBuilderProps) {
  switch (spec.kind) {
    case 'trends':
      return <TrendsBuilder spec={spec} onChange={onChange} pickerOpen={pickerOpen} onPickerOpen={onPickerOpen} />
    case 'funnel':
      return <FunnelBuilder spec={spec} onChange={onChange} pickerOpen={pickerOpen} onPickerOpen={onPickerOpen} />
    case 'retention':
      return <RetentionBuilder spec={spec} onChange={onChange} />
    case 'lifecycle':
    case 'stickiness':
      return <SingleBuilder spec={spec} onChange={onChange} />
    case 'paths':
      return <PathsBuilder spec={spec} onChange={onChange} />
    case 'sessions':
      return <p className="muted">A session is what one person does without a pause of 30 minutes, or what the client calls one.</p>
  }
}

/** A name for what is being asked, until a person gives one. */
function suggestName(spec: InsightSpec): string {
  const events = selectorsOf(spec).map(selectorLabel)
  if (events.length === 0) return kindLabels[spec.kind]
  const joined = spec.kind === 'funnel' || spec.kind === 'retention' ? events.join(' → ') : events.join(', ')
  return `${kindLabels[spec.kind]}: ${joined}`.slice(0, 120)
}

function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '').toLowerCase() || 'chart'
}
