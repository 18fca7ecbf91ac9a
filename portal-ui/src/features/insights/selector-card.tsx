import { Filter as FilterIcon, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Selector } from '@/api/insight-types'
import { EventPicker } from '@/shared/insight/event-picker'
import { FilterList } from '@/shared/insight/filter-list'
import { selectorLabel } from '@/shared/insight/labels'
import { IconButton } from '@/shared/ui/button'

interface SelectorCardProps<S extends Selector> {
  mark: string
  selector: S
  withAny?: boolean
  onChange: (selector: S) => void
  onRemove?: () => void
  /** What else a series or step has: its measure, its place. */
  children?: ReactNode
  pickerOpen?: boolean
  onPickerOpen?: (open: boolean) => void
}

/** One event of a question, with its own filters. */
export function SelectorCard<S extends Selector>(props: SelectorCardProps<S>) {
  const { mark, selector, withAny = true, onChange, onRemove, children, pickerOpen, onPickerOpen } = props
  const filters = selector.filters ?? []
  const [filtering, setFiltering] = useState(false)
  const name = selectorLabel(selector)
  return (
    <div className="series-card" role="group" aria-label={`${mark}: ${name}`}>
      <div className="series-line">
        <span className="series-letter" aria-hidden="true">
          {mark}
        </span>
        <EventPicker
          value={selector.event ?? null}
          withAny={withAny}
          onChange={(event) => onChange({ ...selector, event })}
          {...(pickerOpen === undefined ? {} : { open: pickerOpen })}
          {...(onPickerOpen ? { onOpenChange: onPickerOpen } : {})}
          trigger={
            <button type="button" className="series-event" aria-label={`Event ${mark}: ${name}`}>
              {name}
            </button>
          }
        />
        <IconButton
          small
          label={`Filter ${name}`}
          hint="Filter this event"
          icon={<FilterIcon size={14} aria-hidden="true" />}
          aria-pressed={filtering || filters.length > 0}
          onClick={() => setFiltering(!filtering)}
        />
        {onRemove && <IconButton small label={`Remove ${name}`} hint="Remove" icon={<X size={14} aria-hidden="true" />} onClick={onRemove} />}
      </div>
      {(children || filtering || filters.length > 0) && (
        <div className="series-more">
          {children}
          {(filtering || filters.length > 0) && (
            <FilterList filters={filters} event={selector.event} onChange={(next) => onChange({ ...selector, filters: next })} />
          )}
        </div>
      )}
    </div>
  )
}
