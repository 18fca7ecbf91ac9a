import { useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import type { Breakdown, FunnelSpec, RetentionSpec, TrendsSpec } from '@/api/insight-types'
import { cohortsQuery } from '@/api/queries'
import { PropertyPicker } from '@/shared/insight/property-picker'
import { useApp } from '@/shared/lib/app-context'
import { Button, IconButton } from '@/shared/ui/button'
import { Select } from '@/shared/ui/select'
import { canSplit, splitByCohort } from './cohort-split'
import { Section } from './section'

type BrokenDown = TrendsSpec | FunnelSpec | RetentionSpec

const limits = ['5', '10', '25', '50'].map((value) => ({ value, label: `top ${value}` }))

interface BreakdownProps {
  spec: BrokenDown
  /** The chart shows all values, so there is no choice of how many. */
  everyValue: boolean
  onChange: (spec: BrokenDown) => void
}

export function BreakdownSection({ spec, everyValue, onChange }: BreakdownProps) {
  const { app } = useApp()
  const cohorts = useQuery({ ...cohortsQuery(app.id), enabled: spec.kind === 'trends' })
  const breakdown = spec.breakdown
  const on = breakdown?.on ?? 'event'
  function put(next: Breakdown | undefined) {
    const { breakdown: _old, ...rest } = spec
    onChange((next ? { ...rest, breakdown: next } : rest) as BrokenDown)
  }
  return (
    <Section title="Breakdown">
      {breakdown?.keys.map((key) => (
        <div key={key} className="filter-row" role="group" aria-label={`Breakdown by ${key}`}>
          <span className="filter-key ellipsis grow">
            {key}
            {on === 'person' && <span className="muted"> (trait)</span>}
          </span>
          <IconButton
            small
            label={`Remove the breakdown by ${key}`}
            hint="Remove"
            icon={<X size={13} aria-hidden="true" />}
            onClick={() => {
              const keys = breakdown.keys.filter((each) => each !== key)
              put(keys.length === 0 ? undefined : { ...breakdown, keys })
            }}
          />
        </div>
      ))}
      <div className="row row-wrap">
        {(breakdown?.keys.length ?? 0) < 3 && (
          <PropertyPicker
            label="Break down by"
            on={breakdown ? on : 'both'}
            {...(spec.kind === 'trends' && canSplit(spec)
              ? {
                  onCohort: (id: string) => {
                    const name = cohorts.data?.find((cohort) => cohort.id === id)?.name ?? id
                    onChange(splitByCohort(spec, { id, name }))
                  },
                }
              : {})}
            onChange={(choice) => {
              if (!breakdown) put({ ...(choice.on === 'person' ? { on: 'person' as const } : {}), keys: [choice.key], limit: 10 })
              else if (!breakdown.keys.includes(choice.key)) put({ ...breakdown, keys: [...breakdown.keys, choice.key] })
            }}
            trigger={
              <Button small variant="ghost" className="add-button">
                <Plus size={13} aria-hidden="true" />
                {breakdown ? 'And by' : 'Breakdown'}
              </Button>
            }
          />
        )}
        {breakdown && !everyValue && (
          <Select
            small
            quiet
            label="Values shown"
            value={String(breakdown.limit ?? 25)}
            options={limits}
            onChange={(limit) => put({ ...breakdown, limit: Number(limit) })}
          />
        )}
        {breakdown && spec.kind === 'funnel' && on === 'event' && (
          <Select
            small
            quiet
            label="Attribution"
            value={breakdown.attribution ?? 'first_touch'}
            options={[
              { value: 'first_touch', label: 'first touch' },
              { value: 'last_touch', label: 'last touch' },
              { value: 'all_events', label: 'all events' },
              { value: 'step', label: 'first step’s value' },
            ]}
            onChange={(attribution) => {
              const { step: _step, ...rest } = breakdown
              put(attribution === 'step' ? { ...rest, attribution, step: 0 } : { ...rest, attribution })
            }}
          />
        )}
      </div>
    </Section>
  )
}
