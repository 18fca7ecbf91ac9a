import { urlOf } from './client'
import type { LiveActive, LiveEvent, LiveRejection } from './types'

export interface LiveListener {
  onEvent: (event: LiveEvent) => void
  onRejected: (rejection: LiveRejection) => void
  onActive: (active: LiveActive) => void
  onState: (state: 'connecting' | 'open' | 'closed') => void
}

/** Opens the app's stream of events; the browser opens it again when it breaks. Returns how to close it. */
export function openLive(app: string, query: { event?: string; search?: string }, listener: LiveListener): () => void {
  const source = new EventSource(urlOf('/api/apps/{app}/live', { app }, query))
  listener.onState('connecting')
  source.onopen = () => listener.onState('open')
  source.onerror = () => listener.onState(source.readyState === EventSource.CLOSED ? 'closed' : 'connecting')
  const on = <T>(name: string, tell: (value: T) => void) =>
    source.addEventListener(name, (message) => tell(JSON.parse((message as MessageEvent<string>).data) as T))
  on('event', listener.onEvent)
  on('rejected', listener.onRejected)
  on('active', listener.onActive)
  return () => source.close()
}
