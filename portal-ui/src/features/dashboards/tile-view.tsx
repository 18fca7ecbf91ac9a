import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowDownRight, GripVertical, MoreHorizontal, Pencil, Trash2 } from 'lucide-react'
import { useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react'
import type { InsightSpec } from '@/api/insight-types'
import { insightQuery } from '@/api/queries'
import type { Tile } from '@/api/types'
import { askedBy, chartOf, type ChartKind } from '@/shared/insight/display'
import { InsightResult } from '@/shared/insight/insight-result'
import { PeoplePanel } from '@/shared/insight/people-panel'
import { toRequest } from '@/shared/insight/spec'
import { isEmptyResult } from '@/shared/insight/to-view'
import { useCulprits } from '@/shared/insight/use-culprits'
import type { Pick } from '@/shared/insight/view'
import { useApp } from '@/shared/lib/app-context'
import { IconButton } from '@/shared/ui/button'
import { Menu } from '@/shared/ui/menu'
import { ErrorState, Skeleton } from '@/shared/ui/states'

export interface TileEditing {
  onKey: (event: KeyboardEvent) => void
  onDragStart: (event: PointerEvent, how: 'move' | 'resize') => void
  onRename: () => void
  onRemove: () => void
  dragging: boolean
}

interface TileViewProps {
  tile: Tile
  /** The tile's question under the dashboard's range and filters. */
  spec: InsightSpec | null
  refreshMs: number | false
  editing?: TileEditing
}

export function TileView({ tile, spec, refreshMs, editing }: TileViewProps) {
  const { app } = useApp()
  const place: CSSProperties = {
    gridColumn: `${tile.x + 1} / span ${tile.w}`,
    gridRow: `${tile.y + 1} / span ${tile.h}`,
  }
  const chart = spec ? chartOf(spec, tile.display.chart) : 'table'
  return (
    <section className="card tile" style={place} aria-label={tile.title} data-chart={chart} data-dragging={editing?.dragging || undefined}>
      <div className="tile-head">
        {editing && (
          <IconButton
            small
            className="tile-handle"
            label={`Move ${tile.title}: arrow keys move, with Shift they resize`}
            hint="Drag; or arrow keys, with Shift to resize"
            icon={<GripVertical size={14} aria-hidden="true" />}
            onPointerDown={(event) => editing.onDragStart(event, 'move')}
            onKeyDown={editing.onKey}
          />
        )}
        <h2 className="grow ellipsis">
          {spec && !editing ? (
            <Link to="/$app/insights" params={{ app: app.id }} search={{ q: spec, chart }}>
              {tile.title}
            </Link>
          ) : (
            tile.title
          )}
        </h2>
        {editing && (
          <Menu
            trigger={<IconButton small label={`Tile ${tile.title}`} hint="More" icon={<MoreHorizontal size={14} aria-hidden="true" />} />}
            entries={[
              { label: 'Rename', icon: <Pencil size={14} aria-hidden="true" />, onSelect: editing.onRename },
              { label: 'Remove', icon: <Trash2 size={14} aria-hidden="true" />, danger: true, onSelect: editing.onRemove },
            ]}
          />
        )}
      </div>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- tables and numbers in it are scrolled with the keyboard too */}
      <div className="tile-body" tabIndex={0} role="group" aria-label={`${tile.title}, content`}>
        {spec ? (
          <TileAnswer spec={spec} chart={tile.display.chart} refreshMs={refreshMs} />
        ) : (
          <ErrorState title="The chart is gone" error={new Error('The saved chart of this tile has been deleted.')} />
        )}
      </div>
      {editing && (
        <button type="button" tabIndex={-1} aria-hidden="true" className="tile-resize" onPointerDown={(event) => editing.onDragStart(event, 'resize')} />
      )}
    </section>
  )
}

/** Which filter emptied the tile, where one did. */
function EmptyTile({ spec, link }: { spec: InsightSpec; link: { q: InsightSpec; chart: ChartKind } }) {
  const { app } = useApp()
  const { busy, culprits } = useCulprits(spec)
  return (
    <div className="state" aria-busy={busy}>
      <ArrowDownRight size={17} aria-hidden="true" />
      {culprits.length === 0 ? (
        <p>Nothing in this range.</p>
      ) : (
        <p>
          Nothing. Without <b>{culprits.map((each) => each.label).join(' or ')}</b> there is something.
        </p>
      )}
      <Link to="/$app/insights" params={{ app: app.id }} search={link}>
        Look closer
      </Link>
    </div>
  )
}

/** Seconds. A dashboard shows at once what was true a moment ago; its next refresh shows the rest. */
const TILE_MAX_AGE = 15

function TileAnswer({ spec, chart: wished, refreshMs }: { spec: InsightSpec; chart: string; refreshMs: number | false }) {
  const { app } = useApp()
  const [pick, setPick] = useState<Pick | null>(null)
  const chart = chartOf(spec, wished)
  const request = toRequest(askedBy(chart, spec), app)
  const query = useQuery({ ...insightQuery(app.id, request, TILE_MAX_AGE), placeholderData: keepPreviousData, refetchInterval: refreshMs })
  if (query.isError) return <ErrorState title="No answer" error={query.error} onRetry={() => void query.refetch()} />
  if (query.isPending) return <Skeleton height="100%" />
  if (isEmptyResult(request, query.data.result)) {
    return <EmptyTile spec={request} link={{ q: spec, chart }} />
  }
  return (
    <>
      <InsightResult spec={request} reply={query.data} chart={chart} height="100%" onPick={setPick} />
      <PeoplePanel spec={request} pick={pick} onClose={() => setPick(null)} />
    </>
  )
}
