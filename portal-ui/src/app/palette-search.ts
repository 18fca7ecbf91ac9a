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
