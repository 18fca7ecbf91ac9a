import { Check, Search } from 'lucide-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Popover } from './popover'

export interface ComboboxOption {
  value: string
  label: string
  hint?: string
  /** Seen only: what it means is said by `kind`. */
  icon?: ReactNode
  /** What the icon means, read out after the label. */
  kind?: string
}

interface ComboboxProps extends ComboboxListProps {
  trigger: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

interface ComboboxListProps {
  label: string
  placeholder?: string
  /** What fits the search text; the caller asks the server or filters. */
  options: readonly ComboboxOption[]
  search: string
  onSearch: (text: string) => void
  selected?: readonly string[]
  onSelect: (value: string) => void
  loading?: boolean
  error?: string | null
  /** Let the text itself be chosen. */
  free?: boolean
  /** Stay open after a choice, for lists of several. */
  multiple?: boolean
}

/** Search as you type over names that the server knows; arrows, Enter and Escape work as everywhere. */
export function Combobox(props: ComboboxProps) {
  const [uncontrolled, setUncontrolled] = useState(false)
  const open = props.open ?? uncontrolled
  const setOpen = props.onOpenChange ?? setUncontrolled
  return (
    <Popover label={props.label} trigger={props.trigger} open={open} onOpenChange={setOpen} flush>
      <ComboboxList {...props} close={() => setOpen(false)} />
    </Popover>
  )
}

/** The text field and the list under it, for whoever has a place for them. */
export function ComboboxList(props: ComboboxListProps & { close: () => void }) {
  const { options, search, onSearch, selected = [], onSelect, loading, error, free, multiple, close, label, placeholder = 'Search…' } = props
  const id = useId()
  const [active, setActive] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const text = search.trim()
  const shown: ComboboxOption[] =
    free && text !== '' && !options.some((option) => option.value === text)
      ? [...options, { value: text, label: `Use “${text}”` }]
      : [...options]
  const index = Math.min(active, Math.max(shown.length - 1, 0))

  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
  }, [index])

  function choose(option: ComboboxOption | undefined) {
    if (!option) return
    onSelect(option.value)
    if (!multiple) close()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') setActive(Math.min(index + 1, shown.length - 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(index - 1, 0))
    else if (event.key === 'Enter') choose(shown[index])
    else return
    event.preventDefault()
  }

  return (
    <div className="combobox">
      <div className="combobox-search">
        <Search size={14} aria-hidden="true" />
        <input
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={shown[index] ? `${id}-${index}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={search}
          onChange={(event) => {
            onSearch(event.target.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
        {loading && <span className="spinner" role="status" aria-label="Loading" />}
      </div>
      <div className="combobox-list" role="listbox" id={`${id}-list`} ref={list} aria-label={label} tabIndex={-1}>
        {shown.map((option, position) => (
          // The text field keeps the focus and has the keys; the mouse chooses here.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={option.value}
            id={`${id}-${position}`}
            role="option"
            tabIndex={-1}
            aria-selected={selected.includes(option.value)}
            data-active={position === index || undefined}
            className="combobox-option"
            onMouseMove={() => setActive(position)}
            onClick={() => choose(option)}
          >
            {option.icon && (
              <span className="combobox-icon" aria-hidden="true">
                {option.icon}
              </span>
            )}
            <span className="grow ellipsis">{option.label}</span>
            {option.kind && <span className="visually-hidden">, {option.kind}</span>}
            {option.hint && <small>{option.hint}</small>}
            {selected.includes(option.value) && <Check size={14} aria-hidden="true" />}
          </div>
        ))}
      </div>
      {error && <div className="combobox-note">{error}</div>}
      {!error && !loading && shown.length === 0 && <div className="combobox-note">Nothing fits.</div>}
    </div>
  )
}
