// The grid of a dashboard: tiles pushed down by the one that moves, then drawn up again. Pure.
import { COLUMNS } from '@/shared/insight/place-tile'

export interface Box {
  id: string
  x: number
  y: number
  w: number
  h: number
}

export const MIN_WIDTH = 2
export const MIN_HEIGHT = 2
const MAX_HEIGHT = 20

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}

/** A box inside the grid, whatever was asked for. */
export function clamp<B extends Box>(box: B): B {
  const w = Math.min(COLUMNS, Math.max(MIN_WIDTH, box.w))
  const h = Math.min(MAX_HEIGHT, Math.max(MIN_HEIGHT, box.h))
  return { ...box, w, h, x: Math.min(COLUMNS - w, Math.max(0, box.x)), y: Math.max(0, box.y) }
}

/** `boxes` with `moved` where it was put: it stays there, the others make room and close the gaps above them. */
export function put<B extends Box>(boxes: readonly B[], moved: B): B[] {
  const fixed = clamp(moved)
  const placed: B[] = [fixed]
  const rest = boxes.filter((box) => box.id !== fixed.id).sort((a, b) => a.y - b.y || a.x - b.x)
  for (const box of rest) {
    let y = 0
    while (placed.some((other) => overlap({ ...box, y }, other))) y++
    placed.push({ ...box, y })
  }
  return compact(placed, boxes)
}

function compact<B extends Box>(placed: readonly B[], order: readonly B[]): B[] {
  const done: B[] = []
  for (const box of [...placed].sort((a, b) => a.y - b.y || a.x - b.x)) {
    let y = box.y
    while (y > 0 && !done.some((other) => overlap({ ...box, y: y - 1 }, other))) y--
    done.push({ ...box, y })
  }
  return order.flatMap((box) => done.filter((each) => each.id === box.id))
}

export function remove<B extends Box>(boxes: readonly B[], id: string): B[] {
  const rest = boxes.filter((box) => box.id !== id)
  return compact(rest, rest)
}
