import { CopyButton } from '@/shared/ui/copy-button'
import { Notice } from '@/shared/ui/states'
import { KeyRound } from 'lucide-react'

/** A key or token that is shown this once. */
export function Secret({ what, value }: { what: string; value: string }) {
  return (
    <Notice tone="good" icon={<KeyRound size={14} aria-hidden="true" />}>
      <div className="row row-wrap">
        <code className="grow" style={{ overflowWrap: 'anywhere' }}>
          {value}
        </code>
        <CopyButton text={value} />
      </div>
      This {what} is shown this once. Keep it where secrets are kept.
    </Notice>
  )
}
