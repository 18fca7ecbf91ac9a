import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { freshnessQuery } from '@/api/queries'
import { useApp } from '@/shared/lib/app-context'
import { Button } from '@/shared/ui/button'
import { Notice } from '@/shared/ui/states'
import { DashboardView } from './dashboard-view'

/** The app's overview, and where there is no event yet, the way to the first one. */
export function HomePage() {
  const { app } = useApp()
  const search = useSearch({ from: '/signed-in/$app/' })
  const navigate = useNavigate({ from: '/$app' })
  const silent = useQuery({ ...freshnessQuery(app.id), select: (freshness) => freshness.accepted === 0 }).data
  return (
    <>
      {silent && (
        <div style={{ padding: '16px 24px 0' }}>
          <Notice>
            <div className="row row-wrap row-between">
              <span>This app has not sent an event yet.</span>
              <Button small variant="primary" onClick={() => void navigate({ to: '/$app/setup', params: { app: app.id } })}>
                Send the first one
              </Button>
            </div>
          </Notice>
        </div>
      )}
      <DashboardView id={`${app.id}:overview`} search={search} onSearch={(next) => void navigate({ search: next, replace: true })} />
    </>
  )
}
