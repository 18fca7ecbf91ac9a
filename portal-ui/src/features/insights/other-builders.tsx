import { useState } from 'react'
import type { LifecycleSpec, PathsSpec, RetentionSpec, StickinessSpec } from '@/api/insight-types'
import { Checkbox, Input } from '@/shared/ui/field'
import { Select } from '@/shared/ui/select'
import { Section } from './section'
import { SelectorCard } from './selector-card'

const periods = [
  { value: 'hour', label: 'Hour' },
  { value: 'day', label: 'Day' },
  { value: 'week', label: 'Week' },
  { value: 'month', label: 'Month' },
] as const

export function RetentionBuilder({ spec, onChange }: { spec: RetentionSpec; onChange: (spec: RetentionSpec) => void }) {
  return (
    <>
      <Section title="People who did">
        <SelectorCard mark="A" selector={spec.target} onChange={(target) => onChange({ ...spec, target })}>
          <Select
            small
            label="Who is in a cohort"
            value={spec.mode ?? 'recurring'}
            options={[
              { value: 'first_time', label: 'for the first time' },
              { value: 'recurring', label: 'in the period, also again' },
            ]}
            onChange={(mode) => onChange({ ...spec, mode })}
          />
        </SelectorCard>
      </Section>
      <Section title="And came back to do">
        <SelectorCard mark="B" selector={spec.returning} onChange={(returning) => onChange({ ...spec, returning })}>
          <Checkbox label="Then or later" checked={spec.cumulative ?? false} onChange={(cumulative) => onChange({ ...spec, cumulative })} />
        </SelectorCard>
      </Section>
      <Section title="How">
        <div className="options-grid">
          <span>Period</span>
          <Select small label="Period" value={spec.period ?? 'day'} options={periods} onChange={(period) => onChange({ ...spec, period })} />
          <span>Periods</span>
          <NumberInput label="Number of periods" min={2} max={60} value={spec.intervals ?? 8} onChange={(intervals) => onChange({ ...spec, intervals })} />
        </div>
      </Section>
    </>
  )
}

export function SingleBuilder<S extends LifecycleSpec | StickinessSpec>({ spec, onChange }: { spec: S; onChange: (spec: S) => void }) {
  return (
    <Section title="People who did">
      <SelectorCard mark="A" selector={spec.series} onChange={(series) => onChange({ ...spec, series })} />
    </Section>
  )
}

export function PathsBuilder({ spec, onChange }: { spec: PathsSpec; onChange: (spec: PathsSpec) => void }) {
  const include = spec.include ?? ['page', 'screen', 'custom']
  function toggle(kind: 'page' | 'screen' | 'custom', on: boolean) {
    const next = (['page', 'screen', 'custom'] as const).filter((each) => (each === kind ? on : include.includes(each)))
    if (next.length > 0) onChange({ ...spec, include: next })
  }
  function setText(key: 'start' | 'end', text: string) {
    const { [key]: _old, ...rest } = spec
    onChange(text.trim() === '' ? rest : { ...rest, [key]: text.trim() })
  }
  function setList(key: 'exclude' | 'group', text: string) {
    const { [key]: _old, ...rest } = spec
    const items = text.split(',').map((item) => item.trim()).filter((item) => item !== '')
    onChange(items.length === 0 ? rest : { ...rest, [key]: items })
  }
  return (
    <>
      <Section title="Paths through">
        <div className="row row-wrap" style={{ gap: 16 }}>
          <Checkbox label="Pages" checked={include.includes('page')} onChange={(on) => toggle('page', on)} />
          <Checkbox label="Screens" checked={include.includes('screen')} onChange={(on) => toggle('screen', on)} />
          <Checkbox label="Other events" checked={include.includes('custom')} onChange={(on) => toggle('custom', on)} />
        </div>
      </Section>
      <Section title="How">
        <div className="options-grid">
          <label htmlFor="start">Starting at</label>
          <TextInput id="start" placeholder="/pricing" value={spec.start ?? ''} onChange={(text) => setText('start', text)} />
          <label htmlFor="end">Ending at</label>
          <TextInput id="end" placeholder="/signup" value={spec.end ?? ''} onChange={(text) => setText('end', text)} />
          <label htmlFor="group">Group</label>
          <TextInput id="group" placeholder="/product/*, /blog/*" value={(spec.group ?? []).join(', ')} onChange={(text) => setList('group', text)} />
          <label htmlFor="exclude">Leave out</label>
          <TextInput id="exclude" placeholder="/login, /health" value={(spec.exclude ?? []).join(', ')} onChange={(text) => setList('exclude', text)} />
          <span>Steps</span>
          <NumberInput label="Number of steps" min={2} max={20} value={spec.max_steps ?? 5} onChange={(max_steps) => onChange({ ...spec, max_steps })} />
          <span>At most</span>
          <Select
            small
            label="Connections shown"
            value={String(spec.edge_limit ?? 50)}
            options={['20', '50', '100', '200'].map((value) => ({ value, label: `${value} connections` }))}
            onChange={(limit) => onChange({ ...spec, edge_limit: Number(limit) })}
          />
        </div>
      </Section>
    </>
  )
}

function TextInput({ id, value, placeholder, onChange }: { id: string; value: string; placeholder: string; onChange: (text: string) => void }) {
  const [draft, setDraft] = useState(value)
  return (
    <Input
      id={id}
      small
      placeholder={placeholder}
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => draft !== value && onChange(draft)}
      onKeyDown={(event) => event.key === 'Enter' && onChange(draft)}
    />
  )
}

function NumberInput({ label, value, min, max, onChange }: { label: string; value: number; min: number; max: number; onChange: (value: number) => void }) {
  const [draft, setDraft] = useState(String(value))
  function commit() {
    const next = Math.min(max, Math.max(min, Math.round(Number(draft)) || min))
    setDraft(String(next))
    if (next !== value) onChange(next)
  }
  return (
    <Input
      small
      type="number"
      aria-label={label}
      min={min}
      max={max}
      style={{ width: 80 }}
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  )
}
