import { useState } from 'react'
import type { RuleDraft } from '@/api/rule-types'
import { Field, TextArea } from '@/shared/ui/field'
import { problemOf } from './rule-model'

interface RuleJsonProps {
  rule: RuleDraft
  onChange: (rule: RuleDraft) => void
  onProblem: (problem: string | null) => void
}

/** The rule as the document that the API takes. What cannot be read stays in the field and is not taken over. */
export function RuleJson({ rule, onChange, onProblem }: RuleJsonProps) {
  const [text, setText] = useState(() => JSON.stringify(rule, null, 2))
  const [problem, setProblem] = useState<string | null>(null)
  function write(next: string) {
    setText(next)
    let found: string | null = null
    try {
      const read = JSON.parse(next) as RuleDraft
      problemOf(read) // a document of another shape throws here
      onChange(read)
    } catch (error) {
      found = `This is no rule yet: ${error instanceof Error ? error.message : String(error)}`
    }
    setProblem(found)
    onProblem(found)
  }
  return (
    <section className="card card-body" aria-label="Rule as JSON">
      <Field label="JSON" error={problem} hint="The same document as in the API; the portal checks it when it is saved.">
        {(ids) => <TextArea {...ids} className="detection-json" spellCheck={false} value={text} onChange={(event) => write(event.target.value)} />}
      </Field>
    </section>
  )
}
