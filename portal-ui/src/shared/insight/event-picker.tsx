import { useQuery } from '@tanstack/react-query'
import { Asterisk, Zap } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { eventNamesQuery } from '@/api/queries'
import { useApp } from '@/shared/lib/app-context'
import { formatAgo, formatCompact } from '@/shared/lib/format'
import { useDebounced } from '@/shared/lib/use-debounced'
import { Combobox, type ComboboxOption } from '@/shared/ui/combobox'
import { errorText } from '@/shared/ui/states'

const ANY = '\u0000any'

interface EventPickerProps {
  trigger: ReactNode
  /** null is any event. */
  value?: string | null
  withAny?: boolean
  onChange: (event: string | null) => void
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

/** The app's events by how often they come, searched as one types. */
export function EventPicker({ trigger, value, withAny = true, onChange, open, onOpenChange }: EventPickerProps) {
  const { app } = useApp()
  const [search, setSearch] = useState('')
  const [inner, setInner] = useState(false)
  const shown = open ?? inner
  const settled = useDebounced(search.trim(), 150)
  const names = useQuery({ ...eventNamesQuery(app.id, settled), enabled: shown })
  const options: ComboboxOption[] = (names.data ?? []).map((event) => ({
    value: event.name,
    label: event.name,
    hint: `${formatCompact(event.count)}${event.last_seen ? ` · ${formatAgo(event.last_seen)}` : ''}`,
    icon: <Zap size={13} aria-hidden="true" />,
  }))
  if (withAny && 'any event'.includes(search.trim().toLowerCase())) {
    options.unshift({ value: ANY, label: 'Any event', icon: <Asterisk size={13} aria-hidden="true" /> })
  }
  return (
    <Combobox
      label="Choose an event"
      trigger={trigger}
      open={shown}
      onOpenChange={(next) => {
        ;(onOpenChange ?? setInner)(next)
        if (!next) setSearch('')
      }}
      options={options}
      search={search}
      onSearch={setSearch}
      loading={names.isFetching}
      error={names.isError ? errorText(names.error) : null}
      selected={value === undefined ? [] : [value ?? ANY]}
      onSelect={(choice) => onChange(choice === ANY ? null : choice)}
      free
    />
  )
}
