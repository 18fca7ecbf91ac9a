import type { Rule } from '@/api/rule-types'
import { formatInstant } from '@/shared/lib/format'

/** Whether the job runs the rule as it was saved last. */
export function RuleState({ rule }: { rule: Rule }) {
  const { running } = rule
  if (!rule.enabled) return <span className="badge">paused</span>
  if (running !== null && running.version === rule.version && (running.state === 'failed' || running.state === 'invalid')) {
    return (
      <span className="badge badge-bad" title={running.reason ?? undefined}>
        refused by the job
      </span>
    )
  }
  if (running === null || running.version !== rule.version) {
    return (
      <span className="badge badge-warn" title={running === null ? undefined : `version ${running.version} runs, version ${rule.version} is saved`}>
        on its way to the job
      </span>
    )
  }
  if (rule.muted_until !== null && Date.parse(rule.muted_until) > Date.now()) {
    return (
      <span className="badge badge-accent" title={`until ${formatInstant(rule.muted_until)}`}>
        quiet
      </span>
    )
  }
  return (
    <span className="badge badge-good" title={`version ${rule.version}, since ${formatInstant(running.since)}`}>
      running
    </span>
  )
}
