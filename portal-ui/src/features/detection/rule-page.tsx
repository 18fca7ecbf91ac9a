import './detection.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ApiError } from '@/api/client'
import { webhooksQuery } from '@/api/queries'
import type { Rule, RuleDraft } from '@/api/rule-types'
import { useApp } from '@/shared/lib/app-context'
import { Button } from '@/shared/ui/button'
import { Field, Input } from '@/shared/ui/field'
import { Page } from '@/shared/ui/page'
import { Segmented } from '@/shared/ui/segmented'
import { errorText, ErrorState, LoadingRows, Notice } from '@/shared/ui/states'
import { toastDone } from '@/shared/ui/toast'
import { BackTestPanel } from './back-test-panel'
import { ruleQuery, rulesQuery } from './queries'
import { RuleJson } from './rule-json'
import { emptyRule, kinds, problemOf, sentence } from './rule-model'
import { RuleSettings } from './rule-settings'
import { RuleState } from './rule-state'
import { WhenEditor } from './when-editor'

const newRoute = getRouteApi('/signed-in/$app/rules/new')
const ruleRoute = getRouteApi('/signed-in/$app/rules/$id')

/** What a person may change of a kept rule. */
function draftOf({ name, enabled, scope, severity, cooldown_s, lateness_s, mute, when, actions }: Rule): RuleDraft {
  return { name, enabled, scope, severity, cooldown_s, lateness_s, mute, when, actions }
}

/** First the kind, then the rule. */
export function NewRulePage() {
  const { copy } = newRoute.useSearch()
  const { app } = useApp()
  const original = useQuery({ ...ruleQuery(app.id, copy ?? ''), enabled: copy !== undefined })
  const [draft, setDraft] = useState<RuleDraft | null>(null)
  if (copy !== undefined && draft === null) {
    if (original.isError) return <ErrorState error={original.error} />
    if (!original.data) return <LoadingRows />
    return <RuleEditor start={{ ...draftOf(original.data), name: `${original.data.name} (copy)` }} kept={null} />
  }
  if (draft !== null) return <RuleEditor start={draft} kept={null} />
  return (
    <Page title="New rule" subtitle="What do you want to be told of?">
      <div className="detection-kinds">
        {kinds.map(({ kind, label, hint }) => (
          <button key={kind} type="button" className="detection-kind" onClick={() => setDraft(emptyRule(kind))}>
            <strong>{label}</strong>
            <span>{hint}</span>
          </button>
        ))}
      </div>
    </Page>
  )
}

export function RulePage() {
  const { app } = useApp()
  const { id } = ruleRoute.useParams()
  const rule = useQuery(ruleQuery(app.id, id))
  if (rule.isError) return <ErrorState error={rule.error} onRetry={() => void rule.refetch()} />
  if (!rule.data) return <LoadingRows />
  return <RuleEditor key={`${rule.data.id}@${rule.data.version}`} start={draftOf(rule.data)} kept={rule.data} />
}

function RuleEditor({ start, kept }: { start: RuleDraft; kept: Rule | null }) {
  const { app, editor } = useApp()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const webhooks = useQuery(webhooksQuery(app.id))
  const [rule, setRule] = useState(start)
  const [mode, setMode] = useState<'form' | 'json'>('form')
  const [jsonProblem, setJsonProblem] = useState<string | null>(null)
  const problem = jsonProblem ?? problemOf(rule)
  const save = useMutation({
    mutationFn: () =>
      kept
        ? api.put('/api/apps/{app}/rules/{id}', { path: { app: app.id, id: kept.id }, body: rule })
        : api.post('/api/apps/{app}/rules', { path: { app: app.id }, body: rule }),
    meta: { ownError: true },
    onSuccess: async (saved) => {
      queryClient.setQueryData(ruleQuery(app.id, saved.id).queryKey, saved)
      await queryClient.invalidateQueries({ queryKey: rulesQuery(app.id).queryKey })
      toastDone(`Rule “${saved.name}” saved. The job takes it up within two seconds.`)
      await navigate({ to: '/$app/rules', params: { app: app.id } })
    },
  })
  return (
    <Page
      title={kept ? kept.name : 'New rule'}
      subtitle={kept ? <RuleState rule={kept} /> : sentence(rule.when)}
      actions={
        <>
          <Segmented
            label="How to write the rule"
            value={mode}
            options={[
              { value: 'form', label: 'Words' },
              { value: 'json', label: 'JSON' },
            ]}
            onChange={(next) => {
              setMode(next)
              setJsonProblem(null)
            }}
          />
          {editor && (
            <Button variant="primary" busy={save.isPending} disabled={problem !== null} title={problem ?? undefined} onClick={() => save.mutate()}>
              Save
            </Button>
          )}
        </>
      }
    >
      {save.error && (
        <Notice tone="bad">
          {errorText(save.error)}
          {save.error instanceof ApiError && save.error.field && (
            <>
              {' '}
              Where: <code>{save.error.field}</code>
            </>
          )}
        </Notice>
      )}
      <div className="detection-editor">
        <div className="stack">
          {mode === 'json' ? (
            <RuleJson rule={rule} onChange={setRule} onProblem={setJsonProblem} />
          ) : (
            <>
              <section className="card card-body stack" aria-label="Rule">
                <Field label="Name">
                  {(ids) => <Input {...ids} required maxLength={200} placeholder="Payments fail" value={rule.name} onChange={(event) => setRule({ ...rule, name: event.target.value })} />}
                </Field>
                <p className="detection-sentence">{sentence(rule.when)}.</p>
                <WhenEditor when={rule.when} onChange={(when) => setRule({ ...rule, when })} />
              </section>
              <section className="card card-body stack" aria-label="Telling">
                <RuleSettings rule={rule} webhooks={webhooks.data ?? []} onChange={setRule} />
              </section>
            </>
          )}
          {problem && <p className="muted">{problem}</p>}
        </div>
        <BackTestPanel rule={rule} ready={problem === null || problem.includes('no name')} />
      </div>
    </Page>
  )
}
