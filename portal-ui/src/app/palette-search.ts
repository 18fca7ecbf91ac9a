// Which commands fit what was typed, the closest first. Pure.
import type { ReactNode } from 'react'

export interface Command {
  id: string
  label: string
  hint: string
  icon: ReactNode
  run: () => void
}

/** How well a name fits: 3 it begins so, 2 one of its words does, 1 every word stands somewhere in name or hint, 0 not at all. */
function fit(command: Command, text: string): number {
  const label = command.label.toLowerCase()
  if (label.startsWith(text)) return 3
  if (label.includes(` ${text}`)) return 2
  const all = `${label} ${command.hint.toLowerCase()}`
  return text.split(/\s+/).every((word) => all.includes(word)) ? 1 : 0
}

export function bestCommands(commands: readonly Command[], text: string, most = 40): Command[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return commands.slice(0, most)
  return commands
    .map((command) => ({ command, score: fit(command, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ command }) => command)
}

/** Whether a text is rather a question than a name: it has a few words, or ends with a question mark. */
function isQuestion(text: string): boolean {
  return text.endsWith('?') || text.split(/\s+/).length > 2
}

/** The commands with the one that asks what was typed: first where it reads like a question, last otherwise. */
export function withQuestion(commands: Command[], text: string, ask: Command): Command[] {
  const wanted = text.trim()
  if (wanted === '') return commands
  const named = commands[0]?.label.toLowerCase().startsWith(wanted.toLowerCase()) ?? false
  return isQuestion(wanted) && !named ? [ask, ...commands] : [...commands, ask]
}
