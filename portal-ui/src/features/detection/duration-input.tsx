import { useState } from 'react'
import { Input } from '@/shared/ui/field'
import { Select } from '@/shared/ui/select'

const units = [
  { value: '1', label: 'seconds' },
  { value: '60', label: 'minutes' },
  { value: '3600', label: 'hours' },
  { value: '86400', label: 'days' },
] as const

type Unit = (typeof units)[number]['value']

/** The greatest unit in which `seconds` is a whole number. */
function unitOf(seconds: number): Unit {
  return seconds > 0 ? (units.findLast((unit) => seconds % Number(unit.value) === 0)?.value ?? '1') : '1'
}

interface DurationInputProps {
  label: string
  seconds: number
  onChange: (seconds: number) => void
  least?: number
}

/** A length of time: a whole number and its unit. */
export function DurationInput({ label, seconds, onChange, least = 1 }: DurationInputProps) {
  const [unit, setUnit] = useState<Unit>(() => unitOf(seconds))
  return (
    <span className="row detection-duration">
      <Input
        small
        type="number"
        min={least}
        step={1}
        aria-label={label}
        value={Number((seconds / Number(unit)).toFixed(2))}
        onChange={(event) => onChange(Math.max(least, Math.round(Number(event.target.value) * Number(unit)) || least))}
      />
      <Select
        small
        label={`Unit of: ${label}`}
        value={unit}
        options={units}
        onChange={(next) => {
          setUnit(next)
          onChange(Math.max(least, Math.round((seconds / Number(unit)) * Number(next))))
        }}
      />
    </span>
  )
}
