import { ArrowDown, ArrowUp, Plus } from 'lucide-react'
import { useState } from 'react'
import type { FunnelSpec, Step, WindowUnit } from '@/api/insight-types'
import { EventPicker } from '@/shared/insight/event-picker'
import { selectorLabel } from '@/shared/insight/labels'
import { Button, IconButton } from '@/shared/ui/button'
import { Checkbox, Input } from '@/shared/ui/field'
import { Select } from '@/shared/ui/select'
import { Section } from './section'
import { SelectorCard } from './selector-card'

interface FunnelBuilderProps {
  spec: FunnelSpec
  onChange: (spec: FunnelSpec) => void
  pickerOpen: boolean
  onPickerOpen: (open: boolean) => void
}

const units: { value: WindowUnit; label: string }[] = [
  { value: 'minute', label: 'minutes' },
  { value: 'hour', label: 'hours' },
  { value: 'day', label: 'days' },
  { value: 'week', label: 'weeks' },
]

export function FunnelBuilder({ spec, onChange, pickerOpen, onPickerOpen }: FunnelBuilderProps) {
  const window = spec.window ?? { value: 14, unit: 'day' as const }
  const [length, setLength] = useState(String(window.value))
  const put = (index: number, step: Step) => onChange({ ...spec, steps: spec.steps.with(index, step) })
  function setSteps(steps: Step[]) {
    // Exclusions name steps by place: those that no longer fit go.
    const exclusions = spec.exclusions?.filter((each) => each.to_step < steps.length)
    const { exclusions: _old, ...rest } = spec
    onChange({ ...rest, steps, ...(exclusions?.length ? { exclusions } : {}) })
  }
  function move(index: number, by: -1 | 1) {
    const step = spec.steps[index]
    const other = spec.steps[index + by]
    if (step && other) setSteps(spec.steps.with(index, other).with(index + by, step))
  }
  return (
    <>
      <Section title="Steps">
        {spec.steps.map((step, index) => (
          <SelectorCard
            key={index}
            mark={String(index + 1)}
            selector={step}
            onChange={(next) => put(index, next)}
            onRemove={() => setSteps(spec.steps.filter((_, position) => position !== index))}
          >
            <div className="row">
              <Checkbox
                label="First time ever"
                checked={step.first_time_ever ?? false}
                onChange={(first) => {
                  const { first_time_ever: _old, ...rest } = step
                  put(index, first ? { ...rest, first_time_ever: true } : rest)
                }}
              />
              <span className="grow" />
              <IconButton
                small
                disabled={index === 0}
                label={`Move ${selectorLabel(step)} up`}
                hint="Up"
                icon={<ArrowUp size={13} aria-hidden="true" />}
                onClick={() => move(index, -1)}
              />
              <IconButton
                small
                disabled={index === spec.steps.length - 1}
                label={`Move ${selectorLabel(step)} down`}
                hint="Down"
                icon={<ArrowDown size={13} aria-hidden="true" />}
                onClick={() => move(index, 1)}
              />
            </div>
          </SelectorCard>
        ))}
        {spec.steps.length < 20 && (
          <div>
            <EventPicker
              open={pickerOpen}
              onOpenChange={onPickerOpen}
              onChange={(event) => setSteps([...spec.steps, { event }])}
              trigger={
                <Button small variant={spec.steps.length < 2 ? 'secondary' : 'ghost'}>
                  <Plus size={13} aria-hidden="true" />
                  Step
                </Button>
              }
            />
          </div>
        )}
      </Section>
      <Section title="How">
        <div className="options-grid">
          <span>Order</span>
          <Select
            small
            label="Order"
            value={spec.order ?? 'ordered'}
            options={[
              { value: 'ordered', label: 'In order', hint: 'others may lie between' },
              { value: 'strict', label: 'Strict', hint: 'nothing between' },
              { value: 'unordered', label: 'Any order' },
            ]}
            onChange={(order) => onChange({ ...spec, order })}
          />
          <label htmlFor="window">Within</label>
          <div className="row">
            <Input
              id="window"
              small
              type="number"
              min={1}
              style={{ width: 70 }}
              value={length}
              onChange={(event) => setLength(event.target.value)}
              onBlur={() => {
                const value = Math.max(1, Math.round(Number(length)) || 1)
                setLength(String(value))
                if (value !== window.value) onChange({ ...spec, window: { ...window, value } })
              }}
            />
            <Select small label="Unit of the window" value={window.unit} options={units} onChange={(unit) => onChange({ ...spec, window: { ...window, unit } })} />
          </div>
          <span>Show</span>
          <Select
            small
            label="What to show"
            value={spec.output ?? 'steps'}
            options={[
              { value: 'steps', label: 'Steps' },
              { value: 'trends', label: 'Conversion over time' },
              { value: 'time_to_convert', label: 'Time to convert' },
            ]}
            onChange={(output) => {
              const { breakdown, ...rest } = spec
              onChange({ ...rest, output, ...(breakdown && output !== 'time_to_convert' ? { breakdown } : {}) })
            }}
          />
        </div>
      </Section>
      {spec.steps.length > 1 && <Exclusions spec={spec} onChange={onChange} />}
    </>
  )
}

function Exclusions({ spec, onChange }: { spec: FunnelSpec; onChange: (spec: FunnelSpec) => void }) {
  const exclusions = spec.exclusions ?? []
  const last = spec.steps.length - 1
  function put(next: typeof exclusions) {
    const { exclusions: _old, ...rest } = spec
    onChange(next.length === 0 ? rest : { ...rest, exclusions: next })
  }
  return (
    <Section title="Without">
      {exclusions.map((exclusion, index) => (
        <SelectorCard
          key={index}
          mark="–"
          withAny={false}
          selector={exclusion}
          onChange={(next) => put(exclusions.with(index, next))}
          onRemove={() => put(exclusions.filter((_, position) => position !== index))}
        />
      ))}
      <div>
        <EventPicker
          withAny={false}
          onChange={(event) => put([...exclusions, { event, from_step: 0, to_step: last }])}
          trigger={
            <Button small variant="ghost" className="add-button">
              <Plus size={13} aria-hidden="true" />
              Exclude people who did
            </Button>
          }
        />
      </div>
    </Section>
  )
}
