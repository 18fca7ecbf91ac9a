import { Link } from '@tanstack/react-router'
import { BadgeCheck, BarChart3, Clock, Database, HelpCircle, Zap } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Answer, AnswerTable } from '@/api/ask'
import { Chart } from '@/shared/chart/chart'
import { readChartTheme } from '@/shared/chart/chart-option'
import { ResultTable } from '@/shared/insight/result-table'
import { useApp } from '@/shared/lib/app-context'
import { formatAgo, formatBytes, formatCompact, formatDuration, formatInstant, plural } from '@/shared/lib/format'
import { useTheme } from '@/shared/lib/theme'
import { Button } from '@/shared/ui/button'
import { CopyButton } from '@/shared/ui/copy-button'
import { Notice } from '@/shared/ui/states'
import { AnswerActions } from './answer-actions'
import { definitionLines, formatMeasure, insightsOf, reasonTitles, toTableModel } from './answer-model'
import { drawingOf, heightOf, labelOf, toChartOption } from './to-chart-option'

interface AnswerViewProps {
  answer: Answer
  /** Whether an editor has verified this question. */
  verified: boolean
  suggestions: readonly string[]
  /** Absent in somebody else's thread: it is read, not continued. */
  onAsk?: (question: string) => void
}

/** One question with its answer, how it was read, and everything by which it can be checked. */
export function AnswerView({ answer, verified, suggestions, onAsk }: AnswerViewProps) {
  return (
    <article className="answer card" aria-label={answer.question}>
      <header className="answer-head">
        <h2>{answer.question}</h2>
        <Labels answer={answer} verified={verified} />
      </header>
      <Body answer={answer} suggestions={suggestions} {...(onAsk ? { onAsk } : {})} />
      {answer.unsupported.length > 0 && <Notice tone="warn">No result has these numbers of the text: {answer.unsupported.join(', ')}.</Notice>}
      <Reading answer={answer} />
      <Meta answer={answer} />
      <AnswerActions answer={answer} verified={verified} />
    </article>
  )
}

function Labels({ answer, verified }: { answer: Answer; verified: boolean }) {
  const by = answer.verified
  return (
    <div className="row row-wrap">
      {(verified || by) && (
        <span className="badge badge-good" title={by ? `Verified by ${by.by}, ${formatInstant(by.at)}` : 'An editor has verified this answer'}>
          <BadgeCheck size={12} aria-hidden="true" />
          verified
        </span>
      )}
      {answer.status === 'assumed' && <span className="badge badge-warn">one reading of several</span>}
      {answer.engine.startsWith('model:') && <span className="badge">{answer.engine.slice('model:'.length)}</span>}
    </div>
  )
}

function Body({ answer, suggestions, onAsk }: Omit<AnswerViewProps, 'verified'>) {
  if (answer.status === 'declined') {
    return (
      <>
        <Notice icon={<HelpCircle size={14} aria-hidden="true" />}>
          <strong>{answer.reason ? reasonTitles[answer.reason] : 'No answer'}.</strong> {answer.text}
        </Notice>
        {onAsk && suggestions.length > 0 && <Chips label="What can be asked" questions={suggestions.slice(0, 4)} onAsk={onAsk} />}
      </>
    )
  }
  if (answer.status === 'clarify') {
    return (
      <>
        <p className="answer-text">{answer.text}</p>
        <div className="row row-wrap">
          {(answer.choices ?? []).map((choice) => (
            <Button key={choice.question} disabled={!onAsk} onClick={() => onAsk?.(choice.question)}>
              {choice.text}
            </Button>
          ))}
        </div>
      </>
    )
  }
  return <Result answer={answer} />
}

/** Questions that are asked with a click. */
export function Chips({ label, questions, onAsk }: { label: string; questions: readonly string[]; onAsk: (question: string) => void }) {
  return (
    <div className="chips-block">
      <h3>{label}</h3>
      <ul className="ask-chips">
        {questions.map((question) => (
          <li key={question}>
            <button type="button" className="ask-chip" onClick={() => onAsk(question)}>
              {question}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Result({ answer }: { answer: Answer }) {
  const table = answer.result
  const measure = table?.columns.find((column) => column.role === 'measure')
  return (
    <>
      {answer.value !== null && <p className="answer-value num">{formatMeasure(answer.value, measure?.unit)}</p>}
      {answer.text && <p className="answer-text">{answer.text}</p>}
      {table && table.rows.length === 0 && <p className="muted">No row: nothing of this happened in that time.</p>}
      {table && table.rows.length > 0 && answer.value === null && <Picture table={table} question={answer.question} />}
    </>
  )
}

function Picture({ table, question }: { table: AnswerTable; question: string }) {
  const { theme } = useTheme()
  const drawing = useMemo(() => drawingOf(table), [table])
  // `theme` stands for the CSS variables that are read here.
  const option = useMemo(() => (drawing ? toChartOption(drawing, { name: theme, ...readChartTheme() }) : null), [drawing, theme])
  return (
    <>
      {drawing && option && <Chart option={option} label={labelOf(drawing)} height={heightOf(drawing)} />}
      {drawing && drawing.leftOut > 0 && <p className="muted">{plural(drawing.leftOut, 'more is', 'more are')} in the table alone.</p>}
      {drawing ? (
        <details className="answer-details">
          <summary>{plural(table.rows.length, 'row')} as a table</summary>
          <ResultTable table={toTableModel(table)} caption={`The numbers of “${question}”`} />
        </details>
      ) : (
        <ResultTable table={toTableModel(table)} caption={`The numbers of “${question}”`} />
      )}
      {table.truncated && <p className="muted">There are more rows than these.</p>}
    </>
  )
}

function Reading({ answer }: { answer: Answer }) {
  const lines = definitionLines(answer.definition)
  if (lines.length === 0 && answer.assumptions.length === 0) return null
  return (
    <div className="answer-reading" role="group" aria-label="How the question was read">
      {lines.length > 0 && (
        <dl>
          {lines.map((line) => (
            <div key={line.term}>
              <dt>{line.term}</dt>
              <dd>{line.text}</dd>
            </div>
          ))}
        </dl>
      )}
      {answer.assumptions.length > 0 && (
        <ul className="answer-assumptions">
          {answer.assumptions.map((assumption) => (
            <li key={assumption}>{assumption}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Meta({ answer }: { answer: Answer }) {
  const { app } = useApp()
  const [open, setOpen] = useState(false)
  const insights = insightsOf(answer)
  const rows = answer.sources.reduce((sum, source) => sum + (source.rows_scanned ?? 0), 0)
  const bytes = answer.sources.reduce((sum, source) => sum + (source.bytes_scanned ?? 0), 0)
  const wall = answer.usage?.wall_ms
  if (answer.sources.length === 0 && insights.length === 0) return null
  return (
    <>
      <div className="meta-line" role="group" aria-label="About this answer">
        {answer.watermark && (
          <span title={answer.watermark}>
            <Clock size={12} aria-hidden="true" />
            Complete up to {formatAgo(answer.watermark)}
          </span>
        )}
        <span>
          <Database size={12} aria-hidden="true" />
          {formatCompact(rows)} rows, {formatBytes(bytes)}
        </span>
        {wall !== undefined && (
          <span>
            <Zap size={12} aria-hidden="true" />
            {formatDuration(wall / 1000)}
          </span>
        )}
        <Button variant="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide' : 'Show'} {plural(answer.sources.length, 'step')} and SQL
        </Button>
      </div>
      {open && (
        <ol className="answer-steps">
          {answer.sources.map((source) => (
            <li key={source.n}>
              <div className="row row-between row-wrap">
                <span>
                  {source.n}. {source.tool}
                  <span className="muted">
                    {' '}
                    · {plural(source.rows_scanned ?? 0, 'row')} read · {formatDuration(source.wall_ms / 1000)}
                  </span>
                </span>
                {source.sql && (
                  <span className="row">
                    <CopyButton text={source.sql} />
                    <Link to="/$app/sql" params={{ app: app.id }} search={{ sql: source.sql }} className="button button-secondary button-small">
                      <Database size={13} aria-hidden="true" />
                      Open in SQL
                    </Link>
                  </span>
                )}
              </div>
              {source.sql && (
                // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled with the keyboard too
                <pre className="code code-wrap" tabIndex={0}>
                  {source.sql}
                </pre>
              )}
            </li>
          ))}
          {insights.length > 1 && (
            <li>
              {insights.map((spec, index) => (
                <Link key={index} to="/$app/insights" params={{ app: app.id }} search={{ q: spec }} className="button button-secondary button-small">
                  <BarChart3 size={13} aria-hidden="true" />
                  Insight {index + 1}
                </Link>
              ))}
            </li>
          )}
        </ol>
      )}
    </>
  )
}
