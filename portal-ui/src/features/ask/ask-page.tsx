import './ask.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Plus, Sparkles } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { ApiError } from '@/api/client'
import { propertyNamesQuery } from '@/api/queries'
import { useApp } from '@/shared/lib/app-context'
import { Button } from '@/shared/ui/button'
import { Page } from '@/shared/ui/page'
import { ErrorState, LoadingRows, Notice } from '@/shared/ui/states'
import { toastError } from '@/shared/ui/toast'
import { followUps } from './answer-model'
import { AnswerView, Chips } from './answer-view'
import { Composer } from './composer'
import { conversationQuery, suggestionsQuery, verifiedQuery } from './queries'
import { Review, Verified } from './review'
import { Threads } from './threads'
import { useAsk, type Asked, type Stopped } from './use-ask'

const route = getRouteApi('/signed-in/$app/ask')

/** Questions in plain English, and answers that can be checked. */
export function AskPage() {
  const { app } = useApp()
  const { q, thread } = route.useSearch()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const conversation = useQuery({ ...conversationQuery(app.id, thread ?? ''), enabled: thread !== undefined })
  const suggestions = useQuery(suggestionsQuery(app.id)).data ?? []
  const properties = useQuery(propertyNamesQuery(app.id, 'event', '')).data ?? []
  const verified = useQuery(verifiedQuery(app.id)).data ?? []
  const asking = useAsk()
  const { start, forget } = asking
  const field = useRef<HTMLTextAreaElement>(null)
  const end = useRef<HTMLDivElement>(null)

  function put(asked: Asked) {
    start(asked, {
      onSuccess: (answer) => {
        if (answer.conversation !== null) void navigate({ search: { thread: answer.conversation }, replace: q !== undefined })
      },
    })
  }

  // A question in the address is asked once, in a thread of its own; the thread's address then takes its place.
  const asked = useRef<string>(null)
  useEffect(() => {
    if (q === undefined) {
      asked.current = null
      return
    }
    if (asked.current === q) return
    asked.current = q
    start(
      { question: q },
      {
        onSuccess: (answer) => {
          if (answer.conversation !== null) void navigate({ search: { thread: answer.conversation }, replace: true })
        },
      },
    )
  }, [q, start, navigate])

  const answers = thread === undefined ? [] : (conversation.data?.answers ?? [])
  const count = answers.length
  const running = asking.running
  const failed = asking.failed
  const stopped = asking.stopped?.thread === thread ? asking.stopped : null
  useEffect(() => {
    if (count > 0 || running) end.current?.scrollIntoView({ block: 'nearest' })
  }, [count, running])

  async function rerun(id: string) {
    try {
      const old = await queryClient.fetchQuery(conversationQuery(app.id, id))
      let next: string | undefined
      for (const { question } of old.answers ?? []) {
        const answer = await asking.startAsync({ question, thread: next })
        next = answer.conversation ?? undefined
        if (next !== undefined) await navigate({ search: { thread: next } })
      }
    } catch (error) {
      toastError(error)
    }
  }

  const own = thread === undefined || (conversation.data?.own ?? true)
  const last = answers[answers.length - 1]
  const follow = last && own && !running ? followUps(last, properties.map((each) => each.name)) : []
  const started = thread !== undefined || running !== null || failed !== null || stopped !== null
  const ask = (question: string) => put({ question, thread })
  return (
    <Page
      title="Ask"
      subtitle={thread === undefined ? undefined : conversation.data?.name}
      actions={
        started && (
          <Button
            onClick={() => {
              forget()
              void navigate({ search: {} })
              field.current?.focus()
            }}
          >
            <Plus size={14} aria-hidden="true" />
            New thread
          </Button>
        )
      }
    >
      <div className="ask">
        <div className="ask-main">
          {!started && (
            <div className="ask-welcome">
              <h2>What do you want to know about {app.name}?</h2>
              <p className="muted">Every answer says how the question was read, and shows its rows and its SQL. What cannot be told from the data is declined.</p>
            </div>
          )}
          {thread !== undefined && conversation.isPending && <LoadingRows rows={4} />}
          {thread !== undefined && conversation.isError && <ErrorState title="This thread cannot be read" error={conversation.error} onRetry={() => void conversation.refetch()} />}
          {answers.map((answer) => (
            <AnswerView
              key={answer.id}
              answer={answer}
              verified={verified.some((each) => each.question === answer.question)}
              suggestions={suggestions}
              {...(own && !running ? { onAsk: ask } : {})}
            />
          ))}
          {running && <Working question={running.question} steps={running.steps} text={running.text} />}
          {stopped && <StoppedView stopped={stopped} onAgain={() => put({ question: stopped.question, thread })} />}
          {failed && <Failed question={failed.question} error={failed.error} onAgain={(mode) => put({ question: failed.question, thread: failed.thread, ...(mode ? { mode } : {}) })} />}
          {follow.length > 0 && <Chips label="Go on" questions={follow} onAsk={ask} />}
          {!own && <Notice>This thread is {conversation.data?.owner}’s. You can read it; ask in one of your own.</Notice>}
          {own && (
            <Composer
              ref={field}
              label="Your question"
              placeholder={started ? 'Ask on: “now by country”, “and last month?”, or something else' : 'How many people signed up last week?'}
              busy={running !== null}
              onAsk={ask}
              onStop={asking.stop}
            />
          )}
          {!started && suggestions.length > 0 && <Chips label="For example" questions={suggestions} onAsk={ask} />}
          <div ref={end} />
        </div>
        <Aside current={thread} onRerun={(id) => void rerun(id)} onAsk={(question) => void navigate({ search: { q: question } })} />
      </div>
    </Page>
  )
}

interface WorkingProps {
  question: string
  steps: { n: number; title: string; state: string; rows?: number }[]
  text: string
}

function Working({ question, steps, text }: WorkingProps) {
  return (
    <article className="answer card" aria-label={question} aria-busy="true">
      <header className="answer-head">
        <h2>{question}</h2>
      </header>
      <div role="status">
        <ul className="ask-steps">
          {steps.map((step) => (
            <li key={step.n} data-state={step.state}>
              {step.title}
            </li>
          ))}
          {steps.every((step) => step.state !== 'running') && (
            <li data-state="running">{steps.length === 0 ? 'Reading the question' : 'Putting the answer together'}</li>
          )}
        </ul>
      </div>
      {text !== '' && <p className="answer-text">{text}</p>}
    </article>
  )
}

/** What had been shown when somebody stopped it: no answer, and never taken for one. */
function StoppedView({ stopped, onAgain }: { stopped: Stopped; onAgain: () => void }) {
  return (
    <article className="answer card" aria-label={stopped.question}>
      <header className="answer-head">
        <h2>{stopped.question}</h2>
        <span className="badge badge-warn">stopped</span>
      </header>
      {stopped.steps.length > 0 && (
        <ul className="ask-steps">
          {stopped.steps.map((step) => (
            <li key={step.n} data-state={step.state === 'running' ? 'failed' : step.state}>
              {step.title}
            </li>
          ))}
        </ul>
      )}
      {stopped.text !== '' && <p className="answer-text">{stopped.text.trimEnd()}…</p>}
      <div className="row">
        <Button small onClick={onAgain}>
          Ask again
        </Button>
      </div>
    </article>
  )
}

function Failed({ question, error, onAgain }: { question: string; error: unknown; onAgain: (mode?: 'interpreter') => void }) {
  const down = error instanceof ApiError && error.code === 'provider_down'
  return (
    <article className="answer card" aria-label={question}>
      <header className="answer-head">
        <h2>{question}</h2>
      </header>
      {down ? (
        <>
          <Notice tone="warn">The model does not answer. The interpreter, which needs none, can read the common kinds of questions.</Notice>
          <div className="row row-wrap">
            <Button variant="primary" onClick={() => onAgain('interpreter')}>
              <Sparkles size={14} aria-hidden="true" />
              Ask the interpreter
            </Button>
            <Button onClick={() => onAgain()}>Try the model again</Button>
          </div>
        </>
      ) : (
        <ErrorState title="This question has no answer" error={error} onRetry={() => onAgain()} />
      )}
    </article>
  )
}

type Tab = 'threads' | 'verified' | 'review'

function Aside({ current, onRerun, onAsk }: { current: string | undefined; onRerun: (id: string) => void; onAsk: (question: string) => void }) {
  const { editor } = useApp()
  const [tab, setTab] = useState<Tab>('threads')
  const tabs: { value: Tab; label: string }[] = [
    { value: 'threads', label: 'Threads' },
    { value: 'verified', label: 'Verified' },
    ...(editor ? [{ value: 'review' as const, label: 'Review' }] : []),
  ]
  return (
    <aside className="ask-side" aria-label="Threads and verified questions">
      <div className="tabs" role="tablist" aria-label="What is listed">
        {tabs.map((each) => (
          <button key={each.value} type="button" role="tab" aria-selected={each.value === tab} onClick={() => setTab(each.value)}>
            {each.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" aria-label={tabs.find((each) => each.value === tab)?.label}>
        {tab === 'threads' && <Threads current={current} onRerun={onRerun} />}
        {tab === 'verified' && <Verified onAsk={onAsk} />}
        {tab === 'review' && <Review onAsk={onAsk} />}
      </div>
    </aside>
  )
}
