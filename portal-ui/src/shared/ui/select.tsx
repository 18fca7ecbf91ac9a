import { Check, ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

export interface Option<V extends string> {
  value: V
  label: string
  hint?: string
  group?: string
}

interface SelectProps<V extends string> {
  label: string
  value: V
  options: readonly Option<V>[]
  onChange: (value: V) => void
  small?: boolean
  quiet?: boolean
  disabled?: boolean
  icon?: ReactNode
  id?: string
  className?: string
}

/** One of a few; more than a screen of them belongs in a Combobox. */
export function Select<V extends string>({
  label,
  value,
  options,
  onChange,
  small,
  quiet,
  disabled,
  icon,
  id,
  className,
}: SelectProps<V>) {
  const current = options.find((option) => option.value === value)
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild disabled={disabled}>
        <button
          type="button"
          id={id}
          aria-label={`${label}: ${current?.label ?? value}`}
          className={classNames(
            'select-trigger',
            small && 'select-trigger-small',
            quiet && 'select-trigger-quiet',
            className,
          )}
        >
          <span className="row" style={{ gap: 6 }}>
            {icon}
            <span className="ellipsis">{current?.label ?? value}</span>
          </span>
          <ChevronDown size={14} aria-hidden="true" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={8}>
          <DropdownMenu.RadioGroup value={value} onValueChange={(next) => onChange(next as V)}>
            {options.map((option, index) => (
              <div key={option.value}>
                {option.group && option.group !== options[index - 1]?.group && (
                  <div className="menu-label">{option.group}</div>
                )}
                <DropdownMenu.RadioItem className="menu-item" value={option.value}>
                  <span className="grow">{option.label}</span>
                  {option.hint && <span className="menu-hint">{option.hint}</span>}
                  <DropdownMenu.ItemIndicator>
                    <Check size={14} aria-hidden="true" />
                  </DropdownMenu.ItemIndicator>
                </DropdownMenu.RadioItem>
              </div>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
