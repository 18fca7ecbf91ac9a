import { Plus, Split, X } from 'lucide-react'
import type { Pattern, RuleCondition, Step, Where } from '@/api/rule-types'
import { conditionOps, type ConditionOp } from '@/api/rule-types'
import { EventPicker } from '@/shared/insight/event-picker'
import { PropertyPicker, ValuePicker } from '@/shared/insight/property-picker'
import { Button, IconButton } from '@/shared/ui/button'
import { Input } from '@/shared/ui/field'
import { Select } from '@/shared/ui/select'
import { useColumns } from './columns'
import { isCondition, nameIn, opNames, pathOf, scalarOf } from './rule-model'

interface PatternEditorProps<P extends Pattern> {
  pattern: P
  /** What the event does in the rule: its button's name. */
  label: string
  onChange: (pattern: P) => void
  /** Steps to whose values a condition may refer. */
  earlier?: readonly Step[]
}

/** Which events a part of a rule is about: the name, and what must hold of each. */
export function PatternEditor<P extends Pattern>({ pattern, label, onChange, earlier = [] }: PatternEditorProps<P>) {
  const name = pattern.event ?? 'any event'
  return (
    <div className="detection-pattern" role="group" aria-label={label}>
      <EventPicker
        value={pattern.event}
        onChange={(event) => onChange({ ...pattern, event })}
        trigger={
          <button type="button" className="select-trigger select-trigger-small" aria-label={`${label}: ${name}`}>
            <span className="ellipsis">{name}</span>
          </button>
        }
      />
      <WhereList event={pattern.event} list={pattern.where ?? []} earlier={earlier} onChange={(where) => onChange({ ...pattern, where })} />
    </div>
  )
}

interface WhereListProps {
  list: Where[]
  event: string | null
  earlier: readonly Step[]
  onChange: (list: Where[]) => void
  nested?: boolean
}

function WhereList({ list, event, earlier, onChange, nested }: WhereListProps) {
  const columns = useColumns()
  const remove = (index: number) => onChange(list.filter((_, position) => position !== index))
  return (
    <div className="stack stack-s">
      {list.map((where, index) =>
        isCondition(where) ? (
          <ConditionRow
            key={index}
            condition={where}
            earlier={earlier}
            onChange={(next) => onChange(list.with(index, next))}
            onRemove={() => remove(index)}
          />
        ) : (
          <div key={index} className="detection-group" role="group" aria-label={'any' in where ? 'One of these must hold' : 'All of these must hold'}>
            <div className="row row-between">
              <span className="muted">{'any' in where ? 'one of' : 'all of'}</span>
              <IconButton small label="Remove the group" icon={<X size={13} aria-hidden="true" />} onClick={() => remove(index)} />
            </div>
            <WhereList
              nested
              event={event}
              earlier={earlier}
              list={'any' in where ? where.any : where.all}
              onChange={(parts) => onChange(list.with(index, 'any' in where ? { any: parts } : { all: parts }))}
            />
          </div>
        ),
      )}
      <div className="row">
        <PropertyPicker
          label="Where"
          on="event"
          event={event}
          onChange={({ key }) => onChange([...list, { path: pathOf(key, columns), op: 'eq' }])}
          trigger={
            <Button small variant="ghost" className="add-button">
              <Plus size={13} aria-hidden="true" />
              Where
            </Button>
          }
        />
        {!nested && (
          <Button small variant="ghost" className="add-button" onClick={() => onChange([...list, { any: [] }])}>
            <Split size={13} aria-hidden="true" />
            One of
          </Button>
        )}
      </div>
    </div>
  )
}

interface ConditionRowProps {
  condition: RuleCondition
  earlier: readonly Step[]
  onChange: (condition: RuleCondition) => void
  onRemove: () => void
}

const valueless = (op: ConditionOp) => op === 'exists' || op === 'not_exists'

function ConditionRow({ condition, earlier, onChange, onRemove }: ConditionRowProps) {
  const name = nameIn(condition.path)
  const values = Array.isArray(condition.value) ? condition.value.map(String) : condition.value === undefined ? [] : [String(condition.value)]
  function setOp(op: ConditionOp) {
    const { value, same_as, ...rest } = condition
    if (valueless(op)) onChange({ ...rest, op })
    else if (op === 'in') onChange({ ...rest, op, value: values.map(scalarOf) })
    else if (same_as !== undefined && (op === 'eq' || op === 'ne')) onChange({ ...rest, op, same_as })
    else onChange({ ...rest, op, ...(value === undefined ? {} : { value: scalarOf(values[0] ?? '') }) })
  }
  return (
    <div className="filter-row" role="group" aria-label={`Condition on ${name}`}>
      <span className="filter-key ellipsis" title={condition.path}>
        {name}
      </span>
      <Select small quiet label="Operator" value={condition.op} options={conditionOps.map((op) => ({ value: op, label: opNames[op] }))} onChange={setOp} />
      {condition.op === 'in' ? (
        <ValuePicker
          property={{ on: 'event', key: name }}
          values={values}
          onChange={(next) => onChange({ ...condition, value: next.map(scalarOf) })}
          trigger={
            <button type="button" className="filter-values" data-empty={values.length === 0 || undefined}>
              <span className="ellipsis">{values.length === 0 ? 'choose…' : values.join(', ')}</span>
            </button>
          }
        />
      ) : (
        !valueless(condition.op) && <ValueField condition={condition} text={values[0] ?? ''} name={name} earlier={earlier} onChange={onChange} />
      )}
      <IconButton small label={`Remove the condition on ${name}`} hint="Remove" icon={<X size={13} aria-hidden="true" />} onClick={onRemove} />
    </div>
  )
}

interface ValueFieldProps {
  condition: RuleCondition
  text: string
  name: string
  earlier: readonly Step[]
  onChange: (condition: RuleCondition) => void
}

/** A value, or, in a later step, that of an earlier one. */
function ValueField({ condition, text, name, earlier, onChange }: ValueFieldProps) {
  const { value: _value, same_as: _sameAs, ...bare } = condition
  const refers = earlier.length > 0 && (condition.op === 'eq' || condition.op === 'ne')
  return (
    <>
      {refers && (
        <Select
          small
          quiet
          label="Compared with"
          value={condition.same_as === undefined ? '' : (condition.same_as.split(':')[0] ?? '')}
          options={[{ value: '', label: 'the value' }, ...earlier.map((step) => ({ value: step.name, label: `that of “${step.name}”` }))]}
          onChange={(step) => onChange(step === '' ? bare : { ...bare, same_as: `${step}:${condition.path}` })}
        />
      )}
      {condition.same_as === undefined && (
        <Input
          small
          className="grow"
          aria-label={`Value of ${name}`}
          placeholder={condition.op === 'regex' ? 'pattern' : 'value'}
          value={text}
          onChange={(event) => onChange({ ...bare, value: condition.op === 'regex' || condition.op === 'contains' ? event.target.value : scalarOf(event.target.value) })}
        />
      )}
    </>
  )
}
