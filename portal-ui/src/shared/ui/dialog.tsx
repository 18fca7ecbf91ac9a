import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { IconButton } from './button'
import { classNames } from './class-names'

export interface DialogProps {
  open: boolean
  onClose: () => void
  title: string
  description?: ReactNode
  wide?: boolean
  /** At the right edge of the window, over its whole height. */
  side?: boolean
  /** Its content alone; the title is read out only. */
  bare?: boolean
  actions?: ReactNode
  children: ReactNode
}

/** The first field of a form, else the dialog itself: not the button that closes it, whose tooltip would open. */
function focusContent(event: Event) {
  event.preventDefault()
  const dialog = event.currentTarget
  if (!(dialog instanceof HTMLElement)) return
  const field = dialog.querySelector<HTMLElement>(':is(input, textarea, select):not(:disabled)')
  ;(field ?? dialog).focus()
}

export function Dialog({ open, onClose, title, description, wide, side, bare, actions, children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="dialog-overlay" />
        <Radix.Content
          className={classNames('dialog', wide && 'dialog-wide', side && 'dialog-side', bare && 'dialog-bare')}
          onOpenAutoFocus={focusContent}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          {bare ? (
            <Radix.Title className="visually-hidden">{title}</Radix.Title>
          ) : (
            <div className="dialog-head">
              <div>
                <Radix.Title asChild>
                  <h2>{title}</h2>
                </Radix.Title>
                {description && (
                  <Radix.Description asChild>
                    <p className="muted">{description}</p>
                  </Radix.Description>
                )}
              </div>
              {actions}
              <Radix.Close asChild>
                <IconButton small label="Close" icon={<X size={16} aria-hidden="true" />} />
              </Radix.Close>
            </div>
          )}
          <div className={bare ? undefined : 'dialog-body'}>{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

interface ConfirmProps {
  open: boolean
  title: string
  text: ReactNode
  confirm: string
  busy?: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({ open, title, text, confirm, busy, onConfirm, onClose }: ConfirmProps) {
  return (
    <Dialog open={open} onClose={onClose} title={title}>
      <p>{text}</p>
      <div className="dialog-actions">
        <button type="button" className="button button-secondary" onClick={onClose}>
          Cancel
        </button>
        <button type="button" className="button button-danger" disabled={busy} onClick={onConfirm}>
          {confirm}
        </button>
      </div>
    </Dialog>
  )
}
