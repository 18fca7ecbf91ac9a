import { Plus } from 'lucide-react'
import { useState } from 'react'
import { maths, type Series, type TrendsSpec } from '@/api/insight-types'
import { EventPicker } from '@/shared/insight/event-picker'
import { mathLabels, needsProperty, seriesLetter } from '@/shared/insight/labels'
import { PropertyPicker } from '@/shared/insight/property-picker'
import { Button } from '@/shared/ui/button'
import { Checkbox, Input } from '@/shared/ui/field'
import { Select } from '@/shared/ui/select'
import { Section } from './section'
import { SelectorCard } from './selector-card'

const mathOptions = maths.map((math) => ({
  value: math,
  label: mathLabels[math],
  group: needsProperty(math) ? 'Of a property' : 'Counts',
}))

interface TrendsBuilderProps {
  spec: TrendsSpec
  onChange: (spec: TrendsSpec) => void
  pickerOpen: boolean
  onPickerOpen: (open: boolean) => void
}

export function TrendsBuilder({ spec, onChange, pickerOpen, onPickerOpen }: TrendsBuilderProps) {
  const [draft, setDraft] = useState(spec.formula ?? '')
  const put = (index: number, series: Series) => onChange({ ...spec, series: spec.series.with(index, series) })
  function setFormula(text: string) {
    const { formula: _old, ...rest } = spec
    onChange(text.trim() === '' ? rest : { ...rest, formula: text.trim() })
  }
  return (
    <Section title="Series">
      {spec.series.map((series, index) => (
        <SelectorCard
          key={index}
          mark={seriesLetter(index)}
          selector={series}
          onChange={(next) => put(index, next)}
          {...(spec.series.length > 1
            ? { onRemove: () => onChange({ ...spec, series: spec.series.filter((_, position) => position !== index) }) }
            : {})}
        >
          <Measure series={series} onChange={(next) => put(index, next)} />
        </SelectorCard>
      ))}
      <div className="row">
        {spec.series.length < 26 && (
          <EventPicker
            open={pickerOpen}
            onOpenChange={onPickerOpen}
            onChange={(event) => onChange({ ...spec, series: [...spec.series, { event, math: 'total' }] })}
            trigger={
              <Button small variant="ghost" className="add-button">
                <Plus size={13} aria-hidden="true" />
                Event
              </Button>
            }
          />
        )}
      </div>
      <div className="options-grid">
        <label htmlFor="formula">Formula</label>
        <Input
          id="formula"
          small
          placeholder="e.g. 100 * B / A"
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={() => draft !== (spec.formula ?? '') && setFormula(draft)}
          onKeyDown={(event) => event.key === 'Enter' && setFormula(draft)}
        />
      </div>
      <div className="row row-wrap" style={{ gap: 16 }}>
        <Checkbox label="Running total" checked={spec.cumulative ?? false} onChange={(cumulative) => onChange({ ...spec, cumulative })} />
        <Checkbox label="One number over the range" checked={spec.aggregate ?? false} onChange={(aggregate) => onChange({ ...spec, aggregate })} />
      </div>
    </Section>
  )
}

function Measure({ series, onChange }: { series: Series; onChange: (series: Series) => void }) {
  const math = series.math ?? 'total'
  return (
    <div className="series-measure">
      <Select
        small
        label="Measure"
        value={math}
        options={mathOptions}
        onChange={(next) => {
          const { math_property, ...rest } = series
          onChange(needsProperty(next) ? { ...rest, math: next, ...(math_property ? { math_property } : {}) } : { ...rest, math: next })
        }}
      />
      {needsProperty(math) && (
        <PropertyPicker
          label="Choose the number to measure"
          on="event"
          event={series.event}
          numbersOnly
          onChange={({ key }) => onChange({ ...series, math_property: key })}
          trigger={
            <button type="button" className="select-trigger select-trigger-small" aria-label={`Measured property: ${series.math_property ?? 'none chosen'}`}>
              <span>{series.math_property ?? 'choose a property…'}</span>
            </button>
          }
        />
      )}
    </div>
  )
}
