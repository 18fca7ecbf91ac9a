// Where a new tile goes on a dashboard's grid of 12 columns. Pure.
import type { Tile } from '@/api/types'

export const COLUMNS = 12

/** `tile` half the grid wide, in the first place below or beside the others where it fits. */
export function placeTile(tiles: Pick<Tile, 'x' | 'y' | 'w' | 'h'>[], tile: Omit<Tile, 'x' | 'y' | 'w' | 'h'>): Tile {
  const w = COLUMNS / 2
  const h = 4
  const bottom = Math.max(0, ...tiles.map((each) => each.y + each.h))
  for (let y = 0; y <= bottom; y++) {
    for (let x = 0; x + w <= COLUMNS; x += w) {
      if (!tiles.some((each) => each.x < x + w && x < each.x + each.w && each.y < y + h && y < each.y + each.h)) {
        return { ...tile, x, y, w, h }
      }
    }
  }
  return { ...tile, x: 0, y: bottom, w, h }
}
