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
  /** In how many groups the list lies. */
  depth?: number
}

const DEEPEST = 2
const ops = filterOps.map((op) => ({ value: op, label: opLabels[op] }))

/** Filters, all of which must hold unless the group around them says otherwise. */
export function FilterList(props: FilterListProps) {
  const { filters, event, onChange, withoutCohorts, addLabel = 'Filter', depth = 0 } = props
  const put = (index: number, filter: Filter) => onChange(filters.with(index, filter))
  const add = (filter: Filter) => onChange([...filters, filter])
  return (
    <div className="filter-list">
      {filters.map((filter, index) => {
        const remove = () => onChange(filters.filter((_, position) => position !== index))
        return 'all' in filter || 'any' in filter ? (
          <FilterGroup key={index} {...props} depth={depth} group={filter} onGroup={(next) => put(index, next)} onRemove={remove} />
        ) : (
          <FilterRow key={index} filter={filter} onChange={(next) => put(index, next)} onRemove={remove} />
        )
      })}
      <div className="row">
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
        {depth < DEEPEST && (
          <Button small variant="ghost" onClick={() => add(depth === 0 ? { any: [] } : { all: [] })}>
            <Plus size={13} aria-hidden="true" />
            Group
          </Button>
        )}
      </div>
    </div>
  )
}

interface FilterGroupProps extends FilterListProps {
  group: { all: Filter[] } | { any: Filter[] }
  onGroup: (group: Filter) => void
  onRemove: () => void
}

/** Filters of which one is enough, or all of which must hold. */
function FilterGroup({ group, onGroup, onRemove, filters: _around, onChange: _change, depth = 0, ...rest }: FilterGroupProps) {
  const kind = 'any' in group ? 'any' : 'all'
  const members = 'any' in group ? group.any : group.all
  const build = (of: 'any' | 'all', next: Filter[]): Filter => (of === 'any' ? { any: next } : { all: next })
  return (
    <div className="filter-group" role="group" aria-label={kind === 'any' ? 'Any of' : 'All of'}>
      <div className="row row-between">
        <Select
          small
          quiet
          label="How the group holds"
          value={kind}
          options={[
            { value: 'any', label: 'any of' },
            { value: 'all', label: 'all of' },
          ]}
          onChange={(next) => onGroup(build(next, members))}
        />
        <IconButton small label="Remove the group" hint="Remove" icon={<X size={13} aria-hidden="true" />} onClick={onRemove} />
      </div>
      <FilterList {...rest} depth={depth + 1} filters={members} onChange={(next) => onGroup(build(kind, next))} />
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
