import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api, type Reply } from '@/api/client'
import { formatAgo, formatDuration, formatNumber } from '@/shared/lib/format'
import { Button } from '@/shared/ui/button'
import { ConfirmDialog } from '@/shared/ui/dialog'
import { Field, Input } from '@/shared/ui/field'
import { ScrolledTable } from '@/shared/ui/scrolled-table'
import { Select } from '@/shared/ui/select'
import { EmptyState, ErrorState, errorText, LoadingRows, Notice } from '@/shared/ui/states'
import { toastDone } from '@/shared/ui/toast'

type Model = Reply<'/api/ask/model', 'get'>

const modelQuery = queryOptions({
  queryKey: ['model'],
  queryFn: ({ signal }) => api.get('/api/ask/model', { signal }),
})

const usageQuery = queryOptions({
  queryKey: ['model', 'usage'],
  queryFn: ({ signal }) => api.get('/api/ask/usage', { query: { days: 30 }, signal }),
})

const providers = [
  { value: 'openai', label: 'OpenAI or compatible', url: 'https://api.openai.com/v1' },
  { value: 'anthropic', label: 'Anthropic', url: 'https://api.anthropic.com/v1' },
] as const

type Provider = (typeof providers)[number]['value']

/** The model that answers questions, for admins: which one, whether it works, what it took. */
export function ModelSection() {
  const model = useQuery(modelQuery)
  return (
    <>
      {model.isPending && <LoadingRows />}
      {model.isError && <ErrorState error={model.error} />}
      {model.data && <ModelForm key={model.data.changed_at} model={model.data} />}
      <Usage />
    </>
  )
}

function ModelForm({ model }: { model: Model }) {
  const queryClient = useQueryClient()
  const fixed = model.source === 'environment'
  const [provider, setProvider] = useState<Provider>(model.provider === 'anthropic' ? 'anthropic' : 'openai')
  const [url, setUrl] = useState(model.url)
  const [name, setName] = useState(model.model)
  const [key, setKey] = useState('')
  const [removing, setRemoving] = useState(false)
  const refresh = () => queryClient.invalidateQueries({ queryKey: modelQuery.queryKey })
  const save = useMutation({
    mutationFn: () =>
      api.put('/api/ask/model', {
        body: { provider, model: name.trim(), ...(url.trim() === '' ? {} : { url: url.trim() }), ...(key === '' ? {} : { key }) },
      }),
    meta: { ownError: true },
    onSuccess: async () => {
      setKey('')
      await refresh()
      toastDone('Saved. Questions go to this model from now on.')
    },
  })
  const test = useMutation({ mutationFn: () => api.post('/api/ask/model/test', {}), meta: { ownError: true } })
  const remove = useMutation({
    mutationFn: () => api.delete('/api/ask/model', {}),
    onSuccess: async () => {
      await refresh()
      toastDone('Removed. The interpreter answers.')
    },
    onSettled: () => setRemoving(false),
  })
  /** Another provider is not under the former one's own address; one that was typed stays. */
  function choose(next: Provider) {
    if (providers.some((each) => each.url === url)) setUrl('')
    setProvider(next)
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className="card card-body stack" onSubmit={submit} aria-label="Model">
      {save.error && <Notice tone="bad">{errorText(save.error)}</Notice>}
      {fixed && <Notice>The environment of the portal names this model; it is changed there.</Notice>}
      {model.source === 'none' && <Notice>Without a model the interpreter answers: it needs none, and nothing leaves this machine. With one, questions and results go to its provider.</Notice>}
      {!model.key_opens && <Notice tone="warn">The key was sealed under another CAUSALITY_SECRET_KEY. Give it anew.</Notice>}
      <Field label="Provider">
        {({ id }) => <Select id={id} label="Provider" disabled={fixed} value={provider} options={providers} onChange={choose} />}
      </Field>
      <Field label="URL" hint="The base of the API. A server of your own works too, for example http://127.0.0.1:11434/v1.">
        {(ids) => (
          <Input
            {...ids}
            type="url"
            maxLength={2000}
            disabled={fixed}
            placeholder={providers.find((each) => each.value === provider)?.url}
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        )}
      </Field>
      <Field label="Model" hint="As the provider calls it. It must be able to call tools.">
        {(ids) => <Input {...ids} required maxLength={200} disabled={fixed} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      {!fixed && (
        <Field
          label="Key"
          hint={model.has_key ? 'There is one. Leave this empty to keep it; with another provider or URL it must be given anew.' : 'Leave this empty for a server that needs none. It is kept encrypted and never shown again.'}
        >
          {(ids) => <Input {...ids} type="password" autoComplete="off" maxLength={2000} value={key} onChange={(event) => setKey(event.target.value)} />}
        </Field>
      )}
      {model.changed_by !== null && model.changed_at !== null && (
        <p className="muted">
          Set by {model.changed_by}, {formatAgo(model.changed_at)}.
        </p>
      )}
      {test.data && (
        <Notice tone={test.data.works ? 'good' : 'bad'}>
          {test.data.detail} ({formatDuration(test.data.wall_ms / 1000)})
        </Notice>
      )}
      {test.error && <Notice tone="bad">{errorText(test.error)}</Notice>}
      <div className="dialog-actions">
        {model.source === 'settings' && (
          <Button variant="ghost" onClick={() => setRemoving(true)}>
            Remove
          </Button>
        )}
        {model.source !== 'none' && (
          <Button busy={test.isPending} onClick={() => test.mutate()}>
            Test
          </Button>
        )}
        {!fixed && (
          <Button type="submit" variant="primary" busy={save.isPending} disabled={name.trim() === ''}>
            Save
          </Button>
        )}
      </div>
      <ConfirmDialog
        open={removing}
        title="Remove the model?"
        text="Its key is deleted. Questions are answered by the interpreter from then on."
        confirm="Remove"
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setRemoving(false)}
      />
    </form>
  )
}

function Usage() {
  const usage = useQuery(usageQuery)
  return (
    <section className="card" aria-labelledby="usage">
      <div className="card-head">
        <div>
          <h2 id="usage">What models took</h2>
          <p className="muted">Questions and tokens of the last 30 days, over all apps.</p>
        </div>
      </div>
      {usage.isPending && <LoadingRows />}
      {usage.isError && <ErrorState error={usage.error} />}
      {usage.data?.usage.length === 0 && <EmptyState title="No model was asked" />}
      {usage.data && usage.data.usage.length > 0 && (
        <ScrolledTable label="Questions to the model">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Who</th>
                <th scope="col">Model</th>
                <th scope="col" className="num">
                  Questions
                </th>
                <th scope="col" className="num">
                  Without an answer
                </th>
                <th scope="col" className="num">
                  Tokens read
                </th>
                <th scope="col" className="num">
                  Tokens written
                </th>
              </tr>
            </thead>
            <tbody>
              {usage.data.usage.map((each) => (
                <tr key={`${each.user} ${each.engine}`}>
                  <td>{each.user}</td>
                  <td>{each.engine.replace(/^model:/, '')}</td>
                  <td className="num">{formatNumber(each.questions)}</td>
                  <td className="num">{formatNumber(each.failed)}</td>
                  <td className="num">{formatNumber(each.input_tokens)}</td>
                  <td className="num">{formatNumber(each.output_tokens)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrolledTable>
      )}
    </section>
  )
}
