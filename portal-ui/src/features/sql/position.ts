/** Offset of a line and column (both from 1) in a text. Past the end it is the end. Pure. */
export function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split('\n')
  let offset = 0
  for (let index = 0; index < Math.min(line - 1, lines.length); index++) offset += (lines[index]?.length ?? 0) + 1
  return Math.min(offset + Math.max(0, column - 1), text.length)
}
