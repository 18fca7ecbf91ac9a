import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { DashboardView } from './dashboard-view'

export function DashboardPage() {
  const { id } = useParams({ from: '/signed-in/$app/dashboards/$id' })
  const search = useSearch({ from: '/signed-in/$app/dashboards/$id' })
  const navigate = useNavigate({ from: '/$app/dashboards/$id' })
  return <DashboardView id={id} search={search} onSearch={(next) => void navigate({ search: next, replace: true })} />
}
