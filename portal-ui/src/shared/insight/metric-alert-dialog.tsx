import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Reply } from '@/api/client'
import type { InsightSpec } from '@/api/insight-types'
import { metricAlertsQuery, webhooksQuery } from '@/api/queries'
import { useApp } from '@/shared/lib/app-context'
import { Checkbox, Field, Input } from '@/shared/ui/field'
import { FormDialog } from '@/shared/ui/form-dialog'
import { Segmented } from '@/shared/ui/segmented'
import { Select } from '@/shared/ui/select'
import { toastDone } from '@/shared/ui/toast'

export type MetricAlert = Reply<'/api/apps/{app}/metric-alerts/{id}', 'get'>

export const metricConditions = [
  { value: 'above', label: 'goes above' },
  { value: 'below', label: 'goes below' },
  { value: 'changes_by', label: 'changes by' },
  { value: 'changes_by_percent', label: 'changes by percent' },
] as const

const often = [
  { value: '60', label: 'every minute' },
  { value: '300', label: 'every 5 minutes' },
  { value: '3600', label: 'every hour' },
  { value: '86400', label: 'every day' },
] as const

/** What an alert may ask: one line over time, without breakdown and comparison. */
export function alertable(spec: InsightSpec): boolean {
  return spec.kind === 'trends' && spec.breakdown === undefined && spec.compare === undefined
}

interface MetricAlertDialogProps {
  spec: InsightSpec
  /** Names of the chart's lines, in their order. */
  lines: string[]
  suggestedName: string
  /** The alert to change; null makes one. */
  alert: MetricAlert | null
  onClose: () => void
}

/** "Tell me when this goes above …": a chart's number, watched on a schedule. */
export function MetricAlertDialog({ spec, lines, suggestedName, alert, onClose }: MetricAlertDialogProps) {
  const { app } = useApp()
  const queryClient = useQueryClient()
  const webhooks = useQuery(webhooksQuery(app.id))
  const [name, setName] = useState(alert?.name ?? suggestedName)
  const [series, setSeries] = useState(alert?.series ?? 0)
  const [condition, setCondition] = useState<MetricAlert['condition']>(alert?.condition ?? 'above')
  const [value, setValue] = useState(alert ? String(alert.value) : '')
  const [every, setEvery] = useState(String(alert?.every_s ?? 300))
  const [severity, setSeverity] = useState<MetricAlert['severity']>(alert?.severity ?? 'warning')
  const [targets, setTargets] = useState<string[]>(alert?.actions.map((action) => action.webhook) ?? [])
  const number = value.trim() === '' ? Number.NaN : Number(value)
  const save = useMutation({
    mutationFn: () => {
      const body = {
        name: name.trim(),
        enabled: alert?.enabled ?? true,
        query: spec as unknown as MetricAlert['query'], // the contract leaves specs open
        series,
        condition,
        value: number,
        every_s: Number(every),
        severity,
        actions: targets.map((webhook) => ({ webhook })),
      }
      return alert
        ? api.put('/api/apps/{app}/metric-alerts/{id}', { path: { app: app.id, id: alert.id }, body })
        : api.post('/api/apps/{app}/metric-alerts', { path: { app: app.id }, body })
    },
    meta: { ownError: true },
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: metricAlertsQuery(app.id).queryKey })
      toastDone(`“${saved.name}” is watched. It is listed under Rules.`)
      onClose()
    },
  })
  return (
    <FormDialog
      onClose={onClose}
      title={alert ? `Change “${alert.name}”` : 'Tell me when'}
      description="The chart’s question is asked again and again; an alert is raised when this holds."
      submit="Watch it"
      onSubmit={() => save.mutate()}
      busy={save.isPending}
      disabled={name.trim() === '' || !Number.isFinite(number)}
      error={save.error}
    >
      <Field label="Name">{(ids) => <Input {...ids} required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />}</Field>
      {lines.length > 1 && (
        <Field label="Line">
          {({ id }) => (
            <Select id={id} label="Line" value={String(series)} options={lines.map((line, index) => ({ value: String(index), label: line }))} onChange={(next) => setSeries(Number(next))} />
          )}
        </Field>
      )}
      <div className="row row-wrap">
        <Select label="Condition" value={condition} options={metricConditions} onChange={setCondition} />
        <Input type="number" step="any" required aria-label="Value" style={{ width: 120 }} value={value} onChange={(event) => setValue(event.target.value)} />
        <Select label="How often" value={every} options={often.some((each) => each.value === every) ? often : [...often, { value: every, label: `every ${every} s` }]} onChange={setEvery} />
      </div>
      <div className="row">
        <span>Severity</span>
        <Segmented
          label="Severity"
          value={severity}
          options={[
            { value: 'info', label: 'info' },
            { value: 'warning', label: 'warning' },
            { value: 'critical', label: 'critical' },
          ]}
          onChange={setSeverity}
        />
      </div>
      {(webhooks.data ?? []).map((webhook) => (
        <Checkbox
          key={webhook.id}
          label={`Send to ${webhook.name}`}
          checked={targets.includes(webhook.id)}
          onChange={(checked) => setTargets(checked ? [...targets, webhook.id] : targets.filter((id) => id !== webhook.id))}
        />
      ))}
    </FormDialog>
  )
}
