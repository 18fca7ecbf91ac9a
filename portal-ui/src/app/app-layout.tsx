import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Outlet, useMatches, useParams } from '@tanstack/react-router'
import { Menu as MenuIcon, Search, X } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { appsQuery, sessionQuery } from '@/api/queries'
import { AppProvider } from '@/shared/lib/app-context'
import { rememberApp } from '@/shared/lib/last-app'
import { IconButton } from '@/shared/ui/button'
import { AppSwitcher } from './app-switcher'
import { Navigation } from './navigation'
import { NotFound } from './not-found'
import { UserMenu } from './user-menu'

const Palette = lazy(async () => ({ default: (await import('./palette')).Palette }))

/** Side bar and content. On a phone the side bar is a drawer. */
export function AppLayout() {
  const { app: id } = useParams({ from: '/signed-in/$app' })
  const { data: apps } = useSuspenseQuery(appsQuery)
  const { data: session } = useQuery(sessionQuery)
  const [drawer, setDrawer] = useState(false)
  const [palette, setPalette] = useState(false)
  const matches = useMatches()
  const place = matches[matches.length - 1]?.pathname
  const app = apps.find((each) => each.id === id)

  useEffect(() => {
    if (app) rememberApp(app.id)
  }, [app])
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      setPalette((open) => !open)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  // Going somewhere closes the drawer.
  const [lastPlace, setLastPlace] = useState(place)
  if (place !== lastPlace) {
    setLastPlace(place)
    setDrawer(false)
  }

  if (!session) return null
  if (!app) return <NotFound />
  return (
    <AppProvider app={app} user={session.user}>
      <a className="skip-link" href="#content">
        Skip to the content
      </a>
      <div className="layout" data-drawer={drawer || undefined}>
        <header className="topbar">
          <IconButton
            label={drawer ? 'Close the navigation' : 'Open the navigation'}
            icon={drawer ? <X size={18} aria-hidden="true" /> : <MenuIcon size={18} aria-hidden="true" />}
            aria-expanded={drawer}
            onClick={() => setDrawer(!drawer)}
          />
          <strong className="ellipsis">{app.name}</strong>
        </header>
        <div className="sidebar">
          <AppSwitcher apps={apps} app={app} />
          <button type="button" className="palette-button" onClick={() => setPalette(true)}>
            <Search size={14} aria-hidden="true" />
            <span className="grow">Ask or go to…</span>
            <kbd className="kbd">Ctrl K</kbd>
          </button>
          <Navigation />
          <UserMenu user={session.user} />
        </div>
        <button type="button" className="drawer-shade" aria-label="Close the navigation" tabIndex={-1} onClick={() => setDrawer(false)} />
        <main id="content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      {palette && (
        <Suspense>
          <Palette onClose={() => setPalette(false)} />
        </Suspense>
      )}
    </AppProvider>
  )
}
