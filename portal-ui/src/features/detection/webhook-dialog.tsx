import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '@/api/client'
import { webhooksQuery } from '@/api/queries'
import { useApp } from '@/shared/lib/app-context'
import { Button } from '@/shared/ui/button'
import { CopyButton } from '@/shared/ui/copy-button'
import { Dialog } from '@/shared/ui/dialog'
import { Checkbox, Field, Input } from '@/shared/ui/field'
import { FormDialog } from '@/shared/ui/form-dialog'
import { Segmented } from '@/shared/ui/segmented'
import { toastDone } from '@/shared/ui/toast'
import type { Webhook } from './queries'

type AuthType = Webhook['auth']['type']

const authFields: Record<AuthType, { name: 'username' | 'password' | 'token' | 'secret'; label: string; hidden?: true }[]> = {
  none: [],
  basic: [
    { name: 'username', label: 'User name' },
    { name: 'password', label: 'Password', hidden: true },
  ],
  bearer: [{ name: 'token', label: 'Token', hidden: true }],
  hmac: [{ name: 'secret', label: 'Secret', hidden: true }],
}

/** Makes a webhook or changes one. Secrets that are kept are not shown again; what is left empty stays. */
export function WebhookDialog({ webhook, onClose }: { webhook: Webhook | null; onClose: () => void }) {
  const { app, admin } = useApp()
  const queryClient = useQueryClient()
  const [name, setName] = useState(webhook?.name ?? '')
  const [url, setUrl] = useState(webhook?.url ?? '')
  const [template, setTemplate] = useState<Webhook['template']>(webhook?.template ?? 'json')
  const [authType, setAuthType] = useState<AuthType>(webhook?.auth.type ?? 'none')
  const [auth, setAuth] = useState<Partial<Record<'username' | 'password' | 'token' | 'secret', string>>>({})
  const [allowPrivate, setAllowPrivate] = useState(webhook?.allow_private ?? false)
  const [secret, setSecret] = useState<string | null>(null)
  const filled = authFields[authType].every((field) => (auth[field.name] ?? '') !== '')
  const keeps = webhook !== null && authType === webhook.auth.type && Object.values(auth).every((value) => value === '')
  const save = useMutation({
    mutationFn: async () => {
      const body = {
        name: name.trim(),
        url: url.trim(),
        template,
        allow_private: allowPrivate,
        ...(keeps ? {} : { auth: { type: authType, ...Object.fromEntries(authFields[authType].map((field) => [field.name, auth[field.name] ?? ''])) } }),
      }
      if (webhook) {
        await api.put('/api/webhooks/{id}', { path: { id: webhook.id }, body })
        return null
      }
      return (await api.post('/api/webhooks', { body: { ...body, app: app.id } })).secret
    },
    meta: { ownError: true },
    onSuccess: async (made) => {
      await queryClient.invalidateQueries({ queryKey: webhooksQuery(app.id).queryKey })
      if (made === null) {
        toastDone('Webhook saved.')
        onClose()
      } else setSecret(made)
    },
  })
  if (secret !== null) {
    return (
      <Dialog open onClose={onClose} title="The secret of its signatures" description="It is shown this once. With it the receiver checks that an alert is ours.">
        <div className="stack">
          <div className="row">
            <code className="code grow">{secret}</code>
            <CopyButton text={secret} label="Copy" />
          </div>
          <div className="dialog-actions">
            <Button variant="primary" onClick={onClose}>
              I have it
            </Button>
          </div>
        </div>
      </Dialog>
    )
  }
  return (
    <FormDialog
      onClose={onClose}
      title={webhook ? `Change “${webhook.name}”` : 'New webhook'}
      submit="Save"
      onSubmit={() => save.mutate()}
      busy={save.isPending}
      disabled={name.trim() === '' || url.trim() === '' || !(keeps || filled)}
      error={save.error}
    >
      <Field label="Name">{(ids) => <Input {...ids} required maxLength={200} placeholder="On call" value={name} onChange={(event) => setName(event.target.value)} />}</Field>
      <Field label="Address" hint="It must answer 2xx within 10 seconds.">
        {(ids) => <Input {...ids} required type="url" maxLength={2000} placeholder="https://" value={url} onChange={(event) => setUrl(event.target.value)} />}
      </Field>
      <div className="row">
        <span>Body</span>
        <Segmented
          label="Body"
          value={template}
          options={[
            { value: 'json', label: 'JSON' },
            { value: 'slack', label: 'Slack message' },
          ]}
          onChange={setTemplate}
        />
      </div>
      <div className="row">
        <span>Authorization</span>
        <Segmented
          label="Authorization"
          value={authType}
          options={[
            { value: 'none', label: 'none' },
            { value: 'basic', label: 'basic' },
            { value: 'bearer', label: 'bearer' },
            { value: 'hmac', label: 'HMAC' },
          ]}
          onChange={setAuthType}
        />
      </div>
      {authFields[authType].map((field) => (
        <Field key={field.name} label={field.label} hint={keeps ? 'Stays as it is while this is empty.' : undefined}>
          {(ids) => (
            <Input
              {...ids}
              type={field.hidden ? 'password' : 'text'}
              autoComplete="off"
              required={!keeps}
              value={auth[field.name] ?? ''}
              onChange={(event) => setAuth({ ...auth, [field.name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      {admin && <Checkbox label="It may be on this machine or in a private network" checked={allowPrivate} onChange={setAllowPrivate} />}
    </FormDialog>
  )
}
