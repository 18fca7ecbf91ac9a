import { ApiError, send, urlOf } from './client'
import type { BackTestProgress, BackTestResult, RuleDraft } from './rule-types'

/**
 * Runs a draft over the stored history; the answer streams: progress, then the result. Aborting stops the work.
 *
 * @throws ApiError when the portal refuses the rule or the run fails
 */
export async function runBackTest(
  app: string,
  request: { rule: RuleDraft; from: string; to: string },
  onProgress: (progress: BackTestProgress) => void,
  signal: AbortSignal,
): Promise<BackTestResult> {
  const response = await send('post', urlOf('/api/apps/{app}/rules/backtest', { app }, undefined), request, signal, 'text/event-stream')
  if (!response.body) throw new ApiError(0, { code: 'unreachable', detail: 'The portal sent no answer.' })
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) break
    text += value
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const message = parse(text.slice(0, end))
      text = text.slice(end + 2)
      if (message?.event === 'progress') onProgress(message.data as BackTestProgress)
      else if (message?.event === 'result') return message.data as BackTestResult
      else if (message?.event === 'error') {
        const problem = message.data as { status: number; code: string; detail: string }
        throw new ApiError(problem.status, problem)
      }
    }
  }
  throw new ApiError(0, { code: 'unreachable', detail: 'The back-test ended without a result.' })
}

/** One message of the stream; null for a comment, which only keeps the connection open. */
function parse(block: string): { event: string; data: unknown } | null {
  const lines = block.split('\n')
  const field = (name: string) =>
    lines
      .filter((line) => line.startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).trimStart())
      .join('\n')
  const data = field('data')
  return data === '' ? null : { event: field('event') || 'message', data: JSON.parse(data) as unknown }
}
