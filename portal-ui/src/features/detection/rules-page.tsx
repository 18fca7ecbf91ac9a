import './detection.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { MoreHorizontal, Plus, Radar } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/api/client'
import type { Rule } from '@/api/rule-types'
import { useApp } from '@/shared/lib/app-context'
import { formatAgo, formatInstant, formatNumber } from '@/shared/lib/format'
import { Button, IconButton } from '@/shared/ui/button'
import { ConfirmDialog } from '@/shared/ui/dialog'
import { Menu } from '@/shared/ui/menu'
import { Page } from '@/shared/ui/page'
import { EmptyState, ErrorState, LoadingRows } from '@/shared/ui/states'
import { MetricAlerts } from './metric-alerts'
import { rulesQuery } from './queries'
import { sentence } from './rule-model'
import { RuleState } from './rule-state'
import { SeverityBadge } from './severity'

const HOUR = 3_600_000

/** All rules of the app: what each waits for, whether it runs, when it last fired. */
export function RulesPage() {
  const { app, editor } = useApp()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const rules = useQuery(rulesQuery(app.id))
  const [deleting, setDeleting] = useState<Rule | null>(null)
  const refresh = () => queryClient.invalidateQueries({ queryKey: rulesQuery(app.id).queryKey })
  const change = useMutation({
    mutationFn: ({ rule, to }: { rule: Rule; to: 'enable' | 'disable' | { until: string | null } }) => {
      const path = { app: app.id, id: rule.id }
      if (to === 'enable') return api.post('/api/apps/{app}/rules/{id}/enable', { path })
      if (to === 'disable') return api.post('/api/apps/{app}/rules/{id}/disable', { path })
      return api.post('/api/apps/{app}/rules/{id}/mute', { path, body: to })
    },
    onSuccess: refresh,
  })
  const remove = useMutation({
    mutationFn: (id: string) => api.delete('/api/apps/{app}/rules/{id}', { path: { app: app.id, id } }),
    onSuccess: refresh,
    onSettled: () => setDeleting(null),
  })
  const mute = (rule: Rule, hours: number) => change.mutate({ rule, to: { until: new Date(Date.now() + hours * HOUR).toISOString() } })
  return (
    <Page
      title="Rules"
      subtitle="What to watch for on the running stream"
      actions={
        editor && (
          <Link className="button button-primary" to="/$app/rules/new" params={{ app: app.id }}>
            <Plus size={14} aria-hidden="true" />
            New rule
          </Link>
        )
      }
    >
      {rules.isPending && <LoadingRows />}
      {rules.isError && <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />}
      {rules.data?.length === 0 && (
        <EmptyState title="No rule yet" icon={<Radar size={19} />}>
          <p>A rule tells you within a second: when checkouts start failing, when somebody pays and then crashes, when sign-ups stop.</p>
        </EmptyState>
      )}
      {rules.data && rules.data.length > 0 && (
        <div className="card table-wrap">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Rule</th>
                <th scope="col">State</th>
                <th scope="col">Severity</th>
                <th scope="col">Last fired</th>
                <th scope="col" className="number">
                  Last 24 h
                </th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rules.data.map((rule) => (
                <tr key={rule.id}>
                  <td>
                    <Link to="/$app/rules/$id" params={{ app: app.id, id: rule.id }}>
                      <strong>{rule.name}</strong>
                    </Link>
                    <div className="muted">{sentence(rule.when)}</div>
                  </td>
                  <td>
                    <RuleState rule={rule} />
                  </td>
                  <td>
                    <SeverityBadge severity={rule.severity} />
                  </td>
                  <td className="muted" title={rule.last_fired_at ? formatInstant(rule.last_fired_at) : undefined}>
                    {rule.last_fired_at ? formatAgo(rule.last_fired_at) : 'never'}
                  </td>
                  <td className="number">
                    <Link to="/$app/alerts" params={{ app: app.id }} search={{ rule: rule.id }} aria-label={`${formatNumber(rule.alerts_24h)} alerts of ${rule.name}`}>
                      {formatNumber(rule.alerts_24h)}
                    </Link>
                  </td>
                  <td className="table-actions">
                    {editor && (
                      <>
                        <Button small variant="ghost" aria-label={`${rule.enabled ? 'Pause' : 'Start'} ${rule.name}`} onClick={() => change.mutate({ rule, to: rule.enabled ? 'disable' : 'enable' })}>
                          {rule.enabled ? 'Pause' : 'Start'}
                        </Button>
                        <Menu
                          trigger={<IconButton small label={`More for ${rule.name}`} hint="More" icon={<MoreHorizontal size={14} aria-hidden="true" />} />}
                          entries={[
                            { label: 'Quiet for an hour', onSelect: () => mute(rule, 1) },
                            { label: 'Quiet for a day', onSelect: () => mute(rule, 24) },
                            ...(rule.muted_until ? [{ label: 'Tell again', onSelect: () => change.mutate({ rule, to: { until: null } }) }] : []),
                            'separator' as const,
                            { label: 'Copy', onSelect: () => void navigate({ to: '/$app/rules/new', params: { app: app.id }, search: { copy: rule.id } }) },
                            { label: 'Delete', danger: true, onSelect: () => setDeleting(rule) },
                          ]}
                        />
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <MetricAlerts />
      <ConfirmDialog
        open={deleting !== null}
        title={`Delete “${deleting?.name ?? ''}”?`}
        text="The job forgets what it has seen for this rule. Alerts that it raised stay."
        confirm="Delete"
        busy={remove.isPending}
        onConfirm={() => deleting && remove.mutate(deleting.id)}
        onClose={() => setDeleting(null)}
      />
    </Page>
  )
}
