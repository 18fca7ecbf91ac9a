import './session.css'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { api, ApiError, setCsrfToken, urlOf } from '@/api/client'
import { sessionQuery } from '@/api/queries'
import { Button } from '@/shared/ui/button'
import { Field, Input } from '@/shared/ui/field'
import { errorText, Notice } from '@/shared/ui/states'

const waysQuery = queryOptions({
  queryKey: ['sign-in-ways'],
  queryFn: ({ signal }) => api.get('/api/sign-in', { signal }),
  staleTime: Infinity,
})

export function SignInPage() {
  const { next, problem } = useSearch({ from: '/-/sign-in' })
  const { data: ways } = useQuery(waysQuery)
  const router = useRouter()
  const queryClient = useQueryClient()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => api.post('/api/session', { body: { email: email.trim(), password } }),
    meta: { ownError: true },
    onSuccess: async (session) => {
      setCsrfToken(session.csrf)
      queryClient.clear()
      queryClient.setQueryData(sessionQuery.queryKey, session)
      // The sign-in route sends whoever is signed in to where he wanted to go.
      await router.invalidate()
    },
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    signIn.mutate()
  }

  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <div className="sign-in-head">
          <img src="/app/icon.svg" alt="" width={44} height={44} />
          <div>
            <h1>Sign in to Causality</h1>
            <p>{next ? 'You get to the page of your link after it.' : 'Your product’s analytics, on your own machine.'}</p>
          </div>
        </div>
        <form className="card" onSubmit={submit}>
          {signIn.error && <Notice tone="bad">{signInError(signIn.error)}</Notice>}
          {problem && !signIn.error && <Notice tone="bad">{providerProblem(problem)}</Notice>}
          {ways?.provider && (
            <>
              {/* A page of the portal, not of this app: it leads to the provider. */}
              <a className="button button-secondary" href={urlOf('/api/sign-in/provider', undefined, { next })}>
                Sign in with {ways.provider}
              </a>
              <p className="sign-in-or">or with a password</p>
            </>
          )}
          <Field label="Email">
            {(ids) => (
              <Input
                {...ids}
                type="email"
                autoComplete="username"
                required
                // eslint-disable-next-line jsx-a11y/no-autofocus -- the page has one purpose
                autoFocus
                value={email}
                onChange={(event) => setEmail(event.target.value)}
              />
            )}
          </Field>
          <Field label="Password">
            {(ids) => (
              <Input
                {...ids}
                type="password"
                autoComplete="current-password"
                required
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" variant="primary" busy={signIn.isPending}>
            Sign in
          </Button>
        </form>
      </div>
    </main>
  )
}

function signInError(error: Error): string {
  if (error instanceof ApiError && error.code === 'bad_credentials') return 'Email and password do not fit together.'
  if (error instanceof ApiError && error.code === 'locked') return `Too many attempts. ${error.message}`
  return errorText(error)
}

function providerProblem(problem: string): string {
  switch (problem) {
    case 'unavailable':
      return 'The provider does not answer. Try again, or sign in with a password.'
    case 'unverified':
      return 'The provider does not say that your email is verified. Verify it there, then sign in again.'
    case 'unknown':
      return 'You are nobody here yet. Ask an admin for an account with the email that the provider knows.'
    case 'locked':
      return 'Too many attempts from your address. Wait a quarter of an hour.'
    default:
      return 'That did not work. Sign in again.'
  }
}
