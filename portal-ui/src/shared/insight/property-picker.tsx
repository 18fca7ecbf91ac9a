import { useQuery } from '@tanstack/react-query'
import { Hash, ToggleLeft, Type, User } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { cohortsQuery, propertyNamesQuery, propertyValuesQuery } from '@/api/queries'
import type { PropertyName } from '@/api/types'
import { useApp } from '@/shared/lib/app-context'
import { formatCompact } from '@/shared/lib/format'
import { useDebounced } from '@/shared/lib/use-debounced'
import { Combobox } from '@/shared/ui/combobox'
import { errorText } from '@/shared/ui/states'

export interface PropertyChoice {
  on: 'event' | 'person'
  key: string
}

function typeOf(property: PropertyName): { icon: ReactNode; kind: string } {
  if (property.on === 'person') return { icon: <User size={13} />, kind: 'of the person' }
  switch (property.type) {
    case 'number':
      return { icon: <Hash size={13} />, kind: 'number' }
    case 'boolean':
      return { icon: <ToggleLeft size={13} />, kind: 'yes or no' }
    case 'string':
      return { icon: <Type size={13} />, kind: 'text' }
  }
}

interface PropertyPickerProps {
  label?: string
  trigger: ReactNode
  event?: string | null | undefined
  /** Both, where a person's traits can be chosen too. */
  on?: 'event' | 'person' | 'both'
  numbersOnly?: boolean
  /** Offer the app's cohorts too, under `cohort:` ids. */
  onCohort?: (id: string) => void
  onChange: (choice: PropertyChoice) => void
}

/** The properties that the app's events carry and the traits of its people. */
export function PropertyPicker({ label = 'Choose a property', trigger, event, on = 'both', numbersOnly, onCohort, onChange }: PropertyPickerProps) {
  const { app } = useApp()
  const [search, setSearch] = useState('')
  const [open, setOpen] = useState(false)
  const settled = useDebounced(search.trim(), 150)
  const ofEvent = useQuery({ ...propertyNamesQuery(app.id, 'event', settled, event ?? undefined), enabled: open && on !== 'person' })
  const ofPerson = useQuery({ ...propertyNamesQuery(app.id, 'person', settled), enabled: open && on !== 'event' })
  const cohorts = useQuery({ ...cohortsQuery(app.id), enabled: open && onCohort !== undefined })
  const properties = [
    ...(on === 'person' ? [] : (ofEvent.data ?? []).map((each) => ({ ...each, on: 'event' as const }))),
    ...(on === 'event' ? [] : (ofPerson.data ?? []).map((each) => ({ ...each, on: 'person' as const }))),
  ].filter((each) => !numbersOnly || each.type === 'number')
  const error = ofEvent.error ?? ofPerson.error
  return (
    <Combobox
      label={label}
      trigger={trigger}
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        if (!next) setSearch('')
      }}
      options={[
        ...properties.map((each) => ({
          value: `${each.on}:${each.name}`,
          label: each.name,
          hint: `${each.on === 'person' ? 'trait · ' : ''}${formatCompact(each.count)}`,
          ...typeOf(each),
        })),
        ...(onCohort
          ? (cohorts.data ?? [])
              .filter((cohort) => cohort.name.toLowerCase().includes(search.trim().toLowerCase()))
              .map((cohort) => ({
                value: `cohort:${cohort.id}`,
                label: cohort.name,
                hint: 'cohort',
                icon: <User size={13} />,
              }))
          : []),
      ]}
      search={search}
      onSearch={setSearch}
      loading={ofEvent.isFetching || ofPerson.isFetching}
      error={error ? errorText(error) : null}
      onSelect={(choice) => {
        const cut = choice.indexOf(':')
        const kind = choice.slice(0, cut)
        if (kind === 'cohort') onCohort?.(choice.slice(cut + 1))
        else if (kind === 'event' || kind === 'person') onChange({ on: kind, key: choice.slice(cut + 1) })
        else onChange({ on: on === 'person' ? 'person' : 'event', key: choice })
      }}
      free
    />
  )
}

interface ValuePickerProps {
  trigger: ReactNode
  property: PropertyChoice
  values: string[]
  onChange: (values: string[]) => void
}

/** Values that were seen, most frequent first; others can be written. */
export function ValuePicker({ trigger, property, values, onChange }: ValuePickerProps) {
  const { app } = useApp()
  const [search, setSearch] = useState('')
  const [open, setOpen] = useState(false)
  const settled = useDebounced(search.trim(), 150)
  const seen = useQuery({ ...propertyValuesQuery(app.id, property.on, property.key, settled), enabled: open })
  return (
    <Combobox
      label={`Choose values of ${property.key}`}
      trigger={trigger}
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        if (!next) setSearch('')
      }}
      options={(seen.data ?? []).map((each) => ({
        value: each.value,
        label: each.value === '' ? '(empty)' : each.value,
        hint: formatCompact(each.count),
      }))}
      search={search}
      onSearch={setSearch}
      loading={seen.isFetching}
      error={seen.isError ? errorText(seen.error) : null}
      selected={values}
      onSelect={(value) => onChange(values.includes(value) ? values.filter((each) => each !== value) : [...values, value])}
      free
      multiple
    />
  )
}
