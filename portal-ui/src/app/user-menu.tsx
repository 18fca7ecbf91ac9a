import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Check, KeyRound, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { api, setCsrfToken } from '@/api/client'
import { sessionQuery } from '@/api/queries'
import type { User } from '@/api/types'
import { useApp } from '@/shared/lib/app-context'
import { setTheme, useTheme, type ThemeChoice } from '@/shared/lib/theme'
import { Menu } from '@/shared/ui/menu'

const themes = [
  { value: 'light', label: 'Light', icon: <Sun size={15} aria-hidden="true" /> },
  { value: 'dark', label: 'Dark', icon: <Moon size={15} aria-hidden="true" /> },
  { value: 'system', label: 'Like the system', icon: <Monitor size={15} aria-hidden="true" /> },
] as const satisfies { value: ThemeChoice; label: string; icon: React.ReactNode }[]

export function UserMenu({ user }: { user: User }) {
  const { app } = useApp()
  const { choice } = useTheme()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const signOut = useMutation({
    mutationFn: () => api.delete('/api/session'),
    onSuccess: async () => {
      setCsrfToken(null)
      queryClient.clear()
      queryClient.setQueryData(sessionQuery.queryKey, null)
      await navigate({ to: '/-/sign-in', search: {} })
    },
  })
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className="user-menu">
          <span className="avatar" aria-hidden="true">
            {user.email.slice(0, 1).toUpperCase()}
          </span>
          <span className="grow ellipsis">
            <span className="visually-hidden">Account: </span>
            {user.email}
          </span>
        </button>
      }
      entries={[
        { heading: `Signed in as ${user.role}` },
        {
          label: 'Account and tokens',
          icon: <KeyRound size={15} aria-hidden="true" />,
          onSelect: () => void navigate({ to: '/$app/settings', params: { app: app.id }, search: { section: 'account' } }),
        },
        'separator',
        { heading: 'Theme' },
        ...themes.map((theme) => ({
          label: theme.label,
          icon: choice === theme.value ? <Check size={15} aria-hidden="true" /> : theme.icon,
          onSelect: () => setTheme(theme.value),
        })),
        'separator',
        { label: 'Sign out', icon: <LogOut size={15} aria-hidden="true" />, onSelect: () => signOut.mutate() },
      ]}
    />
  )
}
