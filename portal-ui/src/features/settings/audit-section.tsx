import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { api } from '@/api/client'
import { formatInstant } from '@/shared/lib/format'
import { Button } from '@/shared/ui/button'
import { ScrolledTable } from '@/shared/ui/scrolled-table'
import { EmptyState, ErrorState, LoadingRows } from '@/shared/ui/states'

const auditQuery = infiniteQueryOptions({
  queryKey: ['audit'],
  queryFn: ({ pageParam, signal }) => api.get('/api/audit', { query: { limit: 100, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
  initialPageParam: '',
  getNextPageParam: (last) => last.cursor || undefined,
})

function detailText(detail: unknown): string {
  if (detail === null || detail === undefined) return ''
  return typeof detail === 'string' ? detail : JSON.stringify(detail)
}

/** An id by its beginning: the whole one is in the cell's title, and no help to the eye. */
function targetText(target: string | null): string {
  return target !== null && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(target) ? `${target.slice(0, 8)}…` : (target ?? '')
}

export function AuditSection() {
  const audit = useInfiniteQuery(auditQuery)
  const entries = audit.data?.pages.flatMap((page) => page.entries) ?? []
  return (
    <section className="card" aria-labelledby="audit">
      <div className="card-head">
        <div>
          <h2 id="audit">Audit log</h2>
          <p className="muted">Every change that somebody made, newest first.</p>
        </div>
      </div>
      {audit.isPending && <LoadingRows rows={8} />}
      {audit.isError && <ErrorState error={audit.error} />}
      {audit.isSuccess && entries.length === 0 && <EmptyState title="Nothing yet" />}
      {entries.length > 0 && (
        <ScrolledTable label="Entries">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Who</th>
                <th scope="col">Did</th>
                <th scope="col">To</th>
                <th scope="col">App</th>
                <th scope="col">Detail</th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <tr key={entry.id}>
                  <td className="num" style={{ whiteSpace: 'nowrap' }}>
                    {formatInstant(entry.at)}
                  </td>
                  <td>{entry.user ?? '–'}</td>
                  <td>{entry.action}</td>
                  <td title={entry.target ?? undefined}>{targetText(entry.target)}</td>
                  <td>{entry.app ?? ''}</td>
                  <td className="muted ellipsis" style={{ maxWidth: 260 }} title={detailText(entry.detail)}>
                    {detailText(entry.detail)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrolledTable>
      )}
      {audit.hasNextPage && (
        <div className="card-body">
          <Button small busy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </section>
  )
}
