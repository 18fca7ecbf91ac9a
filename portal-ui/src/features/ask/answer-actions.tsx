import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BadgeCheck, BarChart3, Bookmark, LayoutGrid, ThumbsDown, ThumbsUp } from 'lucide-react'
import { useState } from 'react'
import type { Answer } from '@/api/ask'
import { api } from '@/api/client'
import { chartOf } from '@/shared/insight/display'
import { AddToDashboardDialog, SaveChartDialog } from '@/shared/insight/save-chart'
import { useApp } from '@/shared/lib/app-context'
import { Button, IconButton } from '@/shared/ui/button'
import { Field, Input, TextArea } from '@/shared/ui/field'
import { FormDialog } from '@/shared/ui/form-dialog'
import { toastDone, toastError } from '@/shared/ui/toast'
import { insightsOf, nameOf } from './answer-model'
import { conversationQuery, ratingsQuery, verifiedQuery } from './queries'

type Open = 'save' | 'dashboard' | 'verify' | 'wrong' | null

/** What one can do with an answer: look closer, keep it, vouch for it, say whether it is right. */
export function AnswerActions({ answer, verified }: { answer: Answer; verified: boolean }) {
  const { app, editor } = useApp()
  const queryClient = useQueryClient()
  const [open, setOpen] = useState<Open>(null)
  const [rating, setRating] = useState(answer.rating ?? 'none')
  const insights = insightsOf(answer)
  const spec = insights.length === 1 ? insights[0] : undefined
  const answered = answer.status === 'answered' || answer.status === 'assumed'
  const rate = useMutation({
    mutationFn: (next: { rating: 'up' | 'down' | 'none'; comment?: string }) =>
      api.put('/api/apps/{app}/ask/{id}/rating', { path: { app: app.id, id: answer.id }, body: next }),
    meta: { ownError: true },
    onSuccess: async (_, next) => {
      setRating(next.rating)
      if (answer.conversation !== null) {
        const { rating: _, ...unrated } = answer
        const rated = next.rating === 'none' ? unrated : { ...unrated, rating: next.rating }
        queryClient.setQueryData(conversationQuery(app.id, answer.conversation).queryKey, (old) =>
          old?.answers ? { ...old, answers: old.answers.map((each) => (each.id === answer.id ? rated : each)) } : old,
        )
      }
      if (next.rating !== 'none') toastDone('Thank you. Editors of the app see it.')
      if (editor) await queryClient.invalidateQueries({ queryKey: ratingsQuery(app.id).queryKey })
    },
    onError: toastError,
  })
  return (
    <footer className="answer-actions">
      {spec && (
        <Link to="/$app/insights" params={{ app: app.id }} search={{ q: spec }} className="button button-secondary button-small">
          <BarChart3 size={13} aria-hidden="true" />
          Open as insight
        </Link>
      )}
      {spec && editor && (
        <>
          <Button small onClick={() => setOpen('save')}>
            <Bookmark size={13} aria-hidden="true" />
            Save chart
          </Button>
          <Button small onClick={() => setOpen('dashboard')}>
            <LayoutGrid size={13} aria-hidden="true" />
            Add to dashboard
          </Button>
        </>
      )}
      {answered && editor && !verified && answer.verified === null && (
        <Button small onClick={() => setOpen('verify')}>
          <BadgeCheck size={13} aria-hidden="true" />
          Verify
        </Button>
      )}
      <span className="grow" />
      <span className="row" role="group" aria-label="Is this answer right?">
        <IconButton
          small
          label="Right"
          aria-pressed={rating === 'up'}
          disabled={rate.isPending}
          icon={<ThumbsUp size={14} aria-hidden="true" />}
          onClick={() => rate.mutate({ rating: rating === 'up' ? 'none' : 'up' })}
        />
        <IconButton
          small
          label="Wrong"
          aria-pressed={rating === 'down'}
          disabled={rate.isPending}
          icon={<ThumbsDown size={14} aria-hidden="true" />}
          onClick={() => (rating === 'down' ? rate.mutate({ rating: 'none' }) : setOpen('wrong'))}
        />
      </span>
      {open === 'save' && spec && (
        <SaveChartDialog open spec={spec} chart={chartOf(spec, undefined)} suggestedName={nameOf(answer.question)} onClose={() => setOpen(null)} onSaved={() => setOpen(null)} />
      )}
      {open === 'dashboard' && spec && (
        <AddToDashboardDialog open spec={spec} chart={chartOf(spec, undefined)} suggestedName={nameOf(answer.question)} onClose={() => setOpen(null)} />
      )}
      {open === 'verify' && <VerifyDialog answer={answer} onClose={() => setOpen(null)} />}
      {open === 'wrong' && (
        <WrongDialog
          onClose={() => setOpen(null)}
          onSend={(comment) => {
            setOpen(null)
            rate.mutate({ rating: 'down', ...(comment === '' ? {} : { comment }) })
          }}
        />
      )}
    </footer>
  )
}

function VerifyDialog({ answer, onClose }: { answer: Answer; onClose: () => void }) {
  const { app } = useApp()
  const queryClient = useQueryClient()
  const [question, setQuestion] = useState(answer.question)
  const verify = useMutation({
    mutationFn: () => api.post('/api/apps/{app}/ask/{id}/verify', { path: { app: app.id, id: answer.id }, body: { question: question.trim() } }),
    meta: { ownError: true },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: verifiedQuery(app.id).queryKey })
      toastDone('Verified. Questions that mean the same are answered like this one.')
      onClose()
    },
  })
  return (
    <FormDialog
      onClose={onClose}
      title="Verify this answer"
      description="Questions that mean the same are answered in this way from now on, with their time resolved anew, and carry the label “verified”."
      submit="Verify"
      onSubmit={() => verify.mutate()}
      busy={verify.isPending}
      disabled={question.trim() === ''}
      error={verify.error}
    >
      <Field label="How the question is called" hint="Say all of it, where it was a follow-up.">
        {(ids) => <Input {...ids} required maxLength={2000} value={question} onChange={(event) => setQuestion(event.target.value)} />}
      </Field>
    </FormDialog>
  )
}

function WrongDialog({ onSend, onClose }: { onSend: (comment: string) => void; onClose: () => void }) {
  const [comment, setComment] = useState('')
  return (
    <FormDialog
      onClose={onClose}
      title="What is wrong?"
      description="The editors of the app see the question, the answer and your name."
      submit="Send"
      onSubmit={() => onSend(comment.trim())}
    >
      <Field label="Comment" hint="Optional">
        {(ids) => <TextArea {...ids} rows={3} maxLength={2000} value={comment} onChange={(event) => setComment(event.target.value)} />}
      </Field>
    </FormDialog>
  )
}
