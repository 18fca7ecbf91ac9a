import './builder.css'
import { CalendarDays, Check } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { Button } from '@/shared/ui/button'
import { Field, Input } from '@/shared/ui/field'
import { Popover } from '@/shared/ui/popover'
import { useApp } from '@/shared/lib/app-context'
import { presetOf, rangeLabel, rangePresets, yesterday, type Range } from './range'

interface RangePickerProps {
  /** What no range at all means. */
  unset?: string
  range: { from?: string; to?: string }
  onChange: (range: Range) => void
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

const isDay = (text: string | undefined) => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '')

export function RangePicker({ unset, range, onChange, open, onOpenChange }: RangePickerProps) {
  const [inner, setInner] = useState(false)
  const shown = open ?? inner
  const setShown = onOpenChange ?? setInner
  return (
    <Popover
      label="Date range"
      open={shown}
      onOpenChange={setShown}
      trigger={
        <Button>
          <CalendarDays size={14} aria-hidden="true" />
          {unset && range.from === undefined && range.to === undefined ? unset : rangeLabel(range)}
        </Button>
      }
    >
      <RangeForm
        range={range}
        onChange={(next) => {
          onChange(next)
          setShown(false)
        }}
      />
    </Popover>
  )
}

function RangeForm({ range, onChange }: { range: { from?: string; to?: string }; onChange: (range: Range) => void }) {
  const [from, setFrom] = useState(isDay(range.from) ? (range.from ?? '') : '')
  const [to, setTo] = useState(isDay(range.to) ? (range.to ?? '') : '')
  const { app } = useApp()
  const chosen = presetOf(range)
  const dayBefore = yesterday(app.timezone ?? 'UTC')
  const choices = rangePresets.flatMap((preset, index) => [
    { label: preset.label, range: { from: preset.from }, pressed: preset === chosen },
    ...(index === 0
      ? [{ label: 'Yesterday', range: dayBefore, pressed: range.from === dayBefore.from && range.to === dayBefore.to }]
      : []),
  ])
  function submit(event: FormEvent) {
    event.preventDefault()
    onChange({ from, ...(to === '' ? {} : { to }) })
  }
  return (
    <div className="range-form">
      <ul>
        {choices.map((choice) => (
          <li key={choice.label}>
            <button type="button" className="menu-item" aria-pressed={choice.pressed} onClick={() => onChange(choice.range)}>
              <span className="grow">{choice.label}</span>
              {choice.pressed && <Check size={14} aria-hidden="true" />}
            </button>
          </li>
        ))}
      </ul>
      <form className="stack" onSubmit={submit}>
        <Field label="From">
          {(ids) => <Input {...ids} type="date" required value={from} onChange={(event) => setFrom(event.target.value)} />}
        </Field>
        <Field label="To" hint="Empty: until now">
          {(ids) => <Input {...ids} type="date" min={from} value={to} onChange={(event) => setTo(event.target.value)} />}
        </Field>
        <Button type="submit" variant="primary">
          Apply
        </Button>
      </form>
    </div>
  )
}
