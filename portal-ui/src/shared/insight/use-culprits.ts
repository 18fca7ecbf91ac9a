import { useQueries, useQuery } from '@tanstack/react-query'
import type { InsightSpec } from '@/api/insight-types'
import { cohortsQuery, insightQuery } from '@/api/queries'
import { useApp } from '@/shared/lib/app-context'
import { isEmptyResult } from './to-view'
import { withoutFilters, type Without } from './without-filters'

export interface Culprits {
  /** How many filters there are to blame. */
  filters: number
  busy: boolean
  /** Those without which there is something. */
  culprits: Without[]
}

/** For a question whose answer is empty: asks it again without each of its filters. */
export function useCulprits(spec: InsightSpec): Culprits {
  const { app } = useApp()
  const cohorts = useQuery({ ...cohortsQuery(app.id), enabled: JSON.stringify(spec).includes('"on":"cohort"') })
  const candidates = withoutFilters(spec, (id) => cohorts.data?.find((cohort) => cohort.id === id)?.name ?? id)
  const tries = useQueries({ queries: candidates.map((candidate) => insightQuery(app.id, candidate.spec)) })
  return {
    filters: candidates.length,
    busy: tries.some((each) => each.isPending),
    culprits: candidates.filter((candidate, index) => {
      const reply = tries[index]?.data
      return reply !== undefined && !isEmptyResult(candidate.spec, reply.result)
    }),
  }
}
