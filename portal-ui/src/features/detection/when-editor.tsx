import { Plus, X } from 'lucide-react'
import type { AnomalyMeasure, RuleKinds, When } from '@/api/rule-types'
import { PropertyPicker } from '@/shared/insight/property-picker'
import { Button, IconButton } from '@/shared/ui/button'
import { Checkbox, Input } from '@/shared/ui/field'
import { Segmented } from '@/shared/ui/segmented'
import { Select } from '@/shared/ui/select'
import { useColumns } from './columns'
import { DurationInput } from './duration-input'
import { PatternEditor } from './pattern-editor'
import { bodyOf, nameIn, pathOf } from './rule-model'

interface WhenEditorProps {
  when: When
  onChange: (when: When) => void
}

/** What a rule waits for, as a sentence with holes to fill. */
export function WhenEditor({ when, onChange }: WhenEditorProps) {
  const it = bodyOf(when)
  switch (it.kind) {
    case 'match':
      return (
        <Line words="When this event comes">
          <PatternEditor label="Event" pattern={it.body} onChange={(match) => onChange({ match })} />
        </Line>
      )
    case 'threshold':
      return <Threshold body={it.body} onChange={(threshold) => onChange({ threshold })} />
    case 'rate':
      return (
        <>
          <Line words="When this event">
            <PatternEditor label="Event" pattern={it.body} onChange={(rate) => onChange({ rate })} />
          </Line>
          <Line words="comes more than">
            <Count label="Times" value={it.body.more_than} least={0} onChange={(more_than) => onChange({ rate: { ...it.body, more_than } })} />
            <span>times within</span>
            <DurationInput label="Within" seconds={it.body.per_s} onChange={(per_s) => onChange({ rate: { ...it.body, per_s } })} />
          </Line>
        </>
      )
    case 'count':
      return (
        <>
          <Line words="When this event">
            <PatternEditor label="Event" pattern={it.body} onChange={(count) => onChange({ count })} />
          </Line>
          <Line words="comes">
            <Select
              small
              label="More or fewer"
              value={it.body.op}
              options={[
                { value: 'more_than', label: 'more than' },
                { value: 'fewer_than', label: 'fewer than' },
              ]}
              onChange={(op) => onChange({ count: { ...it.body, op } })}
            />
            <Count label="Times" value={it.body.n} least={it.body.op === 'fewer_than' ? 1 : 0} onChange={(n) => onChange({ count: { ...it.body, n } })} />
            <span>times in each</span>
            <DurationInput label="Window" seconds={it.body.window_s} onChange={(window_s) => onChange({ count: { ...it.body, window_s } })} />
          </Line>
        </>
      )
    case 'sequence':
      return <Sequence body={it.body} onChange={(sequence) => onChange({ sequence })} />
    case 'absence':
      return (
        <>
          <Line words="When this event comes">
            <PatternEditor label="First event" pattern={it.body.after} onChange={(after) => onChange({ absence: { ...it.body, after } })} />
          </Line>
          <Line words="and this one does not follow">
            <PatternEditor label="Expected event" pattern={it.body.expected} onChange={(expected) => onChange({ absence: { ...it.body, expected } })} />
          </Line>
          <Line words="within">
            <DurationInput label="Within" seconds={it.body.within_s} onChange={(within_s) => onChange({ absence: { ...it.body, within_s } })} />
          </Line>
        </>
      )
    case 'times':
      return (
        <>
          <Line words="When this event">
            <PatternEditor label="Event" pattern={it.body} onChange={(times) => onChange({ times })} />
          </Line>
          <Line words="comes">
            <Count label="Times" value={it.body.n} least={2} onChange={(n) => onChange({ times: { ...it.body, n } })} />
            <span>times within</span>
            <DurationInput label="Within" seconds={it.body.within_s} onChange={(within_s) => onChange({ times: { ...it.body, within_s } })} />
          </Line>
        </>
      )
    case 'anomaly':
      return <Anomaly body={it.body} onChange={(anomaly) => onChange({ anomaly })} />
    case 'silence':
      return (
        <>
          <Line words="When this event">
            <PatternEditor label="Event" pattern={it.body} onChange={(silence) => onChange({ silence })} />
          </Line>
          <Line words="does not come for">
            <DurationInput label="For" seconds={it.body.for_s} onChange={(for_s) => onChange({ silence: { ...it.body, for_s } })} />
          </Line>
        </>
      )
  }
}

function Line({ words, children }: { words: string; children: React.ReactNode }) {
  return (
    <div className="detection-line">
      <span className="detection-words">{words}</span>
      {children}
    </div>
  )
}

function Count({ label, value, least, onChange }: { label: string; value: number; least: number; onChange: (value: number) => void }) {
  return (
    <Input
      small
      type="number"
      className="detection-count"
      aria-label={label}
      min={least}
      step={1}
      value={value}
      onChange={(event) => onChange(Math.max(least, Math.round(Number(event.target.value)) || least))}
    />
  )
}

/** A limit that may be missing. */
function Limit({ label, value, onChange }: { label: string; value: number | undefined; onChange: (value: number | undefined) => void }) {
  return (
    <Input
      small
      type="number"
      step="any"
      className="detection-count"
      aria-label={label}
      placeholder="none"
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
    />
  )
}

function NumberPath({ path, event, label, onChange }: { path: string; event: string | null; label: string; onChange: (path: string) => void }) {
  const columns = useColumns()
  return (
    <PropertyPicker
      label={label}
      on="event"
      numbersOnly
      event={event}
      onChange={({ key }) => onChange(pathOf(key, columns))}
      trigger={
        <button type="button" className="select-trigger select-trigger-small" aria-label={`${label}: ${nameIn(path) || 'choose…'}`}>
          <span className="ellipsis">{nameIn(path) || 'choose…'}</span>
        </button>
      }
    />
  )
}

function Threshold({ body, onChange }: { body: RuleKinds['threshold']; onChange: (body: RuleKinds['threshold']) => void }) {
  function setLimit(side: 'min' | 'max', value: number | undefined) {
    const { [side]: _old, ...rest } = body
    onChange(value === undefined ? rest : { ...rest, [side]: value })
  }
  return (
    <>
      <Line words="When, in this event,">
        <PatternEditor label="Event" pattern={body} onChange={onChange} />
      </Line>
      <Line words="the number">
        <NumberPath label="Number" path={body.path} event={body.event} onChange={(path) => onChange({ ...body, path })} />
        <span>is below</span>
        <Limit label="Lower limit" value={body.min} onChange={(min) => setLimit('min', min)} />
        <span>or above</span>
        <Limit label="Upper limit" value={body.max} onChange={(max) => setLimit('max', max)} />
      </Line>
    </>
  )
}

function Sequence({ body, onChange }: { body: RuleKinds['sequence']; onChange: (body: RuleKinds['sequence']) => void }) {
  const { unless, ...rest } = body
  return (
    <>
      {body.steps.map((step, index) => (
        <Line key={index} words={index === 0 ? 'When' : 'then'}>
          <div className="grow stack stack-s">
            <div className="row">
              <Input
                small
                className="detection-step-name"
                aria-label={`Name of step ${index + 1}`}
                value={step.name}
                maxLength={60}
                onChange={(event) => onChange({ ...body, steps: body.steps.with(index, { ...step, name: event.target.value.replaceAll(':', '') }) })}
              />
              {body.steps.length > 2 && (
                <IconButton
                  small
                  label={`Remove step ${index + 1}`}
                  icon={<X size={13} aria-hidden="true" />}
                  onClick={() => onChange({ ...body, steps: body.steps.filter((_, position) => position !== index) })}
                />
              )}
            </div>
            <PatternEditor
              label={`Event of step ${index + 1}`}
              pattern={step}
              earlier={body.steps.slice(0, index)}
              onChange={(next) => onChange({ ...body, steps: body.steps.with(index, next) })}
            />
          </div>
        </Line>
      ))}
      {body.steps.length < 10 && (
        <div>
          <Button small variant="ghost" onClick={() => onChange({ ...body, steps: [...body.steps, { name: `step ${body.steps.length + 1}`, event: null }] })}>
            <Plus size={13} aria-hidden="true" />
            Step
          </Button>
        </div>
      )}
      <Line words="within">
        <DurationInput label="Within" seconds={body.within_s} onChange={(within_s) => onChange({ ...body, within_s })} />
        <Checkbox label="no other of these events between" checked={body.strict ?? false} onChange={(strict) => onChange({ ...body, strict })} />
      </Line>
      {unless ? (
        <Line words="unless, in between,">
          <PatternEditor label="Voiding event" pattern={unless} onChange={(next) => onChange({ ...body, unless: next })} />
          <IconButton small label="Remove “unless”" icon={<X size={13} aria-hidden="true" />} onClick={() => onChange(rest)} />
        </Line>
      ) : (
        <div>
          <Button small variant="ghost" onClick={() => onChange({ ...body, unless: { event: null } })}>
            <Plus size={13} aria-hidden="true" />
            Unless
          </Button>
        </div>
      )}
    </>
  )
}

function Anomaly({ body, onChange }: { body: RuleKinds['anomaly']; onChange: (body: RuleKinds['anomaly']) => void }) {
  const sum = body.measure.startsWith('sum:')
  return (
    <>
      <Line words="When the number of">
        <Select
          small
          label="Measure"
          value={sum ? 'sum:' : body.measure}
          options={[
            { value: 'total', label: 'events' },
            { value: 'dau', label: 'people' },
            { value: 'sum:', label: 'all values added up' },
          ]}
          onChange={(measure) => onChange({ ...body, measure: measure as AnomalyMeasure })}
        />
        {sum && <NumberPath label="Number" path={body.measure.slice(4)} event={body.event} onChange={(path) => onChange({ ...body, measure: `sum:${path}` })} />}
        <span>of</span>
        <PatternEditor label="Event" pattern={body} onChange={onChange} />
      </Line>
      <Line words="in">
        <Segmented
          label="Interval"
          value={body.interval}
          options={[
            { value: 'minute', label: 'a minute' },
            { value: 'hour', label: 'an hour' },
          ]}
          onChange={(interval) => onChange({ ...body, interval })}
        />
        <span>is far</span>
        <Select
          small
          label="Direction"
          value={body.direction}
          options={[
            { value: 'both', label: 'above or below' },
            { value: 'up', label: 'above' },
            { value: 'down', label: 'below' },
          ]}
          onChange={(direction) => onChange({ ...body, direction })}
        />
        <span>what is usual at this hour of the week</span>
      </Line>
      <Line words="Far means">
        <Limit label="Sensitivity" value={body.sensitivity ?? 3} onChange={(value) => onChange({ ...body, sensitivity: value ?? 3 })} />
        <span>times the usual deviation; intervals under</span>
        <Count label="Least volume" value={body.min_volume} least={0} onChange={(min_volume) => onChange({ ...body, min_volume })} />
        <span>are left out</span>
      </Line>
    </>
  )
}
