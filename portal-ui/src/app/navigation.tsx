import { Link } from '@tanstack/react-router'
import { useApp } from '@/shared/lib/app-context'
import { pageGroups, settingsPage } from './pages'

export function Navigation() {
  const { app } = useApp()
  return (
    <nav className="navigation" aria-label="App">
      {pageGroups.map((group) => (
        <div key={group.heading ?? 'main'}>
          {group.heading && <div className="navigation-heading">{group.heading}</div>}
          <ul>
            {group.items.map((item) => (
              <li key={item.to}>
                <Link
                  to={item.to}
                  params={{ app: app.id }}
                  className="navigation-link"
                  activeOptions={{ exact: 'exact' in item, includeSearch: false }}
                >
                  <item.icon size={16} aria-hidden="true" />
                  {item.label}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <div className="grow" />
      <ul>
        <li>
          <Link to={settingsPage.to} params={{ app: app.id }} className="navigation-link" activeOptions={{ includeSearch: false }}>
            <settingsPage.icon size={16} aria-hidden="true" />
            {settingsPage.label}
          </Link>
        </li>
      </ul>
    </nav>
  )
}
