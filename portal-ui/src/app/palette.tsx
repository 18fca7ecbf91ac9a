import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { BarChart3, Bookmark, Database, LayoutGrid, MessageCircleQuestion, Monitor, Moon, Plus, Sun, User, UsersRound, Zap } from 'lucide-react'
import { useState } from 'react'
import type { Kind } from '@/api/insight-types'
import { appsQuery, chartsQuery, cohortsQuery, dashboardsQuery, eventNamesQuery } from '@/api/queries'
import { kindLabels } from '@/shared/insight/labels'
import { defaultSpec } from '@/shared/insight/spec'
import { useApp } from '@/shared/lib/app-context'
import { setTheme } from '@/shared/lib/theme'
import { useDebounced } from '@/shared/lib/use-debounced'
import { ComboboxList } from '@/shared/ui/combobox'
import { Dialog } from '@/shared/ui/dialog'
import { pageGroups, settingsPage } from './pages'
import { bestCommands, withQuestion, type Command } from './palette-search'

/** Everything one can go to or begin, by typing a part of its name. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { app, editor, admin } = useApp()
  const navigate = useNavigate()
  const [search, setSearch] = useState('')
  const text = search.trim()
  const settled = useDebounced(text, 150)
  const charts = useQuery(chartsQuery(app.id))
  const dashboards = useQuery(dashboardsQuery(app.id))
  const cohorts = useQuery(cohortsQuery(app.id))
  const apps = useQuery(appsQuery)
  const events = useQuery({ ...eventNamesQuery(app.id, settled), enabled: settled.length > 1 })
  const params = { app: app.id }

  const commands: Command[] = [
    ...[...pageGroups.flatMap((group) => [...group.items]), settingsPage].map((page) => ({
      id: `page ${page.to}`,
      label: page.label,
      hint: 'page',
      icon: <page.icon size={14} />,
      run: () => void navigate({ to: page.to, params }),
    })),
    ...(Object.keys(kindLabels) as Kind[]).map((kind) => ({
      id: `kind ${kind}`,
      label: `New insight: ${kindLabels[kind]}`,
      hint: 'begin',
      icon: <BarChart3 size={14} />,
      run: () => void navigate({ to: '/$app/insights', params, search: { q: defaultSpec(kind) } }),
    })),
    ...(dashboards.data ?? []).map((dashboard) => ({
      id: `dashboard ${dashboard.id}`,
      label: dashboard.name,
      hint: 'dashboard',
      icon: <LayoutGrid size={14} />,
      run: () => void navigate({ to: '/$app/dashboards/$id', params: { ...params, id: dashboard.id } }),
    })),
    ...(charts.data ?? []).map((chart) => ({
      id: `chart ${chart.id}`,
      label: chart.name,
      hint: 'saved chart',
      icon: <Bookmark size={14} />,
      run: () => void navigate({ to: '/$app/insights', params, search: { saved: chart.id } }),
    })),
    ...(cohorts.data ?? []).map((cohort) => ({
      id: `cohort ${cohort.id}`,
      label: cohort.name,
      hint: 'cohort',
      icon: <UsersRound size={14} />,
      run: () => void navigate({ to: '/$app/cohorts', params }),
    })),
    ...(settled.length > 1 ? (events.data ?? []).slice(0, 6) : []).map((event) => ({
      id: `event ${event.name}`,
      label: event.name,
      hint: 'event, over time',
      icon: <Zap size={14} />,
      run: () =>
        void navigate({
          to: '/$app/insights',
          params,
          search: { q: { kind: 'trends', series: [{ event: event.name, math: 'total' }], interval: 'day', from: '-30d' } },
        }),
    })),
    ...(apps.data ?? [])
      .filter((each) => each.id !== app.id)
      .map((each) => ({
        id: `app ${each.id}`,
        label: each.name,
        hint: 'app',
        icon: <Database size={14} />,
        run: () => void navigate({ to: '/$app', params: { app: each.id } }),
      })),
    ...(admin ? [{ id: 'new app', label: 'New app', hint: 'begin', icon: <Plus size={14} />, run: () => void navigate({ to: '/-/new-app' }) }] : []),
    ...(editor ? [{ id: 'keys', label: 'Keys of the app', hint: 'settings', icon: <Plus size={14} />, run: () => void navigate({ to: settingsPage.to, params, search: { section: 'keys' } }) }] : []),
    { id: 'account', label: 'Your account', hint: 'settings', icon: <User size={14} />, run: () => void navigate({ to: settingsPage.to, params, search: { section: 'account' } }) },
    { id: 'light', label: 'Light theme', hint: 'look', icon: <Sun size={14} />, run: () => setTheme('light') },
    { id: 'dark', label: 'Dark theme', hint: 'look', icon: <Moon size={14} />, run: () => setTheme('dark') },
    { id: 'system', label: 'Theme of the system', hint: 'look', icon: <Monitor size={14} />, run: () => setTheme('system') },
  ]
  const found = bestCommands(commands, text)
  const ask: Command = {
    id: 'ask',
    label: `Ask: ${text}`,
    hint: 'question',
    icon: <MessageCircleQuestion size={14} />,
    run: () => void navigate({ to: '/$app/ask', params, search: { q: text } }),
  }
  const shown = withQuestion(found, text, ask)
  return (
    <Dialog bare open onClose={onClose} title="Ask, go to or begin">
      <ComboboxList
        label="Ask, go to or begin"
        placeholder="Ask a question, or go to a page, chart, event…"
        options={shown.map(({ id, label, hint, icon }) => ({ value: id, label, hint, icon }))}
        search={search}
        onSearch={setSearch}
        loading={events.isFetching}
        onSelect={(id) => shown.find((each) => each.id === id)?.run()}
        close={onClose}
      />
    </Dialog>
  )
}
