import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/api/client'
import type { InsightSpec } from '@/api/insight-types'
import { metricAlertsQuery } from '@/api/queries'
import { metricConditions, MetricAlertDialog, type MetricAlert } from '@/shared/insight/metric-alert-dialog'
import { useApp } from '@/shared/lib/app-context'
import { formatAgo, formatNumber } from '@/shared/lib/format'
import { Button, IconButton } from '@/shared/ui/button'
import { ConfirmDialog } from '@/shared/ui/dialog'
import { ScrolledTable } from '@/shared/ui/scrolled-table'
import { ErrorState } from '@/shared/ui/states'
import { SeverityBadge } from './severity'

/** Numbers of charts that are watched. Nothing is shown while there are none: they are made on a chart. */
export function MetricAlerts() {
  const { app, editor } = useApp()
  const queryClient = useQueryClient()
  const alerts = useQuery(metricAlertsQuery(app.id))
  const [changing, setChanging] = useState<MetricAlert | null>(null)
  const [deleting, setDeleting] = useState<MetricAlert | null>(null)
  const refresh = () => queryClient.invalidateQueries({ queryKey: metricAlertsQuery(app.id).queryKey })
  const check = useMutation({
    mutationFn: (id: string) => api.post('/api/apps/{app}/metric-alerts/{id}/check', { path: { app: app.id, id } }),
    onSuccess: refresh,
  })
  const remove = useMutation({
    mutationFn: (id: string) => api.delete('/api/apps/{app}/metric-alerts/{id}', { path: { app: app.id, id } }),
    onSuccess: refresh,
    onSettled: () => setDeleting(null),
  })
  if (alerts.isError) return <ErrorState error={alerts.error} />
  if (!alerts.data || alerts.data.length === 0) return null
  return (
    <section className="card" aria-labelledby="metric-alerts">
      <div className="card-head">
        <h2 id="metric-alerts">Numbers of charts</h2>
      </div>
      <ScrolledTable label="Watched numbers">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Alert</th>
              <th scope="col">State</th>
              <th scope="col">Severity</th>
              <th scope="col" className="number">
                Last value
              </th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {alerts.data.map((alert) => (
              <tr key={alert.id}>
                <td>
                  <Link to="/$app/insights" params={{ app: app.id }} search={{ q: alert.query as unknown as InsightSpec }}>
                    <strong>{alert.name}</strong>
                  </Link>
                  <div className="muted">
                    When it {metricConditions.find((each) => each.value === alert.condition)?.label} {formatNumber(alert.value)}
                  </div>
                </td>
                <td>
                  {alert.last === null ? (
                    <span className="badge">not checked yet</span>
                  ) : alert.last.error !== null ? (
                    <span className="badge badge-bad" title={alert.last.error}>
                      cannot be checked
                    </span>
                  ) : alert.last.holds ? (
                    <span className="badge badge-warn">holds</span>
                  ) : (
                    <span className="badge badge-good">quiet</span>
                  )}
                </td>
                <td>
                  <SeverityBadge severity={alert.severity} />
                </td>
                <td className="number" title={alert.last ? `${alert.last.period ?? ''}, ${formatAgo(alert.last.at)}` : undefined}>
                  {alert.last?.value == null ? '–' : formatNumber(alert.last.value)}
                </td>
                <td className="table-actions">
                  {editor && (
                    <>
                      <Button small variant="ghost" aria-label={`Check ${alert.name} now`} busy={check.isPending && check.variables === alert.id} onClick={() => check.mutate(alert.id)}>
                        Check now
                      </Button>
                      <Button small variant="ghost" aria-label={`Change ${alert.name}`} onClick={() => setChanging(alert)}>
                        Change
                      </Button>
                      <IconButton small label={`Delete ${alert.name}`} hint="Delete" icon={<Trash2 size={14} aria-hidden="true" />} onClick={() => setDeleting(alert)} />
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrolledTable>
      {changing && <MetricAlertDialog spec={changing.query as unknown as InsightSpec} lines={[]} suggestedName={changing.name} alert={changing} onClose={() => setChanging(null)} />}
      <ConfirmDialog
        open={deleting !== null}
        title={`Delete “${deleting?.name ?? ''}”?`}
        text="Nobody watches this number then. What it raised stays."
        confirm="Delete"
        busy={remove.isPending}
        onConfirm={() => deleting && remove.mutate(deleting.id)}
        onClose={() => setDeleting(null)}
      />
    </section>
  )
}
