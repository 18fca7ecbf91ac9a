import type { paths } from './schema'
import type { PlannedPaths } from './types'

/** Every path of the portal: those of the OpenAPI file, and those that it does not describe yet. */
export type Paths = Omit<paths, keyof PlannedPaths> & PlannedPaths

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

type PathsWith<M extends Method> = {
  [P in keyof Paths]: Paths[P] extends Record<M, { responses: unknown }> ? P : never
}[keyof Paths]

type OperationOf<P extends keyof Paths, M extends Method> = Paths[P] extends Record<M, infer O> ? O : never

type JsonOf<C> = C extends { content: { 'application/json': infer J } } ? J : never
type SuccessOf<R> = { [S in keyof R]: S extends 200 | 201 | 202 ? JsonOf<R[S]> : never }[keyof R]
/** What an operation replies with; `undefined` where it has no body. */
export type Reply<P extends keyof Paths, M extends Method> =
  OperationOf<P, M> extends { responses: infer R } ? ([SuccessOf<R>] extends [never] ? undefined : SuccessOf<R>) : never

type ParametersOf<O, K extends string> = O extends { parameters: Record<K, infer V> } ? V : undefined
type QueryOf<O> = O extends { parameters: { query?: infer Q } } ? Q : undefined
type ContentOf<R> = R extends { content: { 'application/json': infer B } } ? B : undefined
/** `never` stands for no body at all; a body that may be left out is one, too. */
type BodyOf<O> = O extends { requestBody?: infer R } ? ([NonNullable<R>] extends [never] ? undefined : ContentOf<NonNullable<R>>) : undefined
type PathOf<P extends keyof Paths, M extends Method> =
  ParametersOf<OperationOf<P, M>, 'path'> extends undefined
    ? ParametersOf<Paths[P], 'path'>
    : ParametersOf<OperationOf<P, M>, 'path'>

export interface Request<P extends keyof Paths, M extends Method> {
  path?: PathOf<P, M>
  query?: QueryOf<OperationOf<P, M>>
  body?: BodyOf<OperationOf<P, M>>
  signal?: AbortSignal
}

/** An `application/problem+json` of the portal, or what stands for it when no portal answered. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly field: string | undefined
  readonly suggestion: string | undefined
  readonly line: number | undefined
  readonly column: number | undefined
  readonly requestId: string | undefined

  constructor(status: number, problem: Partial<ProblemBody>) {
    super(problem.detail ?? problem.title ?? `the portal answered ${status}`)
    this.name = 'ApiError'
    this.status = status
    this.code = problem.code ?? 'unknown'
    this.field = problem.field
    this.suggestion = problem.suggestion
    this.line = problem.line
    this.column = problem.column
    this.requestId = problem.requestId
  }
}

interface ProblemBody {
  title: string
  code: string
  detail: string
  requestId: string
  field: string
  suggestion: string
  line: number
  column: number
}

// The session's CSRF token. It comes with the session, lives in memory and goes out with each change.
let csrfToken: string | null = null

export function setCsrfToken(token: string | null): void {
  csrfToken = token
}

const unauthorizedListeners = new Set<() => void>()

/** Calls `listener` whenever the portal says that there is no session (any more). Returns how to stop. */
export function onUnauthorized(listener: () => void): () => void {
  unauthorizedListeners.add(listener)
  return () => unauthorizedListeners.delete(listener)
}

/** Fills a path template and appends the query; lists repeat their name, `undefined` is left out. */
export function urlOf(template: string, path: object | undefined, query: object | undefined): string {
  const values = (path ?? {}) as Record<string, unknown>
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`no value for {${name}} in ${template}`)
    return encodeURIComponent(String(value))
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === '') continue
    for (const item of Array.isArray(value) ? value : [value]) search.append(name, String(item))
  }
  const text = search.toString()
  return text === '' ? filled : `${filled}?${text}`
}

/** Sends a request with the session's cookie; a reply that is not a success is thrown as {@link ApiError}. */
export async function send(method: Method, url: string, body: unknown, signal?: AbortSignal, accept = 'application/json'): Promise<Response> {
  const headers: Record<string, string> = { Accept: accept }
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  if (method !== 'get' && csrfToken !== null) headers['X-CSRF-Token'] = csrfToken
  let response: Response
  try {
    response = await fetch(url, {
      method: method.toUpperCase(),
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      credentials: 'same-origin',
      signal: signal ?? null,
    })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new ApiError(0, { code: 'unreachable', detail: 'The portal does not answer. Is it running?' })
  }
  if (response.ok) return response
  const problem = await problemOf(response)
  if (response.status === 401 && problem.code !== 'bad_credentials') unauthorizedListeners.forEach((tell) => tell())
  throw new ApiError(response.status, problem)
}

async function problemOf(response: Response): Promise<Partial<ProblemBody>> {
  if (!(response.headers.get('Content-Type') ?? '').includes('json')) return {}
  return (await response.json()) as Partial<ProblemBody>
}

async function call<P extends keyof Paths, M extends Method>(
  method: M,
  template: P,
  request: Request<P, M> = {},
): Promise<Reply<P, M>> {
  const response = await send(method, urlOf(template, request.path as object | undefined, request.query as object | undefined), request.body, request.signal)
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as Reply<P, M>
}

/** The portal's operations, typed by the OpenAPI file. */
export const api = {
  get: <P extends PathsWith<'get'>>(path: P, request?: Request<P, 'get'>) => call('get', path, request),
  post: <P extends PathsWith<'post'>>(path: P, request?: Request<P, 'post'>) => call('post', path, request),
  put: <P extends PathsWith<'put'>>(path: P, request?: Request<P, 'put'>) => call('put', path, request),
  patch: <P extends PathsWith<'patch'>>(path: P, request?: Request<P, 'patch'>) => call('patch', path, request),
  delete: <P extends PathsWith<'delete'>>(path: P, request?: Request<P, 'delete'>) => call('delete', path, request),
}
