import { ArrowUp, Square } from 'lucide-react'
import { useState, type FormEvent, type KeyboardEvent, type Ref } from 'react'
import { IconButton } from '@/shared/ui/button'

interface ComposerProps {
  label: string
  placeholder: string
  busy: boolean
  onAsk: (question: string) => void
  onStop: () => void
  ref?: Ref<HTMLTextAreaElement>
}

/** Where a question is written. Enter asks, Shift and Enter begin a new line. */
export function Composer({ label, placeholder, busy, onAsk, onStop, ref }: ComposerProps) {
  const [text, setText] = useState('')
  const question = text.trim()
  function submit(event?: FormEvent) {
    event?.preventDefault()
    if (question === '' || busy) return
    setText('')
    onAsk(question)
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    submit()
  }
  return (
    <form className="composer" onSubmit={submit}>
      <textarea
        ref={ref}
        aria-label={label}
        placeholder={placeholder}
        rows={1}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {busy ? (
        <IconButton label="Stop" variant="secondary" icon={<Square size={13} aria-hidden="true" />} onClick={onStop} />
      ) : (
        <IconButton label="Ask" variant="primary" type="submit" disabled={question === ''} icon={<ArrowUp size={16} aria-hidden="true" />} />
      )}
    </form>
  )
}
