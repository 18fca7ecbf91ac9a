import './pipeline.css'
import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CheckCircle2, RotateCcw, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/api/client'
import { freshnessQuery } from '@/api/queries'
import type { DeadLetter } from '@/api/types'
import { useApp } from '@/shared/lib/app-context'
import { formatAgo, formatDuration, formatNumber, plural } from '@/shared/lib/format'
import { Button } from '@/shared/ui/button'
import { Dialog } from '@/shared/ui/dialog'
import { Page } from '@/shared/ui/page'
import { ScrolledTable } from '@/shared/ui/scrolled-table'
import { EmptyState, ErrorState, LoadingRows, Notice } from '@/shared/ui/states'
import { toastDone, toastError } from '@/shared/ui/toast'
import { imbalance } from './balance'

const deadLettersQuery = (app: string) =>
  infiniteQueryOptions({
    queryKey: ['apps', app, 'dead-letters'],
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/apps/{app}/dead-letters', { path: { app }, query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.cursor || undefined,
  })

export function PipelinePage() {
  const { app } = useApp()
  const freshness = useQuery(freshnessQuery(app.id))
  return (
    <Page title="Pipeline" subtitle="Where every accepted event is">
      {freshness.isPending && <LoadingRows rows={2} />}
      {freshness.isError && <ErrorState error={freshness.error} onRetry={() => void freshness.refetch()} />}
      {freshness.data && <Counts counts={freshness.data} />}
      <DeadLetters />
    </Page>
  )
}

interface CountsProps {
  counts: {
    accepted: number
    in_stream: number
    deduplicated: number
    in_lake: number
    dead_letters: number
    seconds_behind: number
    watermark: string
  }
}

function Counts({ counts }: CountsProps) {
  const missing = imbalance(counts)
  const boxes = [
    { label: 'accepted by the gateway', value: counts.accepted },
    { label: 'in the stream, on the way', value: counts.in_stream },
    { label: 'left out as copies', value: counts.deduplicated },
    { label: 'in the lake', value: counts.in_lake },
  ]
  return (
    <>
      <div className="flow">
        {boxes.map((box) => (
          <div key={box.label} className="card flow-box">
            <strong>{formatNumber(box.value)}</strong>
            <span>{box.label}</span>
          </div>
        ))}
      </div>
      {missing === 0 ? (
        <Notice tone="good" icon={<ShieldCheck size={15} aria-hidden="true" />}>
          The counts balance: {formatNumber(counts.accepted)} accepted = {formatNumber(counts.in_lake)} in the lake + {formatNumber(counts.deduplicated)} copies +{' '}
          {formatNumber(counts.dead_letters)} dead letters + {formatNumber(counts.in_stream)} on the way.{' '}
          {counts.in_stream === 0 ? `Complete up to ${formatAgo(counts.watermark)}.` : `The oldest on the way is ${formatDuration(counts.seconds_behind)} old.`}
        </Notice>
      ) : (
        <Notice tone="warn">
          {plural(Math.abs(missing), 'event')} {missing > 0 ? 'not accounted for' : 'counted twice'} at this moment. The counts come from several places; if this stays for minutes, look at the archive job.
        </Notice>
      )}
    </>
  )
}

function DeadLetters() {
  const { app, editor } = useApp()
  const queryClient = useQueryClient()
  const letters = useInfiniteQuery(deadLettersQuery(app.id))
  const [open, setOpen] = useState<DeadLetter | null>(null)
  const list = letters.data?.pages.flatMap((page) => page.dead_letters) ?? []
  const replay = useMutation({
    mutationFn: (body: { ids: string[] } | { all: true }) => api.post('/api/apps/{app}/dead-letters/replay', { path: { app: app.id }, body }),
    onSuccess: async (done) => {
      if (done.replayed > 0) toastDone(`${plural(done.replayed, 'event')} sent again.`)
      if (done.failed > 0) toastError(new Error(`${plural(done.failed, 'event')} could not be sent again.`))
      await queryClient.invalidateQueries({ queryKey: deadLettersQuery(app.id).queryKey })
    },
  })
  return (
    <section className="card" aria-labelledby="dead-letters">
      <div className="card-head">
        <div>
          <h2 id="dead-letters">Dead letters</h2>
          <p className="muted">Events that could not be processed, with the reason. Nothing is lost: they can be sent again.</p>
        </div>
        {editor && list.length > 0 && (
          <Button small busy={replay.isPending} onClick={() => replay.mutate({ all: true })}>
            <RotateCcw size={13} aria-hidden="true" />
            Replay all
          </Button>
        )}
      </div>
      {letters.isPending && (
        <div className="card-body">
          <LoadingRows rows={3} />
        </div>
      )}
      {letters.isError && <ErrorState error={letters.error} onRetry={() => void letters.refetch()} />}
      {letters.isSuccess && list.length === 0 && <EmptyState title="None" icon={<CheckCircle2 size={19} />} />}
      {list.length > 0 && (
        <ScrolledTable label="Refused events">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Event</th>
                <th scope="col">Reason</th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.map((letter) => (
                <tr key={letter.id}>
                  <td title={letter.at}>{formatAgo(letter.at)}</td>
                  <td>{letter.event_name ?? letter.event_id ?? '–'}</td>
                  <td>
                    <span className="badge badge-bad">{letter.reason}</span> {letter.detail}
                  </td>
                  <td className="table-actions">
                    <Button small variant="ghost" onClick={() => setOpen(letter)}>
                      Payload
                    </Button>
                    {editor && (
                      <Button small variant="ghost" disabled={replay.isPending} onClick={() => replay.mutate({ ids: [letter.id] })}>
                        Replay
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrolledTable>
      )}
      {letters.hasNextPage && (
        <div className="card-body">
          <Button small busy={letters.isFetchingNextPage} onClick={() => void letters.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
      <Dialog wide open={open !== null} onClose={() => setOpen(null)} title={open?.event_name ?? 'Dead letter'} description={open?.detail ?? open?.reason}>
        <pre className="code code-wrap">{open?.payload ?? 'No payload was kept.'}</pre>
      </Dialog>
    </section>
  )
}
