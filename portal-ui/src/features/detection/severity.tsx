import type { Severity } from '@/api/rule-types'

const tones: Record<Severity, string> = { info: 'badge', warning: 'badge badge-warn', critical: 'badge badge-bad' }

export function SeverityBadge({ severity }: { severity: Severity }) {
  return <span className={tones[severity]}>{severity}</span>
}
