import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

export interface MenuEntry {
  label: string
  icon?: ReactNode
  hint?: string
  danger?: boolean
  disabled?: boolean
  onSelect: () => void
}

interface MenuProps {
  trigger: ReactNode
  entries: (MenuEntry | 'separator' | { heading: string })[]
  align?: 'start' | 'end'
}

export function Menu({ trigger, entries, align = 'end' }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align={align} sideOffset={4} collisionPadding={8}>
          {entries.map((entry, index) => {
            if (entry === 'separator') return <DropdownMenu.Separator key={index} className="menu-separator" />
            if ('heading' in entry) {
              return (
                <DropdownMenu.Label key={index} className="menu-label">
                  {entry.heading}
                </DropdownMenu.Label>
              )
            }
            return (
              <DropdownMenu.Item
                key={entry.label}
                className={classNames('menu-item', entry.danger && 'menu-item-danger')}
                disabled={entry.disabled}
                onSelect={entry.onSelect}
              >
                {entry.icon}
                <span>{entry.label}</span>
                {entry.hint && <span className="menu-hint">{entry.hint}</span>}
              </DropdownMenu.Item>
            )
          })}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
