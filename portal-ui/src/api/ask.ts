// Asking: the answer comes at the end of a stream of events, so that its steps are seen while it works.
import { ApiError, send, urlOf } from './client'
import type { components } from './schema'

type Described = components['schemas']['Answer']

/** An answer; of the parts that the OpenAPI file leaves open, what is in them. */
export interface Answer extends Omit<Described, 'spec' | 'definition' | 'verified' | 'usage'> {
  /** InsightSpecs, checked before they are believed. */
  spec: unknown
  definition: Record<string, unknown> | null
  verified: { id: string; question: string; by: string; at: string } | null
  usage: { wall_ms: number; input_tokens: number; output_tokens: number } | null
}

export type AnswerTable = NonNullable<Described['result']>

export interface Conversation extends Omit<components['schemas']['Conversation'], 'answers'> {
  answers?: Answer[]
}

export interface AskStep {
  n: number
  tool: string
  title: string
  state: 'running' | 'done' | 'failed'
  sql?: string
  rows?: number
  wall_ms?: number
}

export interface AskRequest {
  question: string
  conversation?: string
  timezone?: string
  mode?: 'auto' | 'interpreter' | 'model'
  verified_only?: boolean
}

export interface StreamEvent {
  event: string
  data: string
}

/** Takes the whole events out of what has arrived of a stream, and gives back what is left of it. */
export function takeEvents(text: string): { events: StreamEvent[]; rest: string } {
  const blocks = text.split('\n\n')
  const rest = blocks.pop() ?? ''
  const events = blocks.flatMap((block) => {
    const lines = block.split('\n')
    const of = (name: string) => lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2))
    const event = of('event')[0]
    return event === undefined ? [] : [{ event, data: of('data').join('\n') }]
  })
  return { events, rest }
}

export interface AskListener {
  onStep: (step: AskStep) => void
  /** A part of the text, while a model writes it. */
  onText: (delta: string) => void
}

/** Asks, and answers when the answer is there. Aborting stops the work in the portal too. */
export async function ask(app: string, request: AskRequest, listener: AskListener, signal: AbortSignal): Promise<Answer> {
  const response = await send('post', urlOf('/api/apps/{app}/ask', { app }, undefined), request, signal, 'text/event-stream')
  const reader = response.body?.getReader()
  if (!reader) throw new ApiError(0, { code: 'unreachable', detail: 'The portal sent no answer.' })
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) throw new ApiError(0, { code: 'unreachable', detail: 'The answer was cut off. Ask again.' })
    const taken = takeEvents(text + decoder.decode(value, { stream: true }))
    text = taken.rest
    for (const each of taken.events) {
      if (each.event === 'step') listener.onStep(JSON.parse(each.data) as AskStep)
      else if (each.event === 'text') listener.onText((JSON.parse(each.data) as { delta: string }).delta)
      else if (each.event === 'answer') return JSON.parse(each.data) as Answer
      else if (each.event === 'error') {
        const problem = JSON.parse(each.data) as { status?: number; code: string; detail: string }
        throw new ApiError(problem.status ?? 500, problem)
      }
    }
  }
}
