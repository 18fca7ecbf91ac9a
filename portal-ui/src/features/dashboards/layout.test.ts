import { describe, expect, it } from 'vitest'
import { placeTile } from '@/shared/insight/place-tile'
import { clamp, put, remove, type Box } from './layout'

const a: Box = { id: 'a', x: 0, y: 0, w: 6, h: 4 }
const b: Box = { id: 'b', x: 6, y: 0, w: 6, h: 4 }
const c: Box = { id: 'c', x: 0, y: 4, w: 12, h: 3 }

function overlaps(boxes: Box[]): boolean {
  return boxes.some((one) =>
    boxes.some((two) => one.id < two.id && one.x < two.x + two.w && two.x < one.x + one.w && one.y < two.y + two.h && two.y < one.y + one.h),
  )
}

describe('the grid', () => {
  it('lets the others make room', () => {
    const next = put([a, b, c], { ...a, w: 12 })
    expect(next).toEqual([{ ...a, w: 12 }, { ...b, y: 4 }, { ...c, y: 8 }])
  })

  it('never lets two tiles lie on each other, wherever one is put', () => {
    for (let x = -3; x < 14; x++) for (let y = 0; y < 9; y++) for (const w of [1, 5, 12, 20]) expect(overlaps(put([a, b, c], { ...b, x, y, w }))).toBe(false)
  })

  it('closes the gap of a tile that goes', () => {
    expect(remove([{ ...a, w: 12 }, c], 'a')).toEqual([{ ...c, y: 0 }])
  })

  it('keeps a tile inside the twelve columns', () => {
    expect(clamp({ ...a, x: 10, w: 5, h: 1 })).toEqual({ ...a, x: 7, w: 5, h: 2 })
  })

  it('puts a new tile beside the last one, then below', () => {
    const tile = { id: 'n', title: 'n', display: { chart: 'line' } }
    expect(placeTile([a], tile)).toMatchObject({ x: 6, y: 0, w: 6, h: 4 })
    expect(placeTile([a, b], tile)).toMatchObject({ x: 0, y: 4 })
  })
})
