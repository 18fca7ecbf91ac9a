import { queryOptions, useQuery } from '@tanstack/react-query'
import { Filter as FilterIcon, Scale } from 'lucide-react'
import { useId, useState } from 'react'
import { api } from '@/api/client'
import type { FunnelSpec } from '@/api/insight-types'
import type { CorrelationItem } from '@/api/types'
import { useApp } from '@/shared/lib/app-context'
import { formatPercent, plural } from '@/shared/lib/format'
import { Button, IconButton } from '@/shared/ui/button'
import { ScrolledTable } from '@/shared/ui/scrolled-table'
import { ErrorState, LoadingRows } from '@/shared/ui/states'
import { fewest, findingName, findings, oddsText } from './correlation'

const correlationQuery = (app: string, spec: FunnelSpec) =>
  queryOptions({
    queryKey: ['apps', app, 'correlation', spec],
    queryFn: ({ signal }) => api.post('/api/apps/{app}/insights/correlation', { path: { app }, body: { query: spec, limit: 1000 }, signal }),
    staleTime: 60_000,
    retry: false,
  })

interface CorrelationPanelProps {
  request: FunnelSpec
  /** Looks at those alone who have the trait. */
  onFilter: (name: string, value: string) => void
}

/** Events and traits that those who got to the end of a funnel have more often than those who dropped out, and less often. */
export function CorrelationPanel({ request, onFilter }: CorrelationPanelProps) {
  const { app } = useApp()
  const id = useId()
  const [wanted, setWanted] = useState(false)
  const { breakdown: _breakdown, output: _output, ...question } = request
  const query = useQuery({ ...correlationQuery(app.id, question), enabled: wanted })
  const attempts = (query.data?.converted ?? 0) + (query.data?.dropped ?? 0)
  const found = findings(query.data?.items ?? [], attempts)
  const none = found.helps.length === 0 && found.hinders.length === 0
  return (
    <section className="card" aria-labelledby={id}>
      <div className="card-head">
        <div>
          <h2 id={id}>What goes with getting to the end</h2>
          <p className="muted">Events and traits that differ between those who did and those who dropped out. A hint where to look, not a cause.</p>
        </div>
        {!wanted && (
          <Button onClick={() => setWanted(true)}>
            <Scale size={14} aria-hidden="true" />
            Compare
          </Button>
        )}
      </div>
      {query.isLoading && (
        <div className="card-body">
          <LoadingRows rows={3} />
        </div>
      )}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && (
        <div className="card-body stack">
          {none && <p>Nothing differs between the two that at least {plural(fewest(attempts), 'person', 'people')} have.</p>}
          {found.helps.length > 0 && (
            <Findings title="More often with those who got to the end" items={found.helps} converted={query.data.converted} dropped={query.data.dropped} onFilter={onFilter} />
          )}
          {found.hinders.length > 0 && (
            <Findings title="More often with those who dropped out" items={found.hinders} converted={query.data.converted} dropped={query.data.dropped} onFilter={onFilter} />
          )}
          {!none && (
            <p className="muted">
              Of {plural(attempts, 'person', 'people')} with an attempt. What fewer than {fewest(attempts)} of them have is left out.
            </p>
          )}
        </div>
      )}
    </section>
  )
}

interface FindingsProps {
  title: string
  items: CorrelationItem[]
  converted: number
  dropped: number
  onFilter: (name: string, value: string) => void
}

function Findings({ title, items, converted, dropped, onFilter }: FindingsProps) {
  return (
    <ScrolledTable label={title}>
      <table className="table">
        <caption className="table-title">{title}</caption>
        <thead>
          <tr>
            <th scope="col">Event or trait</th>
            <th scope="col" className="number">
              Got to the end
            </th>
            <th scope="col" className="number">
              Dropped out
            </th>
            <th scope="col" className="number">
              Odds
            </th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={`${item.kind} ${item.name} ${item.value}`}>
              <td>
                {findingName(item)} {item.kind === 'trait' && <span className="badge">trait</span>}
              </td>
              <td className="number">{formatPercent(converted === 0 ? 0 : item.converted_with / converted)}</td>
              <td className="number">{formatPercent(dropped === 0 ? 0 : item.dropped_with / dropped)}</td>
              <td className="number">
                <strong>{oddsText(item.odds_ratio)}</strong>
              </td>
              <td className="table-actions">
                {item.kind === 'trait' && item.value !== null && (
                  <IconButton
                    small
                    label={`Only people with ${findingName(item)}`}
                    hint="Only these people"
                    icon={<FilterIcon size={13} aria-hidden="true" />}
                    onClick={() => onFilter(item.name, item.value ?? '')}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrolledTable>
  )
}
