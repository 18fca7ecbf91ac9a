import { useNavigate, useSearch } from '@tanstack/react-router'
import { useApp } from '@/shared/lib/app-context'
import { Page } from '@/shared/ui/page'
import { AccountSection } from './account-section'
import { AppSection } from './app-section'
import { AuditSection } from './audit-section'
import { KeysSection } from './keys-section'
import { ModelSection } from './model-section'
import { UsersSection } from './users-section'

const sections = [
  { id: 'app', label: 'App', admin: false },
  { id: 'keys', label: 'Keys', admin: false },
  { id: 'account', label: 'Your account', admin: false },
  { id: 'users', label: 'Users', admin: true },
  { id: 'model', label: 'Model', admin: true },
  { id: 'audit', label: 'Audit log', admin: true },
] as const

export function SettingsPage() {
  const { admin } = useApp()
  const search = useSearch({ from: '/signed-in/$app/settings' })
  const navigate = useNavigate({ from: '/$app/settings' })
  const visible = sections.filter((section) => admin || !section.admin)
  const current = visible.find((section) => section.id === search.section)?.id ?? 'app'
  return (
    <Page title="Settings" narrow>
      <div className="tabs" role="tablist" aria-label="Settings">
        {visible.map((section) => (
          <button
            key={section.id}
            type="button"
            role="tab"
            aria-selected={section.id === current}
            onClick={() => void navigate({ search: { section: section.id } })}
          >
            {section.label}
          </button>
        ))}
      </div>
      {current === 'app' && <AppSection />}
      {current === 'keys' && <KeysSection />}
      {current === 'account' && <AccountSection />}
      {current === 'users' && <UsersSection />}
      {current === 'model' && <ModelSection />}
      {current === 'audit' && <AuditSection />}
    </Page>
  )
}
