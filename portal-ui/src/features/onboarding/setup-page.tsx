import './onboarding.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CheckCircle2, KeyRound, Radio } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/api/client'
import { keysQuery, sessionQuery } from '@/api/queries'
import { useApp } from '@/shared/lib/app-context'
import { gatewayUrl, rememberGateway } from '@/shared/lib/gateway'
import { useLive } from '@/shared/lib/use-live'
import { Button } from '@/shared/ui/button'
import { CopyButton } from '@/shared/ui/copy-button'
import { Field, Input } from '@/shared/ui/field'
import { LiveList } from '@/shared/ui/live-list'
import { Page } from '@/shared/ui/page'
import { Segmented } from '@/shared/ui/segmented'
import { EmptyState, Notice } from '@/shared/ui/states'
import { snippets } from './snippets'

/** From a fresh app to its first event: a key, a snippet, and the event as it arrives, or why it was refused. */
export function SetupPage() {
  const { app, editor } = useApp()
  const queryClient = useQueryClient()
  const keys = useQuery(keysQuery(app.id))
  const [made, setMade] = useState<string | null>(null)
  const known = useQuery(sessionQuery).data?.gateway ?? null
  const [gateway, setGateway] = useState(() => gatewayUrl(known))
  const [language, setLanguage] = useState('curl')
  const live = useLive(app.id, {}, false)
  const create = useMutation({
    mutationFn: () => api.post('/api/apps/{app}/keys', { path: { app: app.id }, body: { name: 'first key' } }),
    onSuccess: async (key) => {
      setMade(key.key)
      await queryClient.invalidateQueries({ queryKey: keysQuery(app.id).queryKey })
    },
  })
  const all = snippets(gateway, made ?? 'YOUR_KEY')
  const shown = all.find((each) => each.id === language) ?? all[0]
  const arrived = live.items.some((item) => item.kind === 'event')
  const usable = keys.data?.filter((key) => key.revoked_at === null) ?? []
  return (
    <Page narrow title="Send events" subtitle={`Into ${app.name}`}>
      <section className="card" aria-labelledby="step-key">
        <div className="card-head">
          <h2 id="step-key" className="setup-step">
            <span aria-hidden="true">1</span> A key
          </h2>
        </div>
        <div className="card-body stack">
          {made ? (
            <>
              <div className="setup-key">
                <KeyRound size={15} aria-hidden="true" />
                <code data-testid="key">{made}</code>
                <CopyButton text={made} />
              </div>
              <p className="muted">This is the only time that it is shown. It stands in the snippets below.</p>
            </>
          ) : (
            <>
              <p>
                {usable.length === 0
                  ? 'Whoever sends events shows a key. It can send into this app and do nothing else.'
                  : `${app.name} has ${usable.length === 1 ? 'a key' : `${usable.length} keys`} (ending ${usable.map((key) => `…${key.last_four}`).join(', ')}). Put yours into the snippets, or make another one.`}
              </p>
              {editor ? (
                <div>
                  <Button variant={usable.length === 0 ? 'primary' : 'secondary'} busy={create.isPending} onClick={() => create.mutate()}>
                    Make a key
                  </Button>
                </div>
              ) : (
                <p className="muted">An editor or an admin can make one.</p>
              )}
            </>
          )}
        </div>
      </section>
      <section className="card" aria-labelledby="step-send">
        <div className="card-head">
          <h2 id="step-send" className="setup-step">
            <span aria-hidden="true">2</span> Send an event
          </h2>
          <Segmented label="Language" value={language} options={all.map(({ id, label }) => ({ value: id, label }))} onChange={setLanguage} />
        </div>
        <div className="card-body stack">
          <Field label="Address of the gateway" hint="As your clients reach it.">
            {(ids) => (
              <Input
                {...ids}
                type="url"
                value={gateway}
                onChange={(event) => {
                  setGateway(event.target.value)
                  rememberGateway(event.target.value, known)
                }}
              />
            )}
          </Field>
          {shown && (
            <>
              <div className="row row-between">
                <span className="muted">{shown.needs}</span>
                <CopyButton text={shown.code} />
              </div>
              {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled with the keyboard too */}
              <pre className="code" tabIndex={0} data-testid="snippet">
                {shown.code}
              </pre>
            </>
          )}
        </div>
      </section>
      <section className="card" aria-labelledby="step-see">
        <div className="card-head">
          <h2 id="step-see" className="setup-step">
            <span aria-hidden="true">3</span> See it arrive
          </h2>
          <span className="row muted">
            <span className="live-dot" data-state={live.state} aria-hidden="true" />
            {live.state === 'open' ? 'listening' : live.state}
          </span>
        </div>
        {arrived && (
          <div className="card-body">
            <Notice tone="good" icon={<CheckCircle2 size={15} aria-hidden="true" />}>
              It arrived. In about a minute it is in the lake too: <Link to="/$app" params={{ app: app.id }}>look at the overview</Link>.
            </Notice>
          </div>
        )}
        {live.items.length === 0 ? (
          <EmptyState title="Waiting for the first event" icon={<Radio size={19} />}>
            <p>It appears here as soon as the gateway has taken it; if it is refused, the reason stands here.</p>
          </EmptyState>
        ) : (
          <LiveList items={live.items.slice(0, 20)} />
        )}
      </section>
    </Page>
  )
}
