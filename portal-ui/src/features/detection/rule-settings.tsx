import { Plus, X } from 'lucide-react'
import type { MuteWindow, RuleAction, RuleDraft, Scope } from '@/api/rule-types'
import { PropertyPicker } from '@/shared/insight/property-picker'
import { Button, IconButton } from '@/shared/ui/button'
import { Input } from '@/shared/ui/field'
import { Segmented } from '@/shared/ui/segmented'
import { Select } from '@/shared/ui/select'
import { DurationInput } from './duration-input'
import { kindOf } from './rule-model'

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const dayNames: Record<string, string> = { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' }

interface RuleSettingsProps {
  rule: RuleDraft
  webhooks: readonly { id: string; name: string }[]
  onChange: (rule: RuleDraft) => void
}

/** What a rule is about, how grave it is, how often and where it may tell. */
export function RuleSettings({ rule, webhooks, onChange }: RuleSettingsProps) {
  const scope = rule.scope ?? 'person'
  const property = scope.startsWith('property:')
  const mutes = rule.mute ?? []
  return (
    <>
      <div className="detection-line">
        <span className="detection-words">Each</span>
        <Select
          small
          label="Scope"
          value={property ? 'property:' : scope}
          options={[
            { value: 'person', label: 'person by itself' },
            { value: 'device', label: 'device by itself' },
            { value: 'app', label: 'event of the app together' },
            { value: 'property:', label: 'value of a property by itself' },
          ]}
          onChange={(next) => onChange({ ...rule, scope: next as Scope })}
        />
        {property && (
          <PropertyPicker
            label="Property"
            on="event"
            onChange={({ key }) => onChange({ ...rule, scope: `property:${key}` })}
            trigger={
              <button type="button" className="select-trigger select-trigger-small" aria-label={`Property: ${scope.slice(9) || 'choose…'}`}>
                <span className="ellipsis">{scope.slice(9) || 'choose…'}</span>
              </button>
            }
          />
        )}
      </div>
      <div className="detection-line">
        <span className="detection-words">Severity</span>
        <Segmented
          label="Severity"
          value={rule.severity ?? 'warning'}
          options={[
            { value: 'info', label: 'info' },
            { value: 'warning', label: 'warning' },
            { value: 'critical', label: 'critical' },
          ]}
          onChange={(severity) => onChange({ ...rule, severity })}
        />
      </div>
      <div className="detection-line">
        <span className="detection-words">At most one alert in</span>
        <DurationInput label="Cooldown" least={0} seconds={rule.cooldown_s ?? 0} onChange={(cooldown_s) => onChange({ ...rule, cooldown_s })} />
        <span className="muted">{(rule.cooldown_s ?? 0) === 0 ? '(every one is told)' : `for each ${scope === 'app' ? 'app' : property ? 'value' : scope}`}</span>
      </div>
      {kindOf(rule.when) !== 'match' && (
        <div className="detection-line">
          <span className="detection-words">Wait for late events</span>
          <DurationInput label="Lateness" least={0} seconds={rule.lateness_s ?? 5} onChange={(lateness_s) => onChange({ ...rule, lateness_s })} />
        </div>
      )}
      <div className="detection-line">
        <span className="detection-words">Tell</span>
        <div className="stack stack-s grow">
          {rule.actions.map((action, index) => (
            <ActionRow
              key={index}
              action={action}
              webhooks={webhooks}
              onChange={(next) => onChange({ ...rule, actions: rule.actions.with(index, next) })}
              onRemove={() => onChange({ ...rule, actions: rule.actions.filter((_, position) => position !== index) })}
            />
          ))}
          {rule.actions.length === 0 && <span className="muted">Nobody: alerts are listed under Alerts only.</span>}
          {webhooks.length > 0 && (
            <div>
              <Button small variant="ghost" onClick={() => onChange({ ...rule, actions: [...rule.actions, { webhook: webhooks[0]?.id ?? '' }] })}>
                <Plus size={13} aria-hidden="true" />
                Webhook
              </Button>
            </div>
          )}
        </div>
      </div>
      <div className="detection-line">
        <span className="detection-words">Be quiet</span>
        <div className="stack stack-s grow">
          {mutes.map((window, index) => (
            <MuteRow
              key={index}
              window={window}
              onChange={(next) => onChange({ ...rule, mute: mutes.with(index, next) })}
              onRemove={() => onChange({ ...rule, mute: mutes.filter((_, position) => position !== index) })}
            />
          ))}
          <div>
            <Button
              small
              variant="ghost"
              onClick={() =>
                onChange({
                  ...rule,
                  mute: [...mutes, { days: ['sat', 'sun'], from: '00:00', to: '00:00', timezone: Intl.DateTimeFormat().resolvedOptions().timeZone }],
                })
              }
            >
              <Plus size={13} aria-hidden="true" />
              Time of silence
            </Button>
          </div>
        </div>
      </div>
    </>
  )
}

interface ActionRowProps {
  action: RuleAction
  webhooks: readonly { id: string; name: string }[]
  onChange: (action: RuleAction) => void
  onRemove: () => void
}

function ActionRow({ action, webhooks, onChange, onRemove }: ActionRowProps) {
  const known = webhooks.some((webhook) => webhook.id === action.webhook)
  return (
    <div className="row">
      <Select
        small
        label="Webhook"
        value={action.webhook}
        options={[...(known ? [] : [{ value: action.webhook, label: 'a webhook that is gone' }]), ...webhooks.map((webhook) => ({ value: webhook.id, label: webhook.name }))]}
        onChange={(webhook) => onChange({ ...action, webhook })}
      />
      <IconButton small label="Remove the webhook" icon={<X size={13} aria-hidden="true" />} onClick={onRemove} />
    </div>
  )
}

interface MuteRowProps {
  window: MuteWindow
  onChange: (window: MuteWindow) => void
  onRemove: () => void
}

function MuteRow({ window, onChange, onRemove }: MuteRowProps) {
  return (
    <div className="row row-wrap" role="group" aria-label="Time of silence">
      <span className="row detection-days">
        {days.map((day) => (
          <button
            key={day}
            type="button"
            className="detection-day"
            aria-pressed={window.days.includes(day)}
            onClick={() => onChange({ ...window, days: days.filter((each) => (each === day) !== window.days.includes(each)) })}
          >
            {dayNames[day]}
          </button>
        ))}
      </span>
      <Input small aria-label="From" className="detection-time" pattern="([01]\d|2[0-3]):[0-5]\d" value={window.from} onChange={(event) => onChange({ ...window, from: event.target.value })} />
      <span>to</span>
      <Input small aria-label="To" className="detection-time" pattern="([01]\d|2[0-3]):[0-5]\d" title="Not after the first: on the next day" value={window.to} onChange={(event) => onChange({ ...window, to: event.target.value })} />
      <Input small aria-label="Time zone" className="detection-zone" value={window.timezone} onChange={(event) => onChange({ ...window, timezone: event.target.value })} />
      <IconButton small label="Remove the time of silence" icon={<X size={13} aria-hidden="true" />} onClick={onRemove} />
    </div>
  )
}
