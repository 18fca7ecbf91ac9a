// The pages of the navigation, which the palette offers too.
import {
  Activity,
  BarChart3,
  BellRing,
  Bookmark,
  Database,
  Home,
  LayoutGrid,
  MessageCircleQuestion,
  Radar,
  Radio,
  Rocket,
  Settings,
  Users,
  UsersRound,
  Webhook,
  type LucideIcon,
} from 'lucide-react'

export const pageGroups = [
  {
    heading: null,
    items: [
      { to: '/$app', label: 'Home', icon: Home, exact: true },
      { to: '/$app/ask', label: 'Ask', icon: MessageCircleQuestion },
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

export const settingsPage = { to: '/$app/settings', label: 'Settings', icon: Settings } as const
