// A model's provider that says what a story wants, streamed in the wire format of OpenAI's chat completions, and keeps what it was sent.
import { createServer } from 'node:http'

/** Calls a tool. */
export function call(tool, args) {
  return { tool, args: JSON.stringify(args) }
}

/** The end of a question: its text, and the number of the result that has the rows. */
export function answered(text, result) {
  return call('answer', { status: 'answered', text, result })
}

/** Of a call the first characters of the arguments, and then nothing more: a model that is slow to write. */
export function cut(reply, characters) {
  return { ...reply, args: reply.args.slice(0, characters), cut: true }
}

/** An error of HTTP. */
export function status(code) {
  return { status: code }
}

/** Arguments come in pieces, as they do in life. */
function* chunks({ tool, args, cut: unfinished }) {
  const chunk = (choices, more) => ({ id: 'chat-1', object: 'chat.completion.chunk', created: 1, model: 'story-model', choices, ...more })
  const delta = (part, finish = null) => chunk([{ index: 0, delta: part, finish_reason: finish }])
  yield delta({ tool_calls: [{ index: 0, id: 'call_0', type: 'function', function: { name: tool, arguments: '' } }] })
  for (let at = 0; at < args.length; at += 17) yield delta({ tool_calls: [{ index: 0, function: { arguments: args.slice(at, at + 17) } }] })
  if (unfinished) return
  yield delta({}, 'tool_calls')
  yield chunk([], { usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 } })
}

export async function scriptedModel() {
  const requests = []
  let script = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const seen = { path: request.url, authorization: request.headers.authorization, body: JSON.parse(body), leaves: new Promise((left) => response.on('close', left)) }
    requests.push(seen)
    const reply = script.shift() ?? status(500)
    if (reply.status) {
      response.writeHead(reply.status, { 'Content-Type': 'application/json' }).end('{"error":{"message":"no","type":"story"}}')
      return
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    for (const chunk of chunks(reply)) response.write(`data: ${JSON.stringify(chunk)}\n\n`)
    if (!reply.cut) response.end('data: [DONE]\n\n')
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}/v1`,
    /** What it was sent, with a promise for each that the asker has gone or has all. */
    requests,
    /** What it says next, one after the other; then it fails. */
    says: (...replies) => {
      script = replies
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
