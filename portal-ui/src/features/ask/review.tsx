import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { BadgeCheck, Check, ThumbsDown, ThumbsUp, Trash2 } from 'lucide-react'
import { api } from '@/api/client'
import { useApp } from '@/shared/lib/app-context'
import { formatAgo } from '@/shared/lib/format'
import { Button, IconButton } from '@/shared/ui/button'
import { EmptyState, ErrorState, LoadingRows } from '@/shared/ui/states'
import { reasonTitles } from './answer-model'
import { ratingsQuery, verifiedQuery, type Rating } from './queries'

/** What people said of answers, until an editor has looked at it. */
export function Review({ onAsk }: { onAsk: (question: string) => void }) {
  const { app } = useApp()
  const queryClient = useQueryClient()
  const ratings = useQuery(ratingsQuery(app.id))
  const close = useMutation({
    mutationFn: (id: string) => api.delete('/api/apps/{app}/ratings/{id}', { path: { app: app.id, id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ratingsQuery(app.id).queryKey }),
  })
  if (ratings.isPending) return <LoadingRows rows={3} />
  if (ratings.isError) return <ErrorState error={ratings.error} onRetry={() => void ratings.refetch()} />
  if (ratings.data.length === 0) {
    return (
      <EmptyState title="Nothing to review" icon={<ThumbsUp size={19} />}>
        <p>Thumbs up and down on answers come here.</p>
      </EmptyState>
    )
  }
  return (
    <ul className="ask-review">
      {ratings.data.map((rating) => (
        <li key={rating.id} className="card">
          <RatingHead rating={rating} />
          <p>{rating.answer.text ?? (rating.answer.reason ? reasonTitles[rating.answer.reason] : 'A table')}</p>
          {rating.comment !== '' && <blockquote>{rating.comment}</blockquote>}
          <div className="row row-wrap">
            <Button small onClick={() => onAsk(rating.answer.question)}>
              Ask it again
            </Button>
            <Button small busy={close.isPending && close.variables === rating.id} onClick={() => close.mutate(rating.id)}>
              <Check size={13} aria-hidden="true" />
              Looked at
            </Button>
          </div>
        </li>
      ))}
    </ul>
  )
}

function RatingHead({ rating }: { rating: Rating }) {
  const up = rating.rating === 'up'
  return (
    <div className="row row-wrap">
      <span className={`badge ${up ? 'badge-good' : 'badge-bad'}`}>
        {up ? <ThumbsUp size={12} aria-hidden="true" /> : <ThumbsDown size={12} aria-hidden="true" />}
        {up ? 'right' : 'wrong'}
      </span>
      <strong className="grow">{rating.answer.question}</strong>
      <small className="muted">
        {rating.by} · {formatAgo(rating.at)}
      </small>
    </div>
  )
}

/** Questions whose reading an editor has checked. */
export function Verified({ onAsk }: { onAsk: (question: string) => void }) {
  const { app, editor } = useApp()
  const queryClient = useQueryClient()
  const verified = useQuery(verifiedQuery(app.id))
  const remove = useMutation({
    mutationFn: (id: string) => api.delete('/api/apps/{app}/verified/{id}', { path: { app: app.id, id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: verifiedQuery(app.id).queryKey }),
  })
  if (verified.isPending) return <LoadingRows rows={3} />
  if (verified.isError) return <ErrorState error={verified.error} onRetry={() => void verified.refetch()} />
  if (verified.data.length === 0) {
    return (
      <EmptyState title="No verified question" icon={<BadgeCheck size={19} />}>
        <p>An editor marks an answer as verified; what means the same is then answered like it.</p>
      </EmptyState>
    )
  }
  return (
    <ul className="ask-threads">
      {verified.data.map((each) => (
        <li key={each.id}>
          <button type="button" onClick={() => onAsk(each.question)}>
            <span>{each.question}</span>
            <small>
              {each.by} · {formatAgo(each.at)}
            </small>
          </button>
          {editor && (
            <IconButton small label={`No longer verify “${each.question}”`} hint="No longer verified" icon={<Trash2 size={14} aria-hidden="true" />} onClick={() => remove.mutate(each.id)} />
          )}
        </li>
      ))}
    </ul>
  )
}
