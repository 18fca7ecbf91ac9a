import './dashboards.css'
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { Filter, InsightSpec } from '@/api/insight-types'
import type { Tile } from '@/api/types'
import { COLUMNS } from '@/shared/insight/place-tile'
import { withGlobals } from '@/shared/insight/spec'
import { put, remove } from './layout'
import { TileView } from './tile-view'

const ROW_PX = 76 + 14

interface BoardProps {
  tiles: Tile[]
  range: { from?: string | undefined; to?: string | undefined }
  filters: Filter[]
  refreshMs: number | false
  /** Present while the dashboard is being changed. */
  onTiles?: ((tiles: Tile[]) => void) | undefined
  onRename?: ((tile: Tile) => void) | undefined
}

export function Board({ tiles, range, filters, refreshMs, onTiles, onRename }: BoardProps) {
  const board = useRef<HTMLDivElement>(null)
  const [drag, setDrag] = useState<string | null>(null)
  const [told, setTold] = useState('')

  function startDrag(tile: Tile, how: 'move' | 'resize', start: PointerEvent) {
    if (!onTiles || !board.current) return
    start.preventDefault()
    const column = (board.current.clientWidth + 14) / COLUMNS
    const from = { x: start.clientX, y: start.clientY }
    const target = start.currentTarget as HTMLElement
    target.setPointerCapture(start.pointerId)
    setDrag(tile.id)
    function onMove(event: globalThis.PointerEvent) {
      const dx = Math.round((event.clientX - from.x) / column)
      const dy = Math.round((event.clientY - from.y) / ROW_PX)
      const next = how === 'move' ? { ...tile, x: tile.x + dx, y: tile.y + dy } : { ...tile, w: tile.w + dx, h: tile.h + dy }
      onTiles?.(put(tiles, next))
    }
    function onEnd() {
      setDrag(null)
      target.removeEventListener('pointermove', onMove)
    }
    target.addEventListener('pointermove', onMove)
    target.addEventListener('pointerup', onEnd, { once: true })
    target.addEventListener('pointercancel', onEnd, { once: true })
  }

  function onKey(tile: Tile, event: KeyboardEvent) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key]
    if (!step || !onTiles) return
    event.preventDefault()
    const [dx = 0, dy = 0] = step
    const next = put(
      tiles,
      event.shiftKey ? { ...tile, w: tile.w + dx, h: tile.h + dy } : { ...tile, x: tile.x + dx, y: tile.y + dy },
    )
    onTiles(next)
    const now = next.find((each) => each.id === tile.id)
    if (now) setTold(`${tile.title}: column ${now.x + 1}, row ${now.y + 1}, ${now.w} wide, ${now.h} high`)
  }

  // Read from above to below and left to right, whatever the order in which they were added.
  const ordered = [...tiles].sort((a, b) => a.y - b.y || a.x - b.x)
  return (
    <div className="board" ref={board} data-editing={onTiles ? true : undefined}>
      <div className="visually-hidden" aria-live="polite">
        {told}
      </div>
      {ordered.map((tile) => (
        <TileView
          key={tile.id}
          tile={tile}
          spec={tile.query ? withGlobals(tile.query as InsightSpec, { ...range, filters }) : null}
          refreshMs={refreshMs}
          {...(onTiles
            ? {
                editing: {
                  dragging: drag === tile.id,
                  onDragStart: (event: PointerEvent, how: 'move' | 'resize') => startDrag(tile, how, event),
                  onKey: (event: KeyboardEvent) => onKey(tile, event),
                  onRename: () => onRename?.(tile),
                  onRemove: () => onTiles(remove(tiles, tile.id)),
                },
              }
            : {})}
        />
      ))}
    </div>
  )
}
