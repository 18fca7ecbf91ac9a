import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { MoreHorizontal, Pencil, RotateCw, Share2, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Conversation } from '@/api/ask'
import { api } from '@/api/client'
import { useApp } from '@/shared/lib/app-context'
import { formatAgo, plural } from '@/shared/lib/format'
import { IconButton } from '@/shared/ui/button'
import { ConfirmDialog } from '@/shared/ui/dialog'
import { Field, Input } from '@/shared/ui/field'
import { FormDialog } from '@/shared/ui/form-dialog'
import { Menu } from '@/shared/ui/menu'
import { ErrorState, LoadingRows } from '@/shared/ui/states'
import { toastDone } from '@/shared/ui/toast'
import { conversationQuery, conversationsQuery } from './queries'

/** One's own threads and those that others share, latest first. */
export function Threads({ current, onRerun }: { current: string | undefined; onRerun: (id: string) => void }) {
  const { app } = useApp()
  const threads = useQuery(conversationsQuery(app.id))
  if (threads.isPending) return <LoadingRows rows={4} />
  if (threads.isError) return <ErrorState error={threads.error} onRetry={() => void threads.refetch()} />
  if (threads.data.length === 0) return <p className="muted">What you ask is kept here.</p>
  return (
    <ul className="ask-threads">
      {threads.data.map((thread) => (
        <li key={thread.id} data-current={thread.id === current || undefined}>
          <Link to="/$app/ask" params={{ app: app.id }} search={{ thread: thread.id }} aria-current={thread.id === current ? 'page' : undefined}>
            <span className="ellipsis">{thread.name}</span>
            <small>
              {plural(thread.questions, 'question')} · {formatAgo(thread.updated_at)}
              {thread.own ? (thread.shared ? ' · shared' : '') : ` · ${thread.owner}`}
            </small>
          </Link>
          <ThreadMenu thread={thread} current={thread.id === current} onRerun={() => onRerun(thread.id)} />
        </li>
      ))}
    </ul>
  )
}

function ThreadMenu({ thread, current, onRerun }: { thread: Omit<Conversation, 'answers'>; current: boolean; onRerun: () => void }) {
  const { app } = useApp()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'name' | 'delete' | null>(null)
  const path = { app: app.id, id: thread.id }
  const change = useMutation({
    mutationFn: (body: { name?: string; shared?: boolean }) => api.patch('/api/apps/{app}/conversations/{id}', { path, body }),
    onSuccess: async (next, body) => {
      setOpen(null)
      queryClient.setQueryData(conversationQuery(app.id, thread.id).queryKey, (old) => (old ? { ...old, name: next.name, shared: next.shared } : old))
      await queryClient.invalidateQueries({ queryKey: conversationsQuery(app.id).queryKey, exact: true })
      if (body.shared !== undefined) toastDone(body.shared ? 'Everybody who sees the app can read it now.' : 'It is yours alone again.')
    },
  })
  const remove = useMutation({
    mutationFn: () => api.delete('/api/apps/{app}/conversations/{id}', { path }),
    onSuccess: async () => {
      setOpen(null)
      if (current) await navigate({ to: '/$app/ask', params: { app: app.id }, search: {} })
      queryClient.removeQueries({ queryKey: conversationQuery(app.id, thread.id).queryKey })
      await queryClient.invalidateQueries({ queryKey: conversationsQuery(app.id).queryKey, exact: true })
      toastDone('Thread deleted.')
    },
  })
  const again = { label: 'Ask all of it again', icon: <RotateCw size={15} aria-hidden="true" />, onSelect: onRerun }
  return (
    <>
      <Menu
        trigger={<IconButton small label={`More for “${thread.name}”`} hint="More" icon={<MoreHorizontal size={15} aria-hidden="true" />} />}
        entries={
          thread.own
            ? [
                again,
                { label: 'Rename', icon: <Pencil size={15} aria-hidden="true" />, onSelect: () => setOpen('name') },
                {
                  label: thread.shared ? 'Stop sharing' : 'Share in the app',
                  icon: <Share2 size={15} aria-hidden="true" />,
                  onSelect: () => change.mutate({ shared: !thread.shared }),
                },
                'separator',
                { label: 'Delete', icon: <Trash2 size={15} aria-hidden="true" />, danger: true, onSelect: () => setOpen('delete') },
              ]
            : [again]
        }
      />
      {open === 'name' && <NameDialog name={thread.name} busy={change.isPending} onSave={(name) => change.mutate({ name })} onClose={() => setOpen(null)} />}
      <ConfirmDialog
        open={open === 'delete'}
        title="Delete this thread?"
        text={
          <>
            “{thread.name}” and its {plural(thread.questions, 'answer')} are gone for everybody. Charts and verified questions that came of it stay.
          </>
        }
        confirm="Delete"
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setOpen(null)}
      />
    </>
  )
}

function NameDialog({ name, busy, onSave, onClose }: { name: string; busy: boolean; onSave: (name: string) => void; onClose: () => void }) {
  const [text, setText] = useState(name)
  return (
    <FormDialog
      onClose={onClose}
      title="Rename the thread"
      submit="Rename"
      onSubmit={() => onSave(text.trim())}
      busy={busy}
      disabled={text.trim() === ''}
    >
      <Field label="Name">{(ids) => <Input {...ids} required maxLength={200} value={text} onChange={(event) => setText(event.target.value)} />}</Field>
    </FormDialog>
  )
}
