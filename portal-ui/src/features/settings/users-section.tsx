import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { MoreHorizontal, Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/api/client'
import { appsQuery } from '@/api/queries'
import type { Role, User } from '@/api/types'
import { useApp } from '@/shared/lib/app-context'
import { Button, IconButton } from '@/shared/ui/button'
import { ConfirmDialog } from '@/shared/ui/dialog'
import { Checkbox, Field, Input } from '@/shared/ui/field'
import { FormDialog } from '@/shared/ui/form-dialog'
import { Menu } from '@/shared/ui/menu'
import { Select } from '@/shared/ui/select'
import { ErrorState, LoadingRows } from '@/shared/ui/states'
import { toastDone } from '@/shared/ui/toast'

const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: async ({ signal }): Promise<User[]> => (await api.get('/api/users', { signal })).users,
})

const roles = [
  { value: 'viewer', label: 'Viewer', hint: 'reads' },
  { value: 'editor', label: 'Editor', hint: 'also changes' },
  { value: 'admin', label: 'Admin', hint: 'everything, all apps' },
] as const satisfies { value: Role; label: string; hint: string }[]

export function UsersSection() {
  const { user: self } = useApp()
  const queryClient = useQueryClient()
  const users = useQuery(usersQuery)
  const [editing, setEditing] = useState<User | 'new' | null>(null)
  const [deleting, setDeleting] = useState<User | null>(null)
  const refresh = () => queryClient.invalidateQueries({ queryKey: usersQuery.queryKey })
  const disable = useMutation({
    mutationFn: (user: User) => api.patch('/api/users/{id}', { path: { id: user.id }, body: { disabled: !user.disabled } }),
    onSuccess: refresh,
  })
  const remove = useMutation({
    mutationFn: (id: string) => api.delete('/api/users/{id}', { path: { id } }),
    onSuccess: refresh,
    onSettled: () => setDeleting(null),
  })
  return (
    <section className="card" aria-labelledby="users">
      <div className="card-head">
        <h2 id="users">Users</h2>
        <Button small variant="primary" onClick={() => setEditing('new')}>
          <Plus size={13} aria-hidden="true" />
          New user
        </Button>
      </div>
      {users.isPending && <LoadingRows />}
      {users.isError && <ErrorState error={users.error} />}
      {users.data && (
        <div className="table-wrap">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Email</th>
                <th scope="col">Role</th>
                <th scope="col">Apps</th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {users.data.map((user) => (
                <tr key={user.id}>
                  <td>
                    {user.email} {user.id === self.id && <span className="badge badge-accent">you</span>} {user.disabled && <span className="badge badge-bad">disabled</span>}
                  </td>
                  <td>{roles.find((role) => role.value === user.role)?.label ?? user.role}</td>
                  <td className="muted">{user.role === 'admin' ? 'all' : user.apps.join(', ') || 'none'}</td>
                  <td className="table-actions">
                    <Menu
                      trigger={<IconButton small label={`Actions for ${user.email}`} hint="Actions" icon={<MoreHorizontal size={14} aria-hidden="true" />} />}
                      entries={[
                        { label: 'Change…', onSelect: () => setEditing(user) },
                        { label: user.disabled ? 'Enable' : 'Disable', disabled: user.id === self.id, onSelect: () => disable.mutate(user) },
                        { label: 'Delete…', danger: true, disabled: user.id === self.id, onSelect: () => setDeleting(user) },
                      ]}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {editing !== null && <UserDialog user={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      <ConfirmDialog
        open={deleting !== null}
        title={`Delete ${deleting?.email ?? ''}?`}
        text="Their sessions and tokens end at once. What they saved stays."
        confirm="Delete"
        busy={remove.isPending}
        onConfirm={() => deleting && remove.mutate(deleting.id)}
        onClose={() => setDeleting(null)}
      />
    </section>
  )
}

function UserDialog({ user, onClose }: { user: User | null; onClose: () => void }) {
  const { user: self } = useApp()
  const queryClient = useQueryClient()
  const allApps = useQuery(appsQuery).data ?? []
  const [email, setEmail] = useState(user?.email ?? '')
  const [password, setPassword] = useState('')
  const [role, setRole] = useState<Role>(user?.role ?? 'viewer')
  const [apps, setApps] = useState<string[]>(user?.apps ?? [])
  const save = useMutation({
    mutationFn: async (): Promise<unknown> =>
      user
        ? api.patch('/api/users/{id}', {
            path: { id: user.id },
            body: { ...(user.id === self.id ? {} : { role }), apps, ...(password ? { password } : {}) },
          })
        : api.post('/api/users', { body: { email: email.trim(), password, role, apps } }),
    meta: { ownError: true },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: usersQuery.queryKey })
      toastDone(user ? 'User changed.' : 'User made. Tell them the password; they can change it.')
      onClose()
    },
  })
  return (
    <FormDialog
      onClose={onClose}
      title={user ? user.email : 'New user'}
      submit="Save"
      onSubmit={() => save.mutate()}
      busy={save.isPending}
      error={save.error}
    >
      {!user && (
        <Field label="Email">{(ids) => <Input {...ids} type="email" required value={email} onChange={(event) => setEmail(event.target.value)} />}</Field>
      )}
      <Field label={user ? 'New password' : 'Password'} hint={user ? 'Empty: stays as it is.' : 'At least 10 characters.'}>
        {(ids) => (
          <Input {...ids} type="password" autoComplete="new-password" required={!user} minLength={10} maxLength={200} value={password} onChange={(event) => setPassword(event.target.value)} />
        )}
      </Field>
      <Field label="Role">
        {({ id }) => <Select id={id} label="Role" value={role} options={roles} disabled={user?.id === self.id} onChange={setRole} />}
      </Field>
      {role !== 'admin' && (
        <fieldset className="field" style={{ border: 0, padding: 0, margin: 0 }}>
          <legend className="field-label">Apps</legend>
          {allApps.map((app) => (
            <Checkbox
              key={app.id}
              label={app.name}
              checked={apps.includes(app.id)}
              onChange={(on) => setApps(on ? [...apps, app.id] : apps.filter((each) => each !== app.id))}
            />
          ))}
        </fieldset>
      )}
    </FormDialog>
  )
}
