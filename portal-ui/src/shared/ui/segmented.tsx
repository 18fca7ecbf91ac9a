import { ToggleGroup } from 'radix-ui'
import type { ReactNode } from 'react'

interface SegmentedProps<V extends string> {
  label: string
  value: V
  options: readonly { value: V; label: string; icon?: ReactNode }[]
  onChange: (value: V) => void
  /** Show the pictures only; the labels are their names. */
  iconsOnly?: boolean
}

export function Segmented<V extends string>({ label, value, options, onChange, iconsOnly }: SegmentedProps<V>) {
  return (
    <ToggleGroup.Root
      type="single"
      className="segmented"
      aria-label={label}
      value={value}
      onValueChange={(next) => next !== '' && onChange(next as V)}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          {...(iconsOnly ? { 'aria-label': option.label, title: option.label } : {})}
        >
          {option.icon}
          {!iconsOnly && option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
