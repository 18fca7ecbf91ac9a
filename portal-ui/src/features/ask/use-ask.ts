import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ask, type Answer, type AskRequest, type AskStep, type Conversation } from '@/api/ask'
import { useApp } from '@/shared/lib/app-context'
import { conversationQuery, conversationsQuery } from './queries'

export interface Asked {
  question: string
  /** The thread that it continues; without, it begins one. */
  thread?: string | undefined
  mode?: AskRequest['mode']
}

/** A question that was stopped, with what had been shown of its answer. */
export interface Stopped extends Asked {
  steps: AskStep[]
  text: string
}

/** Asking a question: its steps while it works, and how to stop it. The answer is put into its thread. */
export function useAsk() {
  const { app, user } = useApp()
  const queryClient = useQueryClient()
  const [steps, setSteps] = useState<AskStep[]>([])
  const [text, setText] = useState('')
  const [stopped, setStopped] = useState<Stopped | null>(null)
  const stopper = useRef<AbortController>(null)
  const mutation = useMutation({
    mutationFn: ({ question, thread, mode }: Asked) => {
      stopper.current = new AbortController()
      return ask(
        app.id,
        { question, ...(thread ? { conversation: thread } : {}), ...(mode ? { mode } : {}) },
        {
          onStep: (step) => setSteps((old) => [...old.filter((each) => each.n !== step.n), step].sort((a, b) => a.n - b.n)),
          onText: (delta) => setText((old) => old + delta),
        },
        stopper.current.signal,
      )
    },
    meta: { ownError: true },
    onMutate: () => {
      setSteps([])
      setText('')
      setStopped(null)
    },
    onSuccess: async (answer, { question }) => {
      const id = answer.conversation
      if (id === null) return
      await queryClient.cancelQueries({ queryKey: conversationQuery(app.id, id).queryKey })
      queryClient.setQueryData(conversationQuery(app.id, id).queryKey, (old) => withAnswer(old ?? begun(id, question, user.email), answer))
      await queryClient.invalidateQueries({ queryKey: conversationsQuery(app.id).queryKey, exact: true })
    },
  })
  return {
    start: mutation.mutate,
    startAsync: mutation.mutateAsync,
    stop: () => {
      stopper.current?.abort()
      if (mutation.isPending) setStopped({ ...mutation.variables, steps, text })
      mutation.reset()
    },
    forget: () => {
      setStopped(null)
      mutation.reset()
    },
    stopped,
    running: mutation.isPending ? { ...mutation.variables, steps, text } : null,
    failed: mutation.isError ? { ...mutation.variables, error: mutation.error } : null,
  }
}

function begun(id: string, question: string, owner: string): Conversation {
  const now = new Date().toISOString()
  return { id, name: question, owner, own: true, shared: false, questions: 0, created_at: now, updated_at: now, answers: [] }
}

function withAnswer(thread: Conversation, answer: Answer): Conversation {
  const answers = [...(thread.answers ?? []).filter((each) => each.id !== answer.id), answer]
  return { ...thread, answers, questions: answers.length }
}
