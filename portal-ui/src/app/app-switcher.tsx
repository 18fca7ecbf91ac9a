import { useNavigate } from '@tanstack/react-router'
import { ChevronsUpDown, Plus } from 'lucide-react'
import { useState } from 'react'
import type { App } from '@/api/types'
import { useApp } from '@/shared/lib/app-context'
import { Button } from '@/shared/ui/button'
import { Combobox } from '@/shared/ui/combobox'

export function AppSwitcher({ apps, app }: { apps: App[]; app: App }) {
  const navigate = useNavigate()
  const { admin } = useApp()
  const [search, setSearch] = useState('')
  const text = search.toLowerCase()
  const options = apps
    .filter((each) => each.name.toLowerCase().includes(text) || each.id.includes(text))
    .map((each) => ({
      value: each.id,
      label: each.name,
      ...(each.name === each.id ? {} : { hint: each.id }),
      icon: <AppMark app={each} />,
    }))
  return (
    <div className="row" style={{ gap: 4 }}>
      <Combobox
        label="Switch app"
        options={options}
        search={search}
        onSearch={setSearch}
        selected={[app.id]}
        onSelect={(id) => {
          setSearch('')
          void navigate({ to: '/$app', params: { app: id } })
        }}
        trigger={
          <button type="button" className="app-switcher">
            <AppMark app={app} />
            <span className="ellipsis grow">
              <span className="visually-hidden">App: </span>
              {app.name}
            </span>
            <ChevronsUpDown size={14} aria-hidden="true" />
          </button>
        }
      />
      {admin && (
        <Button variant="ghost" small className="button-icon" aria-label="New app" title="New app" onClick={() => void navigate({ to: '/-/new-app' })}>
          <Plus size={15} aria-hidden="true" />
        </Button>
      )}
    </div>
  )
}

function AppMark({ app }: { app: App }) {
  let hue = 0
  for (const letter of app.id) hue = (hue * 31 + letter.charCodeAt(0)) % 360
  return (
    <span className="app-mark" style={{ background: `oklch(0.52 0.13 ${hue})` }} aria-hidden="true">
      {app.name.slice(0, 1).toUpperCase()}
    </span>
  )
}
