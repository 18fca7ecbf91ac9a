import './detection.css'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { BellOff } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useApp } from '@/shared/lib/app-context'
import { Button } from '@/shared/ui/button'
import { Page } from '@/shared/ui/page'
import { Select } from '@/shared/ui/select'
import { EmptyState, ErrorState, LoadingRows } from '@/shared/ui/states'
import { AlertRow } from './alert-row'
import { alertsQuery, rulesQuery } from './queries'

const route = getRouteApi('/signed-in/$app/alerts')

const spans = [
  { value: '1', label: 'Last 24 hours' },
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
  { value: '', label: 'All' },
] as const

/** What rules have raised, the latest first, and what became of it. */
export function AlertsPage() {
  const { app } = useApp()
  const { rule, alert } = route.useSearch()
  const navigate = route.useNavigate()
  const rules = useQuery(rulesQuery(app.id))
  const [span, setSpan] = useState<(typeof spans)[number]['value']>('7')
  const from = useMemo(() => (span === '' ? undefined : new Date(Date.now() - Number(span) * 86_400_000).toISOString()), [span])
  const alerts = useInfiniteQuery(alertsQuery(app.id, { ...(rule ? { rule } : {}), ...(from ? { from } : {}) }))
  const list = alerts.data?.pages.flatMap((page) => page.alerts) ?? []
  return (
    <Page
      title="Alerts"
      subtitle="What the rules have found on the running stream"
      actions={
        <>
          <Select
            label="Rule"
            value={rule ?? ''}
            options={[{ value: '', label: 'All rules' }, ...(rules.data ?? []).map((each) => ({ value: each.id, label: each.name }))]}
            onChange={(next) => void navigate({ search: next === '' ? {} : { rule: next } })}
          />
          <Select label="Time" value={span} options={spans} onChange={setSpan} />
        </>
      }
    >
      {alerts.isPending && <LoadingRows />}
      {alerts.isError && <ErrorState error={alerts.error} onRetry={() => void alerts.refetch()} />}
      {alerts.isSuccess && list.length === 0 && (
        <div className="card">
          <EmptyState title="No alert" icon={<BellOff size={19} />}>
            <p>
              {rule || span !== '' ? 'None of this rule and time.' : 'No rule has fired yet.'}{' '}
              <Link to="/$app/rules" params={{ app: app.id }}>
                Look at the rules
              </Link>
              .
            </p>
          </EmptyState>
        </div>
      )}
      {list.length > 0 && (
        <div className="card">
          {list.map((each) => (
            <AlertRow key={each.id} alert={each} open={each.id === alert} />
          ))}
        </div>
      )}
      {alerts.hasNextPage && (
        <div>
          <Button small busy={alerts.isFetchingNextPage} onClick={() => void alerts.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </Page>
  )
}
