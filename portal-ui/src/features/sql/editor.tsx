import { autocompletion } from '@codemirror/autocomplete'
import { PostgreSQL, sql } from '@codemirror/lang-sql'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { Compartment, EditorState, Prec } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { basicSetup } from 'codemirror'
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react'
import type { SqlTable } from '@/api/types'
import { trinoFunctions } from './trino-functions'
import { offsetOf } from './position'

export interface EditorHandle {
  /** The selected text, and where it begins; the whole text when nothing is selected. */
  selected: () => { text: string; from: number }
  insert: (text: string) => void
  replace: (text: string) => void
  /** Marks an error at its place, counted from the start of what ran. */
  mark: (error: { message: string; line: number; column: number; from: number } | null) => void
}

interface EditorProps {
  initial: string
  tables: SqlTable[]
  onChange: (text: string) => void
  onRun: () => void
  ref: Ref<EditorHandle>
}

const look = EditorView.theme({
  '&': { backgroundColor: 'var(--surface)', color: 'var(--text)' },
  '.cm-content:focus-visible': { boxShadow: 'none' },
  '.cm-content': { caretColor: 'var(--text)', fontFamily: 'var(--mono)', padding: '12px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--text-3)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--hover) 60%, transparent)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'color-mix(in srgb, var(--accent) 25%, transparent) !important' },
  '.cm-tooltip': { backgroundColor: 'var(--raised)', border: '1px solid var(--border)', borderRadius: '8px', color: 'var(--text)' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--text-on-accent)' },
  '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--text)' },
})

const colors = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent-text)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
  { tag: tags.number, color: 'var(--warn)' },
  { tag: tags.comment, color: 'var(--text-3)', fontStyle: 'italic' },
  { tag: [tags.function(tags.variableName), tags.standard(tags.name)], color: 'var(--chart-4)' },
  { tag: tags.operator, color: 'var(--text-2)' },
])

function language(tables: SqlTable[]) {
  const names = tables.flatMap((table) => [
    { label: table.name, type: 'class', detail: 'table', ...(table.comment ? { info: table.comment } : {}) },
    ...table.columns.map((column) => ({ label: column.name, type: 'property', detail: column.type, ...(column.comment ? { info: column.comment } : {}) })),
  ])
  const functions = trinoFunctions.map((name) => ({ label: name, type: 'function', apply: `${name}(` }))
  const support = sql({ dialect: PostgreSQL, upperCaseKeywords: true, schema: Object.fromEntries(tables.map((table) => [table.name, table.columns.map((column) => column.name)])) })
  return [
    support,
    support.language.data.of({
      autocomplete: (context: { matchBefore: (pattern: RegExp) => { from: number; to: number } | null; explicit: boolean }) => {
        const word = context.matchBefore(/\w+/)
        if (!word && !context.explicit) return null
        return { from: word?.from ?? 0, options: [...names, ...functions], validFor: /^\w*$/ }
      },
    }),
  ]
}

/** The text of a query, with the completion of the app's real tables. */
export function Editor({ initial, tables, onChange, onRun, ref }: EditorProps) {
  const box = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const languages = useRef(new Compartment())
  const handlers = useRef({ onChange, onRun })
  const start = useRef(initial)
  useEffect(() => {
    handlers.current = { onChange, onRun }
  })

  useEffect(() => {
    if (!box.current) return
    const made = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: start.current,
        extensions: [
          Prec.highest(
            keymap.of([
              {
                key: 'Mod-Enter',
                run: () => {
                  handlers.current.onRun()
                  return true
                },
              },
            ]),
          ),
          basicSetup,
          lintGutter(),
          autocompletion({ activateOnTyping: true }),
          languages.current.of(language([])),
          look,
          syntaxHighlighting(colors),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': 'SQL' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) handlers.current.onChange(update.state.doc.toString())
          }),
        ],
      }),
    })
    view.current = made
    return () => made.destroy()
  }, [])

  useEffect(() => {
    view.current?.dispatch({ effects: languages.current.reconfigure(language(tables)) })
  }, [tables])

  useImperativeHandle(ref, () => ({
    selected: () => {
      const state = view.current?.state
      if (!state) return { text: '', from: 0 }
      const { from, to } = state.selection.main
      return from === to ? { text: state.doc.toString(), from: 0 } : { text: state.sliceDoc(from, to), from }
    },
    insert: (text) => {
      const editor = view.current
      if (!editor) return
      editor.dispatch(editor.state.replaceSelection(text))
      editor.focus()
    },
    replace: (text) => {
      const editor = view.current
      if (!editor) return
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } })
      editor.focus()
    },
    mark: (error) => {
      const editor = view.current
      if (!editor) return
      const marks: Diagnostic[] = []
      if (error) {
        const text = editor.state.doc.toString()
        const at = Math.min(error.from + offsetOf(text.slice(error.from), error.line, error.column), text.length)
        const word = /^\w+/.exec(text.slice(at))?.[0].length ?? 1
        marks.push({ from: Math.min(at, Math.max(0, text.length - 1)), to: Math.min(at + word, text.length), severity: 'error', message: error.message })
      }
      editor.dispatch(setDiagnostics(editor.state, marks))
    },
  }))

  return <div className="sql-editor" ref={box} />
}
