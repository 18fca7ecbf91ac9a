import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/api/client'
import { cohortsQuery } from '@/api/queries'
import type { Cohort, CohortDraft, Condition, EventSelector } from '@/api/types'
import { EventPicker } from '@/shared/insight/event-picker'
import { FilterList } from '@/shared/insight/filter-list'
import { selectorLabel } from '@/shared/insight/labels'
import { useApp } from '@/shared/lib/app-context'
import { Button, IconButton } from '@/shared/ui/button'
import { Field, Input } from '@/shared/ui/field'
import { FormDialog } from '@/shared/ui/form-dialog'
import { Menu } from '@/shared/ui/menu'
import { Segmented } from '@/shared/ui/segmented'
import { Select } from '@/shared/ui/select'
import { toastDone } from '@/shared/ui/toast'
import { conditionsOf, isFinished, type Rule } from './rule'

/** Says who belongs to a dynamic cohort: events done or not done, traits, other cohorts. */
export function CohortDialog({ cohort, onClose }: { cohort: Cohort | null; onClose: () => void }) {
  const { app } = useApp()
  const queryClient = useQueryClient()
  const [name, setName] = useState(cohort?.name ?? '')
  const [rule, setRule] = useState<Rule>(() => conditionsOf(cohort?.definition ?? null))
  const save = useMutation({
    mutationFn: () => {
      const body: CohortDraft = {
        name: name.trim(),
        kind: 'dynamic',
        definition: rule.join === 'all' ? { all: rule.conditions } : { any: rule.conditions },
      }
      return cohort
        ? api.put('/api/apps/{app}/cohorts/{id}', { path: { app: app.id, id: cohort.id }, body })
        : api.post('/api/apps/{app}/cohorts', { path: { app: app.id }, body })
    },
    meta: { ownError: true },
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: cohortsQuery(app.id).queryKey })
      toastDone(`Cohort “${saved.name}” saved.`)
      onClose()
    },
  })
  const add = (condition: Condition) => setRule({ ...rule, conditions: [...rule.conditions, condition] })
  return (
    <FormDialog
      wide
      onClose={onClose}
      title={cohort ? `Change “${cohort.name}”` : 'New cohort'}
      description="Who belongs to it is looked up anew with every question."
      submit="Save"
      onSubmit={() => save.mutate()}
      busy={save.isPending}
      disabled={name.trim() === '' || !isFinished(rule)}
      error={save.error}
    >
      <Field label="Name">{(ids) => <Input {...ids} required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />}</Field>
      <div className="row">
        <span>People who fulfil</span>
        <Segmented
          label="How the conditions join"
          value={rule.join}
          options={[
            { value: 'all', label: 'all of' },
            { value: 'any', label: 'any of' },
          ]}
          onChange={(join) => setRule({ ...rule, join })}
        />
      </div>
      {rule.conditions.map((condition, index) => (
        <ConditionRow
          key={index}
          condition={condition}
          onChange={(next) => setRule({ ...rule, conditions: rule.conditions.with(index, next) })}
          onRemove={() => setRule({ ...rule, conditions: rule.conditions.filter((_, position) => position !== index) })}
        />
      ))}
      <div>
        <Menu
          align="start"
          trigger={
            <Button small>
              <Plus size={13} aria-hidden="true" />
              Condition
            </Button>
          }
          entries={[
            { label: 'Did an event', onSelect: () => add({ did: { event: null }, op: 'gte', times: 1, from: '-30d' }) },
            { label: 'Did not do an event', onSelect: () => add({ did_not: { event: null }, from: '-30d' }) },
            { label: 'Has a trait', onSelect: () => add({ trait: { on: 'person', key: '', op: 'exact', value: [] } }) },
            { label: 'Is in a cohort', onSelect: () => add({ cohort: '', op: 'in' }) },
          ]}
        />
      </div>
    </FormDialog>
  )
}

const ranges = [
  { value: '-7d', label: 'in the last 7 days' },
  { value: '-30d', label: 'in the last 30 days' },
  { value: '-90d', label: 'in the last 90 days' },
  { value: 'all', label: 'ever' },
]

interface RowProps {
  condition: Condition
  onChange: (condition: Condition) => void
  onRemove: () => void
}

function ConditionRow({ condition, onChange, onRemove }: RowProps) {
  const { app } = useApp()
  const cohorts = useQuery({ ...cohortsQuery(app.id), enabled: 'cohort' in condition })
  return (
    <div className="card card-body row row-wrap" role="group" aria-label="Condition">
      <div className="grow">
        {'did' in condition && (
          <div className="stack stack-s">
            <div className="row row-wrap">
              <span>did</span>
              <SelectorButton selector={condition.did} onChange={(did) => onChange({ ...condition, did })} />
              <Select
                small
                label="How often"
                value={condition.op ?? 'gte'}
                options={[
                  { value: 'gte', label: 'at least' },
                  { value: 'lte', label: 'at most' },
                  { value: 'eq', label: 'exactly' },
                ]}
                onChange={(op) => onChange({ ...condition, op })}
              />
              <Input
                small
                type="number"
                min={1}
                aria-label="Times"
                style={{ width: 64 }}
                value={condition.times ?? 1}
                onChange={(event) => onChange({ ...condition, times: Math.max(1, Number(event.target.value) || 1) })}
              />
              <span>times</span>
              <Select small label="When" value={condition.from ?? 'all'} options={ranges} onChange={(from) => onChange({ ...condition, from })} />
            </div>
            <FilterList withoutCohorts filters={condition.did.filters ?? []} event={condition.did.event} onChange={(filters) => onChange({ ...condition, did: { ...condition.did, filters } })} />
          </div>
        )}
        {'did_not' in condition && (
          <div className="row row-wrap">
            <span>did not do</span>
            <SelectorButton selector={condition.did_not} onChange={(did_not) => onChange({ ...condition, did_not })} />
            <Select small label="When" value={condition.from ?? 'all'} options={ranges} onChange={(from) => onChange({ ...condition, from })} />
          </div>
        )}
        {'trait' in condition && (
          <div className="row row-wrap">
            <span>has the trait</span>
            <div className="grow">
              <FilterList
                withoutCohorts
                addLabel="Choose a trait"
                filters={'key' in condition.trait && condition.trait.key === '' ? [] : [condition.trait]}
                onChange={(filters) => {
                  const last = filters[filters.length - 1]
                  onChange({ trait: last && 'key' in last ? { ...last, on: 'person' } : { on: 'person', key: '', op: 'exact', value: [] } })
                }}
              />
            </div>
          </div>
        )}
        {'cohort' in condition && (
          <div className="row row-wrap">
            <Select
              small
              label="In or not in"
              value={condition.op}
              options={[
                { value: 'in', label: 'is in' },
                { value: 'not_in', label: 'is not in' },
              ]}
              onChange={(op) => onChange({ ...condition, op })}
            />
            <Select
              small
              label="Cohort"
              value={condition.cohort}
              options={[
                ...(condition.cohort === '' ? [{ value: '', label: 'choose a cohort…' }] : []),
                ...(cohorts.data ?? []).map((each) => ({ value: each.id, label: each.name })),
              ]}
              onChange={(id) => onChange({ ...condition, cohort: id })}
            />
          </div>
        )}
        {('all' in condition || 'any' in condition) && <span className="muted">A group of conditions, made elsewhere. It is kept as it is.</span>}
      </div>
      <IconButton small label="Remove the condition" icon={<X size={14} aria-hidden="true" />} onClick={onRemove} />
    </div>
  )
}

function SelectorButton({ selector, onChange }: { selector: EventSelector; onChange: (selector: EventSelector) => void }) {
  return (
    <EventPicker
      value={selector.event}
      onChange={(event) => onChange({ ...selector, event })}
      trigger={
        <button type="button" className="select-trigger select-trigger-small" aria-label={`Event: ${selectorLabel(selector)}`}>
          <span>{selectorLabel(selector)}</span>
        </button>
      }
    />
  )
}
