import { Link } from '@tanstack/react-router'
import {
  Activity,
  BarChart3,
  BellRing,
  Bookmark,
  Database,
  Home,
  LayoutGrid,
  Radar,
  Radio,
  Rocket,
  Settings,
  Users,
  UsersRound,
  Webhook,
  type LucideIcon,
} from 'lucide-react'
import { useApp } from '@/shared/lib/app-context'

const groups = [
  {
    heading: null,
    items: [
      { to: '/$app', label: 'Home', icon: Home, exact: true },
      { to: '/$app/dashboards', label: 'Dashboards', icon: LayoutGrid },
      { to: '/$app/insights', label: 'Insights', icon: BarChart3 },
      { to: '/$app/charts', label: 'Saved charts', icon: Bookmark },
    ],
  },
  {
    heading: 'People',
    items: [
      { to: '/$app/people', label: 'People', icon: Users },
      { to: '/$app/cohorts', label: 'Cohorts', icon: UsersRound },
    ],
  },
  {
    heading: 'Detection',
    items: [
      { to: '/$app/alerts', label: 'Alerts', icon: BellRing },
      { to: '/$app/rules', label: 'Rules', icon: Radar },
      { to: '/$app/webhooks', label: 'Webhooks', icon: Webhook },
    ],
  },
  {
    heading: 'Data',
    items: [
      { to: '/$app/live', label: 'Live', icon: Radio },
      { to: '/$app/sql', label: 'SQL', icon: Database },
      { to: '/$app/pipeline', label: 'Pipeline', icon: Activity },
      { to: '/$app/setup', label: 'Send events', icon: Rocket },
    ],
  },
] as const satisfies { heading: string | null; items: { to: string; label: string; icon: LucideIcon; exact?: boolean }[] }[]

export function Navigation() {
  const { app } = useApp()
  return (
    <nav className="navigation" aria-label="App">
      {groups.map((group) => (
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
          <Link to="/$app/settings" params={{ app: app.id }} className="navigation-link" activeOptions={{ includeSearch: false }}>
            <Settings size={16} aria-hidden="true" />
            Settings
          </Link>
        </li>
      </ul>
    </nav>
  )
}
