import { CheckCircle2, X, XCircle } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { IconButton } from './button'
import { errorText } from './states'

interface Toast {
  id: number
  tone: 'good' | 'bad'
  text: string
}

let toasts: Toast[] = []
let nextId = 1
const listeners = new Set<() => void>()

function change(next: Toast[]) {
  toasts = next
  listeners.forEach((listener) => listener())
}

function show(tone: Toast['tone'], text: string, forMs: number) {
  const id = nextId++
  change([...toasts.slice(-3), { id, tone, text }])
  setTimeout(() => dismiss(id), forMs)
}

function dismiss(id: number) {
  change(toasts.filter((toast) => toast.id !== id))
}

export function toastDone(text: string) {
  show('good', text, 4000)
}

export function toastError(error: unknown) {
  show('bad', errorText(error), 9000)
}

export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
  )
  return (
    <div className="toasts" role="region" aria-label="Messages" aria-live="polite">
      {shown.map((toast) => (
        <div key={toast.id} className="toast">
          {toast.tone === 'good' ? (
            <CheckCircle2 size={16} color="var(--good)" aria-hidden="true" />
          ) : (
            <XCircle size={16} color="var(--bad)" aria-hidden="true" />
          )}
          <span>{toast.text}</span>
          <IconButton small label="Dismiss" icon={<X size={13} aria-hidden="true" />} onClick={() => dismiss(toast.id)} />
        </div>
      ))}
    </div>
  )
}
