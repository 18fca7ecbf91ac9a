import type { Filter } from '@/api/insight-types'
import { parseFilters } from './search'

/** What a dashboard's address says beside its id: another range, other filters, another pace than those saved with it. */
export interface DashboardSearch {
  from?: string
  to?: string
  filters?: Filter[]
  refresh?: number
}

export function parseDashboardSearch(search: Record<string, unknown>): DashboardSearch {
  const filters = parseFilters(search.filters)
  return {
    ...(typeof search.from === 'string' ? { from: search.from } : {}),
    ...(typeof search.to === 'string' ? { to: search.to } : {}),
    ...(filters ? { filters } : {}),
    ...(typeof search.refresh === 'number' && search.refresh >= 0 ? { refresh: search.refresh } : {}),
  }
}
