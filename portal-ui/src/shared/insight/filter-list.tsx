import './builder.css'
import { useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { filterOps, type Filter, type FilterOp, type PropertyFilter } from '@/api/insight-types'
import { cohortsQuery } from '@/api/queries'
import { useApp } from '@/shared/lib/app-context'
import { Button, IconButton } from '@/shared/ui/button'
import { Input } from '@/shared/ui/field'
import { Select } from '@/shared/ui/select'
import { filterLabel, needsValue, opLabels } from './labels'
import { PropertyPicker, ValuePicker } from './property-picker'

interface FilterListProps {
  filters: Filter[]
  event?: string | null | undefined
  onChange: (filters: Filter[]) => void
  /** Without cohorts, for a cohort's own definition. */
  withoutCohorts?: boolean
  addLabel?: string
}

const ops = filterOps.map((op) => ({ value: op, label: opLabels[op] }))

/** Filters, all of which must hold. */
export function FilterList({ filters, event, onChange, withoutCohorts, addLabel = 'Filter' }: FilterListProps) {
  const put = (index: number, filter: Filter) => onChange(filters.with(index, filter))
  const add = (filter: Filter) => onChange([...filters, filter])
  return (
    <div className="filter-list">
      {filters.map((filter, index) => (
        <FilterRow
          key={index}
          filter={filter}
          onChange={(next) => put(index, next)}
          onRemove={() => onChange(filters.filter((_, position) => position !== index))}
        />
      ))}
      <PropertyPicker
        label="Filter by"
        event={event}
        {...(withoutCohorts ? {} : { onCohort: (value: string) => add({ on: 'cohort', op: 'in', value }) })}
        onChange={({ on, key }) => add({ key, op: 'exact', value: [], ...(on === 'person' ? { on } : {}) })}
        trigger={
          <Button small variant="ghost" className="add-button">
            <Plus size={13} aria-hidden="true" />
            {addLabel}
          </Button>
        }
      />
    </div>
  )
}

function FilterRow({ filter, onChange, onRemove }: { filter: Filter; onChange: (filter: Filter) => void; onRemove: () => void }) {
  const { app } = useApp()
  const cohorts = useQuery({ ...cohortsQuery(app.id), enabled: 'on' in filter && filter.on === 'cohort' })
  const name = (id: string) => cohorts.data?.find((cohort) => cohort.id === id)?.name ?? id
  const label = filterLabel(filter, name)
  return (
    <div className="filter-row" role="group" aria-label={`Filter: ${label}`}>
      {'key' in filter ? (
        <PropertyFilterFields filter={filter} onChange={onChange} />
      ) : 'on' in filter && filter.on === 'cohort' ? (
        <>
          <Select
            small
            quiet
            label="In or not in"
            value={filter.op}
            options={[
              { value: 'in', label: 'in' },
              { value: 'not_in', label: 'not in' },
            ]}
            onChange={(op) => onChange({ ...filter, op })}
          />
          <span className="ellipsis grow">cohort {name(filter.value)}</span>
        </>
      ) : (
        <span className="ellipsis grow">{label}</span>
      )}
      <IconButton small label={`Remove the filter ${label}`} hint="Remove" icon={<X size={13} aria-hidden="true" />} onClick={onRemove} />
    </div>
  )
}

function PropertyFilterFields({ filter, onChange }: { filter: PropertyFilter; onChange: (filter: Filter) => void }) {
  const list = filter.op === 'exact' || filter.op === 'is_not'
  const values = Array.isArray(filter.value) ? filter.value.map(String) : filter.value === undefined || filter.value === '' ? [] : [String(filter.value)]
  const text = values.length === 0 ? 'choose…' : values.join(', ')
  function setOp(op: FilterOp) {
    const { value: _value, ...rest } = filter
    if (!needsValue(op)) onChange({ ...rest, op })
    else if (op === 'exact' || op === 'is_not') onChange({ ...rest, op, value: values })
    else onChange({ ...rest, op, value: values[0] ?? '' })
  }
  return (
    <>
      <span className="filter-key ellipsis" title={filter.on === 'person' ? `trait ${filter.key}` : filter.key}>
        {filter.key}
      </span>
      <Select small quiet label="Operator" value={filter.op} options={ops} onChange={setOp} />
      {list && (
        <ValuePicker
          property={{ on: filter.on ?? 'event', key: filter.key }}
          values={values}
          onChange={(value) => onChange({ ...filter, value })}
          trigger={
            <button type="button" className="filter-values" data-empty={values.length === 0 || undefined} aria-label={`Values of ${filter.key}: ${text}`}>
              <span className="ellipsis">{text}</span>
            </button>
          }
        />
      )}
      {!list && needsValue(filter.op) && (
        <Input
          small
          className="grow"
          aria-label={`Value of ${filter.key}`}
          value={values[0] ?? ''}
          placeholder={filter.op === 'before' || filter.op === 'after' ? '2026-11-30' : 'value'}
          onChange={(event) => onChange({ ...filter, value: event.target.value })}
        />
      )}
    </>
  )
}
