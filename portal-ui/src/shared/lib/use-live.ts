import { useEffect, useRef, useState } from 'react'
import { openLive } from '@/api/live'
import type { LiveActive, LiveEvent, LiveRejection } from '@/api/types'

export type LiveItem = { kind: 'event'; event: LiveEvent } | { kind: 'rejected'; id: number; rejection: LiveRejection }

const KEEP = 300

export interface Live {
  state: 'connecting' | 'open' | 'closed'
  items: LiveItem[]
  active: LiveActive | null
  /** Arrived while paused, not shown yet. */
  waiting: number
}

/** The app's events as they arrive, newest first. While paused they are counted and kept, and shown afterwards. */
export function useLive(app: string, query: { event?: string; search?: string }, paused: boolean): Live {
  const [live, setLive] = useState<Live>({ state: 'connecting', items: [], active: null, waiting: 0 })
  const held = useRef<LiveItem[]>([])
  const isPaused = useRef(paused)
  const { event, search } = query

  useEffect(() => {
    isPaused.current = paused
    if (paused) return
    const waiting = held.current
    held.current = []
    if (waiting.length > 0) setLive((old) => ({ ...old, items: [...waiting, ...old.items].slice(0, KEEP), waiting: 0 }))
  }, [paused])

  useEffect(() => {
    let rejections = 0
    let batch: LiveItem[] = []
    let scheduled = 0
    // A busy app sends more than a page can draw one by one: what came since the last frame is drawn at once.
    function flush() {
      scheduled = 0
      const fresh = batch.reverse()
      batch = []
      if (isPaused.current) {
        held.current = [...fresh, ...held.current].slice(0, KEEP)
        setLive((old) => ({ ...old, waiting: old.waiting + fresh.length }))
      } else setLive((old) => ({ ...old, items: [...fresh, ...old.items].slice(0, KEEP) }))
    }
    function add(item: LiveItem) {
      batch.push(item)
      if (scheduled === 0) scheduled = requestAnimationFrame(flush)
    }
    setLive((old) => ({ ...old, items: [], waiting: 0 }))
    held.current = []
    const close = openLive(
      app,
      { ...(event ? { event } : {}), ...(search ? { search } : {}) },
      {
        onEvent: (each) => add({ kind: 'event', event: each }),
        onRejected: (rejection) => add({ kind: 'rejected', id: rejections++, rejection }),
        onActive: (active) => setLive((old) => ({ ...old, active })),
        onState: (state) => setLive((old) => ({ ...old, state })),
      },
    )
    return () => {
      close()
      cancelAnimationFrame(scheduled)
    }
  }, [app, event, search])

  return live
}
