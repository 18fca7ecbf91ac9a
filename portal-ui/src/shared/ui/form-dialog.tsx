import type { ReactNode } from 'react'
import { Button } from './button'
import { Dialog, type DialogProps } from './dialog'
import { errorText, Notice } from './states'

interface FormDialogProps extends Pick<DialogProps, 'onClose' | 'title' | 'description' | 'wide'> {
  open?: boolean
  /** What the button says that submits. */
  submit: string
  onSubmit: () => void
  busy?: boolean
  /** Whether something is missing still. */
  disabled?: boolean
  /** Of the last attempt; falsy for none. */
  error?: unknown
  children: ReactNode
}

/** A form in a dialog: what went wrong, the fields, and the buttons that leave it. */
export function FormDialog({ open = true, submit, onSubmit, busy, disabled, error, children, ...dialog }: FormDialogProps) {
  return (
    <Dialog open={open} {...dialog}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
      >
        {Boolean(error) && <Notice tone="bad">{errorText(error)}</Notice>}
        {children}
        <div className="dialog-actions">
          <Button onClick={dialog.onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={busy} disabled={disabled}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
