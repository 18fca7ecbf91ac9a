import { createContext, useContext, type ReactNode } from 'react'
import type { App, User } from '@/api/types'

interface AppContextValue {
  app: App
  user: User
  /** May change charts, dashboards, cohorts and keys of this app. */
  editor: boolean
  admin: boolean
}

const AppContext = createContext<AppContextValue | null>(null)

export function AppProvider({ app, user, children }: { app: App; user: User; children: ReactNode }) {
  return (
    <AppContext value={{ app, user, editor: user.role !== 'viewer', admin: user.role === 'admin' }}>
      {children}
    </AppContext>
  )
}

/** The app that the page is about, and who looks at it. */
export function useApp(): AppContextValue {
  const value = useContext(AppContext)
  if (!value) throw new Error('useApp needs an AppProvider above it')
  return value
}
