import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { classNames } from './class-names'
import { Tooltip } from './tooltip'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: 'primary' | 'secondary' | 'ghost' | 'danger' | 'link'
  small?: boolean
  busy?: boolean
  ref?: React.Ref<HTMLButtonElement>
}

export function Button({ variant = 'secondary', small, busy, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={classNames('button', `button-${variant}`, small && 'button-small', className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy && <span className="spinner" aria-hidden="true" />}
      {children}
    </button>
  )
}

interface IconButtonProps extends Omit<ButtonProps, 'children'> {
  label: string
  icon: ReactNode
  /** Without it the label itself is the tooltip. */
  hint?: ReactNode
}

/** A button that shows a picture only: its label is its name and its tooltip. */
export function IconButton({ label, icon, hint, variant = 'ghost', small, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={hint ?? label}>
      <button
        type="button"
        aria-label={label}
        className={classNames('button', 'button-icon', `button-${variant}`, small && 'button-small', className)}
        {...rest}
      >
        {icon}
      </button>
    </Tooltip>
  )
}
